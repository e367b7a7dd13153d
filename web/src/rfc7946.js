// rfc7946.js: a zone as spherical readers have it (great circles, nothing cut, the inside on the right) as RFC 7946 wants
// it: cut at ±180°, a pole enclosed along the edge of the map, outer rings counter-clockwise, holes the other way. The
// cutting is d3-geo's own, that of a map in degrees.
import { geoEquirectangular, geoStream } from "d3-geo";

const DEGREES = 180 / Math.PI;
const PRECISION = 0.01; // degrees: how far a straight side may lie from its great circle

const area = (ring) => ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
const rounded = (value, most) => Math.max(-most, Math.min(most, Math.round(value * 1e5) / 1e5));

function inside([x, y], ring) {
  let odd = false;
  for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
    const [ax, ay] = ring[i], [bx, by] = ring[k];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

function ringsOf(geometry) {
  const rings = [];
  let ring = null;
  const sink = {
    point: (x, y) => ring && ring.push([rounded(x, 180), rounded(-y, 90)]),
    lineStart: () => (ring = []),
    lineEnd: () => (ring.length > 2 && rings.push(ring), (ring = null)),
    polygonStart: () => {},
    polygonEnd: () => {},
    sphere: () => {},
  };
  geoStream(geometry, geoEquirectangular().scale(DEGREES).translate([0, 0]).precision(PRECISION).stream(sink));
  return rings;
}

const closed = (ring) => {
  const apart = ring.filter((place, i) => i === 0 || place[0] !== ring[i - 1][0] || place[1] !== ring[i - 1][1]);
  const [first, last] = [apart[0], apart[apart.length - 1]];
  return first[0] === last[0] && first[1] === last[1] ? apart : [...apart, first];
};

export function toRfc7946(geometry) {
  if (geometry.type === "Sphere") return { type: "MultiPolygon", coordinates: [[[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]] };
  const rings = ringsOf(geometry).map((ring) => closed(ring.reverse())).filter((ring) => ring.length > 3 && area(ring) !== 0);
  const polygons = rings.filter((ring) => area(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => area(ring) < 0)) {
    const around = polygons.filter((polygon) => inside(hole[0], polygon[0])).sort((a, b) => area(a[0]) - area(b[0]))[0];
    if (around) around.push(hole);
  }
  return { type: "MultiPolygon", coordinates: polygons };
}
