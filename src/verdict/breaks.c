/* breaks.c: the moments at which the answer may change: memberships, duties, the map, the shapes of the case,
 * and for one record the consents to it, the denials of access, and the ends of the time in which the clause
 * runs perhaps. Between two of them nothing that a verdict rests on does. */
#include "verdict/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct moments {
    ent_time *at;
    size_t count, cap;
    ent_span_time within;
} moments;

static void add_moment(ent_judgement *j, moments *m, ent_time t)
{
    if (t.seconds <= m->within.from.seconds || t.seconds >= m->within.until.seconds) return;
    if (m->count == m->cap) {
        size_t cap = m->cap ? 2 * m->cap : 64;
        ent_time *grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return;
        if (m->count) memcpy(grown, m->at, m->count * sizeof *grown);
        m->at = grown, m->cap = cap;
    }
    m->at[m->count++] = t;
}

static void add_when(ent_judgement *j, moments *m, const ent_when *when)
{
    if (!when->count) return;
    ent_span_time hull = ent_when_hull(when);
    add_moment(j, m, hull.from);
    add_moment(j, m, hull.until);
}

static void add_groups(ent_judgement *j, moments *m, const ent_groups *groups)
{
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        add_when(j, m, &ent_groups_at(groups, i)->from);
        add_when(j, m, &ent_groups_at(groups, i)->until);
    }
}

static int by_time(const void *a, const void *b)
{
    int64_t x = ((const ent_time *)a)->seconds, y = ((const ent_time *)b)->seconds;
    return (x > y) - (x < y);
}

/* Areas and lines of the text that are redrawn on a date. */
static void add_versions(ent_judgement *j, moments *m, const ent_node *body)
{
    for (uint32_t i = 0; ent_node_is(body, ENT_N_LIST) && i < body->kid_count; i++) {
        const ent_node *v = body->kids[i];
        if (v->kind != ENT_N_VERSION || v->kid_count < 4) continue;
        add_moment(j, m, ent_moment_of(j, v->kids[2], ENT_TIME_MIN));
        add_moment(j, m, ent_moment_of(j, v->kids[3], ENT_TIME_MIN));
    }
}

static void add_text(ent_judgement *j, moments *m)
{
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        add_moment(j, m, ent_moment_of(j, d->from, ENT_TIME_MIN));
        add_moment(j, m, ent_moment_of(j, d->until, ENT_TIME_MIN));
        if (d->kind == ENT_DECL_AREA || d->kind == ENT_DECL_LINE) add_versions(j, m, d->body);
        if (d->kind == ENT_DECL_FORCE) add_moment(j, m, ent_moment_of(j, d->body, ENT_TIME_MIN));
        for (size_t k = 0; j->forces && k < j->forces[i].count; k++) {
            add_moment(j, m, j->forces[i].at[k].first);
            add_moment(j, m, j->forces[i].at[k].last);
        }
        for (size_t c = 0; d->table && c < d->table->row_count * d->table->column_count; c++)
            if (ent_node_is(d->table->cells[c], ENT_N_DATE))
                add_moment(j, m, ent_moment_of(j, d->table->cells[c], ENT_TIME_MIN));
    }
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        add_moment(j, m, ent_moment_of(j, j->case_doc->assumes[i].from, ENT_TIME_MIN));
        add_moment(j, m, ent_moment_of(j, j->case_doc->assumes[i].until, ENT_TIME_MIN));
    }
}

size_t ent_times_sort_once(ent_time *at, size_t count)
{
    size_t kept = 0;
    if (count) qsort(at, count, sizeof *at, by_time);
    for (size_t i = 0; i < count; i++)
        if (!kept || at[kept - 1].seconds != at[i].seconds) at[kept++] = at[i];
    return kept;
}

