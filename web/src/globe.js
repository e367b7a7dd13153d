// globe.js: the globe on a canvas. d3-geo clips on the sphere, so the pole and ±180° need no care here. While it moves
// the coarse map is drawn, at rest the fine one. Certain and possible ground are told apart by hatching and the style of
// the line, not by colour alone; so are the verdicts of records, by the shape of their mark.
import { geoCentroid, geoCircle, geoDistance, geoGraticule, geoOrthographic, geoPath, geoArea } from "d3-geo";

export const EARTH_KM = 6371.0088;

export function palette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["sea", "land", "party", "subject", "coast", "border", "grid", "ink", "faint", "paper", "zone", "breach", "unclear", "kept", "exempt", "halo", "line"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

export const DASHES = [[], [8, 3], [7, 2.5, 1.5, 2.5], [3, 2.5], [10, 2.5, 1.5, 2.5, 1.5, 2.5], [1, 3.5]];

export const WITHIN = [2, 2.5]; // the edge of what a record is somewhere within

// The mark of a record, as a path around the origin; those that are not filled say less for sure.
export const OPEN = ["not-due", "none-shown", "exempt"];
export const MARKS = {
  breach: (c, r) => c.rect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8),
  unclear: (c, r) => (c.moveTo(0, -r * 1.25), c.lineTo(r * 1.25, 0), c.lineTo(0, r * 1.25), c.lineTo(-r * 1.25, 0), c.closePath()),
  "not-due": (c, r) => MARKS.unclear(c, r),
  "none-shown": (c, r) => (c.moveTo(0, -r * 1.25), c.lineTo(r * 1.2, r * 0.95), c.lineTo(-r * 1.2, r * 0.95), c.closePath()),
  kept: (c, r) => c.arc(0, 0, r, 0, 2 * Math.PI),
  exempt: (c, r) => c.arc(0, 0, r, 0, 2 * Math.PI),
};

