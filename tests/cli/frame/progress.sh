# needs: atlas
# needs: terminal
# What is under way is said on a terminal only, after a second, and never with --quiet.
on_a_terminal() { script -qec "$*" typescript >/dev/null </dev/null || true; }
said() { if grep -q 'zone \[' typescript; then echo "$1: said"; else echo "$1: nothing"; fi; }
long="timeout 4 entente zone --of RUS --reach 50km --tolerance 0.6m --as-of 2022-01-11 -o a.geojson"
on_a_terminal entente zone --of POL --reach 500km --tolerance 10km --as-of 2022-01-11 -o a.geojson
said "a tenth of a second"
on_a_terminal $long
said "some seconds"
on_a_terminal $long --quiet
said "some seconds, quiet"
$long 2>typescript || true
said "not on a terminal"
