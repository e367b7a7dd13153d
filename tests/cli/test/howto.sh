# needs: atlas
# The example of docs/howto/scenarios.md, on the default map: view un, layer land.
awk '/^````/ { inside = !inside; next } inside' "$SOURCE/docs/howto/scenarios.md" >example.md
entente test --verbose example.md
