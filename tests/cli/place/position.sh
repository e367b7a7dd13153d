# A position instead of a name; off the coast, with the owner of the sea around it; and in the open sea.
# needs: atlas
entente place 14.0,54.3 --view un --as-of 2022-01-11
entente place 0,0 --view un --as-of 2022-01-11
