/* between.c: the nearest and the farthest pair of places of two shapes.
 *
 * Both are the greatest value, over the first shape, of a function that changes no faster than one walks:
 * less the distance to the second shape, or the distance to its farthest place. Best first down the cell
 * tree: a cell with centre c and radius r holds nothing above g(c) + r, nothing at all when the shape is
 * farther from c than r; and the centre, or the place of the shape nearest to it, is a place at which the
 * function has a value. Done when no cell can hold more than the slack above the best value met. */
#include "entente/zone.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cell/extent.h"
#include "tree/layout.h"

#include <math.h>

#define SLACK_LEAST_M 1e-3
#define LEVEL_MOST 29

typedef struct cell {
    double most_m; /* nothing in it is above this */
    ent_square square;
} cell;

typedef struct search {
    const ent_tree *from, *to;
    bool farthest;
    double slack_m, best_m, done_m; /* best value met; most that the cells laid aside may hold */
    ent_lonlat at;
    cell *heap; /* the greatest on top */
    size_t count, cap;
    uint64_t cells;
    ent_error *err;
} search;

/* ---- the heap ----------------------------------------------------------------------------------------- */

static bool push(search *s, cell c)
{
    if (s->count == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 256;
        cell *heap = ent_realloc(s->heap, cap, sizeof *heap);
        if (heap == NULL) return false;
        s->heap = heap, s->cap = cap;
    }
    size_t k = s->count++;
    for (; k > 0 && s->heap[(k - 1) / 2].most_m < c.most_m; k = (k - 1) / 2)
        s->heap[k] = s->heap[(k - 1) / 2];
    s->heap[k] = c;
    return true;
}

static cell pop(search *s)
{
    cell top = s->heap[0], last = s->heap[--s->count];
    size_t k = 0;
    for (size_t kid = 1; kid < s->count; kid = 2 * k + 1) {
        if (kid + 1 < s->count && s->heap[kid + 1].most_m > s->heap[kid].most_m) kid++;
        if (last.most_m >= s->heap[kid].most_m) break;
        s->heap[k] = s->heap[kid];
        k = kid;
    }
    if (s->count) s->heap[k] = last;
    return top;
}

/* ---- the function ------------------------------------------------------------------------------------- */

/* Bounds of the function at a place. Inside the second shape the distance is nought. */
static ent_status value_at(const search *s, ent_lonlat p, ent_bounds_m *out)
{
    ent_bounds_m d = {0, 0};
    ent_lonlat at;
    if (s->farthest) return ent_tree_farthest(s->to, p, out, &at, s->err);
    ent_status st = ent_tree_distance(s->to, p, 0, &d, s->err);
    if (s->to->kind == ENT_SHAPE_AREA) d = (ent_bounds_m){fmax(0, d.lo_m), fmax(0, d.hi_m)};
    *out = (ent_bounds_m){-d.hi_m, -d.lo_m};
    return st;
}

static ent_status meet(search *s, ent_lonlat p)
{
    ent_bounds_m g = {0, 0};
    ent_status st = value_at(s, p, &g);
    if (st == ENT_OK && g.lo_m > s->best_m) s->best_m = g.lo_m, s->at = p;
    return st;
}

/* Meet a place of the shape in or near the cell; *out_empty when the cell holds none. */
static ent_status meet_shape(search *s, ent_lonlat centre, double radius_m, bool *out_empty)
{
    ent_bounds_m d = {0, 0};
    ent_lonlat nearest;
    double azimuth;
    ent_status st = ent_tree_distance(s->from, centre, 1, &d, s->err);
    *out_empty = d.lo_m > radius_m;
    if (st != ENT_OK || *out_empty) return st;
    if (s->from->kind == ENT_SHAPE_AREA && d.hi_m <= 0) return meet(s, centre);
    st = ent_tree_nearest(s->from, centre, &d, &nearest, &azimuth, s->err);
    return st == ENT_OK ? meet(s, nearest) : st;
}

