# needs: atlas
# A password in the name of a database is not shown.
cp -r "$SOURCE/tests/fixtures/cases/shores" talks
for source in "PG:host=127.0.0.1 port=1 password=geheim user=u" "PG:host=127.0.0.1 port=1 password='ge heim' user=u" \
    "PG:postgresql://u:geheim@127.0.0.1:1/db"; do
    sed -i '/^  records/d' talks/case.md
    sed -i "s|^  layer     land|&\n  records \"$source\"|" talks/case.md
    entente check talks >out 2>&1 || echo "exit $?"
    grep -c heim out || grep -o 'PG:.*cannot connect' out
done
