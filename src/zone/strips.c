/* strips.c: see strips.h.
 *
 * Let g(x) be the width of the closed stretches of a strip to the west of x. Then dg/dx is one where the
 * strip is closed and zero elsewhere, and by Green's theorem the closed area of a piece of ground in the
 * strip is the integral of g along its border, over q(lat) dlat, where q is the area of the ellipsoid per
 * radian each way: M N cos lat. Between two ends of stretches g and longitude are linear, and two Gauss
 * points a piece leave less than (height in radians)^4 / 4320 of q's fourth derivative, some 1e-13 of a term
 * for strips of 20 km. */
#include "zone/strips.h"
#include "base/limits.h"
#include "base/mem.h"
#include "geo/ellipsoid.h"
#include "zone/boxes.h"

#include <stdlib.h>

#define LEVEL_LEAST 5 /* 39 km */
#define LEVEL_MOST 14 /* 76 m */
#define EQUATOR_M 40075017.0
#define CELL_SHARE 2.5                /* how wide an undecided cell may be, in tolerances */
#define GAUSS_OFF 0.28867513459481288 /* half of 1 / sqrt 3 */

typedef struct span {
    uint32_t from, to; /* columns */
    bool is_open;
    uint32_t closed, open; /* columns of each kind to the west of it */
} span;

struct ent_strips {
    int level;
    uint32_t *starts; /* of each row's spans; one more */
    span *spans;      /* ascending */
};

typedef struct kept {
    ent_box *boxes; /* closed ones, and open ones */
    signed char *signs;
    size_t count, cap;
    int level; /* the finest, at least LEVEL_LEAST */
    const ent_strips_opts *opts;
} kept;

/* ---- building --------------------------------------------------------------------------------------- */

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for strips");
}

static ent_status keep(void *context, const ent_box *box, ent_truth state, ent_error *err)
{
    kept *k = context;
    if (ent_is_no(state)) return ENT_OK;
    if (k->count == k->cap) {
        const size_t cap = k->cap ? 2 * k->cap : 4096;
        ent_box *boxes = ent_realloc(k->boxes, cap, sizeof *boxes);
        if (boxes) k->boxes = boxes;
        signed char *signs = ent_realloc(k->signs, cap, 1);
        if (signs) k->signs = signs;
        if (!boxes || !signs) return no_memory(err);
        k->cap = cap;
    }
    k->boxes[k->count] = *box, k->signs[k->count++] = state.sign;
    if (box->level > k->level) k->level = box->level;
    return ENT_OK;
}

static bool matters(void *context, ent_lonlat middle, double radius_m)
{
    const kept *k = context;
    return k->opts->matters(k->opts->context, middle, radius_m);
}

