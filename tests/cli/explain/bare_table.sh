# A table that is named without quotation marks: the hint says how to write it.
cat >agreement.md <<'X'
```entente
table ceilings
```

| group | tanks |
|-------|------:|
| a     |     5 |

```entente
clause 1 limits number of holding of tank
  at most ceilings.tanks
```
X
entente explain agreement.md
