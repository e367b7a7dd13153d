/* between.c: the nearest and the farthest pair of places of two shapes.
 *
 * The nearest pair lies on both borders, unless the shapes have a place in common. The farthest does, unless
 * a place of one has its antipode in the other: then no two places on Earth are farther apart. Taking every
 * place to its antipode is a motion of the ellipsoid, so both begin with the same question: does the first
 * shape meet the second, or the antipodes of the second? What is left is for zone/apart.
 *
 * To meet is to be nought apart: the greatest value, over the first shape, of less the distance to the
 * second, which changes no faster than one walks. Best first down the cell tree: a cell with centre c and
 * radius r holds nothing above g(c) + r, nothing at all when the shape is farther from c than r; and the
 * centre, or the place of the shape nearest to it, is a place at which the function has a value. Done when it
 * is known whether they meet, and by half how far they miss each other. */
#include "entente/zone.h"
#include "base/limits.h"
#include "cell/extent.h"
#include "tree/layout.h"
#include "zone/apart.h"
#include "zone/queue.h"

#include <math.h>

#define SLACK_LEAST_M 1e-3
#define LEVEL_MOST 29

typedef struct cell {
    double most_m; /* nothing in it is above this */
    ent_square square;
} cell;

typedef struct search {
    const ent_tree *from, *to;
    bool mirrored;                  /* `to` stands for the antipodes of its places */
    double slack_m, best_m, done_m; /* best value met; most that the cells laid aside may hold */
    ent_lonlat at;
    ent_queue queue;
    uint64_t cells;
    ent_error *err;
} search;

/* ---- the function ------------------------------------------------------------------------------------- */

static ent_lonlat antipode(ent_lonlat p)
{
    return (ent_lonlat){ent_lon_canonical(p.lon_deg + 180), -p.lat_deg};
}

static double slack(const search *s)
{
    return fmax(s->slack_m, -0.5 * s->best_m);
}

/* Bounds of the function at a place. Inside the second shape the distance is nought. */
static ent_status value_at(const search *s, ent_lonlat p, double fine_m, ent_bounds_m *out)
{
    ent_bounds_m d = {0, 0};
    ent_status st = ent_tree_distance(s->to, s->mirrored ? antipode(p) : p, fine_m, &d, s->err);
    if (s->to->kind == ENT_SHAPE_AREA) d = (ent_bounds_m){fmax(0, d.lo_m), fmax(0, d.hi_m)};
    *out = (ent_bounds_m){-d.hi_m, -d.lo_m};
    return st;
}

static ent_status meet(search *s, ent_lonlat p, double fine_m)
{
    ent_bounds_m g = {0, 0};
    ent_status st = value_at(s, p, fine_m, &g);
    if (st == ENT_OK && g.lo_m > s->best_m) s->best_m = g.lo_m, s->at = p;
    return st;
}

/* Meet a place of the shape in or near the cell; *out_empty when the cell holds none. */
static ent_status meet_shape(search *s, ent_lonlat centre, double radius_m, bool *out_empty)
{
    ent_bounds_m d = {0, 0};
    ent_lonlat nearest;
    double azimuth;
    ent_status st = ent_tree_distance(s->from, centre, 0.01 * radius_m, &d, s->err);
    *out_empty = d.lo_m > radius_m;
    if (st != ENT_OK || *out_empty) return st;
    if (s->from->kind == ENT_SHAPE_AREA && d.hi_m <= 0) return meet(s, centre, 0.01 * radius_m);
    st = ent_tree_nearest(s->from, centre, &d, &nearest, &azimuth, s->err);
    return st == ENT_OK ? meet(s, nearest, 0.01 * radius_m) : st;
}

static ent_status look(search *s, ent_square square, double parent_m)
{
    ent_square_extent extent = ent_square_cap(square);
    ent_lonlat centre = ent_vec_lonlat(extent.centre);
    ent_bounds_m g = {0, 0};
    bool empty = false;
    ent_status st = meet_shape(s, centre, extent.radius_m, &empty);
    if (st != ENT_OK || empty) return st;
    st = value_at(s, centre, 0.01 * extent.radius_m, &g);
    if (st != ENT_OK) return st;
    double most = fmin(fmin(parent_m, g.hi_m + extent.radius_m), 0);
    if (most <= s->best_m + slack(s) || square.level >= LEVEL_MOST) {
        s->done_m = fmax(s->done_m, most);
        return ENT_OK;
    }
    return ent_queue_push(&s->queue, &(cell){most, square}, s->err);
}

