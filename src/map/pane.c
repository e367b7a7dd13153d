/* pane.c: rings and lines on the Earth become rings and lines on paper. See ink.h.
 *
 * Azimuthal: a ring's edges are halved where the paper bends them; what lies beyond the horizon runs along
 * it, out of sight. The map is continuous but at one point, so a ring stays a ring, and how often it goes
 * round a place on paper is how often it goes round it on the Earth, when counted from that one point.
 *
 * Strip: a ring's longitudes are followed past the edge of the map without a jump; a ring that comes back a
 * whole turn away goes round the Earth and is closed over the north. Then it is cut at the edges of the strip
 * and of each copy of it a turn away. In both cases even-odd filling is right up to one common flip.
 *
 * Cutting is that of I. E. Sutherland and G. W. Hodgman (1974), side by side: what is cut off leaves edges on
 * the cut that enclose nothing. */
#include "base/mem.h"
#include "map/ink.h"

#include <math.h>

#define DEPTH_MAX 14 /* halvings of an edge */
#define SHORT 2.0    /* points: an edge as short as this on paper is not looked into */
#define STEP_DEG 1.0 /* great circles in a strip become steps as short as this */

/* ---- places ----------------------------------------------------------------------------------------- */

static ent_xy on_page(const ent_pane *pane, ent_xy at)
{
    return (ent_xy){pane->centre.x + (at.x - pane->middle.x) * pane->scale,
                    pane->centre.y - (at.y - pane->middle.y) * pane->scale};
}

bool ent_pane_at(const ent_pane *pane, ent_lonlat place, ent_xy *out)
{
    ent_xy at;
    if (!ent_projection_at(pane->projection, place, &at)) return false;
    *out = on_page(pane, at);
    return true;
}

bool ent_pane_back(const ent_pane *pane, ent_xy at, ent_lonlat *out)
{
    const ent_xy plane = {pane->middle.x + (at.x - pane->centre.x) / pane->scale,
                          pane->middle.y - (at.y - pane->centre.y) / pane->scale};
    return ent_projection_back(pane->projection, plane, out);
}

static bool folded(const ent_pane *pane, ent_lonlat place, ent_xy *out)
{
    ent_xy at;
    if (!ent_projection_folded(pane->projection, place, &at)) return false;
    *out = on_page(pane, at);
    return true;
}

/* ---- edges, halved where they bend ------------------------------------------------------------------ */

typedef struct knot {
    ent_lonlat place;
    ent_xy at;
} knot;

