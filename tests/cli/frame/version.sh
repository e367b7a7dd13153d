# --version names the program and the version in one line.
entente --version | grep -q '^entente [0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*$'
[ "$(entente --version)" = "entente $(cat "$SOURCE/VERSION")" ]
