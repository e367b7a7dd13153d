# A map that is missing, cut short, or something else: exit code 5, never a crash.
entente atlas --atlas nowhere.atlas || echo "exit $?"
: >empty.atlas
entente atlas --atlas empty.atlas || echo "exit $?"
printf 'not a map at all, only some words that go on for a while\n' >words.atlas
entente atlas --atlas words.atlas || echo "exit $?"
head -c 65536 /dev/zero >zeros.atlas
entente atlas --atlas zeros.atlas || echo "exit $?"
