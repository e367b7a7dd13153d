printf '# Article 1\n\n```entente\nclause 1 prohibits exercise\n  when range at least 500\n```\n' >text.md
entente explain text.md
