# With a line that is wrong there is no table, only what is wrong.
printf 'id,date,kind,speaker,answers\nq,2022-01-10,proposal,X,\nr,2022-99,reply,Y,q\n' >ledger.csv
entente status ledger.csv
