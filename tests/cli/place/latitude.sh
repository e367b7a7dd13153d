# Latitude and longitude in the wrong order, or out of range.
# needs: atlas
entente place 21.81,95
