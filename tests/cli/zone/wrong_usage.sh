entente zone --reach 5km || echo "exit $?"
entente zone --of RUS --reach 5 || echo "exit $?"
entente zone --of RUS --reach 5km --tolerance 1mm || echo "exit $?"
