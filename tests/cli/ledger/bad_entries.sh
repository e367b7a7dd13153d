# An article that the agreement lacks, and control characters that a terminal would obey, do not get into the register.
cp -r "$SOURCE/tests/fixtures/cases/shores" case
add() {
    entente ledger add case date=2030-02-01 kind=statement speaker=EST "$@" || echo "exit $?"
}
add article=99 statement=x
add 'article=2;44' statement=x
add article=4.1 statement="$(printf 'red \033[31mtext')"
add article=4.1 statement="$(printf 'bell \007')"
add article=4.1 statement="$(printf 'delete \177')"
add article=4.1 statement="$(printf 'next line \302\205')"
add article=4.1 statement="$(printf 'tab\tin it')"
add 'article=2;4.1' statement='in order'
printf 'E9,2030-02-02,silence,LVA,,,,,,,,say \033[2J,,,,\n' >>case/ledger.csv
entente ledger check case || echo "exit $?"
