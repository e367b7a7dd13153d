# A town by a name it had, in Latin and in Cyrillic.
# needs: atlas
entente place insterburg --as-of 2022-01-11
entente place ЧЕРНЯХОВСК --as-of 2022-01-11 | head -n 1
