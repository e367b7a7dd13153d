printf '```entente\nclase  1 prohibits exercise\n```\n' >text.md
entente fmt text.md || echo "exit $?"
cat text.md
