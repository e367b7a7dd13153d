// util.js: making elements, formatting figures.

// el("button", {class: "x", onclick: f, "aria-label": "…"}, child, …): text children are text, never markup.
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
export function figure(value) {
  if (value === null || value === undefined) return "∞";
  return grouped.format(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

export function signed(value) {
  if (value === null || value === undefined) return "∞";
  return (value > 0 ? "+" : value < 0 ? "−" : "") + figure(Math.abs(value));
}

// A margin, positive on the breach side: "−200 … +100 km".
export function margin(m) {
  if (!m) return "";
  const unit = m.unit ? " " + m.unit : "";
  const lo = m.lo === null ? "−∞" : signed(m.lo);
  const hi = m.hi === null ? "+∞" : signed(m.hi);
  return lo === hi ? lo + unit : `${lo} … ${hi}${unit}`;
}

export const STATES = {
  breach: { word: "breach", mark: "■" },
  unclear: { word: "unclear", mark: "◆" },
  "not-due": { word: "not yet due", mark: "◇" },
  kept: { word: "kept", mark: "●" },
  exempt: { word: "exempt", mark: "○" },
  "none-shown": { word: "none shown", mark: "△" },
  "no-record": { word: "no record", mark: "·" },
  suspended: { word: "suspended", mark: "‖" },
  "not-bound": { word: "not bound", mark: "×" },
  "not-formalised": { word: "not formalised", mark: "¶" },
};
export const ORDER = Object.keys(STATES);

export function badge(state) {
  const known = STATES[state] || { word: state, mark: "?" };
  return el("span", { class: `state s-${state}` }, el("span", { class: "mark", "aria-hidden": "true" }, known.mark), " " + known.word);
}

const DAY = 86400000;
export const dayNumber = (text) => Math.round(Date.parse(text.slice(0, 10) + "T00:00:00Z") / DAY);
export const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);

export function period(p) {
  if (!p.from && !p.until) return "always";
  const last = p.until ? (p.until.length > 10 ? p.until : dayText(dayNumber(p.until) - 1)) : null;
  if (!last) return `since ${p.from}`;
  return p.from === last ? p.from : `${p.from || "…"} to ${last}`;
}

// A finding keeps its name when a figure is dragged: what it is about, not what was found.
export function keyOf(finding) {
  const p = finding.period;
  return [finding.clause, finding.reading || "", finding.records.join("+"), finding.party || "", finding.target || "", p.from || ""].join("|");
}
