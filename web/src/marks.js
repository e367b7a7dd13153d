// marks.js: where the records stand that the findings shown rest on. A record that is known by its country alone, or by
// an area or a line that the text or the case draws, has no point: its mark says somewhere, one for each such place and
// verdict, which knows all that are there.
import { keyOf, ORDER } from "./util.js";

const simple = (state) => (["breach", "unclear", "not-due", "none-shown", "kept"].includes(state) ? state : "exempt");

export const isPlaced = (record) => Boolean(record && (record.lon !== null || record.outlines.length || record.countries.length));

// A drawn line, or the edge of a drawn area.
export const linework = (drawn) => ({ type: "MultiLineString", coordinates: drawn.area ? drawn.rings.map((ring) => [...ring, ring[0]]) : drawn.rings });

// A place inside of an area: the middle of the longest stretch on a level half way up. Of a line the middle one.
function placeWithin(drawn) {
  const ring = drawn.rings.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
  if (!drawn.area) return ring[Math.floor(ring.length / 2)];
  const near = ([lon, lat]) => [lon - 360 * Math.round((lon - ring[0][0]) / 360), lat];
  const lats = drawn.rings.flat().map(([, lat]) => lat);
  const level = (Math.min(...lats) + Math.max(...lats)) / 2 + 1e-7;
  const crossed = drawn.rings.flatMap((one) => one.map((place, i) => [near(place), near(one[(i + 1) % one.length])]))
    .filter(([a, b]) => a[1] < level !== b[1] < level)
    .map(([a, b]) => a[0] + ((level - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    .sort((a, b) => a - b);
  let best = [ring[0][0], ring[0][0]];
  for (let i = 0; i + 1 < crossed.length; i += 2) if (crossed[i + 1] - crossed[i] >= best[1] - best[0]) best = [crossed[i], crossed[i + 1]];
  return [(best[0] + best[1]) / 2, level];
}

// Where the mark of a record stands; null while the map is not there yet.
export function placeOf(app, record) {
  if (record.lon !== null) return [record.lon, record.lat];
  if (record.outlines.length) return placeWithin(app.data.outlines[record.outlines[0]]);
  const label = ((app.globe.land && app.globe.land.labels) || []).find((one) => one.code === record.countries[0]);
  return label ? label.at : null;
}

// The places that a look over the records must show.
export const extentOf = (data, record) => (record.lon !== null ? [[record.lon, record.lat]] : record.outlines.flatMap((index) => data.outlines[index].rings.flat()));

// Of each record that can be drawn the gravest of the findings, or the chosen one.
export function marksOf(app, findings) {
  const gravest = new Map();
  for (const finding of findings)
    for (const id of finding.records) {
      const record = app.data.byId.get(id);
      if (!isPlaced(record)) continue;
      const old = gravest.get(id);
      const chosen = keyOf(finding) === app.state.finding;
      if (!old || ORDER.indexOf(finding.state) < ORDER.indexOf(old.state) || chosen)
        gravest.set(id, { record, state: simple(finding.state), radius_km: record.radius_km, key: keyOf(finding), place: placeOf(app, record), chosen: chosen || (old && old.chosen) });
    }
  return [...gravest.values()];
}

// What is drawn: points as they are; the others one for each place and verdict, side by side.
export function gathered(app, all) {
  const groups = new Map(), beside = new Map();
  for (const mark of all.filter((one) => one.record.lon === null && one.place)) {
    const { outlines, countries } = mark.record;
    const somewhere = outlines.length ? `outline ${outlines[0]}` : countries[0];
    const key = `${somewhere}|${mark.state}`;
    if (!groups.has(key)) groups.set(key, { somewhere, drawn: outlines.map((index) => app.data.outlines[index]), marks: [] });
    groups.get(key).marks.push(mark);
  }
  const gathered = [...groups.values()].map(({ somewhere, drawn, marks }) => {
    const aside = beside.get(somewhere) || 0;
    beside.set(somewhere, aside + 1);
    const outlines = drawn.map((one) => ({ name: one.name, area: one.area, geometry: linework(one) }));
    return { ...(marks.find((mark) => mark.chosen) || marks[0]), somewhere, outlines, radius_km: 0, others: marks.length - 1, aside, all: marks };
  });
  return [...all.filter((mark) => mark.record.lon !== null), ...gathered];
}
