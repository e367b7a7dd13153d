# needs: atlas
# 1 for a breach; 0 without one, 2 instead with --strict when something is unclear; what is shown changes nothing.
case=$SOURCE/tests/fixtures/cases/shores
entente check --verdict kept --clause 4.2 "$case" >/dev/null || echo "exit $?"
mkdir quiet
cp "$case/agreement.md" "$case/case.md" "$case/items.csv" quiet
sed -n '1p;/^arrow,/p' "$case/records.csv" >quiet/records.csv
entente check quiet >/dev/null && echo "exit 0"
entente check --strict quiet >/dev/null || echo "exit $?"
entente check --strict --verdict kept quiet >/dev/null || echo "exit $?"