export class Globe {
  constructor(canvas, onpick, onmove) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.projection = geoOrthographic().clipAngle(90).precision(0.4);
    this.onpick = onpick;
    this.onmove = onmove;
    this.rotation = [-20, -52];
    this.zoom = 1.6;
    this.zones = {};
    this.marks = [];
    this.lines = [];
    this.moving = 0;
    this.colors = palette();
    this.graticule = geoGraticule().step([10, 10])();
    this.listen();
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolor());
    matchMedia("print").addEventListener("change", () => this.recolor());
  }

  // Other parties, another subject: the ground is painted anew.
  repaint() {
    this.painted = (this.painted || 0) + 1;
    this.soon();
  }

  recolor() {
    this.colors = palette();
    this.patterns = null;
    this.painted = (this.painted || 0) + 1;
    this.draw();
  }

  // ---- size and place

  resize() {
    const box = this.canvas.parentElement.getBoundingClientRect();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const width = Math.max(200, Math.round(box.width)), height = Math.max(200, Math.round(box.height));
    if (this.width === width && this.height === height) return;
    Object.assign(this, { width, height, ratio, patterns: null });
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.place();
    this.draw();
  }

  place() {
    this.radius = (Math.min(this.width, this.height) / 2 - 8) * this.zoom;
    this.projection.scale(this.radius).translate([this.width / 2, this.height / 2]).rotate([this.rotation[0], this.rotation[1]]);
  }

  kmPerPixel() {
    return EARTH_KM / this.radius;
  }

  // What the canvas shows of the Earth, as a disc "lon,lat,km" somewhat larger than it.
  inSight() {
    const corner = Math.hypot(this.width, this.height) / 2 / this.radius;
    const km = corner >= 1 ? (EARTH_KM * Math.PI) / 2 : EARTH_KM * Math.asin(corner);
    return `${(-this.rotation[0]).toFixed(2)},${(-this.rotation[1]).toFixed(2)},${Math.ceil(km * 1.03 + 50)}`;
  }

  turn(lon, lat, zoom) {
    this.rotation = [wrap(lon), Math.max(-90, Math.min(90, lat))];
    if (zoom) this.zoom = Math.max(0.9, Math.min(40, zoom));
    this.place();
    this.soon();
  }

  // Is it on this side, not at its very rim, and on the canvas?
  inView(place) {
    if (!this.width) this.resize();
    if (geoDistance(place, [-this.rotation[0], -this.rotation[1]]) > 1.2) return false;
    const [x, y] = this.projection(place);
    return x > 0 && y > 0 && x < this.width && y < this.height;
  }

  lookAt(place, zoom) {
    this.turn(-place[0], -place[1], zoom);
    this.rest();
  }

  soon() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  // Coarse until nothing has moved for a moment.
  stir() {
    this.moving = 1;
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.rest(), 160);
  }

  rest() {
    this.moving = 0;
    this.soon();
    if (this.onmove) this.onmove();
  }

  // ---- hands

  listen() {
    const stage = this.canvas.parentElement;
    const fingers = new Map();
    let start = null;
    const begin = () => {
      const all = [...fingers.values()];
      start = { x: mean(all, "x"), y: mean(all, "y"), spread: spread(all), rotation: this.rotation, zoom: this.zoom, far: 0, count: all.length };
    };
    stage.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.canvas.setPointerCapture(event.pointerId);
      begin();
    });
    stage.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const all = [...fingers.values()];
      const dx = mean(all, "x") - start.x, dy = mean(all, "y") - start.y;
      start.far = Math.max(start.far, Math.hypot(dx, dy));
      const degrees = 180 / Math.PI / this.radius;
      this.stir();
      const zoom = start.count > 1 ? (start.zoom * spread(all)) / start.spread : start.zoom;
      this.turn(start.rotation[0] + dx * degrees / Math.max(0.3, Math.cos((this.rotation[1] * Math.PI) / 180)), start.rotation[1] - dy * degrees, zoom);
    });
    const end = (event) => {
      if (!fingers.delete(event.pointerId)) return;
      if (event.type === "pointerup" && start.far < 4) this.pick(event);
      else this.rest();
      if (fingers.size) begin();
    };
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.stir();
      this.turn(this.rotation[0], this.rotation[1], this.zoom * Math.exp(-event.deltaY * 0.0015));
    }, { passive: false });
    stage.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 12 / this.zoom;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) this.turn(this.rotation[0] + moves[event.key][0], this.rotation[1] + moves[event.key][1]);
    else if (event.key === "+" || event.key === "=") this.turn(...this.rotation, this.zoom * 1.25);
    else if (event.key === "-") this.turn(...this.rotation, this.zoom / 1.25);
    else return;
    event.preventDefault();
    this.stir();
  }

  pick(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    const near = this.marks.filter((mark) => mark.at && Math.hypot(mark.at[0] - x, mark.at[1] - y) < 12);
    this.onpick(near);
  }

  // ---- drawing

  visible(place) {
    return geoDistance(place, [-this.rotation[0], -this.rotation[1]]) < Math.PI / 2;
  }

  pattern(kind) {
    this.patterns = this.patterns || {};
    if (!this.patterns[kind]) this.patterns[kind] = this.context.createPattern(tile(kind, this.colors.zone, this.ratio), "repeat");
    return this.patterns[kind];
  }

  // Sea, ground and borders change only when the globe turns; while a figure is dragged they are copied.
  base(map) {
    const key = [this.rotation, this.radius, this.width, this.height, this.ratio, this.painted, this.colors.sea].join();
    if (this.ground && this.ground.key === key && this.ground.map === map) return this.ground.canvas;
    const canvas = (this.ground && this.ground.canvas) || document.createElement("canvas");
    canvas.width = this.canvas.width;
    canvas.height = this.canvas.height;
    const { area, line } = this.pens(canvas.getContext("2d"));
    const colors = this.colors;
    area({ type: "Sphere" }, colors.sea);
    line(this.graticule, colors.grid, 0.5);
    area(map.land, colors.land);
    if (map.parties) area(map.parties, colors.party);
    if (map.subject) area(map.subject, colors.subject);
    line(map.coast, colors.coast, 0.6);
    line(map.border, colors.border, 0.6);
    line(map.disputed, colors.border, 0.9, [3, 2.5]);
    line({ type: "Sphere" }, colors.coast, 1);
    this.ground = { canvas, key, map };
    return canvas;
  }

  pens(c) {
    const path = geoPath(this.projection, c);
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.lineJoin = "round";
    const area = (shape, color) => (c.beginPath(), path(shape), (c.fillStyle = color), c.fill());
    const line = (shape, color, width, dash) => {
      c.beginPath();
      path(shape);
      c.setLineDash(dash || []);
      c.strokeStyle = color;
      c.lineWidth = width;
      c.stroke();
      c.setLineDash([]);
    };
    return { area, line };
  }

  draw() {
    if (!this.land || !this.width) return;
    const c = this.context;
    const ground = this.base(this.moving ? this.land.coarse : this.land.fine);
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, this.canvas.width, this.canvas.height);
    c.drawImage(ground, 0, 0);
    const { area, line } = this.pens(c);
    this.drawZones(area, line);
    this.drawOutlines(line);
    this.drawLines(c, line);
    if (!this.moving) this.drawNames(c);
    this.drawMarks(c, line);
    this.drawScale(c);
  }

  drawZones(area, line) {
    const { certain, possible } = this.zones;
    if (possible) {
      area(possible.geometry, this.pattern("possible"));
      line(outline(possible.geometry), this.colors.zone, 1.6, [7, 4]);
    }
    if (certain) {
      area(certain.geometry, this.pattern("certain"));
      line(outline(certain.geometry), this.colors.zone, 2.2);
    }
  }

  // Of records known by an area or a line alone: what they are somewhere within.
  drawOutlines(line) {
    for (const mark of this.marks.filter((one) => one.somewhere))
      for (const { geometry } of mark.outlines) {
        line(geometry, this.colors.halo, 3.4);
        line(geometry, this.colors.ink, mark.chosen ? 1.8 : 1.1, WITHIN);
      }
  }

  // Contact lines and drawn areas, each with a pattern of dashes and its name.
  drawLines(c, line) {
    this.lineNames = [];
    for (const one of this.lines) line(one.geometry, this.colors.halo, 3.6);
    this.lines.forEach((one, index) => {
      line(one.geometry, this.colors.line, 1.8, DASHES[index % DASHES.length]);
      const seen = one.geometry.coordinates.flat().filter((place) => this.visible(place)).map((place) => this.projection(place)).filter(([x, y]) => x > 30 && y > 30 && x < this.width - 30 && y < this.height - 30);
      const box = ([x, y]) => [x, y - 16, one.name.length * 6 + 8, 14];
      const at = [0.5, 0.3, 0.7, 0.15, 0.85, 0].map((part) => seen[Math.floor(part * (seen.length - 1))]).find((one) => one && !this.lineNames.some((other) => overlap(box(one), other.box)));
      if (at) this.lineNames.push({ name: one.name, at, box: box(at) });
    });
    c.font = "italic 11px system-ui, sans-serif";
    c.textAlign = "left";
    c.textBaseline = "middle";
    for (const { name, at } of this.lineNames) this.lettered(c, name, at[0] + 6, at[1] - 9, this.colors.line);
  }

  lettered(c, text, x, y, color) {
    c.lineWidth = 3;
    c.strokeStyle = this.colors.halo;
    c.strokeText(text, x, y);
    c.fillStyle = color;
    c.fillText(text, x, y);
  }

  drawNames(c) {
    const taken = this.marks.filter((mark) => mark.at).map((mark) => [mark.at[0] - 8, mark.at[1] - 8, 16, 16]);
    taken.push(...this.lineNames.map((one) => one.box));
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (const label of this.land.labels || []) {
      const wide = Math.sqrt(label.area) * this.radius;
      if (wide < 34 || !this.visible(label.at)) continue;
      const at = this.projection(label.at);
      const size = Math.max(9, Math.min(15, wide / 11));
      c.font = `${size}px "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Times New Roman", serif`;
      if ("letterSpacing" in c) c.letterSpacing = `${(size * 0.14).toFixed(1)}px`;
      const text = label.name.toUpperCase();
      const width = c.measureText(text).width;
      if (width > wide * 1.5) continue;
      const box = [at[0] - width / 2, at[1] - size / 2, width, size];
      if (box[0] < 2 || box[1] < 2 || box[0] + width > this.width - 2 || box[1] + size > this.height - 2) continue; // half a name is none
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      this.lettered(c, text, at[0], at[1], this.colors.faint);
    }
    if ("letterSpacing" in c) c.letterSpacing = "0px";
  }

  drawMarks(c, line) {
    const order = ["exempt", "kept", "none-shown", "not-due", "unclear", "breach"];
    const sorted = this.marks.slice().sort((a, b) => (a.chosen ? 9 : order.indexOf(a.state)) - (b.chosen ? 9 : order.indexOf(b.state)));
    for (const mark of sorted) {
      mark.at = this.visible(mark.place) ? this.projection(mark.place) : null;
      if (!mark.at) continue;
      if (mark.aside) mark.at = [mark.at[0] + mark.aside * 32, mark.at[1]];
      if (mark.somewhere) this.drawSomewhere(c, mark);
      if (mark.radius_km / this.kmPerPixel() > 6)
        line(geoCircle().center(mark.place).radius((mark.radius_km / EARTH_KM) * (180 / Math.PI))(), this.colors.ink, 0.7, [2, 2]);
      c.save();
      c.translate(...mark.at);
      c.beginPath();
      (MARKS[mark.state] || MARKS.exempt)(c, mark.chosen ? 7 : 4.6);
      c.lineWidth = 3;
      c.strokeStyle = this.colors.halo;
      c.stroke();
      c.fillStyle = OPEN.includes(mark.state) ? this.colors.paper : this.colors[mark.state] || this.colors.exempt;
      c.fill();
      c.lineWidth = mark.chosen ? 2.2 : 1;
      c.strokeStyle = this.colors.ink;
      c.stroke();
      c.restore();
    }
  }

  // A broken ring: somewhere in this country or outline, the place of the mark means nothing.
  drawSomewhere(c, mark) {
    c.beginPath();
    c.arc(mark.at[0], mark.at[1], 9, 0, 7);
    c.fillStyle = this.colors.halo;
    c.fill();
    c.setLineDash([2.5, 2]);
    c.lineWidth = 1.1;
    c.strokeStyle = this.colors.ink;
    c.stroke();
    c.setLineDash([]);
    if (mark.others < 1) return;
    c.font = "10px system-ui, sans-serif";
    c.textAlign = "left";
    c.textBaseline = "middle";
    this.lettered(c, `+${mark.others}`, mark.at[0] + 10, mark.at[1] + 1, this.colors.ink);
  }

  drawScale(c) {
    const wanted = 120 * this.kmPerPixel();
    const power = 10 ** Math.floor(Math.log10(wanted));
    const km = [1, 2, 5, 10].map((n) => n * power).filter((n) => n <= wanted).pop();
    const length = km / this.kmPerPixel(), x = 14, y = this.height - 16;
    c.strokeStyle = this.colors.ink;
    c.lineWidth = 1;
    c.beginPath();
    c.moveTo(x, y - 4);
    c.lineTo(x, y);
    c.lineTo(x + length, y);
    c.lineTo(x + length, y - 4);
    c.stroke();
    c.font = "11px system-ui, sans-serif";
    c.textAlign = "left";
    c.textBaseline = "alphabetic";
    this.lettered(c, `${km.toLocaleString("en-GB")} km at the centre`, x, y - 8, this.colors.ink);
  }
}

