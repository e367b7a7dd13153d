# needs: atlas
# One file: what every finding rests on as text, a policy that allows nothing from outside, no address to load from.
entente report "$SOURCE/examples/strait" --plain -o plain.html
grep -c '<script' plain.html || true
grep -o "default-src 'none'; script-src 'sha256-" plain.html
grep -o '<h2 id="[a-z0-9-]*"' plain.html
grep -c 'src="http\|href="http' plain.html || true
entente report "$SOURCE/examples/strait" -o page.html
grep -c 'id="data"' page.html
[ "$(wc -c < page.html)" -lt 3000000 ] && echo "under 3 MB"
# The same input gives the same bytes.
entente report "$SOURCE/examples/strait" -o again.html
cmp page.html again.html
