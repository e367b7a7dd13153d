# needs: atlas
case=$SOURCE/tests/fixtures/cases/shores
entente check --clause 4.3 "$case" || echo "exit $?"
entente check --verdict breech "$case" || echo "exit $?"
entente check --view um "$case" || echo "exit $?"
entente check nowhere || echo "exit $?"