void ent_breaks_find_changes(ent_judgement *j)
{
    moments m = {.within = {{ENT_TIME_MIN.seconds}, ENT_TIME_MAX}};
    size_t holdings = ent_atlas_holding_count(j->world.atlas, j->opts.view);
    for (size_t i = 0; i < holdings; i++) {
        ent_holding h = ent_atlas_holding_at(j->world.atlas, j->opts.view, i);
        add_moment(j, &m, h.from);
        add_moment(j, &m, h.until);
        if (!ent_map_put(j->pieces, ent_str_of(h.piece), j)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    }
    j->changes = m.at, j->change_count = ent_times_sort_once(m.at, m.count);
}

void ent_breaks_find(ent_judgement *j)
{
    moments m = {.within = {ent_world_force(j), {j->opts.as_of.seconds + ENT_DAY_SECONDS}}};
    add_groups(j, &m, j->world.groups);
    add_groups(j, &m, ent_atlas_groups(j->world.atlas));
    add_text(j, &m);
    for (size_t i = 0; i < j->change_count; i++) add_moment(j, &m, j->changes[i]);
    for (size_t i = 0; j->world.shapes && i < ent_shapes_count(j->world.shapes); i++) {
        add_when(j, &m, &ent_shapes_at(j->world.shapes, i)->from);
        add_when(j, &m, &ent_shapes_at(j->world.shapes, i)->until);
    }
    for (size_t i = 0; j->world.sites && i < ent_sites_count(j->world.sites); i++) {
        add_when(j, &m, &ent_sites_at(j->world.sites, i)->from);
        add_when(j, &m, &ent_sites_at(j->world.sites, i)->until);
    }
    j->breaks = m.at, j->break_count = ent_times_sort_once(m.at, m.count);
}

static void add_presence(ent_judgement *j, moments *m, const ent_record *r)
{
    ent_presence p = ent_record_presence(j, r);
    add_moment(j, m, p.start_first);
    add_moment(j, m, p.start_last);
    add_moment(j, m, p.end_first);
    add_moment(j, m, p.end_last);
}

void ent_ticks_find(ent_judgement *j)
{
    moments m = {.within = {ENT_TIME_MIN, ENT_TIME_MAX}};
    for (size_t i = 0; i < j->break_count; i++) add_moment(j, &m, j->breaks[i]);
    for (size_t i = 0; i < j->closers.count; i++) add_presence(j, &m, j->closers.at[i]);
    for (size_t i = 0; i < j->deniers.count; i++) add_presence(j, &m, j->deniers.at[i]);
    j->ticks = m.at, j->tick_count = ent_times_sort_once(m.at, m.count);
}

/* The first of the sorted moments that lies after t. */
static size_t first_after(const ent_time *at, size_t count, ent_time t)
{
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (at[middle].seconds <= t.seconds)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

/* A membership has come to stand at the first moment its date allows, or at the last: see
 * ent_membership_holds. */
static void add_membership(ent_judgement *j, moments *m, const ent_when *when)
{
    if (!when->count) return;
    ent_span_time hull = ent_when_hull(when);
    add_moment(j, m, hull.from);
    add_moment(j, m, (ent_time){hull.until.seconds - ENT_DAY_SECONDS});
}

static void add_memberships(ent_judgement *j, moments *m, const ent_groups *groups)
{
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        add_membership(j, m, &ent_groups_at(groups, i)->from);
        add_membership(j, m, &ent_groups_at(groups, i)->until);
    }
}

void ent_tides_find(ent_judgement *j)
{
    moments m = {.within = {ENT_TIME_MIN, ENT_TIME_MAX}};
    add_memberships(j, &m, j->world.groups);
    add_memberships(j, &m, ent_atlas_groups(j->world.atlas));
    add_text(j, &m);
    j->tides = m.at, j->tide_count = ent_times_sort_once(m.at, m.count);
}

size_t ent_tide_of(const ent_judgement *j, ent_time t)
{
    return first_after(j->tides, j->tide_count, t);
}

size_t ent_breaks_before(const ent_judgement *j, ent_time t)
{
    return first_after(j->breaks, j->break_count, t);
}

size_t ent_breaks_in(const ent_judgement *j, ent_span_time span, const ent_time **out_first)
{
    size_t lo = first_after(j->breaks, j->break_count, span.from);
    size_t hi = first_after(j->breaks, j->break_count, (ent_time){span.until.seconds - 1});
    *out_first = j->breaks ? j->breaks + lo : NULL;
    return hi > lo ? hi - lo : 0;
}

/* Consents that speak of the record, of its clause, or of nothing in particular. */
static void add_consents(ent_env *env, moments *m)
{
    ent_judgement *j = env->j;
    if (!j->consents.count) return;
    const char *const about[] = {env->record->id, env->clause->id};
    for (size_t a = 0; a < 2; a++) {
        size_t count;
        const ent_record *const *list = ent_index_about(j, about[a], &count);
        for (size_t i = 0; i < count; i++) add_presence(j, m, list[i]);
    }
    for (const ent_kind_list *k = j->kinds; k; k = k->next)
        for (size_t i = 0; k->is_consent && i < k->idle.count; i++) add_presence(j, m, k->idle.at[i]);
}

size_t ent_breaks_of(ent_env *env, ent_span_time span, const ent_time **out_first)
{
    ent_judgement *j = env->j;
    size_t n = ent_breaks_in(j, span, out_first);
    moments m = {.within = span};
    add_consents(env, &m);
    ent_span_time doubts[2];
    size_t doubted = ent_clause_doubts(env, env->clause, doubts);
    for (size_t i = 0; i < doubted; i++)
        add_moment(j, &m, doubts[i].from), add_moment(j, &m, doubts[i].until);
    for (size_t i = 0; i < j->deniers.count; i++)
        if (ent_world_denies(env, j->deniers.at[i], span)) add_presence(j, &m, j->deniers.at[i]);
    if (!m.count) return n;
    for (size_t i = 0; i < n; i++) add_moment(j, &m, (*out_first)[i]);
    *out_first = m.at;
    return ent_times_sort_once(m.at, m.count);
}
