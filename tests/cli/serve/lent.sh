# needs: atlas
# What one judgement lends to the next changes no answer: after other figures, days and views were asked for, a changed
# figure is judged as a fresh program judges the changed text.
command -v node >/dev/null || { echo "no node here"; exit 77; }
cp -r "$SOURCE/examples/russia-nato-2021" changed
sed -i 's/range is 500 km to 5500 km and/range is 480 km to 5500 km and/' changed/agreement.md
entente check changed --as-of 2022-02-01 --format json -o fresh.json || [ $? = 1 ]
entente serve "$SOURCE/examples/russia-nato-2021" --port 0 > address &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
    [ -s address ] && break
    sleep 1
done
node -e '
const base = require("fs").readFileSync("address", "utf8").trim() + "api/";
const fresh = JSON.parse(require("fs").readFileSync("fresh.json", "utf8"));
const get = async (path) => (await fetch(base + path)).json();
(async () => {
  for (const set of ["450", "300", "499"]) await get(`check?clause=5&set=5.range.lo%3D${set}`);
  await get("check?as_of=2021-12-20");
  await get("check?clause=5&view=de-facto");
  const whole = await get("check?as_of=2022-02-01&set=5.range.lo%3D480+km");
  console.log("whole", JSON.stringify(whole.findings) === JSON.stringify(fresh.findings), JSON.stringify(whole.coverage) === JSON.stringify(fresh.coverage));
  const one = await get("check?clause=5&as_of=2022-02-01&set=5.range.lo%3D480");
  console.log("one", JSON.stringify(one.findings) === JSON.stringify(fresh.findings.filter((f) => f.clause === "5")));
  const step = await get("step?clause=5&set=5.range.lo%3D480");
  console.log("step", step.states.length > 0, step.gone.length, step.new.length);
  const apart = async (range) => (await get(`zone?clause=5&item=9M728&by=RUS&range=${range}&tolerance=20000`)).certain;
  const [a, b] = [await apart("600"), await apart("700")];
  console.log("zone", a.area_km2_hi < b.area_km2_lo);
})();
'
kill "$server"
wait "$server"
