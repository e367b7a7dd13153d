/* sum.c: what a ceiling adds up.
 *
 * A share is one record's part in one group's sum over a stretch of time: certainly in it, or perhaps; from
 * so much to so much. A record that may stand on the ground of two hosts has a share in both, uncertain.
 * Records that are parts of another one (`part_of`) and stand in the same sum are never counted beside it:
 * the whole is at least the sum of its parts. Records that may tell of the same thing (`same_as`) count once
 * at least and twice at most. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- figures ---------------------------------------------------------------------------------------- */

static ent_quantity count_of(ent_env *env)
{
    if (env->record->quantity.count)
        return ent_value_of(env, &env->record->quantity, env->record->quantity_dimension);
    return (ent_quantity){0, INFINITY, ENT_DIM_NONE, NULL, BIT(ENT_REASON_VALUE_MISSING), false};
}

/* An item's attribute counts once for each unit of the record's quantity; a figure of the record's own counts
 * whole. */
static ent_quantity sum_of(ent_env *env, const char *attribute)
{
    ent_dimension dimension;
    const ent_value *value = ent_env_attribute(env, env->record, attribute, &dimension);
    if (!value) return (ent_quantity){0, INFINITY, ENT_DIM_NONE, NULL, BIT(ENT_REASON_VALUE_MISSING), false};
    ent_quantity q = ent_value_of(env, value, dimension);
    bool own = ent_record_attribute(env->record, ent_str_of(attribute)) || value == &env->record->quantity;
    if (own || !env->record->quantity.count || env->record->quantity_dimension != ENT_DIM_NONE) return q;
    ent_quantity n = count_of(env);
    q.lo = q.lo > 0 && n.lo > 0 ? q.lo * n.lo : 0;
    q.hi = q.hi > 0 && n.hi > 0 ? q.hi * n.hi : 0;
    q.reasons |= n.reasons;
    return q;
}

static ent_quantity duration_within(ent_env *env, ent_span_time span)
{
    ent_presence p = ent_record_presence(env->j, env->record);
    double lo = (double)p.end_first.seconds - (double)p.start_last.seconds;
    double hi = fmin((double)p.end_last.seconds, (double)span.until.seconds) - (double)p.start_first.seconds;
    if (p.end_first.seconds >= ENT_TIME_MAX.seconds) lo = (double)(span.until.seconds - p.start_last.seconds);
    ent_counting counting = env->clause->counting;
    if (counting != ENT_COUNT_ELAPSED) { /* days touched, or midnights passed */
        double day = ENT_DAY_SECONDS, extra = counting == ENT_COUNT_INCLUSIVE_DAYS ? 0 : -day;
        lo = ceil(lo / day) * day + extra, hi = ceil(hi / day) * day + extra;
    }
    return (ent_quantity){fmax(lo, 0),
                          fmax(hi, 0),
                          ENT_DIM_DURATION,
                          ent_unit_find(ENT_STR("days")),
                          lo < hi ? BIT(ENT_REASON_VALUE_COARSE) : 0,
                          false};
}

static const ent_node *summed(const ent_clause *clause)
{
    const ent_node *a = clause->aggregate;
    while (a && a->op == ENT_GREATEST && a->kid_count && a->kids[0]->kind == ENT_N_AGGREGATE) a = a->kids[0];
    return a;
}

static ent_quantity figure(ent_env *env, ent_span_time span)
{
    const ent_node *a = summed(env->clause);
    if (!a || a->op == ENT_NUMBER) return count_of(env);
    if (a->op == ENT_RECORD_COUNT) return (ent_quantity){1, 1, ENT_DIM_NONE, NULL, 0, false};
    if (a->op == ENT_DURATION) return duration_within(env, span);
    return *a->text ? sum_of(env, a->text) : count_of(env);
}

/* ---- groups ----------------------------------------------------------------------------------------- */

static bool together(const ent_clause *clause)
{
    return clause->by && clause->by->number == 1;
}

static bool key_is(const ent_node *key, const char *word, ent_role role)
{
    if (key->kind == ENT_N_ROLE) return key->op == (int)role;
    return key->text && strcmp(key->text, word) == 0;
}

