/* contains.c: is a place inside an area?
 *
 * A ray runs from the place north along its meridian, off the top of the cylinder of longitude and latitude
 * (see edges.h), where it is known to be inside or not. Each arc that it crosses changes that. Whether an arc
 * spans the meridian is a comparison of doubles, half-open, so a ray through a vertex is counted once.
 * Whether it is crossed north or south of the place is decided by latitude where that settles it, else by the
 * side of the great ellipse through the ends (which stays within 3 cm of the arc), else by azimuths, to the
 * error of the geodesic routines. */
#include "tree/edges.h"
#include "tree/layout.h"

#include "base/mem.h"

/* A great ellipse has geodesic curvature at most tan(0.0034) / R, so over an arc of 10 km it strays 7 mm; the
 * plane through the ends decides when the place is farther from it than this. */
#define SIDE_SURE_M 0.05
#define SETTLED_M 1e-4 /* contains says "unclear" within this of the border, about 1e-9 degrees */

/* ---- columns ------------------------------------------------------------------------------------------- */

static uint32_t column_of(uint32_t count, double lon_deg)
{
    double c = floor((lon_deg + 180.0) * ((double)count / 360.0));
    if (!(c > 0.0)) return 0;
    return c < (double)count ? (uint32_t)c : count - 1;
}

/* The columns an arc spans: `number` of them from `first` on, round the seam if need be. */
typedef struct span {
    uint32_t first, number;
} span;

static span span_of(uint32_t count, ent_arc arc)
{
    double a = arc.a.lon_deg, b = arc.b.lon_deg;
    if (a == b) return (span){0, 0}; /* along a meridian: never crossed */
    double west = fmin(a, b), east = fmax(a, b);
    if (ent_passes_seam(a, b)) {
        double t = west;
        west = east, east = t;
    }
    uint32_t first = column_of(count, west), last = column_of(count, east);
    return (span){first, (last >= first ? last - first : last + count - first) + 1};
}

/* As many columns as keep the lists together at a few entries an arc, even when arcs near a pole span them
 * all: an arc is in at most two columns more than its width asks for. */
static uint32_t columns_wanted(const ent_tree *tree)
{
    double width = 0.0, n = tree->arc_count;
    for (uint32_t i = 0; i < tree->arc_count; i++) {
        double w = fabs(tree->arcs[i].a.lon_deg - tree->arcs[i].b.lon_deg);
        width += w > 180.0 ? 360.0 - w : w;
    }
    uint32_t count = 16;
    while (count < tree->arc_count / 2 && count < 1u << 20 && width / 360.0 * 2.0 * count < n + 1024.0)
        count *= 2;
    return count;
}

/* How far in degrees an arc can rise above its ends towards a pole. From the point where it runs along a
 * parallel it falls t² tan(lat) / 2N metres in t, and the nearer end is at most half its length from there.
 * An arc is at most 10 km long, so near a pole half of that, 0.0453 degrees, will do. */
static double rise_deg(const ent_tree *tree, uint32_t index)
{
    ent_arc arc = tree->arcs[index];
    double high = fmax(fabs(arc.a.lat_deg), fabs(arc.b.lat_deg)) + 0.05;
    if (high > 88.0) return 0.046;
    const ent_leaf *l = &tree->leaves[index / ENT_FAN];
    uint32_t k = index % ENT_FAN;
    /* 8 R times the sagitta of the chord is more than the square of the length */
    double length2 = 1.001 * (l->dx[k] * l->dx[k] + l->dy[k] * l->dy[k] + l->dz[k] * l->dz[k]);
    return length2 * tan(high * ENT_DEG_RAD) / (8.0 * ENT_RADIUS_LEAST_M) / 110000.0 * 1.01;
}

/* Floats of latitudes are within 4e-6 degrees of them; the rest of the 2e-5 is for sort_crossings. */
static ent_crossing crossing_of(const ent_tree *tree, uint32_t index)
{
    ent_arc arc = tree->arcs[index];
    double rise = rise_deg(tree, index) + 2e-5;
    double lo = ent_min(arc.a.lat_deg, arc.b.lat_deg) - rise,
           hi = ent_max(arc.a.lat_deg, arc.b.lat_deg) + rise;
    return (ent_crossing){arc.a.lon_deg, arc.b.lon_deg, (float)lo, (float)hi, index};
}

