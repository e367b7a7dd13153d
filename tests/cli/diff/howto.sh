# needs: atlas
# Every line that docs/howto/compare-drafts.md shows of an answer stands in that answer (map of the world, view un, land).
cd "$SOURCE"
awk '/^```/ { if (n) close("cat"); inside = !inside; shown = 0; next }
     inside && /^\$ entente/ { shown = 1; print "$" substr($0, 2); next } inside && shown && !/^…$/ { print "=" $0 }' docs/howto/compare-drafts.md >"$OLDPWD/wanted"
cd "$OLDPWD"
test -s wanted
while IFS= read -r line; do
    case $line in
    \$*) (cd "$SOURCE" && eval "${line#?}") >answer ;;
    =*) grep -qxF -- "${line#=}" answer || printf 'not in the answer: %s\n' "${line#=}" ;;
    esac
done <wanted
