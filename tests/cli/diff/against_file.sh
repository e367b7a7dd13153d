# needs: atlas
# Another text on the same records: an article put in between, words changed, a passage moved.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
awk '/^## Article 3/ {
    print "## Article 3\n\nEvery party tells the others about its exercises.\n"; sub(/3/, "4")
} { sub(/more than 500 men/, "more than 400 men"); sub(/at most 500/, "at most 400"); print }' case/agreement.md >counter.md
entente diff case --against counter.md --no-area
