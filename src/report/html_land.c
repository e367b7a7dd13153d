/* html_land.c: the map as lines to draw: coasts and borders under one view, on one day, no finer than the eye
 * asks for.
 *
 * 1. What parts a state from itself is left out, unless another view parts it there: that line is drawn in
 * every view.
 * 2. Runs that meet end to end, two alone, with the same owners, are joined into one line; so every end of a
 * line is a place where three lines or more meet, or a line is closed. Such places never move: neighbours
 * stay neighbours however coarse the drawing, and rings of a state can be put together from the ends of its
 * lines.
 * 3. A line keeps the vertices that Douglas and Peucker's rule keeps (D. H. Douglas and T. K. Peucker,
 * Algorithms for the reduction of the number of points required to represent a digitized line, Cartographica
 * 10, 1973), measured by chords in space, so that neither the seam nor a pole is special. An island all of
 * whose shore is within the tolerance of one place is left out.
 *
 * The sources cut what lies across ±180 and draw edges along the poles; such edges are lines of their own,
 * marked as a seam: needed to close rings, not to be seen. Simplified lines may cross by as much as the
 * tolerance: this is a picture, nothing is measured on it.
 *
 * A line is written as [left, right, kind, [x, y, dx, dy, ...]]: steps of the grid of `steps_per_degree`,
 * then differences; owners are indexes into `owners`, -1 sea, -2 ground of nobody. */
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "entente/report.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EARTH_RADIUS_M 6371008.8 /* the mean radius (2a + b)/3 of WGS84 */
#define RADIANS 0.017453292519943295769
#define E7 10000000

typedef enum line_kind { LINE_COAST, LINE_BORDER, LINE_DISPUTED, LINE_SEAM } line_kind;

typedef struct place {
    int32_t x, y;
} place;

typedef struct run {
    const int32_t *at;
    uint32_t count;
    int left, right;
    line_kind kind;
    bool used;
} run;

typedef struct run_end {
    place at;
    uint32_t run;
    bool last; /* the run's last point, else its first */
} run_end;

typedef struct space {
    double x, y, z;
} space;

typedef struct draft {
    const ent_runs *source;
    size_t view_count;
    double tolerance; /* as a chord on the unit sphere */
    run *runs;
    size_t run_count, run_cap;
    run_end *ends;
    place *chain; /* the line being joined */
    space *chain_at;
    bool *kept;
    size_t chain_count, chain_cap;
    int *owners; /* of each country, its number in the answer, from 1; 0: not seen */
    int owner_count;
    int64_t steps; /* of the grid written, per degree */
    ent_json *json;
} draft;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while drawing the map");
}

static place point_of(const run *r, uint32_t i)
{
    return (place){r->at[2 * i], r->at[2 * i + 1]};
}

/* ---- runs -------------------------------------------------------------------------------- */

static bool on_seam(const int32_t *p)
{
    const place a = {p[0], p[1]}, b = {p[2], p[3]};
    const int32_t x = 180 * E7, y = 90 * E7;
    return (abs(a.x) == x && abs(b.x) == x) || (abs(a.y) == y && abs(b.y) == y);
}

