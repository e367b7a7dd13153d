# needs: atlas
# Checks on the text itself: each warning with an act as counter-example.
cat >wrong.md <<'END'
```entente
party RUS, EST, LVA

clause 1 prohibits deployment of missile
  by   any party P
  when range at least 500 km
  when range less than 300 km

clause 2 prohibits deployment of tank
  by   any party
  when quantity more than 10
  unless 2.1
exception 2.1
  when quantity less than 5

clause 3 limits number of holding of aircraft
  by any party P
  at most 100
clause 4 limits number of holding of aircraft
  by any party P
  at least 150

clause 5 prohibits inspection
  by any party
clause 6 requires inspection
  by any party P
  for exercise E by P
  due 5 days before start of E

clause 7 prohibits flight of bomber
  when launch is air
  unless launch is air

clause 8 limits number of holding of frigate
  at least 0

clause 9 prohibits deployment of gun
  where position within 5 km of place "Moscow"
  where position beyond 10 km from place "Moscow"
clause 10 permits only holding of mortar
  when calibre at least 100 mm or calibre less than 120 mm
clause 11 limits number of holding of tank
  at most 30
  without kind is gun
clause 12 requires request
  by  any party P
  for inspection I by P
  due between 5 days and 2 days before start of I
```
END
entente test wrong.md
