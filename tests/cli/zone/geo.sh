# Zones for map programs, from a shape that holds a pole and one across 180 degrees; certain and possible apart.
cat >land.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"land"},"geometry":{"type":"Polygon",
"coordinates":[[[178,60],[182,60],[182,62],[178,62],[178,60]]]}}]}
JSON
entente zone --of land.geojson --reach 3400..3500km --tolerance 5km --format geojson -o z.geojson
entente zone --of land.geojson --reach 3400..3500km --tolerance 5km --format kml -o z.kml
entente zone --of land.geojson --reach 3400..3500km --tolerance 5km --format gpkg -o z.gpkg
entente zone --of land.geojson --reach 3400..3500km --tolerance 5km --format gpkg >again.gpkg
cmp z.gpkg again.gpkg
grep -o '"certainty":"[a-z]*"' z.geojson
grep -o '<styleUrl>[^<]*' z.kml
grep -o '\[18*0,90\]\|\[-180,90\]' z.geojson | sort | uniq -c | sed 's/^ *//'
head -c 15 z.gpkg
echo
entente zone --of land.geojson --reach 100km --format kml --uncut || echo "exit $?"
entente zone --of land.geojson --reach 100km --format gpkg -o /nonexistent/z.gpkg || echo "exit $?"
