/* search.c: distance, nearest place, within.
 *
 * From a quarter of the Earth away on only a few places of a border can be the nearest, which are known
 * beforehand (tree/hull.h). Nearer there are three sieves, each finer and dearer than the one before:
 *   1. straight chords in plain arithmetic, boxes first: an arc whose chord, less its sagitta, is farther
 * than any geodesic of that length can span is out (geo/chord.h);
 *   2. the great circle of the reduced sphere (geo/quick.h): bounds a few millimetres apart at 500 km, 14 m
 * at 10,000 km, in some 50 ns;
 *   3. PROJ's routines (geo/arc.h), for the arcs that are still open, nearest lower bound first, until what
 * is left cannot matter. At a slack of a millimetre nothing nearer than 400 km comes this far. */
#include "geo/solve.h"
#include "geo/wide.h"
#include "tree/hull.h"
#include "tree/near.h"
#include "tree/walk.h"

static double squared(double v)
{
    return v * v;
}

/* ---- the first sieve: chords --------------------------------------------------------------------------- */

#define CHORDS_MAX 48
#define FAR_M 3000000.0

typedef struct near_chord {
    double chord, along;
    uint32_t arc;
} near_chord;

/* The nearest chord and its rivals: those so near that their arcs may be nearer. Beyond FAR_M rivals are many
 * and are left to a second walk that knows a better bound; `given_up` is the least limit under which that was
 * done. */
typedef struct chords {
    near_chord nearest;
    double limit; /* a chord less its sagitta beyond this is out */
    double given_up;
    bool overflow;
    uint32_t count;
    near_chord items[CHORDS_MAX];
} chords;

static void chords_limit(chords *c, double chord)
{
    double limit = chord;
    if (chord > FAR_M)
        c->given_up = ent_min(c->given_up, limit);
    else
        limit = ent_chord_rival_m(chord);
    c->limit = ent_min(c->limit, limit);
}

static inline void chords_leaf(chords *c, const ent_tree *tree, ent_vec3 p, uint32_t leaf)
{
    const ent_leaf *l = &tree->leaves[leaf];
    double d2[ENT_FAN], along[ENT_FAN];
    ent_leaf_distances2(l, p, d2, along);
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        if (d2[k] > squared(c->limit + l->sag[k])) continue;
        double chord = sqrt(d2[k]);
        near_chord item = {chord, along[k], leaf * ENT_FAN + k};
        if (item.arc >= tree->arc_count) continue; /* the filling of the last leaf */
        if (chord < c->nearest.chord) {
            c->nearest = item;
            chords_limit(c, chord + l->sag[k]);
        }
        if (c->count < CHORDS_MAX)
            c->items[c->count++] = item;
        else
            c->overflow = true;
    }
}

/* Drop the rivals of chords that were not the nearest in the end. */
static void chords_sift(chords *c, const ent_tree *tree)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t arc = c->items[i].arc;
        if (c->items[i].chord - tree->leaves[arc / ENT_FAN].sag[arc % ENT_FAN] <= c->limit)
            c->items[kept++] = c->items[i];
    }
    c->count = kept;
}

ENT_WIDE static void chords_find(chords *c, const ent_tree *tree, ent_vec3 p)
{
    c->nearest = (near_chord){INFINITY, 0.0, 0};
    c->limit = INFINITY, c->given_up = INFINITY, c->overflow = false, c->count = 0;
    ent_walk w;
    ent_walk_init(&w, tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, c->limit * c->limit, &leaf)) {
        if (c->count == CHORDS_MAX) chords_sift(c, tree);
        chords_leaf(c, tree, p, leaf);
    }
    chords_sift(c, tree);
    if (c->limit >= c->given_up) c->overflow = true;
}

/* ---- the second and third: circles, then the exact distance -------------------------------------------- */

#define OPEN_MAX 64

/* An arc that may be the nearest: its lower bound, and where on it the nearest point about is. */
typedef struct open_arc {
    double lo_m, along;
    uint32_t arc;
} open_arc;

