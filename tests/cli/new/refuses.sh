# What is there stays: a folder with something in it, a file, a folder nowhere.
mkdir full empty && echo keep > full/file && echo keep > file
entente new full || echo "exit $?"
entente new file || echo "exit $?"
entente new no/where || echo "exit $?"
entente new empty/
cat full/file file && ls empty | wc -l | tr -d ' '
