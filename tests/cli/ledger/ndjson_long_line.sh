# A line past the limit is passed over with its place; those after it are read.
{ printf '{"id":"a","statement":"'; head -c 1100000 /dev/zero | tr '\0' x; printf '"}\n'; } >ledger.ndjson
echo '{"id":"b","date":"2022-01-10","kind":"proposl","speaker":"X"}' >>ledger.ndjson
printf '{"id":"c","statement":"\377"}\n' >>ledger.ndjson
entente ledger check ledger.ndjson 2>&1 | grep -o 'ledger.ndjson:.*'
