/* outline.c: areas and lines that a text draws by their corners, as rings of geodesics: a side that runs
 * otherwise (a parallel, a rhumb line, a chart's straight line) is cut finely enough.
 *
 * And what lies on one side of a line. A line has ends, so a side needs a rule for what is beyond them: to
 * the north and south it runs on along the parallels of its ends, to the east and west along the meridians of
 * its ends to the poles, and on the other side of the Earth the two sides meet at the meridian opposite. The
 * ring that this makes is an area like any other, so nothing else has to know of sides. */
#include "verdict/outline.h"

#include "entente/lang.h"

#include <math.h>

#define PI 3.14159265358979323846
#define RADIUS_MOST_M 6399594.0 /* a²/b of WGS84: no radius of curvature is larger */
#define STEP_MOST_M 10000.0     /* no longer than that, for the bound below to hold */

static double wrap_deg(double d)
{
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

static double mercator(double lat_deg)
{
    double phi = lat_deg * (PI / 180), e = 0.08181919084262149; /* WGS84 */
    return asinh(tan(phi)) - e * atanh(e * sin(phi));
}

/* The place a fraction f along a side; a chart line is straight in longitude and latitude, a rhumb line
 * straight on the Mercator chart of the ellipsoid. */
static ent_lonlat along(ent_lonlat a, ent_lonlat b, int side, double f)
{
    double dlon = wrap_deg(b.lon_deg - a.lon_deg);
    ent_lonlat p = {wrap_deg(a.lon_deg + f * dlon), a.lat_deg + f * (b.lat_deg - a.lat_deg)};
    if (side == ENT_SIDE_RHUMB && fabs(b.lat_deg - a.lat_deg) > 1e-9) {
        /* parametrised by latitude, so that both ends of every step lie exactly on the line */
        double q = (mercator(p.lat_deg) - mercator(a.lat_deg)) / (mercator(b.lat_deg) - mercator(a.lat_deg));
        p.lon_deg = wrap_deg(a.lon_deg + q * dlon);
    }
    return p;
}

/* How far a side that goes so many radians, nowhere nearer to a pole than `high_deg`, lies at most off the
 * geodesic between its ends, if it is no longer than STEP_MOST_M: for a chart's line that is the bound of
 * geo/split.c, its two components added up. A rhumb line of length l turns against the geodesic by
 * tan(lat) sin(azimuth) / N a metre, so it is off by at most an eighth of l sin(lat) dlon, which is less. */
static double off_of(double dlon, double dlat, double high_deg, double low_deg)
{
    double sine = sin(high_deg * (PI / 180)), axis = RADIUS_MOST_M * cos(low_deg * (PI / 180));
    double turning = sine * dlon * (2 * RADIUS_MOST_M * dlat + axis * dlon);
    return 1.05 / 8.0 * (turning + 0.011 * RADIUS_MOST_M * dlat * dlat);
}

static double off_between(ent_lonlat a, ent_lonlat b)
{
    double high = fmax(fabs(a.lat_deg), fabs(b.lat_deg)), low = fmin(fabs(a.lat_deg), fabs(b.lat_deg));
    if ((a.lat_deg < 0) != (b.lat_deg < 0)) low = 0;
    return off_of(fabs(wrap_deg(b.lon_deg - a.lon_deg)) * (PI / 180),
                  fabs(b.lat_deg - a.lat_deg) * (PI / 180), high, low);
}

static bool is_cut(int side)
{
    return side != ENT_SIDE_GEODESIC && side != ENT_SIDE_MERIDIAN;
}

/* Into how many geodesics a side is cut, to lie within ENT_PLANAR_FINE_M of them. A rhumb line is cut evenly
 * by latitude: the longitudes of its steps grow as the cosine falls (towards a pole without end, so not for
 * ever). */
#define UNEVEN_MOST 50.0
static size_t steps_of(ent_lonlat a, ent_lonlat b, int side)
{
    if (!is_cut(side)) return 1;
    double cos_a = cos(a.lat_deg * (PI / 180)), cos_b = cos(b.lat_deg * (PI / 180));
    bool crosses = (a.lat_deg < 0) != (b.lat_deg < 0);
    double wide = crosses ? 1 : fmax(cos_a, cos_b), uneven = fmin(UNEVEN_MOST, wide / fmin(cos_a, cos_b));
    double way = RADIUS_MOST_M * (PI / 180) *
                 (fabs(b.lat_deg - a.lat_deg) + wide * fabs(wrap_deg(b.lon_deg - a.lon_deg)));
    double steps = fmax(sqrt(off_between(a, b) / ENT_PLANAR_FINE_M), way / STEP_MOST_M);
    return (size_t)ceil(side == ENT_SIDE_RHUMB ? uneven * steps : steps) + 1;
}

static ent_lonlat vertex_of(const ent_node *v)
{
    return (ent_lonlat){v->kids[0]->number, v->kids[1]->number};
}

bool ent_outline_rings(const ent_node *outline, bool is_line, ent_arena *arena, ent_drawn_rings *out)
{
    size_t n = outline->kid_count, sides = is_line ? (n ? n - 1 : 0) : n, total = 1, used = 0;
    double off_m = 0;
    for (size_t i = 0; i < sides; i++)
        total += steps_of(vertex_of(outline->kids[i]), vertex_of(outline->kids[(i + 1) % n]),
                          outline->kids[i]->op);
    ent_lonlat *points = ent_arena_alloc(arena, total, sizeof *points);
    uint32_t *starts = ent_arena_alloc(arena, 2, sizeof *starts);
    if (!points || !starts) return false;
    for (size_t i = 0; i < sides; i++) {
        ent_lonlat a = vertex_of(outline->kids[i]), b = vertex_of(outline->kids[(i + 1) % n]);
        size_t steps = steps_of(a, b, outline->kids[i]->op);
        for (size_t k = 0; k < steps; k++, used++) {
            points[used] = along(a, b, outline->kids[i]->op, (double)k / (double)steps);
            if (k > 0) off_m = fmax(off_m, off_between(points[used - 1], points[used]));
        }
        if (steps > 1) off_m = fmax(off_m, off_between(points[used - 1], b));
    }
    if (is_line && n) points[used++] = vertex_of(outline->kids[n - 1]);
    starts[1] = (uint32_t)used;
    *out = (ent_drawn_rings){{points, starts, 1}, off_m};
    return true;
}

/* ---- sides of a line -------------------------------------------------------------------------------- */

/* Edges straight in longitude and latitude follow a parallel by themselves; a turn of half the Earth would
 * not say which way. Geodesics are off a parallel by what off_of says: most at 45 degrees, a shade more than
 * 5 cm with these steps. */
#define TURN_STEP_DEG 45.0
#define SIDE_STEP_DEG 0.02
#define SIDE_OFF_M 0.052

typedef struct ring_of_side {
    ent_lonlat *points;
    size_t count, cap;
    double step_deg;
} ring_of_side;

static void add_point(ring_of_side *r, double lon_deg, double lat_deg)
{
    while (lon_deg >= 180) lon_deg -= 360;
    while (lon_deg < -180) lon_deg += 360;
    if (r->count < r->cap) r->points[r->count++] = (ent_lonlat){lon_deg, lat_deg};
}

/* Along a parallel, or on a pole, from one longitude to another, neither of which is added. */
static void add_turn(ring_of_side *r, double from_deg, double to_deg, double lat_deg)
{
    double step = fabs(lat_deg) == 90 ? TURN_STEP_DEG : r->step_deg, way = to_deg - from_deg;
    size_t steps = (size_t)ceil(fabs(way) / step);
    for (size_t k = 1; k < steps; k++) add_point(r, from_deg + way * (double)k / (double)steps, lat_deg);
}

static void add_line(ring_of_side *r, const ent_lonlat *line, size_t count, bool turned)
{
    for (size_t i = 0; i < count; i++) {
        const ent_lonlat *p = &line[turned ? count - 1 - i : i];
        add_point(r, p->lon_deg, p->lat_deg);
    }
}

/* How far east the line goes from its first to its last place, turns of the Earth and all. */
static double eastward(const ent_lonlat *line, size_t count)
{
    double sum = 0;
    for (size_t i = 1; i < count; i++) sum += wrap_deg(line[i].lon_deg - line[i - 1].lon_deg);
    return sum;
}

/* The line, the parallel of its eastern end, the meridian opposite, the pole, and back. */
static void north_of(ring_of_side *r, const ent_lonlat *line, size_t count)
{
    double wide = eastward(line, count);
    bool turned = wide < 0;
    ent_lonlat west = line[turned ? count - 1 : 0], east = line[turned ? 0 : count - 1];
    double last = west.lon_deg + fabs(wide), far = last + (360 - fabs(wide)) / 2;
    double top = fmax(west.lat_deg, east.lat_deg);
    add_line(r, line, count, turned);
    add_turn(r, last, far, east.lat_deg);
    add_point(r, far, east.lat_deg);
    if (top > east.lat_deg) add_point(r, far, top);
    add_point(r, far, 90);
    add_turn(r, far, far - 360, 90);
    add_point(r, far, 90);
    if (top > west.lat_deg) add_point(r, far, top);
    add_point(r, far, west.lat_deg);
    add_turn(r, far - 360, west.lon_deg, west.lat_deg);
}

/* The line, the meridian of its northern end, the poles and the meridian opposite. */
static void east_of(ring_of_side *r, const ent_lonlat *line, size_t count)
{
    bool turned = line[0].lat_deg > line[count - 1].lat_deg;
    double wide = turned ? -eastward(line, count) : eastward(line, count);
    ent_lonlat south = line[turned ? count - 1 : 0];
    double last = south.lon_deg + wide, far = (south.lon_deg + last) / 2 + 180;
    add_line(r, line, count, turned);
    add_point(r, last, 90);
    add_turn(r, last, far, 90);
    add_point(r, far, 90), add_point(r, far, 0), add_point(r, far, -90);
    add_turn(r, far, south.lon_deg, -90);
    add_point(r, south.lon_deg, -90);
}

bool ent_outline_side(const ent_drawn_rings *drawn, ent_edges edges, bool is_east, ent_arena *arena,
                      ent_drawn_rings *out)
{
    const ent_rings *line = &drawn->rings;
    size_t count = line->starts[1] - line->starts[0];
    bool planar = edges == ENT_EDGES_PLANAR;
    double step_deg = planar ? TURN_STEP_DEG : SIDE_STEP_DEG;
    ring_of_side r = {.step_deg = step_deg, .cap = count + 32 + (size_t)ceil(360 / step_deg)};
    uint32_t *starts = ent_arena_alloc(arena, 2, sizeof *starts);
    r.points = ent_arena_alloc(arena, r.cap, sizeof *r.points);
    if (!starts || !r.points) return false;
    (is_east ? east_of : north_of)(&r, line->points + line->starts[0], count);
    starts[1] = (uint32_t)r.count;
    *out = (ent_drawn_rings){{r.points, starts, 1}, planar ? drawn->off_m : fmax(drawn->off_m, SIDE_OFF_M)};
    return true;
}
