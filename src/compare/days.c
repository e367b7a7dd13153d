/* days.c: the days on which a verdict may flip. What is judged changes at an instant that stands in the
 * inputs (each end of a date, of a membership, of a report, a date of the text), at one that lies so long
 * before or after it as the text or an item says (a deadline, a period, a window), or so long again after
 * that; and where years, months or weeks of the calendar begin that the text counts by. All of these are
 * judged, each with the day before and the day after. Where that is more work than judging every day that is
 * asked about would be, every day is. */
#include "compare/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LENGTHS_MAX 64
#define SUMS_MAX 20000000.0 /* instants with two lengths each; past it every day is judged */

typedef struct length {
    double amount;
    bool months;
} length;

typedef struct days {
    ent_sweep *s;
    bool *marked; /* one a day from opts.from on */
    int64_t first, count;
    int64_t *instants; /* to be seen beside the lengths */
    size_t instant_count, instant_cap;
    length lengths[LENGTHS_MAX];
    size_t length_count;
    bool all, ok;
} days;

/* The answer of a day holds to its end: what begins on a day is new on it, what ends at a midnight on the day
 * after. */
static void mark(days *d, ent_time t)
{
    int64_t at = ent_time_day(t) - d->first;
    for (int64_t day = at - 1; day <= at + 1; day++)
        if (day >= 0 && day < d->count) d->marked[day] = true;
}

static void keep(days *d, ent_time t)
{
    mark(d, t);
    if (t.seconds <= ENT_TIME_MIN.seconds || t.seconds >= ENT_TIME_MAX.seconds) return;
    if (d->instant_count == d->instant_cap) {
        size_t cap = d->instant_cap ? 2 * d->instant_cap : 256;
        int64_t *grown = ent_arena_alloc(d->s->arena, cap, sizeof *grown);
        if (!grown) {
            d->ok = false;
            return;
        }
        if (d->instant_count) memcpy(grown, d->instants, d->instant_count * sizeof *grown);
        d->instants = grown, d->instant_cap = cap;
    }
    d->instants[d->instant_count++] = t.seconds;
}

/* ---- dates ------------------------------------------------------------------------------------------ */

static void take_span(days *d, ent_span_time span)
{
    keep(d, span.from);
    keep(d, span.until);
}

static void take_when(days *d, const ent_when *w)
{
    if (!w || !w->count) return;
    ent_span_time hull = ent_when_hull(w);
    for (uint32_t i = 0; i < w->count; i++) take_span(d, w->spans[i]);
    if (w->is_interval) take_span(d, w->start), take_span(d, w->end);
    if (!w->approximate && !w->uncertain) return;
    int64_t width = hull.until.seconds - hull.from.seconds; /* it may be as much earlier or later */
    take_span(
        d, (ent_span_time){ent_time_add_seconds(hull.from, -width), ent_time_add_seconds(hull.until, width)});
}

static void mark_when(days *d, const ent_when *w)
{
    for (uint32_t i = 0; i < w->count; i++) mark(d, w->spans[i].from), mark(d, w->spans[i].until);
}

/* ---- the text --------------------------------------------------------------------------------------- */

static void take_length(days *d, double amount, bool months)
{
    length found = {fabs(amount), months};
    for (size_t i = 0; i < d->length_count; i++)
        if (d->lengths[i].amount == found.amount && d->lengths[i].months == months) return;
    if (!(found.amount > 0) || !(found.amount < 1e12)) return;
    if (d->length_count == LENGTHS_MAX)
        d->all = true;
    else
        d->lengths[d->length_count++] = found;
}

/* A day of the calendar, month and day, in every year; a month's last day when it has not so many. */
static void take_yearly(days *d, int month_day)
{
    ent_civil a = ent_time_to_civil((ent_time){d->first * ENT_DAY_SECONDS}),
              b = ent_time_to_civil((ent_time){(d->first + d->count) * ENT_DAY_SECONDS});
    for (int32_t year = a.year - 3; year <= b.year + 3; year++) {
        ent_civil at = {year, (uint8_t)(month_day / 100), (uint8_t)(month_day % 100), 0, 0, 0};
        ent_time t;
        while (at.day > 28 && !ent_time_from_civil(at, &t)) at.day--;
        if (ent_time_from_civil(at, &t)) keep(d, t);
    }
}

