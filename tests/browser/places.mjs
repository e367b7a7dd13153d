// places.mjs: records that have no point, only an area or a line that the agreement draws by its corners.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, close, finish, launch, open, serve, shot, stop } from "./common.mjs";

const folder = mkdtempSync(join(tmpdir(), "entente-"));
const write = (name, lines) => writeFileSync(join(folder, name), lines.join("\n") + "\n");
write("case.md", ["# Drawn", "", "```entente", 'case "Drawn"', '  agreement "agreement.md"', "  day 2014-12-01", "  view un", "", "assume in force from 2014-09-20 for every party", "```"]);
write("agreement.md", ["# Drawn", "", "```entente", 'agreement "Drawn"', "", "party UKR", "party RUS", "",
  "area bend is from 47.0 N 36.0 E to 47.0 N 40.0 E to 47.5 N 40.0 E to 47.5 N 36.5 E to 49.5 N 36.5 E to 49.5 N 40.0 E to 50.0 N 40.0 E to 50.0 N 36.0 E", "",
  "line road is from 46.5 N 33.0 E to 47.5 N 33.5 E to 48.5 N 33.0 E", "",
  "clause 1 prohibits deployment of howitzer", "  by     any party", "  where  position in territory of UKR", "",
  "clause 2 prohibits fortification", "  by     any party", "  where  position in area bend", "",
  "clause 3 prohibits fortification", "  by     any party", "  where  position within 10 km of line road", "```"]);
write("items.csv", ["name,kind,launch,calibre,range,source", "2S3,howitzer,ground,152 mm,17.4 km,taken for the test"]);
write("records.csv", ["id,kind,actor,item,area,line,line_distance_km,territory,from,source",
  "A1,deployment,UKR,2S3,bend,,,,2014-11-02,taken for the test", "A2,deployment,UKR,2S3,bend,,,,2014-11-03,taken for the test",
  "L1,deployment,UKR,2S3,,road,5,,2014-11-04,taken for the test", "C1,deployment,UKR,2S3,,,,UKR,2014-11-04,taken for the test",
  "F1,fortification,RUS,,bend,,,,2014-11-02,taken for the test"]);

const { server, address } = await serve(folder);
const browser = await launch();
const page = await open(browser, `${address}#c=1`);
await page.waitForSelector(".findings tbody tr");
await page.waitForFunction(() => window.entente.globe.land && window.entente.globe.marks.length === 3 && window.entente.globe.marks.every((mark) => mark.at));
const marks = await page.evaluate(() => window.entente.globe.marks.map((mark) => ({ ids: mark.all.map((one) => one.record.id).join(), place: mark.place, names: mark.outlines.map((one) => one.name).join(), seen: window.entente.globe.inView(mark.place) })));
const of = (ids) => marks.find((mark) => mark.ids === ids) || { place: [] };
check("records of one area and verdict share a mark", of("A1,A2").names === "bend", JSON.stringify(marks));
const [lon, lat] = of("A1,A2").place;
check("the mark of an area stands inside it, not in its hollow", lon > 36 && lon < 36.5 && lat > 47.5 && lat < 49.5, `${lon} ${lat}`);
check("the mark of a line stands on it", of("L1").place.join() === "33.5,47.5", of("L1").place.join());
check("of a country no outline is claimed", of("C1").names === "");
check("all of it is in sight", marks.every((mark) => mark.seen));
const key = await page.textContent(".key");
check("the legend tells area, line and country apart", ["somewhere in the area outlined", "somewhere along the line dotted", "somewhere in the country"].every((words) => key.includes(words)), key);
const table = await page.textContent("#map-table");
check("the table says where", ["somewhere in the area bend", "somewhere along the line road", "somewhere in Ukraine"].every((words) => table.includes(words)), table);
// The edge is there: along it the picture differs from the one without it.
const differs = await page.evaluate(() => {
  const globe = window.entente.globe, c = globe.canvas.getContext("2d");
  const strip = () => [48, 48.5, 49].map((lat) => { const [x, y] = globe.projection([36, lat]); return [...c.getImageData((x - 3) * globe.ratio, (y - 6) * globe.ratio, 6 * globe.ratio, 12 * globe.ratio).data].join(); }).join();
  const keep = globe.marks;
  globe.draw();
  const drawn = strip();
  globe.marks = keep.map((mark) => ({ ...mark, outlines: [] }));
  globe.draw();
  const without = strip();
  globe.marks = keep;
  globe.draw();
  return drawn !== without;
});
check("the edge of the area is drawn", differs);

await shot(page, "places without a point");
const [saved] = await Promise.all([page.waitForEvent("download"), page.click('.tools button:text-is("GeoJSON")')]);
const features = JSON.parse(readFileSync(await saved.path(), "utf8")).features;
const feature = (id) => features.find((one) => one.properties.record === id);
check("the GeoJSON holds the edge, closed", feature("A1").geometry.type === "MultiLineString" && feature("A1").properties.within.join() === "bend" && feature("A1").geometry.coordinates[0].length === 9, JSON.stringify(feature("A1")));
check("and of a line the line", feature("L1").geometry.coordinates[0].length === 3 && feature("C1").geometry === null);
const [drawn] = await Promise.all([page.waitForEvent("download"), page.click('.tools button:text-is("SVG")')]);
check("so does the SVG", (readFileSync(await drawn.path(), "utf8").match(/<title>(bend|road)<\/title>/g) || []).length === 2);

await page.click('.findings tbody tr:has-text("L1") button');
check("the record tells why", (await page.textContent(".why h2")).includes("L1"));
await page.selectOption("#clause", "2");
await page.waitForFunction(() => window.entente.globe.marks.length === 1 && window.entente.globe.lines.length === 1);
check("an area that the clause names as well keeps its name", (await page.textContent(".key")).includes("bend"));
await close(page, "places that are drawn");

await browser.close();
await stop(server);
rmSync(folder, { recursive: true });
finish();
