# The views the map has, each with what it follows.
# needs: atlas
entente view | cut -c 1-60
