# A date known to the month only leaves that month unclear.
# needs: atlas
entente group CSTO --as-of 2006-08-15 | grep UZB
