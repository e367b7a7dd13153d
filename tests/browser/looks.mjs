// looks.mjs: what is seen: at first, after another clause was chosen, on the line of time, in the dark and on paper.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, check, close, finish, launch, open, serve, shot, stop } from "./common.mjs";

const folder = mkdtempSync(join(tmpdir(), "entente-"));
const flagship = join(process.env.SOURCE, "examples/russia-nato-2021");
const browser = await launch();
const settled = (page) => page.waitForFunction(() => {
  const app = window.entente;
  return app && app.guessed && app.globe.land && app.lands.has("fine") && !app.zones.busy && !app.checks.busy && !app.globe.pending;
});
const view = (page) => page.evaluate(() => {
  const { globe, state } = window.entente;
  const lines = globe.lines.flatMap((line) => line.geometry.coordinates.flat());
  return { clause: state.clause, rotation: globe.rotation.join(), marks: globe.marks.filter((mark) => globe.inView(mark.place)).length, lines: lines.filter((place) => globe.inView(place)).length, zone: Boolean(globe.zones.certain || globe.zones.possible), words: document.querySelector(".zone-words").textContent };
});
const seen = ({ marks, lines, zone, words }) => marks > 0 || lines > 0 || zone || /^[A-Z].*\.$/s.test(words.trim());

// ---- far apart: Ukraine, New Zealand, and a clause without any place

const write = (name, lines) => writeFileSync(join(folder, name), lines.join("\n") + "\n");
write("case.md", ["# Far", "", "```entente", 'case "Far"', '  agreement "agreement.md"', "  day 2014-12-01", "  view un", "", "assume in force from 2014-09-20 for every party", "```"]);
write("agreement.md", ["# Far", "", "```entente", 'agreement "Far"', "", "party UKR", "party NZL", "",
  "clause 1 prohibits fortification", "  by     any party", "  where  position in territory of UKR", "",
  "clause 2 prohibits deployment of mine", "  by     any party", "  where  position in territory of NZL", "",
  "clause 3 limits sum of personnel of exercise", "  by     any party", "  at most 9", "```"]);
write("records.csv", ["id,kind,actor,item,lon,lat,radius_km,from,source", "U1,fortification,UKR,,36,49,1,2014-10-01,made up", "C1,deployment,NZL,mine,172.6,-43.5,1,2014-10-01,made up"]);

{
  const { server, address } = await serve(folder);
  const page = await open(browser, address);
  await settled(page);
  const first = await view(page);
  check("at first a record is in sight", first.marks > 0, JSON.stringify(first));
  const other = first.clause === "1" ? "2" : "1";
  await page.selectOption("#clause", other);
  await settled(page);
  const second = await view(page);
  check("the globe turns to the clause that is picked", second.clause === other && second.marks > 0 && second.rotation !== first.rotation, JSON.stringify(second));
  await shot(page, "the other side of the Earth");
  await page.selectOption("#clause", first.clause);
  await settled(page);
  check("and back", (await view(page)).marks > 0);
  // However late the findings are, and the zone before them.
  await page.route("**/api/check*", async (route) => { await new Promise((done) => setTimeout(done, 600)); await route.continue(); });
  for (const clause of [other, first.clause]) {
    await page.selectOption("#clause", clause);
    await settled(page);
    check(`the globe turns to clause ${clause} when its findings come after its zone`, (await view(page)).marks > 0);
  }
  await page.unroute("**/api/check*");
  const before = (await view(page)).rotation;
  await page.selectOption("#clause", "3");
  await settled(page);
  const none = await view(page);
  check("a clause without a place turns nothing and says why nothing is drawn", none.rotation === before && /closes none\.|names no place/.test(none.words), none.words);
  await close(page, "turning");
  const linked = await open(browser, `${address}#c=2`);
  await settled(linked);
  const there = await view(linked);
  check("a link to a clause shows its records", there.clause === "2" && there.marks > 0, JSON.stringify(there));
  await close(linked, "a link to a clause");
  await stop(server);
}

// ---- the first view of whole cases

