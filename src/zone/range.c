/* range.c: the least and the greatest value of a field over a position taken as one set.
 *
 * Branch and bound down the cell tree, one level at a time. For a cell with centre c and radius r, a field
 * with Lipschitz constant L lies within f(c) ± L r on it; a child inherits its parent's bounds. A cell
 * farther than r from the region is dropped. Values at places of the region, met as centres of cells or by
 * moving a centre onto the region, bound the least value from above and the greatest from below
 * ("witnesses"). A cell that can no longer move either bound by more than the slack is retired: its bounds
 * are booked and it is forgotten.
 *
 * Invariants, at any time:
 *   1. the region lies in the union of the frontier's and the retired cells;
 *   2. lo_done (hi_done) is at most (at least) every value of the field on the region in retired cells;
 *   3. best.least.hi and best.greatest.lo are bounds of values at places of the region.
 * So the bounds hold whenever one stops, and running out of the budget only leaves them wider.
 *
 * A disc alone is first tried as a cell of its own, with the two places at its rim on the line to what is
 * nearest as witnesses: mostly that is already the answer. */
#include "zone/range.h"
#include "base/limits.h"
#include "base/mem.h"
#include "geo/geodesy.h"
#include "zone/field.h"
#include "zone/region.h"

#include <math.h>

typedef struct node {
    ent_square square;
    double lo_m, hi_m; /* of the field on the cell */
    bool inside;       /* wholly in the region */
} node;

typedef struct search {
    const ent_field *field;
    ent_region_set set;
    ent_range_opts opts;
    node *frontier, *next;
    size_t frontier_count, next_count, next_cap, frontier_cap;
    double lo_done_m, hi_done_m;
    ent_field_range best;
    bool seen; /* a place of the region was found */
    uint64_t cells;
    ent_error *err;
} search;

/* ---- witnesses -------------------------------------------------------------------------------------- */

static ent_status witness(search *s, ent_lonlat place, double slack_m)
{
    ent_bounds_m f;
    ent_status st = ent_field_at(s->field, place, slack_m, &f, s->err);
    if (st != ENT_OK) return st;
    s->seen = true;
    if (f.hi_m < s->best.least.hi_m) {
        s->best.least.hi_m = f.hi_m;
        s->best.least_at = place;
    }
    if (f.lo_m > s->best.greatest.lo_m) {
        s->best.greatest.lo_m = f.lo_m;
        s->best.greatest_at = place;
    }
    return ENT_OK;
}

/* Can places with values in [lo, hi] still change the answer? */
static bool moves_least(const search *s, double lo_m)
{
    if (!s->seen) return true;
    if (s->opts.sign_only && (lo_m > 0 || s->best.least.hi_m <= 0)) return false;
    return lo_m < s->best.least.hi_m - s->opts.slack_m;
}

static bool moves_greatest(const search *s, double hi_m)
{
    if (!s->seen) return true;
    if (s->opts.sign_only && (hi_m <= 0 || s->best.greatest.lo_m > 0)) return false;
    return hi_m > s->best.greatest.lo_m + s->opts.slack_m;
}

static bool matters(const search *s, double lo_m, double hi_m)
{
    return moves_least(s, lo_m) || moves_greatest(s, hi_m);
}

static void retire(search *s, double lo_m, double hi_m)
{
    s->lo_done_m = fmin(s->lo_done_m, lo_m);
    s->hi_done_m = fmax(s->hi_done_m, hi_m);
}

/* ---- cells ------------------------------------------------------------------------------------------ */

static ent_status push(search *s, node n)
{
    if (s->next_count == s->next_cap) {
        size_t cap = s->next_cap ? 2 * s->next_cap : 256;
        node *grown = ent_realloc(s->next, cap, sizeof *grown);
        if (grown == NULL) return ent_fail(s->err, ENT_E_NOMEM, "out of memory for cells");
        s->next = grown;
        s->next_cap = cap;
    }
    s->next[s->next_count++] = n;
    return ENT_OK;
}

