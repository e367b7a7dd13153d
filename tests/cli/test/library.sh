# needs: atlas
# Every scenario of the library comes out as its table says, and every condition of its clauses is decided both ways.
entente test "$SOURCE/agreements" | sed "s|$SOURCE/||" | grep -E 'passed, |decided' || echo none
