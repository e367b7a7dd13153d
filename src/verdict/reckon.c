/* reckon.c: a sum in a condition that hangs on the act in hand: on whom its binders stand for, on the
 * calendar year it falls into, on what came before it. "Unless count of inspection to P in the same calendar
 * year at least 3."
 *
 * Such a sum is worked out anew for each act, from the records of its kind that the time asked about may hold
 * (timeline.c); parts and what may be one event are added up as in any other sum (sum.c). The world is open:
 * more may have been done than is recorded, unless a list is complete over the time asked about.
 *
 * A record is in a span of time in which it began, as in a window of a limit; a duration counts for as much
 * of it as it lasted. Of two acts of which only the day is known, and it is the same, neither is known to be
 * the earlier one. */
#include "base/mem.h"
#include "verdict/field.h"
#include "verdict/sum.h"
#include "verdict/timeline.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- does it hang? ---------------------------------------------------------------------------------- */

static bool names_role(const ent_node *node)
{
    if (!node) return false;
    if (node->kind == ENT_N_ROLE) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (names_role(node->kids[i])) return true;
    return false;
}

/* A key that says what, and not who: a letter or a role is for the sum itself to name. */
static bool parts_sums(const ent_node *key)
{
    return key->kind == ENT_N_ATTRIBUTE;
}

/* In the ceiling of a sum in hand: is it of what the group is of, "per category"? */
static bool is_parted(const ent_env *env)
{
    const ent_node *per = env->key && !env->whole && env->clause && env->record ? env->clause->per : NULL;
    for (uint32_t i = 0; per && i < per->kid_count; i++)
        if (parts_sums(per->kids[i])) return true;
    return false;
}

bool ent_sum_hangs(const ent_env *env, const ent_node *aggregate)
{
    if (aggregate->op == ENT_GREATEST) return false;
    if (is_parted(env)) return true;
    if (ent_given_kid(aggregate, 7)) return true;
    if (names_role(ent_given_kid(aggregate, 2)) || names_role(ent_given_kid(aggregate, 6)))
        return true; /* "to the actor" */
    for (int i = 0; i < env->binder_count; i++) {
        const char *name = env->binders[i].name;
        for (uint32_t k = 2; k < 7 && *name; k++) /* by, when, where, to; a key of `per` is no use */
            if (k != 5 && ent_given_kid(aggregate, k) &&
                ent_condition_uses(ent_given_kid(aggregate, k), name))
                return true;
    }
    return false;
}

/* ---- over what time --------------------------------------------------------------------------------- */

/* What is in `may` may be in it, what is in `must` certainly is; `before`: only what came before the act. */
typedef struct reach {
    ent_span_time may, must;
    bool standing; /* no span: what stands at the moment */
    bool before;
    ent_time act_first, act_last; /* the act in hand began between these; a day by its last second */
} reach;

static int64_t last_second(const ent_judgement *j, const ent_record *r)
{
    int64_t last = ent_record_presence(j, r).start_last.seconds;
    return ent_moment_start(j, r).is_day ? last + ENT_DAY_SECONDS - 1 : last;
}

static ent_time back(ent_time t, const ent_node *length)
{
    if (length->unit->dimension == ENT_DIM_MONTHS) return ent_time_add_months(t, -(int64_t)length->number);
    return ent_time_add_seconds(t, -(int64_t)length->number);
}

