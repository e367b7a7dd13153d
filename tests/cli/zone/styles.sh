# needs: ogr2ogr
# A GeoPackage says how its layers are to be drawn, in the table that QGIS reads; OGR reads it and the layers back.
cat >land.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"land"},"geometry":{"type":"Polygon",
"coordinates":[[[20,50],[22,50],[22,51],[20,51],[20,50]]]}}]}
JSON
entente zone --of land.geojson --reach 80..100km --tolerance 1km --format gpkg -o z.gpkg
ogrinfo -q -sql "SELECT f_table_name, f_geometry_column, useAsDefault FROM layer_styles" z.gpkg | grep '='
ogrinfo -q -sql "SELECT styleQML FROM layer_styles" z.gpkg | grep -o 'attr="[a-z]*"\|category value="[a-z]*"\|class="[A-Za-z]*"\|outline_style" v="[a-z]*"'
ogrinfo -q -sql "SELECT certainty FROM zones_areas" z.gpkg | grep 'certainty'
