# needs: atlas
# Why the verdict: the clause, the record, each reading with its reasons; and why there is none.
entente explain "$SOURCE/tests/fixtures/cases/shores" 4.1 dart
entente explain "$SOURCE/tests/fixtures/cases/shores" 4.1 kite
