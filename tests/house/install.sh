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
[ "$(pkg-config --modversion entente)" = "$(cat "$SOURCE/VERSION")" ]
failed=0
for example in "$SOURCE"/examples/c/*.c; do
    name=$(basename "$example" .c)
    # shellcheck disable=SC2046
    cc -std=c17 -Wall -Wextra -Werror "$example" -o "$work/shared" $(pkg-config --cflags --libs entente)
    # shellcheck disable=SC2046
    cc -std=c17 "$example" -o "$work/static" $(pkg-config --cflags entente) "$prefix/lib/libentente.a" \
        $(pkg-config --static --libs entente | sed 's/-lentente//')
    for kind in shared static; do
        "$work/$kind" >"$work/out" </dev/null || { echo "$name, $kind: exit code $?"; failed=1; }
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
