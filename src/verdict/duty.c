/* duty.c: what a clause requires: clause × event that gives rise to the duty, or clause × party when it
 * arises of itself. Silence is a breach only where the list of what was done is complete; before the deadline
 * nothing is due. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

static const ent_node *kid(const ent_node *node, uint32_t i)
{
    const ent_node *k = node && i < node->kid_count ? node->kids[i] : NULL;
    return k && k->kind != ENT_N_NONE ? k : NULL;
}

typedef struct duty {
    ent_verdict verdict;
    uint32_t reasons;
    ent_outcome outcome;
    const ent_record *answer;
    ent_lines because, settle;
} duty;

static ent_time day_end(ent_time t)
{
    return (ent_time){(t.seconds / ENT_DAY_SECONDS + 1) * ENT_DAY_SECONDS};
}

/* ---- what was done ---------------------------------------------------------------------------------- */

static ent_truth answers(ent_env *env, const ent_clause *clause, const ent_record *r, const char *party,
                         const ent_record *event)
{
    if (!ent_record_counts(env->j, r) || r == event) return ENT_NO;
    if (event && strcmp(r->about, event->id) != 0) return ENT_NO;
    if (!event && *r->about && strcmp(r->about, clause->id) != 0) return ENT_NO;
    ent_env inner = *env;
    inner.record = r, inner.item = NULL, inner.because = inner.settle = NULL;
    ent_truth t = ent_select_acts(&inner, clause->acts, r);
    if (!ent_is_no(t) && !event) t = ent_and(t, ent_select_object(&inner, clause->object));
    const char *by = ent_env_actor(&inner, r);
    if (*party && *by && strcmp(by, party) != 0) return ENT_NO;
    if (!*by) t = ent_and(t, ENT_UNCLEAR);
    return t;
}

/* The earliest answer, for an ordinary duty. */
static const ent_record *find_answer(ent_env *env, const ent_clause *clause, const char *party,
                                     const ent_record *event)
{
    const ent_record *best = NULL;
    size_t count = ent_records_count(env->j->world.records);
    for (size_t i = 0; i < count; i++) {
        const ent_record *r = ent_records_at(env->j->world.records, i);
        if (!ent_is_yes(answers(env, clause, r, party, event))) continue;
        if (!best || ent_record_presence(env->j, r).start_last.seconds <
                         ent_record_presence(env->j, best).start_last.seconds)
            best = r;
    }
    return best;
}

/* ---- in time? --------------------------------------------------------------------------------------- */

/* Late by this much: positive on the breach side. Calendar days count midnights. */
static ent_bounds lateness(const ent_clause *clause, double done_lo, double done_hi, ent_quantity due)
{
    ent_bounds m = {done_lo - due.hi, done_hi - due.lo, ENT_DIM_DURATION, ent_unit_find(ENT_STR("days")), "",
                    clause->due};
    if (clause->counting != ENT_COUNT_ELAPSED) {
        m.lo = ceil(m.lo / ENT_DAY_SECONDS) * ENT_DAY_SECONDS;
        m.hi = ceil(m.hi / ENT_DAY_SECONDS) * ENT_DAY_SECONDS;
    }
    return m;
}

static void judge_answer(ent_env *env, const ent_clause *clause, duty *d, ent_quantity due, bool has_due)
{
    ent_presence p = ent_record_presence(env->j, d->answer);
    ent_lines_addf(env->j, &d->because, "done by record %s, on %s", d->answer->id,
                   ent_judge_say_date(env->j, p.start_first));
    d->verdict = ENT_KEPT;
    if (!has_due) return;
    ent_bounds m = lateness(clause, (double)p.start_first.seconds, (double)p.start_last.seconds, due);
    if (!isinf(m.lo) || !isinf(m.hi)) d->outcome.margins[d->outcome.margin_count++] = m;
    ent_lines_addf(env->j, &d->because, "it was due by %s", ent_quantity_say(env->j, due, NULL));
    if (m.lo > 0) d->verdict = ENT_BREACH;
    if (m.lo <= 0 && m.hi > 0) {
        d->verdict = ENT_VERDICT_UNCLEAR,
        d->reasons = due.reasons ? due.reasons : BIT(ENT_REASON_VALUE_COARSE);
        ent_lines_addf(env->j, &d->settle, "the date on which it was done: by %s, or later",
                       ent_quantity_say(env->j, due, NULL));
    }
}

