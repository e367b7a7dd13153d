/* act.c: prohibitions, and permissions that close whatever they do not list: clause × record.
 *
 * The time for which a clause and a record meet is cut where memberships, duties or the map change; each stretch is
 * judged and neighbours with the same answer are joined again. Rival figures are judged one by one: if all agree the
 * verdict is certain, if not it is unclear because sources conflict, and the finding says the verdict under each. */
#include "verdict/internal.h"

#include <string.h>

#define BIT(reason) (1u << (reason))
#define CHOICES_SHOWN 6

typedef struct ruling {
    bool speaks;
    ent_verdict verdict;
    uint32_t reasons;
    ent_outcome outcome;
    const char *target;
    ent_lines because, settle;
} ruling;

/* ---- one choice of rivals --------------------------------------------------------------------------- */

static const char *targets(ent_judgement *j, const ent_found *found, bool certain)
{
    const char *text = "";
    for (size_t i = 0; i < found->count; i++)
        if (!certain || found->sign[i] > 0) text = ent_judge_printf(j, "%s%s%s", text, *text ? "," : "", found->code[i]);
    return text;
}

static ent_verdict verdict_of(ent_truth holds, ent_truth speaks)
{
    if (!ent_is_yes(speaks)) return ENT_VERDICT_UNCLEAR;
    return ent_is_yes(holds) ? ENT_BREACH : ent_is_no(holds) ? ENT_KEPT : ENT_VERDICT_UNCLEAR;
}

static void lift(ent_env *env, ruling *r)
{
    if (!env->clause->unless || (r->verdict != ENT_BREACH && r->verdict != ENT_VERDICT_UNCLEAR)) return;
    const char *id = "";
    ent_outcome lifted = ent_exception_eval(env, env->clause->unless, &id);
    if (ent_is_yes(lifted.truth)) {
        r->verdict = ENT_EXEMPT, r->reasons = 0;
        ent_lines_addf(env->j, &r->because, "lifted by %s", id);
    } else if (ent_is_unclear(lifted.truth)) {
        r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= lifted.reasons;
        ent_lines_addf(env->j, &r->because, "whether %s lifts it is unclear", id);
    }
}

static void deny(ent_env *env, ruling *r, ent_span_time span)
{
    ent_hosts hosts;
    if (r->verdict != ENT_KEPT) return;
    const char *host = ent_position_hosts(env, &hosts) && hosts.count == 1 ? hosts.code[0] : NULL;
    if (!ent_world_denied(env, host, span)) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons = BIT(ENT_REASON_ACCESS_DENIED);
    ent_lines_addf(env->j, &r->settle, "what could not be seen there: access was denied");
}

static ruling rule_choice(ent_env *env, ent_span_time span, ent_truth overlaps)
{
    const ent_clause *clause = env->clause;
    ruling r = {.target = ""};
    env->binder_count = 0, env->reasons = 0;
    env->because = &r.because, env->settle = &r.settle;
    ent_truth speaks = ent_and(overlaps, ent_select_head(env, clause, true));
    if (ent_is_no(speaks)) return r;
    if (ent_is_unclear(overlaps)) ent_lines_addf(env->j, &r.settle, "the date: whether it falls into the time for which the clause runs");
    r.speaks = true;
    ent_found found = {.count = 0};
    ent_outcome when = ent_condition_eval(env, clause->when, NULL);
    ent_outcome where = ent_outcome_of(ENT_UNCLEAR, 0);
    if (!ent_is_no(when.truth) || !ent_position_is_wide(env)) where = ent_condition_eval(env, clause->where, &found);
    r.outcome = ent_outcome_and(when, where);
    if (clause->modality == ENT_PERMITS_ONLY) r.outcome = ent_outcome_not(r.outcome);
    r.verdict = verdict_of(r.outcome.truth, speaks);
    if (r.verdict == ENT_VERDICT_UNCLEAR) {
        r.reasons = r.outcome.reasons | env->reasons;
        if (!r.reasons) r.reasons = BIT(ENT_REASON_VALUE_COARSE);
    }
    if (r.verdict != ENT_KEPT) r.target = targets(env->j, &found, ent_is_yes(where.truth));
    lift(env, &r);
    deny(env, &r, span);
    if (r.verdict != ENT_VERDICT_UNCLEAR) r.settle.count = 0;
    return r;
}

