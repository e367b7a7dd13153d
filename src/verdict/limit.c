/* limit.c: ceilings and floors on sums, and the values that rest on sums (baselines, other ceilings, quantities).
 *
 * The world is open, so a sum has only a lower bound unless a sourced record closes it: a ceiling may certainly be
 * broken by what is recorded, but is certainly kept only where nothing unrecorded can stand. */
#include "verdict/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- values that are sums --------------------------------------------------------------------------- */

static ent_quantity quantity_of(const ent_clause *clause, ent_total total, bool closed, const ent_node *aggregate)
{
    bool duration = aggregate && aggregate->op == ENT_DURATION;
    ent_quantity q = {total.lo, total.hi, duration ? ENT_DIM_DURATION : ENT_DIM_NONE, NULL, total.reasons, false};
    if (clause->ceiling && clause->ceiling->unit) q.dimension = clause->ceiling->unit->dimension, q.unit = clause->ceiling->unit;
    if (!closed) q.hi = INFINITY, q.reasons |= BIT(ENT_REASON_COMPLETENESS);
    return q;
}

static ent_quantity unknown(uint32_t reasons)
{
    return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_NONE, NULL, reasons, false};
}

static const char *actor_of_key(const ent_env *env)
{
    return env->record ? ent_env_actor(env, env->record) : NULL;
}

static const char *scope_of(const ent_env *env)
{
    return env->host && *env->host ? env->host : env->clause ? ent_clause_scope(env->clause) : NULL;
}

static bool individually(const ent_clause *clause) { return !clause->by || clause->by->number != 1; }

static ent_quantity baseline(ent_env *env, const ent_node *node)
{
    if (!env->clause || !env->key || !node->kid_count) return unknown(BIT(ENT_REASON_VALUE_MISSING));
    ent_time day = ent_moment_of(env->j, node->kids[0], ENT_TIME_MIN);
    const char *name = ent_judge_printf(env->j, "L%p@%lld", (const void *)env->clause, (long long)day.seconds);
    ent_shares *shares = ent_map_get(env->j->hosts, ent_str_of(name));
    if (!shares) {
        shares = ent_judge_alloc(env->j, 1, sizeof *shares);
        if (!shares) return unknown(BIT(ENT_REASON_VALUE_MISSING));
        ent_shares_collect(env->j, env->clause, (ent_span_time){day, {day.seconds + 1}}, true, shares);
        if (!ent_map_put(env->j->hosts, ent_str_of(name), shares)) ent_judge_fail(env->j, ENT_E_NOMEM, NULL);
    }
    ent_total total = ent_shares_total(env->j, shares, env->key, day);
    const char *actor = individually(env->clause) ? actor_of_key(env) : NULL;
    const char *unit = env->record ? env->record->unit : NULL;
    bool closed = ent_world_closed(env->j, (ent_closing){env->clause->acts, actor, scope_of(env), unit, {day, {day.seconds + 1}}});
    total.hi += total.lifted_hi;
    ent_quantity q = quantity_of(env->clause, total, closed, env->clause->aggregate);
    if (q.lo == q.hi) q.reasons = 0;
    if (env->because)
        ent_lines_addf(env->j, env->because, "on %s: %s%s, from %zu record%s", ent_judge_say_date(env->j, day),
                       ent_quantity_say(env->j, q, NULL), closed ? " (the list for that day is complete)" : " (the list for that day is not shown to be complete)",
                       total.record_count, total.record_count == 1 ? "" : "s");
    if (!closed && env->settle)
        ent_lines_addf(env->j, env->settle, "what stood there on %s: a sourced record that the list is complete (known: %s)",
                       ent_judge_say_date(env->j, day), ent_quantity_say(env->j, q, NULL));
    return q;
}

static ent_quantity limit_of(ent_env *env, const ent_node *node)
{
    const ent_clause *clause = ent_doc_clause_find(env->j->world.agreement, ent_str_of(node->text));
    return clause && clause->ceiling ? ent_value_eval(env, clause->ceiling) : unknown(BIT(ENT_REASON_VALUE_MISSING));
}

