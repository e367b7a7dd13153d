// report.mjs: the file that `entente report` writes, opened from the disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, check, close, finish, launch, open, shot } from "./common.mjs";

const folder = mkdtempSync(join(tmpdir(), "entente-"));
const file = join(folder, "report.html");
const flagship = join(process.env.SOURCE, "examples/russia-nato-2021");
execFileSync(process.env.ENTENTE, ["report", flagship, "--view", "un,de-facto", "-o", file], { stdio: "inherit" });
const size = statSync(file).size;
check("the report of the flagship is under 3 MB", size < 3e6, size);
const browser = await launch();
const url = `file://${file}`;

{
  const page = await open(browser, url);
  await page.waitForSelector(".findings tbody tr");
  await page.waitForFunction(() => window.entente.globe.land);
  // The machine may be busy with other tests: the best of three counts.
  const first = () => page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime));
  let painted = await first();
  for (let i = 0; i < 2 && painted >= 1000; i++) {
    await page.reload();
    await page.waitForSelector(".findings tbody tr");
    painted = Math.min(painted, await first());
  }
  await page.waitForFunction(() => window.entente && window.entente.globe.land);
  check("the first view is there in under a second", painted < 1000, `${painted} ms`);
  check("it says that there is no server behind it", (await page.textContent(".controls")).includes("without a server"));
  await page.selectOption("#clause", "5");
  const limit = page.locator('input[data-label="5.range.lo"]');
  await limit.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  check("a step of the limit changes verdicts", true);
  await page.selectOption("#clause", "7.2");
  await page.locator('input[data-label="width"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".meta").textContent.includes("width=25 km"));
  check("a parameter that the text leaves open has steps", (await page.getAttribute('input[data-label="width"]', "aria-valuetext")) === "25 km");
  await page.selectOption("#clause", "5");
  await page.waitForFunction(() => !document.querySelector(".why h3"));
  const printed = async () => {
    await page.emulateMedia({ media: "print" });
    const shown = await page.isVisible(".why");
    await page.emulateMedia({ media: "screen" });
    return shown;
  };
  check("no reasons are printed when no record is chosen", !(await printed()) && (await page.isVisible(".why")));
  await page.click(".findings tbody tr:first-child button");
  await page.waitForFunction(() => document.querySelector(".why h3"));
  check("the reasons of the chosen record are printed", await printed());
  await page.selectOption("#view", "de-facto");
  await page.waitForFunction(() => document.querySelector(".meta").textContent.includes("View de-facto"));
  check("the other view is there", true);
  await accessible(page, "report");
  await close(page, "report");
}
{
  const page = await open(browser, `${url}#c=5`);
  // The zone that is drawn goes into a file as map programs want it.
  await page.waitForFunction(() => window.entente.zone && (window.entente.zone.certain || window.entente.zone.possible));
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click('.tools button:text-is("GeoJSON")')]);
  const { features } = JSON.parse(readFileSync(await saved.path(), "utf8"));
  const zones = features.filter((feature) => feature.properties.certainty);
  const places = zones.flatMap((zone) => zone.geometry.coordinates.flat(2));
  const turn = (ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
  const want = await page.evaluate(() => ["certain", "possible"].filter((name) => window.entente.zone[name]));
  check("certain and possible ground are features of their own", zones.map((zone) => zone.properties.certainty).join() === want.join(), want.join());
  check("places are on the map", places.length > 50 && places.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
  check("outer rings run counter-clockwise, holes the other way", zones.every((zone) => zone.geometry.coordinates.every((polygon) => polygon.every((ring, i) => (i === 0 ? turn(ring) > 0 : turn(ring) < 0)))));
  check("rings are closed", zones.every((zone) => zone.geometry.coordinates.flat().every((ring) => ring[0].join() === ring[ring.length - 1].join())));
  check("no side goes round the Earth", zones.every((zone) => zone.geometry.coordinates.flat().every((ring) => ring.slice(1).every(([lon], i) => Math.abs(lon - ring[i][0]) < 180 || Math.abs(ring[i][1]) === 90))));
  const km2 = (zone) => (zone.properties.area_km2_lo + zone.properties.area_km2_hi) / 2;
  // On a cylinder of equal area; the ellipsoid is off by less than half a per cent.
  const flat = (ring) => ring.map(([lon, lat]) => [lon * 111.195, 6371 * Math.sin((lat * Math.PI) / 180)]);
  const areas = zones.map((zone) => zone.geometry.coordinates.flat().reduce((sum, ring) => sum + turn(flat(ring)) / 2, 0));
  check("the area is that of the answer", zones.every((zone, i) => Math.abs(areas[i] / km2(zone) - 1) < 0.03), zones.map((zone, i) => `${areas[i]} for ${km2(zone)}`).join());
  await close(page, "report, GeoJSON");
}
{
  const page = await open(browser, url, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  check("without scripts the summary is there", (await page.textContent("#summary")).includes("Missiles out of reach"));
  check("without scripts reasons and sources are there", (await page.textContent("main")).includes("What would settle it"));
  await close(page, "report without scripts");
}
{
  const page = await open(browser, url, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await page.waitForSelector(".findings tbody tr");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check("the report fits a narrow screen", width <= 360, width);
  await accessible(page, "report, narrow and dark");
  await close(page, "report, narrow");
}
{
  // Two drafts in one report: its tables scroll in themselves.
  const other = join(folder, "other.md"), both = join(folder, "both.html");
  writeFileSync(other, readFileSync(join(flagship, "agreement.md"), "utf8").replace("range is 500 km to 5500 km", "range is 300 km to 5500 km"));
  execFileSync(process.env.ENTENTE, ["report", flagship, "--against", other, "-o", both], { stdio: "inherit" });
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, `file://${both}`, { viewport: { width: 390, height: 844 }, colorScheme, reducedMotion: "reduce" });
    await page.waitForSelector(".findings tbody tr");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check("two drafts fit a phone", width <= 390 && (await page.textContent("#redlines")).includes("Verdicts that flip"), width);
    // Whatever is wider than the phone scrolls in a box of its own.
    const out = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((node) => node.getClientRects().length && node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".scroll, .sr, .stage")).map((node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 30)}`));
    check("nothing stands out on the right", out.length === 0, out.slice(0, 3).join("; "));
    if (colorScheme === "dark") await accessible(page, "two drafts on a phone, in the dark");
    for (const part of ["redlines", "summary", "cover"]) {
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), part);
      await shot(page, `two drafts, ${colorScheme}, ${part}`);
    }
    await close(page, `two drafts, ${colorScheme}`);
  }
}
await browser.close();
rmSync(folder, { recursive: true });
finish();
