# needs: atlas
# [T85] An item that items.csv lacks is warned of once, at its first record; past eight it is said how many more.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
{
    echo 'id,kind,actor,item,from,source'
    echo 'a,holding,EST,Arrow,2030-01-02,s'
    echo 'b,holding,EST,Lance,2030-01-02,s'
    echo 'c,holding,EST,Lance,2030-01-03,s'
    echo 'd,holding,EST,Darts,2030-01-03,s'
} >case/records.csv
echo "== one of which nothing is known, one that is nearly known"
entente check --clause 2 case 2>&1 >/dev/null
echo "== no catalogue at all, and ten items"
rm case/items.csv
{
    echo 'id,kind,actor,item,from,source'
    for n in 1 2 3 4 5 6 7 8 9 10; do echo "r$n,holding,EST,Lance $n,2030-01-02,s"; done
} >case/records.csv
entente check --clause 2 case 2>&1 >/dev/null | grep -v "^ \|^detail\|^hint: List it "
echo "== an agreement that asks for no kinds"
sed -i '/^clause 4/,$d' case/agreement.md && echo '```' >>case/agreement.md
entente check --clause 2 case 2>&1 >/dev/null
