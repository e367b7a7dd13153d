# An article or a clause that the agreement does not have is found in old entries too; those of a ledger alone are
# taken as they come.
entente new case >new.txt
cat > case/ledger.csv <<'CSV'
id,date,kind,speaker,to,article,source
a,2022-01-10,proposal,X,Y,1,S
b,2022-01-11,proposal,X,Y,1.1;77,S
CSV
entente ledger check case || echo "exit $?"
entente ledger check case/ledger.csv
# A counter-proposal may bring in an article of its own.
cat > case/ledger.csv <<'CSV'
id,date,kind,speaker,to,article,answers,source
a,2022-01-10,proposal,X,Y,1,,S
b,2022-01-11,counter-proposal,Y,X,1;6,a,S
c,2022-01-12,acceptance,X,Y,6,b,S
CSV
entente ledger check case || echo "exit $?"
