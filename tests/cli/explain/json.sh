entente explain "$SOURCE/tests/fixtures/agreements/nato-draft.md" 4.1 --format json
