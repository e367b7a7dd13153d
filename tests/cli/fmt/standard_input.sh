printf '```entente\nclause  1 prohibits exercise\n```\n' | entente fmt -
