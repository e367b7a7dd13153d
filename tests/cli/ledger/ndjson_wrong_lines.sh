# Lines that cannot be read are left out, each with its reason and place.
cat > ledger.ndjson <<'LINES'
{"id":"a","date":"2022-02-30","kind":"proposal","speaker":["X"]}
{"id":"b","date":"2022-01-05","kind":"propsal","speaker":"X"}
{"id":"c","date":"2022-01-05","kind":"reply","speaker":["X","Y;Z"]}
{"id":"é","date":"2022-01-05","kind":"reply","speaker":["X",""]}
{"id":"e","date":"2022-01-05","kind":"reply"}
{"id":"f","date":"2022-01-05","kind":"reply","speaker":"X","article":5}
{"id":"g","date":"2022-01-05","kind":"reply","speaker":"X","date":"2022-01-06"}
{"id":"h","date":["2022-01-05"],"kind":"reply","speaker":"X"}
{"id":"i","date":"2022-01-05","kind":"reply","speaker":"X","articel":["5"]}
{"id":"j","statement":"\ud83d"}
{"id":"k","statement":"\u001b"}
{"id":"l","statement":"\x"}
["id"]
{"id":"m"} {"id":"n"}
{"id":"i","date":"2022-01-07","kind":"reply","speaker":"X","answers":"q"}
{"id":"o","date":"2022-01-05","kind":"rep
LINES
entente ledger check ledger.ndjson
cp ledger.ndjson before
entente ledger add ledger.ndjson date=2022-01-11 kind=statement speaker=X 2>/dev/null || echo "exit $?"
cmp ledger.ndjson before && echo unchanged
