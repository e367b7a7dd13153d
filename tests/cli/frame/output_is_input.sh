# -o never overwrites what the same run reads, under whatever name.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
ln case/records.csv link.csv
for out in case/records.csv case/../case/agreement.md case/case.md link.csv; do
    entente check case -o "$out" 2>&1 || echo "exit $?"
done
entente check case --receipt case/items.csv 2>&1 || echo "exit $?"
entente item list case/items.csv -o case/items.csv 2>&1 || echo "exit $?"
diff -r case "$SOURCE/tests/fixtures/cases/shores" && echo unchanged
