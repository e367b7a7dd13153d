# What is wrong is refused with its place, and the ledger stays as it was.
printf '{"id":"q","date":"2022-01-10","kind":"proposal","speaker":["X"]}' > ledger.ndjson
entente ledger add ledger.ndjson id=q date=2022-01-11 kind=statement speaker=X || echo "exit $?"
entente ledger add ledger.ndjson date=2022-01-09 kind=reply speaker=Y answers=q || echo "exit $?"
entente ledger add ledger.ndjson date=2022-01-11 kind=reply speaker='Y;;Z' || echo "exit $?"
entente ledger add ledger.ndjson 'date=2022-01-11
' kind=reply speaker=Y || echo "exit $?"
cat ledger.ndjson; echo
entente ledger add ledger.ndjson date=2022-01-11 kind=reply speaker=Y answers=q
cat ledger.ndjson
ls
