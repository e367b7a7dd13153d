# For programs: open ends and nobody are null.
# needs: atlas
entente view un --format json | grep -A 8 '"IND-JK"'
