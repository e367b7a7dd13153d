# needs: atlas
# On a globe the horizon cuts the lines of the net: their numbers stand at the limb nevertheless.
entente map --of FJI --reach 500km --tolerance 20km --extent globe --as-of 2022-01-11 -o fiji.svg
test "$(grep -c '"net-number"' fiji.svg)" -gt 20 && echo numbered
