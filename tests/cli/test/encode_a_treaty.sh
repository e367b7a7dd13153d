# needs: atlas
# The blocks of docs/howto/encode-a-treaty.md make one agreement, and every line that it shows of an answer stands in it.
page=$SOURCE/docs/howto/encode-a-treaty.md
mkdir vienna
awk '/^````markdown/ { inside = 1; next } /^````/ { if (inside) print ""; inside = 0; next } inside' "$page" >vienna/agreement.md
{ entente explain vienna; entente test vienna; entente fmt --check vienna/agreement.md; } >answers || echo "exit $?"
awk '/^```/ { inside = !inside; shown = 0; next } inside && /^\$ entente/ { shown = 1; next } inside && shown && !/^…$/' \
    "$page" >wanted
test -s wanted
while IFS= read -r line; do
    grep -qxF -- "$line" answers || printf 'not in the answers: %s\n' "$line"
done <wanted
entente test --generate vienna/agreement.md >boundaries
grep -q '^| personnel' boundaries || echo 'no boundary scenarios'
