// land.js: from the lines of /api/land to shapes that can be filled and stroked.

// The four kinds of line, as the server numbers them.
const COAST = 0, BORDER = 1, DISPUTED = 2, SEAM = 3;
const SEA = -1;

function decode(land) {
  const step = 1 / land.steps_per_degree;
  return land.lines.map(([left, right, kind, numbers]) => {
    const points = new Array(numbers.length / 2);
    let x = 0, y = 0;
    for (let i = 0; i < points.length; i++) {
      x += numbers[2 * i];
      y += numbers[2 * i + 1];
      points[i] = [x * step, y * step];
    }
    const last = points.length - 1;
    return { left, right, kind, points, from: points[0].join(), to: points[last].join() };
  });
}

// The rings around everything whose owner `has` says is in: the lines with one side in, turned so that the inside is on
// the right, joined end to end. Any pairing will do where more than two meet.
function rings(lines, has) {
  const ways = [];
  for (const line of lines) {
    const left = line.left !== SEA && has(line.left), right = line.right !== SEA && has(line.right);
    if (left === right) continue;
    ways.push(right ? { points: line.points, from: line.from, to: line.to } : { points: line.points.slice().reverse(), from: line.to, to: line.from });
  }
  const starts = new Map();
  for (const way of ways) {
    if (!starts.has(way.from)) starts.set(way.from, []);
    starts.get(way.from).push(way);
  }
  const found = [];
  for (const first of ways) {
    if (first.used) continue;
    const ring = [];
    let way = first;
    while (way && !way.used) {
      way.used = true;
      for (let i = ring.length ? 1 : 0; i < way.points.length; i++) ring.push(way.points[i]);
      way = (starts.get(way.to) || []).find((next) => !next.used);
    }
    if (ring.length > 3) found.push(ring);
  }
  return found;
}

const multi = (lines) => ({ type: "MultiLineString", coordinates: lines.map((line) => line.points) });

export function makeLand(answer) {
  const lines = decode(answer);
  const owners = answer.owners;
  const shape = (has) => ({ type: "Polygon", coordinates: rings(lines, has) });
  return {
    tolerance: answer.tolerance_m,
    owners,
    land: shape(() => true),
    of: (codes) => {
      const wanted = new Set(codes);
      return shape((owner) => owner >= 0 && wanted.has(owners[owner]));
    },
    ringsOf: (code) => rings(lines, (owner) => owner >= 0 && owners[owner] === code),
    coast: multi(lines.filter((line) => line.kind === COAST)),
    border: multi(lines.filter((line) => line.kind === BORDER)),
    disputed: multi(lines.filter((line) => line.kind === DISPUTED)),
    seam: SEAM,
  };
}
