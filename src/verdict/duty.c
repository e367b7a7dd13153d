/* duty.c: what a clause requires: clause × event that gives rise to the duty, or clause × party when it
 * arises of itself (duty_year.c). What becomes of one duty is settled in duty_rule.c. */
#include "verdict/duty.h"
#include "verdict/field.h"

#include <string.h>

#define BIT(reason) (1u << (reason))

static bool is_binder(const ent_node *node, const ent_node *actors)
{
    return actors && *actors->text && strcmp(node->text, actors->text) == 0 &&
           (node->kind == ENT_N_ACTORS || (node->kind == ENT_N_NAME && node->ref == ENT_REF_BINDER));
}

static bool mentions(const ent_node *node, const ent_node *actors)
{
    return ent_condition_uses(node, actors->text) > 0;
}

/* Do the lines tell who is bound ("to P", "position of E in territory of P"), and not whose the event is?
 * Then everyone is tried. */
static bool is_picked_by_the_lines(const ent_clause *clause)
{
    const ent_node *by = clause->by, *trigger = clause->trigger;
    if (!by || by->kind != ENT_N_ACTORS || !*by->text || mentions(ent_given_kid(trigger, 1), by))
        return false;
    return mentions(ent_given_kid(trigger, 2), by) || mentions(ent_given_kid(trigger, 4), by) ||
           mentions(clause->when, by) || mentions(clause->where, by);
}

/* "by any party P for any denunciation E by any party": the event is said to be somebody's, and not his whom
 * the duty binds. Then it binds each of them. */
static bool binds_each(const ent_clause *clause)
{
    const ent_node *by = clause->by, *whose = ent_given_kid(clause->trigger, 1);
    if (!by || by->kind != ENT_N_ACTORS || by->number == 1 || !whose || (*by->text && mentions(whose, by)))
        return false;
    return by->op == ENT_BASE_PARTY || by->op == ENT_BASE_BOUND;
}

/* Whose duty it is: the actor's, or that of the only one whom `by` names. */
static const char *bound_party(ent_env *env, const char *actor)
{
    const ent_clause *clause = env->clause;
    if (!clause->by || clause->by->kind != ENT_N_ACTORS) return actor;
    if (*actor && !ent_is_no(ent_actor_in(env, actor, clause->by))) return actor;
    const char *found[2] = {"", ""};
    return ent_actor_list(env, clause->by, found, 2) == 1 ? found[0] : "";
}

/* Does the event give rise to the duty? Binds what its line names. */
static ent_truth cause(ent_env *env)
{
    const ent_node *trigger = env->clause->trigger, *by = env->clause->by;
    const char *actor = ent_env_actor(env, env->record);
    if (!ent_env_bind(env, trigger->text, NULL, env->record)) return ENT_UNCLEAR;
    if (by && *actor && !ent_env_find_node(env, by) && !ent_is_no(ent_actor_in(env, actor, by)))
        (void)ent_env_bind_node(env, by, actor); /* "for E by P" of "by any party P" */
    if (!ent_given_kid(trigger, 1)) return ENT_YES;
    if (!*actor) {
        env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return ENT_UNCLEAR;
    }
    ent_truth arises = ent_actor_in(env, actor, ent_given_kid(trigger, 1));
    (void)ent_env_bind_node(env, ent_given_kid(trigger, 1), actor);
    return arises;
}

/* A duty that an event gives rise to; `party` NULL: whoever the event itself points at. */
typedef struct occasion {
    ent_span_time span;
    const char *party;
} occasion;

/* Is the event addressed to whom its line says? What names nobody may be addressed to anyone. */
static ent_truth is_addressed(ent_env *env)
{
    const ent_node *to = ent_given_kid(env->clause->trigger, 2);
    if (!to) return ENT_YES;
    const char *target = ent_env_word(env, &env->record->target);
    if (!*target) {
        env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return ENT_UNCLEAR;
    }
    if (!is_binder(to, env->clause->by)) return ent_actor_in(env, ent_world_code(env->j, target), to);
    const ent_binding *party = ent_env_find_node(env, env->clause->by);
    if (!party || !party->actor) return ENT_UNCLEAR;
    if (strcmp(ent_world_code(env->j, target), party->actor) == 0) return ENT_YES;
    return ent_world_in_group(env->j, target, party->actor, env->t, 0);
}

/* Of one of several whom the event may oblige: certainly not him? Then there is nothing to find. Of him whom
 * the place certainly names there is, even where the duty does not arise. */
static bool is_not_meant(ent_env *env)
{
    const ent_clause *clause = env->clause;
    ent_env quiet = *env;
    quiet.because = quiet.settle = NULL;
    if (ent_is_no(ent_actor_in(&quiet, ent_env_find_node(&quiet, clause->by)->actor, clause->by)))
        return true;
    ent_truth there = ent_condition_eval(&quiet, clause->where, NULL).truth;
    if (ent_is_no(there)) return true;
    if (ent_is_yes(there) && !mentions(clause->when, clause->by)) return false;
    return ent_is_no(ent_condition_eval(&quiet, clause->when, NULL).truth);
}