/* A sum that stands alone in the text: a clause of its own for as long as it is evaluated. */
static ent_clause clause_of(const ent_node *node)
{
    ent_clause c = {.id = "", .title = "", .modality = ENT_LIMITS, .aggregate = node};
    const ent_node *const *k = node->kids;
    uint32_t n = node->kid_count;
#define KID(i) (n > (i) && k[i]->kind != ENT_N_NONE ? k[i] : NULL)
    c.acts = KID(0), c.object = KID(1), c.by = KID(2), c.when = KID(3), c.where = KID(4), c.per = KID(5);
#undef KID
    return c;
}

static ent_quantity aggregate(ent_env *env, const ent_node *node)
{
    const ent_node *inner = node;
    while (inner->op == ENT_GREATEST && inner->kid_count && inner->kids[0]->kind == ENT_N_AGGREGATE) inner = inner->kids[0];
    ent_clause *clause = ent_judge_alloc(env->j, 1, sizeof *clause);
    if (!clause) return unknown(BIT(ENT_REASON_VALUE_MISSING));
    *clause = clause_of(inner);
    if (node != inner && node->kid_count > 1 && node->kids[1]->kind == ENT_N_LIST) clause->per = node->kids[1];
    ent_shares shares = {0};
    ent_span_time now = {env->t, {env->t.seconds + 1}};
    ent_shares_collect(env->j, clause, now, true, &shares);
    bool closed = ent_world_closed(env->j, (ent_closing){clause->acts, NULL, ent_clause_scope(clause), NULL, now});
    ent_quantity best = quantity_of(clause, (ent_total){0}, closed, inner);
    for (size_t i = 0; i < shares.count; i++) {
        ent_total total = ent_shares_total(env->j, &shares, shares.at[i].key, env->t);
        best.lo = fmax(best.lo, total.lo), best.hi = fmax(best.hi, total.hi), best.reasons |= total.reasons;
    }
    if (best.dimension == ENT_DIM_NONE && *inner->text)
        (void)ent_doc_attribute(env->j->world.agreement, ent_str_of(inner->text), &best.dimension);
    return best;
}

ent_quantity ent_limit_value(ent_env *env, const ent_node *node)
{
    if (node->kind == ENT_N_BASELINE) return baseline(env, node);
    if (node->kind == ENT_N_LIMIT_OF) return limit_of(env, node);
    if (node->kind == ENT_N_AGGREGATE) return aggregate(env, node);
    if (node->kind == ENT_N_QUANTITY) {
        const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_QUANTITY, ent_str_of(node->text));
        if (decl && decl->body) return ent_value_eval(env, decl->body);
    }
    return unknown(BIT(ENT_REASON_VALUE_MISSING));
}

/* ---- one group at one moment ------------------------------------------------------------------------ */

typedef struct group_verdict {
    ent_verdict verdict;
    bool none_shown;
    uint32_t reasons;
    ent_total total;
    ent_quantity ceiling;
    ent_outcome outcome;
    ent_lines because, settle;
} group_verdict;

/* Past the ceiling: the margin, positive on the breach side. */
static void past_ceiling(const ent_clause *clause, const ent_total *t, double sum_hi, ent_quantity c, double *lo, double *hi)
{
    bool floor_rule = clause->ceiling_op == ENT_AT_LEAST || clause->ceiling_op == ENT_MORE_THAN;
    *lo = floor_rule ? c.lo - sum_hi : t->lo - c.hi;
    *hi = floor_rule ? c.hi - t->lo : sum_hi - c.lo;
    if (isnan(*lo)) *lo = -INFINITY;
    if (isnan(*hi)) *hi = INFINITY;
}

static bool equal_breaks(const ent_clause *clause)
{
    return clause->ceiling_op == ENT_LESS_THAN || clause->ceiling_op == ENT_MORE_THAN;
}

static const char *unit_of_sum(const ent_clause *clause, const ent_shares *shares, const char *key)
{
    const ent_node *a = clause->aggregate;
    if (a && a->op == ENT_RECORD_COUNT) return "records";
    for (size_t i = 0; i < shares->count; i++)
        if (strcmp(shares->at[i].key, key) == 0 && *shares->at[i].record->unit) return shares->at[i].record->unit;
    return "";
}

