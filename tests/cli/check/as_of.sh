# needs: atlas
# An agreement alone, on a day that is given: nothing is assumed, so a draft binds nobody.
cp "$SOURCE/tests/fixtures/cases/shores/agreement.md" .
entente check --as-of 2030-04-30 agreement.md | grep -E '^On|Assumed|Facts'
