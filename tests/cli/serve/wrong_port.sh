# A port is a number, an address is one of digits; the case is not even opened before the port is read.
entente serve nowhere --port ninety || echo "exit $?"
entente serve nowhere --port 70000 || echo "exit $?"