static ent_status split(search *s, const node *n)
{
    uint32_t half = (ENT_IJ_SIZE >> n->square.level) / 2;
    for (uint32_t k = 0; k < 4; k++) {
        node child = *n;
        child.square.level++;
        child.square.i += (k & 1) ? half : 0;
        child.square.j += (k & 2) ? half : 0;
        ent_status st = push(s, child);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* Where the centre stands to the region, given that the cell may meet it. */
static ent_status look_for_witness(search *s, ent_lonlat centre, ent_bounds_m region, double slack_m)
{
    ent_lonlat place = centre;
    bool found = region.hi_m <= 0;
    ent_status st = ENT_OK;
    if (!found) st = ent_region_project(s->set, centre, &place, &found, s->err);
    if (st == ENT_OK && found) st = witness(s, place, slack_m);
    return st;
}

static ent_status visit(search *s, node *n)
{
    ent_square_extent cap = ent_square_cap(n->square);
    ent_lonlat centre = ent_vec_lonlat(cap.centre);
    double fine_m = fmax(1e-6, fmin(cap.radius_m / 8, s->opts.slack_m / 4));
    double fine_enough_m = s->opts.slack_m / (8 * fmax(1, s->field->lipschitz));
    ent_bounds_m region = {-INFINITY, -INFINITY}, f;
    ent_status st = ENT_OK;
    s->cells++;
    if (!n->inside) st = ent_region_distance(s->set, centre, cap.radius_m / 8, &region, s->err);
    if (st != ENT_OK || region.lo_m > cap.radius_m) return st;
    n->inside = region.hi_m <= -cap.radius_m;
    st = ent_range_cell(s->field, s->set, (ent_disc){centre, cap.radius_m, fmax(1e-6, cap.radius_m / 8)}, &f,
                        s->err);
    if (st != ENT_OK) return st;
    n->lo_m = fmax(n->lo_m, f.lo_m);
    n->hi_m = fmin(n->hi_m, f.hi_m);
    if (matters(s, n->lo_m, n->hi_m)) st = look_for_witness(s, centre, region, fine_m);
    if (st != ENT_OK) return st;
    bool last = n->square.level == ENT_CELL_LEVEL_MAX || (s->seen && cap.radius_m < fine_enough_m);
    if (!last && matters(s, n->lo_m, n->hi_m)) return split(s, n);
    retire(s, n->lo_m, n->hi_m);
    return ENT_OK;
}

/* ---- the start -------------------------------------------------------------------------------------- */

/* Cells about as large as the region, found with distances between centres alone. */
static ent_status start_cells(search *s, ent_lonlat centre, double radius_m)
{
    ent_geodesy g;
    ent_geodesy_init(&g);
    node todo[128];
    int count = 0;
    ent_status st = ENT_OK;
    for (int face = 0; face < 6; face++)
        todo[count++] = (node){.square = {.face = face}, .lo_m = -INFINITY, .hi_m = INFINITY};
    while (count > 0 && st == ENT_OK) {
        node n = todo[--count];
        ent_square_extent cap = ent_square_cap(n.square);
        double d = ent_geodesy_inverse(&g, centre, ent_vec_lonlat(cap.centre)).distance_m;
        if (d - ENT_GEODESY_ERR_M > cap.radius_m + radius_m) continue;
        if (cap.radius_m < 2 * radius_m || n.square.level == ENT_CELL_LEVEL_MAX || count > 120) {
            st = push(s, n);
            continue;
        }
        size_t kept = s->next_count;
        st = split(s, &n);
        while (st == ENT_OK && s->next_count > kept) todo[count++] = s->next[--s->next_count];
    }
    return st;
}

/* A lone disc as a cell of its own. */
static ent_status try_disc(search *s, ent_disc disc)
{
    ent_bounds_m f;
    double azimuth_deg;
    ent_geodesy g;
    ent_geodesy_init(&g);
    ent_status st = ent_range_cell(s->field, s->set, disc, &f, s->err);
    if (st == ENT_OK) st = witness(s, disc.centre, s->opts.slack_m / 4);
    if (st == ENT_OK) st = ent_field_downhill(s->field, disc.centre, &azimuth_deg, s->err);
    if (st != ENT_OK) return st;
    retire(s, f.lo_m, f.hi_m);
    for (int k = 0; k < 2 && isfinite(azimuth_deg); k++) {
        ent_heading from = {disc.centre, azimuth_deg + 180.0 * k};
        st = witness(s, ent_geodesy_direct(&g, from, disc.radius_m).at, s->opts.slack_m / 4);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* ---- the search ------------------------------------------------------------------------------------- */

static void take_next(search *s)
{
    node *nodes = s->frontier;
    size_t cap = s->frontier_cap;
    s->frontier = s->next, s->frontier_cap = s->next_cap, s->frontier_count = s->next_count;
    s->next = nodes, s->next_cap = cap, s->next_count = 0;
}

static void finish(search *s)
{
    for (size_t k = 0; k < s->next_count; k++) retire(s, s->next[k].lo_m, s->next[k].hi_m);
    s->best.empty = !s->seen && s->lo_done_m > s->hi_done_m;
    if (s->best.empty) return;
    if (!s->seen) s->best.least.hi_m = s->hi_done_m, s->best.greatest.lo_m = s->lo_done_m;
    s->best.least.lo_m = fmin(s->lo_done_m, s->best.least.hi_m);
    s->best.greatest.hi_m = fmax(s->hi_done_m, s->best.greatest.lo_m);
}

static ent_status descend(search *s)
{
    ent_status st = ENT_OK;
    while (s->next_count > 0 && st == ENT_OK) {
        take_next(s);
        for (size_t k = 0; k < s->frontier_count && st == ENT_OK; k++) {
            node *n = &s->frontier[k];
            if (!matters(s, n->lo_m, n->hi_m))
                retire(s, n->lo_m, n->hi_m);
            else if (s->cells >= ENT_RANGE_CELLS_MAX)
                st = push(s, *n);
            else
                st = visit(s, n);
        }
        if (st == ENT_OK && s->cells >= ENT_RANGE_CELLS_MAX && s->next_count > 0)
            st = ent_fail(s->err, ENT_E_LIMIT, "the range of the field is not settled after %d cells",
                          ENT_RANGE_CELLS_MAX);
    }
    return st;
}

static ent_status over_point(search *s, const ent_region *point)
{
    ent_bounds_m region, f;
    ent_status st = ent_region_distance(s->set, point->centre, 1e-6, &region, s->err);
    if (st != ENT_OK) return st;
    s->best.empty = region.lo_m > ENT_MEMBER_M;
    if (s->best.empty) return ENT_OK;
    st = ent_field_at(s->field, point->centre, s->opts.slack_m, &f, s->err);
    if (st != ENT_OK) return st;
    s->best = (ent_field_range){f, f, point->centre, point->centre, false};
    return ENT_OK;
}

static ent_status over_area(search *s)
{
    ent_lonlat centre;
    double radius_m;
    ent_status st = ENT_OK;
    ent_region_cap(s->set, &centre, &radius_m);
    s->best.empty = radius_m < 0;
    if (s->best.empty) return ENT_OK;
    if (s->set.count == 1 && s->set.regions[0].kind == ENT_REGION_DISC) {
        st = try_disc(s, (ent_disc){centre, radius_m, s->opts.slack_m / 4});
        if (st != ENT_OK || !matters(s, s->lo_done_m, s->hi_done_m)) goto done;
        s->lo_done_m = INFINITY, s->hi_done_m = -INFINITY;
    }
    st = start_cells(s, centre, radius_m);
    if (st == ENT_OK) st = descend(s);
done:
    if (st == ENT_OK || st == ENT_E_LIMIT) finish(s);
    return st;
}

ent_status ent_field_range_over(const ent_field *field, const ent_region *regions, size_t region_count,
                                ent_range_opts opts, ent_field_range *out, ent_error *err)
{
    const ent_bounds_m none = {INFINITY, -INFINITY}, unknown = {-INFINITY, INFINITY};
    search s = {.field = field, .set = {regions, region_count}, .opts = opts, .err = err};
    ent_status st = ent_region_check(s.set, err);
    if (st != ENT_OK) return st;
    const double least_m = ENT_RANGE_SLACK_MIN_M + 4 * ent_field_edge_error_m(field);
    if (!(s.opts.slack_m >= least_m)) s.opts.slack_m = least_m;
    s.lo_done_m = INFINITY, s.hi_done_m = -INFINITY;
    s.best = (ent_field_range){unknown, unknown, {NAN, NAN}, {NAN, NAN}, false};
    const ent_region *point = ent_region_point(s.set);
    st = point != NULL ? over_point(&s, point) : over_area(&s);
    if (s.best.empty) s.best.least = s.best.greatest = none;
    if (st == ENT_OK || st == ENT_E_LIMIT) *out = s.best;
    ent_free(s.frontier);
    ent_free(s.next);
    return st;
}
