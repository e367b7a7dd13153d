# needs: atlas
# A real map cut short at any of many places is refused.
size=$(wc -c <"$ENTENTE_ATLAS")
for part in 1 2 5 10 50 99; do
    head -c $((size * part / 100)) "$ENTENTE_ATLAS" >cut.atlas
    code=0
    entente atlas --atlas cut.atlas >out 2>message || code=$?
    [ "$code" = 5 ] || echo "$part %: exit $code"
    [ -s message ] && [ ! -s out ]
done
