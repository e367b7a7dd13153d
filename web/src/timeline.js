// timeline.js: the talks and the records of the clause on one line of time, drawn to scale; the tables say the same.
import { dayNumber, dayText, el } from "./util.js";

const SVG = "http://www.w3.org/2000/svg";
function s(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const SHAPES = {
  proposal: "M-4,4L0,-5L4,4Z", "counter-proposal": "M-4,-4L0,5L4,-4Z", request: "M-4,4L0,-5L4,4Z", refusal: "M-4,-4L4,4M-4,4L4,-4",
  acceptance: "M-4,0L-1,4L5,-4", "red-line": "M-5,0L5,0", reply: "M-4,-4L0,5L4,-4Z",
};

// The lanes: whoever spoke most, then the rest, then the records.
function lanesOf(ledger) {
  const spoken = new Map();
  for (const entry of ledger) for (const who of entry.speaker) spoken.set(who, (spoken.get(who) || 0) + 1);
  const often = [...spoken.entries()].sort((a, b) => b[1] - a[1]).map(([who]) => who);
  return often.length > 4 ? [...often.slice(0, 3), "others"] : often;
}

function ticksOf(from, to) {
  const years = (to - from) / 365.25;
  const out = [];
  const months = years > 12 ? 24 : years > 5 ? 12 : years > 2 ? 6 : years > 0.8 ? 3 : 1;
  const date = new Date(from * 86400000);
  date.setUTCDate(1);
  date.setUTCMonth(Math.ceil(date.getUTCMonth() / months) * months);
  for (; date.getTime() / 86400000 <= to; date.setUTCMonth(date.getUTCMonth() + months)) {
    const day = Math.round(date.getTime() / 86400000);
    if (day >= from) out.push(day);
  }
  return out;
}

export function timeline(app, findings) {
  const { data, state } = app;
  const dated = data.ledger.filter((entry) => entry.date);
  const lanes = lanesOf(dated);
  const rows = [...lanes, "records"];
  const today = dayNumber(state.day);
  const days = dated.map((entry) => dayNumber(entry.date)).sort((a, b) => a - b);
  // The last four fifths of the talks: what came long before would press the rest into a corner.
  const first = days.length ? days[Math.floor(days.length / 5)] : today;
  const from = Math.min(first, today - 30) - 7, to = Math.max(...days, today + 30) + 7;
  const shown = dated.map((entry) => ({ entry, day: dayNumber(entry.date), row: Math.max(0, lanes.includes(entry.speaker[0]) ? lanes.indexOf(entry.speaker[0]) : lanes.length - 1) })).filter(({ day }) => day >= from);
  // What one side said on one day stands above each other; a lane is as high as that needs.
  const together = new Map();
  for (const { row, day } of shown) together.set(`${row}|${day}`, (together.get(`${row}|${day}`) || 0) + 1);
  const most = rows.map((name, row) => Math.max(1, ...shown.map((one) => (one.row === row ? together.get(`${row}|${one.day}`) : 1))));
  const heights = most.map((count) => Math.max(22, 9.5 * count + 6));
  const middles = heights.map((high, row) => 4 + heights.slice(0, row).reduce((sum, one) => sum + one, 0) + high / 2);
  const width = 1000, left = 74, height = heights.reduce((sum, high) => sum + high, 0) + 34;
  const x = (day) => left + ((day - from) / (to - from)) * (width - left - 10);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "timeline", role: "img", "aria-label": `Timeline from ${dayText(from)} to ${dayText(to)}; the table below it says the same` });
  for (const day of ticksOf(from, to))
    svg.append(s("line", { x1: x(day), x2: x(day), y1: 4, y2: height - 22, class: "tick" }), s("text", { x: x(day), y: height - 8, class: "tick-label" }, dayText(day).slice(0, 7)));
  rows.forEach((name, i) => svg.append(s("line", { x1: left, x2: width - 10, y1: middles[i], y2: middles[i], class: "lane" }), s("text", { x: left - 8, y: middles[i] + 4, class: "lane-label" }, name)));
  const placed = new Map();
  for (const { entry, day, row } of shown) {
    const key = `${row}|${day}`, before = placed.get(key) || 0;
    placed.set(key, before + 1);
    const place = `translate(${x(day).toFixed(1)},${(middles[row] + (before - (together.get(key) - 1) / 2) * 9.5).toFixed(1)})`;
    const shape = SHAPES[entry.kind];
    svg.append(s("g", { transform: place, class: `talk k-${entry.kind}` }, shape ? s("path", { d: shape }) : s("circle", { r: 3.2 }), s("title", {}, `${entry.written} ${entry.speaker.join(", ")}: ${entry.kind}${entry.articles.length ? ", article " + entry.articles.join(", ") : ""}. ${entry.statement}`)));
  }
  const y = middles[lanes.length];
  for (const finding of findings) {
    const begin = finding.period.from ? Math.max(from, dayNumber(finding.period.from)) : from;
    const end = finding.period.until ? Math.min(to, dayNumber(finding.period.until)) : to;
    if (end > begin) svg.append(s("line", { x1: x(begin), x2: x(end), y1: y, y2: y, class: `span s-${finding.state}` }));
  }
  svg.append(s("line", { x1: x(today), x2: x(today), y1: 2, y2: height - 22, class: "today" }), s("text", { x: x(today) + 4, y: height - 24, class: "today-label" }, state.day));
  const earlier = days.filter((day) => day < from).length;
  if (earlier) svg.append(s("text", { x: left + 2, y: height - 24, class: "earlier" }, `${earlier} entries before ${dayText(from)}: in the table`));
  return svg;
}

// What the marks mean.
export function timelineKey() {
  const mark = (kind, words) => el("span", {}, s("svg", { viewBox: "-7 -7 14 14", width: 14, height: 14, class: "timeline-mark", "aria-hidden": "true" }, s("g", { class: `talk k-${kind}` }, SHAPES[kind] ? s("path", { d: SHAPES[kind] }) : s("circle", { r: 3.2 }))), ` ${words}`);
  return el("p", { class: "key timeline-key" }, mark("proposal", "proposes or asks"), mark("reply", "counters or replies"), mark("refusal", "refuses"), mark("red-line", "draws a red line"), mark("statement", "meets or states"));
}
