/* act.c: prohibitions, and permissions that close whatever they do not list: clause × record.
 *
 * The time for which a clause and a record meet is cut where memberships, duties or the map change; each
 * stretch is judged and neighbours with the same answer are joined again. Rival figures are judged one by
 * one: if all agree the verdict is certain, if not it is unclear because sources conflict, and the finding
 * says the verdict under each. */
#include "verdict/internal.h"

#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- one choice of rivals --------------------------------------------------------------------------- */

static const char *targets(ent_judgement *j, const ent_found *found, bool certain)
{
    const char *text = "";
    for (size_t i = 0; i < found->count; i++)
        if (!certain || found->sign[i] > 0)
            text = ent_judge_printf(j, "%s%s%s", text, *text ? "," : "", found->code[i]);
    return text;
}

static ent_verdict verdict_of(ent_truth holds, ent_truth speaks)
{
    if (!ent_is_yes(speaks)) return ENT_VERDICT_UNCLEAR;
    return ent_is_yes(holds) ? ENT_BREACH : ent_is_no(holds) ? ENT_KEPT : ENT_VERDICT_UNCLEAR;
}

void ent_ruling_lift(ent_env *env, ent_ruling *r)
{
    if (!env->clause->unless || (r->verdict != ENT_BREACH && r->verdict != ENT_VERDICT_UNCLEAR)) return;
    const char *id = "";
    ent_outcome lifted = ent_exception_eval(env, env->clause->unless, &id);
    if (ent_is_yes(lifted.truth)) {
        r->verdict = ENT_EXEMPT, r->reasons = 0;
        ent_lines_addf(env->j, &r->because, "lifted by %s", ent_exception_said(env, env->clause->unless));
    } else if (ent_is_unclear(lifted.truth)) {
        r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= lifted.reasons;
        ent_lines_addf(env->j, &r->because, "whether %s lifts it is unclear", id);
    }
}

/* The same where a binder leaves a choice: what is lifted with one host may stand with another. */
static void lift_each(ent_env *env, ent_ruling *r, const ent_tally *tally)
{
    if ((r->verdict != ENT_BREACH && r->verdict != ENT_VERDICT_UNCLEAR) ||
        !(tally->lifted || tally->doubtful))
        return;
    if (tally->lifted && !tally->stands && !tally->open && !tally->doubtful) {
        r->verdict = ENT_EXEMPT, r->reasons = 0;
        ent_lines_addf(env->j, &r->because, "lifted by %s", tally->by);
        return;
    }
    if (tally->stands) return;
    if (tally->doubtful) ent_lines_addf(env->j, &r->because, "whether %s lifts it is unclear", tally->by);
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= tally->reasons;
    if (!r->reasons) r->reasons = BIT(ENT_REASON_VALUE_COARSE);
}

static void deny(ent_env *env, ent_ruling *r, ent_span_time span)
{
    const ent_record *denial = r->verdict == ENT_KEPT ? ent_world_denied(env, span) : NULL;
    if (!denial) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons = BIT(ENT_REASON_ACCESS_DENIED);
    ent_world_say_denied(env->j, denial, &r->settle);
}

/* Does a line use a name that the other introduces? */
static bool leans_on(const ent_node *node, const ent_node *other)
{
    if (!node) return false;
    if (node->kind == ENT_N_NAME && node->ref == ENT_REF_BINDER &&
        ent_condition_introduces(other, node->text))
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (leans_on(node->kids[i], other)) return true;
    return false;
}

/* `when` and `where` together; as one condition when a name that one introduces is used by the other. */
static ent_outcome judge_lines(ent_env *env, ent_found *found, bool *out_where_holds)
{
    const ent_clause *c = env->clause;
    if (c->when && c->where && (leans_on(c->when, c->where) || leans_on(c->where, c->when))) {
        const ent_node *lines[] = {c->where, c->when};
        const ent_node both = {.kind = ENT_N_AND, .text = "", .kid_count = 2, .kids = lines};
        ent_outcome o = ent_condition_eval(env, &both, found);
        *out_where_holds = ent_is_yes(o.truth);
        return o;
    }
    ent_tally *tally = env->tally;
    env->tally = NULL;
    ent_outcome when = ent_condition_eval(env, c->when, NULL);
    env->tally = tally;
    ent_outcome where = ent_condition_eval(env, c->where, found);
    *out_where_holds = ent_is_yes(where.truth);
    return ent_outcome_and(when, where);
}

