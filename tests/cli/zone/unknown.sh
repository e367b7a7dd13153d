# needs: atlas
entente zone --of Polnad --reach 5km || echo "exit $?"
