# needs: atlas
# What had not been reported by that day is not known; the day itself counts.
case=$SOURCE/tests/fixtures/cases/shores
for day in 2030-02-04 2030-02-05; do
    entente check --as-known "$day" --clause 2 --format csv "$case" | grep -c ex-crimea || true
done
