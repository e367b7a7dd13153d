/* sweep.c: the values at which a verdict flips. The verdicts are judged at every candidate and half-way
 * between neighbours; two neighbours that answer alike have nothing between them (see compare.h for why), and
 * between two that do not the flip is closed in on, first right beside the candidate, then by halving. Start
 * reading in ent_sweep_find. */
#include "compare/sweep.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

#define RESOLUTION 1e-6
#define SHARP 1e-9

typedef struct at_value {
    double v;
    ent_snap snap;
} at_value;

/* ---- breakpoints ------------------------------------------------------------------------------------ */

static ent_sweep_flip flip_of(const ent_snap_row *a, const ent_snap_row *b)
{
    const ent_snap_row *any = b ? b : a;
    return (ent_sweep_flip){.clause = any->clause,
                            .reading = any->reading,
                            .party = any->party,
                            .target = any->target,
                            .records = any->records,
                            .before = a ? ent_state_name(a->state) : "not spoken of",
                            .after = b ? ent_state_name(b->state) : "not spoken of"};
}

/* Both are in order of key. */
static size_t find_flips(const ent_snap *a, const ent_snap *b, ent_sweep_flip *out)
{
    size_t n = 0;
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        int order = i == a->count ? 1 : k == b->count ? -1 : strcmp(a->rows[i].key, b->rows[k].key);
        const ent_snap_row *x = order <= 0 ? &a->rows[i++] : NULL, *y = order >= 0 ? &b->rows[k++] : NULL;
        if (x && y && x->state == y->state) continue;
        if (out) out[n] = flip_of(x, y);
        n++;
    }
    return n;
}

static bool is_candidate(const ent_sweep *s, double v)
{
    if (v == s->opts.from || v == s->opts.to) return true;
    for (size_t i = 0; i < s->candidate_count; i++)
        if (s->candidates[i] == v) return true;
    return false;
}

/* `exact`: the flip lies at l (-1), at r (+1), or somewhere between (0). */
static ent_status add_break(ent_sweep *s, const at_value *l, const at_value *r, int exact)
{
    ent_breakpoint *b = ent_rows_add(&s->breaks, s->arena, sizeof *b);
    size_t n = find_flips(&l->snap, &r->snap, NULL);
    ent_sweep_flip *flips = ent_arena_alloc(s->arena, n + 1, sizeof *flips);
    if (!b || !flips) return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    (void)find_flips(&l->snap, &r->snap, flips);
    *b = (ent_breakpoint){.lo = exact > 0 ? r->v : l->v,
                          .hi = exact < 0 ? l->v : r->v,
                          .is_exact = exact != 0,
                          .holds_below = exact < 0,
                          .flips = flips,
                          .flip_count = n};
    return ENT_OK;
}

/* The figure with the fewest decimals in [l, r]. */
static double simplest(double l, double r)
{
    double scale = 1;
    for (int decimals = 0; decimals < 9; decimals++, scale *= 10)
        if (ceil(l * scale) / scale <= r) return ceil(l * scale) / scale;
    return r;
}

/* A flip between figures that nobody has written down may still lie at a plain one, as a sum's ceiling does:
 * then the verdicts turn within a billionth of it. */
static ent_status sharpen(ent_sweep *s, const at_value *l, const at_value *r, bool *out_done)
{
    double c = simplest(l->v, r->v), step = SHARP * fmax(1, fabs(c));
    at_value below = {.v = c - step}, at = {.v = c}, above = {.v = c + step};
    *out_done = false;
    ent_status st = ent_sweep_probe(s, below.v, &below.snap);
    if (st != ENT_OK || !ent_snap_same(&below.snap, &l->snap)) return st;
    st = ent_sweep_probe(s, above.v, &above.snap);
    if (st != ENT_OK || !ent_snap_same(&above.snap, &r->snap)) return st;
    st = ent_sweep_probe(s, at.v, &at.snap);
    if (st != ENT_OK) return st;
    bool holds_below = ent_snap_same(&at.snap, &l->snap);
    if (!holds_below && !ent_snap_same(&at.snap, &r->snap)) return st;
    *out_done = true;
    return holds_below ? add_break(s, &(at_value){c, l->snap}, r, -1)
                       : add_break(s, l, &(at_value){c, r->snap}, 1);
}

static ent_status found(ent_sweep *s, const at_value *l, const at_value *r)
{
    bool done = false;
    if (s->whole) return add_break(s, l, r, s->opts.label ? 1 : 0);
    if (is_candidate(s, l->v)) return add_break(s, l, r, -1);
    if (is_candidate(s, r->v)) return add_break(s, l, r, 1);
    ent_status st = sharpen(s, l, r, &done);
    return st == ENT_OK && !done ? add_break(s, l, r, 0) : st;
}

/* Close in on what differs between two values, in order. */
static ent_status halve(ent_sweep *s, const at_value *l, const at_value *r)
{
    if (ent_snap_same(&l->snap, &r->snap)) return ENT_OK;
    if (r->v - l->v <= ent_sweep_step(s, l->v) * 1.5) return found(s, l, r);
    at_value m = {.v = ent_sweep_down(s, l->v + (r->v - l->v) / 2)};
    ent_status st = ent_sweep_probe(s, m.v, &m.snap);
    if (st == ENT_OK) st = halve(s, l, &m);
    return st == ENT_OK ? halve(s, &m, r) : st;
}

