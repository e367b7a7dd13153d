# Each contradiction with its line, its caret and a remedy.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,article,answers,due,reported
q,2022-01-10,proposal,X,Y,4,,2022-01-01,
a,2022-01-05,refusal,Y,X,4,q,,
b,2022-01-12,acceptance,Y,X,4,q,,2022-01-11
c,2022-01-13,reply,X,Y,4,q,,
d,2022-01-14,reply,Y,X,4,zz,,
CSV
entente ledger check ledger.csv
