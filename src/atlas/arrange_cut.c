/* arrange_cut.c: the first half of the arrangement: edges that cross are cut where they cross.
 *
 * Invariants
 *  1. An edge runs from its smaller to its larger end (by x, then y); `w` is +1 when its ring goes that way.
 *  2. Edges are sorted by their ends, then by feature; equal edges of one feature are one, their `w` added.
 *  3. After ent_edges_cut no two different edges share more than an end.
 *
 * Every decision is made in integers. A product of two differences fits 64 bits (3.6e9 * 1.8e9 < 2^63), and
 * signs are found by comparing two products, never by subtracting them. Only the place of a crossing is
 * rounded, by half a grid step (6 mm); the moved ends may cross something new, so cutting repeats on the
 * edges just made until nothing is cut. Candidates come from a grid of cells of a tenth of a degree. */
#include "arrange_edges.h"
#include "base/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CELL (ENT_GRID_PER_DEGREE / 10)
#define CELLS_X 3601
#define CELLS_Y 1801
#define ROUNDS_MAX 20

/* ---- edges ------------------------------------------------------------------------------- */

int ent_edge_compare_shape(const ent_edge *a, const ent_edge *b)
{
    if (a->a.x != b->a.x) return a->a.x < b->a.x ? -1 : 1;
    if (a->a.y != b->a.y) return a->a.y < b->a.y ? -1 : 1;
    if (a->b.x != b->b.x) return a->b.x < b->b.x ? -1 : 1;
    if (a->b.y != b->b.y) return a->b.y < b->b.y ? -1 : 1;
    return 0;
}

static int compare_edges(const void *left, const void *right)
{
    const ent_edge *a = left, *b = right;
    const int shape = ent_edge_compare_shape(a, b);
    return shape != 0 ? shape : (a->feature > b->feature) - (a->feature < b->feature);
}

ent_status ent_edges_add(ent_edges_list *list, ent_edge edge, ent_error *err)
{
    if (edge.a.x == edge.b.x && edge.a.y == edge.b.y) return ENT_OK;
    if (list->count == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : 1024;
        ent_edge *grown = ent_realloc(list->edges, cap, sizeof *grown);
        if (!grown) return ent_fail(err, ENT_E_NOMEM, "out of memory for the edges of the map");
        list->edges = grown, list->cap = cap;
    }
    if (edge.a.x > edge.b.x || (edge.a.x == edge.b.x && edge.a.y > edge.b.y)) {
        const ent_grid_point swap = edge.a;
        edge.a = edge.b, edge.b = swap, edge.w = (int8_t)-edge.w;
    }
    list->edges[list->count++] = edge;
    return ENT_OK;
}

/* Restore invariant 2. An edge that a feature draws to and fro is no border of it and goes. */
static void sort_and_merge(ent_edges_list *list)
{
    if (list->count > 0) qsort(list->edges, list->count, sizeof *list->edges, compare_edges);
    size_t kept = 0;
    for (size_t i = 0; i < list->count;) {
        ent_edge edge = list->edges[i++];
        while (i < list->count && compare_edges(&edge, &list->edges[i]) == 0) {
            edge.w = (int8_t)(edge.w + list->edges[i].w);
            edge.fresh = edge.fresh || list->edges[i].fresh;
            i++;
        }
        if (edge.w != 0) list->edges[kept++] = edge;
    }
    list->count = kept;
}

/* ---- where two edges meet ---------------------------------------------------------------- */

/* +1 when c lies left of a->b, -1 right, 0 on the line. */
static int side(ent_grid_point a, ent_grid_point b, ent_grid_point c)
{
    const int64_t p = ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y);
    const int64_t q = ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
    return (p > q) - (p < q);
}

/* Does c, known to lie on the line of e, lie strictly between its ends? */
static bool strictly_on(const ent_edge *e, ent_grid_point c)
{
    const bool after = c.x > e->a.x || (c.x == e->a.x && c.y > e->a.y);
    const bool before = c.x < e->b.x || (c.x == e->b.x && c.y < e->b.y);
    return after && before;
}