static void say_total(ent_env *env, const ent_clause *clause, group_verdict *g, bool closed, const char *unit)
{
    ent_quantity sum = {g->total.lo, g->total.hi, g->ceiling.dimension, g->ceiling.unit, 0, false};
    bool counted = sum.dimension == ENT_DIM_NONE;
    ent_lines_addf(env->j, &g->because, "recorded: %s%s%s in %zu record%s%s", ent_quantity_say(env->j, sum, NULL),
                   counted && *unit ? " " : "", counted ? unit : "", g->total.record_count, g->total.record_count == 1 ? "" : "s",
                   closed ? "; the list is complete" : "");
    if (isinf(g->ceiling.hi)) {
        ent_lines_addf(env->j, &g->because, "how much it may be is not known: %s", ent_quantity_say(env->j, g->ceiling, NULL));
        return;
    }
    ent_lines_addf(env->j, &g->because, "%s %s", clause->ceiling_op == ENT_AT_MOST ? "it may be at most"
                   : clause->ceiling_op == ENT_LESS_THAN ? "it must be less than"
                   : clause->ceiling_op == ENT_AT_LEAST ? "it must be at least" : "it must be more than",
                   ent_quantity_say(env->j, g->ceiling, NULL));
}

static void decide(group_verdict *g, const ent_clause *clause, bool closed, double lo, double hi)
{
    bool equal = equal_breaks(clause);
    bool breach = equal ? lo >= 0 : lo > 0, kept = equal ? hi < 0 : hi <= 0;
    g->verdict = breach ? ENT_BREACH : kept ? ENT_KEPT : ENT_VERDICT_UNCLEAR;
    g->reasons = 0;
    if (g->verdict != ENT_VERDICT_UNCLEAR) return;
    g->reasons = g->total.reasons | g->ceiling.reasons;
    double recorded_hi = clause->ceiling_op == ENT_AT_MOST || clause->ceiling_op == ENT_LESS_THAN ? g->total.hi - g->ceiling.lo : -1;
    bool recorded_kept = !closed && (equal ? recorded_hi < 0 : recorded_hi <= 0);
    g->none_shown = recorded_kept;
    if (!closed) g->reasons = recorded_kept ? BIT(ENT_REASON_COMPLETENESS) : g->reasons | BIT(ENT_REASON_COMPLETENESS);
    if (!g->reasons) g->reasons = BIT(ENT_REASON_VALUE_COARSE);
}

static void lift(group_verdict *g, const ent_clause *clause)
{
    if (g->verdict == ENT_BREACH || g->total.lifted_hi <= 0) return;
    bool over = g->total.lo + g->total.lifted_hi > g->ceiling.hi;
    bool ceilinged = clause->ceiling_op == ENT_AT_MOST || clause->ceiling_op == ENT_LESS_THAN;
    if (over && ceilinged) g->verdict = ENT_EXEMPT, g->reasons = 0, g->none_shown = false;
}

static const ent_share *share_of(const ent_shares *shares, const char *key)
{
    for (size_t i = 0; i < shares->count; i++)
        if (strcmp(shares->at[i].key, key) == 0) return &shares->at[i];
    return NULL;
}

/* What would settle it: the recorded figure, where it straddles the ceiling; and whether the records are all there is. */
static void settle_total(ent_judgement *j, group_verdict *g, bool closed, const char *unit)
{
    ent_quantity sum = {g->total.lo, g->total.hi, g->ceiling.dimension, g->ceiling.unit, 0, false};
    bool straddles = g->total.lo < g->total.hi && g->total.hi > g->ceiling.lo && isfinite(g->ceiling.hi);
    if (straddles)
        ent_lines_addf(j, &g->settle, "the recorded number%s%s: above %s, or not (known: %s)", *unit ? " of " : "", unit,
                       ent_quantity_say(j, g->ceiling, NULL), ent_quantity_say(j, sum, NULL));
    if (!closed)
        ent_lines_addf(j, &g->settle, "whether more stands there than is recorded: a sourced record that the list is complete");
}

