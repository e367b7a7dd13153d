#!/bin/sh
# postgis.sh FOLDER CONVERTER: the works of the comparison by PostGIS on the spheroid, in a private cluster on a unix
# socket inside FOLDER that is gone afterwards. Processor time is that of the one backend that does the work, as the
# kernel counts it (hundredths of a second). COUNTS: how many positions, few, for it is slow.
set -eu
folder=$(cd "$1" && pwd)
converter=$2 # compare_entente, which writes territories and positions as SQL
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
few=${COUNT_SLOW:-5000}

# A server will not run as root: then as the user that the Debian package makes.
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

data=$(mktemp -d /tmp/entente-compare.XXXXXX)
[ "$(id -u)" != 0 ] || chown postgres "$data"
stop() { as "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || :; rm -rf "$data"; }
trap stop EXIT INT TERM
as "$bin/initdb" -D "$data/db" -A trust -U bench >/dev/null
as "$bin/pg_ctl" -D "$data/db" -w -l "$data/log" \
    -o "-k $data -h '' -c fsync=off -c jit=off -c max_parallel_workers_per_gather=0" start >/dev/null
sql() { PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 -h "$data" -U bench -d postgres "$@"; }
sql -c 'CREATE EXTENSION postgis'

ticks=$(getconf CLK_TCK)

# work TOOL WORK LAND KIND COUNT SQL OUT: runs SQL into OUT, and notes what the backend spent on it.
work() {
    cat >"$data/work.sql" <<SQL
SELECT pg_backend_pid() AS pid \gset
\setenv BACKEND :pid
\! awk -v t=$ticks '{ sub(/^.*\) /, ""); printf "%.2f", (\$12 + \$13) / t }' /proc/\$BACKEND/stat >$data/before
\copy ($6) TO '$7'
\! awk -v t=$ticks '{ sub(/^.*\) /, ""); printf "%.2f", (\$12 + \$13) / t }' /proc/\$BACKEND/stat >$data/after
SQL
    rm -f "$7" # of an earlier work: what fails must not be answered by it
    chmod -R a+rX "$data" 2>/dev/null || :
    timeout "${LIMIT_S:-420}" sh -c "PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 -h '$data' -U bench -d postgres -f '$data/work.sql'" || {
        echo "   postgis, $2, $3, $4: not done in ${LIMIT_S:-420} s" >&2
        rm -f "$7"
        return 0
    }
    seconds=$(awk -v a="$(cat "$data/after")" -v b="$(cat "$data/before")" 'BEGIN { printf "%.4f", a - b }')
    count=$5
    [ "$count" != vertices ] || count=$(grep -c . "$7" || :)
    printf '%s\t%s\t%s\t%s\t%s\t0.0000\t%s\n' "$1" "$2" "$3" "$4" "$count" "$seconds" >>"$folder/results.tsv"
    echo "   postgis, $2, $3, $4: $count in $seconds s" >&2
}

for land in "russia 500" "poland 20" "nato30 500"; do
    # shellcheck disable=SC2086
    set -- $land
    "$converter" sql "$folder" "$1" "$few" | sql
    for kind in globe cap near hotspot; do
        pairs="$1_$kind p, $1_land l"
        work postgis decide "$1" "$kind" "$few" \
            "SELECT ST_DWithin(l.g, p.g, $2 * 1000, true)::int FROM $pairs ORDER BY p.id" "$folder/decide.txt"
        [ ! -s "$folder/decide.txt" ] || "$converter" pack "$folder" decide postgis "$1" "$kind"
        work postgis distance "$1" "$kind" "$few" \
            "SELECT ST_Distance(l.g, p.g, true) FROM $pairs ORDER BY p.id" "$folder/distance.txt"
        [ ! -s "$folder/distance.txt" ] || "$converter" pack "$folder" distance postgis "$1" "$kind"
    done
done
for zone in "russia 500" "russia 2500" "russia 5500" "poland 500" "nato30 500"; do
    # shellcheck disable=SC2086
    set -- $zone
    work postgis zone "$1" "$2" vertices \
        "SELECT ST_X(d.geom) || ' ' || ST_Y(d.geom) FROM (SELECT (ST_DumpPoints(ST_Buffer(g, $2 * 1000)::geometry)).* FROM $1_land) d" \
        "$folder/postgis.zone.$1.$2"
done
