# needs: atlas
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
for format in tap junit json; do
    entente test --format $format one.md || echo "exit $?"
done