static group_verdict judge_group(ent_judgement *j, const ent_clause *clause, const ent_shares *shares, const char *key, ent_time t,
                                 const ent_total *total)
{
    group_verdict g = {.total = *total};
    const ent_share *share = share_of(shares, key);
    ent_env env;
    ent_env_start(&env, j, clause, share ? share->record : NULL);
    env.t = t, env.key = key, env.host = share ? share->host : "";
    env.because = &g.because, env.settle = &g.settle;
    if (share && clause->by) (void)ent_env_bind_node(&env, clause->by, share->actor);
    ent_lines ceiling_lines = {0};
    env.because = &ceiling_lines;
    g.ceiling = ent_value_eval(&env, clause->ceiling);
    const char *actor = share && individually(clause) ? share->actor : NULL;
    ent_span_time now = {t, {t.seconds + 1}};
    bool each = strncmp(key, "record ", 7) == 0;
    const char *unit = unit_of_sum(clause, shares, key);
    bool closed = each || ent_world_closed(j, (ent_closing){clause->acts, actor, scope_of(&env), unit, now});
    if (closed && share && ent_world_denied_to(j, *share->host ? share->host : scope_of(&env), clause->acts, now)) closed = false, g.reasons |= BIT(ENT_REASON_ACCESS_DENIED);
    uint32_t denied = g.reasons;
    double lo, hi;
    past_ceiling(clause, &g.total, closed ? g.total.hi : INFINITY, g.ceiling, &lo, &hi);
    decide(&g, clause, closed, lo, hi);
    if (g.verdict == ENT_VERDICT_UNCLEAR) g.reasons |= denied;
    lift(&g, clause);
    say_total(&env, clause, &g, closed, unit);
    for (size_t i = 0; i < ceiling_lines.count; i++) ent_lines_add(j, &g.because, ceiling_lines.at[i]);
    if (g.verdict == ENT_VERDICT_UNCLEAR) settle_total(j, &g, closed, unit);
    g.outcome = ent_outcome_of(ENT_UNCLEAR, 0);
    if (!isinf(lo) || !isinf(hi))
        g.outcome.margins[g.outcome.margin_count++] = (ent_bounds){lo, hi, g.ceiling.dimension, g.ceiling.unit, unit, clause->ceiling};
    return g;
}

/* ---- runs of the same verdict ----------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    int64_t x = ((const ent_time *)a)->seconds, y = ((const ent_time *)b)->seconds;
    return (x > y) - (x < y);
}

static size_t moments_of(ent_judgement *j, const ent_shares *shares, const char *key, ent_span_time span, ent_time **out)
{
    const ent_time *breaks = NULL;
    size_t breaks_n = ent_breaks_in(j, span, &breaks), n = 0;
    ent_time *m = ent_judge_alloc(j, 4 * shares->count + breaks_n + 2, sizeof *m);
    if (!m) return 0;
    m[n++] = span.from;
    for (size_t i = 0; i < breaks_n; i++) m[n++] = breaks[i];
    for (size_t i = 0; i < shares->count; i++) {
        const ent_presence *p = &shares->at[i].presence;
        ent_time at[] = {p->start_first, p->start_last, p->end_first, p->end_last};
        for (size_t k = 0; k < 4 && strcmp(shares->at[i].key, key) == 0; k++)
            if (at[k].seconds > span.from.seconds && at[k].seconds < span.until.seconds) m[n++] = at[k];
    }
    qsort(m, n, sizeof *m, by_time);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || m[kept - 1].seconds != m[i].seconds) m[kept++] = m[i];
    *out = m;
    return kept;
}

static const ent_record **sorted_records(ent_judgement *j, const ent_total *t)
{
    const ent_record **r = ent_judge_alloc(j, t->record_count + 1, sizeof *r);
    for (size_t i = 0; r && i < t->record_count; i++) r[i] = t->records[i];
    return r;
}

static void add_finding(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key,
                        ent_span_time period, const group_verdict *g)
{
    const ent_share *share = share_of(shares, key);
    ent_finding *f = ent_finding_add(j);
    if (!f || !share) return;
    f->clause = clause, f->article = clause->article, f->reading = reading, f->period = period;
    f->records = sorted_records(j, &g->total), f->record_count = g->total.record_count;
    bool bound = !ent_is_no(ent_world_binds(j, share->actor, period.from));
    f->party = individually(clause) ? (bound ? share->actor : "") : clause->binds ? ent_judge_say(j, clause->binds) : "";
    f->target = share->host;
    f->verdict = g->verdict, f->none_shown = g->none_shown, f->reasons = g->verdict == ENT_VERDICT_UNCLEAR ? g->reasons : 0;
    ent_finding_margins(j, f, &g->outcome);
    ent_lines none = {0};
    ent_finding_texts(f, &g->because, g->verdict == ENT_VERDICT_UNCLEAR ? &g->settle : &none);
    ent_finding_sources(j, f);
}

static bool same_records(const ent_total *a, const ent_total *b)
{
    if (a->record_count != b->record_count || a->lo != b->lo || a->hi != b->hi) return false;
    for (size_t i = 0; i < a->record_count; i++)
        if (a->records[i] != b->records[i]) return false;
    return true;
}

static void judge_moments(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key,
                          ent_span_time span)
{
    ent_time *m = NULL;
    size_t n = moments_of(j, shares, key, span, &m);
    group_verdict run = {0};
    ent_span_time period = {0};
    bool open = false;
    for (size_t i = 0; i < n && !j->failed; i++) {
        ent_time end = i + 1 < n ? m[i + 1] : span.until;
        ent_total total = ent_shares_total(j, shares, key, m[i]);
        group_verdict g = {0};
        bool any = total.record_count > 0;
        if (any) g = judge_group(j, clause, shares, key, m[i], &total);
        if (open && any && g.verdict == run.verdict && same_records(&g.total, &run.total)) {
            period.until = end;
            continue;
        }
        if (open) add_finding(j, clause, reading, shares, key, period, &run);
        run = g, open = any, period = (ent_span_time){m[i], end};
    }
    if (open) add_finding(j, clause, reading, shares, key, period, &run);
}

/* ---- windows ---------------------------------------------------------------------------------------- */

