# needs: atlas
# A territory that is not its state's motherland: Greenland is ground of Denmark, and not all of it.
cat >agreement.md <<'END'
# A

```entente
agreement "x"
party DNK, RUS
in force from 1990-01-01 for every party
clause 1 prohibits holding
  by any party
  where position in territory of GRL
clause 2 prohibits holding
  by any party
  where position in territory of DNK
clause 3 prohibits holding
  by any party
  where position outside territory of GRL
clause 4 prohibits holding
  by any party
  where position outside territory of GRL and position in territory of DNK
area a is position outside territory of GRL and (position in territory of DNK or POL)
clause 5 prohibits holding
  by any party
  where position in area a
area b is position in territory of DNK or (position in territory of POL)
clause 6 prohibits holding
  by any party
  where position in area b and position outside territory of GRL
```

```entente
scenarios
```

| scenario | kind | actor | lon | lat | from | clause | expect |
|---|---|---|---|---|---|---|---|
| thule | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 1 | breach |
| | holding | DNK | -45 | 70 | 1995-01-01 | 1 | breach |
| | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 2 | breach |
| | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 3 | kept |
| | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 4 | kept |
| | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 5 | kept |
| | holding | DNK | -68.7 | 76.5 | 1995-01-01 | 6 | kept |
| copenhagen | holding | DNK | 12.5 | 55.7 | 1995-01-01 | 1 | kept |
| | holding | DNK | 12.5 | 55.7 | 1995-01-01 | 4 | breach |
| | holding | DNK | 12.5 | 55.7 | 1995-01-01 | 5 | breach |
END
entente test agreement.md | sed '/scenarios/!d'
