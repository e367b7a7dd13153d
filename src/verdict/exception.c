/* exception.c: what lifts a verdict, what stands beside a record, and what closes the world.
 *
 * The world is open: that no record is found shows nothing, unless a sourced record `complete` closes a kind of act,
 * an actor, a territory and a period. Exceptions and consents count only when shown, so for them absence is no. */
#include "verdict/internal.h"

#include <string.h>

#define BIT(reason) (1u << (reason))
#define ACTORS_MAX 320

/* ---- exceptions ------------------------------------------------------------------------------------- */

static ent_outcome eval_clause(ent_env *env, const ent_clause *clause)
{
    ent_truth speaks = ENT_YES;
    if (clause->acts && env->record) speaks = ent_select_acts(env, clause->acts, env->record);
    if (clause->object && env->record && !ent_is_no(speaks)) speaks = ent_and(speaks, ent_select_object(env, clause->object));
    if (clause->by && env->record && !ent_is_no(speaks))
        speaks = ent_and(speaks, ent_actor_in(env, ent_env_actor(env, env->record), clause->by));
    ent_outcome o = ent_outcome_of(speaks, BIT(ENT_REASON_VALUE_MISSING));
    if (!ent_is_no(o.truth)) o = ent_outcome_and(o, ent_condition_eval(env, clause->when, NULL));
    if (!ent_is_no(o.truth)) o = ent_outcome_and(o, ent_condition_eval(env, clause->where, NULL));
    if (clause->unless && !ent_is_no(o.truth)) {
        const char *id;
        o = ent_outcome_and(o, ent_outcome_not(ent_exception_eval(env, clause->unless, &id)));
    }
    return o;
}

static ent_outcome eval_one(ent_env *env, const ent_node *node)
{
    if (node->kind != ENT_N_CLAUSE) return ent_condition_eval(env, node, NULL);
    const ent_clause *clause = ent_doc_clause_find(env->j->world.agreement, ent_str_of(node->text));
    if (!clause || env->depth > 40) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_TEXTS_CONFLICT));
    return eval_clause(env, clause);
}

static const char *name_of(ent_env *env, const ent_node *node)
{
    return node->kind == ENT_N_CLAUSE ? node->text : ent_judge_say(env->j, node);
}

ent_outcome ent_exception_eval(ent_env *env, const ent_node *list, const char **out_id)
{
    *out_id = "";
    ent_outcome any = ent_outcome_of(ENT_NO, 0);
    if (!list) return any;
    bool before = env->shown_only;
    int mark = env->binder_count;
    env->shown_only = true, env->depth++;
    bool single = list->kind != ENT_N_LIST;
    for (uint32_t i = 0; i < (single ? 1 : list->kid_count); i++) {
        const ent_node *node = single ? list : list->kids[i];
        ent_outcome o = eval_one(env, node);
        env->binder_count = mark;
        if (ent_is_yes(o.truth) && !ent_is_yes(any.truth)) *out_id = name_of(env, node);
        if (ent_is_unclear(o.truth) && ent_is_no(any.truth)) *out_id = name_of(env, node);
        any = i ? ent_outcome_or(any, o) : o;
    }
    env->shown_only = before, env->depth--;
    any.margin_count = 0; /* the margin of a verdict is that of the undertaking, not of its exceptions */
    return any;
}

/* ---- there is … ------------------------------------------------------------------------------------- */

static const ent_node *kid(const ent_node *node, uint32_t i)
{
    const ent_node *k = i < node->kid_count ? node->kids[i] : NULL;
    return k && k->kind != ENT_N_NONE ? k : NULL;
}

/* Does the candidate speak of what it should: the record named by the binder, or the act in hand, or its clause? */
static bool speaks_of(ent_env *env, const ent_node *about, const ent_record *candidate)
{
    const ent_record *of = env->record;
    if (about && about->kind == ENT_N_NAME) {
        const ent_binding *bound = ent_env_find(env, about->text);
        of = bound ? bound->record : NULL;
        return of && strcmp(candidate->about, of->id) == 0;
    }
    if (!*candidate->about) return true;
    if (of && strcmp(candidate->about, of->id) == 0) return true;
    return env->clause && strcmp(candidate->about, env->clause->id) == 0;
}

static bool in_effect(ent_env *env, const ent_record *candidate)
{
    ent_presence p = ent_record_presence(env->j, candidate);
    return p.start_last.seconds <= env->t.seconds && p.end_first.seconds > env->t.seconds;
}

static ent_truth fits(ent_env *env, const ent_node *node, const ent_record *candidate, const char *actor)
{
    if (!ent_is_yes(ent_select_acts(env, kid(node, 0), candidate))) return ENT_NO;
    if (!ent_record_counts(env->j, candidate) || !speaks_of(env, kid(node, 3), candidate)) return ENT_NO;
    bool consent = ent_doc_kind_is(env->j->world.agreement, ent_str_of(candidate->kind), ENT_STR("consent"));
    if (consent && !in_effect(env, candidate)) return ENT_NO;
    const char *by = ent_env_actor(env, candidate);
    if (actor && strcmp(by, actor) != 0) return ENT_NO;
    ent_truth t = !actor && kid(node, 1) ? ent_actor_in(env, by, kid(node, 1)) : ENT_YES;
    if (kid(node, 2)) t = ent_and(t, ent_actor_in(env, ent_world_code(env->j, ent_env_word(env, &candidate->target)), kid(node, 2)));
    if (ent_is_no(t) || !kid(node, 4)) return t;
    ent_env inner = *env;
    inner.record = candidate, inner.item = NULL, inner.because = inner.settle = NULL;
    if (!ent_env_bind(&inner, node->text, NULL, candidate)) return ENT_UNCLEAR;
    return ent_and(t, ent_condition_eval(&inner, kid(node, 4), NULL).truth);
}

