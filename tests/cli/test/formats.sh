# needs: atlas
cp "$SOURCE/tests/fixtures/agreements/escaped.md" one.md
for format in tap junit json; do
    entente test --format $format one.md || echo "exit $?"
done