static void judge_silence(ent_env *env, const ent_clause *clause, duty *d, const char *party,
                          ent_quantity due, bool has_due)
{
    ent_time now = day_end(env->j->opts.as_of);
    ent_time last = has_due && isfinite(due.hi) ? (ent_time){(int64_t)due.hi} : now;
    ent_span_time span = {{last.seconds < now.seconds ? last.seconds : now.seconds - 1},
                          {(last.seconds < now.seconds ? last.seconds : now.seconds - 1) + 1}};
    d->verdict = ENT_VERDICT_UNCLEAR;
    if (has_due && due.lo >= (double)now.seconds) {
        d->reasons = BIT(ENT_REASON_NOT_DUE);
        ent_lines_addf(env->j, &d->settle, "time: it is due by %s", ent_quantity_say(env->j, due, NULL));
        return;
    }
    bool closed =
        ent_world_closed(env->j, (ent_closing){clause->acts, *party ? party : NULL, NULL, NULL, span});
    ent_lines_addf(env->j, &d->because, "no record shows that it was done%s",
                   closed ? ", and the list is complete" : "");
    if (closed && has_due && due.hi < (double)now.seconds) {
        d->verdict = ENT_BREACH;
        double today = (double)env->j->opts.as_of.seconds;
        ent_bounds m = lateness(clause, today, today, due);
        d->outcome.margins[d->outcome.margin_count++] = m;
        return;
    }
    d->reasons = has_due ? due.reasons : 0;
    if (!closed) d->reasons |= BIT(ENT_REASON_COMPLETENESS);
    if (!d->reasons) d->reasons = BIT(ENT_REASON_NOT_DUE);
    ent_lines_addf(env->j, &d->settle, "%s: a record of it, or a sourced record that the list is complete",
                   clause->acts ? ent_judge_say(env->j, clause->acts) : "the act");
}

/* ---- does it arise? --------------------------------------------------------------------------------- */

static bool replaced(ent_env *env, const ent_clause *clause, const char **out_by)
{
    for (size_t i = 0; i < env->j->doc->clause_count; i++) {
        const ent_clause *other = &env->j->doc->clauses[i];
        for (uint32_t k = 0; other->instead && k < other->instead->kid_count; k++) {
            if (strcmp(other->instead->kids[k]->text, clause->id) != 0) continue;
            ent_env inner = *env;
            inner.because = inner.settle = NULL;
            const ent_node *trigger = other->trigger ? other->trigger : clause->trigger;
            if (trigger && !ent_env_bind(&inner, trigger->text, NULL, env->record)) return false;
            ent_truth t = ent_and(ent_condition_eval(&inner, kid(other->trigger, 4), NULL).truth,
                                  ent_condition_eval(&inner, other->when, NULL).truth);
            *out_by = other->id;
            if (ent_is_yes(t)) return true;
        }
    }
    return false;
}

static duty rule(ent_env *env, const ent_clause *clause, ent_truth arises, const char *party,
                 const ent_record *event)
{
    duty d = {.outcome = ent_outcome_of(ENT_YES, 0)};
    env->because = &d.because, env->settle = &d.settle;
    ent_outcome when = ent_outcome_and(ent_condition_eval(env, clause->when, NULL),
                                       ent_condition_eval(env, clause->where, NULL));
    arises = ent_and(arises, when.truth);
    d.outcome = when;
    if (ent_is_no(arises)) {
        d.verdict = ENT_KEPT;
        ent_lines_addf(env->j, &d.because, "the duty does not arise");
        return d;
    }
    const char *by = NULL;
    if (replaced(env, clause, &by)) {
        d.verdict = ENT_EXEMPT;
        ent_lines_addf(env->j, &d.because, "replaced by the duty of %s", by);
        return d;
    }
    bool has_due = clause->due && clause->due->kind != ENT_N_NONE;
    ent_quantity due = has_due ? ent_value_eval(env, clause->due) : (ent_quantity){0};
    d.outcome.margin_count = 0;
    d.answer = find_answer(env, clause, party, event);
    if (d.answer)
        judge_answer(env, clause, &d, due, has_due);
    else
        judge_silence(env, clause, &d, party, due, has_due);
    if (ent_is_unclear(arises) && d.verdict != ENT_KEPT)
        d.verdict = ENT_VERDICT_UNCLEAR, d.reasons |= when.reasons | BIT(ENT_REASON_VALUE_COARSE);
    const char *id = "";
    ent_outcome lifted = clause->unless && d.verdict != ENT_KEPT
                             ? ent_exception_eval(env, clause->unless, &id)
                             : ent_outcome_of(ENT_NO, 0);
    if (ent_is_yes(lifted.truth)) {
        d.verdict = ENT_EXEMPT, d.reasons = 0;
        ent_lines_addf(env->j, &d.because, "lifted by %s", id);
    } else if (ent_is_unclear(lifted.truth)) {
        d.verdict = ENT_VERDICT_UNCLEAR, d.reasons |= lifted.reasons;
    }
    return d;
}