static ent_grid_point crossing(const ent_edge *e, const ent_edge *f)
{
    const long double ex = (long double)e->b.x - e->a.x, ey = (long double)e->b.y - e->a.y;
    const long double fx = (long double)f->b.x - f->a.x, fy = (long double)f->b.y - f->a.y;
    const long double dx = (long double)f->a.x - e->a.x, dy = (long double)f->a.y - e->a.y;
    const long double t = (dx * fy - dy * fx) / (ex * fy - ey * fx);
    return (ent_grid_point){(int32_t)llroundl(e->a.x + t * ex), (int32_t)llroundl(e->a.y + t * ey)};
}

/* ---- cuts -------------------------------------------------------------------------------- */

typedef struct cut {
    uint32_t group; /* index of the first edge of its shape */
    ent_grid_point at;
    long double along;
} cut;

typedef struct cutter {
    const ent_edges_list *list;
    uint32_t *groups; /* one edge for each shape */
    size_t group_count;
    uint32_t *cell_start, *cell_items;
    cut *cuts;
    size_t cut_count, cut_cap;
} cutter;

static bool same_point(ent_grid_point a, ent_grid_point b)
{
    return a.x == b.x && a.y == b.y;
}

static ent_status add_cut(cutter *c, uint32_t group, ent_grid_point at, ent_error *err)
{
    const ent_edge *e = &c->list->edges[group];
    if (same_point(at, e->a) || same_point(at, e->b)) return ENT_OK;
    if (c->cut_count == c->cut_cap) {
        const size_t cap = c->cut_cap ? c->cut_cap * 2 : 1024;
        cut *grown = ent_realloc(c->cuts, cap, sizeof *grown);
        if (!grown) return ent_fail(err, ENT_E_NOMEM, "out of memory for the crossings of the map");
        c->cuts = grown, c->cut_cap = cap;
    }
    const long double along = ((long double)at.x - e->a.x) * ((long double)e->b.x - e->a.x) +
                              ((long double)at.y - e->a.y) * ((long double)e->b.y - e->a.y);
    c->cuts[c->cut_count++] = (cut){group, at, along};
    return ENT_OK;
}

static ent_status meet(cutter *c, uint32_t i, uint32_t j, ent_error *err)
{
    const ent_edge *e = &c->list->edges[i], *f = &c->list->edges[j];
    const int fa = side(e->a, e->b, f->a), fb = side(e->a, e->b, f->b);
    if (fa * fb > 0) return ENT_OK;
    const int ea = side(f->a, f->b, e->a), eb = side(f->a, f->b, e->b);
    if (ea * eb > 0) return ENT_OK;
    ent_status st = ENT_OK;
    if (fa * fb < 0 && ea * eb < 0) {
        const ent_grid_point at = crossing(e, f);
        st = add_cut(c, i, at, err);
        return st != ENT_OK ? st : add_cut(c, j, at, err);
    }
    if (fa == 0 && strictly_on(e, f->a)) st = add_cut(c, i, f->a, err);
    if (st == ENT_OK && fb == 0 && strictly_on(e, f->b)) st = add_cut(c, i, f->b, err);
    if (st == ENT_OK && ea == 0 && strictly_on(f, e->a)) st = add_cut(c, j, e->a, err);
    if (st == ENT_OK && eb == 0 && strictly_on(f, e->b)) st = add_cut(c, j, e->b, err);
    return st;
}

/* ---- the grid of cells ------------------------------------------------------------------- */

static int32_t cell_x(double x)
{
    const double cell = floor((x + 180.0 * ENT_GRID_PER_DEGREE) / CELL);
    return cell < 0 ? 0 : cell > CELLS_X - 1 ? CELLS_X - 1 : (int32_t)cell;
}

