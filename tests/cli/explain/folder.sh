mkdir -p case
printf '```entente\ncase "C"\n  agreement "text.md"\n```\n' >case/case.md
printf '# Article 1\n\n```entente\nclause 1 prohibits exercise\n```\n' >case/text.md
entente explain case
