# A name that is not known gets the nearest one.
# needs: atlas
entente place Chernyakovsk
