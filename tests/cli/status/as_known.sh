# The American counter-proposals of 26 January became known on 2 February only.
entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-27 --as-known 2022-01-27 | grep '^[47]  '
