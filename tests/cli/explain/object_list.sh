# Kinds of which any will do are read back with "or"; words that must all apply stand together.
cat >list.md <<'END'
# Lists

```entente
party AAA
in force from 2020-01-01 for every party
define heavy is displacement above 5 t

clause 1 prohibits deployment of gun, mortar or heavy
  by any party P

clause 2 limits number of holding of tank or gun
  by any party P
  per P
  at most 3

clause 3 prohibits deployment of heavy gun
  by any party P
  unless there is transfer of (tank or gun) by P
```
END
entente explain list.md
