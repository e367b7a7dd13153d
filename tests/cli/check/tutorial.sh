# needs: atlas
# Every line that docs/tutorial.md shows of the answers stands in the answers (figures on the OSM land, view un).
{ entente explain "$SOURCE/examples/strait"; entente check "$SOURCE/examples/strait" || true; } >answers
awk '/^```/ { inside = !inside; shown = 0; next } inside && /^\$ entente/ { shown = 1; next } inside && shown && !/^…$/' \
    "$SOURCE/docs/tutorial.md" >wanted
test -s wanted
while IFS= read -r line; do
    grep -qxF -- "$line" answers || printf 'not in the answers: %s\n' "$line"
done <wanted
