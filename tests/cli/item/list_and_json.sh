# The catalogue of a file, and all of one item for programs.
printf 'name,kind,range_km,yield_kiloton,range_km.source,source\nA,missile,<300,~20,own count,S\nB,gun,30,,,\n' > items.csv
entente item list
entente item A . --format json
