# All groups with their number of members on a day.
# needs: atlas
entente group --as-of 2022-01-11
