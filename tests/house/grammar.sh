#!/bin/sh
# The colouring grammar is JSON, and knows every keyword that the language server offers at the start of a line.
set -u
: "${SOURCE:?}"
failed=0
grammar=$SOURCE/editors/vscode/syntaxes/entente.tmLanguage.json
for file in "$SOURCE"/editors/vscode/package.json "$SOURCE"/editors/vscode/syntaxes/*.json; do
    perl -MJSON::PP -0777 -e 'decode_json(<STDIN>)' <"$file" || { echo "$file is not JSON"; failed=1; }
done
words=$(perl -0777 -ne 'print $1 while /(?:statements|lines|modalities)\[\] = \{(.*?)\};/sg' "$SOURCE/src/lsp/complete.c" |
    grep -o '"[a-z ]*"' | tr -d '"' | cut -d' ' -f1 | sort -u)
[ -n "$words" ] || { echo "no keywords found in complete.c"; failed=1; }
for word in $words; do
    grep -q "[|(]$word[|)]" "$grammar" || { echo "the grammar does not know \"$word\""; failed=1; }
done
exit $failed