static int32_t cell_y(double y)
{
    const double cell = floor((y + 90.0 * ENT_GRID_PER_DEGREE) / CELL);
    return cell < 0 ? 0 : cell > CELLS_Y - 1 ? CELLS_Y - 1 : (int32_t)cell;
}

/* The columns that an edge may touch in a row of cells; a grid step to spare on each side covers all
 * rounding. */
static void row_columns(const ent_edge *e, int32_t row, int32_t *first, int32_t *last)
{
    const double y0 = e->a.y, y1 = e->b.y, low = (double)row * CELL - 90.0 * ENT_GRID_PER_DEGREE,
                 high = low + CELL;
    double x0 = e->a.x, x1 = e->b.x;
    if (y0 != y1) {
        const double slope = (x1 - x0) / (y1 - y0), at_low = x0 + (low - y0) * slope,
                     at_high = x0 + (high - y0) * slope;
        x0 = fmax(x0, fmin(at_low, at_high));
        x1 = fmin(x1, fmax(at_low, at_high));
    }
    *first = cell_x(x0 - 2), *last = cell_x(x1 + 2);
}

/* Visit the cells of each shape: count them when `fill` is false, else write the shape into them. */
static void visit_cells(cutter *c, bool fill)
{
    for (size_t g = 0; g < c->group_count; g++) {
        const ent_edge *e = &c->list->edges[c->groups[g]];
        const int32_t low = cell_y(fmin(e->a.y, e->b.y) - 2), high = cell_y(fmax(e->a.y, e->b.y) + 2);
        for (int32_t row = low; row <= high; row++) {
            int32_t first, last;
            row_columns(e, row, &first, &last);
            for (int32_t column = first; column <= last; column++) {
                const size_t cell = (size_t)row * CELLS_X + (size_t)column;
                if (fill)
                    c->cell_items[c->cell_start[cell]++] = c->groups[g];
                else
                    c->cell_start[cell + 1]++;
            }
        }
    }
}

static ent_status fill_cells(cutter *c, ent_error *err)
{
    const size_t cells = (size_t)CELLS_X * CELLS_Y;
    c->cell_start = ent_alloc_zero(cells + 2, sizeof *c->cell_start);
    if (!c->cell_start) return ent_fail(err, ENT_E_NOMEM, "out of memory for the cells of the map");
    visit_cells(c, false);
    for (size_t i = 0; i < cells; i++) c->cell_start[i + 1] += c->cell_start[i];
    c->cell_items = ent_alloc_zero(c->cell_start[cells] + 1, sizeof *c->cell_items);
    if (!c->cell_items) return ent_fail(err, ENT_E_NOMEM, "out of memory for the cells of the map");
    visit_cells(c, true); /* moves every start to the next one's place */
    for (size_t i = cells; i > 0; i--) c->cell_start[i] = c->cell_start[i - 1];
    c->cell_start[0] = 0;
    return ENT_OK;
}

static bool boxes_apart_y(const ent_edge *e, const ent_edge *f)
{
    const int32_t e_low = e->a.y < e->b.y ? e->a.y : e->b.y, e_high = e->a.y < e->b.y ? e->b.y : e->a.y;
    const int32_t f_low = f->a.y < f->b.y ? f->a.y : f->b.y, f_high = f->a.y < f->b.y ? f->b.y : f->a.y;
    return e_high < f_low || f_high < e_low;
}

/* Items of a cell stand in the order of their left ends, so a sweep looks only at those that may touch. */
static ent_status search_cell(cutter *c, const uint32_t *items, size_t count, ent_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const ent_edge *e = &c->list->edges[items[i]];
        for (size_t j = i + 1; j < count; j++) {
            const ent_edge *f = &c->list->edges[items[j]];
            if (f->a.x > e->b.x) break;
            if ((!e->fresh && !f->fresh) || boxes_apart_y(e, f)) continue;
            const ent_status st = meet(c, items[i], items[j], err);
            if (st != ENT_OK) return st;
        }
    }
    return ENT_OK;
}

