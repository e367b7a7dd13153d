# needs: atlas
# needs: xmllint
# JUnit's XML as another program reads it: well formed, with the counts and the words that were written.
cat >one.md <<'END'
```entente
party RUS
clause 1 "No <tanks>" prohibits holding of tank
  when quantity more than 5
scenarios of 1
  in force from 2021-01-01 for every party
```

| scenario    | actor | item | quantity | from       | expect |
|-------------|-------|------|----------|------------|--------|
| six & more  | RUS   | tank | 6        | 2022-01-01 | breach |
| "five" #1   | RUS   | tank | 5        | 2022-01-01 | breach |
END
entente test --format junit one.md >one.xml || echo "exit $?"
for path in 'count(//testcase)' 'string(//testsuite/@failures)' 'string(//testcase[failure]/@name)' \
    'string(//testcase[1]/@name)' 'string(//failure)'; do
    xmllint --nonet --xpath "$path" one.xml
    echo
done
