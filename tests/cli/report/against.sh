# needs: atlas
# Two drafts: the words that differ are marked, and what they change for the case is said.
cp -r "$SOURCE/examples/strait" strait
sed 's/deploys coastal missiles/keeps coastal missiles/' strait/agreement.md > other.md
entente report strait --plain --against other.md -o x.html
grep -c '<section id="redlines"' x.html
grep -o '<del>[^<]*</del>' x.html | head -n 1
