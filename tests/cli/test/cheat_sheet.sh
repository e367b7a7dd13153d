# The two blocks of statements in docs/cheat-sheet.md make an agreement that is understood, and read back.
{
    printf '```entente\n'
    awk '/^## (Declarations|Clauses)/ { on = 1 } /^## Words/ { on = 0 } on && /^```/ { inside = !inside; print ""; next }
        on && inside' "$SOURCE/docs/cheat-sheet.md"
    printf '```\n'
} >sheet.md
printf '{"type":"FeatureCollection","features":[' >lines.geojson
printf '{"type":"Feature","properties":{"name":"contact line"},"geometry":{"type":"LineString","coordinates":[[37,48],[38,47]]}},' >>lines.geojson
printf '{"type":"Feature","properties":{"name":"line of 2014"},"geometry":{"type":"LineString","coordinates":[[37,48],[38,47]]}}]}' >>lines.geojson
entente explain sheet.md >said 2>warnings # names that the sheet shows and does not use
grep -E '^  [0-9.]+(  |$)' said
