# An area whose owner is no country: shown where it stands.
# needs: atlas
cat >areas.geojson <<'END'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"owner": "Rusia"}, "geometry": {"type": "Polygon", "coordinates": [[[37, 47], [38, 47], [38, 48], [37, 47]]]}}
]}
END
entente atlas overlay areas.geojson mine -o mine.atlas || echo "exit $?"
test ! -e mine.atlas