typedef struct search {
    const ent_tree *tree;
    ent_lonlat place;
    ent_vec3 reduced; /* on the reduced sphere */
    double slack_m;
    double hi_m;     /* least upper bound so far */
    uint32_t hi_arc; /* the arc it belongs to, and where on it */
    double hi_along;
    double lo_m;      /* least lower bound of the arcs measured to the end */
    ent_arc_hit best; /* of the arcs measured to the end */
    double limit2;    /* straight distance beyond which an arc cannot matter */
    bool ends_only;   /* open are ends of arcs, no arcs (along is 0 or 1) */
    ent_solve_memory memory;
    uint32_t open_count;
    open_arc open[OPEN_MAX];
} search;

static void search_improve(search *s, double hi_m, const open_arc *o)
{
    if (!(hi_m < s->hi_m)) return;
    s->hi_m = hi_m, s->hi_arc = o->arc, s->hi_along = o->along;
    s->limit2 = squared(ent_chord_beyond_m(hi_m));
}

static ent_vec3 chord_end(const ent_chord *c, double end)
{
    return ent_quick_reduce((ent_vec3){c->a.x + end * c->d.x, c->a.y + end * c->d.y, c->a.z + end * c->d.z});
}

/* Where there is some slack Bessel's circle will do; PROJ's routines are five times as dear, and four of them
 * needed. */
static void search_measure(search *s, open_arc o)
{
    const ent_tree *tree = s->tree;
    if (s->slack_m > 0.0) {
        ent_chord chord = ent_leaf_chord(&tree->leaves[o.arc / ENT_FAN], o.arc % ENT_FAN);
        ent_bounds_m d = s->ends_only ? ent_solve_bounds(s->reduced, chord_end(&chord, o.along))
                                      : ent_solve_arc(s->reduced, chord, o.along, &s->memory);
        search_improve(s, d.hi_m, &o);
        if (d.hi_m - d.lo_m <= s->slack_m || d.lo_m > s->hi_m) {
            s->lo_m = fmin(s->lo_m, d.lo_m);
            return;
        }
    }
    ent_arc_hit hit = ent_arc_nearest(&tree->geodesy, s->place, tree->arcs[o.arc], o.along);
    if (hit.bounds.hi_m < s->best.bounds.hi_m) s->best = hit;
    s->lo_m = fmin(s->lo_m, hit.bounds.lo_m);
    search_improve(s, hit.bounds.hi_m, &o);
}

static uint32_t nearest_open(const search *s)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < s->open_count; i++)
        if (s->open[i].lo_m < s->open[least].lo_m) least = i;
    return least;
}

/* Drop what an upper bound found since rules out. */
static void search_sift(search *s)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->open_count; i++)
        if (s->open[i].lo_m <= s->hi_m) s->open[kept++] = s->open[i];
    s->open_count = kept;
}

/* Room for one more: sift, and if that does not help measure the most promising to the end. */
static void search_add(search *s, open_arc o)
{
    if (s->open_count == OPEN_MAX) search_sift(s);
    while (s->open_count == OPEN_MAX) {
        uint32_t i = nearest_open(s);
        open_arc next = s->open[i];
        s->open[i] = s->open[--s->open_count];
        search_measure(s, next);
        search_sift(s);
    }
    if (o.lo_m <= s->hi_m) s->open[s->open_count++] = o;
}

/* The second sieve for lane k of a leaf. */
static void search_arc(search *s, const ent_leaf *l, uint32_t k, open_arc o, double chord)
{
    double chord_least = ent_chord_least_m(chord - l->sag[k]);
    if (chord_least > s->hi_m) return;
    ent_bounds_m d = ent_quick_arc(s->reduced, ent_leaf_chord(l, k), &o.along, 0.25 * s->slack_m);
    if (d.lo_m > s->hi_m) return;
    search_improve(s, d.hi_m, &o);
    o.lo_m = fmax(d.lo_m, chord_least);
    search_add(s, o);
}

