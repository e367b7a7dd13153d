# needs: atlas
# [T44] Under two views, with a rival reading: what differs is listed first, and only that; how many rival readings differ
# besides is said, and all of it told when asked for.
mkdir case
cat >case/agreement.md <<'X'
# Pact

```entente
agreement "Pact"
  code   PACT
  status draft 2030-01-01
  text   paraphrase

party RUS, UKR

clause 1 prohibits deployment of missile
  by     any party P
  where  position in territory of UKR

reading "wide" of 1
  where  position within 100 km of territory of UKR
  source "a wide reading"
```
X
cat >case/case.md <<'X'
```entente
case "Pact"
  day 2030-06-01
  view un

assume in force from 2030-01-01 for every party
```
X
printf 'item,kind,source\nmissile,missile,G\n' >case/items.csv
cat >case/records.csv <<'X'
id,kind,actor,item,lon,lat,from,to,source
crimea,deployment,RUS,missile,34.1,45.0,2030-02-01,2030-02-02,G
belgorod,deployment,RUS,missile,36.6,50.6,2030-02-01,2030-02-02,G
kyiv,deployment,RUS,missile,30.5,50.45,2030-02-01,2030-02-02,G
X
entente check case --view un,de-facto >text || true
sed '/^$/,$d' text
entente check case --view un,de-facto --verbose >text || true
sed '/^$/,$d' text
entente check case --view un,de-facto --format csv >csv || true
cut -d, -f1,4,7,11 csv
