# needs: atlas
# Into a file: no colour, the page's own width, and the exit status still says what was found.
entente check --color auto -o page.txt "$SOURCE/tests/fixtures/cases/shores" || echo "exit $?"
head -n 1 page.txt
entente check --format csv -o table.csv --clause 4.1 "$SOURCE/tests/fixtures/cases/shores" || true
cut -d, -f1-4 table.csv
