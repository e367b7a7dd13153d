# needs: atlas
# With -o the answer goes beside the file as it comes, and takes its place at the end: a disk that fills up, a kill, an
# input that breaks off leave the old file and nothing beside it. Far more is written than the program may hold in memory.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"one"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}' >one.geojson
awk 'BEGIN { print "id,lon,lat"; for (i = 0; i < 200000; i++) printf "place-%06d,%.3f,%.3f\n", i, i % 360 - 180, i % 180 - 90 }' >many.csv
mkdir out
echo old >out/a.csv

entente distance --to one.geojson --within 5km many.csv -o out/a.csv && wc -l <out/a.csv | tr -d ' ' && ls -A out
entente distance --to one.geojson --within 5km many.csv | cmp - out/a.csv && echo "same as on standard output"

echo old >out/a.csv
(trap '' XFSZ; ulimit -f 2000; entente cell many.csv -o out/a.csv) || echo "exit $?"
cat out/a.csv; ls -A out

mkfifo pipe
for signal in TERM HUP KILL; do
    exec 4<>pipe
    entente distance --to one.geojson --within 5km pipe -o out/a.csv 4>&- &
    cat many.csv >&4 # all but what the pipe holds has been read, and most of it is answered
    kill -$signal $!
    wait $! 2>/dev/null || echo "ended by $signal"
    exec 4>&-
    cat out/a.csv; ls -A out
done