static const char *part_of_key(ent_env *env, const ent_node *key, const char *host)
{
    if (key_is(key, "host", ENT_ROLE_HOST)) return host;
    if (key_is(key, "actor", ENT_ROLE_ACTOR)) return ent_env_actor(env, env->record);
    if (key->kind == ENT_N_ATTRIBUTE && strcmp(key->text, "item") == 0)
        return ent_env_word(env, &env->record->item);
    if (key->kind == ENT_N_ATTRIBUTE && strcmp(key->text, "unit") == 0) return env->record->unit;
    const ent_binding *bound = ent_env_find(env, key->text);
    if (bound) return bound->actor ? bound->actor : "";
    if (key->kind == ENT_N_NAME && key->ref == ENT_REF_BINDER)
        return host; /* bound by `where`: whose ground it is */
    if (strcmp(key->text, "unit") == 0) return env->record->unit;
    if (strcmp(key->text, "item") == 0) return ent_env_word(env, &env->record->item);
    const ent_value *value = ent_env_attribute(env, env->record, key->text, NULL);
    return value && value->kind == ENT_VALUE_WORD ? ent_env_word(env, value) : value ? value->text : "";
}

static bool key_has_host(const ent_env *env)
{
    const ent_node *per = env->clause->per;
    for (uint32_t i = 0; per && i < per->kid_count; i++) {
        if (key_is(per->kids[i], "host", ENT_ROLE_HOST)) return true;
        bool binder = per->kids[i]->kind == ENT_N_NAME && per->kids[i]->ref == ENT_REF_BINDER;
        if (binder && !ent_env_find(env, per->kids[i]->text)) return true;
    }
    return false;
}

static const char *key_of(ent_env *env, const char *host)
{
    const ent_clause *clause = env->clause;
    const ent_node *a = summed(clause);
    const char *unit = !a || a->op == ENT_NUMBER ? env->record->unit : "";
    if (clause->window_kind == ENT_WINDOW_EACH ||
        (a && a->op == ENT_DURATION && clause->window_kind == ENT_WINDOW_MOMENT))
        return ent_judge_printf(env->j, "record %s", env->record->id);
    if (!clause->per || !clause->per->kid_count)
        return ent_judge_printf(env->j, "%s%s%s", together(clause) ? "" : ent_env_actor(env, env->record),
                                *unit ? ", " : "", unit);
    const char *key = "";
    bool has_unit = false;
    for (uint32_t i = 0; i < clause->per->kid_count; i++) {
        const char *part = part_of_key(env, clause->per->kids[i], host);
        has_unit |= part == env->record->unit;
        key = ent_judge_printf(env->j, "%s%s%s", key, i ? ", " : "", part);
    }
    return has_unit || !*unit ? key : ent_judge_printf(env->j, "%s, %s", key, unit);
}

/* ---- collecting ------------------------------------------------------------------------------------- */

static void add_share(ent_judgement *j, ent_shares *shares, const ent_share *share)
{
    if (shares->count == shares->cap) {
        size_t cap = shares->cap ? 2 * shares->cap : 16;
        ent_share *grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return;
        if (shares->count) memcpy(grown, shares->at, shares->count * sizeof *grown);
        shares->at = grown, shares->cap = cap;
    }
    shares->at[shares->count++] = *share;
}

/* The same record, group and stretch under another choice of rivals: certain only if it is so under each. */
static ent_share *same_share(ent_shares *shares, size_t first, const ent_share *s)
{
    for (size_t i = first; i < shares->count; i++)
        if (strcmp(shares->at[i].key, s->key) == 0) return &shares->at[i];
    return NULL;
}

static void merge_share(ent_share *into, const ent_share *s)
{
    if (into->counts.sign != s->counts.sign)
        into->counts = ENT_UNCLEAR, into->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    if (into->lifted.sign != s->lifted.sign) into->lifted = ENT_UNCLEAR;
    if (into->lo != s->lo || into->hi != s->hi) into->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    into->lo = fmin(into->lo, s->lo), into->hi = fmax(into->hi, s->hi);
    into->reasons |= s->reasons;
}

typedef struct collection {
    ent_judgement *j;
    const ent_clause *clause;
    ent_span_time span;
    bool past;
    ent_shares *out;
    size_t first; /* shares of the record in hand start here */
    uint32_t step;
} collection;

static void keep_share(collection *c, ent_env *env, ent_truth counts, uint32_t reasons, const char *host)
{
    ent_quantity q = figure(env, c->span);
    const char *id;
    ent_truth lifted = c->clause->unless ? ent_exception_eval(env, c->clause->unless, &id).truth : ENT_NO;
    ent_share share = {env->record,
                       key_of(env, host),
                       ent_env_actor(env, env->record),
                       host,
                       c->span,
                       ent_record_presence(c->j, env->record),
                       counts,
                       lifted,
                       fmax(q.lo, 0),
                       q.hi,
                       (ent_is_unclear(counts) ? reasons : 0) | q.reasons};
    ent_share *same = same_share(c->out, c->first, &share);
    if (same)
        merge_share(same, &share);
    else {
        if (c->step > 1)
            share.counts = ent_and(share.counts, ENT_UNCLEAR),
            share.reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
        add_share(c->j, c->out, &share);
    }
}

