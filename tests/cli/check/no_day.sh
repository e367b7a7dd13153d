# needs: atlas
# Today is never taken silently.
cp "$SOURCE/tests/fixtures/cases/shores/agreement.md" .
entente check agreement.md
