# needs: atlas
# A receipt holds wherever the case lies, from either form, for one view or several; the same bytes from two folders.
cp -r "$SOURCE/tests/fixtures/cases/shores" one
mkdir -p far/away && cp -r one far/away/two
entente check one --receipt a.json >/dev/null || true
entente check far/away/two --receipt b.json >/dev/null || true
cmp a.json b.json && echo "the same bytes"
entente verify a.json one | sed 's/[0-9a-f]\{64\}/HASH/'
cp b.json far/away/two/ && entente verify far/away/two/b.json | sed 's/[0-9a-f]\{64\}/HASH/'
(entente check one --view un,de-facto --format json || true) | entente verify - one | sed 's/[0-9a-f]\{64\}/HASH/'
