# needs: atlas
# A shape that has no clear inside, or is nobody's, is said where it goes wrong; the agreement is not blamed for it.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
sed -i 's/where position within width of border of RUS with EST, LVA/where position in area "bay"/; /^parameter width/d' case/agreement.md
draw() {
    printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"bay"%s},\n"geometry":%s}]}\n' \
        "$1" "$2" >case/areas.geojson
    entente check case >/dev/null || echo "exit $?"
}
draw '' '{"type":"Polygon","coordinates":[[[23,57],[25,59],[25,57],[23,59],[23,57]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[25,59],[25,57],[23,58]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[24,57],[25,57],[23,57]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[25,57],[25,59],[23,57]],[[30,57],[31,57],[31,58],[30,57]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[25,57],[25,90.0000001],[23,57]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[25,NaN],[25,59],[23,57]]]}'
draw '' '{"type":"Polygon","coordinates":[[[23,57],[1e999,57],[25,59],[23,57]]]}'
draw ',"party":"ETS"' '{"type":"Polygon","coordinates":[[[23,57],[25,57],[25,59],[23,57]]]}'
# Twice the same ground, and longitudes from 180 to 360: in order, and the same as drawn once.
for ring in '[[[[23,57],[25,57],[25,59],[23,57]]]]' '[[[[23,57],[25,57],[25,59],[23,57]]],[[[23,57],[25,57],[25,59],[23,57]]]]' \
    '[[[[-337,57],[-335,57],[-335,59],[-337,57]]]]'; do
    draw '' '{"type":"MultiPolygon","coordinates":'"$ring}"
    entente check --format csv --clause 4.2 case | cut -d, -f1-8 | cksum || :
done
