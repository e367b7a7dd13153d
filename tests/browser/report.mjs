// report.mjs: the file that `entente report` writes, opened from the disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, check, close, finish, launch, open } from "./common.mjs";

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
  const painted = await page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime));
  check("the first view is there in under a second", painted < 1000, `${painted} ms`);
  check("it says that there is no server behind it", (await page.textContent(".controls")).includes("without a server"));
  await page.selectOption("#clause", "5");
  const limit = page.locator('input[data-label="5.range.lo"]');
  await limit.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector('.chip[data-state="breach"]'));
  check("a step of the limit changes verdicts", true);
  await page.click(".findings tbody tr:first-child button");
  await page.waitForFunction(() => document.querySelector(".why h3"));
  await page.selectOption("#view", "de-facto");
  await page.waitForFunction(() => document.querySelector(".meta").textContent.includes("View de-facto"));
  check("the other view is there", true);
  await accessible(page, "report");
  await close(page, "report");
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
await browser.close();
rmSync(folder, { recursive: true });
finish();