static ent_truth found_by(ent_env *env, const ent_node *node, const char *actor)
{
    ent_truth any = ENT_NO;
    size_t count = ent_records_count(env->j->world.records);
    for (size_t i = 0; i < count && !ent_is_yes(any); i++)
        any = ent_or(any, fits(env, node, ent_records_at(env->j->world.records, i), actor));
    return any;
}

/* Absence counts as no for an exception, and where the world is closed; otherwise it shows nothing. */
static ent_truth absent(ent_env *env, const ent_node *node, const char *actor)
{
    ent_closing now = {kid(node, 0), actor, NULL, NULL, {env->t, {env->t.seconds + 1}}};
    if (env->shown_only || ent_world_closed(env->j, now)) return ENT_NO;
    return ENT_UNCLEAR;
}

ent_outcome ent_exists_eval(ent_env *env, const ent_node *node)
{
    const char *said = ent_judge_say(env->j, node);
    ent_truth truth = ENT_YES;
    const char *missing = NULL;
    if (node->op == 1 && kid(node, 1)) {
        const char *actors[ACTORS_MAX];
        size_t n = ent_actor_list(env, kid(node, 1), actors, ACTORS_MAX);
        for (size_t i = 0; i < n && !ent_is_no(truth); i++) {
            ent_truth t = found_by(env, node, actors[i]);
            if (ent_is_no(t)) t = absent(env, node, actors[i]), missing = actors[i];
            truth = ent_and(truth, t);
        }
    } else {
        truth = found_by(env, node, NULL);
        if (ent_is_no(truth)) truth = absent(env, node, NULL);
    }
    if (env->because && ent_is_no(truth))
        ent_lines_addf(env->j, env->because, missing ? "%s: none is shown of %s" : "%s: none is shown%.0s", said, missing ? missing : "");
    if (env->settle && ent_is_unclear(truth))
        ent_lines_addf(env->j, env->settle, "%s: a record of it, or a sourced record that the list is complete", said);
    return ent_outcome_of(truth, BIT(ENT_REASON_COMPLETENESS));
}

/* ---- closing the world ------------------------------------------------------------------------------ */

static bool covers_span(ent_judgement *j, const ent_record *r, ent_span_time span)
{
    ent_presence p = ent_record_presence(j, r);
    return p.start_last.seconds <= span.from.seconds && p.end_first.seconds >= span.until.seconds;
}

static bool names(ent_judgement *j, const ent_value *value, const char *wanted)
{
    if (!value->count) return true;
    for (uint32_t i = 0; wanted && i < value->count; i++)
        if (strcmp(ent_world_code(j, value->words[i]), ent_world_code(j, wanted)) == 0) return true;
    return false;
}

static bool names_place(ent_judgement *j, const ent_record *r, const char *where)
{
    if (names(j, &r->territory, where) && r->territory.count) return true;
    for (uint32_t i = 0; i < r->position_count; i++)
        if (names(j, &r->positions[i].name, where) && r->positions[i].name.count) return true;
    return !r->territory.count && !r->position_count;
}

/* `actor` of a completeness statement may be a group: it then speaks of each member. */
static bool names_actor(ent_judgement *j, const ent_record *r, const char *actor, ent_time t)
{
    if (names(j, &r->actor, actor)) return true;
    for (uint32_t i = 0; actor && i < r->actor.count; i++)
        if (ent_is_yes(ent_world_in_group(j, r->actor.words[i], actor, t, 0))) return true;
    return false;
}

static bool closes(ent_judgement *j, const ent_record *r, const char *act, const ent_closing *what)
{
    if (strcmp(r->kind, "complete") != 0 || strcmp(r->source, "unsourced") == 0 || !ent_record_counts(j, r)) return false;
    bool kind = !*r->about || !act || ent_doc_kind_is(j->world.agreement, ent_str_of(act), ent_str_of(r->about));
    bool unit = !*r->unit || (what->unit && strcmp(r->unit, what->unit) == 0);
    return kind && unit && names_actor(j, r, what->actor, what->span.from) && names_place(j, r, what->where) &&
           covers_span(j, r, what->span);
}

static bool act_closed(ent_judgement *j, const char *act, const ent_closing *what)
{
    size_t count = ent_records_count(j->world.records);
    for (size_t i = 0; i < count; i++)
        if (closes(j, ent_records_at(j->world.records, i), act, what)) return true;
    return false;
}

bool ent_world_closed(ent_judgement *j, ent_closing what)
{
    if (!what.acts || !what.acts->kid_count) return act_closed(j, NULL, &what);
    for (uint32_t i = 0; i < what.acts->kid_count; i++) {
        const char *act = what.acts->kids[i]->text;
        const ent_decl *decl = ent_doc_decl_find(j->world.agreement, ENT_DECL_ACTS, ent_str_of(act));
        ent_closing inner = what;
        if (decl) inner.acts = decl->body;
        if (decl ? !ent_world_closed(j, inner) : !act_closed(j, act, &what)) return false;
    }
    return true;
}

size_t ent_world_denied(ent_env *env, const char *host, ent_span_time span)
{
    size_t n = 0, count = ent_records_count(env->j->world.records);
    for (size_t i = 0; i < count; i++) {
        const ent_record *r = ent_records_at(env->j->world.records, i);
        if (strcmp(r->kind, "access-denied") != 0 || !ent_record_counts(env->j, r)) continue;
        if (!names_place(env->j, r, host)) continue;
        if (*r->about && env->record && strcmp(r->about, env->record->kind) != 0 && strcmp(r->about, env->record->id) != 0) continue;
        n += !ent_is_no(ent_presence_overlaps(ent_record_presence(env->j, r), span));
    }
    return n;
}
