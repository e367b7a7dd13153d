# needs: atlas
# The exact limits of article 5 at which a verdict turns over. Map of the world, view un, layer land.
entente sweep "$SOURCE/examples/russia-nato-2021" --vary 5.range.lo=450..550km
