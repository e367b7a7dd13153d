# An agreement as JSON, back as Markdown, and checked as either.
printf '# Article 1\n\n```entente\nparty RUS, POL\n\nclause 1 prohibits exercise\n  by any party P\n```\n' >text.md
entente convert text.md -o text.json
cat text.json
entente convert text.json | cmp - text.md && echo same
entente explain text.json 1
printf '{"schema":1,\n "body":[{"statements":[{"text":"clase 1 prohibits exercise"}]}]}' >wrong.json
entente explain wrong.json || echo "exit $?"
printf '{"schema":1,\n "body":[}' >broken.json
entente convert broken.json
