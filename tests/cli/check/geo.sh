# needs: atlas
# Findings for map programs: the same ones in each format, the same bytes twice, the exit code of the verdict.
case=$SOURCE/examples/russia-nato-2021
for format in geojson gpkg kml; do
    entente check "$case" --clause 4.1 --format $format -o a.$format || echo "$format: exit $?"
    entente check "$case" --clause 4.1 --format $format -o b.$format || true
    cmp a.$format b.$format
done
grep -o '"type":"Feature"' a.geojson | wc -l
grep -c '<Placemark' a.kml
grep -o '"type":"[A-Z][A-Za-z]*"' a.geojson | sort | uniq -c | sed 's/^ *//'
grep -m1 '<TimeSpan>' -A1 a.kml
head -c 15 a.gpkg
echo
entente check "$SOURCE/examples/strait" --format kml | grep -c '<Point>\|<Polygon>'
