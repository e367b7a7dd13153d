# needs: atlas
# Where would a missile of 480 to 500 km breach "500 km to 5,500 km"? Nowhere for certain; the S-400 nowhere at all; a
# range that is given takes the place of the catalogue's.
entente zone "$SOURCE/examples/russia-nato-2021" 5 --item 9M728 --by RUS --tolerance 1km
entente zone "$SOURCE/examples/russia-nato-2021" 5 --item S-400 --by Russia --tolerance 1km
entente zone "$SOURCE/examples/russia-nato-2021" 5 --item 9M728 --by RUS --reach 500km --tolerance 1km | head -4
entente zone "$SOURCE/examples/russia-nato-2021" 5 --item 9M728 --by RUS --tolerance 10km --format geojson | grep -o '"certainty":"[a-z]*"'
entente zone "$SOURCE/examples/russia-nato-2021" 6 --tolerance 10km | tail -2
