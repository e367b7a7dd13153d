/* raster.c: see raster.h. Row by row: a border that crosses the row says whose the ground is on its far side,
 * up to the next. No ring is needed, so nothing out of the window has to be right. */
#include "map/raster.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UNKNOWN (-4)
#define COARSE 4.0 /* a border's point is taken when it is so many steps of the ground from the last */

typedef struct crossing {
    uint32_t row;
    float x;
    int32_t west, east;
} crossing;

typedef struct crossings {
    crossing *at;
    size_t count, cap;
    bool failed;
} crossings;

void ent_raster_done(ent_raster *raster)
{
    ent_free(raster->owner);
    *raster = (ent_raster){0};
}

static void add(crossings *c, crossing item)
{
    if (c->failed) return;
    if (c->count == c->cap) {
        const size_t cap = c->cap ? c->cap * 2 : 4096;
        crossing *grown = ent_realloc(c->at, cap, sizeof *grown);
        if (!grown) {
            c->failed = true;
            return;
        }
        c->at = grown, c->cap = cap;
    }
    c->at[c->count++] = item;
}

/* Every row whose middle the edge crosses. */
static void cross(const ent_raster *r, ent_xy a, ent_xy b, const ent_stretch *s, crossings *out)
{
    const bool rises = b.y < a.y; /* to the north on an upright map: then its left is west */
    const ent_xy top = rises ? b : a, low = rises ? a : b;
    if (hypot(a.x - b.x, a.y - b.y) > 200) return; /* torn apart by the projection */
    const double first = ceil((top.y - r->window.y0) / ENT_RASTER_CELL - 0.5);
    for (double row = fmax(0, first); row < (double)r->rows; row++) {
        const double y = r->window.y0 + (row + 0.5) * ENT_RASTER_CELL;
        if (y >= low.y) break;
        const double x = top.x + (low.x - top.x) * (y - top.y) / (low.y - top.y);
        add(out, (crossing){(uint32_t)row, (float)x, rises ? s->left : s->right, rises ? s->right : s->left});
    }
}

static void cross_stretch(const ent_raster *r, const ent_ground *g, const ent_pane *pane,
                          const ent_stretch *s, crossings *out)
{
    ent_xy last = {0, 0};
    bool there = false;
    size_t since = 0;
    for (size_t k = 0; k < s->count; k++) {
        if (k > 0 && k + 1 < s->count && ++since < (size_t)COARSE) continue;
        since = 0;
        ent_xy at;
        const bool seen = ent_pane_at(pane, g->points[s->first + k], &at);
        if (seen && there) cross(r, last, at, s, out);
        last = at, there = seen;
    }
}

static int by_row(const void *left, const void *right)
{
    const crossing *a = left, *b = right;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->east > b->east) - (a->east < b->east);
}

static void paint(ent_raster *r, uint32_t row, double from, double to, int32_t owner)
{
    const double low = ceil((from - r->window.x0) / ENT_RASTER_CELL - 0.5);
    const double high = ceil((to - r->window.x0) / ENT_RASTER_CELL - 0.5);
    const size_t first = low > 0 ? (size_t)low : 0;
    const size_t past = high < (double)r->columns ? (size_t)fmax(0, high) : r->columns;
    for (size_t k = first; k < past; k++) r->owner[row * r->columns + k] = owner;
}

static void fill(ent_raster *r, const crossings *c)
{
    for (size_t k = 0; k < c->count; k++) {
        const crossing *at = &c->at[k];
        const bool first = k == 0 || c->at[k - 1].row != at->row,
                   last = k + 1 == c->count || at[1].row != at->row;
        if (first) paint(r, at->row, -INFINITY, at->x, at->west);
        paint(r, at->row, at->x, last ? INFINITY : at[1].x, at->east);
    }
    for (size_t row = 1; row < r->rows;
         row++) /* rows that no border crosses are as the one above, or below */
        if (r->owner[row * r->columns] == UNKNOWN)
            memcpy(r->owner + row * r->columns, r->owner + (row - 1) * r->columns,
                   r->columns * sizeof *r->owner);
    for (size_t row = r->rows - 1; row-- > 0;)
        if (r->owner[row * r->columns] == UNKNOWN)
            memcpy(r->owner + row * r->columns, r->owner + (row + 1) * r->columns,
                   r->columns * sizeof *r->owner);
}

/* Squares off the Earth, asked for every fourth in each direction. */
static void blank_off(ent_raster *r, const ent_pane *pane)
{
    for (size_t y = 0; y < r->rows; y += 4)
        for (size_t x = 0; x < r->columns; x += 4) {
            const ent_xy p = {r->window.x0 + ((double)x + 2) * ENT_RASTER_CELL,
                              r->window.y0 + ((double)y + 2) * ENT_RASTER_CELL};
            ent_lonlat place;
            if (ent_pane_back(pane, p, &place)) continue;
            for (size_t k = y; k < y + 4 && k < r->rows; k++)
                for (size_t i = x; i < x + 4 && i < r->columns; i++)
                    r->owner[k * r->columns + i] = ENT_RASTER_OFF;
        }
}

bool ent_raster_blank(ent_rect window, ent_raster *out)
{
    ent_raster r = {.window = window,
                    .columns = (size_t)((window.x1 - window.x0) / ENT_RASTER_CELL),
                    .rows = (size_t)((window.y1 - window.y0) / ENT_RASTER_CELL)};
    r.owner = ent_alloc_zero(r.columns * r.rows, sizeof *r.owner);
    if (r.owner) *out = r;
    return r.owner != NULL;
}

