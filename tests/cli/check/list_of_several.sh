# needs: atlas
# A list may be of several actors, each of whom is somebody; nothing but a list may. [T9]
cp -r "$SOURCE/tests/fixtures/cases/shores" case
cat >case/records.csv <<'EOF'
id,kind,actor,about,territory,from,source
a,complete,LVA+EST,exercise,,2030-01-02,s
b,complete,LVA+XQZ,exercise,,2030-01-02,s
c,complete,LVA+,exercise,,2030-01-02,s
d,exercise,LVA+EST,,LVA,2030-01-02,s
EOF
entente check case || echo "exit $?"
