# The nearest name, and a catalogue that is not there.
printf 'name\nIskander-M\n' > items.csv
entente item Iskender-M || echo "exit $?"
entente item A nowhere || echo "exit $?"
