# One page without a script: the table, what is open and answered, meetings, red lines; whatever was said is escaped.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,forum,place,article,answers,due,statement,agency,quoted_agency,source
q,2022-01-01,proposal,X,Y;Z,,,1;2,,2022-01-04,Draft,,,S
a,2022-01-03,refusal,Y,X,,,2,q,,"<b>No</b> & ""never""",TASS,RIA,
m,2022-01-02/2022-01-03,consultation,X,Y,Council,Vienna,,,,,,,
n,2022-01-09,consultation,X,Y,Council,Geneva,,,,,,,
r,2022-01-02,red-line,X,Y,,,1,,,Not one <inch>,,,S
CSV
entente status ledger.csv --as-of 2022-01-05 --format html >page.html
grep -c '<script' page.html || true
grep -oE "default-src 'none'; style-src 'sha256|prefers-color-scheme:dark|@media print|lang=\"en\"" page.html | sort -u
sed -n '/<main>/,$p' page.html
