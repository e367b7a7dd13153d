// tables.js: everything the globe shows, and what it cannot show, as tables and lists.
import { el, fill, badge, figure, margin, period, keyOf, STATES, ORDER } from "./util.js";

export const nameOf = (data, code) => (data.names[code] ? `${data.names[code]}` : code);
export const codesOf = (data, list) => (list || "").split(",").filter(Boolean).map((code) => nameOf(data, code)).join(", ");

// ---- counts

export function countsOf(findings) {
  const gravest = new Map();
  for (const finding of findings) {
    const about = [finding.records.join("+"), finding.party || "", finding.target || ""].join("|");
    const rank = ORDER.indexOf(finding.state);
    if (!gravest.has(about) || rank < gravest.get(about)) gravest.set(about, rank);
  }
  const counts = {};
  for (const rank of gravest.values()) counts[ORDER[rank]] = (counts[ORDER[rank]] || 0) + 1;
  return counts;
}

export function countWords(counts) {
  const parts = ORDER.filter((state) => counts[state]).map((state) => `${counts[state]} ${STATES[state].word}`);
  return parts.length ? parts.join(", ") : "no findings";
}

// ---- findings

function subject(data, finding) {
  const first = data.byId.get(finding.records[0]);
  if (!finding.records.length) return "no record";
  if (finding.records.length === 1) return first ? first.line : finding.records[0];
  return `${finding.records.length} records together: ${finding.records.join(", ")}`;
}

export function findingRow(app, finding) {
  const key = keyOf(finding);
  const label = finding.records.length ? finding.records.join(", ") : "(no record)";
  const button = el("button", { type: "button", class: "link", "aria-pressed": String(app.state.finding === key), onclick: () => app.choose(key, true) }, label);
  return el("tr", { class: app.state.finding === key ? "chosen" : null, "data-key": key },
    el("td", {}, badge(finding.state)),
    el("th", { scope: "row" }, button),
    el("td", {}, finding.party ? nameOf(app.data, finding.party) : "nobody"),
    el("td", { class: "what" }, subject(app.data, finding)),
    el("td", { class: "when" }, period(finding.period)),
    el("td", { class: "num" }, margin(finding.margin)),
    el("td", {}, finding.reasons.join(", ") + (finding.differs ? (finding.reasons.length ? "; " : "") + "differs from the base" : "")));
}

