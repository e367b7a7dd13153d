#!/bin/sh
# Tables of positions stream, to standard output and with -o: 100 MB go through a program that may have 200 MB of address
# space, its libraries included. Without a sanitizer, which would take it all.
set -eu
: "${BUILD:?}"
[ -x "$BUILD/entente" ] || { echo "skipped: $BUILD holds no release build; ./dev build makes one"; exit 77; }
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
awk 'BEGIN { print "id,lon,lat"; for (i = 0; i < 3000000; i++) printf "position-%08d,%.3f,%.3f\n", i, i % 360 - 180, i % 180 - 90 }' \
    >"$work/many.csv"
ulimit -v 200000
"$BUILD/entente" cell -j 1 "$work/many.csv" -o "$work/out.csv"
[ "$(wc -l <"$work/out.csv")" -eq 3000001 ]
"$BUILD/entente" cell -j 1 "$work/many.csv" | cmp - "$work/out.csv"
[ "$(find "$work" -name '.entente*' | wc -l)" -eq 0 ]
