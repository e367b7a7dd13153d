# -o through a symbolic link writes the file that it points to; a link to nothing is refused, and stays one.
printf 'lon,lat\n10,50\n' >p.csv
ln -s there.csv link.csv
entente cell --level 5 p.csv -o link.csv || echo "exit $?"
readlink link.csv
ls
: >there.csv
entente cell --level 5 p.csv -o link.csv
readlink link.csv
cat there.csv
