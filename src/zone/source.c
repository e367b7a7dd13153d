/* source.c: where a zone reaches no distance at all its outline is the border it came with. Following it cell
 * by cell to ten metres made eleven million vertices of Russia's sixty-eight thousand.
 *
 * The arcs of the tree lie in no order of rings. They are joined at their ends: where two meet there is no
 * choice; where more meet, one walks on along the first arc clockwise from where one came, since the zone
 * lies on the left and no arc runs through it. Whenever the walk comes back to a place on its way, what lies
 * between is a ring of its own; so every ring is simple. Which side is inside is asked of the tree, once a
 * walk, a thousandth of an arc to either side of its middle; if both answers are the same the arc tells
 * nothing and another one is tried.
 *
 * All this holds for arcs that meet at their ends and nowhere else. Sources have a few that cross or lie on
 * one another, by centimetres mostly: so arcs are first cut where another crosses them or ends on them, and
 * pieces that lie there twice cancel, as even-odd has it. */
#include "zone/source.h"
#include "base/mem.h"
#include "cell/face.h"
#include "geo/geodesy.h"
#include "tree/near.h"
#include "zone/model.h"

#include <math.h>
#include <stdlib.h>

#define SIDE_SHARE 1e-3 /* of an arc: how far beside it one asks; nearer if that does not tell */
#define SIDE_LEAST 1e-6
#define TOUCH 1e-13      /* sines nearer to zero than this are not told from it: under a micrometre */
#define PIECE_LEAST 1e-7 /* radians, 0.6 m: shorter pieces are not cut further */

typedef struct arc_end {
    ent_lonlat at;
    uint32_t arc;
    bool is_b;
} arc_end;

typedef struct source {
    const ent_tree *tree;
    bool outside;
    ent_arc *arcs; /* the smaller end first */
    size_t arc_count, arc_cap;
    arc_end *ends;     /* sorted by place; two an arc */
    uint32_t *node_of; /* two an arc: of its a, of its b */
    uint32_t *first;   /* node_count + 1: where the ends of a node begin */
    ent_vec *places;   /* one a node */
    uint32_t *on_path; /* one a node: place on the path + 1, 0: not on it */
    uint32_t *path;    /* nodes of the walk so far */
    bool *used;        /* one an arc */
    uint32_t node_count, path_count;
    ent_trace *out;
    size_t point_count, ring_cap;
    ent_error *err;
} source;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for an outline");
}

