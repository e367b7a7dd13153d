# needs: atlas
# Each way in which an expectation can be missed, with its row and the reasons.
cat >limits.md <<'END'
```entente
party RUS, POL
clause 6 limits number of holding of tank
  by      any party P
  when    status is active
  at most 100
reading "by law" of 6
  at most 50
scenarios of 6
  in force from 2021-01-01 for every party
  day 2022-01-11
```

| scenario | kind     | actor | item | quantity | status  | about   | from       | expect     | margin   | reason          | party | reading |
|----------|----------|-------|------|----------|---------|---------|------------|------------|----------|-----------------|-------|---------|
| verdict  | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 | kept       |          |                 |       |         |
| sum      | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 |            |          |                 |       |         |
|          | holding  | RUS   | tank | 41       | active  |         | 2022-01-01 | breach     | 1 tank   |                 | RUS   |         |
| margin   | holding  | RUS   | tank | 103      | active  |         | 2022-01-01 | breach     | 2 tank   |                 |       |         |
| reason   | holding  | RUS   | tank | 60..110  | active  |         | 2022-01-01 | unclear    |          | value missing   |       |         |
| nothing  | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 | no finding |          |                 |       |         |
| missing  | holding  | RUS   | tank | 60       | mothballed |      | 2022-01-01 | breach     |          |                 |       |         |
| state    | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 | no-record  |          |                 | POL   |         |
| state    |          |       |      |          |         |         |            | kept       |          |                 | POL   |         |
| reading  | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 | breach     | 10 tank  |                 |       | by law  |
| complete | holding  | RUS   | tank | 60       | active  |         | 2022-01-01 | kept       | -        |                 |       |         |
|          | complete | RUS   |      |          |         | holding | 2021-01-01 |            |          |                 |       |         |
END
entente test --verbose limits.md || echo "exit $?"
echo "== where a finding stands, or why none does"
cat >owes.md <<'END'
```entente
party RUS, POL
actor Mission
clause 1 requires inspection
  by   Mission
  due  2022-01-05
clause 2 limits number of release
  by RUS
  at least 2 * number of release by POL
scenarios
  in force from 2021-01-01 for every party
  day 2022-01-11
```

| scenario  | kind       | actor   | quantity | from       | clause | expect |
|-----------|------------|---------|----------|------------|--------|--------|
| no party  | inspection | Mission |          | 2022-01-03 | 1      | kept   |
| other row | release    | POL     | 3        | 2022-01-03 | 2      | breach |
|           | release    | RUS     | 5        | 2022-01-03 |        |        |
END
entente test owes.md 2>&1 | grep -A5 "error:"