for (const name of ["examples/strait", "examples/russia-nato-2021", "tests/fixtures/cases/shores", "tests/fixtures/cases/sliders"]) {
  const { server, address } = await serve(join(process.env.SOURCE, name));
  const page = await open(browser, address);
  await settled(page);
  const first = await view(page);
  check(`${name} begins with a place or a sentence`, seen(first), JSON.stringify(first));
  await close(page, `first view of ${name}`);
  await stop(server);
}

// ---- the line of time

const { server, address } = await serve(flagship);
{
  const page = await open(browser, address);
  await settled(page);
  const drawn = await page.evaluate(() => {
    const svg = document.querySelector("svg.timeline"), app = window.entente;
    const at = (node) => node.getAttribute("transform").match(/[-\d.]+/g).map(Number);
    const earlier = svg.querySelector(".earlier");
    return { dated: app.data.ledger.filter((entry) => entry.date).length, places: [...svg.querySelectorAll(".talk")].map(at), earlier: earlier ? Number.parseInt(earlier.textContent, 10) : 0,
      spans: svg.querySelectorAll(".span").length, today: Number(svg.querySelector(".today").getAttribute("x1")), rows: document.querySelectorAll(".talks tbody tr").length, ledger: app.data.ledger.length };
  });
  check("every dated entry is drawn or counted as earlier", drawn.places.length > 20 && drawn.places.length + drawn.earlier === drawn.dated, `${drawn.places.length} + ${drawn.earlier} of ${drawn.dated}`);
  const hiding = drawn.places.filter(([x, y], i) => drawn.places.some(([u, v], k) => k < i && Math.abs(x - u) < 1 && Math.abs(y - v) < 9));
  check("no mark of a day hides another", hiding.length === 0, hiding.join("; "));
  check("the findings of the clause have their times", drawn.spans > 0);
  check("the table has every entry", drawn.rows === drawn.ledger, drawn.rows);
  await shot(page, "timeline", { clip: await page.locator("#talks").boundingBox(), fullPage: true });
  await page.locator('input[type="date"]').fill("2022-02-01");
  await page.waitForFunction(() => document.querySelector(".today-label").textContent === "2022-02-01");
  const later = await page.evaluate(() => Number(document.querySelector("svg.timeline .today").getAttribute("x1")));
  check("the day that is looked at moves along it", later > drawn.today, `${drawn.today} to ${later}`);
  await close(page, "another day");
}
{
  const page = await open(browser, address, { viewport: { width: 390, height: 844 } });
  await settled(page);
  const today = () => page.evaluate(() => {
    const box = document.querySelector("svg.timeline").parentElement.getBoundingClientRect(), line = document.querySelector(".today").getBoundingClientRect();
    return line.left > box.left && line.left < box.right;
  });
  check("on a phone the day that is looked at is in sight", await today());
  await close(page, "timeline on a phone");
}

// ---- in the dark

