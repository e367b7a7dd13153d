/* hull.c: see hull.h. Great ellipses (planes through the Earth's centre) stand in for geodesics, and a place
 * counts as inside of the hull only if it is farther from each edge's plane than the geodesic can stray from
 * it. What is not inside for certain stays in the list, so a poor hull makes the list longer, never wrong.
 *
 * First the farthest places in sixteen directions; then, for what is outside of these, the farthest outside
 * of each edge in turn, until nothing is outside. */
#include "tree/hull.h"

#include "base/mem.h"

#define CAP_MOST_M 9000e3 /* of the shape; larger ones are nowhere a quarter of the Earth away */
#define DIRECTIONS 16
#define CORNERS_MAX 128
#define OUTSIDE_M 1.0 /* less is not worth a corner */
#define MARGIN_M 1.0  /* on top of what geodesics stray: rounding and more */

typedef struct polygon {
    uint32_t count;
    ent_vec3 at[CORNERS_MAX];
    uint32_t end[CORNERS_MAX];
    ent_vec3 inward[CORNERS_MAX]; /* unit normal of the plane through this corner, the next and the centre */
    double margin_m[CORNERS_MAX];
} polygon;

/* End 2 i is the first of arc i, end 2 i + 1 the other. */
static ent_vec3 end_at(const ent_tree *tree, uint32_t end)
{
    const ent_leaf *l = &tree->leaves[end / 2 / ENT_FAN];
    uint32_t k = end / 2 % ENT_FAN;
    double far = end & 1;
    return (ent_vec3){l->ax[k] + far * l->dx[k], l->ay[k] + far * l->dy[k], l->az[k] + far * l->dz[k]};
}

/* ---- edges -----------------------------------------------------------------------------------------------
 */

/* How far the geodesic between two places strays from the great ellipse: its curvature on the surface is at
 * most g = tan(0.0034) / r, and y'' = -g - k y, zero at both ends, k = 1.01 / b², is greatest in the middle.
 */
static double stray_m(double length_m)
{
    const double g = 0.00341 / ENT_RADIUS_LEAST_M, k = 1.01 / (ENT_B_M * ENT_B_M);
    return g / k * (1.0 / cos(0.5 * sqrt(k) * length_m) - 1.0);
}

static bool set_edge(polygon *p, uint32_t i)
{
    ent_vec3 a = p->at[i], b = p->at[(i + 1) % p->count], n = ent_vec3_cross(a, b);
    double length = ent_vec3_length(n), way_m = ent_chord_most_m(ent_vec3_length(ent_vec3_sub(b, a)));
    if (!(length > 0.0 && way_m < CAP_MOST_M)) return false;
    p->inward[i] = (ent_vec3){n.x / length, n.y / length, n.z / length};
    p->margin_m[i] = 1.01 * stray_m(way_m) + MARGIN_M;
    return true;
}

static bool set_edges(polygon *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (!set_edge(p, i)) return false;
    return true;
}

static bool is_inside(const polygon *p, ent_vec3 at)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (!(ent_vec3_dot(at, p->inward[i]) > p->margin_m[i])) return false;
    return p->count >= 3;
}

/* Every corner on the inner side of every edge; a micrometre is nothing beside the margin. */
static bool is_convex(const polygon *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        for (uint32_t k = 0; k < p->count; k++)
            if (k != i && k != (i + 1) % p->count && !(ent_vec3_dot(p->at[k], p->inward[i]) > -1e-6))
                return false;
    return true;
}

/* ---- corners
 * ----------------------------------------------------------------------------------------------- */

/* Axes of the plane that touches the Earth at the centre of the cap. */
typedef struct frame {
    ent_vec3 up, east, north;
} frame;

static ent_vec3 unit(ent_vec3 v)
{
    double by = 1.0 / ent_vec3_length(v);
    return (ent_vec3){v.x * by, v.y * by, v.z * by};
}

static frame frame_at(ent_vec3 centre)
{
    frame f = {.up = unit(centre)};
    ent_vec3 axis = fabs(f.up.z) < 0.9 ? (ent_vec3){0.0, 0.0, 1.0} : (ent_vec3){1.0, 0.0, 0.0};
    f.east = unit(ent_vec3_cross(axis, f.up));
    f.north = ent_vec3_cross(f.up, f.east);
    return f;
}

/* The places farthest out in each direction, seen from the centre of the Earth, counter-clockwise. */
static void first_corners(const ent_tree *tree, frame f, polygon *p)
{
    double cosine[DIRECTIONS], sine[DIRECTIONS], most[DIRECTIONS];
    uint32_t end[DIRECTIONS] = {0};
    for (int k = 0; k < DIRECTIONS; k++) {
        cosine[k] = cos(2.0 * ENT_PI * k / DIRECTIONS), sine[k] = sin(2.0 * ENT_PI * k / DIRECTIONS);
        most[k] = -INFINITY;
    }
    for (uint32_t i = 0; i < 2 * tree->arc_count; i++) {
        ent_vec3 at = end_at(tree, i);
        double by = 1.0 / ent_vec3_dot(at, f.up), x = by * ent_vec3_dot(at, f.east),
               y = by * ent_vec3_dot(at, f.north);
        for (int k = 0; k < DIRECTIONS; k++)
            if (x * cosine[k] + y * sine[k] > most[k]) most[k] = x * cosine[k] + y * sine[k], end[k] = i;
    }
    for (int k = 0; k < DIRECTIONS; k++) {
        ent_vec3 at = end_at(tree, end[k]);
        bool again = p->count > 0 && ent_vec3_length(ent_vec3_sub(at, p->at[p->count - 1])) < OUTSIDE_M;
        if (again || (p->count > 0 && ent_vec3_length(ent_vec3_sub(at, p->at[0])) < OUTSIDE_M)) continue;
        p->at[p->count] = at, p->end[p->count++] = end[k];
    }
}

