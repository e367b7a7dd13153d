# What the command cannot do without, and a misspelt action.
entente atlas build || echo "exit $?"
entente atlas build packages || echo "exit $?"
entente atlas bild packages || echo "exit $?"
