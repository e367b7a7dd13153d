#!/bin/sh
# Each public header compiles alone, as C17 and as C++17, with every warning an error.
set -u
: "${SOURCE:?}"
cc=${CC:-cc} cxx=${CXX:-c++} failed=0
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only"
for header in "$SOURCE"/include/entente/*.h; do
    name=entente/${header##*/}
    # Included twice: the guard is part of the promise. A declaration of our own keeps the unit from being empty.
    unit=$(printf '#include "%s"\n#include "%s"\nextern int used;\n' "$name" "$name")
    # shellcheck disable=SC2086
    printf '%s\n' "$unit" | $cc -std=c17 -Wstrict-prototypes $warnings -I "$SOURCE/include" -x c - ||
        { echo "$name does not stand alone as C17"; failed=1; }
    # shellcheck disable=SC2086
    printf '%s\n' "$unit" | $cxx -std=c++17 $warnings -I "$SOURCE/include" -x c++ - ||
        { echo "$name does not stand alone as C++17"; failed=1; }
done
exit $failed