static ent_lonlat half_way(ent_lonlat a, ent_lonlat b, ent_edge edge)
{
    if (edge == ENT_EDGE_GREAT_CIRCLE)
        return ent_unit3_place(ent_unit3_middle(ent_unit3_of(a), ent_unit3_of(b)));
    return (ent_lonlat){(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2};
}

/* Both on the far side of one border of the clip, farther than they are apart: nothing of it can be seen. */
static bool out_of_sight(const ent_rect *c, ent_xy a, ent_xy b)
{
    const double far = hypot(a.x - b.x, a.y - b.y);
    return (a.x < c->x0 - far && b.x < c->x0 - far) || (a.x > c->x1 + far && b.x > c->x1 + far) ||
           (a.y < c->y0 - far && b.y < c->y0 - far) || (a.y > c->y1 + far && b.y > c->y1 + far);
}

static double bend(ent_xy a, ent_xy middle, ent_xy b)
{
    return hypot(middle.x - (a.x + b.x) / 2, middle.y - (a.y + b.y) / 2);
}

/* What an edge is bent by, and where it goes. */
typedef struct bender {
    const ent_pane *pane;
    ent_edge edge;
    ent_ink *path;
} bender;

/* Add what lies between two knots, and the second one. An edge that looks straight in its middle is looked
 * into once more, for those that bend one way and back. */
static void add_edge(const bender *to, knot a, knot b, int depth)
{
    const ent_pane *pane = to->pane;
    const double length = hypot(a.at.x - b.at.x, a.at.y - b.at.y);
    if (depth < DEPTH_MAX && length > SHORT && !out_of_sight(&pane->clip, a.at, b.at)) {
        knot m = {.place = half_way(a.place, b.place, to->edge)};
        if (folded(pane, m.place, &m.at) && (depth < 1 || bend(a.at, m.at, b.at) > pane->tolerance)) {
            add_edge(to, a, m, depth + 1);
            add_edge(to, m, b, depth + 1);
            return;
        }
    }
    ent_ink_add(to->path, b.at);
}

/* ---- cutting off ------------------------------------------------------------------------------------ */

typedef struct cut {
    bool vertical; /* x is held against `limit`, else y */
    double limit;
    bool keep_less;
} cut;

static bool keeps(const cut *c, ent_xy p)
{
    const double v = c->vertical ? p.x : p.y;
    return c->keep_less ? v <= c->limit : v >= c->limit;
}

static ent_xy meet(const cut *c, ent_xy a, ent_xy b)
{
    const double from = c->vertical ? a.x : a.y, to = c->vertical ? b.x : b.y;
    const double t = (c->limit - from) / (to - from);
    if (c->vertical) return (ent_xy){c->limit, a.y + t * (b.y - a.y)};
    return (ent_xy){a.x + t * (b.x - a.x), c->limit};
}

static void cut_ring(const cut *c, const ent_ink *in, ent_ink *out)
{
    out->count = out->part_count = 0;
    ent_ink_start(out);
    for (size_t k = 0; k < in->count; k++) {
        const ent_xy a = in->points[k ? k - 1 : in->count - 1], b = in->points[k];
        if (keeps(c, a) != keeps(c, b)) ent_ink_add(out, meet(c, a, b));
        if (keeps(c, b)) ent_ink_add(out, b);
    }
}

/* Cut the only ring of `ring` to the rectangle; `spare` lends its memory. */
static void cut_to(ent_rect r, ent_ink *ring, ent_ink *spare)
{
    const cut sides[4] = {{true, r.x0, false}, {true, r.x1, true}, {false, r.y0, false}, {false, r.y1, true}};
    for (size_t k = 0; k < 4; k++) {
        cut_ring(&sides[k], ring, spare);
        const ent_ink swap = *ring;
        *ring = *spare, *spare = swap;
    }
}

static void append(ent_ink *path, const ent_ink *ring)
{
    path->failed |= ring->failed;
    if (ring->count < 3) return;
    ent_ink_start(path);
    for (size_t k = 0; k < ring->count; k++) ent_ink_add(path, ring->points[k]);
}

/* Cut a finished ring on paper to the clip and take it over; `ring` and `spare` are used up. */
static void take_ring(const ent_pane *pane, ent_ink *ring, ent_ink *spare, ent_ink *path)
{
    bool outside = false;
    for (size_t k = 0; k < ring->count && !outside; k++) {
        const ent_xy p = ring->points[k];
        outside = p.x < pane->clip.x0 || p.x > pane->clip.x1 || p.y < pane->clip.y0 || p.y > pane->clip.y1;
    }
    if (outside && !ring->failed) cut_to(pane->clip, ring, spare);
    path->failed |= spare->failed;
    append(path, ring);
}

/* ---- azimuthal -------------------------------------------------------------------------------------- */

/* The next place of a ring with its longitude within half a turn of the one before. */
static ent_lonlat follow(ent_lonlat before, ent_lonlat next)
{
    return (ent_lonlat){ent_lon_near(next.lon_deg, before.lon_deg), next.lat_deg};
}

static void azimuthal_ring(const ent_pane *pane, ent_course course, ent_ink *path)
{
    const ent_lonlat *p = course.points;
    const size_t count = course.count;
    ent_ink ring = {0}, spare = {0};
    const bender to = {pane, course.edge, &ring};
    knot last = {.place = p[count - 1]};
    bool there = folded(pane, last.place, &last.at);
    ent_ink_start(&ring);
    for (size_t k = 0; k < count; k++) {
        knot next = {.place = follow(last.place, p[k])};
        if (!folded(pane, next.place, &next.at)) continue;
        if (there)
            add_edge(&to, last, next, 0);
        else
            ent_ink_add(&ring, next.at);
        last = next, there = true;
    }
    take_ring(pane, &ring, &spare, path);
    ent_ink_done(&ring);
    ent_ink_done(&spare);
}

/* ---- strips ----------------------------------------------------------------------------------------- */

/* Add the places after `a` up to `b` to a ring of longitudes and latitudes, in steps on a great circle. */
static void add_steps(ent_lonlat a, ent_lonlat b, ent_edge edge, ent_ink *ring)
{
    const ent_unit3 from = ent_unit3_of(a), to = ent_unit3_of(b);
    const double angle = ent_unit3_angle_deg(from, to);
    const int steps = edge == ENT_EDGE_GREAT_CIRCLE ? (int)(angle / STEP_DEG) : 0;
    ent_lonlat last = a;
    for (int k = 1; k <= steps; k++) {
        const ent_lonlat place = ent_unit3_place(ent_unit3_towards(from, to, angle * k / (steps + 1)));
        last = follow(last, place);
        ent_ink_add(ring, (ent_xy){last.lon_deg, last.lat_deg});
    }
    last = follow(last, b);
    ent_ink_add(ring, (ent_xy){last.lon_deg, last.lat_deg});
}

/* Follow the ring round; where it comes back a whole turn away it is closed over the north, and true. */
static bool unroll(const ent_lonlat *p, size_t count, ent_edge edge, ent_ink *ring)
{
    ent_ink_start(ring);
    ent_ink_add(ring, (ent_xy){p[0].lon_deg, p[0].lat_deg});
    for (size_t k = 1; k <= count && !ring->failed; k++) {
        const ent_xy last = ring->points[ring->count - 1];
        add_steps((ent_lonlat){last.x, last.y}, p[k % count], edge, ring);
    }
    if (ring->failed) return false;
    const double end = ring->points[ring->count - 1].x, start = ring->points[0].x;
    if (fabs(end - start) < 180) return false;
    ent_ink_add(ring, (ent_xy){end, 91});
    ent_ink_add(ring, (ent_xy){start, 91});
    return true;
}

/* Put a ring of longitudes and latitudes inside the strip on paper. */
static void draw_strip_ring(const ent_pane *pane, const ent_ink *strip, double shift, ent_ink *path)
{
    ent_ink ring = {0}, spare = {0};
    const bender to = {pane, ENT_EDGE_STRAIGHT, &ring};
    knot last = {0};
    bool there = false;
    ent_ink_start(&ring);
    for (size_t k = 0; k <= strip->count && strip->count > 2; k++) {
        const ent_xy p = strip->points[k % strip->count];
        knot next = {.place = {p.x - shift, p.y}};
        if (!folded(pane, next.place, &next.at)) continue;
        if (there) add_edge(&to, last, next, 0);
        last = next, there = true;
    }
    take_ring(pane, &ring, &spare, path);
    ent_ink_done(&ring);
    ent_ink_done(&spare);
}

static void copy_path(const ent_ink *from, ent_ink *to)
{
    to->count = to->part_count = 0;
    ent_ink_start(to);
    for (size_t k = 0; k < from->count; k++) ent_ink_add(to, from->points[k]);
}

static void draw_strips(const ent_pane *pane, const ent_ink *ring, ent_ink *path)
{
    const ent_domain *d = ent_projection_domain(pane->projection);
    const double west = d->centre.lon_deg - d->half_width_deg, east = d->centre.lon_deg + d->half_width_deg;
    double least = INFINITY, most = -INFINITY;
    for (size_t k = 0; k < ring->count; k++) {
        least = fmin(least, ring->points[k].x);
        most = fmax(most, ring->points[k].x);
    }
    ent_ink part = {0}, spare = {0};
    for (double turn = floor((least - east) / 360); turn <= ceil((most - west) / 360); turn++) {
        const ent_rect box = {west + 360 * turn, d->south_deg, east + 360 * turn, d->north_deg};
        if (least > box.x1 || most < box.x0) continue;
        copy_path(ring, &part);
        if (!part.failed) cut_to(box, &part, &spare);
        path->failed |= part.failed || spare.failed;
        if (!path->failed) draw_strip_ring(pane, &part, 360 * turn, path);
    }
    ent_ink_done(&part);
    ent_ink_done(&spare);
}

/* ---- rings ------------------------------------------------------------------------------------------ */

void ent_pane_ring(const ent_pane *pane, ent_course course, ent_ink *path)
{
    if (course.count < 3 || path->failed) return;
    if (ent_projection_domain(pane->projection)->azimuthal) {
        azimuthal_ring(pane, course, path);
        return;
    }
    ent_ink ring = {0};
    if (unroll(course.points, course.count, course.edge, &ring)) path->odd = !path->odd;
    if (ring.failed)
        path->failed = true;
    else
        draw_strips(pane, &ring, path);
    ent_ink_done(&ring);
}

static void add_corners(const ent_xy *corners, size_t count, ent_ink *ring)
{
    ent_ink_start(ring);
    for (size_t k = 0; k < count; k++) ent_ink_add(ring, corners[k]);
}

/* The strip from pole to pole; its edges in steps, so that none seems straight in its middle alone. */
static void strip_limb(const ent_pane *pane, ent_ink *path)
{
    const ent_domain *d = ent_projection_domain(pane->projection);
    const double w = d->centre.lon_deg - 180, e = d->centre.lon_deg + 180, m = d->centre.lon_deg;
    const ent_xy corners[] = {{w, -90}, {m, -90}, {e, -90}, {e, -45}, {e, 0}, {e, 45},
                              {e, 90},  {m, 90},  {w, 90},  {w, 45},  {w, 0}, {w, -45}};
    ent_ink ring = {0};
    add_corners(corners, sizeof corners / sizeof *corners, &ring);
    path->failed |= ring.failed;
    if (!ring.failed) draw_strips(pane, &ring, path);
    ent_ink_done(&ring);
}

void ent_pane_limb(const ent_pane *pane, ent_ink *path)
{
    const ent_domain *d = ent_projection_domain(pane->projection);
    if (!d->azimuthal) {
        strip_limb(pane, path);
        return;
    }
    const ent_unit3 middle = ent_unit3_of(d->centre);
    ent_ink ring = {0}, spare = {0};
    ent_ink_start(&ring);
    for (int k = 0; k < 720; k++) {
        const ent_unit3 v = ent_unit3_around(middle, k / 2.0, d->horizon_deg - 1e-4);
        ent_xy at;
        if (folded(pane, ent_unit3_place(v), &at)) ent_ink_add(&ring, at);
    }
    take_ring(pane, &ring, &spare, path);
    ent_ink_done(&ring);
    ent_ink_done(&spare);
}

void ent_pane_finish(const ent_pane *pane, bool inside, ent_ink *path)
{
    if (inside == path->odd) return;
    path->odd = !path->odd;
    if (!ent_projection_domain(pane->projection)->azimuthal) {
        strip_limb(pane, path);
        return;
    }
    const ent_rect c = pane->clip;
    const ent_xy corners[4] = {{c.x0, c.y0}, {c.x1, c.y0}, {c.x1, c.y1}, {c.x0, c.y1}};
    add_corners(corners, 4, path);
}

/* ---- lines ------------------------------------------------------------------------------------------ */

typedef struct pen {
    const ent_pane *pane;
    ent_edge edge;
    ent_ink *path;
    bool down;
    knot last; /* meaningful when down */
} pen;

static bool shown(const ent_pane *pane, ent_lonlat place, ent_xy *out)
{
    if (!ent_pane_at(pane, place, out)) return false;
    const ent_rect *c = &pane->clip;
    return out->x >= c->x0 && out->x <= c->x1 && out->y >= c->y0 && out->y <= c->y1;
}

/* In a strip an edge that leaves it on one side comes in again on the other: the two ends then lie far apart
 * on the map though not on the Earth. */
static bool torn(const ent_pane *pane, ent_lonlat a, ent_lonlat b)
{
    const ent_domain *d = ent_projection_domain(pane->projection);
    if (d->azimuthal) return false;
    const double off_a = ent_lon_near(a.lon_deg, d->centre.lon_deg),
                 off_b = ent_lon_near(b.lon_deg, d->centre.lon_deg);
    return fabs(off_a - off_b) > 180;
}

/* The last shown place of an edge whose one end is shown and the other not. */
static knot last_shown(const ent_pane *pane, ent_lonlat in, ent_lonlat out, ent_edge edge)
{
    knot best = {.place = in};
    (void)shown(pane, in, &best.at);
    const ent_lonlat start = in;
    for (int k = 0; k < 24; k++) {
        const ent_lonlat middle = half_way(in, out, edge);
        ent_xy at;
        if (shown(pane, middle, &at) && !torn(pane, start, middle))
            in = middle, best = (knot){middle, at};
        else
            out = middle;
    }
    return best;
}

static void pen_down(pen *p, knot at)
{
    ent_ink_start(p->path);
    ent_ink_add(p->path, at.at);
    p->last = at, p->down = true;
}

static void pen_to(pen *p, knot to)
{
    const bender b = {p->pane, p->edge, p->path};
    add_edge(&b, p->last, to, 0);
    p->last = to;
}

/* One edge, short on the Earth, so that it goes over a border of the map at most once. */
static void draw_step(pen *p, ent_lonlat a, ent_lonlat b)
{
    knot to = {.place = b}, from = {.place = a};
    const bool sees_a = shown(p->pane, a, &from.at), sees_b = shown(p->pane, b, &to.at);
    if (sees_a && sees_b && !torn(p->pane, a, b)) {
        if (!p->down) pen_down(p, from);
        pen_to(p, to);
        return;
    }
    if (sees_a) {
        if (!p->down) pen_down(p, from);
        pen_to(p, last_shown(p->pane, a, b, p->edge));
    }
    p->down = false;
    if (!sees_b) return;
    pen_down(p, last_shown(p->pane, b, a, p->edge));
    pen_to(p, to);
}

static void draw_line_edge(pen *p, ent_lonlat a, ent_lonlat b)
{
    const ent_unit3 from = ent_unit3_of(a), to = ent_unit3_of(b);
    const double angle = ent_unit3_angle_deg(from, to);
    const double off = p->edge == ENT_EDGE_STRAIGHT ? fabs(b.lon_deg - a.lon_deg) : 0;
    const int steps = 1 + (int)(fmax(angle, off * cos(a.lat_deg * ENT_DEGREE)) / 5);
    ent_lonlat last = a;
    for (int k = 1; k <= steps; k++) {
        const double t = (double)k / steps;
        ent_lonlat next = b;
        if (k < steps && p->edge == ENT_EDGE_GREAT_CIRCLE)
            next = follow(last, ent_unit3_place(ent_unit3_towards(from, to, angle * t)));
        else if (k < steps)
            next = (ent_lonlat){a.lon_deg + t * (b.lon_deg - a.lon_deg),
                                a.lat_deg + t * (b.lat_deg - a.lat_deg)};
        draw_step(p, last, next);
        last = next;
    }
}

void ent_pane_line(const ent_pane *pane, ent_course course, ent_ink *path)
{
    if (course.count < 2) return;
    pen p = {.pane = pane, .edge = course.edge, .path = path};
    ent_lonlat last = course.points[0];
    const size_t end = course.closed ? course.count + 1 : course.count;
    for (size_t k = 1; k < end && !path->failed; k++) {
        const ent_lonlat next = follow(last, course.points[k % course.count]);
        draw_line_edge(&p, last, next);
        last = next;
    }
}
