printf '# Article 1\n\nProse   with   spaces.\n\n```entente\nclause 1   prohibits exercise # all\n    by any party P\n    where   position in area a\n```\n' >text.md
entente fmt text.md
cat text.md
entente fmt --check text.md
