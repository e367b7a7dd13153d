entente explain "$SOURCE/tests/fixtures/agreements/minsk.md"
