# needs: atlas
# A code that is nobody's is an error where it stands, with the nearest one that is.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
cat >case/records.csv <<'END'
id,kind,actor,target,item,place,area,line,line_distance_km,territory,from,source
a,exercise,RUZ,,,Riga,,,,,2030-01-02,s
b,exercise,Rusia,NATOO,,,,,,LTV,2030-01-02,s
c,exercise,RUS|XQZ,,,Rigga,,,,LVA,2030-01-02,s
d,exercise,EST,,,,bay,front,3,,2030-01-02,s
e,exercise,The Company,,,,,,,LVA,2030-01-02,s
f,deployment,"Estonia, sort of",EST,,,,,,Riga,2030-01-02,s
END
entente check case || echo "exit $?"
printf '\n```entente\nactor "The Company"\n```\n' >>case/case.md
entente check case 2>&1 | grep -c Company || echo "declared"
