# needs: atlas
# With -o the old file stays when rows are dropped; rows without a position are answered by empty cells.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"one"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}' >one.geojson
printf 'lon,lat\n0.5,0.5\n3\n' >dropped.csv
printf 'lon,lat\n0.5,0.5\n"3,4\n' >open.csv
printf 'lon,lat\n0.5,0.5\nx,3\n' >unplaced.csv
for name in dropped open unplaced; do
    echo old >out.csv
    entente distance --to one.geojson --within 1km $name.csv -o out.csv 2>/dev/null || echo "exit $?"
    cat out.csv
done
echo old >out.csv
entente cell dropped.csv -o out.csv 2>/dev/null || echo "exit $?"
cat out.csv
