# needs: atlas
# A case with one of every kind of answer, on the default map: view un, layer land.
entente check "$SOURCE/tests/fixtures/cases/shores"
