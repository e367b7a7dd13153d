# needs: atlas
# Countries are read back by the names that the map gives them, with their code where the parties are listed.
for group in OSCE P5 'Black Sea Powers'; do
    entente group "$group" --as-of 2026-01-01 --format json
done | awk -F'"' '$2 == "member" { code = $4 } $2 == "name" { print code "\t" $4 }' | sort -u >known
printf '# Names\n\n```entente\nagreement "Names"\nparty %s\n```\n' "$(cut -f 1 known | paste -s -d , - | sed 's/,/, /g')" >names.md
entente explain names.md | tr -s '\n ' ' ' >said
wc -l <known
while IFS="$(printf '\t')" read -r code name; do
    test "$code" = USA && name='United States of America'
    grep -qF -- "$name ($code)" said || printf 'the map calls %s %s\n' "$code" "$name"
done <known
