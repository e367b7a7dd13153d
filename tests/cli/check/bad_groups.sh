# needs: atlas
# groups.csv: memberships that end before they begin, members who are nobody, groups within groups.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
cat >case/groups.csv <<'END'
group,member,from,until,source
Shore,EST,2020-01-01,2019-01-01,s
Shore,LVA,2020-01-01,2020-01-01,s
Shore,LTU,2020,2020,s
Shore,Finland,,,s
Shore,FIM,,,s
Shore,NATO,,,s
Shore,Shore,,,s
Shore,SWE,soon,,s
Shore,,,,s
END
entente check case || echo "exit $?"
