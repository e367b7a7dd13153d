# What is wrong is refused with its place, and the ledger stays as it was.
printf 'id,date,kind,speaker,answers\r\nq,2022-01-10,proposal,X,' > ledger.csv
entente ledger add ledger.csv id=q date=2022-01-11 kind=statement speaker=X || echo "exit $?"
entente ledger add ledger.csv date=2022-02-30 kind=statment speaker=X || echo "exit $?"
entente ledger add ledger.csv date=2022-01-09 kind=reply speaker=Y answers=q || echo "exit $?"
entente ledger add ledger.csv date=2022-01-11 kind=reply speaker=Y answers=q due=2022-02-01 || echo "exit $?"
entente ledger add ledger.csv 'date=2022-01-11
' kind=reply speaker=Y || echo "exit $?"
entente ledger add ledger.csv spekaer=X || echo "exit $?"
entente ledger add ledger.csv kind=reply kind=reply || echo "exit $?"
entente ledger add ledger.csv reply || echo "exit $?"
entente ledger add ledger.csv || echo "exit $?"
entente ledger add mistyped date=2022-01-11 kind=reply speaker=Y || echo "exit $?"
entente ledger add ledger.csv date=2022-01-11 kind=reply speaker=Y answers=q
od -c ledger.csv | tail -n 5
ls
