# needs: atlas
# The commands of docs/howto/maps.md, as they stand there.
ln -s "$SOURCE/examples" examples
sed -n '/^```sh$/,/^```$/p' "$SOURCE/docs/howto/maps.md" | grep '^entente' >commands
wc -l <commands
sh -e commands
ls *.svg *.pdf *.png *.geojson *.gpkg *.kml
