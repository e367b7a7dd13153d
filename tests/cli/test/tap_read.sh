# needs: atlas
# needs: prove
# TAP as another program reads it: two results, the second not ok; names with "#" and a comma are whole.
cp "$SOURCE/tests/fixtures/agreements/escaped.md" one.md
entente test --format tap one.md >one.tap || echo "exit $?"
prove --verbose --exec cat one.tap 2>&1 | grep -v '^Files=' || true
