// source.js: where answers come from: the server behind the page, or what was put into the file of a report.

function query(params) {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.forEach((one) => q.append(name, one));
    else if (value !== null && value !== undefined && value !== "") q.append(name, value);
  }
  return q.toString();
}

class Live {
  live = true;

  async get(path, params, signal) {
    const response = await fetch(`api/${path}?${query(params)}`, { signal });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error || response.statusText);
    return answer;
  }

  case() {
    return this.get("case", {});
  }
  check(params) {
    return this.get("check", params);
  }
  zone(params, signal) {
    return this.get("zone", params, signal);
  }
  land(params, signal) {
    return this.get("land", params, signal);
  }
  link(path, params) {
    return `api/${path}?${query(params)}`;
  }
}

// What a report holds (docs/api.md, "In a report"). Nothing is computed; what was not put in is not there, and that is
// said.
class Embedded {
  live = false;

  constructor(data) {
    this.data = data;
  }
  async case() {
    return this.data.case;
  }
  async check(params, clause) {
    const whole = this.data.checks[params.view] || Object.values(this.data.checks)[0];
    if (!params.set || !params.set.length) return whole;
    const step = this.step(clause, params.set[0], params.view);
    if (!step) throw new Error("this value was not computed when the report was written");
    return stepped(whole, step);
  }
  sweep(clause, label, view) {
    return (this.data.sweeps[`${clause}|${label}`] || []).filter((step) => step.view === view);
  }
  step(clause, text, view) {
    const sign = text.indexOf("=");
    const value = Number.parseFloat(text.slice(sign + 1));
    return this.sweep(clause, text.slice(0, sign), view).find((step) => Math.abs(step.value - value) < 1e-9);
  }
  // The values of a figure, its own among them; null for one that is left open.
  steps(clause, f, view) {
    const values = this.sweep(clause, f.label, view).map((step) => step.value);
    return values.includes(f.value) ? values : [f.value, ...values];
  }
  async zone(params) {
    const key = [params.view, params.clause, params.reading || "", params.item || "", params.by || "", (params.set || []).join("&")].join("|");
    const found = this.data.zones[key];
    if (!found) throw new Error("This zone was not computed when the report was written.");
    const part = (zone) => zone && { ...zone, geometry: this.data.shapes[zone.geometry] };
    return { ...found, certain: part(found.certain), possible: part(found.possible) };
  }
  // The item and party of whom zones of a clause are there.
  zonesOf(view, clause) {
    const start = `${view}|${clause}|`;
    return Object.keys(this.data.zones).filter((key) => key.startsWith(start)).map((key) => key.split("|"));
  }
  async land(params) {
    const [coarse, fine] = this.data.land[params.view] || Object.values(this.data.land)[0];
    return params.tolerance > 12000 || !fine ? coarse : fine;
  }
}

// A step of a figure holds the states that it turns over. Reasons and margins are those of the text as it stands, so
// they are left out of what it changes.
function stepped(whole, step) {
  const states = new Map(step.states);
  const gone = new Set(step.gone);
  let place = -1;
  const findings = whole.findings.map((finding) => {
    if (finding.clause !== step.clause) return finding;
    place++;
    if (gone.has(place)) return null;
    const state = states.get(place);
    if (!state) return { ...finding, margin: null };
    return { ...finding, state, margin: null, margins: [], reasons: [], settle: [], because: ["with the changed figure; the reasons of this step were not put into the report"] };
  });
  return { ...whole, counts: { ...whole.counts, ...step.counts }, findings: findings.filter(Boolean) };
}

export function openSource() {
  const data = document.getElementById("data");
  return data ? new Embedded(JSON.parse(data.textContent)) : new Live();
}
