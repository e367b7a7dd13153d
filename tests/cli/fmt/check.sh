printf '```entente\nclause  1 prohibits exercise\n```\n' >text.md
entente fmt --check text.md || echo "exit $?"
cat text.md
