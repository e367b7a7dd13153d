// page.mjs: the page of `entente serve`, used on the flagship case.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, check, close, finish, launch, open, serve, stop } from "./common.mjs";

const { server, address } = await serve(join(process.env.SOURCE, "examples/russia-nato-2021"));
const browser = await launch();

const ready = async (page) => {
  await page.waitForSelector(".findings tbody tr");
  await page.waitForSelector("#coverage table");
};
const count = async (page, state) => {
  const chip = await page.$(`.chip[data-state="${state}"] b`);
  return chip ? Number(await chip.textContent()) : 0;
};
const said = (page) => page.textContent('[aria-live="polite"]');
const slider = (label) => `input[data-label="${label}"]`;

// ---- by mouse

{
  const page = await open(browser, address);
  await ready(page);
  check("it begins with a clause that has findings", (await page.$$(".findings tbody tr")).length > 0);
  check("a link names its clause", /[#&]c=/.test(page.url()), page.url());
  check("the assumption is said", (await page.textContent(".assumed")).includes("A draft binds nobody"));
  await page.selectOption("#clause", "5");
  await page.waitForFunction(() => document.querySelector(".clause-text").textContent.includes("missile") || document.querySelector(".clause-text").textContent.includes("surface"));
  check("article 5 has no breach as it stands", (await count(page, "breach")) === 0);
  const unclear = await count(page, "unclear");
  check("article 5 has unclear findings", unclear > 0);

  // Drag the limit from 500 km to the left.
  const box = await page.locator(slider("5.range.lo")).boundingBox();
  const max = Number(await page.getAttribute(slider("5.range.lo"), "max"));
  const at = (value) => box.x + 8 + ((box.width - 16) * value) / max;
  await page.mouse.move(at(500), box.y + box.height / 2);
  await page.mouse.down();
  for (let value = 500; value >= 440; value -= 10) await page.mouse.move(at(value), box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  await page.mouse.up();
  const breaches = await count(page, "breach");
  check("with a lower limit there are breaches", breaches > 0);
  check("fewer are unclear then", (await count(page, "unclear")) < unclear);
  check("the change is said aloud", /breach/.test(await said(page)), await said(page));
  check("the head says what was changed", (await page.textContent(".meta")).includes("5.range.lo"));

  // Why.
  await page.click(".findings tbody tr:first-child button");
  await page.waitForFunction(() => document.querySelector(".why h3"));
  const why = await page.textContent(".why");
  check("a finding tells why", why.includes("Because") && why.includes("Sources"));
  check("the focus goes to the reasons", await page.evaluate(() => document.activeElement.id === "why-title"));

  // Another view.
  await page.selectOption("#view", "de-facto");
  await page.waitForFunction(() => document.querySelector(".meta").textContent.includes("View de-facto"));
  check("the view is said", (await page.textContent(".meta")).includes("View de-facto"));
  await page.waitForFunction(() => !window.entente.zones.busy && !window.entente.checks.busy);
  await page.waitForTimeout(500);
  check("there is a zone in the other view", /closed: /.test(await page.textContent(".zone-words")), await page.textContent(".zone-words"));

  // A link says it all.
  const link = page.url();
  const there = await open(browser, link);
  await ready(there);
  await there.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  check("a link leads to the same view", (await there.inputValue("#view")) === "de-facto");
  check("a link leads to the same figure", (await there.inputValue(slider("5.range.lo"))) === (await page.inputValue(slider("5.range.lo"))));
  check("a link leads to the same finding", (await there.textContent(".why h2")) === (await page.textContent(".why h2")));
  await close(there, "a followed link");

  // Files.
  const download = async (name) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.tools button:text-is("${name}")`)]);
    return readFileSync(await file.path(), "utf8");
  };
  const svg = await download("SVG");
  check("the SVG is a picture with a title", svg.startsWith("<svg") && svg.includes("<title") && svg.includes("url(#possible)"));
  check("a mark of the SVG has the shape of its verdict", /class="unclear" d="M0,-[\d.]+L[^"]*Z"/.test(svg) && /class="kept" d="M-4.6,0a4.6/.test(svg));
  const csv = await download("CSV");
  check("the CSV has a line a finding", csv.trim().split("\r\n").length > breaches);
  const geojson = JSON.parse(await download("GeoJSON"));
  check("the GeoJSON has zones and records", geojson.features.some((f) => f.geometry.type === "MultiPolygon") && geojson.features.some((f) => f.geometry.type === "Point"));

  // The zone follows a supposed range.
  await page.selectOption("#item", "9M729");
  await page.waitForTimeout(800);
  const before = await page.textContent(".zone-words");
  await page.locator('input[aria-label="Supposed range in kilometres"]').fill("3000");
  await page.waitForFunction((old) => document.querySelector(".zone-words").textContent !== old, before);
  check("the zone follows a supposed range", (await page.textContent(".zone-words")).includes("3000 km") || (await page.textContent(".zone-words")).includes("3,000"), await page.textContent(".zone-words"));
  await accessible(page, "wide");
  await close(page, "by mouse");
}

// ---- a click on the globe

{
  const page = await open(browser, `${address}#c=5`);
  await ready(page);
  await page.waitForFunction(() => window.entente.globe.land && window.entente.marks.some((mark) => mark.at));
  const place = await page.evaluate(() => {
    const box = window.entente.globe.canvas.getBoundingClientRect();
    const mark = window.entente.marks.find((one) => one.at && one.at[0] > 20 && one.at[0] < box.width - 20 && one.at[1] > 20 && one.at[1] < box.height - 20);
    return [box.x + mark.at[0], box.y + mark.at[1]];
  });
  await page.mouse.click(...place);
  check("a record clicked on the globe tells why", /Why|records stand here/.test(await page.textContent(".why h2")) && (await page.textContent(".why")).length > 120);
  await close(page, "a click on the globe");
}

// ---- records known by their country alone

{
  const page = await open(browser, `${address}#c=4.1`);
  await ready(page);
  await page.waitForFunction(() => window.entente.globe.land && window.entente.globe.marks.some((mark) => mark.somewhere && mark.at));
  check("the legend says somewhere in the country", (await page.textContent(".key")).includes("somewhere in the country"));
  check("the table says where", (await page.textContent("#map-table")).includes("somewhere in"));
  const place = await page.evaluate(() => {
    const box = window.entente.globe.canvas.getBoundingClientRect();
    const mark = window.entente.globe.marks.find((one) => one.somewhere && one.others && one.at && one.at[0] > 20 && one.at[0] < box.width - 20);
    return [box.x + mark.at[0], box.y + mark.at[1]];
  });
  await page.mouse.click(...place);
  check("the mark of several tells of each", /records stand here/.test(await page.textContent(".why h2")), await page.textContent(".why h2"));
  await close(page, "somewhere");
}

// ---- by keyboard alone

{
  const page = await open(browser, address);
  await ready(page);
  const tabTo = async (what) => {
    for (let i = 0; i < 80; i++) {
      if (await page.evaluate((selector) => document.activeElement.matches(selector), what)) return true;
      await page.keyboard.press("Tab");
    }
    return false;
  };
  check("Tab reaches the clauses", await tabTo("#clause"));
  await page.keyboard.type("5");
  await page.waitForFunction(() => document.querySelector("#clause").value === "5");
  check("Tab reaches the limit", await tabTo(slider("5.range.lo")));
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check("the focus can be seen", ring !== "none", ring);
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  check("arrow keys drag the limit", (await count(page, "breach")) > 0);
  check("Tab reaches the globe", await tabTo(".stage"));
  const turned = () => page.evaluate(() => window.entente.globe.rotation.join());
  const at = await turned();
  await page.keyboard.press("ArrowRight");
  check("arrow keys turn the globe", (await turned()) !== at);
  check("Tab reaches the findings", await tabTo(".findings tbody button"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "why-title");
  check("Enter tells why", (await page.textContent(".why")).includes("Because"));
  await close(page, "by keyboard");
}

// ---- lines of a text

{
  const folder = mkdtempSync(join(tmpdir(), "entente-"));
  const text = join(process.env.SOURCE, "agreements/aland-1921-1940/agreement.md");
  writeFileSync(join(folder, "case.md"), `# Frame\n\n\`\`\`entente\ncase "Frame"\n  agreement "${text}"\n  day 1930-06-01\n  view un\n\`\`\`\n`);
  writeFileSync(join(folder, "records.csv"), "id,kind,actor,lon,lat,radius_km,territory,from,source\nA1,fortification,FIN,19.95,60.1,1,FIN,1930-05-01,made up\n");
  const other = await serve(folder);
  const page = await open(browser, `${other.address}#c=1`);
  await ready(page);
  await page.waitForFunction(() => window.entente.globe.land && window.entente.globe.lineNames && window.entente.globe.lineNames.length);
  check("the frame that the text draws is drawn", (await page.textContent(".key")).includes("frame of the other print"));
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click('.tools button:text-is("GeoJSON")')]);
  check("and stands in the GeoJSON", JSON.parse(readFileSync(await saved.path(), "utf8")).features.some((f) => f.properties.line === "frame"));
  await close(page, "lines of a text");
  await stop(other.server);
  rmSync(folder, { recursive: true });
}

// ---- every figure that a clause rests on

{
  const other = await serve(join(process.env.SOURCE, "tests/fixtures/cases/sliders"));
  const page = await open(browser, `${other.address}#c=1`);
  await ready(page);
  const sliders = () => page.$$eval("input[data-label]", (all) => all.map((one) => one.dataset.label).join());
  check("parameters that a clause rests on have sliders", (await sliders()) === "1.personnel,width,band", await sliders());
  check("a parameter stands at what the case assumes", (await page.inputValue(slider("band"))) === "30");
  const unclear = await count(page, "unclear");
  await page.locator(slider("width")).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  check("setting an open parameter settles what hung on it", (await count(page, "unclear")) < unclear && (await page.textContent(".meta")).includes("width=3 km"));
  for (const [clause, label, step] of [["2", "2.due", "1"], ["3", "fleet", "1000"], ["4", "crews", "1"]]) {
    await page.selectOption("#clause", clause);
    await page.waitForSelector(slider(label));
    check(`${label} has a slider in steps of ${step}`, (await page.getAttribute(slider(label), "step")) === step, await page.getAttribute(slider(label), "step"));
  }
  check("a clause has no slider of another whose id begins alike", await page.selectOption("#clause", "1.a").then(sliders) === "1.a.within");
  await close(page, "sliders");
  await stop(other.server);
}

// ---- narrow, dark

{
  const page = await open(browser, `${address}#c=7.1`, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await ready(page);
  await page.waitForTimeout(800);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check("a narrow screen does not scroll sideways", width <= 360, width);
  await accessible(page, "narrow and dark");
  await close(page, "narrow and dark");
}

await browser.close();
await stop(server);
finish();
