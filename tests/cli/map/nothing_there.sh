# needs: atlas
# A zone that goes round the Earth does not take the map from the lines of its clause; what is not hatched is not
# announced as hatched; a map of nothing but the ground says so.
agreements=$SOURCE/agreements
entente map "$agreements/korea-1953" 8 --as-of 1960-01-01 -o a.svg
grep -o 'possibly a breach here\|Lambert azimuthal\|Equal Earth' a.svg
text() { sed 's/<style>.*<\/style>//; s/<[^>]*>/ /g' "$1" | tr '\n' ' ' | tr -s ' '; }
entente map "$agreements/minsk-2014-2015" 2.a --as-of 2015-03-01 -o b.svg
text b.svg | grep -o 'Hatched:\|Nothing is hatched: no positions at' || true
entente map "$agreements/new-start-2010" II.1.a --as-of 2020-01-01 -o c.svg
text c.svg | grep -o 'Only the ground: there is no record' || true
grep -o '<title[^<]*' b.svg
