printf 'lon,lat\n1,2\n,3\nx,4\n5,90.1\n' | entente cell
