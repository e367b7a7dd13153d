# needs: atlas
# Every row can say what it rests on: how edges are read, which tells by kilometres here, and map, view, layer and day (OSM).
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"wide"},"geometry":{"type":"Polygon","coordinates":[[[0,40],[60,40],[60,50],[0,50],[0,40]]]}}]}' >wide.geojson
printf 'id,lon,lat\na,30,52\nb,x,1\n' >p.csv
for edges in planar geodesic; do
    entente distance --to wide.geojson --edges $edges --basis p.csv 2>/dev/null || echo "exit $?"
    entente distance --to wide.geojson --edges $edges --within 100km --basis p.csv 2>/dev/null || echo "exit $?"
    entente distance --to wide.geojson --edges $edges --nearest --basis p.csv 2>/dev/null || echo "exit $?"
done
printf 'lon,lat\n24.105,56.949\n' | entente distance --to RUS --within 300km --as-of 2022-01-11 --layer land+sea --basis | sed "s/,[0-9a-f]\{64\},/,HASH,/"
entente distance --from LVA --to RUS --as-of 2022-01-11 --basis | sed "s/,[0-9a-f]\{64\},/,HASH,/"
printf 'lon,lat,view\n1,1,me\n' | entente distance --to RUS --basis 2>&1 || echo "exit $?"
entente cover --of LVA --reach 20km --tolerance 10km --as-of 2022-01-11 --format json | grep -o '"view":.*"tolerance_m"'
