# needs: atlas
# [T56] The ground a clause closes, as far as reports had come in: a member that nobody had heard of closes nothing, one
# whose leaving nobody had heard of still does, a consent that nobody had heard of opens nothing; the day itself counts.
mkdir case
cat >case/agreement.md <<'X'
# Pact

```entente
agreement "Pact"
  code   PACT
  status draft 2030-01-01
  text   paraphrase

party RUS

clause 1 prohibits deployment of missile
  by     any party
  where  position within 100 km of territory of "Ring"
  unless 1.1

exception 1.1
  when there is consent C by UKR
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
cat >case/groups.csv <<'X'
group,member,from,until,reported,until_reported,source
Ring,EST,2030-01-01,,,,Gazette
Ring,LVA,2030-01-01,,2030-03-10,,Gazette
Ring,LTU,2030-01-01,2030-05-01,2030-01-05,2030-05-20,Gazette
X
cat >case/records.csv <<'X'
id,kind,actor,target,from,to,reported,source
c,consent,UKR,RUS,2030-04-01,2030-04-30,2030-04-15,Gazette
X
area() { grep '^    area'; }
for day in 2030-03-09 2030-03-10; do
    echo "$day"
    entente zone case 1 --by RUS --tolerance 2km --as-of 2030-03-31 --as-known "$day" | area
done
echo "before and after the consent was reported"
for day in 2030-04-14 2030-04-15; do
    entente zone case 1 --by RUS --tolerance 2km --as-of 2030-04-20 --as-known "$day" | area
done
echo "after the end of a membership, before and after it was reported"
for day in 2030-05-19 2030-05-20; do
    entente zone case 1 --by RUS --tolerance 2km --as-known "$day" | grep '^    map\|^    area' | sed 's/map .*on/on/'
    entente zone case 1 --by RUS --tolerance 2km --as-known "$day" --format geojson | grep -o '"as_of":"[^"]*","as_known":"[^"]*"' | uniq
    entente cover case 1 --by RUS --tolerance 20km --as-known "$day" --format json | grep -o '"as_of":"[^"]*","as_known":"[^"]*"' | uniq
done
entente map case 1 --tolerance 5km --as-known 2030-05-19 -o map.svg
grep -o 'As of [^.]*' map.svg
entente zone --of EST --reach 5km --as-known 2030-05-19 2>&1 | head -1
