# A figure below zero is refused before the text is read again.
# needs: atlas
for value in -5km -5..10km 5..-10km; do
    entente diff "$SOURCE/examples/russia-nato-2021" --set width=$value 2>&1 | head -n 1
done
