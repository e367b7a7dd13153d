#!/bin/sh
# The man page of each command and its --help say the same words in the same order, and groff has nothing to object.
set -u
: "${ENTENTE:?}" "${MAN_PAGES:?}"
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
failed=0 count=0

# From roff and from help to bare words: macros, escapes and the parts that only one of them has fall away.
words_of_page() {
    sed -e '/^\.TH /d; /^\.SH NAME$/d; /^\.SH SYNOPSIS$/d; /^\.SH DESCRIPTION$/d; /^\.SH SEE ALSO$/,$d' \
        -e '/^\.RS 4$/d; s/^\.[A-Z][A-Z]* //; /^\.[a-zA-Z]*$/d; s/\\&//g; s/\\-/-/g; s/\\e/\\/g' "$1" | tr -s ' \n' '\n'
}
words_of_help() {
    # "entente check: summary" is "entente-check - summary" on the page; "usage:" has no counterpart there.
    sed -e '1s/^entente \([a-z-]*\): /entente-\1 - /; 1s/^entente: /entente - /; s/^usage: //' "$1" | tr -s ' \n' '\n'
}

for page in "$MAN_PAGES"/*.1; do
    count=$((count + 1))
    name=$(basename "$page" .1 | sed 's/^entente-//')
    if [ "$name" = entente ]; then "$ENTENTE" --help >"$work/help"; else "$ENTENTE" "$name" --help >"$work/help"; fi
    words_of_page "$page" >"$work/page.words"
    words_of_help "$work/help" >"$work/help.words"
    diff -u "$work/page.words" "$work/help.words" >"$work/diff" || { echo "$name:"; head -n 20 "$work/diff"; failed=1; }
    if command -v groff >/dev/null; then
        groff -man -Tascii -ww "$page" 2>&1 >/dev/null | sed "s/^/$name: /" >"$work/groff"
        [ ! -s "$work/groff" ] || { cat "$work/groff"; failed=1; }
    fi
done
[ $count -gt 1 ] || { echo "no man pages in $MAN_PAGES"; failed=1; }
exit $failed
