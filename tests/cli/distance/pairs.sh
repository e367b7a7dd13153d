# From one territory to another: the nearest and the farthest pair of places; and from positions to the nearest place.
square() {
    printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,0],[%s,0],[%s,1],[%s,1],[%s,0]]]}}]}' \
        "$1" "$2" "$3" "$3" "$2" "$2" >"$1.geojson"
}
square one 0 1
square two 3 4
entente distance --from one.geojson --to two.geojson
printf 'id,lon,lat\nwest,-1,0.5\non,0,0.5\n' >places.csv
entente distance --to one.geojson --nearest places.csv
entente distance --from one.geojson --to two.geojson --nearest 2>/dev/null || echo "exit $?"