static reach reach_of(const ent_env *env, const ent_node *span)
{
    reach r = {.standing = !span, .act_first = env->t, .act_last = env->t};
    const ent_record *act = env->key ? NULL : env->record; /* a sum in hand is judged at a moment */
    if (act) {
        r.act_first = ent_record_presence(env->j, act).start_first;
        r.act_last = (ent_time){last_second(env->j, act)};
    }
    if (!span) return r;
    r.before = span->op != ENT_SPAN_YEAR;
    if (span->op == ENT_SPAN_BEFORE) {
        r.may = (ent_span_time){back(r.act_first, span->kids[0]), r.act_last};
        r.must = (ent_span_time){back(r.act_last, span->kids[0]), r.act_first};
        return r;
    }
    ent_span_time first = {{0}, {0}}, last = {{0}, {0}};
    const ent_periods year = {ENT_CALENDAR_YEAR, {0}, 1};
    (void)ent_period_span(&year, ent_period_index(&year, r.act_first), &first);
    (void)ent_period_span(&year, ent_period_index(&year, r.act_last), &last);
    r.may = (ent_span_time){first.from, last.until}, r.must = (ent_span_time){last.from, first.until};
    return r;
}

static bool is_within(ent_time t, ent_span_time span)
{
    return t.seconds >= span.from.seconds && t.seconds < span.until.seconds;
}

/* Did it begin within, and before the act? */
static ent_truth began(const ent_env *env, const reach *r, const ent_record *record)
{
    ent_presence p = ent_record_presence(env->j, record);
    ent_time last = {last_second(env->j, record)};
    if (p.start_first.seconds >= r->may.until.seconds && !r->before) return ENT_NO;
    if (p.start_last.seconds < r->may.from.seconds) return ENT_NO;
    if (r->before && (record == env->record || p.start_first.seconds > r->act_last.seconds)) return ENT_NO;
    if (r->before && p.start_first.seconds == r->act_last.seconds)
        return ENT_NO; /* at the same hour and minute */
    bool certain = is_within(p.start_first, r->must) && is_within(p.start_last, r->must);
    if (r->before)
        certain = p.start_first.seconds >= r->must.from.seconds && last.seconds < r->act_first.seconds;
    return certain ? ENT_YES : ENT_UNCLEAR;
}

static ent_truth stands(const ent_env *env, const ent_record *record)
{
    return ent_presence_overlaps(ent_record_presence(env->j, record),
                                 (ent_span_time){env->t, {env->t.seconds + 1}});
}

/* ---- one record ------------------------------------------------------------------------------------- */

static ent_truth belongs(ent_env *env, const ent_clause *sum)
{
    ent_truth t = ent_select_acts(env, sum->acts, env->record);
    if (!ent_is_no(t)) t = ent_and(t, ent_select_object(env, sum->object));
    const char *by = ent_env_actor(env, env->record), *to = ent_env_word(env, &env->record->target);
    if (!ent_is_no(t) && sum->by) t = ent_and(t, *by ? ent_actor_in(env, by, sum->by) : ENT_UNCLEAR);
    if (!ent_is_no(t) && sum->to)
        t = ent_and(t, *to ? ent_actor_in(env, ent_world_code(env->j, to), sum->to) : ENT_UNCLEAR);
    if (ent_is_no(t)) return t;
    if (sum->by && *by && *sum->by->text) (void)ent_env_bind_node(env, sum->by, by);
    t = ent_and(t, ent_condition_eval(env, sum->when, NULL).truth);
    return ent_is_no(t) ? t : ent_and(t, ent_condition_eval(env, sum->where, NULL).truth);
}

/* What the record is by that key, and whether it is that for certain. */
static const char *part_of(ent_env *env, const ent_node *key, bool *out_sure)
{
    bool item = strcmp(key->text, "item") == 0, unit = strcmp(key->text, "unit") == 0;
    const ent_value *v = item ? &env->record->item : ent_env_attribute(env, env->record, key->text, NULL);
    *out_sure = unit || !v || v->count <= 1;
    return ent_group_part(env, key, "");
}

