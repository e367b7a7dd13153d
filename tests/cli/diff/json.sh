# needs: atlas
# The same bytes twice, wherever the case lies; what stays is not told.
cp -r "$SOURCE/tests/fixtures/cases/shores" here
entente diff here --set 3.ceiling=400 --no-area --format json >one.json
(mkdir -p far/away && cp -r here far/away/here && cd far/away && entente diff here --set 3.ceiling=400 --no-area --format json) | cmp - one.json
grep -vE '"receipt"' one.json
