# A misspelt action.
entente ledger chek somewhere
