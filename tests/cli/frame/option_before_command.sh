# Options follow the command.
entente --strict check
