# docs/agreements.md says what is formalised and what is not as the agreements themselves do.
cd "$SOURCE"
awk -f tools/agreements.awk agreements/*/agreement.md | diff docs/agreements.md - >"$OLDPWD/difference" ||
    { echo "make it anew: awk -f tools/agreements.awk agreements/*/agreement.md >docs/agreements.md"; head -n 20 "$OLDPWD/difference"; }