static inline void search_leaf(search *s, ent_vec3 p, uint32_t leaf)
{
    const ent_leaf *l = &s->tree->leaves[leaf];
    double d2[ENT_FAN], along[ENT_FAN];
    ent_leaf_distances2(l, p, d2, along);
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        uint32_t arc = leaf * ENT_FAN + k;
        if (arc >= s->tree->arc_count) break; /* the filling of the last leaf */
        double chord = sqrt(d2[k]), least = chord - l->sag[k];
        if (least > 0.0 && squared(least) > s->limit2) continue;
        search_arc(s, l, k, (open_arc){0.0, along[k], arc}, chord);
    }
}

/* Far away the boxes' straight distances leave tens of kilometres open, more than most boxes are wide; the
 * second sieve on their middles then saves more than it costs. */
#define BOXES_M 4000000.0

static bool box_is_out(const search *s, const ent_node *node, uint32_t k)
{
    ent_vec3 lo, hi;
    ent_node_box(node, k, &lo, &hi);
    return ent_quick_box_least_m(s->reduced, lo, hi) > s->hi_m;
}

ENT_WIDE static void search_far(search *s, ent_vec3 p)
{
    const ent_tree *tree = s->tree;
    ent_walk w;
    ent_walk_init(&w, tree, p);
    while (w.depth > 0) {
        ent_visit v = w.stack[--w.depth];
        float limit = ent_walk_limit(s->limit2);
        if (!(v.d2 <= limit)) continue;
        if (v.level == 0) {
            search_leaf(s, p, v.index);
            continue;
        }
        const ent_node *node = &tree->nodes[tree->level_starts[v.level - 1] + v.index];
        float d2[ENT_FAN];
        ent_node_distances2(node, w.rounded, d2);
        uint32_t base = w.depth;
        for (uint32_t k = 0; k < ENT_FAN; k++) {
            if (!(d2[k] <= limit) || d2[k] == INFINITY || box_is_out(s, node, k)) continue;
            ent_walk_push(&w, base, (ent_visit){d2[k], v.level - 1, v.index * ENT_FAN + k});
        }
    }
}

ENT_WIDE static void search_again(search *s, ent_vec3 p)
{
    ent_walk w;
    ent_walk_init(&w, s->tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, s->limit2, &leaf)) search_leaf(s, p, leaf);
}

/* Everything that the chords leave open. */
static void search_rivals(search *s, const chords *c, ent_vec3 p)
{
    if (c->overflow) {
        if (s->hi_m > BOXES_M)
            search_far(s, p);
        else
            search_again(s, p);
        return;
    }
    for (uint32_t i = 0; i < c->count; i++) {
        near_chord n = c->items[i];
        const ent_leaf *l = &s->tree->leaves[n.arc / ENT_FAN];
        double least = n.chord - l->sag[n.arc % ENT_FAN];
        if (n.arc == c->nearest.arc || (least > 0.0 && squared(least) > s->limit2)) continue;
        search_arc(s, l, n.arc % ENT_FAN, (open_arc){0.0, n.along, n.arc}, n.chord);
    }
}

/* Measure to the end until the lowest lower bound is within the slack of the upper one, or itself measured.
 */
static ent_arc_hit search_finish(search *s)
{
    for (;;) {
        search_sift(s);
        double open_lo = INFINITY;
        uint32_t i = 0;
        if (s->open_count > 0) i = nearest_open(s), open_lo = s->open[i].lo_m;
        double lo = fmin(s->lo_m, open_lo);
        if (s->hi_m - lo <= s->slack_m || open_lo > s->lo_m) {
            s->best.bounds = (ent_bounds_m){fmax(0.0, fmin(lo, s->hi_m)), s->hi_m};
            return s->best;
        }
        open_arc next = s->open[i];
        s->open[i] = s->open[--s->open_count];
        search_measure(s, next);
    }
}

/* ---- from far away: the hull ----------------------------------------------------------------------------
 */

/* Two places with one name differ by rounding (tree/hull.c). */
#define SAME_PLACE_M 7e-9

