# A file that may not grow any further is a write that failed: it is said, exit code 5, and -o leaves FILE as it was.
awk 'BEGIN { print "lon,lat"; for (i = 0; i < 20000; i++) print i % 180 ",50" }' >p.csv
echo before >out.csv
(
    ulimit -f 8
    entente cell p.csv -o out.csv || echo "exit $?"
    entente cell p.csv >plain.csv || echo "exit $?"
)
cat out.csv
