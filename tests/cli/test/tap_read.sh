# needs: atlas
# needs: prove
# TAP as another program reads it: two results, the second not ok; names with "#" and a comma are whole.
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
entente test --format tap one.md >one.tap || echo "exit $?"
prove --verbose --exec cat one.tap 2>&1 | grep -v '^Files=' || true
