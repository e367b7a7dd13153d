# needs: atlas
# Each thing that is not as it was is named; 1 when something fails.
hash='s/[0-9a-f]\{64\}/HASH/g'
cp -r "$SOURCE/tests/fixtures/cases/shores" one
entente check one --receipt r.json >/dev/null || true
sed -i 's/at most 500/at most 400/' one/agreement.md
entente verify r.json one | sed "$hash"
entente verify r.json one >/dev/null || echo "exit $?"
cp "$SOURCE/tests/fixtures/cases/shores/agreement.md" one/ && rm one/items.csv && printf 'place,lon,lat,radius_km\nNowhere,0,0,1\n' >one/places.csv
entente verify r.json one | sed "$hash" || true
rm -r one && cp -r "$SOURCE/tests/fixtures/cases/shores" one
sed 's/"version":"[^"]*"/"version":"0.0.0"/' r.json >old.json
entente verify old.json one | sed "$hash;s/is [0-9]*\.[0-9.]*/is NOW/"
entente verify r.json one --format json | sed "$hash"
