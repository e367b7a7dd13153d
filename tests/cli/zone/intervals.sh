# A reach that is an interval, a border that is one, and both: certain for the nearer end, possible for the farther.
cat >land.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"land"},"geometry":{"type":"Polygon",
"coordinates":[[[10,50],[11,50],[11,51],[10,51],[10,50]]]}}]}
JSON
areas() { entente zone --of land.geojson "$@" --tolerance 100m --format geojson | grep -o '"certainty":"[a-z]*"\|"area_m2_lo":[0-9]*'; }
areas --reach 90..110km
areas --reach 100km --border-error 10km
areas --reach 95..105km --border-error 5km
areas --reach 0km --border-error 1km | wc -l
entente zone --of land.geojson --reach 1km --border-error wide 2>/dev/null || echo "exit $?"
entente zone land.geojson 5 --border-error 1km 2>/dev/null || echo "exit $?"