// The rings of a zone as lines: as an area it would be outlined along the horizon too, where it does not end.
export const outline = (geometry) => ({ type: "MultiLineString", coordinates: geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [] });

// Where the name of a state stands: the middle of its largest ring.
export function labelsOf(land, names) {
  return land.owners
    .map((code) => {
      const shapes = land.ringsOf(code).map((ring) => ({ type: "Polygon", coordinates: [ring] }));
      const areas = shapes.map((shape) => geoArea(shape));
      const best = areas.indexOf(Math.max(...areas.filter((area) => area < 2 * Math.PI)));
      return best < 0 ? null : { code, name: names[code] || code, at: geoCentroid(shapes[best]), area: areas[best] };
    })
    .filter(Boolean)
    .sort((a, b) => b.area - a.area);
}

// One tile of a hatching: lines for what is certain, dots for what is possible; a light wash below either.
function tile(kind, color, ratio) {
  const size = 8;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(size * ratio);
  const c = canvas.getContext("2d");
  c.scale(canvas.width / size, canvas.width / size);
  c.globalAlpha = kind === "certain" ? 0.16 : 0.07;
  c.fillStyle = color;
  c.fillRect(0, 0, size, size);
  c.globalAlpha = 0.75;
  c.strokeStyle = color;
  if (kind === "certain") {
    c.lineWidth = 1;
    c.beginPath();
    for (const x of [-size, 0, size]) c.moveTo(x, size), c.lineTo(x + size, 0);
    c.stroke();
  } else {
    c.beginPath();
    c.arc(2, 2, 0.8, 0, 7);
    c.moveTo(6.8, 6);
    c.arc(6, 6, 0.8, 0, 7);
    c.fill();
  }
  return canvas;
}

const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
const mean = (all, axis) => all.reduce((sum, one) => sum + one[axis], 0) / all.length;
const spread = (all) => (all.length < 2 ? 1 : Math.max(20, Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y)));
const overlap = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