/* Between a candidate and the middle of the gap beside it: most flips are right beside the candidate. */
static ent_status close_in(ent_sweep *s, const at_value *l, const at_value *r, bool candidate_is_left)
{
    double step = ent_sweep_step(s, candidate_is_left ? l->v : r->v);
    if (ent_snap_same(&l->snap, &r->snap)) return ENT_OK;
    if (r->v - l->v <= 2 * step) return halve(s, l, r);
    at_value beside = {.v = candidate_is_left ? l->v + step : r->v - step};
    ent_status st = ent_sweep_probe(s, beside.v, &beside.snap);
    if (st == ENT_OK) st = halve(s, l, &beside);
    return st == ENT_OK ? halve(s, &beside, r) : st;
}

static ent_status search_gap(ent_sweep *s, const at_value *l, const at_value *r)
{
    at_value m = {.v = ent_sweep_down(s, l->v + (r->v - l->v) / 2)};
    if (m.v <= l->v || r->v - l->v <= ent_sweep_step(s, l->v)) return halve(s, l, r);
    ent_status st = ent_sweep_probe(s, m.v, &m.snap);
    if (st == ENT_OK) st = close_in(s, l, &m, true);
    return st == ENT_OK ? close_in(s, &m, r, false) : st;
}

static bool tell(const ent_sweep *s, size_t done)
{
    return !s->opts.tell || s->opts.tell(s->opts.context, (double)done / (double)(s->candidate_count + 1));
}

static ent_status search(ent_sweep *s)
{
    at_value l = {.v = s->opts.from};
    ent_status st = ent_sweep_probe(s, l.v, &l.snap);
    for (size_t i = 0; i <= s->candidate_count && st == ENT_OK; i++) {
        at_value r = {.v = i < s->candidate_count ? s->candidates[i] : s->opts.to};
        if (!tell(s, i)) return ent_fail(s->err, ENT_E_LIMIT, "stopped");
        st = ent_sweep_probe(s, r.v, &r.snap);
        if (st == ENT_OK) st = search_gap(s, &l, &r);
        l = r;
    }
    return st;
}

/* ---- the whole -------------------------------------------------------------------------------------- */

/* The unit that stands in the text, when none is given. */
static void find_unit(ent_sweep *s)
{
    if (!s->opts.label || (s->opts.unit && *s->opts.unit)) return;
    const ent_node *figure = ent_doc_figure_find(s->world.agreement, ent_str_of(s->opts.label));
    s->opts.unit = figure && figure->unit ? figure->unit->name : "";
}

static ent_status start(ent_sweep *s)
{
    if (!s->opts.label) {
        s->opts.from = floor((double)s->opts.day_from.seconds / ENT_DAY_SECONDS);
        s->opts.to = floor((double)s->opts.day_to.seconds / ENT_DAY_SECONDS);
        s->judge_opts.as_of = s->opts.day_to;
    }
    find_unit(s);
    ent_sweep_find_whole(s);
    if (!(s->opts.from < s->opts.to) || !isfinite(s->opts.from) || !isfinite(s->opts.to))
        return ent_fail(s->err, ENT_E_DOMAIN, "a sweep goes from a lower value to a higher one");
    s->resolution = RESOLUTION;
    if (s->opts.tolerance_m == 0) s->opts.tolerance_m = ENT_EFFECT_TOLERANCE_M;
    ent_status st = ent_sweep_find_clauses(s);
    if (st != ENT_OK) return st;
    /* of a parameter that nobody has set, the case as it stands would measure nothing that could be lent */
    if (s->opts.label) return ent_sweep_judge(s, s->opts.from, &s->base_variant, &s->base);
    return ent_judge(&s->world, &s->judge_opts, &s->base, s->err);
}

ent_status ent_sweep_find(const ent_world *world, const ent_sweep_opts *opts, ent_diags *diags,
                          ent_sweep **out, ent_error *err)
{
    ent_error unsaid = {0};
    ent_sweep *s = ent_alloc_zero(1, sizeof *s);
    if (!s) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    s->arena = ent_arena_new();
    s->keys = ent_map_new();
    s->world = *world, s->judge_opts = opts->judge, s->opts = *opts, s->diags = diags;
    s->err = err ? err : &unsaid;
    ent_status st = s->arena && s->keys ? start(s) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) st = ent_sweep_find_candidates(s);
    if (st == ENT_OK) st = search(s);
    if (st == ENT_OK && s->opts.steps) st = ent_sweep_draw(s);
    ent_judgement_free(s->base);
    ent_variant_free(s->base_variant);
    ent_map_free(s->keys);
    s->base = NULL, s->base_variant = NULL, s->keys = NULL, s->err = NULL;
    if (st == ENT_OK) *out = s, s = NULL;
    ent_sweep_free(s);
    return st;
}

void ent_sweep_free(ent_sweep *s)
{
    if (!s) return;
    ent_arena_free(s->arena);
    ent_free(s);
}

size_t ent_sweep_break_count(const ent_sweep *s)
{
    return s->breaks.count;
}
const ent_breakpoint *ent_sweep_break_at(const ent_sweep *s, size_t i)
{
    return i < s->breaks.count ? (const ent_breakpoint *)s->breaks.at + i : NULL;
}
size_t ent_sweep_point_count(const ent_sweep *s)
{
    return s->points.count;
}
const ent_sweep_point *ent_sweep_point_at(const ent_sweep *s, size_t i)
{
    return i < s->points.count ? (const ent_sweep_point *)s->points.at + i : NULL;
}
const ent_sweep_opts *ent_sweep_opts_of(const ent_sweep *s)
{
    return &s->opts;
}
size_t ent_sweep_probes(const ent_sweep *s)
{
    return s->probes;
}
