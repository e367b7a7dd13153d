# needs: atlas
# A long part is told by its first entries and a line for each of the others; who asks for the clause, or for everything,
# is told all of it.
cat >agreement.md <<'DOC'
# Brief

```entente
agreement "Brief"
  code B
  status draft 2031-01-01
party EST
party LVA
```

## Article 1

```entente
clause 1 prohibits exercise
  by any party P
  when personnel above 100
```
DOC
cat >case.md <<'DOC'
# B

```entente
case "Brief"
  day 2031-06-24
  view un
assume in force from 2031-01-01 for every party
```
DOC
echo 'id,kind,actor,territory,from,to,quantity,unit,source' >records.csv
for i in 1 2 3 4 5 6 7 8; do
    echo "E$i,exercise,$([ $((i % 2)) = 0 ] && echo EST || echo LVA),EST,2031-03-0$i,2031-03-0$i,$((100 + i)),personnel,x" >>records.csv
done
entente check . | sed -n '/BREACH: 8/,/^Sources\|No record\|  Sources/p'
echo "in full with --clause: $(entente check . --clause 1 | grep -c '^        breach')"
echo "in full with --party EST: $(entente check . --party EST | grep -c '^        breach')"
echo "in full with --verbose: $(entente check . --verbose | grep -c '^        breach')"
sed -i '/^E[78]/d' records.csv
echo "six are told in full: $(entente check . | grep -c '^        breach')"