static ent_truth left_out(ent_env *env)
{
    const char *id;
    return env->clause->without ? ent_exception_eval(env, env->clause->without, &id).truth : ENT_NO;
}

/* Shares by host: with whose ground the condition on place may hold. */
static void share_by_host(collection *c, ent_env *env, ent_truth counts, uint32_t reasons)
{
    ent_found found = {.count = 0};
    ent_outcome where = ent_condition_eval(env, c->clause->where, &found);
    counts = ent_and(counts, where.truth), reasons |= where.reasons;
    if (ent_is_no(counts)) return;
    ent_hosts hosts = {.count = 0};
    if (!found.count && key_has_host(env)) {
        (void)ent_position_hosts(env, &hosts);
        for (size_t i = 0; i < hosts.count; i++) {
            found.code[found.count] = hosts.code[i];
            found.sign[found.count++] = hosts.certain ? 1 : 0;
        }
    }
    if (!key_has_host(env) || !found.count) {
        keep_share(c, env, counts, reasons, "");
        return;
    }
    for (size_t i = 0; i < found.count; i++) {
        ent_truth here = {found.sign[i]};
        if (found.count > 1) here = ent_and(here, ENT_UNCLEAR);
        keep_share(c, env, ent_and(counts, here), reasons | BIT(ENT_REASON_VALUE_COARSE), found.code[i]);
    }
}

static void collect_choice(collection *c, ent_env *env)
{
    env->binder_count = 0, env->reasons = 0;
    ent_truth counts = ent_select_head(env, c->clause, !c->past);
    uint32_t reasons = env->reasons;
    if (ent_is_no(counts)) return;
    ent_outcome when = ent_condition_eval(env, c->clause->when, NULL);
    counts = ent_and(counts, when.truth), reasons |= when.reasons;
    if (!ent_is_no(counts)) counts = ent_and(counts, ent_not(left_out(env)));
    if (!ent_is_no(counts)) share_by_host(c, env, counts, reasons);
}

static void collect_record(collection *c, const ent_record *record)
{
    ent_presence p = ent_record_presence(c->j, record);
    ent_truth now = ent_presence_overlaps(p, c->span);
    if (ent_is_no(now) || !ent_record_counts(c->j, record)) return;
    ent_env env;
    ent_env_start(&env, c->j, c->clause, record);
    env.t = c->past ? c->span.from
                    : (ent_time){c->span.from.seconds > p.start_first.seconds ? c->span.from.seconds
                                                                              : p.start_first.seconds};
    c->first = c->out->count;
    ent_picks picks = {.count = 0};
    env.picks = &picks;
    c->step = 0;
    while (ent_env_choose(&env, &c->step)) collect_choice(c, &env);
    for (size_t i = c->first; i < c->out->count; i++) c->j->spoken[record->index] |= !c->past;
}

void ent_shares_collect(ent_judgement *j, const ent_clause *clause, ent_span_time span, bool past,
                        ent_shares *out)
{
    const ent_time *breaks = NULL;
    size_t n = past ? 0 : ent_breaks_in(j, span, &breaks);
    size_t count = ent_records_count(j->world.records);
    for (size_t k = 0; k <= n && !j->failed; k++) {
        ent_span_time piece = {k ? breaks[k - 1] : span.from, k < n ? breaks[k] : span.until};
        collection c = {.j = j, .clause = clause, .span = piece, .past = past, .out = out};
        for (size_t i = 0; i < count && !j->failed; i++)
            collect_record(&c, ent_records_at(j->world.records, i));
    }
}

/* ---- adding up -------------------------------------------------------------------------------------- */

typedef struct active {
    const ent_share *share;
    bool certain, child;
    double lo, hi;
} active;

static void link_parts(active *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double lo = 0, hi = 0;
        bool any = false;
        for (size_t k = 0; k < n; k++) {
            if (k == i || strcmp(list[k].share->record->part_of, list[i].share->record->id) != 0) continue;
            lo += list[k].certain ? list[k].share->lo : 0, hi += list[k].share->hi;
            list[k].child = any = true;
        }
        if (!any) continue;
        list[i].lo = fmax(list[i].lo, lo);
        if (!list[i].certain) list[i].hi = fmax(list[i].hi, hi);
    }
}

/* Of two records that may tell of one event, the lesser adds nothing to the lower bound. */
static uint32_t link_same(active *list, size_t n)
{
    uint32_t reasons = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (k == i || strcmp(list[i].share->record->same_as, list[k].share->record->id) != 0) continue;
            double least = fmin(list[i].lo, list[k].lo);
            if (list[i].lo <= list[k].lo)
                list[i].lo -= least;
            else
                list[k].lo -= least;
            reasons |= BIT(ENT_REASON_SAME_EVENT);
        }
    return reasons;
}

