# needs: atlas
# OSM land, view un: the ground within 500 km of Poland, and the two zones of a reach that is an interval.
entente zone --of POL --reach 500km --tolerance 100m --as-of 2022-01-11
entente zone --of "Poland,LTU" --reach 480..520km --tolerance 1km --as-of 2022-01-11
