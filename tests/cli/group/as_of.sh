# Members on a day: Finland from 4 April 2023.
# needs: atlas
entente group NATO --as-of 2023-04-03 | grep -c from
entente group NATO --as-of 2023-05-01 | grep -A 1 FIN
