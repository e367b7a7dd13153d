# The hint to an unknown entry never names the entry that answers.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,article,answers,source
E1,2022-01-10,statement,X,Y,4,E2,S
CSV
entente ledger check ledger.csv || echo "exit $?"
echo 'E12,2022-01-11,statement,Y,X,4,,S' >>ledger.csv
entente ledger check ledger.csv || echo "exit $?"