static int by_column(const void *a, const void *b)
{
    const span *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Sort the spans of a row, join neighbours that are alike, and count. How many are left. */
static uint32_t settle_row(span *row, uint32_t count)
{
    uint32_t n = 0, closed = 0, open = 0;
    if (count > 1) qsort(row, count, sizeof *row, by_column);
    for (uint32_t i = 0; i < count; i++) {
        if (n > 0 && row[n - 1].to == row[i].from && row[n - 1].is_open == row[i].is_open)
            row[n - 1].to = row[i].to;
        else
            row[n++] = row[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        row[i].closed = closed, row[i].open = open;
        *(row[i].is_open ? &open : &closed) += row[i].to - row[i].from;
    }
    return n;
}

/* Every box gives a span to each of the strips that it is high. */
static void deal(ent_strips *s, const kept *k, uint32_t *next)
{
    for (size_t i = 0; i < k->count; i++) {
        const ent_box *b = &k->boxes[i];
        const uint32_t side = 1u << (s->level - b->level);
        for (uint32_t y = b->y * side; y < (b->y + 1) * side; y++)
            s->spans[next[y]++] = (span){b->x * side, (b->x + 1) * side, k->signs[i] == 0, 0, 0};
    }
}

static ent_status arrange(ent_strips *s, const kept *k, ent_error *err)
{
    const uint32_t rows = ENT_BOX_COLUMNS(k->level) / 2;
    s->level = k->level;
    s->starts = ent_alloc_zero(rows + 1, sizeof *s->starts);
    uint32_t *next = ent_alloc_zero(rows + 1, sizeof *next), total = 0;
    for (size_t i = 0; s->starts && i < k->count; i++) {
        const uint32_t side = 1u << (s->level - k->boxes[i].level);
        for (uint32_t y = 0; y < side; y++) s->starts[k->boxes[i].y * side + y + 1]++, total++;
    }
    s->spans = ent_alloc_zero((size_t)total + 1, sizeof *s->spans);
    if (!s->starts || !next || !s->spans) {
        ent_free(next);
        return no_memory(err);
    }
    for (uint32_t y = 0; y < rows; y++) s->starts[y + 1] += s->starts[y], next[y] = s->starts[y];
    deal(s, k, next);
    uint32_t n = 0;
    for (uint32_t y = 0; y < rows; y++) {
        const uint32_t from = s->starts[y], left = settle_row(s->spans + from, next[y] - from);
        for (uint32_t i = 0; i < left; i++) s->spans[n + i] = s->spans[from + i];
        s->starts[y] = n, n += left;
    }
    s->starts[rows] = n;
    ent_free(next);
    return ENT_OK;
}

ent_status ent_strips_build(const ent_field *field, const ent_strips_opts *opts, ent_strips **out,
                            ent_error *err)
{
    int level = LEVEL_LEAST;
    while (level < LEVEL_MOST && EQUATOR_M / ENT_BOX_COLUMNS(level) > CELL_SHARE * opts->tolerance_m) level++;
    kept k = {.level = LEVEL_LEAST, .opts = opts};
    const ent_boxes_opts look = {.level_max = level,
                                 .cells_max = ENT_STRIPS_CELLS_MAX,
                                 .matters = opts->matters ? matters : NULL,
                                 .tell = keep,
                                 .context = &k};
    ent_strips *s = ent_alloc_zero(1, sizeof *s);
    ent_status st = s ? ent_boxes_look(field, &look, err) : no_memory(err);
    if (st == ENT_OK) st = arrange(s, &k, err);
    ent_free(k.boxes);
    ent_free(k.signs);
    if (st == ENT_OK)
        *out = s;
    else
        ent_strips_free(s);
    return st;
}

void ent_strips_free(ent_strips *s)
{
    if (!s) return;
    ent_free(s->starts);
    ent_free(s->spans);
    ent_free(s);
}

/* ---- measuring -------------------------------------------------------------------------------------- */

/* Square metres of the ellipsoid per radian of longitude and of latitude. */
static double density(double lat_rad)
{
    const double s = sin(lat_rad), w = 1.0 - ENT_E2 * s * s;
    return ENT_A_M * ENT_A_M * (1.0 - ENT_E2) * cos(lat_rad) / (w * w);
}

/* An edge or a part of one, in columns and strips. */
typedef struct way {
    double x0, y0, x1, y1;
} way;

/* The spans of one strip, from the one that a column lies in or the last one west of it. */
typedef struct stretch {
    double from, to;     /* in which g is linear */
    double closed, open; /* at `from` */
    int kind;            /* 0 outside, 1 closed, 2 open */
} stretch;

static stretch stretch_at(const ent_strips *s, uint32_t row, double x)
{
    uint32_t lo = s->starts[row], hi = s->starts[row + 1];
    const uint32_t first = lo, last = hi;
    while (lo < hi) {
        const uint32_t middle = lo + (hi - lo) / 2;
        if (s->spans[middle].from <= x)
            lo = middle + 1;
        else
            hi = middle;
    }
    const double end = lo < last ? s->spans[lo].from : ENT_BOX_COLUMNS(s->level);
    if (lo == first) return (stretch){0, end, 0, 0, 0};
    const span *p = &s->spans[lo - 1];
    if (x < p->to) return (stretch){p->from, p->to, p->closed, p->open, p->is_open ? 2 : 1};
    const double wide = p->to - p->from;
    return (stretch){p->to, end, p->closed + (p->is_open ? 0 : wide), p->open + (p->is_open ? wide : 0), 0};
}

/* A way within one strip and one stretch. */
static void add_piece(const ent_strips *s, const stretch *t, way w, ent_strip_sum *sum)
{
    const double step = 2 * ENT_PI / ENT_BOX_COLUMNS(s->level), height = step * (w.y1 - w.y0);
    const double middle = step * 0.5 * (w.y0 + w.y1) - ENT_PI / 2;
    for (int k = -1; k <= 1; k += 2) {
        const double at = 0.5 + k * GAUSS_OFF, x = w.x0 + at * (w.x1 - w.x0), in = x - t->from;
        const double share = 0.5 * height * step * density(middle + k * GAUSS_OFF * height);
        sum->closed_m2 += share * (t->closed + (t->kind == 1 ? in : 0));
        sum->open_m2 += share * (t->open + (t->kind == 2 ? in : 0));
        sum->all_m2 += share * x;
        sum->turnover_m2 += fabs(share * x);
    }
}

/* A way within one strip: cut where stretches end. */
static void add_level(const ent_strips *s, uint32_t row, way w, ent_strip_sum *sum)
{
    const bool east = w.x1 >= w.x0;
    if (!east) w = (way){w.x1, w.y1, w.x0, w.y0};
    ent_strip_sum own = {0};
    const double slope = w.x1 > w.x0 ? (w.y1 - w.y0) / (w.x1 - w.x0) : 0;
    for (way p = w;;) {
        const stretch t = stretch_at(s, row, p.x0);
        const bool is_last = w.x1 <= t.to || t.to >= ENT_BOX_COLUMNS(s->level);
        p.x1 = is_last ? w.x1 : t.to, p.y1 = is_last ? w.y1 : w.y0 + slope * (p.x1 - w.x0);
        add_piece(s, &t, p, &own);
        if (is_last) break;
        p.x0 = p.x1, p.y0 = p.y1;
    }
    ent_strips_add_sum(sum, &own, east ? 1 : -1);
}

void ent_strips_add_edge(const ent_strips *s, ent_lonlat from, ent_lonlat to, ent_strip_sum *sum)
{
    const double per_degree = ENT_BOX_COLUMNS(s->level) / 360.0;
    const uint32_t rows = ENT_BOX_COLUMNS(s->level) / 2;
    const bool north = to.lat_deg >= from.lat_deg;
    const ent_lonlat a = north ? from : to, b = north ? to : from;
    const way w = {(a.lon_deg + 180) * per_degree, (a.lat_deg + 90) * per_degree,
                   (b.lon_deg + 180) * per_degree, (b.lat_deg + 90) * per_degree};
    ent_strip_sum own = {0};
    if (!(w.y1 > w.y0)) return; /* nothing lies between a parallel and itself */
    const double slope = (w.x1 - w.x0) / (w.y1 - w.y0);
    uint32_t row = w.y0 >= rows ? rows - 1 : (uint32_t)w.y0;
    for (way p = w;; row++) {
        const bool is_last = w.y1 <= row + 1 || row + 1 >= rows;
        p.y1 = is_last ? w.y1 : row + 1, p.x1 = is_last ? w.x1 : w.x0 + slope * (p.y1 - w.y0);
        add_level(s, row, p, &own);
        if (is_last) break;
        p.x0 = p.x1, p.y0 = p.y1;
    }
    ent_strips_add_sum(sum, &own, north ? 1 : -1);
}

void ent_strips_add_sum(ent_strip_sum *sum, const ent_strip_sum *other, double sign)
{
    sum->closed_m2 += sign * other->closed_m2, sum->open_m2 += sign * other->open_m2;
    sum->all_m2 += sign * other->all_m2, sum->turnover_m2 += other->turnover_m2;
}
