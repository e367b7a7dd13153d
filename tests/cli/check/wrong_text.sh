# needs: atlas
# A wrong row: the message says where, nothing is judged.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
sed -i 's/^ex-riga,exercise,EST,,,,,Riga,,/ex-riga,exercise,EST,,,,,,24.1,95/' case/records.csv
entente check case
