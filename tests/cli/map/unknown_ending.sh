# An ending that is no format of a map.
entente map --of POL --reach 500km -o x.bmp
