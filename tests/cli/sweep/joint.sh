# needs: atlas
# A figure of an article whose clauses are judged together, and a parameter that the text leaves open: what
# neither reaches is not judged again.
entente sweep "$SOURCE/examples/russia-nato-2021" --vary 7.2.personnel=1000..20000
entente sweep "$SOURCE/examples/russia-nato-2021" --vary width=10..30km
