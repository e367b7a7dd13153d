# The register of the worked case says through whom it is known: who reports a meeting or a refusal, quoting whom.
entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-11 --format json >talks.json
for id in T04 T05 S14 S12; do
    sed -n "/^    \"$id\": {/,/^    }/p" talks.json | grep -E '^    "|agency'
done