static void dot(ent_raster *r, ent_xy p, int32_t value)
{
    const double x = floor((p.x - r->window.x0) / ENT_RASTER_CELL),
                 y = floor((p.y - r->window.y0) / ENT_RASTER_CELL);
    if (x >= 0 && y >= 0 && x < (double)r->columns && y < (double)r->rows)
        r->owner[(size_t)y * r->columns + (size_t)x] = value;
}

void ent_raster_trace(ent_raster *r, const ent_ink *path, int32_t value)
{
    for (size_t part = 0; part < path->part_count; part++)
        for (size_t k = path->starts[part]; k + 1 < ent_ink_end(path, part); k++) {
            const ent_xy a = path->points[k], b = path->points[k + 1];
            const double steps = fmin(2000, ceil(hypot(b.x - a.x, b.y - a.y) / ENT_RASTER_CELL));
            for (double i = 0; i <= steps; i++) {
                const double t = steps > 0 ? i / steps : 0;
                dot(r, (ent_xy){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}, value);
            }
        }
}

ent_status ent_raster_make(const ent_ground *ground, const ent_pane *pane, ent_rect window, ent_raster *out,
                           ent_error *err)
{
    ent_raster r = {0};
    crossings c = {0};
    c.failed = !ent_raster_blank(window, &r);
    for (size_t k = 0; k < r.columns * r.rows && !c.failed; k++) r.owner[k] = UNKNOWN;
    for (size_t k = 0; k < ground->stretch_count && !c.failed; k++)
        if (!ground->stretches[k].rough) cross_stretch(&r, ground, pane, &ground->stretches[k], &c);
    if (!c.failed) {
        if (c.count > 0) qsort(c.at, c.count, sizeof *c.at, by_row);
        fill(&r, &c);
        blank_off(&r, pane);
        *out = r;
    } else {
        ent_raster_done(&r);
    }
    ent_free(c.at);
    return c.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map") : ENT_OK;
}

/* ---- tallies ---------------------------------------------------------------------------------------- */

static void enclose(const ent_raster *r, int owner, ent_tally *t)
{
    t->x0 = r->columns, t->y0 = r->rows;
    for (size_t y = 0; y < r->rows; y++)
        for (size_t x = 0; x < r->columns; x++) {
            if (r->owner[y * r->columns + x] != owner) continue;
            if (x < t->x0) t->x0 = x;
            if (x + 1 > t->x1) t->x1 = x + 1;
            if (y < t->y0) t->y0 = y;
            if (y + 1 > t->y1) t->y1 = y + 1;
            t->count++;
            t->middle.x += (double)x, t->middle.y += (double)y;
        }
    if (t->count == 0) t->x0 = t->y0 = t->x1 = t->y1 = 0;
    const double n = t->count > 0 ? (double)t->count : 1;
    t->middle.x = r->window.x0 + (t->middle.x / n + 0.5) * ENT_RASTER_CELL;
    t->middle.y = r->window.y0 + (t->middle.y / n + 0.5) * ENT_RASTER_CELL;
}

bool ent_tally_make(const ent_raster *r, int owner, ent_tally *out)
{
    ent_tally t = {.raster = r};
    enclose(r, owner, &t);
    const size_t w = t.x1 - t.x0 + 1, h = t.y1 - t.y0 + 1;
    t.sums = ent_alloc_zero(w * h, sizeof *t.sums);
    if (!t.sums) return false;
    for (size_t y = 1; y < h; y++)
        for (size_t x = 1; x < w; x++) {
            const bool own = r->owner[(t.y0 + y - 1) * r->columns + t.x0 + x - 1] == owner;
            t.sums[y * w + x] =
                t.sums[y * w + x - 1] + t.sums[(y - 1) * w + x] - t.sums[(y - 1) * w + x - 1] + own;
        }
    *out = t;
    return true;
}

void ent_tally_done(ent_tally *tally)
{
    ent_free(tally->sums);
    *tally = (ent_tally){0};
}

static size_t clamp(double v, size_t low, size_t high)
{
    if (v <= (double)low) return 0;
    return (v >= (double)high ? high : (size_t)v) - low;
}

double ent_tally_share(const ent_tally *t, ent_rect box)
{
    const ent_raster *r = t->raster;
    const double fx0 = floor((box.x0 - r->window.x0) / ENT_RASTER_CELL),
                 fx1 = ceil((box.x1 - r->window.x0) / ENT_RASTER_CELL);
    const double fy0 = floor((box.y0 - r->window.y0) / ENT_RASTER_CELL),
                 fy1 = ceil((box.y1 - r->window.y0) / ENT_RASTER_CELL);
    const double cells = (fx1 - fx0) * (fy1 - fy0);
    const size_t w = t->x1 - t->x0 + 1;
    const size_t x0 = clamp(fx0, t->x0, t->x1), x1 = clamp(fx1, t->x0, t->x1);
    const size_t y0 = clamp(fy0, t->y0, t->y1), y1 = clamp(fy1, t->y0, t->y1);
    if (!(cells > 0) || x1 <= x0 || y1 <= y0) return 0;
    const uint32_t own =
        t->sums[y1 * w + x1] - t->sums[y0 * w + x1] - t->sums[y1 * w + x0] + t->sums[y0 * w + x0];
    return own / cells;
}
