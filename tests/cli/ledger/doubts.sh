# Each doubt with its line, its caret and a remedy; warnings, so that the exit code is 0. What is beside a doubt
# and is none (a call with a forum, an answer on another article of an open question) stays unsaid.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,forum,place,article,answers,statement,agency,quoted_agency,reported,source
q,2022-01-10,proposal,X,Y,,,4;5,,A text,TASS,X,2022-01-10,S
m1,2022-01-11,consultation,X,,,Vienna,4,,,,,,S
m2,2022-01-11,consultation,X,Y,,,4,,,,,,S
m3,2022-01-11,consultation,X,Y,presidents,,,,,,,,S
m4,2022-01-11,consultation,X,,Council,,,,,,,,S
r1,2022-01-12,statement,Y,X,,,4,,Heard,,,2022-01-12,
r2,2022-01-12,statement,Y,X,,,4,,Seen,TASS,TASS,2022-01-12,
r3,2022-01-12,statement,Y,X,,,4,,Read,TASS,unknown,2022-01-12,
r4,2022-01-12,statement,Y,X,,,4,,Felt,?,,2022-01-12,
a1,2022-01-13,reply,Y,,,,4,,No,,,,S
a2,2022-01-13,refusal,Y,X,,,6,,No,,,,S
a3,2022-01-13,acceptance,Y,X,,,5,,Yes,,,,S
a4,2022-01-14,acceptance,Y,X,,,5,,Yes,,,,S
a5,2022-01-14,acceptance,Y,X,,,5,,Yes,AP,,2022-01-15,
CSV
entente ledger check ledger.csv