static ent_status search_all(search *s)
{
    ent_status st = ENT_OK;
    for (int face = 0; face < 6 && st == ENT_OK; face++) st = look(s, ent_curve_face(face).square, INFINITY);
    while (st == ENT_OK && ent_queue_most(&s->queue) > s->best_m + slack(s) &&
           s->cells++ < ENT_PAIR_CELLS_MAX) {
        cell c;
        ent_queue_pop(&s->queue, &c);
        uint32_t half = ENT_IJ_SIZE >> (c.square.level + 1);
        for (uint32_t k = 0; k < 4 && st == ENT_OK; k++) {
            ent_square kid = {c.square.face, c.square.level + 1, c.square.i + (k & 1) * half,
                              c.square.j + (k >> 1) * half};
            st = look(s, kid, c.most_m);
        }
    }
    s->done_m = fmax(s->done_m, ent_queue_most(&s->queue));
    return st;
}

/* ---- the pair ----------------------------------------------------------------------------------------- */

static ent_status find_meeting(search *s, ent_place_pair *out)
{
    ent_bounds_m d = {0, 0};
    double azimuth;
    s->queue.size = sizeof(cell);
    s->best_m = s->done_m = -INFINITY;
    ent_status st = search_all(s);
    ent_queue_done(&s->queue);
    if (st != ENT_OK) return st;
    out->distance = (ent_bounds_m){fmax(0, -fmax(s->best_m, s->done_m)), fmax(0, -s->best_m)};
    out->at_a = s->at;
    ent_lonlat seen = s->mirrored ? antipode(s->at) : s->at;
    st = ent_tree_nearest(s->to, seen, &d, &out->at_b, &azimuth, s->err);
    if (s->to->kind == ENT_SHAPE_AREA && d.hi_m <= 0) out->at_b = seen;
    return st;
}

/* The nearest or, when mirrored, the farthest pair. */
static ent_status find(search *s, ent_place_pair *out, bool *out_tired)
{
    double stray_m = s->from->edge_error_m + s->to->edge_error_m;
    ent_place_pair pair;
    ent_status st = find_meeting(s, &pair);
    if (st != ENT_OK) return st;
    bool can_meet = pair.distance.lo_m <= stray_m; /* then the borders alone do not tell */
    if (can_meet && !s->mirrored) {
        *out_tired = pair.distance.hi_m > s->slack_m + stray_m;
        *out = pair;
        return ENT_OK;
    }
    double apart_m = ent_geodesy_inverse(&s->to->geodesy, pair.at_a, pair.at_b).distance_m;
    pair.distance = (ent_bounds_m){apart_m - ENT_GEODESY_ERR_M, apart_m + ENT_GEODESY_ERR_M};
    ent_apart_opts opts = {.nearest = !s->mirrored, .slack_m = s->slack_m};
    st = ent_apart_find(s->from, s->to, opts, &pair, out_tired, s->err);
    if (st != ENT_OK) return st;
    if (can_meet) pair.distance.hi_m = ENT_HALF_MERIDIAN_M;
    pair.distance.lo_m = fmax(0, pair.distance.lo_m - stray_m);
    pair.distance.hi_m = fmin(pair.distance.hi_m + stray_m, ENT_HALF_MERIDIAN_M);
    *out = pair;
    return ENT_OK;
}

ent_status ent_tree_pairs(const ent_tree *a, const ent_tree *b, double slack_m, ent_place_pair *out_nearest,
                          ent_place_pair *out_farthest, ent_error *err)
{
    search near = {.from = a, .to = b, .slack_m = fmax(slack_m, SLACK_LEAST_M), .err = err}, far = near;
    ent_place_pair nearest, farthest;
    bool near_tired = false, far_tired = false;
    far.mirrored = true;
    if (isnan(slack_m)) return ent_fail(err, ENT_E_DOMAIN, "a slack that is not a number");
    if (!ent_tree_segment_count(a) || !ent_tree_segment_count(b))
        return ent_fail(err, ENT_E_DOMAIN, "a shape without a border has no nearest place");
    ent_status st = find(&near, &nearest, &near_tired);
    if (st == ENT_OK) st = find(&far, &farthest, &far_tired);
    if (st != ENT_OK) return st;
    *out_nearest = nearest, *out_farthest = farthest;
    if (!near_tired && !far_tired) return ENT_OK;
    return ent_fail(err, ENT_E_LIMIT, "the two shapes are too entangled to tell within %g m", near.slack_m);
}
