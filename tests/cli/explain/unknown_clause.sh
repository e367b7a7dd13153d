entente explain "$SOURCE/tests/fixtures/agreements/montreux.md" 18.1.e
