# needs: atlas
# Red lines beside what comes nearest to crossing them.
entente status "$SOURCE/examples/russia-nato-2021" | sed -n '/^Red lines, and/,$p'
