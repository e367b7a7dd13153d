# What is in the way of adding is said, and the ledger stays as it was: no room for a file (a limit of its size, for a full
# disk), a folder that may not be written, a last line that was cut off, a link to nothing. Line ends of the ledger are kept.
add() { entente ledger add "$@" date=2022-01-11 kind=proposal speaker=X to=Y article=4 source=S || echo "exit $?"; }
head=id,date,kind,speaker,to,article,source
row=a,2022-01-10,statement,X,Y,4,S
printf '%s\n%s' $head $row >open.csv
add open.csv
tail -n 2 open.csv
printf '%s\r\n%s\r\n' $head $row >crlf.csv
add crlf.csv
tail -n 1 crlf.csv | od -An -c | grep -c '\\r  *\\n'
printf '%s\n%s\nb,2022-01-' $head $row >torn.csv
cp torn.csv before
add torn.csv
cmp torn.csv before
ln -s nowhere.csv link.csv
add link.csv
test -L link.csv && ! test -e nowhere.csv && echo "the link is left"
{ printf '%s\n' $head; i=0; while [ $i -lt 100 ]; do printf 'a%d,2022-01-10,statement,X,Y,4,S\n' $i; i=$((i + 1)); done; } >full.csv
cp full.csv before
(trap '' XFSZ; ulimit -f 2; add full.csv) 2>&1 | sed 's|: /.*/|: |'
cmp full.csv before
ls | grep -c '\.new' || true