static void take_node(days *d, const ent_node *n)
{
    if (!n) return;
    if (n->kind == ENT_N_DATE) take_when(d, n->when);
    if (n->kind == ENT_N_YEARLY || n->kind == ENT_N_YEAR_DAY) take_yearly(d, n->op);
    for (uint32_t i = 0; n->kind == ENT_N_YEARLY && i < n->kid_count; i++) take_yearly(d, n->kids[i]->op);
    if (n->kind == ENT_N_NUMBER && n->unit &&
        (n->unit->dimension == ENT_DIM_DURATION || n->unit->dimension == ENT_DIM_MONTHS))
        take_length(d, n->number, n->unit->dimension == ENT_DIM_MONTHS);
    for (uint32_t i = 0; i < n->kid_count; i++) take_node(d, n->kids[i]);
}

/* Periods of the calendar: a year, a quarter and a month begin with a month, a week on a Monday, the fifth
 * day after 1 January 1970. */
static void take_calendar(days *d, const ent_clause *k)
{
    if (k->window_kind != ENT_WINDOW_CALENDAR) return;
    d->all |= k->calendar == ENT_CALENDAR_DAY;
    for (int month = 1; month <= 12; month++)
        if (k->calendar == ENT_CALENDAR_MONTH || k->calendar == ENT_CALENDAR_QUARTER)
            take_yearly(d, month * 100 + 1);
    for (int64_t day = 0; k->calendar == ENT_CALENDAR_WEEK && day < d->count; day++)
        if (((d->first + day - 4) % 7 + 7) % 7 == 0) keep(d, (ent_time){(d->first + day) * ENT_DAY_SECONDS});
    if (k->window && k->calendar != ENT_CALENDAR_DAY)
        take_length(d, k->calendar == ENT_CALENDAR_YEAR ? 12 * k->window->number : k->window->number, true);
}

static void take_clause(days *d, const ent_clause *k)
{
    const ent_node *lines[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(k, lines);
    for (size_t i = 0; i < count; i++) take_node(d, lines[i]);
    take_calendar(d, k);
}

static void take_document(days *d, const ent_document *doc)
{
    for (size_t i = 0; i < doc->clause_count; i++) take_clause(d, &doc->clauses[i]);
    for (size_t i = 0; i < doc->reading_count; i++) {
        take_clause(d, &doc->readings[i].lines);
        take_node(d, doc->readings[i].assumes);
    }
    for (size_t i = 0; i < doc->decl_count; i++) {
        const ent_decl *k = &doc->decls[i];
        const ent_node *const nodes[] = {k->body, k->actors, k->from, k->until};
        for (size_t n = 0; n < sizeof nodes / sizeof *nodes; n++) take_node(d, nodes[n]);
        for (size_t c = 0; k->table && c < k->table->row_count * k->table->column_count; c++)
            take_node(d, k->table->cells[c]);
    }
    for (size_t i = 0; i < doc->assume_count; i++) {
        const ent_assume *a = &doc->assumes[i];
        const ent_node *const nodes[] = {a->body, a->actors, a->from, a->until};
        for (size_t n = 0; n < sizeof nodes / sizeof *nodes; n++) take_node(d, nodes[n]);
    }
}

/* ---- the case --------------------------------------------------------------------------------------- */

static void take_attributes(days *d, const ent_attribute *at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ent_value *v = &at[i].value;
        bool lasts = at[i].dimension == ENT_DIM_DURATION || at[i].dimension == ENT_DIM_MONTHS;
        for (uint32_t k = 0; lasts && v->kind == ENT_VALUE_NUMBER && k < v->count; k++) {
            take_length(d, v->numbers[k].lo, at[i].dimension == ENT_DIM_MONTHS);
            take_length(d, v->numbers[k].hi, at[i].dimension == ENT_DIM_MONTHS);
        }
        for (uint32_t k = 0; at[i].dimension == ENT_DIM_WORD && k < v->count; k++) {
            ent_when when;
            size_t offset;
            ent_error why = {0};
            bool digit = *v->words[k] >= '0' && *v->words[k] <= '9';
            if (digit && ent_when_parse(ent_str_of(v->words[k]), &when, &offset, &why) == ENT_OK)
                take_when(d, &when);
        }
    }
}

