/* apart.c: the farthest and the nearest pair of places of two borders, by parts of both at once.
 *
 * A part is a box of a tree, or a stretch of one of its arcs; it has a middle and a radius, and between two
 * parts nothing is farther than between their middles and both radii, nothing nearer than less both. Best
 * first; the larger part is cut. The nearest is the farthest of distances with a minus.
 *
 * That bound alone would need millions of stretches where the distance is level, as along a coast that runs
 * across the way to the other one. So stretches of arcs have a second one, from the slopes at their middles
 * and from how much the distance can bend (docs/numerics-cells.md, "Pairs"). It ends some 100 km short of the
 * antipode, where all ways run together: there only the radii count. */
#include "zone/apart.h"
#include "base/limits.h"
#include "tree/layout.h"
#include "zone/queue.h"

#include <math.h>

#define ARC UINT32_MAX /* the level of a stretch of an arc */
#define BEND_LEAST_M 10.0
#define BEND_MOST_M 19900000.0
#define SHORT_M 1e-4 /* stretches are not cut further */
#define PLACE_ERR_M (4 * ENT_GEODESY_ERR_M)

typedef struct part {
    uint32_t level, index; /* as in a walk: 0 a leaf, k a node of tree level k - 1; or ARC */
    double along_m;        /* of an arc: where its middle is */
    double radius_m;       /* holds; of an arc: half its length */
    ent_heading middle;    /* of an arc: with the direction of travel */
} part;

typedef struct duo {
    double most_m; /* no two places of them are farther apart (or nearer: with the sign) */
    part a, b;
} duo;

typedef struct search {
    const ent_tree *a, *b;
    double sign, slack_m;  /* +1: the farthest, -1: the nearest */
    double best_m, done_m; /* best met, with the sign; most that parts laid aside may hold */
    ent_lonlat at_a, at_b;
    ent_queue queue;
    uint64_t looks;
    ent_error *err;
} search;

/* ---- parts -------------------------------------------------------------------------------------------- */

static part whole(const ent_tree *tree)
{
    part p = {.level = tree->level_count};
    ent_tree_cap(tree, &p.middle.at, &p.radius_m);
    return p;
}

static part stretch(const ent_tree *tree, uint32_t arc, double along_m, double half_m)
{
    ent_arc of = tree->arcs[arc];
    part p = {ARC, arc, along_m, half_m, {of.a, 0}};
    ent_inverse way = ent_geodesy_inverse(&tree->geodesy, of.a, of.b);
    if (half_m < 0) p.radius_m = p.along_m = 0.5 * way.distance_m; /* all of it */
    p.middle.azimuth_deg = way.azimuth_from_deg;
    if (p.along_m > 0) p.middle = ent_geodesy_direct(&tree->geodesy, p.middle, p.along_m);
    return p;
}

/* Cut a part into at most ENT_FAN. */
static uint32_t cut(const ent_tree *tree, const part *p, part out[ENT_FAN])
{
    uint32_t count = 0, first = p->index * ENT_FAN;
    if (p->level == ARC) {
        double half = 0.5 * p->radius_m;
        out[0] = stretch(tree, p->index, p->along_m - half, half);
        out[1] = stretch(tree, p->index, p->along_m + half, half);
        return 2;
    }
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        if (p->level == 0) {
            if (first + k < tree->arc_count) out[count++] = stretch(tree, first + k, 0, -1);
            continue;
        }
        const ent_node *node = &tree->nodes[tree->level_starts[p->level - 1] + p->index];
        if (!(node->half[0][k] >= 0.0f)) continue;
        part kid = {.level = p->level - 1, .index = first + k};
        kid.radius_m = ent_node_disc(node, k, &kid.middle.at);
        out[count++] = kid;
    }
    return count;
}

/* ---- two parts ---------------------------------------------------------------------------------------- */

/* What the distance gains from one metre of each stretch, where they are met. */
typedef struct slopes {
    double a, b;
} slopes;

static slopes slopes_of(const part *a, const part *b, ent_inverse way)
{
    double sine, at_a, at_b;
    ent_sincos_deg(a->middle.azimuth_deg - way.azimuth_from_deg, &sine, &at_a);
    ent_sincos_deg(b->middle.azimuth_deg - way.azimuth_to_deg, &sine, &at_b);
    return (slopes){-at_a, at_b};
}

/* What bounds of d bound from above is sign * d. `own` is how much it may bend along one stretch, 1 / width
 * how much along both at once. */
