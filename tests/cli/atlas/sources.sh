# What the map is made of, with licences.
# needs: atlas
entente atlas | tail -n +2
