# needs: atlas
# What a terminal would obey is refused in tables, texts and drawings, and shown harmless in the message.
cp -r "$SOURCE/tests/fixtures/cases/shores" base
cp -r base case && printf 'z,exercise,EST,,,,,Ri\033[31mga,,,,,,,,,,,,,\n' >>case/records.csv
entente check case || echo "exit $?"
rm -r case && cp -r base case && sed -i "s/men on the/me$(printf '\033')[2Jn on the/" case/agreement.md
entente check case || echo "exit $?"
rm -r case && cp -r base case && sed -i "s/\"Missiles out/\"Miss$(printf '\033')[2Jiles out/" case/agreement.md
entente check case || echo "exit $?"
rm -r case && cp -r base case && printf '{"type":"Feature","properties":{"name":"a\\u001b[2J"},"geometry":{"type":"Polygon","coordinates":[[[23,57],[25,57],[25,59],[23,57]]]}}' >case/areas.geojson
entente check case || echo "exit $?"
