# needs: atlas
# Latvia joined on a day known to the month: what lies in Latvia is in the territory of the group perhaps, what lies in Estonia for
# certain, what lies outside both for certain not.
cat >agreement.md <<'END'
# G

```entente
agreement "G"
  code G
  status draft 2031-01-01
party EST
party LVA
```

## Article 1

```entente
clause 1.in prohibits exercise
  by any party P
  where position in territory of "Pact"

clause 1.near prohibits exercise
  by any party P
  where position within 50 km of territory of "Pact"

clause 1.far prohibits exercise
  by any party P
  where position outside territory of "Pact"
```
END
cat >case.md <<'END'
# G

```entente
case "G"
  day 2031-06-24
  view un
assume in force from 2031-01-01 for every party
```
END
cat >groups.csv <<'END'
group,member,from,until,source
Pact,EST,2030-01-01,,x
Pact,LVA,2031-06,,x
END
cat >records.csv <<'END'
id,kind,actor,lon,lat,from,to,source
riga,exercise,EST,24.5,56.9,2031-06-20,2031-06-22,x
tartu,exercise,EST,26.7,58.4,2031-06-20,2031-06-22,x
kaunas,exercise,EST,23.5,53.9,2031-06-20,2031-06-22,x
END
entente check . --format csv | cut -d, -f3,7,11,16
