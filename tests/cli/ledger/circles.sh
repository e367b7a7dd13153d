# Answers in a circle are found wherever it is entered and through whichever of several answers it runs; the
# chain of honest answers beside it is left alone.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,article,answers,source
a,2022-01-10,statement,X,Y,4,,S
b,2022-01-11,statement,Y,X,4,a;d,S
c,2022-01-11,statement,X,Y,4,b,S
d,2022-01-11,statement,Y,X,4,a;c,S
e,2022-01-12,statement,X,Y,4,d;e,S
CSV
entente ledger check ledger.csv
