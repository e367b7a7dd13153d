# The owner differs between the views, and each answer says which it follows.
# needs: atlas
entente place Simferopol --as-of 2022-01-11
