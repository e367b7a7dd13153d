# needs: atlas
# Reaches and files at their ends: an answer or a message, never a hang. Area in thousands of km2, vertices.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}}]}' >square.geojson
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}}]}' >world.geojson
area() {
    printf '%s: ' "$*"
    entente zone --of square.geojson "$@" --format geojson >out || { echo "exit $?"; return; }
    vertices=$(grep -o '\[-\{0,1\}[0-9.e-]*,-\{0,1\}[0-9.e-]*\]' out | wc -l)
    sed -n 's/.*"area_m2_lo":\([0-9.e+]*\).*"area_m2_hi":\([0-9.e+]*\).*/\1 \2/p' out |
        awk -v v="$vertices" '{ printf "%.0f to %.0f, %s vertices\n", $1 / 1e9, $2 / 1e9, (v < 1000 ? "hundreds of" : v < 100000 ? "thousands of" : "too many") }'
}
area --reach 0km
area --reach 1e-9m
area --reach 18000km --tolerance 100m
area --reach 19000km
area --reach 20038km
area --reach 1e308km
printf '{"type":"LineString","coordinates":[[10,40],[20,40],[20,50]]}' >line.geojson
entente zone --of line.geojson --reach 0m
for reach in -1km nan 1e400km 5..1km; do entente zone --of square.geojson --reach $reach 2>&1 | head -n 1; done
for tolerance in 0m 1e-6m -1m nan; do entente zone --of square.geojson --reach 5km --tolerance $tolerance 2>&1 | head -n 1; done
entente zone --of world.geojson --reach 5km 2>&1 | head -n 1
# What never ends is no file of shapes, whatever it is called.
mkfifo pipe.geojson pipe.gpkg pipe.kml
ln -s /dev/zero zero.geojson
ln -s /dev/zero zero.gpkg
mkdir folder.geojson
for file in pipe.geojson pipe.gpkg pipe.kml zero.geojson zero.gpkg folder.geojson none.geojson; do
    entente zone --of $file --reach 5km 2>&1 | head -n 1
    entente distance --to $file /dev/null 2>&1 | head -n 1
done
