# needs: atlas
# Lines and areas that a clause names are drawn with a name and a pattern each; a record known by its country alone
# stands for somewhere in it; a coarser statement of a place is drawn too; whoever names no clause gets every line.
cp "$SOURCE"/agreements/minsk-2014-2015/lines.geojson "$SOURCE"/agreements/minsk-2014-2015/places.csv .
cat >case.md <<END
# Lines

\`\`\`entente
case "Lines"
  agreement "$SOURCE/agreements/minsk-2014-2015/agreement.md"
  day 2014-12-01
  view un

assume in force from 2014-09-20 for every party
\`\`\`
END
cat >items.csv <<'END'
name,kind,launch,calibre,range,source
2S3,howitzer,ground,152 mm,17.4 km,taken for the test
END
cat >records.csv <<'END'
id,kind,actor,item,place,lon,lat,radius_km,territory,from,source
M1,deployment,UKR,2S3,Kramatorsk,37.55,48.75,1,UKR,2014-11-02,taken for the test
M2,deployment,UKR,2S3,,,,,UKR,2014-11-02,taken for the test
M3,deployment,UKR,2S3,,,,,UKR,2014-11-02,taken for the test
END
drawn() { grep -o 'class="shape[^"]*" d\|class="line-name"[^<]*\|class="coarser" d\|class="somewhere" c\|somewhere in this country\|coarser statement\|>M2[^<]*' "$1" | sed 's/class="line-name".*>/name: /'; }
entente map . M.4.a --extent 36,47,40,50 -o a.svg
drawn a.svg
echo; echo "a drawn area:"
entente map . M.5 -o b.svg
drawn b.svg
echo; echo "all of them:"
entente map . -o c.svg
drawn c.svg | grep -c 'class="shape shape'
