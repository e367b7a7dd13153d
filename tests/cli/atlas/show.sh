# needs: atlas
# The map says what it was made from, with licences, and which views it has.
entente atlas
