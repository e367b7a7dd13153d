# A misspelt command gets the nearest known one; one that resembles nothing gets the list.
entente halp || echo "exit $?"
entente quarantine || echo "exit $?"
