# Rows that cannot be read are left out, each with its reason.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,answers,agency,quoted_agency,colour
q,2022-02-30,proposal,X,Y,,,,
r,2022-01-05,propsal,X,Y,,,,
q2,2022-01-05,silence,X,Y,,,,
q3,2022-01-05,reply,,Y,,,TASS,
q4,2022-01-05,reply,X,Y;;Z,,,,
CSV
entente ledger check ledger.csv
