# needs: atlas
# Article 5 with its limit at 480 km: map of the world, view un, layer land. The verdicts that flip and the area gained
# are named; areas by their leading figures.
entente diff "$SOURCE/examples/russia-nato-2021" --set 5.range=480..5500km |
    sed "s|$SOURCE/||" | sed -E 's/([0-9]{3}),[0-9]{3},000/\1,...,000/g; s/9[0-9]{2},000/9..,000/g'
