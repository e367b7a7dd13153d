/* curve.c: how much ground a clause closes to an item, as a figure or the day varies: at even steps, and on
 * both sides of every breakpoint, since there the curve may jump. */
#include "compare/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct drawing {
    ent_sweep *s;
    ent_closed *first; /* lends its territories to all others */
    ent_variant *first_variant;
} drawing;

/* Whose ground: as asked, else of the first verdict that flips about an act with an item. */
static void choose(ent_sweep *s)
{
    for (size_t i = 0; i < s->breaks.count && (!s->opts.clause || !s->opts.item); i++) {
        const ent_breakpoint *b = (const ent_breakpoint *)s->breaks.at + i;
        for (size_t k = 0; k < b->flip_count && !s->opts.item; k++) {
            int64_t index = ent_records_find(s->world.records, ent_str_of(b->flips[k].records));
            const ent_record *r = index < 0 ? NULL : ent_records_at(s->world.records, (size_t)index);
            if (!r || !r->item.words || !r->item.count || *b->flips[k].reading) continue;
            if (s->opts.clause && strcmp(s->opts.clause, b->flips[k].clause) != 0) continue;
            s->opts.clause = b->flips[k].clause, s->opts.item = r->item.words[0];
            if (!s->opts.actor) s->opts.actor = b->flips[k].party;
        }
    }
}

static ent_status measure(const ent_sweep *s, const ent_field *field, bool empty, ent_area *out)
{
    ent_zone *zone = NULL;
    *out = (ent_area){0, 0};
    if (empty) return ENT_OK;
    ent_status st = ent_zone_build(field, (ent_zone_opts){.tolerance_m = s->opts.tolerance_m}, &zone, s->err);
    if (st == ENT_OK) ent_zone_area(zone, &out->lo_m2, &out->hi_m2);
    ent_zone_free(zone);
    return st;
}

static ent_status draw_point(drawing *d, double v)
{
    ent_sweep *s = d->s;
    ent_variant *variant = NULL;
    ent_closed *closed = NULL;
    ent_status st = ent_sweep_variant(s, v, &variant);
    if (st != ENT_OK) return st;
    ent_judge_opts opts = s->judge_opts;
    if (!s->opts.label) opts.as_of.seconds = (int64_t)v * ENT_DAY_SECONDS;
    opts.clauses = NULL, opts.clause_count = 0;
    ent_closed_query query = {
        .clause = s->opts.clause, .item = s->opts.item, .actor = s->opts.actor, .with = d->first};
    st = ent_closed_find(variant ? ent_variant_world(variant) : &s->world, &opts, &query, &closed, s->err);
    ent_sweep_point *p = st == ENT_OK ? ent_rows_add(&s->points, s->arena, sizeof *p) : NULL;
    if (st == ENT_OK && !p) st = ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) {
        const ent_closed_view *view = ent_closed_of(closed);
        p->value = v;
        st = measure(s, view->certain, view->certain_empty, &p->certain);
        p->possible = p->certain;
        if (st == ENT_OK && view->differ) st = measure(s, view->possible, view->possible_empty, &p->possible);
    }
    if (st == ENT_OK && !d->first) {
        d->first = closed, d->first_variant = variant;
        return st;
    }
    ent_closed_free(closed);
    ent_variant_free(variant);
    return st;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static size_t places(const ent_sweep *s, double *out)
{
    size_t n = 0, kept = 0;
    double step = (s->opts.to - s->opts.from) / (double)s->opts.steps;
    for (size_t i = 0; i <= s->opts.steps; i++) out[n++] = s->opts.from + step * (double)i;
    for (size_t i = 0; i < s->breaks.count; i++) {
        const ent_breakpoint *b = (const ent_breakpoint *)s->breaks.at + i;
        double beside = s->opts.label ? ent_sweep_step(s, b->lo) : 0;
        out[n++] = b->is_exact && !b->holds_below ? b->lo - beside : b->lo;
        out[n++] = b->is_exact && b->holds_below ? b->hi + beside : b->hi;
    }
    for (size_t i = 0; i < n; i++) out[i] = ent_sweep_down(s, out[i]);
    qsort(out, n, sizeof *out, by_value);
    for (size_t i = 0; i < n; i++)
        if (!kept || out[i] > out[kept - 1]) out[kept++] = out[i];
    return kept;
}

ent_status ent_sweep_draw(ent_sweep *s)
{
    drawing d = {.s = s};
    choose(s);
    if (!s->opts.clause) return ENT_OK;
    double *at = ent_arena_alloc(s->arena, s->opts.steps + 2 * s->breaks.count + 2, sizeof *at);
    if (!at) return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    size_t n = places(s, at);
    ent_status st = ENT_OK;
    for (size_t i = 0; i < n && st == ENT_OK; i++) {
        st = draw_point(&d, at[i]);
        if (st == ENT_OK && s->opts.tell && !s->opts.tell(s->opts.context, (double)(i + 1) / (double)n))
            st = ent_fail(s->err, ENT_E_LIMIT, "stopped");
    }
    ent_closed_free(d.first);
    ent_variant_free(d.first_variant);
    return st;
}
