# needs: atlas
# A folder stands for every agreement.md below it, in order; what lies beside an agreement is used.
mkdir -p all/b all/a/deep
cat >all/b/agreement.md <<'END'
```entente
party RUS
clause 1 prohibits holding of missile
  when range at least 500 km
  where position in area "zone"
scenarios of 1
  in force from 2021-01-01 for every party
```

| scenario | actor | item  | lon | lat | from       | expect |
|----------|-------|-------|-----|-----|------------|--------|
| long     | RUS   | Arrow | 40  | 55  | 2022-01-01 | breach |
| short    | RUS   | Dart  | 40  | 55  | 2022-01-01 | kept   |
| away     | RUS   | Arrow | 50  | 55  | 2022-01-01 | kept   |
END
cat >all/b/items.csv <<'END'
name,kind,range_km,source
Arrow,missile,500,test
Dart,missile,499,test
END
cat >all/b/areas.geojson <<'END'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "zone"}, "geometry":
{"type": "Polygon", "coordinates": [[[38, 54], [42, 54], [42, 56], [38, 56], [38, 54]]]}}]}
END
printf '# Nothing yet\n' >all/a/deep/agreement.md
entente test all || echo "exit $?"
mkdir none
entente test none || echo "exit $?"
entente test missing.md || echo "exit $?"
