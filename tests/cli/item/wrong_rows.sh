# Rows that cannot be read are left out, each with its reason; the rest is still listed.
printf 'name,kind,range_km,yeild_kiloton\nA,missile,480-500,\nB,gun,30 nmi,\nC,gun,40,1\nC,gun,41,\n,gun,1,\n' > items.csv
entente item list
