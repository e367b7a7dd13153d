# needs: atlas
# needs: ogr2ogr
# Records from GeoPackage and from KML: the same findings as from CSV.
case=$SOURCE/examples/russia-nato-2021
# judge OUT CASE [FORMAT]: into OUT, with breaches; two that failed alike are not the same.
judge() {
    entente check --format "${3-csv}" "$2" >"$1" || [ $? = 1 ]
    [ -s "$1" ]
}
load="-nln records -oo AUTODETECT_TYPE=NO -oo EMPTY_STRING_AS_NULL=YES -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo KEEP_GEOM_COLUMNS=NO -a_srs EPSG:4326"
judge from_csv "$case"
cp -r "$case" talks && rm talks/records.csv
# shellcheck disable=SC2086
ogr2ogr -f GPKG talks/records.gpkg "$case/records.csv" $load
judge from_gpkg talks
cmp from_csv from_gpkg && echo "the same from GeoPackage"
rm talks/records.gpkg
# shellcheck disable=SC2086
ogr2ogr -f GeoJSON talks/records.geojson "$case/records.csv" $load
judge from_geojson talks
cmp from_csv from_geojson && echo "the same from GeoJSON"
rm talks/records.geojson
# shellcheck disable=SC2086
ogr2ogr -f LIBKML talks/records.kml "$case/records.csv" $load
judge from_kml talks
cmp from_csv from_kml && echo "the same from KML"
# beside the case's own parts, by name
mv talks/records.kml talks/facts.kml
sed -i 's/^  layer     land/&\n  records   "facts.kml"/' talks/case.md
judge by_name talks
cmp from_csv by_name && echo "the same by name"
