# The farthest pair where shapes hold each other's antipodes, touch them, or miss them; where that is too much work, the
# nearest pair is still said, and what is known of the farthest.
box() {
    printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}]}' \
        "$1" "$2" "$3" "$4" "$3" "$4" "$5" "$2" "$5" "$2" "$3" >"$1.geojson"
}
box here 10 40 20 50
box inside -169 -48 -162 -42
box touching -170 -40 -160 -30
box beside -150 -50 -140 -40
for there in inside touching beside; do
    echo "$there"
    entente distance --from here.geojson --to "$there.geojson" | cut -d, -f1,2,8,9
done
echo level
box level -170 -39.9999 -160 -30
entente distance --from here.geojson --to level.geojson 2>said | cut -d, -f1,2 | sed 's/\.[0-9]*$//'
sed 's/ within .*//' said