static ent_status add_run(draft *d, run item, ent_error *err)
{
    if (d->run_count == d->run_cap) {
        const size_t cap = d->run_cap ? d->run_cap * 2 : 4096;
        run *grown = ent_realloc(d->runs, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        d->runs = grown, d->run_cap = cap;
    }
    d->runs[d->run_count++] = item;
    return ENT_OK;
}

/* A run in stretches that lie on the seam or do not. */
static ent_status add_runs(draft *d, const ent_run *given, run model, ent_error *err)
{
    const int32_t *p = given->points_e7;
    ent_status st = ENT_OK;
    for (size_t from = 0, to; from + 1 < given->count && st == ENT_OK; from = to) {
        const bool seam = on_seam(p + 2 * from);
        for (to = from + 1; to + 1 < given->count && on_seam(p + 2 * to) == seam;) to++;
        run item = model;
        item.at = p + 2 * from, item.count = (uint32_t)(to - from + 1);
        if (seam) item.kind = LINE_SEAM;
        st = add_run(d, item, err);
    }
    return st;
}

static ent_status collect_runs(draft *d, ent_error *err)
{
    ent_status st = ENT_OK;
    ent_run given;
    for (size_t i = 0; i < ent_runs_count(d->source) && st == ENT_OK; i++) {
        if (!ent_runs_at(d->source, i, &given)) continue;
        if (given.left == given.right && given.views_parting == 0) continue;
        const bool sea = given.left == ENT_SIDE_SEA || given.right == ENT_SIDE_SEA;
        const bool disputed = given.left == given.right || given.views_parting < d->view_count;
        const run item = {.left = given.left,
                          .right = given.right,
                          .kind = sea        ? LINE_COAST
                                  : disputed ? LINE_DISPUTED
                                             : LINE_BORDER};
        st = add_runs(d, &given, item, err);
    }
    return st;
}

/* ---- joining ----------------------------------------------------------------------------- */

static int compare_points(place a, place b)
{
    if (a.x != b.x) return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

static int compare_ends(const void *left, const void *right)
{
    const run_end *a = left, *b = right;
    const int order = compare_points(a->at, b->at);
    if (order != 0) return order;
    return a->run != b->run ? (a->run < b->run ? -1 : 1) : (int)a->last - (int)b->last;
}

static ent_status sort_ends(draft *d, ent_error *err)
{
    d->ends = ent_alloc_zero(2 * d->run_count + 1, sizeof *d->ends);
    if (!d->ends) return no_memory(err);
    for (size_t i = 0; i < d->run_count; i++) {
        const run *r = &d->runs[i];
        d->ends[2 * i] = (run_end){point_of(r, 0), (uint32_t)i, false};
        d->ends[2 * i + 1] = (run_end){point_of(r, r->count - 1), (uint32_t)i, true};
    }
    if (d->run_count) qsort(d->ends, 2 * d->run_count, sizeof *d->ends, compare_ends);
    return ENT_OK;
}

/* The one other end at the place where a run ends, if the two can be joined; else NULL. */
static const run_end *next_end(const draft *d, place at, uint32_t from, bool backwards)
{
    size_t low = 0, high = 2 * d->run_count;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (compare_points(d->ends[mid].at, at) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    size_t count = 0;
    while (low + count < 2 * d->run_count && compare_points(d->ends[low + count].at, at) == 0) count++;
    if (count != 2) return NULL;
    const run_end *end = d->ends[low].run == from ? &d->ends[low + 1] : &d->ends[low];
    const run *a = &d->runs[from], *b = &d->runs[end->run];
    if (end->run == from || b->used || a->kind != b->kind) return NULL;
    const bool turned = backwards != end->last; /* does the next one run the other way round? */
    return (turned ? a->left == b->right && a->right == b->left : a->left == b->left && a->right == b->right)
               ? end
               : NULL;
}

static ent_status append(draft *d, const run *r, bool backwards, ent_error *err)
{
    const size_t need = d->chain_count + r->count;
    if (need > d->chain_cap) {
        const size_t cap = need * 2;
        place *chain = ent_realloc(d->chain, cap, sizeof *chain);
        if (chain) d->chain = chain;
        space *at = chain ? ent_realloc(d->chain_at, cap, sizeof *at) : NULL;
        if (at) d->chain_at = at;
        bool *kept = at ? ent_realloc(d->kept, cap, sizeof *kept) : NULL;
        if (!kept) return no_memory(err);
        d->kept = kept, d->chain_cap = cap;
    }
    for (uint32_t i = d->chain_count ? 1 : 0; i < r->count; i++)
        d->chain[d->chain_count++] = point_of(r, backwards ? r->count - 1 - i : i);
    return ENT_OK;
}

/* ---- simplifying ------------------------------------------------------------------------- */

static space in_space(place p)
{
    const double lon = p.x * (RADIANS / E7), lat = p.y * (RADIANS / E7);
    return (space){cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)};
}

static space minus(space a, space b)
{
    return (space){a.x - b.x, a.y - b.y, a.z - b.z};
}
static double dot(space a, space b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static double distance_squared(space p, space a, space b)
{
    const space along = minus(b, a), to = minus(p, a);
    const double length = dot(along, along);
    double t = length > 0 ? dot(to, along) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const space off = {to.x - t * along.x, to.y - t * along.y, to.z - t * along.z};
    return dot(off, off);
}

static size_t farthest(const draft *d, size_t from, size_t to, double *out_squared)
{
    size_t best = from;
    *out_squared = -1;
    for (size_t i = from + 1; i < to; i++) {
        const double q = distance_squared(d->chain_at[i], d->chain_at[from], d->chain_at[to]);
        if (q > *out_squared) *out_squared = q, best = i;
    }
    return best;
}

/* Depth is bounded: the shorter part is taken by the call, the longer by the loop. */
static void keep_between(draft *d, size_t from, size_t to)
{
    while (to - from > 1) {
        double squared;
        const size_t mid = farthest(d, from, to, &squared);
        if (squared <= d->tolerance * d->tolerance) return;
        d->kept[mid] = true;
        if (mid - from < to - mid) {
            keep_between(d, from, mid);
            from = mid;
        } else {
            keep_between(d, mid, to);
            to = mid;
        }
    }
}

/* False: a closed line that is too small to be seen. */
static bool choose_vertices(draft *d, bool closed, line_kind kind)
{
    const size_t last = d->chain_count - 1;
    memset(d->kept, 0, d->chain_count * sizeof *d->kept);
    d->kept[0] = d->kept[last] = true;
    if (kind == LINE_SEAM) return true;
    for (size_t i = 0; i <= last; i++) d->chain_at[i] = in_space(d->chain[i]);
    if (!closed) return keep_between(d, 0, last), true;
    double squared;
    const size_t mid = farthest(d, 0, last, &squared);
    if (squared <= d->tolerance * d->tolerance) return false;
    d->kept[mid] = true;
    keep_between(d, 0, mid);
    keep_between(d, mid, last);
    size_t count = 0;
    for (size_t i = 0; i <= last; i++) count += d->kept[i];
    return count > 3;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* The number of a country in the answer, given when it is first met. */
static int owner_number(draft *d, int country)
{
    if (country == ENT_SIDE_SEA) return -1;
    if (country < 0) return -2;
    if (d->owners[country] == 0) d->owners[country] = ++d->owner_count;
    return d->owners[country] - 1;
}

static int64_t on_grid(const draft *d, int32_t e7)
{
    return (int64_t)llround((double)e7 * (double)d->steps / E7);
}

static void write_line(draft *d, const run *model)
{
    int64_t x = 0, y = 0;
    const bool closed = compare_points(d->chain[0], d->chain[d->chain_count - 1]) == 0;
    if (!choose_vertices(d, closed, model->kind)) return;
    ent_json_begin_array(d->json);
    ent_json_int(d->json, owner_number(d, model->left));
    ent_json_int(d->json, owner_number(d, model->right));
    ent_json_int(d->json, model->kind);
    ent_json_begin_array(d->json);
    for (size_t i = 0; i < d->chain_count; i++) {
        if (!d->kept[i]) continue;
        const int64_t to_x = on_grid(d, d->chain[i].x), to_y = on_grid(d, d->chain[i].y);
        if (i > 0 && i + 1 < d->chain_count && to_x == x && to_y == y) continue;
        ent_json_int(d->json, to_x - x);
        ent_json_int(d->json, to_y - y);
        x = to_x, y = to_y;
    }
    ent_json_end_array(d->json);
    ent_json_end_array(d->json);
}

/* From one end of a run as far as it can be joined. */
static ent_status draw_from(draft *d, uint32_t number, bool backwards, ent_error *err)
{
    run model = d->runs[number];
    if (backwards) model.left = d->runs[number].right, model.right = d->runs[number].left;
    d->chain_count = 0;
    for (;;) {
        run *r = &d->runs[number];
        r->used = true;
        const ent_status st = append(d, r, backwards, err);
        if (st != ENT_OK) return st;
        const run_end *next = next_end(d, d->chain[d->chain_count - 1], number, backwards);
        if (!next) return write_line(d, &model), ENT_OK;
        number = next->run, backwards = next->last;
    }
}

static ent_status draw(draft *d, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < 2 * d->run_count && st == ENT_OK; i++) { /* lines with ends */
        const run_end *e = &d->ends[i];
        if (d->runs[e->run].used || next_end(d, e->at, e->run, !e->last)) continue;
        st = draw_from(d, e->run, e->last, err);
    }
    for (size_t i = 0; i < d->run_count && st == ENT_OK; i++) /* what is left goes round */
        if (!d->runs[i].used) st = draw_from(d, (uint32_t)i, false, err);
    return st;
}

/* ---- the door ---------------------------------------------------------------------------- */

static void draft_done(draft *d)
{
    ent_free(d->owners);
    ent_free(d->runs);
    ent_free(d->ends);
    ent_free(d->chain);
    ent_free(d->chain_at);
    ent_free(d->kept);
}

/* Codes in the order in which the lines met them. */
static void write_owners(const draft *d, const ent_atlas *atlas)
{
    ent_json_key(d->json, "owners");
    ent_json_begin_array(d->json);
    for (int number = 1; number <= d->owner_count; number++)
        for (size_t i = 0; i < ent_atlas_country_count(atlas); i++)
            if (d->owners[i] == number) ent_json_string(d->json, ent_atlas_country_at(atlas, i).code);
    ent_json_end_array(d->json);
}

static ent_status write_lines(draft *d, const ent_atlas *atlas, double tolerance_m, ent_error *err)
{
    ent_status st = collect_runs(d, err);
    if (st == ENT_OK) st = sort_ends(d, err);
    if (st != ENT_OK) return st;
    ent_json_begin_object(d->json);
    ent_json_kdouble(d->json, "tolerance_m", tolerance_m);
    ent_json_kint(d->json, "steps_per_degree", d->steps);
    ent_json_key(d->json, "lines");
    ent_json_begin_array(d->json);
    st = draw(d, err);
    ent_json_end_array(d->json);
    write_owners(d, atlas);
    ent_json_end_object(d->json);
    return st;
}

/* A grid a quarter as coarse as the tolerance, in powers of ten. */
static int64_t grid_for(double tolerance_m)
{
    int64_t steps = 10;
    while (steps < E7 && 111e3 / (double)steps > tolerance_m / 4) steps *= 10;
    return steps;
}

ent_status ent_report_land(const ent_atlas *atlas, ent_territory_query query, double tolerance_m,
                           ent_sink sink, ent_error *err)
{
    ent_json json;
    ent_runs *runs = NULL;
    if (!(tolerance_m >= 0)) return ent_fail(err, ENT_E_DOMAIN, "a tolerance below zero");
    ent_json_init(&json, sink, false);
    draft d = {.view_count = ent_atlas_view_count(atlas),
               .tolerance = tolerance_m / EARTH_RADIUS_M,
               .steps = grid_for(tolerance_m),
               .json = &json};
    ent_status st = ent_runs_new(atlas, query, &runs, err);
    if (st != ENT_OK) return st;
    d.source = runs;
    d.owners = ent_alloc_zero(ent_atlas_country_count(atlas) + 1, sizeof *d.owners);
    st = d.owners ? write_lines(&d, atlas, tolerance_m, err) : no_memory(err);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    draft_done(&d);
    ent_runs_free(runs);
    return st;
}
