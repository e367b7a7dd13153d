# needs: atlas
printf 'lon,lat\n24.105,56.949\n-60,0\n37.617,55.755\n' >p.csv
entente distance --to RUS --within 250km --as-of 2022-01-11 p.csv
entente distance --to RUS --within 250km --as-of 2022-01-11 -j 3 - <p.csv
entente distance --to RUS --within 250 p.csv || echo "exit $?"
entente distance p.csv || echo "exit $?"