/* Of the map's groups the days themselves alone, not those so long from them: there are thousands. */
static void take_groups(days *d, const ent_groups *groups, bool own)
{
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        const ent_when *const whens[] = {&m->from, &m->until, &m->reported, &m->until_reported};
        for (size_t k = 0; k < sizeof whens / sizeof *whens; k++)
            own ? take_when(d, whens[k]) : mark_when(d, whens[k]);
    }
}

static void take_case(days *d)
{
    const ent_world *w = &d->s->world;
    for (size_t i = 0; i < ent_records_count(w->records); i++) {
        const ent_record *r = ent_records_at(w->records, i);
        take_when(d, r->from), take_when(d, r->to), take_when(d, r->reported);
        take_attributes(d, r->attributes, r->attribute_count);
    }
    for (size_t i = 0; w->items && i < ent_items_count(w->items); i++)
        take_attributes(d, ent_items_at(w->items, i)->attributes, ent_items_at(w->items, i)->attribute_count);
    for (size_t i = 0; w->sites && i < ent_sites_count(w->sites); i++)
        take_when(d, &ent_sites_at(w->sites, i)->from), take_when(d, &ent_sites_at(w->sites, i)->until);
    for (size_t i = 0; w->shapes && i < ent_shapes_count(w->shapes); i++)
        take_when(d, &ent_shapes_at(w->shapes, i)->from), take_when(d, &ent_shapes_at(w->shapes, i)->until);
    take_groups(d, w->groups, true);
    if (w->atlas) take_groups(d, ent_atlas_groups(w->atlas), false);
    size_t holdings = w->atlas ? ent_atlas_holding_count(w->atlas, d->s->judge_opts.view) : 0;
    for (size_t i = 0; i < holdings; i++) {
        ent_holding h = ent_atlas_holding_at(w->atlas, d->s->judge_opts.view, i);
        mark(d, h.from), mark(d, h.until);
    }
    for (size_t i = 0; i < ent_finding_count(d->s->base); i++)
        take_span(d, ent_finding_at(d->s->base, i)->period);
}

/* ---- so long before or after ------------------------------------------------------------------------- */

static ent_time moved(ent_time t, const length *by, int sign)
{
    int64_t amount = sign * (int64_t)llround(by->amount);
    return by->months ? ent_time_add_months(t, amount) : ent_time_add_seconds(t, amount);
}

static int by_instant(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void move_by_two(days *d, ent_time t)
{
    for (size_t i = 0; i < 2 * d->length_count; i++) {
        ent_time once = moved(t, &d->lengths[i / 2], i % 2 ? -1 : 1);
        mark(d, once);
        for (size_t k = 0; k < 2 * d->length_count; k++)
            mark(d, moved(once, &d->lengths[k / 2], k % 2 ? -1 : 1));
    }
}

static void move_all(days *d)
{
    size_t kept = 0;
    if (d->instant_count) qsort(d->instants, d->instant_count, sizeof *d->instants, by_instant);
    for (size_t i = 0; i < d->instant_count; i++)
        if (!kept || d->instants[kept - 1] != d->instants[i]) d->instants[kept++] = d->instants[i];
    double ways = 2.0 * (double)d->length_count;
    d->all |= (double)kept * ways * (ways + 1) > SUMS_MAX;
    for (size_t i = 0; i < kept && !d->all; i++) move_by_two(d, (ent_time){d->instants[i]});
}

ent_status ent_sweep_find_days(ent_sweep *s)
{
    days d = {.s = s, .first = (int64_t)s->opts.from, .ok = true};
    d.count = (int64_t)s->opts.to - d.first + 1;
    d.marked = ent_arena_alloc(s->arena, (size_t)d.count, sizeof *d.marked);
    if (!d.marked) return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    memset(d.marked, 0, (size_t)d.count);
    take_yearly(&d, 101);
    take_document(&d, ent_doc_view(s->world.agreement));
    if (s->world.case_doc) take_document(&d, ent_doc_view(s->world.case_doc));
    take_case(&d);
    move_all(&d);
    for (int64_t i = 0; i < d.count && d.ok; i++)
        if (d.marked[i] || d.all) d.ok = ent_sweep_add_candidate(s, (double)(d.first + i));
    return d.ok ? ENT_OK : ent_fail(s->err, ENT_E_NOMEM, "out of memory");
}