/* One pass of a sort of `n` indices by eight bits of their keys. */
static void sort_pass(const uint32_t *keys, const uint32_t *from, uint32_t *to, uint32_t n, unsigned shift)
{
    uint32_t starts[257] = {0};
    for (uint32_t i = 0; i < n; i++) starts[(keys[i] >> shift & 255u) + 1]++;
    for (unsigned b = 1; b < 257; b++) starts[b] += starts[b - 1];
    for (uint32_t i = 0; i < n; i++) to[starts[keys[from[i]] >> shift & 255u]++] = from[i];
}

/* All crossings from north to south: columns filled in this order need no sorting of their own. Keys are
 * latitudes in steps of 1.1e-5 degrees, so crossings nearer than that may be out of order, which lat_hi has
 * room for. */
static void sort_crossings(const ent_crossing *all, uint32_t n, uint32_t *keys, uint32_t *order,
                           uint32_t *other)
{
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = (uint32_t)((91.0 - (double)all[i].lat_hi) * (16777215.0 / 182.0));
        order[i] = i;
    }
    sort_pass(keys, order, other, n, 0);
    sort_pass(keys, other, order, n, 8);
    sort_pass(keys, order, other, n, 16);
}

/* Fill the columns with all crossings, in order. starts[k + 1] is where column k begins; filling moves it to
 * where the column ends, which is its final place. */
static void fill_columns(const ent_tree *tree, ent_columns *c, const ent_crossing *all, const uint32_t *order)
{
    for (uint32_t i = 0; i < tree->arc_count; i++) {
        const ent_crossing *item = &all[order[i]];
        span s = span_of(c->count, tree->arcs[item->arc]);
        for (uint32_t k = 0; k < s.number; k++)
            c->crossings[c->starts[(s.first + k) % c->count + 1]++] = *item;
    }
}

static uint64_t count_entries(const ent_tree *tree, ent_columns *c)
{
    uint64_t entries = 0;
    for (uint32_t i = 0; i < tree->arc_count; i++) {
        span s = span_of(c->count, tree->arcs[i]);
        entries += s.number;
        for (uint32_t k = 0; k < s.number; k++) c->starts[(s.first + k) % c->count + 2]++;
    }
    return entries;
}

ent_status ent_columns_build(ent_tree *tree, ent_error *err)
{
    ent_columns *c = &tree->columns;
    uint32_t n = tree->arc_count;
    c->count = columns_wanted(tree);
    c->starts = ent_alloc_zero((size_t)c->count + 2, sizeof *c->starts);
    ent_crossing *all = ent_alloc(((size_t)n + 1) * sizeof *all);
    uint32_t *scratch = ent_alloc_zero((size_t)n + 1, 3 * sizeof *scratch);
    bool good = c->starts && all && scratch;
    uint64_t entries = good ? count_entries(tree, c) : 0;
    if (good && entries < UINT32_MAX) c->crossings = ent_alloc((size_t)(entries + 1) * sizeof *c->crossings);
    if (c->crossings) {
        for (uint32_t k = 2; k <= c->count + 1; k++) c->starts[k] += c->starts[k - 1];
        for (uint32_t i = 0; i < n; i++) all[i] = crossing_of(tree, i);
        sort_crossings(all, n, scratch, scratch + n, scratch + 2 * (size_t)n);
        fill_columns(tree, c, all, scratch + 2 * (size_t)n);
    }
    ent_free(all), ent_free(scratch);
    return c->crossings ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "no memory for %u columns of arcs", c->count);
}

/* ---- one arc ------------------------------------------------------------------------------------------- */

/* Which side of the arc going east is the place on: +1 north, -1 south, 0 too close for plain arithmetic. */
static int side_plain(ent_arc east, ent_lonlat place)
{
    ent_vec3 a = ent_ecef(east.a), b = ent_ecef(east.b), p = ent_ecef(place);
    ent_vec3 n = ent_vec3_cross(a, ent_vec3_sub(b, a));
    double length = ent_vec3_length(n);
    if (length == 0.0) return 0;
    double off = ent_vec3_dot(ent_vec3_sub(p, a), n) / length;
    return off > SIDE_SURE_M ? +1 : off < -SIDE_SURE_M ? -1 : 0;
}

/* The same by geodesics. An arc that rises all the way to its northern end passes south of every place that
 * is north of that end, however steep it is; likewise at the southern end. Where neither settles it, the
 * place lies close to the arc or the arc runs nearly along a parallel, and the angle at the nearer end is
 * well-conditioned. */
