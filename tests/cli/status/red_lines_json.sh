# needs: atlas
# Red lines as data, beside what comes nearest to crossing them; and on the page.
entente status "$SOURCE/examples/russia-nato-2021" --format json | sed -n '/"red_lines"/,/^  "entries"/p' | grep -E '"(clause|state|unit)"' | sort | uniq -c | sort -rn | sed 's/^ *[0-9]* *//' | sort
entente status "$SOURCE/examples/russia-nato-2021" --format html | grep -c 'What comes nearest to crossing R0[0-9]</caption>'
