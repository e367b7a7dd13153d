# needs: atlas
# What is no sweep says what one is.
case=$SOURCE/tests/fixtures/cases/shores
for vary in 3.ceiling 3.ceiling=1 3.ceiling=9..1 3.cieling=1..9 3.ceiling=a..b as-of=2030..soon; do
    entente sweep "$case" --vary $vary 2>wrong || echo "exit $?"
    head -n 1 wrong
done
entente sweep "$case" --vary 3.ceiling=1..9t 2>wrong || echo "exit $?"
head -n 1 wrong | sed "s|$SOURCE/||"