static double dot(ent_vec a, ent_vec b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static ent_vec cross(ent_vec a, ent_vec b)
{
    return (ent_vec){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

static ent_vec minus(ent_vec a, ent_vec b)
{
    return (ent_vec){a.x - b.x, a.y - b.y, a.z - b.z};
}

/* ---- arcs that meet at their ends alone --------------------------------------------------------------- */

static bool is_same(ent_lonlat a, ent_lonlat b)
{
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

/* How far c lies beside the great circle through a and b, as a sine times the chord; told from zero or not.
 */
static int side(ent_vec a, ent_vec b, ent_vec c)
{
    double s = dot(cross(minus(b, a), minus(c, a)), a);
    return s > TOUCH ? 1 : s < -TOUCH ? -1 : 0;
}

static bool comes_first(ent_lonlat a, ent_lonlat b)
{
    return a.lon_deg < b.lon_deg || (a.lon_deg == b.lon_deg && a.lat_deg <= b.lat_deg);
}

static ent_arc in_order(ent_arc arc)
{
    return comes_first(arc.a, arc.b) ? arc : (ent_arc){arc.b, arc.a};
}

#define CUTS_MAX 64 /* of one arc; a source with more is left to the cells */

/* One arc that is being cut, and where; false when there is no end of it. */
typedef struct cutting {
    const ent_tree *tree;
    ent_arc arc;
    ent_vec a, b;
    ent_lonlat cuts[CUTS_MAX];
    size_t cut_count;
} cutting;

static bool add_cut(cutting *c, ent_lonlat at)
{
    if (is_same(at, c->arc.a) || is_same(at, c->arc.b)) return true;
    for (size_t k = 0; k < c->cut_count; k++)
        if (is_same(c->cuts[k], at)) return true;
    if (c->cut_count == CUTS_MAX) return false;
    c->cuts[c->cut_count++] = at;
    return true;
}

/* A place on the line of the arc: between its ends? */
static bool is_between(const cutting *c, ent_vec v)
{
    return dot(minus(v, c->a), minus(c->b, c->a)) > 0 && dot(minus(v, c->b), minus(c->a, c->b)) > 0;
}

/* The same place, to the last bit, from whichever of the two arcs it is asked. */
static ent_lonlat crossing_of(const cutting *c, ent_vec p, ent_vec q)
{
    ent_vec x = cross(cross(c->a, c->b), cross(p, q));
    if (dot(x, c->a) + dot(x, c->b) < 0) x = (ent_vec){-x.x, -x.y, -x.z};
    return ent_vec_lonlat(ent_vec_unit(x));
}

static bool cut_by(cutting *c, ent_arc other)
{
    ent_vec p = ent_vec_of(other.a), q = ent_vec_of(other.b);
    int sp = side(c->a, c->b, p), sq = side(c->a, c->b, q);
    if (sp == 0 && is_between(c, p) && !add_cut(c, other.a)) return false;
    if (sq == 0 && is_between(c, q) && !add_cut(c, other.b)) return false;
    if (sp * sq >= 0 || side(p, q, c->a) * side(p, q, c->b) >= 0) return true;
    return add_cut(c, crossing_of(c, p, q));
}

/* By arcs near a stretch of it, which is halved until few enough of them are. */
static bool cut_piece(cutting *c, ent_vec from, ent_vec to)
{
    ent_arc near[ENT_NEAR_MAX];
    double half = 0.5 * ent_vec_angle(from, to);
    ent_vec middle = ent_vec_unit((ent_vec){from.x + to.x, from.y + to.y, from.z + to.z});
    size_t count =
        ent_tree_near(c->tree, ent_vec_lonlat(middle), 1.01 * ENT_POLAR_RADIUS_M * half + 0.1, near);
    if (count > ENT_NEAR_MAX)
        return half > PIECE_LEAST && cut_piece(c, from, middle) && cut_piece(c, middle, to);
    for (size_t k = 0; k < count; k++)
        if (!(is_same(near[k].a, c->arc.a) && is_same(near[k].b, c->arc.b)) && !cut_by(c, near[k]))
            return false;
    return true;
}

static bool keep_arc(source *s, ent_arc arc)
{
    if (is_same(arc.a, arc.b)) return true;
    if (s->arc_count == s->arc_cap) {
        size_t cap = s->arc_cap ? 2 * s->arc_cap : 1024;
        ent_arc *arcs = ent_realloc(s->arcs, cap, sizeof *arcs);
        if (arcs == NULL) return false;
        s->arcs = arcs, s->arc_cap = cap;
    }
    s->arcs[s->arc_count++] = arc;
    return true;
}

static bool keep_pieces(source *s, cutting *c)
{
    ent_lonlat from = c->arc.a;
    for (size_t k = 0; k < c->cut_count; k++) { /* nearest to the start first */
        size_t least = k;
        for (size_t i = k + 1; i < c->cut_count; i++)
            if (ent_vec_angle(c->a, ent_vec_of(c->cuts[i])) < ent_vec_angle(c->a, ent_vec_of(c->cuts[least])))
                least = i;
        ent_lonlat next = c->cuts[least];
        c->cuts[least] = c->cuts[k];
        if (!keep_arc(s, in_order((ent_arc){from, next}))) return false;
        from = next;
    }
    return keep_arc(s, in_order((ent_arc){from, c->arc.b}));
}

static int by_ends(const void *pa, const void *pb)
{
    const ent_arc *a = pa, *b = pb;
    if (!is_same(a->a, b->a)) return is_same(in_order((ent_arc){a->a, b->a}).a, a->a) ? -1 : 1;
    if (!is_same(a->b, b->b)) return is_same(in_order((ent_arc){a->b, b->b}).a, a->b) ? -1 : 1;
    return 0;
}

/* Pieces that lie there an even number of times are no border. */
static void cancel_pairs(source *s)
{
    size_t kept = 0;
    qsort(s->arcs, s->arc_count, sizeof *s->arcs, by_ends);
    for (size_t k = 0; k < s->arc_count;) {
        size_t same = k + 1;
        while (same < s->arc_count && by_ends(&s->arcs[k], &s->arcs[same]) == 0) same++;
        if ((same - k) % 2 != 0) s->arcs[kept++] = s->arcs[k];
        k = same;
    }
    s->arc_count = kept;
}

/* A pole is one place, whatever its longitude. */
static ent_lonlat canonical(ent_lonlat p)
{
    return fabs(p.lat_deg) == 90.0 ? (ent_lonlat){0, p.lat_deg}
                                   : (ent_lonlat){p.lon_deg + 0.0, p.lat_deg + 0.0};
}

/* The arcs of the tree, cut so that they meet at their ends alone. */
static ent_status find_arcs(source *s, bool *out_good)
{
    size_t n = ent_tree_segment_count(s->tree);
    *out_good = false;
    for (size_t k = 0; k < n; k++) {
        cutting c = {.tree = s->tree};
        ent_tree_segment(s->tree, k, &c.arc.a, &c.arc.b);
        c.arc = in_order(c.arc);
        c.a = ent_vec_of(c.arc.a), c.b = ent_vec_of(c.arc.b);
        if (!cut_piece(&c, c.a, c.b)) return ENT_OK;
        c.arc = (ent_arc){canonical(c.arc.a), canonical(c.arc.b)};
        if (!keep_pieces(s, &c)) return no_memory(s->err);
    }
    cancel_pairs(s);
    *out_good = s->arc_count > 0;
    return ENT_OK;
}

/* ---- places where arcs meet ---------------------------------------------------------------------------- */

static int by_place(const void *pa, const void *pb)
{
    const arc_end *a = pa, *b = pb;
    if (a->at.lon_deg != b->at.lon_deg) return a->at.lon_deg < b->at.lon_deg ? -1 : 1;
    if (a->at.lat_deg != b->at.lat_deg) return a->at.lat_deg < b->at.lat_deg ? -1 : 1;
    if (a->arc != b->arc) return a->arc < b->arc ? -1 : 1;
    return a->is_b - b->is_b;
}

static bool room_for(source *s)
{
    size_t n = s->arc_count;
    s->ends = ent_alloc_zero(2 * n, sizeof *s->ends);
    s->node_of = ent_alloc_zero(2 * n, sizeof *s->node_of);
    s->first = ent_alloc_zero(2 * n + 1, sizeof *s->first);
    s->places = ent_alloc_zero(2 * n, sizeof *s->places);
    s->on_path = ent_alloc_zero(2 * n, sizeof *s->on_path);
    s->path = ent_alloc_zero(n + 1, sizeof *s->path);
    s->used = ent_alloc_zero(n, sizeof *s->used);
    s->out->points = ent_alloc_zero(n + 1, sizeof *s->out->points);
    return s->ends && s->node_of && s->first && s->places && s->on_path && s->path && s->used &&
           s->out->points;
}

/* A place on the seam is set ten micrometres west of it, so that whoever cuts there meets arcs and never an
 * end. */
static ent_vec place_of(ent_lonlat p)
{
    if (p.lon_deg == -180.0) p.lon_deg = 180.0 - 1e-10;
    return ent_vec_of(p);
}

/* False when an odd number of arcs meets somewhere: no border of an area. */
static bool find_nodes(source *s)
{
    size_t n = s->arc_count;
    for (size_t k = 0; k < n; k++) {
        s->ends[2 * k] = (arc_end){s->arcs[k].a, (uint32_t)k, false};
        s->ends[2 * k + 1] = (arc_end){s->arcs[k].b, (uint32_t)k, true};
    }
    qsort(s->ends, 2 * n, sizeof *s->ends, by_place);
    for (size_t k = 0; k < 2 * n; k++) {
        const arc_end *e = &s->ends[k];
        if (k == 0 || !is_same(e->at, s->ends[k - 1].at)) {
            if ((k - s->first[s->node_count ? s->node_count - 1 : 0]) % 2 != 0) return false;
            s->first[s->node_count] = (uint32_t)k;
            s->places[s->node_count++] = place_of(e->at);
        }
        s->node_of[2 * e->arc + e->is_b] = s->node_count - 1;
    }
    s->first[s->node_count] = (uint32_t)(2 * n);
    return (2 * n - s->first[s->node_count - 1]) % 2 == 0;
}

/* ---- which way ---------------------------------------------------------------------------------------- */

static bool is_inside(const source *s, ent_vec v)
{
    return ent_is_yes(ent_tree_contains(s->tree, ent_vec_lonlat(v))) != s->outside;
}

/* Is the zone on the left when the arc is walked from a to b (1), on the right (-1), or is that not to be
 * told (0)? */
static int zone_side(const source *s, uint32_t arc, double share)
{
    ent_vec a = s->places[s->node_of[2 * arc]], b = s->places[s->node_of[2 * arc + 1]];
    ent_vec middle = ent_vec_unit((ent_vec){a.x + b.x, a.y + b.y, a.z + b.z}),
            left = cross(middle, minus(b, a));
    ent_vec l = {middle.x + share * left.x, middle.y + share * left.y, middle.z + share * left.z};
    ent_vec r = {middle.x - share * left.x, middle.y - share * left.y, middle.z - share * left.z};
    bool on_left = is_inside(s, l), on_right = is_inside(s, r);
    return on_left == on_right ? 0 : on_left ? 1 : -1;
}

/* The direction in which an arc leaves a place, clockwise from a fixed one, in radians. */
static double heading(ent_vec at, ent_vec to)
{
    ent_vec axis = fabs(at.z) < 0.9 ? (ent_vec){0, 0, 1} : (ent_vec){1, 0, 0};
    ent_vec right = cross(axis, at), up = cross(at, right), way = minus(to, at);
    return atan2(dot(way, right), dot(way, up));
}

static uint32_t other_end(const source *s, const arc_end *e)
{
    return s->node_of[2 * e->arc + !e->is_b];
}

/* The end, at the node, of the arc to go on along: the first one clockwise from where one came that is not
 * used. */
static const arc_end *next_end(const source *s, uint32_t node, uint32_t came_from)
{
    const double turn = 6.283185307179586;
    double back = heading(s->places[node], s->places[came_from]), least = INFINITY;
    const arc_end *next = NULL;
    for (uint32_t k = s->first[node]; k < s->first[node + 1]; k++) {
        const arc_end *e = &s->ends[k];
        if (s->used[e->arc]) continue;
        double by = heading(s->places[node], s->places[other_end(s, e)]) - back;
        while (by <= 0) by += turn;
        if (by < least) least = by, next = e;
    }
    return next;
}

/* ---- rings -------------------------------------------------------------------------------------------- */

static bool end_ring(source *s, uint32_t from)
{
    ent_trace *out = s->out;
    if (out->ring_count + 2 > s->ring_cap) {
        size_t cap = s->ring_cap ? 2 * s->ring_cap : 64;
        uint32_t *starts = ent_realloc(out->starts, cap, sizeof *starts);
        if (starts == NULL) return false;
        out->starts = starts, s->ring_cap = cap;
        if (out->ring_count == 0) starts[0] = 0;
    }
    for (uint32_t k = from; k < s->path_count; k++) {
        out->points[s->point_count++] = s->places[s->path[k]];
        s->on_path[s->path[k]] = 0;
    }
    s->path_count = from;
    out->starts[++out->ring_count] = (uint32_t)s->point_count;
    return true;
}

/* Step on to a node: if it is on the path already, a ring is complete. */
static bool step(source *s, uint32_t node)
{
    if (s->on_path[node] && !end_ring(s, s->on_path[node] - 1)) return false;
    s->path[s->path_count++] = node;
    s->on_path[node] = s->path_count;
    return true;
}

/* From an arc on until nothing is left to go on along; *out_closed tells whether that was where the walk
 * began. */
static ent_status walk(source *s, uint32_t arc, bool forward, bool *out_closed)
{
    uint32_t start = s->node_of[2 * arc + !forward], last = start, node = s->node_of[2 * arc + forward];
    s->used[arc] = true;
    if (!step(s, start)) return no_memory(s->err);
    while (true) {
        if (!step(s, node)) return no_memory(s->err);
        const arc_end *next = node == start && s->path_count == 1 ? NULL : next_end(s, node, last);
        if (next == NULL) break;
        s->used[next->arc] = true;
        last = node, node = other_end(s, next);
    }
    *out_closed = s->path_count == 1 && s->path[0] == start;
    for (uint32_t k = 0; k < s->path_count; k++) s->on_path[s->path[k]] = 0;
    s->path_count = 0;
    return ENT_OK;
}

static bool all_used(const source *s)
{
    for (size_t k = 0; k < s->arc_count; k++)
        if (!s->used[k]) return false;
    return true;
}

static ent_status find_rings(source *s, bool *out_done)
{
    for (double share = SIDE_SHARE; share >= SIDE_LEAST && !all_used(s); share *= 0.1)
        for (uint32_t arc = 0; arc < s->arc_count; arc++) {
            bool closed = false;
            int zone_on = s->used[arc] ? 0 : zone_side(s, arc, share);
            if (zone_on == 0) continue;
            ent_status st = walk(s, arc, zone_on > 0, &closed);
            if (st != ENT_OK || !closed) return st;
        }
    *out_done = all_used(s);
    return ENT_OK;
}

/* ---- areas -------------------------------------------------------------------------------------------- */

/* Karney states 0.1 m2 a vertex for the area of a polygon. */
#define AREA_ERROR_M2 0.2
#define EARTH_M2 510065621724088.51

/* Between the border and its arcs: nowhere wider than the edge error. */
static double strip_m2(const source *s)
{
    double width_m = ent_tree_edge_error_m(s->tree), angle = 0;
    for (size_t k = 0; width_m > 0 && k < s->arc_count; k++)
        angle += ent_vec_angle(ent_vec_of(s->arcs[k].a), ent_vec_of(s->arcs[k].b));
    return 1.001 * width_m * ENT_POLAR_RADIUS_M * angle;
}

static ent_status measure(source *s)
{
    ent_trace *out = s->out;
    double sum = 0;
    ent_lonlat *ring = ent_alloc_zero(s->arc_count + 1, sizeof *ring);
    if (ring == NULL) return no_memory(s->err);
    for (size_t r = 0; r < out->ring_count; r++) {
        size_t n = 0;
        for (uint32_t k = out->starts[r]; k < out->starts[r + 1]; k++)
            ring[n++] = ent_vec_lonlat(out->points[k]);
        sum += ent_geodesy_ring_area(&s->tree->geodesy, ring, n);
    }
    ent_free(ring);
    if (sum < 0) sum += EARTH_M2;
    double error = AREA_ERROR_M2 * (double)s->arc_count + 1e-12 * sum + strip_m2(s);
    out->lo_m2 = fmax(0, sum - error), out->hi_m2 = fmin(EARTH_M2, sum + error);
    return ENT_OK;
}

bool ent_source_fits(const ent_field *field)
{
    return field->kind == ENT_FIELD_DISTANCE && field->value_m == 0 && field->shape->kind == ENT_SHAPE_AREA &&
           ent_tree_segment_count(field->shape) > 0 && ent_tree_segment_count(field->shape) < UINT32_MAX / 4;
}

ent_status ent_source_trace(const ent_field *field, ent_trace *out, bool *out_done, ent_error *err)
{
    source s = {.tree = field->shape, .outside = field->sign < 0, .out = out, .err = err};
    bool good = false;
    *out_done = false;
    ent_status st = find_arcs(&s, &good);
    if (st == ENT_OK && good && !room_for(&s)) st = no_memory(err);
    if (st == ENT_OK && good && find_nodes(&s)) st = find_rings(&s, out_done);
    if (st == ENT_OK && *out_done) st = measure(&s);
    ent_free(s.arcs), ent_free(s.ends), ent_free(s.node_of), ent_free(s.first), ent_free(s.places);
    ent_free(s.on_path), ent_free(s.path), ent_free(s.used);
    if (st != ENT_OK || !*out_done) ent_trace_done(out);
    return st;
}
