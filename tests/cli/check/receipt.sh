# needs: atlas
# Same input, same bytes: wherever the case lies and however it is named. Another byte in a file, another receipt.
case=$SOURCE/tests/fixtures/cases/shores
cp -r "$case" here
entente check --format json "$case" >there.json || true
entente check --format json here/ >here.json || true
cmp there.json here.json && echo same
echo >>here/records.csv
entente check --format json here >other.json || true
grep -c '"sha256"' other.json >/dev/null
cmp -s here.json other.json || echo other
