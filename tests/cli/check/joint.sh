# needs: atlas
# Somewhere in Latvia: within 150 km of Russia or more than 140 km away, so article 1 is breached wherever it is. Under
# article 2 there is ground that breaches neither clause (land, view un).
cat >agreement.md <<'END'
# Joint

```entente
agreement "Joint"
  code J
  status draft 2031-01-01
party EST
party LVA
```

## Article 1

```entente
clause 1.b prohibits exercise
  by any party P
  where position within 150 km of territory of RUS

clause 1.c prohibits exercise
  by any party P
  where position beyond 140 km of territory of RUS
```

## Article 2

```entente
clause 2.b prohibits exercise
  by any party P
  where position within 130 km of territory of RUS

clause 2.c prohibits exercise
  by any party P
  where position beyond 140 km of territory of RUS
```
END
cat >case.md <<'END'
# J

```entente
case "Joint"
  day 2031-06-24
  view un
assume in force from 2031-01-01 for every party
```
END
printf 'id,kind,actor,territory,from,to,source\nE1,exercise,EST,LVA,2031-03-01,2031-03-05,x\n' >records.csv
entente check .