/* Put a corner after corner i. */
static bool insert(polygon *p, uint32_t i, ent_vec3 at, uint32_t end)
{
    for (uint32_t k = p->count++; k > i + 1; k--) {
        p->at[k] = p->at[k - 1], p->end[k] = p->end[k - 1];
        p->inward[k] = p->inward[k - 1], p->margin_m[k] = p->margin_m[k - 1];
    }
    p->at[i + 1] = at, p->end[i + 1] = end;
    return set_edge(p, i) && set_edge(p, i + 1);
}

/* Grow the polygon until none of these places is outside by more than OUTSIDE_M. */
static bool grow(const ent_tree *tree, polygon *p, const uint32_t *ends, uint32_t count)
{
    for (uint32_t i = 0; i < p->count && p->count >= 3;) {
        double least = -OUTSIDE_M;
        uint32_t found = UINT32_MAX;
        for (uint32_t k = 0; k < count; k++) {
            double off = ent_vec3_dot(end_at(tree, ends[k]), p->inward[i]);
            if (off < least) least = off, found = ends[k];
        }
        if (found == UINT32_MAX)
            i++;
        else if (p->count == CORNERS_MAX || !insert(p, i, end_at(tree, found), found))
            return false;
    }
    return true;
}

/* ---- the list
 * ----------------------------------------------------------------------------------------------- */

static uint32_t gather(const ent_tree *tree, const polygon *p, uint32_t *out_ends)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < 2 * tree->arc_count; i++)
        if (!is_inside(p, end_at(tree, i))) out_ends[count++] = i;
    return count;
}

/* Is this place listed already, give or take rounding? */
static bool is_listed(const ent_hull *h, ent_vec3 at)
{
    for (uint32_t k = 0; k < h->count; k++)
        if (fabs(h->x[k] - at.x) + fabs(h->y[k] - at.y) + fabs(h->z[k] - at.z) < 1e-15) return true;
    return false;
}

/* Those not inside, filled up to whole lanes; false when they are too many. */
static bool list(const ent_tree *tree, const polygon *p, const uint32_t *ends, uint32_t count, ent_hull *h)
{
    for (uint32_t i = 0; i < count; i++) {
        ent_vec3 straight = end_at(tree, ends[i]), at = ent_quick_reduce(straight);
        if (is_inside(p, straight) || is_listed(h, at)) continue;
        if (h->count == ENT_HULL_MAX) return false;
        h->x[h->count] = at.x, h->y[h->count] = at.y, h->z[h->count] = at.z;
        h->ends[h->count++] = ends[i];
    }
    for (uint32_t i = h->count; i % ENT_FAN != 0; i++)
        h->x[i] = h->x[0], h->y[i] = h->y[0], h->z[i] = h->z[0], h->ends[i] = h->ends[0];
    return h->count > 0;
}

void ent_hull_done(ent_hull *hull)
{
    ent_free(hull->x);
    ent_free(hull->ends);
    *hull = (ent_hull){0};
}

ent_status ent_hull_build(ent_tree *tree, ent_error *err)
{
    ent_hull h = {.centre = ent_quick_reduce(ent_ecef(tree->cap_centre))};
    polygon p = {.count = 0};
    if (tree->arc_count == 0 || !(tree->cap_radius_m <= CAP_MOST_M)) return ENT_OK;
    uint32_t *outside = ent_alloc(2 * (size_t)tree->arc_count * sizeof *outside);
    h.x = ent_alloc(3 * ENT_HULL_MAX * sizeof *h.x);
    h.ends = ent_alloc(ENT_HULL_MAX * sizeof *h.ends);
    bool good = outside && h.x && h.ends;
    if (good) {
        h.y = h.x + ENT_HULL_MAX, h.z = h.y + ENT_HULL_MAX;
        first_corners(tree, frame_at(ent_ecef(tree->cap_centre)), &p);
        bool round = p.count < 3 || (set_edges(&p) && is_convex(&p));
        uint32_t count = round ? gather(tree, &p, outside) : 0;
        round = round && grow(tree, &p, outside, count) && is_convex(&p);
        if (round && list(tree, &p, outside, count, &h)) tree->hull = h, h = (ent_hull){0};
    }
    ent_free(outside);
    ent_hull_done(&h);
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "no memory for the hull of %u arcs", tree->arc_count);
}
