# An answer to oneself is added, with a warning.
printf 'id,date,kind,speaker,answers\nq,2022-01-10,proposal,X,\n' >ledger.csv
entente ledger add ledger.csv date=2022-01-11 kind=reply speaker=X answers=q
