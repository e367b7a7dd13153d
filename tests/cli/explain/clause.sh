entente explain "$SOURCE/tests/fixtures/agreements/nato-draft.md" 5
