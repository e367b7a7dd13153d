# On the eve of the council's meeting: the draft lies on the table, one side has spoken, the other has not.
entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-11
