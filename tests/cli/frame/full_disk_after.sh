# A small answer is still in the buffer when messages are about to be written: that it is lost is said all the same.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"one"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}' >one.geojson
printf 'lon,lat\n2,2\n' >p.csv
printf 'id,date,kind,speaker\nq,2022-01-10,proposal,X\n' >ledger.csv
entente distance --to one.geojson p.csv >/dev/full || echo "exit $?"
entente distance --to one.geojson --within 5km p.csv >/dev/full || echo "exit $?"
entente cell p.csv >/dev/full || echo "exit $?"
entente status ledger.csv >/dev/full || echo "exit $?"
entente fmt - <p.csv >/dev/full || echo "exit $?"
