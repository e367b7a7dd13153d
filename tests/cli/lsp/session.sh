# A whole session by hand: two good requests, then an orderly end; and streams that end without one.
say() { printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"; }
{
    say '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}'
    say '{"jsonrpc":"2.0","id":2,"method":"shutdown"}'
    say '{"jsonrpc":"2.0","method":"exit"}'
} | entente lsp | tr "\r" "\n" | grep -c jsonrpc
say '{"jsonrpc":"2.0","method":"exit"}' | entente lsp || echo "exit $?"
printf 'hello\r\n\r\n' | entente lsp || echo "exit $?"
