# needs: atlas
# A deadline that ends with a day is varied by whole days, weeks and months alone.
case=$SOURCE/tests/fixtures/cases/sliders
entente sweep "$case" --vary 2.due=0.5..40.5days
entente sweep "$case" --vary 2.due=1..9weeks
entente sweep "$case" --vary 2.due=1..40days --format csv --clause 1.a --steps 3 | tr -d '\r' | cut -d, -f1,2
