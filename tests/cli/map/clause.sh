# needs: atlas
# The records of a clause and the ground it closes; a clause that closes none but speaks of some; one view a map; what is wrong.
case=$SOURCE/examples/russia-nato-2021
entente map "$case" 5 --item 9M729 --by RUS --tolerance 20km -o a.svg
grep -c 'class="possible-edge"' a.svg
grep -o 'unclear ([0-9]*)\|kept ([0-9]*)' a.svg
entente map "$case" 4.1 -o b.svg
grep -o 'breach ([0-9]*)\|unclear ([0-9]*)\|none shown ([0-9]*)' b.svg
grep -c 'class="certain"' b.svg || true
entente map "$case" 99 -o c.svg || echo "exit $?"
entente map "$case" 5 --view un,de-facto -o c.svg || echo "exit $?"
entente map --of POL --reach 500km --projection +proj=nonsense -o c.svg || echo "exit $?"
entente map --of POL --reach 500km --tolerance 1km --extent 0,60,10 -o c.svg || echo "exit $?"
entente map --of POL --reach 500km --tolerance 1km --dpi 5000 -o c.png || echo "exit $?"
test ! -e c.svg && test ! -e c.png && echo nothing written
