# needs: atlas
# The receipt of every command: the same bytes from two folders, and it holds when the command is run again elsewhere.
cp -r "$SOURCE/tests/fixtures/cases/shores" one
cat >one/ledger.csv <<'X'
id,date,kind,speaker,to,forum,place,article,about,answers,due,statement,agency,quoted_agency,reported,source
a,2030-04-01,request,EST,LVA,,,2,,,,How many?,,,2030-04-02,Gazette
X
sed 's/at most 500/at most 400/' one/agreement.md >one/other.md
printf 'lon,lat\n25,58\n24,57\n' >one/points.csv
mkdir far && cp -r one far/two
both() { # both NAME WORDS: run in each folder, which ONE stands for
    for folder in one far/two; do
        name=$(basename "$folder")
        # shellcheck disable=SC2046
        entente $(echo "$2" | sed "s|ONE|$folder|g") --receipt "$name.json" >"$name.out" || true
    done
    cmp one.json two.json && cmp one.out two.out && echo "$1: the same bytes"
    mv two.json "$1.json"
    mv two.out "$1.out"
}
both check 'check ONE'
both check-geojson 'check ONE --format geojson'
both zone 'zone ONE 2 --by EST --tolerance 20km'
both zone-kml 'zone ONE 2 --by EST --tolerance 20km --format kml'
both cover 'cover ONE 2 --by EST --tolerance 20km'
both map 'map ONE 2 --tolerance 20km'
both diff 'diff ONE --against ONE/other.md --no-area'
both sweep 'sweep ONE --vary 3.ceiling=400..600 --format json'
both report 'report ONE --plain'
both status 'status ONE'
both status-html 'status ONE --format html'
both status-ics 'status ONE --format ics'
both explain 'explain ONE 2'
both distance 'distance ONE/points.csv --to RUS'
both around 'zone --of EST --reach 5km --tolerance 5km'
both test "test $SOURCE/agreements/nato-draft-2021 --format tap"
for name in check zone cover sweep status explain; do
    entente verify "$name.json" one
done | cut -d, -f2
entente verify diff.json one one/other.md | cut -d, -f2
entente verify distance.json one/points.csv | cut -d, -f2
entente verify around.json | cut -d, -f2
entente verify test.json "$SOURCE/agreements/nato-draft-2021" | cut -d, -f2
echo "== the receipt inside the answer"
for name in check-geojson zone-kml map report status-html status-ics; do
    entente verify "$name.out" one
done | cut -d, -f2
