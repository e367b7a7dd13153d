// main.js: the page of `entente serve` and of `entente report`. One object, App, holds what is looked at; whatever
// changes it asks the source anew, the clause that is looked at first. While something is dragged, answers are rough
// and only the latest question counts; when it is let go they are made fine.
import { geoCentroid, geoDistance } from "d3-geo";
import { badge, dayNumber, dayText, el, figure, fill, keyOf, ORDER, set, STATES } from "./util.js";
import { openSource } from "./source.js";
import { DASHES, Globe, labelsOf } from "./globe.js";
import { extentOf, gathered, isPlaced, linework, marksOf, placeOf } from "./marks.js";
import { makeLand } from "./land.js";
import { readState, setsOf, writeState } from "./state.js";
import { countsOf, countWords, coverageTable, findingsTable, marksTable, nameOf, talksTable, whyPanel, zoneTable, zoneWords } from "./tables.js";
import { timeline, timelineKey } from "./timeline.js";
import { downloadCsv, downloadGeojson, downloadSvg } from "./download.js";

// Ask again as often as one likes; answers to older questions are dropped, and at most one is on its way.
class Latest {
  async ask(question, take, fail) {
    this.waiting = { question, take, fail };
    if (this.busy) return;
    this.busy = true;
    while (this.waiting) {
      const now = this.waiting;
      this.waiting = null;
      try {
        const answer = await now.question();
        if (!this.waiting || now.take.eager) now.take(answer);
      } catch (error) {
        if (!this.waiting) now.fail(error);
      }
    }
    this.busy = false;
  }
}

class App {
  constructor(source, data) {
    this.source = source;
    this.data = data;
    data.byId = new Map(data.records.map((record) => [record.id, record]));
    this.checks = new Latest();
    this.zones = new Latest();
    this.lands = new Map();
    this.zone = null;
    this.marks = [];
    this.shown = [];
    this.hidden = new Set();
    const judged = data.clauses.filter((clause) => clause.judged);
    const first = judged.find((clause) => clause.modality === "prohibits") || judged[0] || data.clauses[0] || { id: "" };
    this.defaults = { clause: first.id, view: data.view, day: data.day };
    const asked = dropEmpty(readState());
    this.free = !asked.clause; // nobody asked for a clause: the first with something to see will do
    this.state = { ...this.defaults, ...asked };
    if (!this.clause()) this.state.clause = first.id;
    if (!source.live) this.state.day = data.day;
  }

  clause() {
    return this.data.clauses.find((clause) => clause.id === this.state.clause);
  }
  clauseName() {
    const clause = this.clause();
    return clause ? `Clause ${clause.id}${clause.title ? ", " + clause.title : ""}` : "";
  }
  summary() {
    const s = this.state;
    const changed = setsOf(s).map((text) => text.replace("=", " = ")).join(", ");
    return `${s.day}, view ${s.view}${s.reading ? `, reading “${s.reading}”` : ""}${changed ? `, with ${changed}` : ""}. ${countWords(countsOf(this.shown))}. ${capital(zoneWords(this.zone))}`;
  }

  // ---- asking

  query() {
    const s = this.state;
    return { view: s.view, as_of: this.source.live ? s.day : null, set: setsOf(s) };
  }
  zoneQuery() {
    const s = this.state;
    return { ...this.query(), clause: s.clause, reading: s.reading, item: s.item, by: s.by, range: s.range };
  }
  fineTolerance() {
    return Math.round(Math.max(250, this.globe.kmPerPixel() * 125));
  }

  // How much: "drag" (the clause only, roughly), "all" (everything, finely).
  refresh(how) {
    this.state.how = how;
    const rough = how === "drag" && this.source.live;
    const started = performance.now();
    const check = this.query();
    if (rough) check.clause = this.state.clause;
    const take = (answer) => {
      this.check = rough ? { ...this.check, ...answer } : answer;
      this.showFindings();
      this.took(started);
      if (!rough) this.showWhole();
    };
    this.checks.ask(() => this.source.check(check, this.state.clause), take, (error) => this.complain(error));
    if (this.guessed) this.askZone(rough); // else when the findings have told which system and party to begin with
    if (!rough) this.save();
  }

  askZone(rough) {
    const clause = this.clause();
    const none = "Only a prohibition closes ground by itself; a ceiling, a duty or a right closes none.";
    // In turn, so that an answer for the clause before does not come after it.
    if (!clause || clause.modality !== "prohibits") return this.zones.ask(async () => null, () => this.showZone(null, none), () => {});
    const more = rough ? { tolerance: Math.round(Math.max(2000, this.globe.kmPerPixel() * 500)), near: this.globe.inSight() } : { tolerance: this.fineTolerance() };
    const question = { ...this.zoneQuery(), ...more };
    const started = performance.now();
    const take = (answer) => {
      this.showZone(answer, "", rough);
      this.took(started);
    };
    this.zones.ask(() => this.source.zone(question), take, (error) => this.showZone(null, error.message));
  }

