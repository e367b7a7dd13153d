# Ids of S2's own tests (golang/geo s2/cellid_test.go) as signed numbers; rows keep their cells, quoted or not.
cat >points.csv <<'CSV'
name,lat,lon
plain,49.703498679,11.770681595
"with, comma",-75.000000031,0.000000133
CSV
entente cell points.csv
entente cell --level 0 <points.csv
