# needs: atlas
# Every territory that a change touches, and what of it is on none. The parts and the sum agree within their bounds.
entente diff "$SOURCE/tests/fixtures/cases/shores" --set 4.1.range=480km --format json >d.json
grep -c '"territory": "[A-Z][A-Z][A-Z]"' d.json
grep -c '"territory": "-"' d.json
tr -d ' \n' <d.json | grep -o '"territory":[^,]*,"certainty":"[a-z]*",.*' | sed 's/{"clause"/\n&/g' >rows
awk '
    function part(key, end) { match($0, "\"" key "\":{\"lo_m2\":[0-9.e+]*,\"hi_m2\":[0-9.e+]*"); s = substr($0, RSTART, RLENGTH)
        split(s, a, /[:,}]/); return end ? a[5] : a[3] }
    /"territory":null/ { lo = part("closed", 0); hi = part("closed", 1); next }
    /"territory":"[A-Z-]/ { sum_lo += part("closed", 0); sum_hi += part("closed", 1) }
    END { print (sum_lo <= hi && lo <= sum_hi) ? "the parts may be the sum" : "no" }' rows
# For people: states that are closed all over are named together, and a finer tolerance brings the bounds closer.
entente diff "$SOURCE/tests/fixtures/cases/shores" --set 4.1.range=480km | sed -n '/^Ground/,/no territory/p' >text
grep -E "closed:|no territory" text
grep -o "all of [0-9]* states" text
entente diff "$SOURCE/tests/fixtures/cases/shores" --set 4.1.range=480km --tolerance 300m | grep "  Russia (RUS)"
entente diff "$SOURCE/tests/fixtures/cases/shores" --set 4.1.range=480km --tolerance 1mm 2>/dev/null || echo "no tolerance: $?"