  // Milliseconds from the question to the picture, for the benchmark and the curious.
  took(started) {
    requestAnimationFrame(() => (document.documentElement.dataset.took = String(Math.round(performance.now() - started))));
  }

  save() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => {
      const g = this.globe;
      const state = { ...this.state, globe: g.touched ? `${(-g.rotation[0]).toFixed(1)},${(-g.rotation[1]).toFixed(1)},${g.zoom.toFixed(2)}` : "" };
      writeState(state, { ...this.defaults, clause: "" }); // a link always names its clause
    }, 120);
  }

  complain(error) {
    this.say(error.message);
    fill(this.parts.error, error.message);
    this.parts.error.hidden = false;
  }
  say(text) {
    fill(this.parts.live, text);
  }

  // ---- building

  build(root) {
    const p = (this.parts = {});
    const part = (name, tag, attributes, ...children) => (p[name] = el(tag, attributes, ...children));
    const data = this.data;
    const section = (id, title, ...children) => el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), ...children);
    const desk = el("div", { class: "desk" },
      part("controls", "form", { class: "controls", "aria-label": "What to look at", onsubmit: (event) => event.preventDefault() }),
      el("figure", { class: "map" },
        part("stage", "div", { class: "stage", tabindex: "0", role: "application", "aria-roledescription": "globe", "aria-label": "Globe. Arrow keys turn it, plus and minus zoom. The tables below say what it shows." }, part("canvas", "canvas", { "aria-hidden": "true" })),
        el("div", { class: "tools" }, part("tools", "div", { role: "group", "aria-label": "Globe" }), part("downloads", "div", { role: "group", "aria-label": "Download what is seen" })),
        el("figcaption", {}, part("caption", "p", { class: "zone-words" }), part("legend", "p", { class: "key" }))),
      part("why", "aside", { class: "why", tabindex: "0", "aria-labelledby": "why-title" }));
    const scroll = (name, label) => part(name, "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label });
    const error = part("error", "p", { class: "error", role: "alert", hidden: true });
    const findings = section("findings", "Findings of the clause", part("counts", "div", { class: "counts", role: "group", "aria-label": "Show or hide by verdict" }), scroll("table", "Findings"));
    const mapTable = section("map-table", "The map as a table", scroll("zoneTable", "Ground and records drawn"));
    part("coverage", "div", {});
    part("talks", "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The talks" });
    part("rests", "div", {});
    const talks = section("talks", "Timeline", scroll("timeline", "Timeline, drawn"), timelineKey(), this.source.live ? el("details", {}, el("summary", {}, "The talks as a table"), p.talks) : null);
    const live = part("live", "p", { class: "sr", "aria-live": "polite", role: "status" });
    if (this.source.live) {
      fill(root,
        el("header", { class: "top" }, el("p", { class: "brand" }, "entente"), el("h1", {}, data.title), part("meta", "p", { class: "meta" }), part("assumed", "p", { class: "assumed" })),
        el("main", {}, error, desk, findings, mapTable, section("coverage", "Coverage", p.coverage), talks, section("rests", "What this rests on", p.rests)),
        el("footer", {}, el("p", {}, `entente ${data.version}. `, "A verdict here says what the words of the text would mean for what is recorded; it is no finding of law.")),
        live);
    } else {
      // The file has its head and its tables already; this stands between them.
      p.meta = document.querySelector(".top .meta");
      p.assumed = document.querySelector(".top .assumed") || el("p", {});
      root.className = "report-app";
      fill(root, error, desk, findings, mapTable, talks, live);
    }
    this.globe = new Globe(p.canvas, (marks) => this.picked(marks), () => this.moved());
    this.buildTools();
    this.buildControls();
    if (this.source.live) this.showRests();
    this.placeGlobe();
    addEventListener("hashchange", () => this.follow());
  }

  buildTools() {
    const globe = this.globe;
    const button = (text, label, onclick) => el("button", { type: "button", "aria-label": label, title: label, onclick }, text);
    const zoom = (by) => () => ((globe.touched = true), globe.turn(...globe.rotation, globe.zoom * by), globe.rest());
    fill(this.parts.tools, button("+", "Zoom in", zoom(1.4)), button("−", "Zoom out", zoom(1 / 1.4)), button("⌂", "Turn to where it began", () => ((globe.touched = false), (this.state.globe = ""), this.placeGlobe(), this.moved())));
    fill(this.parts.downloads,
      el("button", { type: "button", onclick: () => downloadSvg(this) }, "SVG"), el("button", { type: "button", onclick: () => downloadCsv(this) }, "CSV"),
      el("button", { type: "button", onclick: () => downloadGeojson(this) }, "GeoJSON"),
      el("button", { type: "button", onclick: (event) => this.copyLink(event.target) }, "Copy link"));
  }

  async copyLink(button) {
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("The link is copied.");
      fill(button, "Copied");
    } catch {
      this.say("The link stands in the address bar.");
      fill(button, "See address bar");
    }
    setTimeout(() => fill(button, "Copy link"), 2000);
  }

  placeGlobe() {
    const given = (this.state.globe || "").split(",").map(Number);
    if (given.length === 3 && given.every(Number.isFinite)) {
      this.globe.touched = true;
      this.globe.lookAt([given[0], given[1]], given[2]);
      return;
    }
    const places = this.data.records.flatMap((record) => extentOf(this.data, record));
    if (!places.length) places.push(...this.data.lines.flatMap((line) => line.rings.flat()));
    this.lookOver(places);
  }
  // Nine in ten of the places fit; a few far away shall not make the rest small. A file's coasts are too rough for more.
  lookOver(places) {
    const at = places.length ? middle(places) : [20, 50];
    const far = places.map((place) => geoDistance(place, at)).sort((a, b) => a - b)[Math.floor(places.length * 0.9)];
    this.globe.lookAt(at, far === undefined ? 2.1 : Math.max(1.3, Math.min(this.source.live ? 24 : 6, 0.7 / Math.sin(Math.min(far, 1.4)))));
  }
  // After another clause was chosen: what it speaks of lies elsewhere. Findings and zone come in either order, and what is
  // still that of the clause before says nothing.
  seek() {
    if (!this.seeking || this.marked !== this.state.clause) return;
    const own = this.data.lines.filter((line) => line.clause === this.state.clause).flatMap((line) => line.rings.flat());
    const extent = (mark) => (mark.record.outlines.length ? extentOf(this.data, mark.record) : [mark.place]);
    const places = [...this.marks.flatMap(extent).filter(Boolean), ...own];
    const zone = this.zoned === this.state.clause && (this.globe.zones.certain || this.globe.zones.possible);
    if (!places.length && zone && zone.geometry.type === "MultiPolygon") places.push(geoCentroid(zone.geometry));
    if (!places.length) return;
    this.seeking = false;
    if (!places.some((place) => this.globe.inView(place))) this.lookOver(places);
  }
  moved() {
    this.globe.touched = true;
    this.save();
    this.fetchFiner();
  }

  // ---- controls

  field(id, label, control, hint) {
    set(control, { id });
    return el("div", { class: "field" }, el("label", { for: id }, label), control, hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null);
  }
  options(select, list, chosen) {
    fill(select, list.map(([value, text, group]) => el("option", { value, selected: value === chosen }, text)));
    select.value = chosen;
    return select;
  }

  buildControls() {
    const data = this.data, s = this.state;
    const choose = (name, after) => (event) => {
      s[name] = event.target.value;
      if (after) after();
      this.refresh("all");
    };
    const clauseSelect = el("select", { onchange: choose("clause", () => this.clauseChanged(true)) });
    for (const [index, article] of data.articles.entries()) {
      const clauses = data.clauses.filter((clause) => clause.article === index && clause.judged);
      if (clauses.length) clauseSelect.append(el("optgroup", { label: article.title }, clauses.map((clause) => el("option", { value: clause.id, selected: clause.id === s.clause }, `${clause.id}  ${clause.title}`))));
    }
    this.parts.clause = clauseSelect;
    this.parts.reading = el("select", { onchange: choose("reading") });
    this.parts.item = el("select", { onchange: choose("item") });
    this.parts.by = el("select", { onchange: choose("by", () => this.paintSubject()) });
    this.parts.view = this.options(el("select", { onchange: choose("view", () => this.viewChanged()) }), this.viewsThere().map((view) => [view.name, view.name]), s.view);
    this.parts.text = el("p", { class: "clause-text" });
    this.parts.figures = el("div", {});
    fill(this.parts.controls,
      this.field("clause", "Article and clause", clauseSelect), this.parts.text,
      this.parts.readingField = this.field("reading", "Reading", this.parts.reading),
      this.field("view", "View of borders", this.parts.view),
      el("fieldset", {}, el("legend", {}, "Day"), this.dayControl()),
      this.parts.figureSet = el("fieldset", {}, el("legend", {}, "Figures of the text"), this.parts.figures),
      this.parts.zoneSet = el("fieldset", {}, el("legend", {}, "The ground it closes"), this.field("by", "To whom", this.parts.by), this.field("item", "To which system", this.parts.item), this.rangeControl()),
      this.source.live ? null : el("p", { class: "hint" }, "This is a file without a server behind it. The steps of the figures, the zones and the views were computed when it was written; others are not in it."));
    this.clauseChanged();
  }

  viewsThere() {
    return this.source.live ? this.data.views : this.data.views.filter((view) => this.source.data.checks[view.name]);
  }

  dayControl() {
    const s = this.state, day = dayNumber(this.data.day);
    const dates = this.data.ledger.map((entry) => entry.date).filter(Boolean).map(dayNumber);
    // Three years at most: over the life of an old treaty a slider would jump by months.
    const from = Math.min(day - 120, Math.max(day - 1100, dayNumber(this.data.status_date || this.data.day) - 30)), to = Math.max(day + 365, ...dates);
    const slider = el("input", { type: "range", min: from, max: to, step: 1, value: dayNumber(s.day), "aria-label": "Day, as a slider", disabled: !this.source.live });
    const input = el("input", { type: "date", value: s.day, "aria-label": "Day", disabled: !this.source.live });
    const take = (text, how) => {
      if (!/^\d{4}-\d\d-\d\d$/.test(text)) return;
      s.day = text;
      slider.value = dayNumber(text);
      set(slider, { "aria-valuetext": text });
      if (input.value !== text) input.value = text;
      this.showMeta();
      this.refresh(how);
    };
    slider.addEventListener("input", () => take(dayText(Number(slider.value)), "drag"));
    slider.addEventListener("change", () => take(dayText(Number(slider.value)), "all"));
    input.addEventListener("change", () => take(input.value, "all"));
    set(slider, { "aria-valuetext": s.day });
    this.parts.daySlider = slider;
    return el("div", { class: "slider" }, slider, input, this.source.live ? null : el("p", { class: "hint" }, "A report is of one day."));
  }

  // Suppose a system of another range: the zone follows.
  rangeControl() {
    const s = this.state;
    const slider = el("input", { type: "range", min: 50, max: 6000, step: 10, value: Number.parseFloat(s.range) || 500, "aria-label": "Supposed range in kilometres" });
    const output = el("output", {}, s.range ? `${figure(Number(s.range))} km` : "its own");
    const off = el("button", { type: "button", class: "small", hidden: !s.range, onclick: () => take("", "all") }, "its own");
    const take = (value, how) => {
      s.range = value;
      fill(output, value ? `${figure(Number(value))} km` : "its own");
      off.hidden = !value;
      this.askZone(how === "drag");
      if (how !== "drag") this.save();
    };
    slider.addEventListener("input", () => take(slider.value, "drag"));
    slider.addEventListener("change", () => take(slider.value, "all"));
    this.parts.rangeField = el("div", { class: "field slider", hidden: !this.source.live }, el("p", { class: "label" }, "Suppose its range is ", output), slider, off);
    return this.parts.rangeField;
  }

  // What the verdicts of the clause rest on, but for figures of readings that are not looked at.
  figuresOf(clause) {
    const seen = (f) => !f.label.startsWith(`${clause.id}/`) || f.label.startsWith(`${clause.id}/${this.state.reading}.`);
    return clause.figures.filter((f) => seen(f) && (this.source.live || this.source.steps(clause.id, f, this.state.view).length > 1));
  }

  figureControl(f) {
    const s = this.state;
    const steps = this.source.live ? null : this.source.steps(s.clause, f, s.view);
    const now = () => (s.set[f.label] === undefined ? f.value : Number.parseFloat(s.set[f.label]));
    const slider = el("input", steps ? { type: "range", min: 0, max: steps.length - 1, step: 1 } : { type: "range", min: 0, max: f.top, step: f.step });
    const number = el("input", { type: "number", min: 0, step: "any", "aria-label": `${f.label}, ${f.unit || "number"}`, disabled: Boolean(steps) });
    const reset = el("button", { type: "button", class: "small", onclick: () => take(null, "all") }, f.value === null ? "not set" : `text: ${figure(f.value)}`);
    const show = () => {
      const value = now();
      slider.value = steps ? Math.max(0, steps.indexOf(value)) : value === null ? 0 : value;
      set(slider, { "aria-valuetext": value === null ? "not set" : `${figure(value)} ${f.unit || ""}` });
      number.value = value === null ? "" : value;
      reset.hidden = s.set[f.label] === undefined;
    };
    const take = (value, how) => {
      if (value === null || value === f.value || Number.isNaN(value)) delete s.set[f.label];
      else s.set = steps ? { [f.label]: f.value === null && f.unit ? `${value} ${f.unit}` : `${value}` } : { ...s.set, [f.label]: `${value}${f.unit ? " " + f.unit : ""}` };
      show();
      this.showMeta();
      this.refresh(how);
    };
    const read = () => (steps ? steps[Number(slider.value)] : Number(slider.value));
    slider.addEventListener("input", () => take(read(), "drag"));
    slider.addEventListener("change", () => take(read(), "all"));
    number.addEventListener("change", () => take(number.value === "" ? null : Number(number.value), "all"));
    const id = `figure-${f.label.replace(/[^\w-]/g, "-")}`;
    set(slider, { id, "data-label": f.label });
    show();
    return el("div", { class: "field slider" }, el("label", { for: id }, figureName(f.label, this.state.clause)), slider, el("span", { class: "with-unit" }, number, f.unit ? ` ${f.unit}` : ""), reset);
  }

  clauseChanged(chosen) {
    this.seeking = chosen;
    const clause = this.clause(), s = this.state, p = this.parts;
    if (!clause.readings.some((reading) => reading.name === s.reading)) s.reading = "";
    this.options(p.reading, [["", "as the case takes it"], ...clause.readings.map((reading) => [reading.name, reading.name])], s.reading);
    p.readingField.hidden = !clause.readings.length;
    const labels = new Set(this.figuresOf(clause).map((f) => f.label));
    for (const label of Object.keys(s.set)) if (!labels.has(label) && this.built) delete s.set[label];
    p.figureSet.hidden = !labels.size;
    fill(p.figures, this.figuresOf(clause).map((f) => this.figureControl(f)));
    p.zoneSet.hidden = clause.modality !== "prohibits";
    this.zoneChoices(clause);
    this.showClauseText();
    this.built = true;
  }

  // To whom and to what: in a report, only what was computed.
  zoneChoices(clause) {
    const s = this.state, p = this.parts, data = this.data;
    let items = [["", "whatever the clause speaks of"], ...data.items.map((item) => [item.name, item.name + rangeWords(item)])];
    let parties = [["", "whoever it binds"], ...data.parties.map((code) => [code, nameOf(data, code)])];
    if (!this.source.live) {
      const there = this.source.zonesOf(s.view, clause.id);
      items = items.filter(([value]) => there.some((key) => key[3] === value));
      parties = parties.filter(([value]) => there.some((key) => key[4] === value));
    }
    if (!this.built && (s.item || s.by)) {
      // A permalink says them.
    } else {
      const likely = this.likely(clause);
      s.item = likely.item;
      s.by = likely.by;
    }
    if (!items.some(([value]) => value === s.item)) s.item = items.length ? items[0][0] : "";
    if (!parties.some(([value]) => value === s.by)) s.by = parties.length ? parties[0][0] : "";
    this.options(p.item, items, s.item);
    this.options(p.by, parties, s.by);
    p.item.parentElement.hidden = !data.items.length || !/range|missile|launch/.test(clause.text);
    p.rangeField.hidden = !this.source.live || !/range/.test(clause.text);
    if (p.item.parentElement.hidden) s.item = "";
    if (this.lands.size) this.paintSubject();
  }

  // What most records of the clause are about.
  likely(clause) {
    const found = new Map();
    for (const finding of (this.check && this.check.findings) || []) {
      if (finding.clause !== clause.id || finding.reading || finding.state === "kept") continue;
      const record = this.data.byId.get(finding.records[0]);
      if (!record) continue;
      const name = `${record.item[0] || ""}|${finding.party || ""}`;
      found.set(name, (found.get(name) || 0) + 1);
    }
    const best = [...found.entries()].sort((a, b) => b[1] - a[1])[0];
    const [item, by] = best ? best[0].split("|") : ["", ""];
    return { item, by };
  }

  // ---- showing

  showMeta() {
    const data = this.data, s = this.state;
    const changed = setsOf(s);
    fill(this.parts.meta, el("span", {}, data.case_title || ""), el("span", {}, `As of ${s.day}`), el("span", {}, `View ${s.view}`), el("span", {}, `Territory is ${data.layer}`), data.status ? el("span", {}, `Text: ${data.status}${data.status_date ? " of " + data.status_date : ""}${data.paraphrase ? ", in paraphrase" : ""}`) : null,
      changed.length ? el("span", { class: "changed" }, `Changed: ${changed.join(", ")}`) : null);
  }

  showAssumed(check) {
    const draft = /draft/i.test(this.data.status || "");
    fill(this.parts.assumed, draft ? "A draft binds nobody. " : "", check.assumptions.length ? el("b", {}, "Assumed: ") : "", check.assumptions.join("; ") + (check.assumptions.length ? "." : ""));
    this.parts.assumed.hidden = !draft && !check.assumptions.length;
  }

  showClauseText() {
    const clause = this.clause(), s = this.state;
    const reading = clause.readings.find((one) => one.name === s.reading);
    const text = (reading ? reading.text : clause.text).split(/\n(?=Defaults:)/);
    set(this.parts.text, { "data-name": this.clauseName() + (reading ? `, reading “${reading.name}”` : "") }); // for print
    fill(this.parts.text, text[0], reading ? el("span", { class: "hint" }, ` ${reading.note}. Source: ${reading.source}`) : "");
  }

  findingsNow() {
    const s = this.state;
    return this.check.findings.filter((finding) => finding.clause === s.clause && (finding.reading || "") === s.reading);
  }
  findingsLike(finding) {
    const same = (other) => other !== finding && other.clause === finding.clause && other.records.join() === finding.records.join() && other.party === finding.party && other.period.from === finding.period.from && (other.reading || "") !== (finding.reading || "");
    return this.check.findings.filter(same);
  }

  showFindings() {
    this.parts.error.hidden = true;
    this.showClauseText();
    const findings = this.findingsNow().slice().sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
    this.shown = findings.filter((finding) => !this.hidden.has(finding.state));
    const counts = countsOf(findings);
    fill(this.parts.counts, ORDER.filter((state) => counts[state]).map((state) => el("button", { type: "button", class: "chip", "data-state": state, "aria-pressed": String(!this.hidden.has(state)), onclick: () => this.toggle(state) }, el("b", {}, String(counts[state])), " ", badge(state))));
    const chosenHere = document.activeElement && this.parts.table.contains(document.activeElement) ? document.activeElement.closest("tr") : null;
    const focused = chosenHere && chosenHere.dataset.key;
    fill(this.parts.table, findingsTable(this, this.shown));
    if (focused) for (const row of this.parts.table.querySelectorAll("tr[data-key]")) if (row.dataset.key === focused) row.querySelector("button").focus();
    this.showMarks(findings);
    this.showWhy();
    const words = countWords(counts);
    if (words !== this.said) this.say(`${this.clauseName()}: ${words}`);
    this.said = words;
    this.showLegend();
    this.showTimeline();
  }

  // On a narrow screen the day that is looked at stands in the middle, until somebody scrolls elsewhere.
  showTimeline() {
    const box = this.parts.timeline, moved = box.firstChild && box.scrollLeft !== this.scrolled;
    const before = box.scrollLeft;
    fill(box, timeline(this, this.shown));
    const today = box.querySelector(".today").getBoundingClientRect().left - box.firstChild.getBoundingClientRect().left;
    box.scrollLeft = moved ? before : today - box.clientWidth / 2;
    this.scrolled = moved ? -1 : box.scrollLeft;
  }

  toggle(state) {
    if (this.hidden.has(state)) this.hidden.delete(state);
    else this.hidden.add(state);
    this.showFindings();
    const chip = this.parts.counts.querySelector(`[data-state="${state}"]`);
    if (chip) chip.focus();
  }

  showMarks() {
    this.marks = marksOf(this, this.shown);
    this.globe.marks = gathered(this, this.marks);
    this.showLines();
    this.marked = this.state.clause;
    this.seek();
    this.globe.soon();
    this.showZoneTable();
  }

  // The contact lines and drawn areas that the clause names.
  showLines() {
    const own = this.data.lines.filter((one) => one.clause === this.state.clause);
    this.globe.lines = own.map((one) => ({ name: one.party ? `${one.name} (${nameOf(this.data, one.party)})` : one.name, geometry: linework(one) }));
  }

  showZoneTable() {
    fill(this.parts.zoneTable, zoneTable(this.zone), marksTable(this, this.marks));
  }

  // A rough answer is of the part in sight, and only drawn: areas and tables wait for the fine one.
  showZone(answer, why, rough) {
    const nowhere = answer && !answer.has_place; // hatching the whole Earth would say less than a sentence
    if (nowhere) [answer, why] = [null, "The clause names no place: it holds wherever the act is done, so there is no ground to draw."];
    this.globe.zones = answer || {};
    this.globe.soon();
    if (rough) return this.showLegend(answer);
    this.zone = answer;
    this.zoned = this.state.clause;
    this.seek();
    const words = answer ? `${capital(answer.what)}: ${zoneWords(answer)}` : why || "";
    fill(this.parts.caption, words, answer && !answer.certain && !answer.possible && answer.because.length ? ` Because ${answer.because[answer.because.length - 1]}.` : "",
      answer && answer.differ && answer.settle.length ? el("span", { class: "hint" }, ` What would make it certain: ${answer.settle.join("; ")}.`) : "");
    this.showZoneTable();
    this.showLegend();
    set(this.parts.stage, { "aria-label": `Globe. ${this.clauseName()}. ${words} Arrow keys turn it, plus and minus zoom. The tables below say what it shows.` });
  }

  showLegend(zone = this.zone) {
    const entries = [];
    const z = zone || {};
    if (z.certain) entries.push(el("span", {}, el("span", { class: "swatch certain", "aria-hidden": "true" }), "certainly closed"));
    if (z.possible) entries.push(el("span", {}, el("span", { class: "swatch possible", "aria-hidden": "true" }), "possibly closed"));
    const states = [...new Set(this.marks.map((mark) => mark.state))];
    for (const state of ORDER.filter((one) => states.includes(one))) entries.push(badge(state));
    const vague = this.globe.marks.filter((mark) => mark.somewhere), drawn = vague.flatMap((mark) => mark.outlines);
    const somewhere = (swatch, words) => entries.push(el("span", {}, el("span", { class: `swatch ${swatch}`, "aria-hidden": "true" }), words));
    if (vague.some((mark) => !mark.outlines.length)) somewhere("somewhere", "somewhere in the country");
    if (drawn.some((one) => one.area)) somewhere("within", "somewhere in the area outlined");
    if (drawn.some((one) => !one.area)) somewhere("along", "somewhere along the line dotted");
    this.globe.lines.forEach((line, index) => entries.push(el("span", {}, el("span", { class: `swatch line line-${index % DASHES.length}`, "aria-hidden": "true" }), line.name)));
    entries.push(el("span", {}, el("span", { class: "swatch parties", "aria-hidden": "true" }), "parties"));
    if (this.state.by) entries.push(el("span", {}, el("span", { class: "swatch subject", "aria-hidden": "true" }), nameOf(this.data, this.state.by)));
    entries.push(el("span", {}, el("span", { class: "swatch disputed", "aria-hidden": "true" }), "disputed"));
    fill(this.parts.legend, entries);
  }

  showWhole() {
    const check = this.check;
    if (!check.coverage) return;
    this.showMeta();
    if (this.source.live) {
      this.showAssumed(check);
      fill(this.parts.coverage, coverageTable(this, check));
      fill(this.parts.talks, talksTable(this));
    }
    for (const option of this.parts.clause.querySelectorAll("option")) {
      const clause = this.data.clauses.find((one) => one.id === option.value);
      const counts = check.counts[option.value] || {};
      const grave = ORDER.filter((state) => counts[state] && (state === "breach" || state === "unclear")).map((state) => `${counts[state]} ${STATES[state].word}`).join(", ");
      option.textContent = `${clause.id}  ${clause.title}${grave ? ` — ${grave}` : ""}`;
    }
    if (!this.guessed) {
      this.guessed = true;
      this.seeking = !this.state.globe; // the records of other clauses may lie elsewhere
      if (this.free) this.chooseTelling();
      this.seek();
      if (!this.state.item && !this.state.by) this.zoneChoices(this.clause());
      this.askZone(false);
    }
  }

  // The clause with most to see, the first of its like: findings, a place on the globe, ground that it closes, a breach.
  chooseTelling() {
    const placed = new Set(this.check.findings.filter((finding) => finding.records.some((id) => isPlaced(this.data.byId.get(id)))).map((finding) => finding.clause));
    const worth = (clause) => {
      const counts = this.check.counts[clause.id] || {};
      const ground = clause.modality === "prohibits" && clause.has_place && (this.source.live || this.source.zonesOf(this.state.view, clause.id).length > 0);
      return 8 * (Object.keys(counts).length > 0) + 4 * placed.has(clause.id) + 2 * ground + Boolean(counts.breach || counts.unclear);
    };
    const judged = this.data.clauses.filter((clause) => clause.judged);
    const telling = judged.reduce((best, clause) => (!best || worth(clause) > worth(best) ? clause : best), null);
    if (!telling || telling.id === this.state.clause) return;
    this.state.clause = this.parts.clause.value = telling.id;
    this.clauseChanged(this.seeking);
    this.showFindings();
  }

  showRests() {
    const d = this.data;
    fill(this.parts.rests,
      el("dl", {},
        el("dt", {}, "Official text"), el("dd", {}, d.locator || "not given"),
        el("dt", {}, "Facts"), el("dd", {}, `${d.records.length} records`),
        el("dt", {}, "Views"), el("dd", {}, el("ul", {}, d.views.map((view) => el("li", {}, el("b", {}, view.name), ": ", view.note)))),
        el("dt", {}, "Map"), el("dd", {}, el("ul", {}, d.map.map((line) => el("li", {}, line))))),
      el("p", { class: "quiet" }, "Coasts and borders are simplified for drawing; distances and zones are computed on the full map, on the ellipsoid."));
  }

  showWhy() {
    const finding = this.findingsNow().find((one) => keyOf(one) === this.state.finding);
    const focused = document.activeElement && document.activeElement.id === "why-title";
    fill(this.parts.why, whyPanel(this, finding));
    const title = this.parts.why.querySelector("h2[tabindex]");
    if (focused && title) title.focus({ preventScroll: true });
  }

  // ---- choosing a record

  choose(key, focus) {
    this.state.finding = key;
    for (const row of this.parts.table.querySelectorAll("tr[data-key]")) {
      const chosen = row.dataset.key === key;
      row.classList.toggle("chosen", chosen);
      set(row.querySelector("button"), { "aria-pressed": String(chosen) });
    }
    this.showMarks();
    this.showWhy();
    this.save();
    const finding = this.findingsNow().find((one) => keyOf(one) === key);
    const record = finding && this.data.byId.get(finding.records[0]);
    this.zoneOf(finding, record);
    const place = record && placeOf(this, record);
    if (place && !this.globe.visible(place)) this.globe.lookAt(place);
    if (focus) {
      const title = this.parts.why.querySelector("h2");
      title.focus({ preventScroll: true });
      if (this.parts.why.getBoundingClientRect().top < 0 || this.parts.why.getBoundingClientRect().top > innerHeight - 80) this.parts.why.scrollIntoView({ block: "start" });
    }
  }

  // The ground that is closed to what the record is about, if that can be chosen.
  zoneOf(finding, record) {
    const s = this.state, p = this.parts;
    if (!record || p.zoneSet.hidden || s.range) return;
    const has = (select, value) => [...select.options].some((option) => option.value === value);
    const item = p.item.parentElement.hidden ? "" : record.item[0] || "";
    const by = finding.party || "";
    if (!has(p.by, by) || (item && !has(p.item, item)) || (s.item === item && s.by === by)) return;
    Object.assign(s, { item, by });
    p.item.value = item;
    p.by.value = by;
    this.paintSubject();
    this.askZone(false);
  }

  picked(found) {
    const marks = found.flatMap((mark) => mark.all || [mark]);
    if (!marks.length) return;
    if (marks.length === 1) return this.choose(marks[0].key, false);
    fill(this.parts.why, el("h2", { id: "why-title" }, `${marks.length} records stand here`), el("ul", { class: "choices" }, marks.map((mark) => el("li", {}, badge(mark.state), " ", el("button", { type: "button", class: "link", onclick: () => this.choose(mark.key, true) }, mark.record.id), " ", el("span", { class: "quiet" }, mark.record.line)))));
  }

  // ---- the map

  async loadLand() {
    const view = this.state.view;
    const get = async (tolerance) => makeLand(await this.source.land({ view, as_of: this.source.live ? this.state.day : null, tolerance }));
    const coarse = await get(20000);
    if (this.state.view !== view) return;
    this.lands = new Map([["coarse", coarse]]);
    this.globe.land = { coarse, fine: coarse, labels: labelsOf(coarse, this.data.names) };
    if (this.check) this.showMarks();
    this.paintSubject();
    const fine = await get(6000);
    if (this.state.view !== view) return;
    this.lands.set("fine", fine);
    this.globe.land.fine = fine;
    this.paintSubject();
    await this.fetchFiner();
  }

  // Looked at closely, the map is fetched once more, finer.
  async fetchFiner() {
    if (!this.source.live || this.globe.zoom < 7 || this.lands.has("finest") || !this.lands.has("fine")) return;
    const view = this.state.view;
    this.lands.set("finest", null);
    const finest = makeLand(await this.source.land({ view, as_of: this.state.day, tolerance: 1000 }));
    if (this.state.view !== view) return;
    this.lands.set("finest", finest);
    this.globe.land.fine = finest;
    this.paintSubject();
  }

  paintSubject() {
    const parties = (this.check ? this.check.parties : this.data.parties) || [];
    for (const land of this.lands.values()) {
      if (!land) continue;
      land.parties = land.of(parties);
      land.subject = this.state.by ? land.of([this.state.by]) : null;
    }
    this.globe.repaint();
    this.showLegend();
  }

  viewChanged() {
    this.loadLand().catch((error) => this.complain(error));
    if (!this.source.live) this.clauseChanged();
    this.showMeta();
  }

  // Somebody followed a link to another state of the same page.
  follow() {
    const read = dropEmpty(readState());
    this.state = { ...this.defaults, ...read };
    this.built = false;
    this.guessed = true;
    this.buildControls();
    this.placeGlobe();
    this.viewChanged();
    this.refresh("all");
  }
}

