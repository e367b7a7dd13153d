# needs: atlas
# What has changed under an answer is named: a file, where the answer differs, the receipt itself; another build is noted.
hash='s/[0-9a-f]\{64\}/HASH/g;s/lines [0-9]* to [0-9]*/lines N to M/;s/, was argin.*person$/, was TEXT, is TEXT/'
cp -r "$SOURCE/tests/fixtures/cases/shores" one
entente check one --format csv --receipt r.json >/dev/null || true
entente check one --format geojson --receipt s.json -o a.geojson || true
entente explain one 3 --receipt e.json >/dev/null
echo "== a changed record"
sed -i 's/620\.\.700/400..450/' one/records.csv
entente verify r.json one | sed "$hash"
entente verify a.geojson one | sed "$hash"
entente verify r.json one --format json | sed "$hash"
echo "== a changed text, no answer any more"
sed -i 's/at most 500/at most 5 t/' one/agreement.md
entente verify e.json one 2>/dev/null | sed "$hash"
cp "$SOURCE/tests/fixtures/cases/shores"/* one/
echo "== the receipt itself, the version, another build"
sed 's/"exit":1/"exit":0/' r.json >t.json
entente verify t.json one | sed "$hash"
sed 's/"version":"[^"]*"/"version":"0.0.0"/' r.json >t.json
entente verify t.json one | sed "$hash;s/is [0-9]*\.[0-9.]*/is NOW/"
sed 's/\("program":{"version":"[^"]*","sha256":\)"[^"]*"/\1"00"/;s/,"sha256":"[0-9a-f]*"}$/}/' r.json >t.json
entente verify t.json one | sed "$hash"
echo "== what a receipt may not ask for"
sed 's/"command":"check"/"command":"serve"/' r.json >t.json
entente verify t.json one || echo "exit $?"
sed 's/\["format","csv"\]/["output","x.csv"]/' r.json >t.json
entente verify t.json one || echo "exit $?"
echo "lon,lat" | entente distance --to RUS --receipt d.json 2>&1 | head -1
entente check one -o same --receipt same 2>&1 | head -1
