# The day after the written replies: what they did not touch is still open.
entente status "$SOURCE/examples/russia-nato-2021" --as-of 2022-01-27
