# needs: atlas
# Whatever does not end, or on which opening waits, is refused at once: pipes, devices, folders in the place of files.
cp -r "$SOURCE/tests/fixtures/cases/shores" base
try() {
    timeout 20 entente "$@" || echo "exit $?"
}
for part in case.md agreement.md records.csv items.csv groups.csv places.csv areas.geojson lines.gpkg; do
    cp -r base case
    rm -f "case/$part"
    mkfifo "case/$part"
    try check case
    rm -r case
    cp -r base case
    rm -f "case/$part"
    ln -s /dev/zero "case/$part"
    try check case
    rm -r case
    cp -r base case
    rm -f "case/$part"
    mkdir "case/$part"
    try check case
    rm -r case
done
mkfifo pipe
try check pipe
try check /dev/zero
try item list pipe
try item list /dev/zero
try fmt pipe
try explain /dev/zero
try ledger check pipe
try status /dev/zero
try cell pipe
try cell /dev/zero
try cell base
try atlas --atlas pipe
try atlas --atlas /dev/zero
