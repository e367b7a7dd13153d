# A misspelt command gets the nearest known one; one that resembles none gets the usage.
entente halp || echo "exit $?"
entente quarantine || echo "exit $?"
