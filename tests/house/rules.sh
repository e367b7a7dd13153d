#!/bin/sh
# Each rule of docs/language.md ([L1] …) and docs/truth.md ([T1] …) has an id of its own and a test that quotes it; no test
# quotes a rule that is not there.
set -u
: "${SOURCE:?}"
cd "$SOURCE" || exit 1
failed=0
complain() { echo "$*"; failed=1; }
ids() { grep -ohE "$1" "$2" | sort; }

rules_of() # page, letter
{
    stated=$(ids "^- \[$2[0-9]+\]" "$1" | grep -oE "$2[0-9]+")
    twice=$(echo "$stated" | sort | uniq -d)
    [ -n "$stated" ] || complain "$1: no rule with an id"
    [ -z "$twice" ] || complain "$1: stated twice:" $twice
    quoted=$(grep -rohE "\[$2[0-9]+\]" tests/unit tests/props tests/cases tests/support tests/cli | tr -d '[]' | sort -u)
    for id in $stated; do
        echo "$quoted" | grep -qx "$id" || complain "$1: [$id] is quoted by no test"
    done
    for id in $quoted; do
        echo "$stated" | grep -qx "$id" || complain "a test quotes [$id], which $1 does not state"
    done
}

rules_of docs/language.md L
rules_of docs/truth.md T
exit $failed
