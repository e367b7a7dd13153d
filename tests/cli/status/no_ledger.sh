# A case without a register of talks.
entente status nowhere
