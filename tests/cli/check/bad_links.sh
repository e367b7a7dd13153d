# needs: atlas
# Chains of records that have no end, and periods that end before they begin.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
cat >case/records.csv <<'END'
id,kind,actor,place,from,to,part_of,same_as,source
a,exercise,EST,Riga,2030-01-02,,b,,s
b,exercise,EST,Riga,2030-01-02,,a,,s
c,exercise,EST,Riga,2030-01-02,,,d,s
d,exercise,EST,Riga,2030-01-02,,,e,s
e,exercise,EST,Riga,2030-01-02,,,c,s
f,exercise,EST,Riga,2030-01-02,,f,,s
g,exercise,EST,Riga,2030-02-02,2030-01-02,,,s
h,exercise,EST,Riga,2030-01-02,,g,,s
i,exercise,EST,Riga,2030-01-02,,nothing,,s
END
entente check case || echo "exit $?"
