# needs: atlas
# No outline is drawn closer than the map's border is known: that is said, and with what to ask for.
entente zone --of POL --reach 20km --tolerance 0.3m --as-of 2022-01-11 || echo "exit $?"
entente zone --of POL --reach 20km --tolerance 0.6m --as-of 2022-01-11 -o close.geojson && echo drawn
