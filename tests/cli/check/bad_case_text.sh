# needs: atlas
# case.md: a day that is no day, a view that the map lacks, each at its place; several in one run.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
sed -i 's/2030-04-30/2030/; s/view .*/view      nope/' case/case.md
entente check case || echo "exit $?"
sed -i 's/day .*/day       2030-04-30~/; s/view .*/view      de-fakto/' case/case.md
entente check case || echo "exit $?"
sed -i "s/day .*/day       2030-04-30/; s/view .*/view      un/; s|agreement \".*|agreement \"$PWD/case/agreement.md\"|" case/case.md
entente check case >/dev/null || echo "exit $?"
