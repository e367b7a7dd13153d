# A day before the borders that the map draws is answered with them, and a warning. Figures on OpenStreetMap of 2022-04-22, land.
# needs: atlas
printf 'lon,lat\n37.617,55.755\n' >p.csv
for day in 1991-06-01 1991-12-25 1991-12-26; do
    entente distance --to RUS --as-of $day p.csv
done
entente distance --to POL --as-of 1991-06-01 p.csv
entente distance --to POL --as-of 1938-01-01 p.csv
entente distance --to POL,SDN,MNE --from GBR --as-of 1996-05-05 | cut -d, -f1,3-6
entente zone --of SDN --reach 10km --tolerance 10km --as-of 2011-07-08 | head -n 1
