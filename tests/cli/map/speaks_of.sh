# needs: atlas
# A ceiling or a duty closes no ground: what it speaks of is hatched as it is, cut by territories and frames, in a frame that
# islands overseas do not widen to the whole Earth.
agreements=$SOURCE/agreements
text() { sed 's/<style>.*<\/style>//; s/<[^>]*>/ /g' "$1" | tr '\n' ' ' | tr -s ' ' |
    grep -o 'Hatched: the ground that [^ ]* speaks of\|the clause speaks of this ground\|it may speak of this ground\|Lambert azimuthal\|north of Russia\|Only the ground'; }
entente map "$agreements/cfe-1990" V.1.east --as-of 2000-01-01 --tolerance 5km -o a.svg
text a.svg
grep -c 'class="certain" d\|class="possible" d' a.svg
entente map "$agreements/vienna-document-2011" 40.1 --as-of 2020-01-01 --tolerance 5km -o b.svg
text b.svg

# Where there are records it is seen about them: the draft speaks of all Russia, and its records of January 2022 stand in Europe.
entente map "$SOURCE/examples/russia-nato-2021" 4.1 --tolerance 5km -o c.svg
sed 's/<style>.*<\/style>//; s/<[^>]*>/ /g' c.svg | grep -o '1 : [0-9.]* million' | head -1

# A record far from every border is seen with 5 degrees around it, not alone.
cp -r "$SOURCE/examples/russia-nato-2021" lone
rm lone/ledger.csv
printf 'id,kind,actor,quantity,unit,lon,lat,from,source\nLONE,deployment,USA,900,personnel,105.0,62.0,2021-06-01,made\n' > lone/records.csv
entente map lone 4.1 --tolerance 5km -o d.svg
sed 's/<style>.*<\/style>//; s/<[^>]*>/ /g' d.svg | grep -o '1 : [0-9.]* million' | head -1