// The contrast of two colours of the style sheet, as WCAG counts it; axe-core does not look into a canvas.
const contrasts = (page, pairs) => page.evaluate((wanted) => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const [r, g, b] = style.getPropertyValue(`--map-${name}`).trim().slice(1).match(/../g).map((hex) => Number.parseInt(hex, 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return wanted.map(([a, b, least]) => [a, b, least, (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05)]);
}, pairs);
const PAIRS = [["ink", "halo", 7], ["faint", "halo", 4.5], ["line", "halo", 4.5], ...["sea", "land", "party", "subject"].map((ground) => ["zone", ground, 3]), ...["land", "party", "subject"].map((ground) => ["ink", ground, 4.5])];
const middleOf = (page) => page.evaluate(() => {
  const { canvas, width, height, ratio } = window.entente.globe;
  const [r, g, b] = canvas.getContext("2d").getImageData(0, 0, width * ratio, height * ratio).data.reduce((sum, value, i) => ((sum[i % 4] += value), sum), [0, 0, 0, 0]);
  return (r + g + b) / (3 * width * ratio * height * ratio);
});

for (const colorScheme of ["light", "dark"]) {
  const page = await open(browser, address, { colorScheme });
  await settled(page);
  await page.click(".findings tbody tr:first-child button");
  await page.click("#talks summary");
  const weak = (await contrasts(page, PAIRS)).filter(([, , least, is]) => is < least);
  check(`${colorScheme}: lines and letters of the map stand out`, weak.length === 0, weak.join("; "));
  await accessible(page, `whole and ${colorScheme}`);
  await shot(page, `whole and ${colorScheme}`, { fullPage: true });
  const before = await middleOf(page);
  const other = colorScheme === "light" ? "dark" : "light";
  await page.emulateMedia({ colorScheme: other });
  await page.waitForTimeout(300);
  const after = await middleOf(page);
  check(`the globe follows from ${colorScheme} to ${other}`, colorScheme === "light" ? before > 150 && after < 100 : before < 100 && after > 150, `${before} to ${after}`);
  await close(page, `from ${colorScheme} to ${other}`);
}

// ---- on paper

// A4 within margins of 1 cm, in pixels of the style sheet.
const PAPER = { width: 718, height: 1046 };
const onPaper = (page) => page.evaluate(() => {
  const shown = (node) => node.getClientRects().length > 0;
  const name = (node) => `${node.tagName.toLowerCase()}.${node.className} ${node.textContent.slice(0, 30)}`;
  const folded = [...document.querySelectorAll("details > :not(summary)")].filter((node) => node.closest(".report-app > section") === null && node.getBoundingClientRect().height === 0 && node.textContent.trim());
  const cut = [...document.querySelectorAll(".scroll, .why, main, body")].filter((node) => shown(node) && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1) && getComputedStyle(node).overflow !== "visible");
  const wide = [...document.querySelectorAll("table, svg, p, dl, h2")].filter((node) => shown(node) && !node.closest(".sr") && !node.classList.contains("sr") && node.getBoundingClientRect().right > innerWidth + 1);
  const why = document.querySelector(".why");
  return { folded: folded.map(name), cut: cut.map(name), wide: wide.map(name), why: Boolean(why && shown(why)), clause: shown(document.querySelector(".controls .clause-text")), named: getComputedStyle(document.querySelector(".controls .clause-text"), "::before").content, fit: getComputedStyle(document.querySelector(".stage canvas")).objectFit, controls: [...document.querySelectorAll("select, input, .tools button")].filter(shown).length };
});
const printed = async (page, what) => {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(PAPER);
  await page.waitForTimeout(400);
  const paper = await onPaper(page);
  check(`${what}, on paper: nothing is folded away`, paper.folded.length === 0, paper.folded.slice(0, 3).join("; "));
  check(`${what}, on paper: nothing is cut off`, paper.cut.length + paper.wide.length === 0, [...paper.cut, ...paper.wide].slice(0, 4).join("; "));
  check(`${what}, on paper: the clause is named, and there is nothing to press`, paper.clause && /Clause 5/.test(paper.named) && paper.controls === 0, `${paper.named} ${paper.controls}`);
  check(`${what}, on paper: the globe keeps its shape`, paper.fit === "contain", paper.fit);
  const pdf = await page.pdf({ format: "A4", path: process.env.SHOTS ? join(process.env.SHOTS, `${what.replace(/\W+/g, "-")}.pdf`) : undefined });
  check(`${what}, on paper: it is printed`, pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 50000, pdf.length);
  return paper;
};
{
  const page = await open(browser, `${address}#c=5`);
  await settled(page);
  check("on paper there is no empty Why", (await printed(page, "the page")).why === false);
  await page.emulateMedia({ media: "screen" });
  await page.click(".findings tbody tr:first-child button");
  check("on paper the reasons of the chosen record stand", (await printed(page, "the page with a record")).why === true);
  await close(page, "on paper");
}
{
  const file = join(folder, "report.html");
  execFileSync(process.env.ENTENTE, ["report", flagship, "-o", file], { stdio: "inherit" });
  const page = await open(browser, `file://${file}#c=5`);
  await page.waitForSelector(".findings tbody tr");
  await page.waitForFunction(() => window.entente.globe.land);
  check("the report on paper has no empty Why", (await printed(page, "the report")).why === false);
  await close(page, "the report on paper");
}

await browser.close();
await stop(server);
rmSync(folder, { recursive: true });
finish();
