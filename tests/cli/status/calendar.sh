# What is known on the eve of the council: its meeting, stamped with the day and not with a clock. Needs no map.
ENTENTE_ATLAS=/nowhere entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-11 --format ics >one.ics
ENTENTE_ATLAS=/nowhere entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-11 --format ics | cmp - one.ics
head -n 5 one.ics | tr -d '\r'
grep -A 8 'DTSTART:20220112T090000Z' one.ics | tr -d '\r'