/* Is the env's record of the part of which the sum in hand is? What one of them does not say is unclear. */
static ent_truth is_of_group(ent_env *env, const ent_env *group)
{
    ent_env of = *group;
    ent_truth all = ENT_YES;
    const ent_node *per = is_parted(group) ? group->clause->per : NULL;
    for (uint32_t i = 0; per && i < per->kid_count; i++) {
        bool sure[2];
        if (!parts_sums(per->kids[i])) continue;
        const char *mine = part_of(&of, per->kids[i], &sure[0]), *its = part_of(env, per->kids[i], &sure[1]);
        bool told = *mine && *its && sure[0] && sure[1];
        all = ent_and(all, !told ? ENT_UNCLEAR : strcmp(mine, its) == 0 ? ENT_YES : ENT_NO);
    }
    if (ent_is_unclear(all)) env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
    return all;
}

/* As much of its duration as lies in the span. */
static void cut_duration(const ent_env *env, ent_counting counting, const reach *r, ent_share *s)
{
    ent_lasting l = ent_record_lasting(env->j, s->record, counting, r->must, r->may);
    s->lo = l.lo, s->hi = l.hi;
}

static ent_share share_of(ent_env *env, const ent_clause *sum, const reach *r, const ent_record *record)
{
    ent_share s = {.record = record, .counts = ENT_NO, .lifted = ENT_NO};
    bool lasts = sum->aggregate->op == ENT_DURATION && !r->standing;
    ent_truth there = r->standing ? stands(env, record) : began(env, r, record);
    if (lasts) there = ent_presence_overlaps(ent_record_presence(env->j, record), r->may);
    if (ent_is_no(there) || ent_is_no(ent_select_acts(env, sum->acts, record))) return s;
    ent_env inner = *env;
    inner.record = record, inner.item = NULL, inner.clause = sum;
    inner.because = inner.settle = NULL, inner.tally = NULL, inner.key = NULL, inner.reasons = 0;
    const ent_truth known = ent_record_known(env->j, record);
    s.counts = ent_and(ent_and(there, known), is_of_group(&inner, env));
    if (ent_is_no(s.counts)) return s;
    s.counts = ent_and(s.counts, belongs(&inner, sum));
    if (ent_is_no(s.counts)) return s;
    ent_quantity q = ent_share_figure(&inner, (ent_time){env->t.seconds + 1});
    s.lo = fmax(q.lo, 0), s.hi = q.hi;
    if (lasts) cut_duration(env, sum->counting, r, &s);
    s.reasons =
        q.reasons | inner.reasons | (ent_is_yes(ent_and(there, known)) ? 0 : BIT(ENT_REASON_VALUE_COARSE));
    return s;
}

/* ---- the sum ---------------------------------------------------------------------------------------- */

/* Things counted in different units are not added. */
static bool is_mixed(const ent_clause *sum, const ent_share *shares, size_t count)
{
    for (size_t i = 1; i < count && sum->aggregate->op == ENT_NUMBER; i++)
        if (strcmp(shares[i].record->unit, shares[0].record->unit) != 0) return true;
    return false;
}

typedef struct gathering {
    ent_env *env;
    const ent_clause *sum;
    const reach *r;
    ent_share *shares;
    size_t count, cap;
} gathering;

static bool take_share(void *context, const ent_record *record)
{
    gathering *g = context;
    ent_share s = share_of(g->env, g->sum, g->r, record);
    if (ent_is_no(s.counts)) return !g->env->j->failed;
    if (g->count == g->cap) {
        size_t cap = g->cap ? 2 * g->cap : 16;
        ent_share *grown = ent_realloc(g->shares, cap, sizeof *grown);
        if (!grown) return ent_judge_fail(g->env->j, ENT_E_NOMEM, NULL), false;
        g->shares = grown, g->cap = cap;
    }
    g->shares[g->count++] = s;
    return !g->env->j->failed;
}

/* The only one who may be meant: "by P", "by RUS". NULL: several may be, or it takes more to tell. */
static const char *only_actor(const ent_env *env, const ent_node *by)
{
    if (!by || by->kind != ENT_N_ACTORS || by->op != ENT_BASE_NAMES || by->kid_count != 1) return NULL;
    const ent_node *name = by->kids[0];
    if (name->kind != ENT_N_NAME || name->ref == ENT_REF_GROUP) return NULL;
    const ent_binding *bound = ent_env_find(env, name->text);
    if (bound && (!bound->actor || !*bound->actor)) return NULL;
    return ent_world_code(env->j, bound ? bound->actor : name->text);
}

