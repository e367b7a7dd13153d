# needs: atlas
# A zone on the map of the world, twice the same bytes; formats by the name of the file.
entente map --of POL --reach 500km --tolerance 1km --as-of 2022-01-11 -o a.svg
entente map --of POL --reach 500km --tolerance 1km --as-of 2022-01-11 --format svg >b.svg
cmp a.svg b.svg && echo same bytes
grep -c '<path class="certain"' a.svg
grep -o '<title[^<]*</title>' a.svg
entente map --of POL --reach 500km --tolerance 1km --as-of 2022-01-11 --dpi 20 -o a.png
head -c 8 a.png | od -An -tx1
entente map --of POL --reach 500km --tolerance 1km --as-of 2022-01-11 -o a.pdf
head -c 5 a.pdf; echo