export function findingsTable(app, findings) {
  if (!findings.length) return el("p", { class: "quiet" }, "This clause has no finding on this day, in this view.");
  return el("table", { class: "findings" },
    el("caption", { class: "sr" }, "Findings of the clause; the button in each row tells why"),
    el("thead", {}, el("tr", {}, ...["Verdict", "Record", "Charged", "What", "When", "Margin", "Why unclear"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, findings.map((finding) => findingRow(app, finding))));
}

// ---- why

const list = (items, className) => el("ul", { class: className || null }, items.map((item) => el("li", {}, item)));

export function whyPanel(app, finding) {
  const data = app.data;
  if (!finding) return [el("h2", { id: "why-title" }, "Why"), el("p", { class: "quiet" }, "Choose a record on the globe or in the table to read why the verdict is what it is, and what would settle it.")];
  const records = finding.records.map((id) => data.byId.get(id)).filter(Boolean);
  const out = [
    el("h2", { id: "why-title", tabindex: "-1" }, "Why ", el("span", { class: "id" }, finding.records.join(", ") || "no record")),
    el("p", { class: "verdict" }, badge(finding.state), finding.reasons.length ? ` — ${finding.reasons.join(", ")}` : ""),
    el("p", {}, records.length ? records.map((record) => record.line).join("; ") : "No record is behind this finding."),
    el("dl", {},
      el("dt", {}, "Charged"), el("dd", {}, finding.party ? nameOf(data, finding.party) : "nobody"),
      finding.target && [el("dt", {}, "Concerns"), el("dd", {}, codesOf(data, finding.target))],
      el("dt", {}, "When"), el("dd", {}, period(finding.period)),
      finding.margins.map((m) => [el("dt", {}, "Margin"), el("dd", {}, `${margin(m)}: ${m.condition}`)])),
  ];
  if (finding.because.length) out.push(el("h3", {}, "Because"), list(finding.because));
  if (finding.settle.length) out.push(el("h3", {}, "What would settle it"), list(finding.settle));
  const others = app.findingsLike(finding);
  if (others.length) out.push(el("h3", {}, "Under other readings"), list(others.map((other) => [`${other.reading || "the base"}: `, badge(other.state)])));
  const notes = records.map((record) => record.note).filter(Boolean);
  if (notes.length) out.push(el("h3", {}, "Notes"), list(notes));
  out.push(el("h3", {}, "Sources"), finding.sources.length ? list(finding.sources, "sources") : el("p", {}, "unsourced"));
  return out;
}

// ---- the zone and the marks, as a table

const km2 = (zone) => {
  const lo = Math.round(zone.area_km2_lo), hi = Math.round(zone.area_km2_hi);
  return lo === hi ? `${figure(lo)} km²` : `${figure(lo)} to ${figure(hi)} km²`;
};

export function zoneWords(answer) {
  if (!answer) return "";
  if (!answer.certain && !answer.possible) return "No ground is closed.";
  const parts = [];
  if (answer.certain) parts.push(`certainly closed: ${km2(answer.certain)}`);
  else parts.push("nothing is certainly closed");
  if (answer.possible) parts.push(`possibly closed: ${km2(answer.possible)}`);
  return parts.join("; ") + ".";
}

export function zoneTable(answer) {
  if (!answer) return null;
  const row = (name, zone, same) => el("tr", {}, el("th", { scope: "row" }, name),
    el("td", { class: "num" }, zone ? km2(zone) : same ? "the same as certain" : "none"),
    el("td", { class: "num" }, zone ? `${figure(zone.tolerance_m / 1000)} km` : ""));
  return el("table", {}, el("caption", {}, answer.what),
    el("thead", {}, el("tr", {}, ["Ground", "Area, bounds that hold", "Outline drawn to within"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, row("certainly closed", answer.certain), row("possibly closed", answer.possible, !answer.differ)));
}

export function whereWords(data, record) {
  if (record.lon !== null) return record.place || "coordinates";
  if (!record.outlines.length) return `somewhere in ${record.countries.map((code) => nameOf(data, code)).join(" or ")}`;
  return record.outlines.map((index) => `somewhere ${data.outlines[index].area ? "in the area" : "along the line"} ${data.outlines[index].name}`).join(" or ");
}

export function marksTable(app, marks) {
  if (!marks.length) return el("p", { class: "quiet" }, "No record of this clause has a place that can be drawn.");
  return el("details", {}, el("summary", {}, `${marks.length} records drawn`), el("table", {}, el("caption", { class: "sr" }, "Records drawn"),
    el("thead", {}, el("tr", {}, ["Record", "Verdict", "Place", "Longitude", "Latitude", "Radius"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, marks.map((mark) => el("tr", {},
      el("th", { scope: "row" }, mark.record.id), el("td", {}, badge(mark.state)), el("td", {}, whereWords(app.data, mark.record)),
      ...(mark.record.lon === null ? [el("td", {}), el("td", {}), el("td", {})] : [
        el("td", { class: "num" }, mark.record.lon.toFixed(2)), el("td", { class: "num" }, mark.record.lat.toFixed(2)), el("td", { class: "num" }, `${figure(mark.radius_km)} km`)]))))));
}

// ---- coverage

export function coverageTable(app, check) {
  const data = app.data;
  if (!check.coverage) return null;
  const parties = check.parties;
  const cells = new Map();
  const passages = [];
  for (const row of check.coverage) {
    if (row.party) cells.set(`${row.clause}|${row.party}`, row.state);
    else passages.push(row);
  }
  const clauses = data.clauses.filter((clause) => clause.judged);
  const cell = (clause, party) => {
    const state = cells.get(`${clause.id}|${party}`) || "not-bound";
    const known = STATES[state];
    return el("td", { class: `cell s-${state}`, title: `${clause.id}, ${nameOf(data, party)}: ${known.word}` }, el("span", { "aria-hidden": "true" }, known.mark), el("span", { class: "sr" }, known.word));
  };
  return [
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Coverage, clause by party" },
      el("table", { class: "coverage" },
        el("caption", { class: "sr" }, "The state of each clause for each party"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Clause"), parties.map((party) => el("th", { scope: "col" }, el("abbr", { title: nameOf(data, party) }, party))))),
        el("tbody", {}, clauses.map((clause) => el("tr", {}, el("th", { scope: "row" }, clause.id, " ", el("span", { class: "quiet" }, clause.title)), parties.map((party) => cell(clause, party))))))),
    el("p", { class: "key" }, ORDER.filter((state) => state !== "not-formalised").map((state) => [badge(state), " "])),
    passages.length ? el("details", {}, el("summary", {}, `${passages.length} passages are not formalised`), el("ul", {}, passages.map((row) => el("li", {}, el("b", {}, row.clause || ""), " ", row.reason || "")))) : null,
  ];
}

// ---- the talks

export function talksTable(app) {
  const { data } = app;
  if (!data.ledger.length) return el("p", { class: "quiet" }, "The case has no register of talks.");
  const day = app.state.day;
  return el("table", { class: "talks" },
    el("caption", { class: "sr" }, "The register of the talks, by date"),
    el("thead", {}, el("tr", {}, ["Date", "Who", "What", "Articles", "Words", "Source"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, data.ledger.map((entry) => el("tr", { class: entry.date && entry.date.slice(0, 10) > day ? "later" : null, id: `talk-${entry.id}` },
      el("td", {}, entry.written), el("td", {}, entry.speaker.join(", ") + (entry.to.length ? ` to ${entry.to.join(", ")}` : "")),
      el("td", {}, entry.kind), el("td", {}, entry.articles.join(", ")), el("td", {}, entry.statement), el("td", { class: "quiet" }, entry.source)))));
}