static void gather(gathering *g)
{
    const reach *r = g->r;
    ent_stretch of = {.from = r->may.from, .until = r->before ? r->act_last : r->may.until};
    of.lasting = r->standing || g->sum->aggregate->op == ENT_DURATION;
    if (r->standing) of.from = of.until = g->env->t;
    if (of.lasting && !r->standing) of.until = r->may.until;
    of.actor = only_actor(g->env, g->sum->by);
    const ent_timeline *timeline = ent_timeline_of(g->env, g->sum->acts);
    if (timeline) ent_timeline_walk(timeline, &of, (ent_record_taker){take_share, g});
}

static ent_total add_up(ent_judgement *j, const ent_share *shares, size_t count)
{
    ent_total total = {0};
    const ent_group group = {
        .key = "", .host = "", .actor = "", .unit = "", .shares = shares, .share_count = count};
    ent_adder *adder = count ? ent_adder_new(j, &group) : NULL;
    for (size_t i = 0; adder && i < count; i++) ent_adder_set(adder, i, true, ent_is_yes(shares[i].counts));
    if (adder) total = ent_adder_total(adder);
    ent_adder_free(adder);
    return total;
}

/* Over what time the list would have to be complete: as much of the span as can be asked about. */
static bool is_closed(ent_env *env, const ent_clause *sum, const reach *r)
{
    ent_time now = {env->j->opts.as_of.seconds + ENT_DAY_SECONDS};
    ent_span_time span = r->standing ? (ent_span_time){env->t, {env->t.seconds + 1}} : r->may;
    if (span.until.seconds > now.seconds) span.until = now;
    if (r->before && span.until.seconds > r->act_last.seconds) span.until = r->act_last;
    const char *who[2] = {NULL, NULL};
    size_t n = sum->by ? ent_actor_list(env, sum->by, who, 2) : 0;
    ent_closing what = {sum->acts, n == 1 ? who[0] : NULL, ent_clause_scope(sum), NULL, span};
    return span.from.seconds >= span.until.seconds || ent_world_closed_by(env, sum->by, what);
}

ent_quantity ent_sum_reckon(ent_env *env, const ent_node *aggregate)
{
    const ent_clause *says = env->counts ? env->counts : env->clause;
    ent_clause sum = ent_clause_of_sum(aggregate);
    if (says) sum.counting = says->counting;
    reach r = reach_of(env, ent_given_kid(aggregate, 7));
    gathering g = {.env = env, .sum = &sum, .r = &r};
    if (++env->depth > 40) return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_NONE, NULL, 0, false, false};
    gather(&g);
    env->depth--;
    bool mixed = is_mixed(&sum, g.shares, g.count), closed = is_closed(env, &sum, &r);
    ent_total total =
        mixed ? (ent_total){.reasons = BIT(ENT_REASON_VALUE_COARSE)} : add_up(env->j, g.shares, g.count);
    ent_free(g.shares);
    ent_quantity q = {
        total.lo, closed && !mixed ? total.hi : INFINITY, ENT_DIM_NONE, NULL, total.reasons, false, false};
    if (aggregate->op == ENT_DURATION)
        q.dimension = ENT_DIM_DURATION, q.unit = ent_unit_find(ENT_STR("days"));
    if (!closed) q.reasons |= BIT(ENT_REASON_COMPLETENESS);
    if (q.lo == q.hi) q.reasons = 0;
    if (aggregate->op == ENT_SUM)
        (void)ent_doc_attribute(env->j->world.agreement, ent_str_of(aggregate->text), &q.dimension);
    return q;
}
