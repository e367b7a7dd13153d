/* candidates.c: the values at which a verdict may flip, read off what is known rather than searched for:
 * margins say how far a condition is from turning over, and records and items say where their own figures
 * lie. Days are in days.c. */
#include "compare/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ent_sweep_add_candidate(ent_sweep *s, double v)
{
    double rounded = s->whole ? ent_sweep_down(s, v) : round(v * 1e9) / 1e9;
    if (!(rounded > s->opts.from && rounded < s->opts.to)) return true;
    if (s->candidate_count == s->candidate_cap) {
        size_t cap = s->candidate_cap ? 2 * s->candidate_cap : 64;
        double *grown = ent_arena_alloc(s->arena, cap, sizeof *grown);
        if (!grown) return false;
        if (s->candidate_count) memcpy(grown, s->candidates, s->candidate_count * sizeof *grown);
        s->candidates = grown, s->candidate_cap = cap;
    }
    s->candidates[s->candidate_count++] = rounded;
    return true;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void sort_once(ent_sweep *s)
{
    size_t kept = 0;
    if (s->candidate_count) qsort(s->candidates, s->candidate_count, sizeof *s->candidates, by_value);
    for (size_t i = 0; i < s->candidate_count; i++)
        if (!kept || s->candidates[i] - s->candidates[kept - 1] > s->resolution)
            s->candidates[kept++] = s->candidates[i];
    s->candidate_count = kept;
}

/* ---- figures ---------------------------------------------------------------------------------------- */

/* May this margin be one of the figure that is varied? Figures without a unit count what the records count.
 */
static bool is_measured_alike(const ent_sweep *s, const ent_margin *m)
{
    const ent_unit *own = s->opts.unit && *s->opts.unit ? ent_unit_find(ent_str_of(s->opts.unit)) : NULL;
    const ent_unit *other = m->unit ? ent_unit_find(ent_str_of(m->unit)) : NULL;
    return own ? other && own->dimension == other->dimension : !other;
}

static double scale_between(const ent_sweep *s, const ent_margin *m)
{
    const ent_unit *own = s->opts.unit && *s->opts.unit ? ent_unit_find(ent_str_of(s->opts.unit)) : NULL;
    const ent_unit *other = m->unit ? ent_unit_find(ent_str_of(m->unit)) : NULL;
    return own && other ? other->scale / own->scale : 1;
}

/* A margin is the distance of some figure from the limit, one way or the other. */
static bool add_margins(ent_sweep *s, const ent_judgement *j, double at)
{
    bool ok = true;
    for (size_t i = 0; i < ent_finding_count(j) && ok; i++) {
        const ent_finding *f = ent_finding_at(j, i);
        for (size_t m = 0; m < f->margin_count && ok; m++) {
            double scale = scale_between(s, &f->margins[m]), lo = f->margins[m].lo * scale,
                   hi = f->margins[m].hi * scale;
            if (!is_measured_alike(s, &f->margins[m])) continue;
            if (isfinite(lo)) ok = ent_sweep_add_candidate(s, at + lo) && ent_sweep_add_candidate(s, at - lo);
            if (isfinite(hi) && ok)
                ok = ent_sweep_add_candidate(s, at + hi) && ent_sweep_add_candidate(s, at - hi);
        }
    }
    return ok;
}

/* Is the attribute one of the words of the label: "range" in "5.range.lo"? */
static bool is_named(const char *label, ent_str name)
{
    for (const char *p = label; name.len && (p = strstr(p, name.ptr)) != NULL; p++) {
        bool starts = p == label || p[-1] == '.' || p[-1] == '/',
             ends = p[name.len] == '\0' || p[name.len] == '.';
        if (starts && ends) return true;
    }
    return false;
}

static bool add_value(ent_sweep *s, const ent_value *v, double scale)
{
    bool ok = true;
    for (uint32_t i = 0; v->kind == ENT_VALUE_NUMBER && i < v->count && ok; i++)
        ok = ent_sweep_add_candidate(s, v->numbers[i].lo / scale) &&
             ent_sweep_add_candidate(s, v->numbers[i].hi / scale);
    return ok;
}

static bool add_attributes(ent_sweep *s, const ent_attribute *at, size_t count, double scale)
{
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++)
        if (is_named(s->opts.label, ent_str_of(at[i].name))) ok = add_value(s, &at[i].value, scale);
    return ok;
}

static bool add_data(ent_sweep *s)
{
    const ent_unit *unit = s->opts.unit && *s->opts.unit ? ent_unit_find(ent_str_of(s->opts.unit)) : NULL;
    double scale = unit ? unit->scale : 1;
    bool ok = true;
    for (size_t i = 0; s->world.items && i < ent_items_count(s->world.items) && ok; i++) {
        const ent_item *item = ent_items_at(s->world.items, i);
        ok = add_attributes(s, item->attributes, item->attribute_count, scale);
    }
    for (size_t i = 0; i < ent_records_count(s->world.records) && ok; i++) {
        const ent_record *r = ent_records_at(s->world.records, i);
        ok = add_attributes(s, r->attributes, r->attribute_count, scale);
    }
    return ok;
}

static ent_status find_figures(ent_sweep *s)
{
    double middle = s->opts.from + (s->opts.to - s->opts.from) / 2;
    const double at[] = {s->opts.from, middle, s->opts.to};
    bool ok = add_data(s);
    for (size_t i = 0; i < 3 && ok; i++) {
        ent_variant *variant = NULL;
        ent_judgement *j = NULL;
        ent_status st = ent_sweep_judge(s, at[i], &variant, &j);
        if (st != ENT_OK) return st;
        ok = add_margins(s, j, at[i]);
        ent_judgement_free(j);
        ent_variant_free(variant);
    }
    return ok ? ENT_OK : ent_fail(s->err, ENT_E_NOMEM, "out of memory");
}

ent_status ent_sweep_find_candidates(ent_sweep *s)
{
    ent_status st = s->opts.label ? find_figures(s) : ent_sweep_find_days(s);
    if (st == ENT_OK) sort_once(s);
    return st;
}
