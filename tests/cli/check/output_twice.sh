# -o and --receipt into one file is refused before anything is written, however the file is spelled.
entente check talks --receipt same.json -o same.json 2>&1 || echo "exit $?"
entente check talks --receipt same.json -o ./same.json 2>/dev/null || echo "exit $?"
ls
