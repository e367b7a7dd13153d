# One entry of everything, for programs.
printf 'id,date,kind,speaker,to,article,answers,statement,agency,source\nq,2022-01-01,proposal,X,Y,1;2,,"Text, offered",,S\na,2022-01-03,refusal,Y,X,2,q,No,TASS,\n' > ledger.csv
entente status ledger.csv --as-of 2022-01-05 --format json
