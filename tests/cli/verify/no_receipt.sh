# What is no receipt is refused.
echo '{"version": "1"}' >r.json
entente verify r.json . || echo "exit $?"
echo 'nonsense' | entente verify - . || echo "exit $?"
entente verify missing.json . || echo "exit $?"
