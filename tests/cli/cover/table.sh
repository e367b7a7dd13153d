# needs: atlas
# The table and the ids of positions join: inside and outside as the distance says (OSM land, view un).
entente cover --of LVA --reach 20km --tolerance 100m -o cover.csv
printf 'name,lon,lat\nRiga,24.105,56.949\nVilnius,25.28,54.687\nTallinn,24.753,59.437\nDaugavpils,26.53,55.87\n' >towns.csv
entente cell towns.csv | awk -F, 'NR == FNR { if (FNR > 1) { lo[FNR] = $1; hi[FNR] = $2; state[FNR] = $3; n = FNR } next }
    FNR > 1 { found = "outside"; for (k = 2; k <= n; k++) if ($4 + 0 >= lo[k] + 0 && $4 + 0 <= hi[k] + 0) found = state[k]; print $1, found }' cover.csv -
entente distance --to LVA --within 20km towns.csv
