/* whole.c: what varies in steps. A day of the calendar has no half, and neither has a deadline that ends with
 * a day, nor a length in months: what lies between would be rounded to one of the two, and the flip be told
 * at a value that nobody could write into a text. */
#include "compare/sweep.h"

#include <math.h>
#include <string.h>

double ent_sweep_down(const ent_sweep *s, double v)
{
    return s->whole ? floor(v) : v;
}

double ent_sweep_step(const ent_sweep *s, double v)
{
    return s->whole ? 1 : s->resolution * fmax(1, fabs(v));
}

static const ent_reading *reading_of(const ent_document *d, const ent_clause *k, const char *label)
{
    const char *name = label + strlen(k->id) + 1;
    if (name[-1] != '/') return NULL;
    for (size_t i = 0; i < d->reading_count; i++) {
        const size_t n = strlen(d->readings[i].name);
        if (strcmp(d->readings[i].of, k->id) == 0 && strncmp(name, d->readings[i].name, n) == 0 &&
            name[n] == '.')
            return &d->readings[i];
    }
    return NULL;
}

/* Does the deadline that this figure belongs to end with a day? (src/verdict/duty_rule.c) */
static bool ends_with_a_day(const ent_document *d, const char *label)
{
    const size_t own = ent_sweep_clause_of(d, label);
    if (own == d->clause_count) return false;
    const ent_clause *counts = &d->clauses[own];
    const ent_reading *reading = reading_of(d, counts, label);
    if (reading && reading->has_counting) counts = &reading->lines;
    return strstr(label, ".due") && (counts->counting != ENT_COUNT_ELAPSED || !counts->counting_said);
}

static bool is_whole(const ent_sweep *s)
{
    const ent_unit *unit = s->opts.unit && *s->opts.unit ? ent_unit_find(ent_str_of(s->opts.unit)) : NULL;
    if (!s->opts.label) return true;
    if (unit && unit->dimension == ENT_DIM_MONTHS) return true;
    return unit && unit->dimension == ENT_DIM_DURATION && unit->scale >= ENT_DAY_SECONDS &&
           ends_with_a_day(ent_doc_view(s->world.agreement), s->opts.label);
}

void ent_sweep_find_whole(ent_sweep *s)
{
    s->whole = is_whole(s);
    if (s->whole) s->opts.from = ceil(s->opts.from), s->opts.to = floor(s->opts.to);
}
