# -o never overwrites what the same run reads, under whatever name: not the map, nor a file of which it reads one layer.
# needs: atlas
cp -r "$SOURCE/tests/fixtures/cases/shores" case
ln case/records.csv link.csv
for out in case/records.csv case/../case/agreement.md case/case.md link.csv; do
    entente check case -o "$out" 2>&1 || echo "exit $?"
done
entente check case --receipt case/items.csv 2>&1 || echo "exit $?"
entente item list case/items.csv -o case/items.csv 2>&1 || echo "exit $?"
diff -r case "$SOURCE/tests/fixtures/cases/shores" && echo unchanged
cp "$ENTENTE_ATLAS" copy.atlas
printf 'lon,lat\n10,50\n' >p.csv
ENTENTE_ATLAS=copy.atlas entente distance --to POL p.csv -o copy.atlas 2>&1 || echo "exit $?"
entente distance --to POL --atlas copy.atlas p.csv -o copy.atlas 2>&1 || echo "exit $?"
printf '{"type":"LineString","coordinates":[[0,50],[1,50]]}' >line.geojson
entente distance --to 'line.geojson|layer=line' p.csv -o line.geojson 2>&1 || echo "exit $?"
cmp "$ENTENTE_ATLAS" copy.atlas && echo "map unchanged"
