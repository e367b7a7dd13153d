# A register of one JSON object a line: made, added to and checked as the other, and told the same.
mkdir case plain
for ledger in case/ledger.ndjson plain/ledger.csv; do
    entente ledger add $ledger date=2022-01-10 kind=proposal speaker=RUS to='NATO;USA' article='4;5' statement='Draft "é", handed over'
    entente ledger add ${ledger%/*} id=A1 date=2022-01-12T10:00+01:00 kind=reply speaker=NATO to=RUS answers=E1 article=4
done
cat case/ledger.ndjson
printf '\n{ "id": "S", "date": "2022-01-13", "kind": "silence", "speaker": ["USA"], "answers": "E1",\t"place": null, "statement": "\\u00e9\\ud83d\\ude00\\n" }' >>case/ledger.ndjson
printf 'S,2022-01-13,silence,USA,,,,,,E1,,"é😀\n",,,,\n' >>plain/ledger.csv
entente ledger check case
entente status case --format json >ndjson
entente status plain --format json | cmp - ndjson && echo the same
: >case/ledger.csv
entente status case
