# Building where the packages are not.
entente atlas build --packages /nonexistent --tables "$SOURCE/data" -o world.atlas || echo "exit $?"
test ! -e world.atlas
