# needs: atlas
# Sides of an outline in the text must run where they say.
cat >pact.md <<'END'
# Pact

```entente
agreement "Pact"
party EST

area box is from 35 N 75 W by meridian to 30 N 74 W by parallel to 29 N 50 W to start
line cut is from 35 N 75 W by parallel to 35 N 60 W by meridian to 30 N 61 W

clause 1 prohibits exercise
  where position in area box

clause 2 prohibits exercise
  where position within 5 km of line cut
```
END
entente explain pact.md
