# A view that is not there: the nearest one, exit 4.
# needs: atlas
entente view de-fcto
