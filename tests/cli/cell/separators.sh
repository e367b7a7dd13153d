# Cells that are not parted by commas, names for one thing twice, and names that are none: said, with the remedy.
printf 'id;lon;lat\na;0,5;38,1\n' >semicolons.csv
printf 'id\tlon\tlat\na\t0\t38\n' >tabs.csv
printf 'id|lon|lat\na|0|38\n' >bars.csv
printf 'id,lon,longitude,lat\na,0,1,38\n' >twice.csv
printf 'lon,latitude,lat\n0,1,38\n' >twice-lat.csv
printf 'id,Lon,LAT\na,0,38\n' >capitals.csv
printf '"a;b",lon,lat\nx,0,38\n' >quoted.csv
for file in semicolons tabs bars twice twice-lat capitals quoted; do
    entente cell --level 5 $file.csv || echo "exit $?"
done
