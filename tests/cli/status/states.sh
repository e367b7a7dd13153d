# Every way in which a party may stand to an article, each told from the kinds of the entries alone.
cat > ledger.csv <<'CSV'
id,date,kind,speaker,to,forum,article,answers,due,statement
p,2022-01-01,proposal,ASKER,ACCEPTS;COUNTERS;REFUSES;REPLIES;SILENT;WAITS,,1;2,,2022-01-05,
a,2022-01-02,acceptance,ACCEPTS,ASKER,,1;2,p,,Yes
c,2022-01-02,counter-proposal,COUNTERS,ASKER,,1;2,p,,Rather so
n,2022-01-02,refusal,REFUSES,ASKER,,1;2,p,,No
r,2022-01-03,reply,REPLIES,ASKER,,2,p,,As to that
s,2022-01-04,silence,SILENT,,,1,p,,Nothing came
m,2022-01-12,consultation,ASKER,WAITS,Council,,,,
CSV
entente status ledger.csv --as-of 2022-01-10
