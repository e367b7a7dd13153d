# Rival figures for one missile, each with its source.
entente item 9M729 "$SOURCE/examples/russia-nato-2021" | grep -E '^9M729|range'
