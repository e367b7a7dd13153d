# Every command that the program lists has a page, the same by "help NAME" and "NAME --help", and wrong usage of it
# is exit code 4.
commands=$(entente --help | sed -n '/^COMMANDS/,/^$/s/^    \([a-z-]*\) .*/\1/p')
[ -n "$commands" ]
for command in $commands; do
    entente help "$command" >by_help
    entente "$command" --help >by_option
    entente "$command" -h >by_letter
    cmp by_help by_option && cmp by_help by_letter
    grep -q "^usage: entente $command" by_help
    code=0
    entente "$command" --no-such-option 2>message || code=$?
    [ "$code" = 4 ] || echo "$command --no-such-option: exit $code"
    grep -q "unknown option --no-such-option" message
done
