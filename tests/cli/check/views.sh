# needs: atlas
# Simferopol is somebody else's ground under another view; the answer says which verdict belongs to which.
entente check --view un,de-facto --clause 2 "$SOURCE/tests/fixtures/cases/shores" | head -n 2
entente check --view un,de-facto --clause 2 --format json "$SOURCE/tests/fixtures/cases/shores" | grep -A 20 '"differences": \[' | grep -E '"record"|"(un|de-facto)": ' | sort -u
