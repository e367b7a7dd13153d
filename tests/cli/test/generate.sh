# needs: atlas
# Boundary scenarios, on the default map: view un, layer land; pasted into the text, they pass.
cat >draft.md <<'END'
```entente
agreement "Draft"
  status draft 2021-12-17
party RUS, EST, LVA
clause 1 prohibits deployment of missile
  by any party P
  when range is 500 km to 5500.5 km
  where position within 50 km of territory of any party other than P
clause 2 limits sum of displacement of presence of warship
  by any party P
  at most 30000 t
clause 3 requires notification
  for exercise E by any party P
  by P
  due 42 days or more before start of E
  counting calendar days
clause 4 limits count of inspection
  at most 3
scenarios of 1
  in force from 2021-12-17 for every party
```

| scenario | actor | item.kind | item.range_km | lon  | lat  | from       | expect |
|----------|-------|-----------|---------------|------|------|------------|--------|
| near     | RUS   | missile   | 1500          | 28.3 | 57.8 | 2022-01-01 | breach |
END
entente test --generate draft.md >more.md
cat more.md
cat more.md >>draft.md
entente test draft.md
