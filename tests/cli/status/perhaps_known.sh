# needs: atlas
# [T56] A report known to the month: before the month nothing is known of it, within it what rests on it is unclear, after
# it it counts. The same for records, sums, consents, members, the talks and their calendar.
mkdir case
cat >case/agreement.md <<'X'
# Pact

```entente
agreement "Pact"
  code   PACT
  status draft 2030-01-01
  text   paraphrase

party RUS, LVA, LTU

clause 1 prohibits deployment of missile
  by     any party
  where  position in territory of "Ring"

clause 2 limits number of holding of tank
  by     any party
  at most 5

clause 3 prohibits exercise
  by     any party
  unless 3.1

clause 4 prohibits flight
  by     members of "Ring"

exception 3.1
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
Ring,LVA,2030-01-01,,2030-03,,Gazette
Ring,LTU,2030-01-01,2030-01-10,,2030-03,Gazette
X
cat >case/records.csv <<'X'
id,kind,actor,target,item,unit,quantity,territory,from,to,reported,source
e,deployment,RUS,,missile,,,EST,2030-02-01,2030-02-02,2030-03,Gazette
l,flight,LVA,,,,,LVA,2030-02-01,2030-02-02,2030-02-03,Gazette
u,flight,LTU,,,,,LTU,2030-02-01,2030-02-02,2030-02-03,Gazette
t,holding,RUS,,tank,tanks,6,,2030-02-01,2030-02-02,2030-03,Gazette
x,exercise,RUS,,,,,,2030-02-01,2030-02-02,2030-02-03,Gazette
c,consent,UKR,RUS,,,,,2030-02-01,2030-02-02,2030-03,Gazette
X
cat >case/items.csv <<'X'
item,kind,source
missile,missile,Gazette
tank,tank,Gazette
X
cat >case/ledger.csv <<'X'
id,date,kind,speaker,to,forum,place,article,answers,reported,source
q,2030-02-01,proposal,RUS,EST,,,1,,,S
a,2030-02-10,refusal,EST,RUS,,,1,q,2030-03,S
m,2030-07-01,consultation,EST,RUS,Council,Riga,1,,2030-03,S
X
for day in 2030-02-28 2030-03-15 2030-03-31; do
    echo "== $day"
    entente check case --as-known "$day" --format csv | cut -d, -f3,5,7,11 || true
    entente status case --as-known "$day" | sed -n '/^Perhaps/,/^$/p;$p'
    entente status case --as-known "$day" --format ics | grep -c 'STATUS:TENTATIVE' || true
done
entente check case --as-known 2030-03-15 --clause 1 | grep 'reported' || true
entente status case --as-known 2030-03-15 --format json | sed -n '/"perhaps"/,/]/p' | tr -d ' \n'
entente status case --as-known 2030-03-15 --format html | grep -o 'Perhaps known by then[^<]*'
