# A register grows line by line: made when missing, ids made when not given, quoting where it is needed.
mkdir case
entente ledger add case date=2022-01-10 kind=proposal speaker=RUS to='NATO;USA' article='4;5' statement='Draft "agreement", handed over'
entente ledger add case/ id=A1 date=2022-01-12T10:00+01:00 kind=reply speaker=NATO to=RUS answers=E1
entente ledger add case date=2022-01-13 kind=refusal speaker=NATO to=RUS article=4 answers=E1
cat case/ledger.csv
ls case
