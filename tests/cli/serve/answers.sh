# needs: atlas
# It prints its address once it answers, answers, and ends politely when told to.
command -v node >/dev/null || { echo "no node here"; exit 77; }
entente serve "$SOURCE/examples/strait" --port 0 > address &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -s address ] && break
    sleep 0.5
done
node -e '
const base = require("fs").readFileSync("address", "utf8").trim();
(async () => {
  const get = async (path) => { const r = await fetch(base + path); return [r.status, r.headers.get("content-type"), await r.text()]; };
  for (const path of ["", "page.css", "page.js"]) { const [s, t, b] = await get(path); console.log(s, t, b.length > 0); }
  const check = JSON.parse((await get("api/check"))[2]);
  console.log(check.as_of, check.view, Object.keys(check.counts).join(" "));
  for (const path of ["api/check?clause=nine", "api/zone", "api/check?as_of=yesterday", "etc/passwd"]) { const [s, , b] = await get(path); console.log(s, b.trim()); }
})();
'
kill "$server"
wait "$server"
