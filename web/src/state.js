// state.js: what is looked at, kept in the address, so that a link says it all.

const names = { clause: "c", reading: "r", item: "i", by: "by", range: "range", view: "v", day: "d", finding: "f", globe: "g" };

export function readState() {
  const q = new URLSearchParams(location.hash.slice(1));
  const state = { set: {} };
  for (const [name, short] of Object.entries(names)) state[name] = q.get(short) || "";
  for (const text of q.getAll("set")) {
    const sign = text.indexOf("=");
    if (sign > 0) state.set[text.slice(0, sign)] = text.slice(sign + 1);
  }
  return state;
}

export function writeState(state, defaults) {
  const q = new URLSearchParams();
  for (const [name, short] of Object.entries(names)) if (state[name] && state[name] !== defaults[name]) q.set(short, state[name]);
  for (const text of setsOf(state)) q.append("set", text);
  const hash = "#" + q.toString();
  if (hash !== location.hash) history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash);
}

export const setsOf = (state) => Object.entries(state.set).map(([label, value]) => `${label}=${value}`);
