# needs: atlas
# A record's place may be an area that the agreement itself draws: it has a mark and an outline, in GeoJSON too.
cat >case.md <<'END'
# Drawn

```entente
case "Drawn"
  agreement "agreement.md"
  day 2014-12-01
  view un

assume in force from 2014-09-20 for every party
```
END
cat >agreement.md <<'END'
# Drawn

```entente
agreement "Drawn"

party UKR
party RUS

area strip is from 48.0 N 36.0 E to 48.0 N 37.0 E to 49.0 N 37.0 E to 49.0 N 36.0 E

clause 1 prohibits deployment of howitzer
  by     any party
  where  position in area strip
```
END
cat >items.csv <<'END'
name,kind,launch,calibre,range,source
2S3,howitzer,ground,152 mm,17.4 km,taken for the test
END
cat >records.csv <<'END'
id,kind,actor,item,area,from,source
A1,deployment,UKR,2S3,strip,2014-11-02,taken for the test
END
entente map . 1 -o a.svg
grep -o 'class="area" d\|breach (1)\|no stated place\|>A1<' a.svg
entente check . --format geojson -o a.geojson || echo "exit $?"
grep -o '"position": *"[a-z]*"\|"type": *"Polygon"' a.geojson