static double bent_most(const search *s, const part *a, const part *b, double d, slopes f)
{
    double ra = a->radius_m, rb = b->radius_m, least = d - ra - rb, most = d + ra + rb;
    if (!(least > BEND_LEAST_M && most < BEND_MOST_M)) return s->sign * d + ra + rb;
    double width = ENT_B_M * fmin(sin(least / ENT_B_M), sin(most / ENT_B_M));
    double off = ENT_GEODESY_ERR_M / width + 1e-13;
    double own = s->sign > 0 ? 1 / (ENT_RADIUS_MOST_M * tan(least / ENT_RADIUS_MOST_M))
                             : -1 / (ENT_B_M * tan(most / ENT_B_M));
    double bent = (fabs(f.a) + off) * ra + (fabs(f.b) + off) * rb + 0.5 * fmax(0, own) * (ra * ra + rb * rb) +
                  ra * rb / width;
    return s->sign * d + fmin(ra + rb, bent);
}

static void meet(search *s, ent_lonlat at_a, ent_lonlat at_b, double distance_m)
{
    double value = s->sign * distance_m - PLACE_ERR_M;
    if (value > s->best_m) s->best_m = value, s->at_a = at_a, s->at_b = at_b;
}

/* The end of a stretch towards which a slope rises. */
static ent_lonlat end_of(const ent_tree *tree, const part *p, double slope)
{
    ent_arc arc = tree->arcs[p->index];
    double half = slope < 0 ? -p->radius_m : p->radius_m;
    if (half < 0 && p->along_m + half < SHORT_M) return arc.a;
    if (half > 0 && half == p->along_m) return arc.b; /* all of the arc */
    return ent_geodesy_direct(&tree->geodesy, p->middle, half).at;
}

static ent_status look(search *s, const part *a, const part *b, double parent_m)
{
    ent_inverse way = ent_geodesy_inverse(&s->a->geodesy, a->middle.at, b->middle.at);
    duo d = {s->sign * way.distance_m + a->radius_m + b->radius_m, *a, *b};
    bool fine = a->level == ARC && b->level == ARC;
    s->looks++;
    if (fine) {
        slopes f = slopes_of(a, b, way);
        d.most_m = bent_most(s, a, b, way.distance_m, f);
        meet(s, a->middle.at, b->middle.at, way.distance_m);
        if (d.most_m > s->best_m + s->slack_m) {
            ent_lonlat end_a = end_of(s->a, a, s->sign * f.a), end_b = end_of(s->b, b, s->sign * f.b);
            meet(s, end_a, end_b, ent_geodesy_inverse(&s->a->geodesy, end_a, end_b).distance_m);
        }
    }
    d.most_m = fmin(fmin(d.most_m + PLACE_ERR_M, parent_m), s->sign > 0 ? ENT_HALF_MERIDIAN_M : 0);
    bool tiny = fine && a->radius_m + b->radius_m < SHORT_M;
    if (!tiny && d.most_m > s->best_m + s->slack_m) return ent_queue_push(&s->queue, &d, s->err);
    s->done_m = fmax(s->done_m, d.most_m);
    return ENT_OK;
}

static ent_status open_larger(search *s, const duo *d)
{
    part kids[ENT_FAN];
    bool arc_a = d->a.level == ARC, arc_b = d->b.level == ARC;
    bool cut_a = arc_a == arc_b ? d->a.radius_m >= d->b.radius_m : arc_b;
    uint32_t count = cut(cut_a ? s->a : s->b, cut_a ? &d->a : &d->b, kids);
    ent_status st = ENT_OK;
    for (uint32_t k = 0; k < count && st == ENT_OK; k++)
        st = cut_a ? look(s, &kids[k], &d->b, d->most_m) : look(s, &d->a, &kids[k], d->most_m);
    return st;
}

/* Of a box whose disc is not known (its middle is the Earth's) nothing is laid aside: see fmin in look(). */
ent_status ent_apart_find(const ent_tree *a, const ent_tree *b, ent_apart_opts opts, ent_place_pair *pair,
                          bool *out_tired, ent_error *err)
{
    search s = {.a = a, .b = b, .sign = opts.nearest ? -1 : 1, .slack_m = opts.slack_m, .err = err};
    part all_a = whole(a), all_b = whole(b);
    s.at_a = pair->at_a, s.at_b = pair->at_b;
    s.best_m = opts.nearest ? -pair->distance.hi_m : pair->distance.lo_m, s.done_m = -INFINITY;
    s.queue.size = sizeof(duo);
    ent_status st = look(&s, &all_a, &all_b, INFINITY);
    while (st == ENT_OK && ent_queue_most(&s.queue) > s.best_m + s.slack_m && s.looks < ENT_PAIR_LOOKS_MAX) {
        duo d;
        ent_queue_pop(&s.queue, &d);
        st = open_larger(&s, &d);
    }
    double left = ent_queue_most(&s.queue), most = fmax(s.best_m + 2 * PLACE_ERR_M, fmax(s.done_m, left));
    ent_queue_done(&s.queue);
    if (st != ENT_OK) return st;
    *out_tired = left > s.best_m + s.slack_m;
    pair->distance = opts.nearest ? (ent_bounds_m){-most, -s.best_m} : (ent_bounds_m){s.best_m, most};
    pair->at_a = s.at_a, pair->at_b = s.at_b;
    return ENT_OK;
}
