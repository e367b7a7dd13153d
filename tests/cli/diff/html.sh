# needs: atlas
# One page that needs nothing else: del and ins, tables, no script, no address.
entente diff "$SOURCE/tests/fixtures/cases/shores" --set 3.ceiling=400 --no-area --format html >page.html
grep -oE '<del>[^<]*</del> <ins>[^<]*</ins>' page.html
grep -oE '<td>[^<]*→[^<]*</td>' page.html
grep -cE '<script|https?://' page.html || true
