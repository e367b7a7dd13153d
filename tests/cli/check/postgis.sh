# needs: atlas
# needs: postgis
# Records from a table of a PostGIS database, and from GeoPackage and KML: the same findings as from CSV.
case=$SOURCE/examples/russia-nato-2021
# judge OUT CASE [FORMAT]: into OUT, with breaches; two that failed alike are not the same.
judge() {
    entente check --format "${3-csv}" "$2" >"$1" || [ $? = 1 ]
    [ -s "$1" ]
}
db=entente_test_$$
psql "$ENTENTE_TEST_PG dbname=postgres" -qc "create database $db"
trap 'psql "$ENTENTE_TEST_PG dbname=postgres" -qc "drop database if exists $db"' EXIT
psql "$ENTENTE_TEST_PG dbname=$db" -qc 'create extension postgis'
load="-nln records -oo AUTODETECT_TYPE=NO -oo EMPTY_STRING_AS_NULL=YES -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo KEEP_GEOM_COLUMNS=NO -a_srs EPSG:4326"
# shellcheck disable=SC2086
ogr2ogr -f PostgreSQL "PG:$ENTENTE_TEST_PG dbname=$db" "$case/records.csv" $load -lco LAUNDER=NO
judge from_csv "$case"
cp -r "$case" talks && rm talks/records.csv
sed -i "s/^  layer     land/&\n  records \"PG:$ENTENTE_TEST_PG dbname=$db|layer=records\"/" talks/case.md
judge from_postgis talks
cmp from_csv from_postgis && echo "the same from PostGIS"
judge first talks json
judge second talks json
cmp first second && echo "the same twice"
sed -i 's/layer=records/layer=recrods/' talks/case.md
entente check talks 2>&1 | sed "s/$db/DB/; s/PG:.*dbname/PG:... dbname/" || :
