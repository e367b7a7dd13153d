# A drawing is measured as it stands: bare geometries, features without a name; lines beside areas are left out, and said.
printf '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}' >bare.geojson
entente zone --of bare.geojson --reach 10km | sed -n 1,2p
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"fill":"red"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[5,0],[5,1]]}}]}' >mixed.geojson
printf 'lon,lat\n0.5,0.5\n' | entente distance --to mixed.geojson --within 1km 2>&1
printf '{"type":"FeatureCollection","features":[]}' >empty.geojson
entente zone --of empty.geojson --reach 1km 2>&1 || echo "exit $?"
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[5,1]}}]}' >point.geojson
entente zone --of point.geojson --reach 1km 2>&1 || echo "exit $?"
