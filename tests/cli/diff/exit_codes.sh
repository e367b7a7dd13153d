# needs: atlas
# 0 when it answered, 1 on difference only when asked, 3 for what a change makes wrong, 4 for a label that is none.
case=$SOURCE/tests/fixtures/cases/shores
entente diff "$case" --set 3.ceiling=400 --no-area >/dev/null; echo "differs: $?"
entente diff "$case" --set 3.ceiling=400 --no-area --exit-code >/dev/null || echo "differs, --exit-code: $?"
entente diff "$case" --set 3.ceiling=500 --no-area --exit-code | tail -n 1
entente diff "$case" --set 3.ceiling=5t --no-area >/dev/null 2>wrong || echo "wrong: $?"
head -n 3 wrong | sed "s|$SOURCE/||"
entente diff "$case" --set 3.cieling=5 --no-area 2>wrong || echo "no label: $?"
head -n 1 wrong
entente diff "$case" 2>wrong || echo "nothing asked: $?"
head -n 1 wrong
entente diff "$case" --party UKR 2>wrong || echo "no sign: $?"
head -n 1 wrong
entente diff "$case" --set width 2>wrong || echo "no value: $?"
head -n 1 wrong
entente diff "$case" --date tomorrow 2>wrong || echo "no date: $?"
head -n 1 wrong
# A label that is too short, or of another clause, is answered with those there are.
entente diff "$SOURCE/examples/russia-nato-2021" --set 5.1.range=480km 2>&1 | head -1
