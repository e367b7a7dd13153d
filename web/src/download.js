// download.js: what is seen, as files: the picture as SVG, the findings as CSV, zone and records as GeoJSON.
import { geoCircle, geoGraticule, geoOrthographic, geoPath } from "d3-geo";
import { DASHES, EARTH_KM, MARKS, OPEN, outline, WITHIN } from "./globe.js";
import { linework } from "./marks.js";
import { toRfc7946 } from "./rfc7946.js";

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const cell = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

const base = (app) => `entente-${app.state.clause}-${app.state.day}`.replace(/[^\w.-]+/g, "_");

export function downloadCsv(app) {
  const head = ["clause", "reading", "verdict", "state", "party", "target", "records", "from", "until", "margin_lo", "margin_hi", "margin_unit", "reasons", "because", "settle", "sources"];
  const rows = app.shown.map((f) => [f.clause, f.reading, f.verdict, f.state, f.party, f.target, f.records.join(" "), f.period.from, f.period.until, f.margin && f.margin.lo, f.margin && f.margin.hi, f.margin && f.margin.unit, f.reasons.join(" | "), f.because.join(" | "), f.settle.join(" | "), f.sources.join(" | ")]);
  save(`${base(app)}.csv`, "text/csv", [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n");
}

// The zone of a file without a server is the one that is drawn, cut as map programs want it.
function zonesOf(app) {
  return ["certain", "possible"].filter((name) => app.zone[name]).map((name) => {
    const { area_km2_lo, area_km2_hi, tolerance_m, geometry } = app.zone[name];
    return { type: "Feature", properties: { name: app.zone.what, certainty: name, area_km2_lo, area_km2_hi, tolerance_m, as_of: app.state.day, view: app.state.view }, geometry: toRfc7946(geometry) };
  });
}

const lineOf = (line) => ({ type: "Feature", properties: { line: line.name }, geometry: line.geometry });

// Of a record that is known by an area or a line alone, what it is somewhere within: the edge, as lines.
const drawnOf = (app, record) => record.outlines.map((index) => app.data.outlines[index]);
const edgesOf = (drawn) => (drawn.length ? { type: "MultiLineString", coordinates: drawn.flatMap((one) => linework(one).coordinates) } : null);

export async function downloadGeojson(app) {
  const features = app.marks.map((mark) => ({
    type: "Feature",
    properties: { record: mark.record.id, state: mark.state, radius_km: mark.radius_km, countries: mark.record.countries, within: drawnOf(app, mark.record).map((one) => one.name), what: mark.record.line },
    geometry: mark.record.lon !== null ? { type: "Point", coordinates: mark.place } : edgesOf(drawnOf(app, mark.record)),
  }));
  features.unshift(...app.globe.lines.map(lineOf));
  if (app.source.live && app.zone) {
    const answer = await fetch(app.source.link("zone", { ...app.zoneQuery(), tolerance: app.fineTolerance(), format: "geojson" }));
    if (answer.ok) features.unshift(...(await answer.json()).features);
  } else if (app.zone) features.unshift(...zonesOf(app));
  save(`${base(app)}.geojson`, "application/geo+json", JSON.stringify({ type: "FeatureCollection", features }));
}

// What a mark does on a canvas, as the path of an SVG; its arcs are whole circles.
function drawnAs(mark, r) {
  const d = [];
  mark({
    moveTo: (x, y) => d.push(`M${x},${y}`), lineTo: (x, y) => d.push(`L${x},${y}`), closePath: () => d.push("Z"),
    rect: (x, y, w, h) => d.push(`M${x},${y}h${w}v${h}h${-w}Z`),
    arc: (x, y, radius) => d.push(`M${x - radius},${y}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0Z`),
  }, r);
  return d.join("");
}

// The same picture as on the canvas, as shapes: for print and for editing.
export function downloadSvg(app) {
  const globe = app.globe, colors = globe.colors, size = 800, margin = 14;
  const projection = geoOrthographic().clipAngle(90).precision(0.3).rotate(globe.rotation).scale((size / 2 - margin) * globe.zoom).translate([size / 2, size / 2]);
  const path = geoPath(projection).digits(1);
  const d = (shape) => path(shape) || "";
  const map = globe.land.fine;
  const shape = (geometry, style) => `<path d="${d(geometry)}" style="${style}"/>`;
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size + 60}" width="${size}" height="${size + 60}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escape(app.data.title)}, ${escape(app.clauseName())}</title><desc id="d">${escape(app.summary())}</desc>`,
    `<defs><clipPath id="c"><rect width="${size}" height="${size}"/></clipPath>`,
    `<pattern id="certain" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${colors.zone}" fill-opacity=".16"/><path d="M-8,8L0,0M0,8L8,0M8,8L16,0" stroke="${colors.zone}"/></pattern>`,
    `<pattern id="possible" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${colors.zone}" fill-opacity=".07"/><circle cx="2" cy="2" r=".8" fill="${colors.zone}"/><circle cx="6" cy="6" r=".8" fill="${colors.zone}"/></pattern></defs>`,
    `<rect width="${size}" height="${size + 60}" fill="${colors.paper}"/><g clip-path="url(#c)" stroke-linejoin="round">`,
    shape({ type: "Sphere" }, `fill:${colors.sea}`), shape(geoGraticule().step([10, 10])(), `fill:none;stroke:${colors.grid};stroke-width:.5`),
    shape(map.land, `fill:${colors.land}`), map.parties ? shape(map.parties, `fill:${colors.party}`) : "", map.subject ? shape(map.subject, `fill:${colors.subject}`) : "",
    shape(map.coast, `fill:none;stroke:${colors.coast};stroke-width:.6`), shape(map.border, `fill:none;stroke:${colors.border};stroke-width:.6`),
    shape(map.disputed, `fill:none;stroke:${colors.border};stroke-width:.9;stroke-dasharray:3 2.5`)];
  if (globe.zones.possible) out.push(shape(globe.zones.possible.geometry, "fill:url(#possible)"), shape(outline(globe.zones.possible.geometry), `fill:none;stroke:${colors.zone};stroke-width:1.6;stroke-dasharray:7 4`));
  if (globe.zones.certain) out.push(shape(globe.zones.certain.geometry, "fill:url(#certain)"), shape(outline(globe.zones.certain.geometry), `fill:none;stroke:${colors.zone};stroke-width:2.2`));
  globe.lines.forEach((line, index) => out.push(shape(line.geometry, `fill:none;stroke:${colors.line};stroke-width:1.8;stroke-dasharray:${DASHES[index % DASHES.length].join(" ") || "none"}`).replace("/>", `><title>${escape(line.name)}</title></path>`)));
  for (const mark of globe.marks.filter((one) => one.somewhere))
    for (const one of mark.outlines) out.push(shape(one.geometry, `fill:none;stroke:${colors.ink};stroke-width:1.1;stroke-dasharray:${WITHIN.join(" ")}`).replace("/>", `><title>${escape(one.name)}</title></path>`));
  for (const mark of globe.marks.filter((one) => globe.visible(one.place))) {
    const [x0, y] = projection(mark.place), x = x0 + (mark.aside || 0) * 32;
    if (mark.somewhere) out.push(`<circle cx="${x}" cy="${y}" r="9" fill="${colors.halo}" stroke="${colors.ink}" stroke-dasharray="2.5 2"/>`);
    const fill = OPEN.includes(mark.state) ? colors.paper : colors[mark.state] || colors.exempt;
    out.push(shape(geoCircle().center(mark.place).radius((mark.radius_km / EARTH_KM) * (180 / Math.PI))(), `fill:none;stroke:${colors.ink};stroke-width:.5`));
    out.push(`<path class="${mark.state}" d="${drawnAs(MARKS[mark.state] || MARKS.exempt, 4.6)}" transform="translate(${x} ${y})" fill="${fill}" stroke="${colors.ink}"><title>${escape(mark.record.line)}: ${mark.state}</title></path>`);
  }
  out.push("</g>", `<text x="14" y="${size + 22}" font-family="Georgia, serif" font-size="15" fill="${colors.ink}">${escape(app.clauseName())}</text>`,
    `<text x="14" y="${size + 42}" font-family="sans-serif" font-size="11" fill="${colors.ink}">${escape(app.summary())}</text></svg>`);
  save(`${base(app)}.svg`, "image/svg+xml", out.join("\n"));
}
