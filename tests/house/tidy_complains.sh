#!/bin/sh
# tools/tidy finds each thing it says it finds: a small tree with one of each, and the complaints with file and line.
set -eu
: "${SOURCE:?}"
tree=$(mktemp -d) && trap 'rm -rf "$tree"' EXIT
cd "$tree"
mkdir -p tools docs src/base src/geo src/attic include/entente man/options tests src/cli
cp "$SOURCE/tools/tidy" "$SOURCE/tools/tidy.awk" tools/
echo "banned-call src/base/allowed.c  a reason" >tools/tidy-exceptions.txt
cat >docs/architecture.md <<'END'
| folder | may include |
|---|---|
| base | |
| geo | base |
| cli | geo |
END
for folder in base geo cli; do echo "# $folder" >src/$folder/README.md; done
touch CMakeLists.txt dev README.md include/entente/entente.h src/cli/main.c

cat >src/base/wrong.c <<'END'
#include "geo/geo.h"
#include <gdal.h>
#include <proj.h>
#include <cmark-gfm.h>
static void spare(char *to, const char *from)
{
    strcpy(to, from);
    free(to);
    printf("strcpy(");   /* strcpy( in a comment, in a string */
}
int six(int a, int b, int c, int d, int e, int f)
{
    return a + b + c + d + e + f;
}
END
echo '/* TO''DO: later */' >src/geo/later.c
echo '/* see /wo''rk/notes */' >>src/geo/later.c
echo 'void ent_free_it(void *p) { free(p); }' >src/base/allowed.c
{ echo 'int long_one(void)'; echo '{'; i=0; while [ $i -lt 70 ]; do echo '    ;'; i=$((i + 1)); done; echo '}'; } >src/geo/long.c
i=0; while [ $i -le 1000 ]; do echo 'extern int x;'; i=$((i + 1)); done >src/geo/wide.c
echo '#include "geo/inside.h"' >src/cli/main.c
echo '#include "entente/stray.h"' >>src/cli/main.c
touch include/entente/stray.h src/cli/cmd_bare.c man/options/unused.txt

code=0
sh tools/tidy >out 2>&1 || code=$?
[ $code != 0 ] || { echo "tidy had nothing to complain about"; exit 1; }
failed=0
while read -r wanted; do
    grep -qF -- "$wanted" out || { echo "no complaint: $wanted"; failed=1; }
done <<'END'
src/attic: [folder] has no README.md
src/attic: [folder] holds no code
src/attic: [folder] is not in the table
include/entente/entente.h: [header] does not include entente/stray.h
src/cli/cmd_bare.c: [manual] has no page man/bare.txt
src/cli/cmd_bare.c: [manual] has no test in tests/cli/bare/
man/options/unused.txt: [manual] is an option of no command
src/base/wrong.c:1: [layer] base may not include geo (geo/geo.h)
src/base/wrong.c:2: [layer] gdal.h: GDAL and GEOS stay in src/ogr
src/base/wrong.c:3: [layer] proj.h: PROJ stays in src/geo
src/base/wrong.c:4: [layer] cmark-gfm.h: cmark-gfm stays
src/base/wrong.c:7: [banned-call] a string call without bounds
src/base/wrong.c:8: [banned-call] memory comes through
src/base/wrong.c:9: [banned-call] the library neither prints nor exits
src/base/wrong.c:11: [parameters] six() takes 6 parameters
src/geo/later.c:1: [unfinished]
src/geo/later.c:2: [machine-path]
src/geo/long.c:1: [function-length] long_one() has 73 lines
src/geo/wide.c:1001: [file-length] 1001 lines
src/cli/main.c:1: [layer] cli sees public headers only
src/cli/main.c:2: [layer] entente/stray.h: no folder owns this header
END
if grep -q 'allowed.c' out; then echo "an exception was not heeded"; failed=1; fi
[ "$(grep -c 'without bounds' out)" = 1 ] || { echo "a string or a comment was taken for code"; failed=1; }
[ $failed = 0 ] || cat out
exit $failed
