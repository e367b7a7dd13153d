# needs: atlas
cd "$SOURCE/examples"
case=russia-nato-2021
entente zone "$case" || echo "exit $?"
entente zone "$case" 4.1 || echo "exit $?"
entente zone "$case" 55 || echo "exit $?"
entente zone "$case" 5 --item Spear || echo "exit $?"
entente zone "$case" 5 --by Rusia || echo "exit $?"
entente zone "$case" 5 --reading strange || echo "exit $?"
entente zone "$case" 5 --of RUS || echo "exit $?"
entente zone --of RUS --reach 5km --item 9M728 || echo "exit $?"