static void judge_window(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key,
                         ent_span_time w)
{
    bool duration = clause->aggregate && clause->aggregate->op == ENT_DURATION;
    ent_total total = ent_shares_window(j, shares, key, w, duration);
    if (!total.record_count) return;
    ent_time last = {w.until.seconds - 1};
    group_verdict g = judge_group(j, clause, shares, key, last, &total);
    add_finding(j, clause, reading, shares, key, w, &g);
}

static void judge_years(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key,
                        ent_span_time span)
{
    for (int32_t year = ent_time_to_civil(span.from).year; !j->failed; year++) {
        ent_span_time w;
        if (!ent_time_from_civil((ent_civil){year, 1, 1, 0, 0, 0}, &w.from)) return;
        if (!ent_time_from_civil((ent_civil){year + 1, 1, 1, 0, 0, 0}, &w.until)) return;
        if (w.from.seconds >= span.until.seconds) return;
        judge_window(j, clause, reading, shares, key, w);
    }
}

/* The fullest windows end with something that begins: no other needs looking at. */
static void judge_sliding(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key)
{
    if (!clause->window) return;
    int64_t width = (int64_t)llround(clause->window->number);
    bool months = clause->window->unit && clause->window->unit->dimension == ENT_DIM_MONTHS;
    for (size_t i = 0; i < shares->count && !j->failed; i++) {
        if (strcmp(shares->at[i].key, key) != 0) continue;
        ent_time end = {shares->at[i].presence.start_last.seconds + 1};
        ent_span_time w = {months ? ent_time_add_months(end, -width) : ent_time_add_seconds(end, -width), end};
        judge_window(j, clause, reading, shares, key, w);
    }
}

static void judge_key(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_shares *shares, const char *key,
                      ent_span_time span)
{
    switch (clause->window_kind) {
    case ENT_WINDOW_CALENDAR_YEAR: judge_years(j, clause, reading, shares, key, span); break;
    case ENT_WINDOW_SLIDING: judge_sliding(j, clause, reading, shares, key); break;
    case ENT_WINDOW_PERIOD: judge_window(j, clause, reading, shares, key, span); break;
    case ENT_WINDOW_MOMENT:
    case ENT_WINDOW_EACH: judge_moments(j, clause, reading, shares, key, span); break;
    }
}

void ent_judge_limit(ent_judgement *j, const ent_clause *clause, const char *reading)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    ent_span_time span = ent_clause_period(&env, clause);
    if (span.from.seconds >= span.until.seconds || !clause->ceiling) return;
    ent_shares shares = {0};
    ent_shares_collect(j, clause, span, false, &shares);
    for (size_t i = 0; i < shares.count && !j->failed; i++)
        if (share_of(&shares, shares.at[i].key) == &shares.at[i])
            judge_key(j, clause, reading, &shares, shares.at[i].key, span);
}
