// common.mjs: a browser, a server, and checks that say what they checked.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const packages = process.env.WEB_PACKAGES || join(process.env.SOURCE, "build/web");
const chromiumPath = process.env.CHROMIUM || "/usr/bin/chromium";

export function skip(why) {
  console.log(`SKIP: ${why}`);
  process.exit(77);
}
if (!existsSync(chromiumPath)) skip(`no Chromium at ${chromiumPath}; apt-get install chromium`);
if (!existsSync(join(packages, "node_modules/playwright-core"))) skip("the packages of the page are not installed; ./dev build does it");
if (!existsSync(process.env.ENTENTE_ATLAS || "")) skip("no map of the world; ./dev atlas makes it");
const require = createRequire(join(packages, "package.json"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

let failed = 0;
export function check(what, ok, detail) {
  console.log(`${ok ? "ok" : "NOT OK"}  ${what}${ok || detail === undefined ? "" : `: ${detail}`}`);
  if (!ok) failed++;
}
export function finish() {
  console.log(failed ? `${failed} failed` : "all passed");
  process.exit(failed ? 1 : 0);
}

const flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
export const launch = () => chromium.launch({ executablePath: chromiumPath, args: flags.split(" ") });

// A page that remembers what it should not have done.
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.wrongs = [];
  const origin = url.startsWith("file:") ? url.split("#")[0] : new URL(url).origin;
  page.on("console", (message) => message.type() === "error" && page.wrongs.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => page.wrongs.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(origin) && !to.startsWith("data:") && !to.startsWith("blob:")) page.wrongs.push(`request to ${to}`);
  });
  await page.goto(url);
  return page;
}

export async function shot(page, what, options = {}) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${what.replace(/\W+/g, "-")}.png`), ...options });
}

export async function close(page, what) {
  check(`${what}: no error in the console, no request elsewhere`, page.wrongs.length === 0, page.wrongs.join("; "));
  await shot(page, what);
  await page.context().close();
}

export async function accessible(page, what) {
  // The page's policy forbids foreign scripts; axe comes in through the browser, not through the page.
  await page.evaluate(require("node:fs").readFileSync(axe, "utf8") + ";undefined");
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = result.violations.map((v) => `${v.id} (${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")})`);
  check(`${what}: axe-core finds nothing`, found.length === 0, found.join("; "));
}

export async function serve(folder) {
  const server = spawn(process.env.ENTENTE, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    server.stdout.once("data", (bytes) => resolve(String(bytes).trim()));
    server.once("exit", (code) => reject(new Error(`entente serve ended with ${code}`)));
  });
  return { server, address };
}

export const stop = (server) => new Promise((resolve) => (server.once("exit", resolve), server.kill("SIGTERM")));
