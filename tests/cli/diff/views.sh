# needs: atlas
# Each view has its own effect: ground that another view gives to somebody else.
entente diff "$SOURCE/tests/fixtures/cases/shores" --view un,de-facto --party -UKR --no-area | grep -E '^(Effect|Parties|  [0-9].*->)'
