# Every clause of a real agreement as it is read back: what a reader compares with the official text.
entente explain "$SOURCE/agreements/vienna-document-2011"