static ent_total add_up(ent_judgement *j, active *list, size_t n)
{
    ent_total t = {0};
    link_parts(list, n);
    t.reasons = link_same(list, n);
    t.records = ent_judge_alloc(j, n + 1, sizeof *t.records);
    for (size_t i = 0; i < n; i++) {
        const ent_share *s = list[i].share;
        t.reasons |= s->reasons;
        if (t.records) t.records[t.record_count++] = s->record;
        if (list[i].child) continue;
        if (ent_is_yes(s->lifted)) {
            t.lifted_hi += list[i].hi;
            continue;
        }
        if (list[i].certain && ent_is_no(s->lifted)) t.lo += list[i].lo;
        t.hi += list[i].hi;
    }
    return t;
}

static bool in_stretch(const ent_share *s, ent_time t)
{
    return s->span.from.seconds <= t.seconds && t.seconds < s->span.until.seconds;
}

ent_total ent_shares_total(ent_judgement *j, const ent_shares *shares, const char *key, ent_time t)
{
    active *list = ent_judge_alloc(j, shares->count + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; list && i < shares->count; i++) {
        const ent_share *s = &shares->at[i];
        if (strcmp(s->key, key) != 0 || !in_stretch(s, t)) continue;
        bool may = s->presence.start_first.seconds <= t.seconds && t.seconds < s->presence.end_last.seconds;
        bool must = s->presence.start_last.seconds <= t.seconds && t.seconds < s->presence.end_first.seconds;
        if (!may) continue;
        bool certain = must && ent_is_yes(s->counts);
        list[n++] = (active){s, certain, false, certain ? s->lo : 0, s->hi};
    }
    return list ? add_up(j, list, n) : (ent_total){0};
}

ent_total ent_shares_window(ent_judgement *j, const ent_shares *shares, const char *key, ent_span_time w,
                            bool duration)
{
    active *list = ent_judge_alloc(j, shares->count + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; list && i < shares->count; i++) {
        const ent_share *s = &shares->at[i];
        if (strcmp(s->key, key) != 0) continue;
        bool seen = false; /* a record that lasts over a change of the law has a share on either side of it */
        for (size_t k = 0; k < n; k++) seen |= list[k].share->record == s->record;
        const ent_presence *p = &s->presence;
        bool may =
            p->start_first.seconds < w.until.seconds &&
            (duration ? p->end_last.seconds > w.from.seconds : p->start_last.seconds >= w.from.seconds);
        bool must =
            p->start_last.seconds < w.until.seconds &&
            (duration ? p->end_first.seconds > w.from.seconds : p->start_first.seconds >= w.from.seconds);
        if (!may || seen) continue;
        bool certain = must && ent_is_yes(s->counts);
        active a = {s, certain, false, certain ? s->lo : 0, s->hi};
        if (duration) {
            double cut_lo =
                (double)(p->end_first.seconds < w.until.seconds ? p->end_first.seconds : w.until.seconds) -
                (double)(p->start_last.seconds > w.from.seconds ? p->start_last.seconds : w.from.seconds);
            double cut_hi =
                (double)(p->end_last.seconds < w.until.seconds ? p->end_last.seconds : w.until.seconds) -
                (double)(p->start_first.seconds > w.from.seconds ? p->start_first.seconds : w.from.seconds);
            a.lo = certain ? fmax(0, cut_lo) : 0, a.hi = fmax(0, cut_hi);
        }
        list[n++] = a;
    }
    return list ? add_up(j, list, n) : (ent_total){0};
}

const char *ent_clause_scope(const ent_clause *clause)
{
    const ent_node *w = clause->where;
    for (int guard = 0; w && guard < 8; guard++) {
        if (w->kind == ENT_N_AND && w->kid_count) {
            w = w->kids[0];
            continue;
        }
        if (w->kind != ENT_N_PLACE || w->op != ENT_PLACE_IN) return NULL;
        const ent_node *ground = w->kids[1];
        if (ground->kind == ENT_N_AREA) return ground->text;
        const ent_node *who = ground->kind == ENT_N_TERRITORY && ground->kid_count ? ground->kids[0] : NULL;
        if (who && who->kind == ENT_N_NAME) return who->text;
        return who && who->kind == ENT_N_ACTORS && who->op == ENT_BASE_NAMES && who->kid_count == 1 &&
                       who->kids[0]->kind == ENT_N_NAME
                   ? who->kids[0]->text
                   : NULL;
    }
    return NULL;
}
