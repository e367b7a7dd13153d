# needs: atlas
# needs: xmllint
# JUnit's XML as another program reads it: well formed, with the counts and the words that were written.
cp "$SOURCE/tests/fixtures/agreements/escaped.md" one.md
entente test --format junit one.md >one.xml || echo "exit $?"
for path in 'count(//testcase)' 'string(//testsuite/@failures)' 'string(//testcase[failure]/@name)' \
    'string(//testcase[1]/@name)' 'string(//failure)'; do
    xmllint --nonet --xpath "$path" one.xml
    echo
done
