# What the command cannot do without, and a misspelt action.
entente atlas build || echo "exit $?"
entente atlas bild || echo "exit $?"
