# needs: atlas
# A country is named on its ground and not in the sea beside it, though most of it lies off the map.
entente map --of FJI --reach 500km --as-of 2022-01-11 -o fiji.svg
grep 'class="country"' fiji.svg | grep -o '>[^<]*<' | sort -u
