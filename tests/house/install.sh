#!/bin/sh
# Install into an empty prefix; the program runs from there; each program of examples/c builds against what was
# installed and nothing else, shared and static by pkg-config and by CMake, and prints what its .out file says.
set -eu
: "${SOURCE:?}" "${BUILD:?}"
[ -f "$BUILD/libentente.a" ] || { echo "skipped: $BUILD holds no release build; ./dev build makes one"; exit 77; }
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
cmake --install "$BUILD" --prefix "$prefix" >"$work/log" || { cat "$work/log"; exit 1; }

"$prefix/bin/entente" --version
for file in include/entente/base.h lib/libentente.so lib/libentente.a share/man/man1/entente.1 share/doc/entente/NOTICE; do
    [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
# Nothing else is promised: no internal header, no internal name.
internal=$(find "$prefix/include" -name '*.h' ! -path '*/include/entente/*')
[ -z "$internal" ] || { echo "installed by mistake: $internal"; exit 1; }
foreign=$(nm -D --defined-only "$prefix/lib/libentente.so" | awk '$3 !~ /^(ent_|_)/ { print $3 }')
[ -z "$foreign" ] || { echo "visible in the shared library: $foreign"; exit 1; }

export PKG_CONFIG_PATH="$prefix/lib/pkgconfig" LD_LIBRARY_PATH="$prefix/lib"
# What a header promises can be linked: every function declared there is in the shared library and in the static one.
# (Names in comments do not count; a declaration starts its line with ENT_API.)
cat "$prefix"/include/entente/*.h | tr '\n' ' ' | sed 's|/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/||g' | tr ';{' '\n\n' |
    sed -n 's/.*ENT_API[^(]*[ *]\(ent_[a-z0-9_]*\)(.*/\1/p' | sort -u >"$work/promised"
[ "$(wc -l <"$work/promised")" -gt 300 ] || { echo "the headers promise only $(wc -l <"$work/promised") functions?"; exit 1; }
for library in "-D lib/libentente.so" "-g lib/libentente.a"; do
    nm ${library%% *} --defined-only "$prefix/${library#* }" 2>/dev/null | awk '$2 ~ /^[TRDB]$/ { print $3 }' | sort -u >"$work/there"
    missing=$(comm -23 "$work/promised" "$work/there")
    [ -z "$missing" ] || { echo "promised in a header and not in ${library#* }: $missing"; exit 1; }
done
[ "$(pkg-config --modversion entente)" = "$(cat "$SOURCE/VERSION")" ]
failed=0
# They see the installation alone. Those about a case are given its map and one, and left out when there is no map.
atlas=$prefix/share/entente/world.atlas
for example in "$SOURCE"/examples/c/*.c; do
    name=$(basename "$example" .c)
    set --
    if grep -q '^#include <entente/case.h>' "$example"; then
        [ -r "$atlas" ] || continue
        set -- "$atlas" "$SOURCE/examples/strait"
    fi
    # shellcheck disable=SC2046
    cc -std=c17 -Wall -Wextra -Werror "$example" -o "$work/shared" $(pkg-config --cflags --libs entente)
    # shellcheck disable=SC2046
    cc -std=c17 "$example" -o "$work/static" $(pkg-config --cflags entente) "$prefix/lib/libentente.a" \
        $(pkg-config --static --libs entente | sed 's/-lentente//')
    for kind in shared static; do
        "$work/$kind" "$@" >"$work/out" </dev/null || { echo "$name, $kind: exit code $?"; failed=1; }
        diff -u "${example%.c}.out" "$work/out" || { echo "$name, $kind"; failed=1; }
    done
done

cat >"$work/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(entente REQUIRED)
add_executable(user $SOURCE/examples/c/dates.c)
target_link_libraries(user PRIVATE entente::entente)
END
cmake -S "$work" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 &&
    cmake --build "$work/build" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$work/build/user" | diff -u "$SOURCE/examples/c/dates.out" - || failed=1
exit $failed