static void add_finding(ent_judgement *j, const ent_clause *clause, const char *reading, ent_span_time period,
                        const char *party, const ent_record *event, const duty *d)
{
    ent_finding *f = ent_finding_add(j);
    const ent_record **records = ent_judge_alloc(j, 2, sizeof *records);
    if (!f || !records) return;
    if (event) records[f->record_count++] = event;
    if (d->answer) records[f->record_count++] = d->answer;
    f->clause = clause, f->article = clause->article, f->reading = reading, f->period = period,
    f->records = records;
    f->party = party;
    f->verdict = d->verdict;
    if (clause->modality == ENT_RECOMMENDS && d->verdict == ENT_BREACH)
        f->verdict = ENT_EXEMPT; /* not followed: no breach */
    f->reasons = f->verdict == ENT_VERDICT_UNCLEAR ? d->reasons : 0;
    f->none_shown = f->reasons == BIT(ENT_REASON_COMPLETENESS);
    ent_finding_margins(j, f, &d->outcome);
    ent_lines because = d->because, none = {0};
    if (clause->modality == ENT_RECOMMENDS && d->verdict == ENT_BREACH)
        ent_lines_addf(j, &because, "recommended, and not followed");
    ent_finding_texts(f, &because, f->verdict == ENT_VERDICT_UNCLEAR ? &d->settle : &none);
    ent_finding_sources(j, f);
    for (size_t i = 0; i < f->record_count; i++) j->spoken[records[i]->index] = 1;
}

/* ---- events ----------------------------------------------------------------------------------------- */

static const char *bound_party(ent_env *env, const ent_clause *clause, const ent_record *event)
{
    const char *actor = ent_env_actor(env, event);
    if (!clause->by || clause->by->kind != ENT_N_ACTORS) return actor;
    const char *found[2] = {"", ""};
    if (ent_is_no(ent_actor_in(env, actor, clause->by)) || !*actor) {
        size_t n = ent_actor_list(env, clause->by, found, 2);
        return n == 1 ? found[0] : "";
    }
    return actor;
}

static void judge_event(ent_judgement *j, const ent_clause *clause, const char *reading,
                        const ent_record *event, ent_span_time span)
{
    const ent_node *trigger = clause->trigger;
    ent_presence p = ent_record_presence(j, event);
    ent_env env;
    ent_env_start(&env, j, clause, event);
    if (ent_is_no(ent_select_acts(&env, kid(trigger, 0), event))) return;
    ent_span_time moment = {p.start_first, {p.start_last.seconds + 1}};
    ent_truth arises = ent_presence_overlaps(
        (ent_presence){p.start_first, p.start_last, {p.start_first.seconds + 1}, {p.start_last.seconds + 1}},
        span);
    if (ent_is_no(arises)) return;
    env.t = p.start_first.seconds > span.from.seconds ? p.start_first : span.from;
    if (!ent_env_bind(&env, trigger->text, NULL, event)) return;
    const char *actor = ent_env_actor(&env, event);
    if (clause->by && *actor &&
        !ent_is_no(ent_actor_in(&env, actor, clause->by))) /* "for E by P" of "by any party P" */
        (void)ent_env_bind_node(&env, clause->by, actor);
    if (kid(trigger, 1) && *actor) {
        arises = ent_and(arises, ent_actor_in(&env, actor, kid(trigger, 1)));
        (void)ent_env_bind_node(&env, kid(trigger, 1), actor);
    }
    if (ent_is_no(arises)) return;
    const char *party = bound_party(&env, clause, event);
    if (*party && ent_is_no(ent_world_binds(j, party, env.t))) return;
    if (clause->by && *party && !ent_env_find_node(&env, clause->by))
        (void)ent_env_bind_node(&env, clause->by, party);
    ent_outcome fits = ent_condition_eval(&env, kid(trigger, 4), NULL);
    duty d = rule(&env, clause, ent_and(arises, fits.truth), party, event);
    add_finding(j, clause, reading, moment, party, event, &d);
}

static void judge_party(ent_judgement *j, const ent_clause *clause, const char *reading, const char *party,
                        ent_span_time span)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    env.t = (ent_time){span.until.seconds - 1};
    if (!ent_is_yes(ent_world_binds(j, party, env.t))) return;
    if (clause->by && !ent_is_yes(ent_actor_in(&env, party, clause->by))) return;
    if (clause->by) (void)ent_env_bind_node(&env, clause->by, party);
    duty d = rule(&env, clause, ENT_YES, party, NULL);
    add_finding(j, clause, reading, span, party, NULL, &d);
}

void ent_judge_duty(ent_judgement *j, const ent_clause *clause, const char *reading)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    ent_span_time span = ent_clause_period(&env, clause);
    if (span.from.seconds >= span.until.seconds) return;
    size_t count = ent_records_count(j->world.records);
    for (size_t i = 0; clause->trigger && i < count && !j->failed; i++) {
        const ent_record *event = ent_records_at(j->world.records, i);
        if (ent_record_counts(j, event)) judge_event(j, clause, reading, event, span);
    }
    for (size_t i = 0; !clause->trigger && i < j->party_count && !j->failed; i++)
        judge_party(j, clause, reading, j->parties[i].code, span);
}
