# needs: atlas
# Wrong rows and wrong expectations are shown in the table, and nothing is played.
head='```entente
party RUS
clause 1 prohibits holding of tank
clause 2 prohibits deployment of tank
  when personnel more than 5
scenarios OF
```
'
try() {
    { printf '%s\n' "$head" | sed "s/ OF/$1/" && cat; } >wrong.md
    entente test wrong.md || echo "exit $?"
}
try ' of 1' <<'END'
| scenario | kind     | actor | item | from       | personnel | expect  | margin  | reason | at  | reading | clause |
|----------|----------|-------|------|------------|-----------|---------|---------|--------|-----|---------|--------|
| a        | holding  | RUS   | tank | 2022-13-01 |           | breach  |         |        |     |         |        |
| b        | holding  | RUS   | tank | 2022-01-01 |           | broken  |         |        |     |         |        |
| c        | holding  | RUS   | tank | 2022-01-01 |           | breach  | 3 or 4  |        |     |         |        |
| d        | holding  | RUS   | tank | 2022-01-01 |           | unclear |         | dunno  |     |         |        |
| e        | holding  | RUS   | tank | 2022-01-01 |           | breach  |         |        | now |         |        |
| f        | holding  | RUS   | tank | 2022-01-01 |           | breach  |         |        |     | wide    |        |
| g        | holding  | RUS   | tank | 2022-01-01 |           | breach  |         |        |     |         | 7      |
| h        | holding  | RUS   | tank | 2022-01-01 |           |         |         |        |     |         |        |
END
try ' of 1' <<'END'
| scenario | kind    | actor | from       | quantity | expect |
|----------|---------|-------|------------|----------|--------|
| a        | holdng  | RUS   | 2022-13-01 |          | breach |
| b        | holding | RUS   | 2022-01-01 | lots     | breach |
| c        | holding | RUS   |            | 3        | breach |
END
try '' <<'END'
| scenario | kind    | actor | from       | kind | expect |
|----------|---------|-------|------------|------|--------|
|          | holding | RUS   | 2022-01-01 |      | breach |
END
try '' <<'END'
| name | actor | from       | item | expectation |
|------|-------|------------|------|-------------|
| a    | RUS   | 2022-01-01 | tank | breach      |
END
try '' <<'END'
| scenario | kind    | actor | from       | item | expect |
|----------|---------|-------|------------|------|--------|
| a        | holding | RUS   | 2022-01-01 | tank | breach |
END
