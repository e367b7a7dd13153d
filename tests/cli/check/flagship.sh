# needs: atlas
# The whole flagship case is judged to the end; in a dev build the sanitizers watch, and a leak would end it otherwise.
export ASAN_OPTIONS=detect_leaks=1
entente check "$SOURCE/examples/russia-nato-2021" >answers || echo "exit $?"
entente check "$SOURCE/examples/russia-nato-2021" --format json >answers.json || echo "exit $?"
grep -q '^Receipt ' answers && grep -q '"findings"' answers.json
