# What is no length is refused with the reason, the units and what was probably meant.
printf 'lon,lat\n10,50\n' >p.csv
printf '{"type":"LineString","coordinates":[[0,50],[1,50]]}' >line.geojson
for within in 500KM '500 kilometers' 500NM 500 500kg -5km 1,5km 5..6km ''; do
    entente distance --to line.geojson --within "$within" p.csv 2>&1 | head -n 1
done
for reach in 10..5km 10..5 5..10KM; do
    entente zone --of line.geojson --reach "$reach" 2>&1 | head -n 1
done
entente zone --of line.geojson --reach 5km --tolerance 10M 2>&1 | head -n 1
entente distance --to line.geojson --within '500 km' p.csv
