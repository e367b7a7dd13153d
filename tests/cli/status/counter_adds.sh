# A counter-proposal answers the question on the articles that both name; what it adds is a proposal of its own.
cat >ledger.csv <<'CSV'
id,date,kind,speaker,to,article,answers,source
a,2022-01-10,proposal,X,Y,1;2,,S
b,2022-01-11,counter-proposal,Y,X,2.1;6,a,S
CSV
entente status ledger.csv --as-of 2022-01-20