/* "position of E in territory of P" among lines that must all hold: then only the hosts of E can be meant. */
static bool is_host_line(const ent_node *where, const ent_clause *clause)
{
    if (!where) return false;
    for (uint32_t i = 0; where->kind == ENT_N_AND && i < where->kid_count; i++)
        if (is_host_line(where->kids[i], clause)) return true;
    if (where->kind != ENT_N_PLACE || where->op != ENT_PLACE_IN) return false;
    const ent_node *of = ent_given_kid(where->kids[0], 0), *role = where->kids[0];
    bool event = !*role->text && (!of || strcmp(of->text, clause->trigger->text) == 0);
    return event && where->kids[1]->kind == ENT_N_TERRITORY && mentions(where->kids[1], clause->by);
}

/* Whom to try: the hosts of the event where its place tells them, else every party. */
static bool is_worth_trying(const ent_hosts *hosts, const char *party)
{
    for (size_t i = 0; i < hosts->count; i++)
        if (strcmp(hosts->code[i], party) == 0) return true;
    return false;
}

static ent_ruling rule_event(ent_env *env, const void *context)
{
    const occasion *o = context;
    const ent_span_time *span = &o->span;
    ent_ruling r = {.target = "", .party = ""};
    env->binder_count = 0, env->reasons = 0;
    env->because = &r.because, env->settle = &r.settle;
    if (o->party && !ent_env_bind_node(env, env->clause->by, o->party)) return r;
    ent_truth arises = ent_and(ent_record_known(env->j, env->record), ent_and(cause(env), is_addressed(env)));
    if (ent_is_no(arises) || (o->party && is_not_meant(env))) return r;
    r.party = o->party ? o->party : bound_party(env, ent_env_actor(env, env->record));
    ent_truth bound = *r.party ? ent_world_binds(env->j, r.party, env->t) : ENT_UNCLEAR;
    if (ent_is_no(bound)) return r;
    if (env->clause->by && *r.party && !ent_env_find_node(env, env->clause->by))
        (void)ent_env_bind_node(env, env->clause->by, r.party);
    ent_outcome fits = ent_condition_eval(env, ent_given_kid(env->clause->trigger, 4), NULL);
    env->reasons |= fits.reasons;
    arises = ent_and(arises, ent_clause_runs(env, env->piece));
    ent_duty_rule(env, &r, ent_and(ent_and(arises, bound), fits.truth), *span);
    return r;
}

/* An event gives rise to a duty when it begins. */
static void judge_event(ent_judgement *j, const ent_clause *clause, const char *reading,
                        const ent_record *event, ent_span_time span)
{
    ent_presence p = ent_record_presence(j, event);
    ent_presence start = {
        p.start_first, p.start_last, {p.start_first.seconds + 1}, {p.start_last.seconds + 1}};
    ent_env env;
    ent_env_start(&env, j, clause, event);
    if (ent_is_no(ent_select_acts(&env, ent_given_kid(clause->trigger, 0), event))) return;
    if (ent_is_no(ent_select_object(&env, ent_given_kid(clause->trigger, 5)))) return;
    if (ent_is_no(ent_presence_overlaps(start, span))) return;
    ent_span_time when = {start.start_first, start.end_last};
    if (when.from.seconds < span.from.seconds) when.from = span.from;
    if (when.until.seconds > span.until.seconds) when.until = span.until;
    occasion o = {span, NULL};
    ent_piecewise how = {
        .rule = rule_event, .context = &o, .emit = ent_duty_emit, .reading = reading, .presence = start};
    if (!is_picked_by_the_lines(clause) && !binds_each(clause)) {
        ent_rule_pieces(&env, when, &how);
        return;
    }
    ent_hosts hosts;
    env.t = when.from;
    size_t breaks = 0;
    const ent_time *first = NULL;
    bool told =
        is_host_line(clause->where, clause) && ent_position_hosts(&env, &hosts) && !hosts.many && hosts.count;
    breaks = ent_breaks_in(j, when, &first);
    for (size_t i = 0; i < j->party_count && !j->failed; i++) {
        if (told && !breaks && !is_worth_trying(&hosts, j->parties[i].code)) continue;
        ent_memo_forget(j);
        o.party = j->parties[i].code;
        ent_env_start(&env, j, clause, event);
        ent_rule_pieces(&env, when, &how);
    }
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
        if (ent_duty_is_yearly(clause))
            ent_duty_of_years(j, clause, reading, j->parties[i].code, span);
        else
            ent_duty_of_party(j, clause, reading, j->parties[i].code, span);
}
