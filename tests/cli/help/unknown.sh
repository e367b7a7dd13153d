# help for a command that is not there.
entente help hepl
