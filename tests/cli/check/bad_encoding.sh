# needs: atlas
# UTF-16, NUL bytes, marks, line ends of both kinds, a line of 20 MB.
cp -r "$SOURCE/tests/fixtures/cases/shores" base
try() {
    timeout 60 entente check case >said 2>&1 && echo "exit 0" || echo "exit $?"
    grep -v '^  *|\|^  *[0-9]* |' said | grep "error\|hint" | cut -c1-160 | head -n 4 || :
    rm -r case
}
cp -r base case && iconv -f UTF-8 -t UTF-16 base/records.csv >case/records.csv && try
cp -r base case && iconv -f UTF-8 -t UTF-16BE base/records.csv >case/records.csv && try
cp -r base case && iconv -f UTF-8 -t UTF-16 base/agreement.md >case/agreement.md && try
cp -r base case && { cat base/records.csv && printf 'z,exercise,E\0ST\n'; } >case/records.csv && try
cp -r base case && { printf '\357\273\277' && sed 's/$/\r/' base/records.csv; } >case/records.csv && try
cp -r base case && sed 's/$/\r/' base/agreement.md >case/agreement.md && try
cp -r base case && { cat base/records.csv && head -c 20000000 /dev/zero | tr '\0' x; } >case/records.csv && try
cp -r base case && { cat base/agreement.md && head -c 9000000 /dev/zero | tr '\0' x; } >case/agreement.md && try