/* ---- all choices ------------------------------------------------------------------------------------ */

static const char *figure_name(const ent_env *env, const ent_value *value)
{
    for (size_t i = 0; env->item && i < env->item->attribute_count; i++)
        if (&env->item->attributes[i].value == value) return env->item->attributes[i].name;
    for (size_t i = 0; i < env->record->attribute_count; i++)
        if (&env->record->attributes[i].value == value) return env->record->attributes[i].name;
    if (value == &env->record->actor) return "actor";
    if (value == &env->record->item) return "item";
    if (value == &env->record->territory) return "territory";
    return "quantity";
}

static ent_dimension figure_dimension(const ent_env *env, const ent_value *value)
{
    for (size_t i = 0; env->item && i < env->item->attribute_count; i++)
        if (&env->item->attributes[i].value == value) return env->item->attributes[i].dimension;
    for (size_t i = 0; i < env->record->attribute_count; i++)
        if (&env->record->attributes[i].value == value) return env->record->attributes[i].dimension;
    return ENT_DIM_NONE;
}

static const char *describe_choice(ent_env *env)
{
    const char *text = "";
    for (int i = 0; i < env->pick_count; i++) {
        const ent_value *v = env->picks[i].value;
        const char *said = v->kind == ENT_VALUE_WORD
                               ? v->words[env->picks[i].index]
                               : ent_quantity_say(env->j, ent_value_of(env, v, figure_dimension(env, v)), NULL);
        text = ent_judge_printf(env->j, "%s%s%s %s", text, i ? ", " : "", figure_name(env, v), said);
    }
    return text;
}

static void absorb(ent_judgement *j, ruling *into, const ruling *r, const char *choice, const char *said, size_t index)
{
    if (index < CHOICES_SHOWN) ent_lines_addf(j, &into->settle, "which source is right: with %s it is %s", choice, said);
    for (size_t i = 0; r->speaks && i < r->because.count; i++)
        ent_lines_addf(j, &into->because, "with %s, %s", choice, r->because.at[i]);
}

static void widen(ent_outcome *into, const ent_outcome *from)
{
    for (int i = 0; i < from->margin_count; i++) {
        bool found = false;
        for (int k = 0; k < into->margin_count; k++) {
            if (into->margins[k].dimension != from->margins[i].dimension) continue;
            if (strcmp(into->margins[k].unit_name, from->margins[i].unit_name) != 0) continue;
            found = true;
            if (from->margins[i].lo < into->margins[k].lo) into->margins[k].lo = from->margins[i].lo;
            if (from->margins[i].hi > into->margins[k].hi) into->margins[k].hi = from->margins[i].hi;
        }
        if (!found && into->margin_count < ENT_MARGINS_MAX) into->margins[into->margin_count++] = from->margins[i];
    }
}

static ruling rule_record(ent_env *env, ent_span_time span, ent_truth overlaps)
{
    ruling whole = {.target = ""};
    uint32_t step = 0;
    size_t index = 0;
    bool same = true, first = true;
    ruling conflict = {.target = ""};
    while (ent_env_choose(env, &step)) {
        ruling r = rule_choice(env, span, overlaps);
        if (env->pick_count) {
            const char *said = r.speaks ? ent_verdict_name(r.verdict) : "not spoken of";
            absorb(env->j, &conflict, &r, describe_choice(env), said, index++);
        }
        if (first) {
            whole = r, first = false;
            continue;
        }
        if (r.speaks != whole.speaks || (r.speaks && r.verdict != whole.verdict)) same = false;
        whole.reasons |= r.reasons;
        if (r.speaks) widen(&whole.outcome, &r.outcome);
        if (r.speaks && *r.target) whole.target = r.target;
    }
    if (same) return whole;
    whole.speaks = true, whole.verdict = ENT_VERDICT_UNCLEAR;
    whole.reasons = BIT(ENT_REASON_SOURCES_CONFLICT);
    whole.because = conflict.because, whole.settle = conflict.settle;
    return whole;
}