static ent_ruling rule_choice(ent_env *env, const void *context)
{
    const ent_clause *clause = env->clause;
    (void)context;
    ent_ruling r = {.target = "", .party = ""};
    env->binder_count = 0, env->reasons = 0;
    env->because = &r.because, env->settle = &r.settle;
    ent_truth speaks = ent_select_head(env, clause, true);
    if (ent_is_no(speaks)) return r;
    speaks = ent_and(speaks, ent_clause_runs(env, env->piece));
    r.speaks = true;
    ent_found found = {.count = 0};
    ent_tally tally = {.by = ""};
    bool each = clause->unless && clause->where && clause->modality == ENT_PROHIBITS, where_holds = false;
    env->tally = each ? &tally : NULL;
    r.outcome = judge_lines(env, &found, &where_holds);
    env->tally = NULL;
    if (clause->modality == ENT_PERMITS_ONLY) r.outcome = ent_outcome_not(r.outcome);
    r.verdict = verdict_of(r.outcome.truth, speaks);
    if (r.verdict == ENT_VERDICT_UNCLEAR) {
        r.reasons = r.outcome.reasons | env->reasons;
        if (!r.reasons) r.reasons = BIT(ENT_REASON_VALUE_COARSE);
    }
    if (r.verdict != ENT_KEPT) r.target = targets(env->j, &found, where_holds);
    if (each)
        lift_each(env, &r, &tally);
    else
        ent_ruling_lift(env, &r);
    deny(env, &r, env->piece);
    if (r.verdict != ENT_VERDICT_UNCLEAR) r.settle.count = 0;
    return r;
}

/* ---- stretches of time ------------------------------------------------------------------------------ */

static ent_span_time meet(ent_presence p, ent_span_time clause)
{
    ent_span_time s = {p.start_first, p.end_last};
    if (s.from.seconds < clause.from.seconds) s.from = clause.from;
    if (s.until.seconds > clause.until.seconds) s.until = clause.until;
    return s;
}

/* Sources that name different actors charge "AAA|BBB". */
static const char *rival_actors(ent_judgement *j, const ent_value *actor)
{
    const char *text = "";
    for (uint32_t i = 0; i < actor->count; i++)
        text = ent_judge_printf(j, "%s%s%s", text, i ? "|" : "", ent_world_code(j, actor->words[i]));
    return text;
}

static const char *charged(ent_env *env)
{
    const ent_clause *clause = env->clause;
    if (clause->binds) return ent_world_answers_for(env, clause->binds);
    if (clause->by && clause->by->kind == ENT_N_ACTORS && clause->by->op == ENT_BASE_ANYONE) return "";
    if (env->record->actor.count > 1) return rival_actors(env->j, &env->record->actor);
    return ent_env_actor(env, env->record);
}

static void add_finding(ent_env *env, const char *reading, ent_span_time period, const ent_ruling *r)
{
    ent_judgement *j = env->j;
    ent_finding *f = ent_finding_add(j);
    const ent_record **records = ent_judge_alloc(j, 1, sizeof *records);
    if (!f || !records) return;
    records[0] = env->record;
    f->clause = env->clause, f->article = env->clause->article, f->reading = reading, f->period = period;
    f->records = records, f->record_count = 1;
    f->party = charged(env);
    f->target = r->target, f->verdict = r->verdict;
    f->reasons = r->verdict == ENT_VERDICT_UNCLEAR ? r->reasons : 0;
    ent_finding_margins(j, f, &r->outcome);
    ent_finding_texts(f, &r->because, &r->settle);
    ent_finding_sources(j, f);
    j->spoken[env->record->index] = 1;
}

static void judge_record(ent_judgement *j, const ent_clause *clause, const char *reading,
                         const ent_record *record, ent_span_time clause_span)
{
    ent_presence p = ent_record_presence(j, record);
    if (ent_is_no(ent_presence_overlaps(p, clause_span))) return;
    ent_env env;
    ent_env_start(&env, j, clause, record);
    if (ent_is_no(ent_select_acts(&env, clause->acts, record))) return;
    env.wants_margin = true;
    ent_piecewise how = {.rule = rule_choice, .emit = add_finding, .reading = reading, .presence = p};
    ent_rule_pieces(&env, meet(p, clause_span), &how);
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
