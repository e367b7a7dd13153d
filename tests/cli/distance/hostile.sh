# needs: atlas
# Shapes as no map should hold them: each is refused at its place, or read as docs/limits.md says. Probes: the middle of the
# square from 0 to 10, a place 2 degrees inside of it, one between it and a second one, the pole, the equator at 179 east.
printf 'lon,lat\n5,5\n8,8\n12,12\n0,89\n179,5\n' >p.csv
feature() {
    printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"%s","coordinates":%s}}]}' \
        "$1" "$2" >shape.geojson
}
# try WORDS TYPE COORDINATES: the first line of a refusal, or km to each probe
try() {
    feature "$2" "$3"
    printf '%s: ' "$1"
    if entente distance --to shape.geojson p.csv >out 2>err; then
        awk -F, 'NR > 1 { printf "%s%.0f", (NR > 2 ? " " : ""), $3 / 1000 } END { print " km" }' out
    else
        echo "exit $?, $(sed -n '1s/^shape.geojson:[0-9:]* //p; 1s/^entente distance: //p' err)"
    fi
}
square() { printf '[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]' "$1" "$2" "$3" "$2" "$3" "$4" "$1" "$4" "$1" "$2"; }
plain=$(square 0 0 10 10)

try "plain" Polygon "[$plain]"
try "the other way round" Polygon "[[[0,0],[0,10],[10,10],[10,0],[0,0]]]"
try "positions repeated" Polygon "[[[0,0],[0,0],[0,0],[10,0],[10,10],[10,10],[0,10],[0,0]]]"
try "unclosed" Polygon "[[[0,0],[10,0],[10,10],[0,10]]]"
try "no area" Polygon "[[[0,0],[5,5],[10,10],[0,0]]]"
try "one position" Polygon "[[[3,3]]]"
try "there and back" Polygon "[[[3,3],[4,4],[3,3]]]"
try "no ring" Polygon "[]"
try "empty ring" Polygon "[[]]"
try "crosses itself" Polygon "[[[0,0],[10,10],[10,0],[0,10],[0,0]]]"
try "goes round twice" Polygon "[[[0,0],[10,0],[10,10],[0,10],[0,0],[10,0],[10,10],[0,10],[0,0]]]"
try "spike" Polygon "[[[0,0],[10,0],[20,0],[10,0],[10,10],[0,10],[0,0]]]"
try "sliver of a centimetre" Polygon "[[[0,0],[10,1e-7],[10,0],[0,0]]]"
try "drawn twice" MultiPolygon "[[$plain],[$plain]]"
try "overlapping" MultiPolygon "[[$plain],[$(square 5 5 15 15)]]"
try "one inside the other" MultiPolygon "[[$plain],[$(square 4 4 6 6)]]"
try "sharing a corner" MultiPolygon "[[$plain],[$(square 10 10 20 20)]]"
try "sharing an edge" MultiPolygon "[[$plain],[$(square 10 0 20 10)]]"
try "hole, either way round" Polygon "[$plain,$(square 4 4 6 6)]"
try "hole that touches the outline" Polygon "[$plain,[[0,5],[6,3],[6,7],[0,5]]]"
try "holes that touch" Polygon "[$plain,$(square 2 2 5 5),$(square 5 5 7 7)]"
try "hole along the outline" Polygon "[$plain,$(square 0 2 5 5)]"
try "hole that leaves" Polygon "[$plain,$(square 5 5 15 8)]"
try "hole as large as the outline" Polygon "[$plain,$plain]"
try "latitude past the pole" Polygon "[[[0,80],[10,80],[10,90.0000001],[0,80]]]"
try "longitude of 1e308" Polygon "[[[0,0],[1e308,0],[0,10],[0,0]]]"
try "infinite" Polygon "[[[0,0],[10,0],[10,1e999],[0,10],[0,0]]]"
try "NaN" Polygon "[[[0,0],[10,0],[10,NaN],[0,10],[0,0]]]"
try "null" Polygon "[[[0,0],[10,0],[10,null],[0,10],[0,0]]]"
try "over 180, to 190" Polygon "[$(square 170 0 190 10)]"
try "over 180, to -170" Polygon "[$(square 170 0 -170 10)]"
try "around the north pole" Polygon "[[[-180,80],[-90,80],[0,80],[90,80],[180,80],[-180,80]]]"
try "the south pole, closed along it" Polygon "[[[-180,-70],[0,-70],[180,-70],[180,-90],[-180,-90],[-180,-70]]]"
try "the whole Earth" Polygon "[$(square -180 -90 180 90)]"
try "nested 100,000 deep" Polygon "$(awk 'BEGIN { for (i = 0; i < 100000; i++) printf "["; for (i = 0; i < 100000; i++) printf "]" }')"
try "a scribble of 30,000" Polygon "[$(awk 'BEGIN { srand(1); printf "[[0,0]"; for (i = 1; i < 30000; i++) printf ",[%.6f,%.6f]", 10 * rand(), 10 * rand(); print ",[0,0]]" }')]"
