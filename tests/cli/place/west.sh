# needs: atlas
# A figure with a sign is a position and no option.
entente place -77.03,38.9
entente place --as-of 2022-01-11 -.5,51.5
