# Without a command: what is wrong and how to go on, exit code 4.
entente