/* Squares of the chords to the hull's places, on the reduced sphere; which is the least. */
static uint32_t hull_chords2(const ent_hull *h, ent_vec3 p, double *out)
{
    uint32_t least = 0;
    for (uint32_t i = 0; i < h->count; i += ENT_FAN) {
        ent_double8 x = p.x - ENT_DOUBLES(h->x + i), y = p.y - ENT_DOUBLES(h->y + i),
                    z = p.z - ENT_DOUBLES(h->z + i);
        *(ent_double8 *)(void *)(out + i) = x * x + y * y + z * z;
    }
    for (uint32_t i = 1; i < h->count; i++)
        if (out[i] < out[least]) least = i;
    return least;
}

static void search_end(search *s, uint32_t i)
{
    const ent_hull *h = &s->tree->hull;
    open_arc o = {0.0, h->ends[i] & 1u, h->ends[i] / 2u};
    ent_bounds_m d = ent_quick_bounds(s->reduced, (ent_vec3){h->x[i], h->y[i], h->z[i]});
    o.lo_m = fmax(0.0, d.lo_m - SAME_PLACE_M);
    search_improve(s, d.hi_m, &o);
    search_add(s, o);
}

/* On the reduced sphere no way is shorter than the angle times b, so what has a greater angle than hi_m / b
 * is out. */
static double hull_limit2(const search *s)
{
    double half = s->hi_m / (2.0 * ENT_B_M);
    return half < 0.5 * ENT_PI ? 4.0 * squared(sin(half)) * (1.0 + 1e-12) : INFINITY;
}

/* False when some of the hull is nearer than a quarter of the Earth: then it proves nothing. */
ENT_WIDE static bool search_hull(search *s)
{
    const ent_hull *h = &s->tree->hull;
    double chords2[ENT_HULL_MAX];
    if (h->count == 0) return false;
    ent_vec3 off = ent_vec3_sub(h->centre, s->reduced);
    if (!(ent_vec3_dot(off, off) > ENT_HULL_FAR * ENT_HULL_FAR)) return false;
    uint32_t nearest = hull_chords2(h, s->reduced, chords2);
    if (!(chords2[nearest] > ENT_HULL_FAR * ENT_HULL_FAR)) return false;
    s->ends_only = true;
    search_end(s, nearest);
    double limit2 = hull_limit2(s);
    for (uint32_t i = 0; i < h->count; i++)
        if (i != nearest && chords2[i] <= limit2) search_end(s, i);
    return true;
}

static ent_foot foot_at(const ent_tree *tree, uint32_t arc, double along)
{
    ent_chord chord = ent_leaf_chord(&tree->leaves[arc / ENT_FAN], arc % ENT_FAN);
    return (ent_foot){ent_chord_foot(&chord, along), ent_quick_stray_m(ent_vec3_length(chord.d)), arc, along};
}

ENT_WIDE static void search_chords(search *s, ent_vec3 p)
{
    chords c;
    chords_find(&c, s->tree, p);
    near_chord n = c.nearest;
    const ent_leaf *l = &s->tree->leaves[n.arc / ENT_FAN];
    open_arc first = {0.0, n.along, n.arc};
    search_improve(s, ent_chord_most_m(n.chord + l->sag[n.arc % ENT_FAN]), &first);
    search_arc(s, l, n.arc % ENT_FAN, first, n.chord);
    if (c.overflow) s->open_count = 0; /* it will be met again */
    search_rivals(s, &c, p);
}

static ent_arc_hit border_nearest(const ent_tree *tree, ent_lonlat place, double slack_m, ent_foot *foot)
{
    ent_vec3 p = ent_ecef(place);
    search s;
    s.tree = tree, s.place = place, s.reduced = ent_quick_reduce(p), s.slack_m = slack_m;
    s.hi_m = INFINITY, s.lo_m = INFINITY, s.limit2 = INFINITY, s.open_count = 0;
    s.memory = (ent_solve_memory){0}, s.ends_only = false;
    s.best = (ent_arc_hit){{INFINITY, INFINITY}, {NAN, NAN}, NAN};
    if (!search_hull(&s)) search_chords(&s, p);
    ent_arc_hit hit = search_finish(&s);
    if (foot) *foot = foot_at(tree, s.hi_arc, s.hi_along);
    return hit;
}

