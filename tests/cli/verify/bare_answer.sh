# An answer that carries no receipt is told from a receipt that is damaged, and how to write one is said.
# needs: atlas
entente report "$SOURCE/examples/strait" -o r.html
entente verify r.html "$SOURCE/examples/strait" || echo "exit $?"
printf '{"type":"LineString","coordinates":[[0,50],[1,50]]}' >line.geojson
entente zone --of line.geojson --reach 5km --format geojson -o z.geojson
entente verify z.geojson || echo "exit $?"
printf '{"map": "x"' >cut.json
entente verify cut.json || echo "exit $?"
: >empty
entente verify empty || echo "exit $?"
entente zone --of line.geojson --reach 5km --format geojson --receipt r.json -o z.geojson
entente verify z.geojson line.geojson | sed 's/: [0-9a-f]*,/: HASH,/'
entente verify r.json line.geojson | sed 's/: [0-9a-f]*,/: HASH,/'
