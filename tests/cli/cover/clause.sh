# needs: atlas
# The cover of what a clause closes: two states of certainty, so the columns view and certainty come first.
entente cover "$SOURCE/examples/russia-nato-2021" 5 --item 9M728 --by RUS --tolerance 20km | sed -n '1p;$p'
