# The common options mean the same in every command that takes them: a wrong value is the same message and exit code 4.
for command in $(entente --help | sed -n '/^COMMANDS/,/^$/s/^    \([a-z-]*\) .*/\1/p'); do
    for wrong in "--jobs 0" "--layer sea" "--edges round" "--color red" "--as-of 2022" "--format nonesuch"; do
        option=${wrong%% *}
        entente "$command" --help | grep -q "^    .*$option " || continue
        code=0
        # shellcheck disable=SC2086
        entente "$command" $wrong 2>message || code=$?
        # Too few arguments may be found first: the code is the same.
        [ "$code" = 4 ] || echo "$command $wrong: exit $code"
        grep -q "^entente $command: error: " message || cat message
    done
done
