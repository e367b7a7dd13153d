# Steps of more than 180 degrees of longitude, and lines and rings that collapse, are read as docs/limits.md says; it is said how.
printf 'lon,lat\n0,38\n180,39\n0,25\n' >p.csv
ask() {
    echo "$2" >"$1.geojson"
    entente distance --to "$1.geojson" p.csv || echo "exit $?"
}
ask short '{"type":"Polygon","coordinates":[[[-170,10],[170,10],[170,40],[-170,40],[-170,10]]]}'
ask counted '{"type":"Polygon","coordinates":[[[190,10],[170,10],[170,40],[190,40],[190,10]]]}'
ask parallel '{"type":"LineString","coordinates":[[-180,38],[180,38]]}'
ask band '{"type":"Polygon","coordinates":[[[-180,38],[180,38],[180,40],[-180,40],[-180,38]]]}'
ask cap '{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-60],[0,-60],[-180,-60],[-180,-90]]]}'
ask folded '{"type":"Polygon","coordinates":[[[-180,38],[180,38],[180,38],[-180,38]]]}'
ask point '{"type":"LineString","coordinates":[[10,20],[10,20]]}'
ask two '{"type":"MultiLineString","coordinates":[[[0,1],[1,1]],[[-179,65],[179,66],[-178,67]]]}'
