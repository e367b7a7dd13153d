# needs: atlas
# A new case checks as it stands: one breach, one that cannot be told, the rest kept (view un, layer land).
entente new trial
entente check trial || echo "exit $?"
