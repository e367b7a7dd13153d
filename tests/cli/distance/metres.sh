# needs: atlas
# OSM land, view un. A row that is wrong keeps its place and gets an empty cell.
printf 'town,lon,lat\n"Riga, LV",24.105,56.949\nMoscow,37.617,55.755\nnowhere,,\n' | entente distance --to RUS --as-of 2022-01-11
