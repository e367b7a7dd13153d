// serve.mjs: while the limit of the flagship's article 5 is dragged, how long until new verdicts and a new zone are on the
// screen, and how much of that is the server's? Ceilings: 100 ms and 50 ms at the median. Run by bench_serve.
import { join } from "node:path";
import { launch, open, serve, skip, stop } from "../tests/browser/common.mjs";

const SCREEN_MS = 100, SERVER_MS = 50, STEPS = 60;
const median = (list) => list.slice().sort((a, b) => a - b)[Math.floor(list.length / 2)];
const tail = (list) => list.slice().sort((a, b) => a - b)[Math.floor(list.length * 0.95)];

const { server, address } = await serve(join(process.env.SOURCE, "examples/russia-nato-2021"));
if ((await (await fetch(address)).text()).includes("built without its page")) {
  await stop(server);
  skip("the program was built without its page; ./dev build installs what it needs");
}
const browser = await launch();
const page = await open(browser, `${address}#c=5&i=9M728&by=RUS`);
await page.waitForSelector("#coverage table");
await page.waitForFunction(() => window.entente.globe.land && window.entente.zone);
await page.waitForTimeout(1500);

// One step of the drag, as the slider makes it: the time from the event to the frame in which both have arrived.
const times = await page.evaluate(async (steps) => {
  const app = window.entente;
  const slider = document.querySelector('input[data-label="5.range.lo"]');
  const out = [];
  const arrived = (name) => {
    const object = app, show = object[name].bind(object);
    return new Promise((resolve) => {
      object[name] = (...rest) => {
        object[name] = show;
        show(...rest);
        resolve();
      };
    });
  };
  for (let i = 0; i < steps; i++) {
    const both = Promise.all([arrived("showFindings"), arrived("showZone")]);
    const started = performance.now();
    slider.value = String(500 - 4 * ((i * 7) % 61));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await both;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    out.push(performance.now() - started);
  }
  return out;
}, STEPS);

// The server alone, both questions at once, values it has not been asked for; the browser is gone, it would take its share of the processor.
const served = [];
const near = await page.evaluate(() => window.entente.globe.inSight());
const tolerance = await page.evaluate(() => Math.round(Math.max(2000, window.entente.globe.kmPerPixel() * 500)));
await browser.close();
for (let i = 0; i < STEPS; i++) {
  const set = encodeURIComponent(`5.range.lo=${400.5 + i}`);
  const started = performance.now();
  const answers = await Promise.all([`api/check?clause=5&set=${set}`, `api/zone?clause=5&item=9M728&by=RUS&set=${set}&tolerance=${tolerance}&near=${near}`].map((path) => fetch(address + path).then((answer) => answer.arrayBuffer())));
  served.push(performance.now() - started);
  if (answers.some((bytes) => bytes.byteLength < 500)) skip("the server refused a question");
}
await stop(server);
console.log(`on the screen: median ${median(times).toFixed(0)} ms, 95 % ${tail(times).toFixed(0)} ms (ceiling ${SCREEN_MS} at the median)`);
console.log(`the server:    median ${median(served).toFixed(0)} ms, 95 % ${tail(served).toFixed(0)} ms (ceiling ${SERVER_MS} at the median)`);
process.exit(median(times) > SCREEN_MS || median(served) > SERVER_MS ? 1 : 0);