static ent_status find_cuts(cutter *c, ent_error *err)
{
    c->groups = ent_alloc_zero(c->list->count + 1, sizeof *c->groups);
    if (!c->groups) return ent_fail(err, ENT_E_NOMEM, "out of memory for the edges of the map");
    for (size_t i = 0; i < c->list->count; i++)
        if (i == 0 || ent_edge_compare_shape(&c->list->edges[i - 1], &c->list->edges[i]) != 0)
            c->groups[c->group_count++] = (uint32_t)i;
    ent_status st = fill_cells(c, err);
    const size_t cells = (size_t)CELLS_X * CELLS_Y;
    for (size_t i = 0; st == ENT_OK && i < cells; i++)
        st = search_cell(c, c->cell_items + c->cell_start[i], c->cell_start[i + 1] - c->cell_start[i], err);
    return st;
}

/* ---- cutting ----------------------------------------------------------------------------- */

static int compare_cuts(const void *left, const void *right)
{
    const cut *a = left, *b = right;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    if (a->along != b->along) return a->along < b->along ? -1 : 1;
    if (a->at.x != b->at.x) return a->at.x < b->at.x ? -1 : 1;
    return (a->at.y > b->at.y) - (a->at.y < b->at.y);
}

/* Replace one edge by its parts: the first stays in its place, the others are added at the end. */
static ent_status cut_edge(ent_edges_list *list, size_t index, const cut *cuts, size_t count, ent_error *err)
{
    const ent_edge whole = list->edges[index];
    ent_grid_point from = whole.a;
    for (size_t i = 0; i <= count; i++) {
        const ent_grid_point to = i < count ? cuts[i].at : whole.b;
        const ent_edge part = {.a = from, .b = to, .feature = whole.feature, .w = whole.w, .fresh = true};
        const ent_status st = ent_edges_add(list, part, err);
        if (st != ENT_OK) return st;
        from = to;
    }
    list->edges[index].w = 0; /* swept out by the merge */
    return ENT_OK;
}

static ent_status apply_cuts(ent_edges_list *list, cutter *c, ent_error *err)
{
    if (c->cut_count > 0) qsort(c->cuts, c->cut_count, sizeof *c->cuts, compare_cuts);
    const size_t before = list->count;
    for (size_t i = 0; i < before; i++) list->edges[i].fresh = false;
    for (size_t i = 0; i < c->cut_count;) {
        size_t end = i + 1;
        while (end < c->cut_count && c->cuts[end].group == c->cuts[i].group) end++;
        const uint32_t group = c->cuts[i].group;
        const ent_edge shape = list->edges[group];
        for (size_t e = group; e < before && ent_edge_compare_shape(&shape, &list->edges[e]) == 0; e++) {
            const ent_status st = cut_edge(list, e, c->cuts + i, end - i, err);
            if (st != ENT_OK) return st;
        }
        i = end;
    }
    return ENT_OK;
}

static void cutter_done(cutter *c)
{
    ent_free(c->groups);
    ent_free(c->cell_start);
    ent_free(c->cell_items);
    ent_free(c->cuts);
}

ent_status ent_edges_cut(ent_edges_list *list, size_t *out_cuts, ent_error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++) list->edges[i].fresh = true;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        sort_and_merge(list);
        cutter c = {.list = list};
        ent_status st = find_cuts(&c, err);
        if (st == ENT_OK) st = apply_cuts(list, &c, err);
        const size_t found = c.cut_count;
        cutter_done(&c);
        if (st != ENT_OK) return st;
        total += found;
        if (found == 0) {
            *out_cuts = total;
            return ENT_OK;
        }
    }
    return ent_fail(err, ENT_E_INTERNAL, "the borders of the map still cross after %d rounds of cutting",
                    ROUNDS_MAX);
}
