printf 'x,y\n1,2\n' | entente cell || echo "exit $?"
printf 'lon,lat,cell_id\n1,2,3\n' | entente cell || echo "exit $?"
entente cell --level 31 </dev/null || echo "exit $?"