static int side_exact(const ent_geodesy *g, ent_arc east, ent_lonlat place)
{
    ent_inverse r = ent_geodesy_inverse(g, east.a, east.b);
    bool rises = east.b.lat_deg > east.a.lat_deg;
    double at_north = rises ? r.azimuth_to_deg : r.azimuth_from_deg;
    double at_south = rises ? r.azimuth_from_deg : r.azimuth_to_deg;
    ent_lonlat north = rises ? east.b : east.a, south = rises ? east.a : east.b;
    bool north_monotone = rises ? fabs(at_north) < 90.0 : fabs(at_north) > 90.0;
    bool south_monotone = rises ? fabs(at_south) < 90.0 : fabs(at_south) > 90.0;
    if (place.lat_deg >= north.lat_deg && north_monotone) return +1;
    if (place.lat_deg <= south.lat_deg && south_monotone) return -1;
    ent_inverse from_a = ent_geodesy_inverse(g, east.a, place),
                from_b = ent_geodesy_inverse(g, east.b, place);
    double s, c;
    if (from_a.distance_m <= from_b.distance_m)
        ent_sincos_deg(r.azimuth_from_deg - from_a.azimuth_from_deg, &s, &c);
    else
        ent_sincos_deg(r.azimuth_to_deg - from_b.azimuth_from_deg, &s, &c);
    return s > 0.0 ? +1 : -1; /* left of the way east is north */
}

static bool spans(double lon_a, double lon_b, double lon_deg)
{
    return ((lon_a > lon_deg) ^ (lon_b > lon_deg) ^ ent_passes_seam(lon_a, lon_b)) != 0;
}

static bool goes_east(ent_arc arc)
{
    return (arc.b.lon_deg > arc.a.lon_deg) != ent_passes_seam(arc.a.lon_deg, arc.b.lon_deg);
}

/* Does the arc, which spans the place's meridian, cross it north of the place? */
static bool passes_north(const ent_geodesy *g, ent_arc arc, ent_lonlat place)
{
    if (arc.a.lat_deg == 90.0 || arc.b.lat_deg == 90.0) return true; /* up a meridian, then along the rim */
    if (arc.a.lat_deg == -90.0 || arc.b.lat_deg == -90.0) return false;
    ent_arc east = goes_east(arc) ? arc : (ent_arc){arc.b, arc.a};
    int side = side_plain(east, place);
    if (side == 0) side = side_exact(g, east, place);
    return side < 0;
}

/* ---- the whole ----------------------------------------------------------------------------------------- */

static size_t rims_east_of(const ent_tree *tree, double lon_deg)
{
    size_t from = 0, to = tree->rim_count; /* first index with rim > lon */
    while (from < to) {
        size_t m = from + (to - from) / 2;
        if (tree->rim_lons[m] > lon_deg)
            to = m;
        else
            from = m + 1;
    }
    return tree->rim_count - from;
}

bool ent_tree_is_inside(const ent_tree *tree, ent_lonlat place)
{
    if (tree->kind != ENT_SHAPE_AREA) return false;
    place.lon_deg = ent_lon_canonical(place.lon_deg);
    bool inside = tree->top ^ ((rims_east_of(tree, place.lon_deg) & 1) != 0);
    const ent_columns *c = &tree->columns;
    uint32_t column = column_of(c->count, place.lon_deg);
    for (uint32_t i = c->starts[column]; i < c->starts[column + 1]; i++) {
        const ent_crossing *x = &c->crossings[i];
        if (place.lat_deg > (double)x->lat_hi) break; /* the rest is farther south */
        if (!spans(x->lon_a, x->lon_b, place.lon_deg)) continue;
        inside ^=
            place.lat_deg < (double)x->lat_lo || passes_north(&tree->geodesy, tree->arcs[x->arc], place);
    }
    return inside;
}

ent_truth ent_tree_contains(const ent_tree *tree, ent_lonlat place)
{
    if (tree->kind != ENT_SHAPE_AREA || !ent_lonlat_is_valid(place)) return ENT_NO;
    if (!ent_is_no(ent_border_within(tree, place, SETTLED_M))) return ENT_UNCLEAR;
    return ent_tree_is_inside(tree, place) ? ENT_YES : ENT_NO;
}
