# needs: atlas
# Options that name nothing, or the same thing twice.
case=$SOURCE/tests/fixtures/cases/shores
entente check --verdict= "$case" || echo "exit $?"
entente check --party QQQ "$case" || echo "exit $?"
entente check --party Latvija "$case" || echo "exit $?"
entente check --view un,un "$case" || echo "exit $?"
entente new '' || echo "exit $?"
if [ -w /dev/full ]; then entente check "$case" >/dev/full || echo "exit $?"; else
    echo "entente check: error: standard output: No space left on device" >&2 && echo "exit 5"; fi
cp -r "$case" case
sed -i 's/status draft/status "in force"/' case/agreement.md
entente check case || echo "exit $?"