static ent_status look(search *s, ent_square square, double parent_m)
{
    ent_square_extent extent = ent_square_cap(square);
    ent_lonlat centre = ent_vec_lonlat(extent.centre);
    ent_bounds_m g = {0, 0};
    bool empty = false;
    ent_status st = meet_shape(s, centre, extent.radius_m, &empty);
    if (st != ENT_OK || empty) return st;
    st = value_at(s, centre, &g);
    if (st != ENT_OK) return st;
    double most = fmin(parent_m, g.hi_m + extent.radius_m);
    if (!s->farthest) most = fmin(most, 0);
    if (most <= s->best_m + s->slack_m || square.level >= LEVEL_MOST) {
        s->done_m = fmax(s->done_m, most);
        return ENT_OK;
    }
    return push(s, (cell){most, square}) ? ENT_OK : ent_fail(s->err, ENT_E_NOMEM, "out of memory for cells");
}

static ent_status search_all(search *s)
{
    ent_status st = ENT_OK;
    for (int face = 0; face < 6 && st == ENT_OK; face++) st = look(s, ent_curve_face(face).square, INFINITY);
    while (st == ENT_OK && s->count && s->heap[0].most_m > s->best_m + s->slack_m) {
        cell c = pop(s);
        if (++s->cells > ENT_RANGE_CELLS_MAX)
            return ent_fail(s->err, ENT_E_LIMIT, "the two shapes are too entangled to tell within %g m",
                            s->slack_m);
        uint32_t half = ENT_IJ_SIZE >> (c.square.level + 1);
        for (uint32_t k = 0; k < 4 && st == ENT_OK; k++) {
            ent_square kid = {c.square.face, c.square.level + 1, c.square.i + (k & 1) * half,
                              c.square.j + (k >> 1) * half};
            st = look(s, kid, c.most_m);
        }
    }
    if (s->count) s->done_m = fmax(s->done_m, s->heap[0].most_m);
    return st;
}

/* ---- the pair ----------------------------------------------------------------------------------------- */

static ent_status find(search *s, ent_place_pair *out)
{
    ent_bounds_m d = {0, 0};
    double azimuth;
    s->best_m = s->done_m = -INFINITY;
    ent_status st = search_all(s);
    if (st != ENT_OK) return st;
    double most = fmax(s->best_m, s->done_m);
    out->at_a = s->at;
    if (s->farthest) {
        out->distance = (ent_bounds_m){s->best_m, most};
        return ent_tree_farthest(s->to, s->at, &d, &out->at_b, s->err);
    }
    out->distance = (ent_bounds_m){fmax(0, -most), fmax(0, -s->best_m)};
    out->at_b = s->at;
    st = ent_tree_nearest(s->to, s->at, &d, &out->at_b, &azimuth, s->err);
    if (s->to->kind == ENT_SHAPE_AREA && d.hi_m <= 0) out->at_b = s->at;
    return st;
}

ent_status ent_tree_pairs(const ent_tree *a, const ent_tree *b, double slack_m, ent_place_pair *out_nearest,
                          ent_place_pair *out_farthest, ent_error *err)
{
    search near = {.from = a, .to = b, .slack_m = fmax(slack_m, SLACK_LEAST_M), .err = err}, far = near;
    ent_place_pair nearest, farthest;
    far.farthest = true;
    if (isnan(slack_m)) return ent_fail(err, ENT_E_DOMAIN, "a slack that is not a number");
    if (!ent_tree_segment_count(a) || !ent_tree_segment_count(b))
        return ent_fail(err, ENT_E_DOMAIN, "a shape without a border has no nearest place");
    ent_status st = find(&near, &nearest);
    if (st == ENT_OK) st = find(&far, &farthest);
    if (st == ENT_OK) *out_nearest = nearest, *out_farthest = farthest;
    ent_free(near.heap), ent_free(far.heap);
    return st;
}
