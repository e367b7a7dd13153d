#!/bin/sh
# compare.sh RELEASE FOLDER: entente beside S2, PostGIS and GEOS: the same territories, the same positions, one run, one
# thread each. The others come as Debian packages, which `./dev bench compare` installs; their drivers are built here and are
# no part of the program. Prints a table, which docs/benchmarks.md takes over; writes into FOLDER alone.
#
#   LIMIT_S     seconds that one zone by another tool may take (420)
#   COUNT_SLOW  positions that PostGIS is asked about (5,000)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
release=$(cd "$1" && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
limit=${LIMIT_S:-420}

map=$here/../../build/packages/world-atlas/countries-10m.json
[ -s "$map" ] || { echo "compare: no $map: \`./dev bench compare\` fetches it" >&2; exit 5; }
# shellcheck disable=SC2046
g++ -std=c++17 -O2 "$here/s2.cc" -o "$folder/s2" -ls2 $(pkg-config --libs absl_base absl_strings absl_hash) -lcrypto
cc -O2 "$here/geos.c" -o "$folder/geos" -lgeos_c -lproj -lm

ours=$release/compare_entente
rm -f "$folder/results.tsv"
"$ours" prepare "$folder" "$map"
"$ours" run "$folder"
for land in "russia 500" "poland 20" "nato30 500"; do
    # shellcheck disable=SC2086
    "$folder/s2" "$folder" $land
done
for zone in "poland 500" "russia 500" "russia 2500" "russia 5500" "nato30 500"; do
    # shellcheck disable=SC2086
    set -- $zone
    timeout "$limit" "$folder/s2" "$folder" "$1" "$2" zone || echo "   s2, zone, $zone: not done in $limit s" >&2
    # shellcheck disable=SC2046
    timeout "$limit" "$folder/geos" "$folder" "$1" "$2" $("$ours" cap "$folder" "$1") ||
        echo "   geos, zone, $zone: not done in $limit s" >&2
done
LIMIT_S=$limit sh "$here/postgis.sh" "$folder" "$ours"

echo
lscpu | sed -n 's/^Model name: */machine: /p'
echo "compiler: $(cc --version | head -n 1); commit $(git -C "$here" rev-parse --short HEAD 2>/dev/null || echo unknown)"
for p in libs2-0 libgeos-c1v5 postgresql-15 postgresql-15-postgis-3 libproj25; do
    dpkg-query -W -f '${Package} ${Version}\n' "$p" 2>/dev/null || :
done
echo
"$ours" judge "$folder"