/* ---- stretches of time ------------------------------------------------------------------------------ */

static ent_span_time meet(ent_presence p, ent_span_time clause)
{
    ent_span_time s = {p.start_first, p.end_last};
    if (s.from.seconds < clause.from.seconds) s.from = clause.from;
    if (s.until.seconds > clause.until.seconds) s.until = clause.until;
    return s;
}

static bool same_ruling(const ruling *a, const ruling *b)
{
    return a->speaks == b->speaks && a->verdict == b->verdict && a->reasons == b->reasons && strcmp(a->target, b->target) == 0;
}

static const char *charged(ent_judgement *j, const ent_clause *clause, const char *actor)
{
    if (clause->binds) return ent_judge_say(j, clause->binds);
    if (clause->by && clause->by->kind == ENT_N_ACTORS && clause->by->op == ENT_BASE_ANYONE) return "";
    return actor;
}

static void add_finding(ent_env *env, const char *reading, ent_span_time period, const ruling *r)
{
    ent_judgement *j = env->j;
    if (!r->speaks) return;
    ent_finding *f = ent_finding_add(j);
    const ent_record **records = ent_judge_alloc(j, 1, sizeof *records);
    if (!f || !records) return;
    records[0] = env->record;
    f->clause = env->clause, f->article = env->clause->article, f->reading = reading, f->period = period;
    f->records = records, f->record_count = 1;
    f->party = charged(j, env->clause, ent_env_actor(env, env->record));
    f->target = r->target, f->verdict = r->verdict;
    f->reasons = r->verdict == ENT_VERDICT_UNCLEAR ? r->reasons : 0;
    ent_finding_margins(j, f, &r->outcome);
    ent_finding_texts(f, &r->because, &r->settle);
    ent_finding_sources(j, f);
    j->spoken[ent_judge_record_index(j, env->record)] = 1;
}

static bool duty_runs(const ent_env *env, const ent_clause *clause, const ent_record *record)
{
    if (!clause->binds) return true; /* select_by asks whether the actor is bound */
    (void)record;
    return ent_world_force(env->j).seconds <= env->t.seconds;
}

static void judge_record(ent_judgement *j, const ent_clause *clause, const char *reading, const ent_record *record, ent_span_time clause_span)
{
    ent_presence p = ent_record_presence(j, record);
    ent_truth overlaps = ent_presence_overlaps(p, clause_span);
    if (ent_is_no(overlaps)) return;
    ent_env env;
    ent_env_start(&env, j, clause, record);
    if (ent_is_no(ent_select_acts(&env, clause->acts, record))) return;
    ent_span_time span = meet(p, clause_span);
    const ent_time *breaks = NULL;
    size_t n = ent_breaks_in(j, span, &breaks);
    ruling run = {.target = ""};
    ent_span_time period = {span.from, span.from};
    for (size_t k = 0; k <= n && !j->failed; k++) {
        ent_span_time piece = {k ? breaks[k - 1] : span.from, k < n ? breaks[k] : span.until};
        env.t = piece.from;
        ruling r = {.target = ""};
        if (duty_runs(&env, clause, record)) r = rule_record(&env, piece, overlaps);
        if (k && same_ruling(&r, &run)) {
            period.until = piece.until, run = r;
            continue;
        }
        if (k) add_finding(&env, reading, period, &run);
        run = r, period = piece;
    }
    add_finding(&env, reading, period, &run);
}

void ent_judge_acts(ent_judgement *j, const ent_clause *clause, const char *reading)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    ent_span_time span = ent_clause_period(&env, clause);
    size_t count = ent_records_count(j->world.records);
    for (size_t i = 0; i < count && !j->failed; i++) {
        const ent_record *record = ent_records_at(j->world.records, i);
        if (ent_record_counts(j, record)) judge_record(j, clause, reading, record, span);
    }
}
