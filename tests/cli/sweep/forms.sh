# needs: atlas
# The same breakpoint in each form; an SVG has text, a title and a description.
case=$SOURCE/tests/fixtures/cases/shores
entente sweep "$case" --vary 3.ceiling=400..600
entente sweep "$case" --vary 3.ceiling=400..600 --format json
entente sweep "$case" --vary 3.ceiling=400..600 --format csv | tr -d '\r'
entente sweep "$case" --vary 3.ceiling=400..600 --format svg | grep -oE '<(title|desc)[^>]*>[^<]*'