ent_arc_hit ent_border_nearest(const ent_tree *tree, ent_lonlat place, double slack_m)
{
    return border_nearest(tree, place, slack_m, NULL);
}

/* ---- within -------------------------------------------------------------------------------------------- */

static ent_truth judge(ent_bounds_m d, double limit_m)
{
    if (d.hi_m <= limit_m) return ENT_YES;
    return d.lo_m > limit_m ? ENT_NO : ENT_UNCLEAR;
}

/* One arc against the limit: each sieve in turn, until one can tell. */
static ent_truth arc_within(const search *s, near_chord n, double limit_m)
{
    uint32_t arc = n.arc;
    const ent_leaf *l = &s->tree->leaves[arc / ENT_FAN];
    double sag = l->sag[arc % ENT_FAN], along = n.along;
    ent_bounds_m d = {ent_chord_least_m(n.chord - sag), ent_chord_most_m(n.chord + sag)};
    ent_truth t = judge(d, limit_m);
    if (!ent_is_unclear(t)) return t;
    ent_chord chord = ent_leaf_chord(l, arc % ENT_FAN);
    t = judge(ent_quick_arc(s->reduced, chord, &along, 1e-3), limit_m);
    if (!ent_is_unclear(t)) return t;
    ent_solve_memory memory = {0};
    t = judge(ent_solve_arc(s->reduced, chord, along, &memory), limit_m);
    if (!ent_is_unclear(t)) return t;
    return judge(ent_arc_nearest(&s->tree->geodesy, s->place, s->tree->arcs[arc], along).bounds, limit_m);
}

ENT_WIDE ent_truth ent_border_within(const ent_tree *tree, ent_lonlat place, double limit_m)
{
    ent_vec3 p = ent_ecef(place);
    search s;
    s.tree = tree, s.place = place, s.reduced = ent_quick_reduce(p);
    double limit = ent_chord_beyond_m(limit_m), limit2 = squared(limit);
    ent_truth found = ENT_NO;
    ent_walk w;
    ent_walk_init(&w, tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, limit2, &leaf)) {
        const ent_leaf *l = &tree->leaves[leaf];
        double d2[ENT_FAN], along[ENT_FAN];
        ent_leaf_distances2(l, p, d2, along);
        for (uint32_t k = 0; k < ENT_FAN; k++) {
            uint32_t arc = leaf * ENT_FAN + k;
            if (arc >= tree->arc_count || d2[k] > squared(limit + l->sag[k])) continue;
            found = ent_or(found, arc_within(&s, (near_chord){sqrt(d2[k]), along[k], arc}, limit_m));
            if (ent_is_yes(found)) return found;
        }
    }
    return found;
}

/* ---- public -------------------------------------------------------------------------------------------- */

#define SLACK_LEAST_M 1e-6
/* Closer to the border than this, inside and outside are not told apart. */
#define SIGN_SURE_M 1e-7

static ent_status check_place(ent_lonlat *place, ent_error *err)
{
    if (!ent_lonlat_is_valid(*place))
        return ent_fail(err, ENT_E_DOMAIN, "(%.17g, %.17g) is no longitude and latitude", place->lon_deg,
                        place->lat_deg);
    place->lon_deg = ent_lon_reduce(place->lon_deg);
    return ENT_OK;
}

/* The unsigned interval with its sign. An area without a border is nothing or the whole Earth. */
static ent_bounds_m to_arcs(const ent_tree *tree, ent_lonlat place, ent_bounds_m d)
{
    if (tree->kind != ENT_SHAPE_AREA) return d;
    if (d.lo_m <= SIGN_SURE_M && d.hi_m <= 2.0 * SIGN_SURE_M) return (ent_bounds_m){-d.hi_m, d.hi_m};
    return ent_tree_is_inside(tree, place) ? (ent_bounds_m){-d.hi_m, -d.lo_m} : d;
}