// ---- small things

const dropEmpty = (state) => Object.fromEntries(Object.entries(state).filter(([, value]) => value !== ""));
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const rangeWords = (item) => (item.range_hi_km === null && item.range_lo_km === null ? "" : item.range_lo_km === item.range_hi_km ? `  ${figure(item.range_hi_km)} km` : `  ${figure(item.range_lo_km)} to ${figure(item.range_hi_km)} km`);

function figureName(label, clause) {
  const rest = label.startsWith(clause + ".") ? label.slice(clause.length + 1) : label;
  return capital(rest.replace(/\.lo$/, ", lower limit").replace(/\.hi$/, ", upper limit").replace(/[./]/g, " "));
}

function middle(places) {
  let x = 0, y = 0, z = 0;
  for (const [lon, lat] of places) {
    const l = (lon * Math.PI) / 180, f = (lat * Math.PI) / 180;
    x += Math.cos(f) * Math.cos(l);
    y += Math.cos(f) * Math.sin(l);
    z += Math.sin(f);
  }
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}

async function start() {
  const root = document.getElementById("app");
  const source = openSource();
  try {
    const app = new App(source, await source.case());
    app.build(root);
    app.showMeta();
    document.title = app.data.title;
    app.loadLand().catch((error) => app.complain(error));
    app.refresh("all");
    window.entente = app;
  } catch (error) {
    fill(root, el("p", { class: "error", role: "alert" }, `The case could not be read: ${error.message}`));
  }
}
start();
