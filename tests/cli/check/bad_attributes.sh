# needs: atlas
# What an attribute measures is known: a cell that does not say it is an error there, never "not said".
cp -r "$SOURCE/tests/fixtures/cases/shores" case
row() {
    printf 'name,kind,%s\nSpear,missile,%s\n' "$1" "$2" >case/items.csv
    echo "== $1: $2"
    entente check case >/dev/null 2>said || echo "exit $?"
    cat said
}
row range_km 7000..6000
row range_km 1e309
row range_km nan
row range_km abc
row range_km '~'
row range_km -5
row range 480
row range '480 km'
row range '480 t'
row range far
row range_parsec 480
row range_t 480
row personnel -3
row personnel few
row personnel 3..1
row personnel_km 3
row echelon batallion
row accuracy 7000..6000
row accuracy 1e309
row accuracy nan
row accuracy '>='
row accuracy_fathoms 3
row series_a 3
row model 9