/* The arcs of a planar edge lie within the edge error e of it, point for point. So the two borders are
 * equally far from any place within e, and where a place is inside of one only, the way from point to point
 * passes over it, and the distances together are at most e: signed ones differ by no more either. */
static ent_bounds_m with_sign(const ent_tree *tree, ent_lonlat place, ent_bounds_m d)
{
    double e = tree->edge_error_m;
    d = to_arcs(tree, place, d);
    double lo_m = d.lo_m - e;
    return (ent_bounds_m){tree->kind == ENT_SHAPE_AREA ? lo_m : fmax(0.0, lo_m), d.hi_m + e};
}

ent_status ent_tree_nearest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out,
                            ent_lonlat *out_nearest, double *out_azimuth_deg, ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    ent_arc_hit hit = {{INFINITY, INFINITY}, {NAN, NAN}, NAN};
    if (tree->arc_count > 0) hit = ent_border_nearest(tree, place, 0.0);
    *out = with_sign(tree, place, hit.bounds);
    if (out_nearest) *out_nearest = hit.at;
    if (out_azimuth_deg) *out_azimuth_deg = hit.bounds.lo_m > 0.0 ? hit.azimuth_deg : NAN;
    return ENT_OK;
}

static double slack_left(double slack_m)
{
    return slack_m > SLACK_LEAST_M ? slack_m - SLACK_LEAST_M : 0.0;
}

ent_status ent_tree_distance_foot(const ent_tree *tree, ent_lonlat place, double slack_m, ent_bounds_m *out,
                                  ent_foot *out_foot, ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    ent_bounds_m d = {INFINITY, INFINITY};
    *out_foot = (ent_foot){0};
    if (tree->arc_count > 0) d = border_nearest(tree, place, slack_left(slack_m), out_foot).bounds;
    *out = with_sign(tree, place, d);
    return ENT_OK;
}

ent_status ent_tree_distance(const ent_tree *tree, ent_lonlat place, double slack_m, ent_bounds_m *out,
                             ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    if (!(slack_m >= 0.0)) return ent_fail(err, ENT_E_DOMAIN, "slack of %g m", slack_m);
    ent_bounds_m d = {INFINITY, INFINITY};
    if (tree->arc_count > 0) d = ent_border_nearest(tree, place, slack_left(slack_m)).bounds;
    *out = with_sign(tree, place, d);
    return ENT_OK;
}

static ent_truth within(const ent_tree *tree, ent_lonlat place, double limit_m)
{
    ent_truth on_border = tree->arc_count > 0 ? ent_border_within(tree, place, fabs(limit_m)) : ENT_NO;
    if (limit_m >= 0.0 && ent_is_yes(on_border)) return ENT_YES;
    /* Beyond |limit| from the border, or unclear: which side? */
    bool inside = ent_tree_is_inside(tree, place);
    if (limit_m >= 0.0)
        return inside && limit_m > SIGN_SURE_M ? ENT_YES
               : ent_is_unclear(on_border)     ? on_border
               : inside                        ? ENT_YES
                                               : ENT_NO;
    if (limit_m > -SIGN_SURE_M && !ent_is_no(on_border)) return ENT_UNCLEAR;
    return inside ? ent_not(on_border) : ENT_NO;
}

/* Yes only if the arcs are nearer than the limit by the edge error, no only if they are farther by it. */
ent_status ent_tree_within(const ent_tree *tree, ent_lonlat place, double limit_m, ent_truth *out,
                           ent_error *err)
{
    double e = tree->edge_error_m;
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    if (isnan(limit_m)) return ent_fail(err, ENT_E_DOMAIN, "a limit that is not a number");
    ent_truth near = within(tree, place, limit_m + e);
    if (e > 0.0 && ent_is_yes(near) && !ent_is_yes(within(tree, place, limit_m - e))) near = ENT_UNCLEAR;
    *out = near;
    return ENT_OK;
}
