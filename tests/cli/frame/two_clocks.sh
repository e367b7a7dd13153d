# needs: atlas
# [T45] Every command that judges takes the day of the facts and the day of the reports, and says both. The exercise near
# Simferopol of 1 February 2030 was reported on the 5th.
case=$SOURCE/tests/fixtures/cases/shores
for day in 2030-02-04 2030-02-05; do
    echo "== known $day"
    set -- --as-of 2030-04-01 --as-known "$day"
    entente check "$case" "$@" --format json | grep "\"as_"
    entente check "$case" "$@" --format csv | grep -c ex-crimea || true
    entente explain "$case" 2 ex-crimea "$@" | grep 'as far as\|reported'
    entente diff "$case" --party -UKR "$@" --no-area | grep 'as of\|ex-crimea'
    entente diff "$case" --party -UKR "$@" --no-area --format json | grep -o '"as_of": *"[^"]*",\|"as_known": *"[^"]*"' | sort -u
    entente diff "$case" --party -UKR "$@" --no-area --format html | grep -o 'as of 2030[^<]*'
    entente sweep "$case" --vary 3.ceiling=100..900 "$@" | head -3
    entente sweep "$case" --vary 3.ceiling=100..900 "$@" --format json | grep '"as_'
    entente report "$case" "$@" --plain -o r.html
    grep -o 'As of [^<]*' r.html
    grep -c ex-crimea r.html || true
    entente map "$case" 2 "$@" -o m.svg
    grep -o 'As of [^.]*' m.svg
done
