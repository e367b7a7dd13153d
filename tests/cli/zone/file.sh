# A zone around a shape of one's own needs no map.
cat >land.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"land"},"geometry":{"type":"Polygon",
"coordinates":[[[178,60],[182,60],[182,62],[178,62],[178,60]]]}}]}
JSON
entente zone --of land.geojson --reach 100km --tolerance 1km
entente zone --of land.geojson --reach 100km --tolerance 1km --format geojson -o cut.geojson
entente zone --of land.geojson --reach 100km --tolerance 1km --format geojson --uncut -o uncut.geojson
grep -o '"type":"[A-Za-z]*"' cut.geojson
grep -o '\[\[\[' cut.geojson | wc -l
grep -o '\[\[\[' uncut.geojson | wc -l
