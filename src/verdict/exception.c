/* exception.c: what lifts a verdict, what stands beside a record, and what closes the world.
 *
 * The world is open: that no record is found shows nothing, unless a sourced record `complete` closes a kind
 * of act, an actor, a territory and a period. Exceptions and consents count only when shown, so for them
 * absence is no. */
#include "base/limits.h"
#include "verdict/field.h"

#include <string.h>

#define BIT(reason) (1u << (reason))
#define ACTORS_MAX 320
#define OPEN_SHOWN 3 /* lists of which it is said why they close nothing */

/* ---- exceptions ------------------------------------------------------------------------------------- */

static ent_outcome eval_clause(ent_env *env, const void *what, const ent_node *body)
{
    const ent_clause *clause = what, *counts = env->counts;
    (void)body;
    ent_truth speaks = ENT_YES;
    if (clause->counting_said) env->counts = clause;
    if (clause->acts && env->record) speaks = ent_select_acts(env, clause->acts, env->record);
    if (clause->object && env->record && !ent_is_no(speaks))
        speaks = ent_and(speaks, ent_select_object(env, clause->object));
    if (clause->by && env->record && !ent_is_no(speaks))
        speaks = ent_and(speaks, ent_actor_in(env, ent_env_actor(env, env->record), clause->by));
    ent_outcome o = ent_outcome_of(speaks, BIT(ENT_REASON_VALUE_MISSING));
    if (!ent_is_no(o.truth)) o = ent_outcome_and(o, ent_condition_eval(env, clause->when, NULL));
    if (!ent_is_no(o.truth)) o = ent_outcome_and(o, ent_condition_eval(env, clause->where, NULL));
    if (clause->unless && !ent_is_no(o.truth)) {
        const char *id;
        o = ent_outcome_and(o, ent_outcome_not(ent_exception_eval(env, clause->unless, &id)));
    }
    env->counts = counts;
    return o;
}

static ent_outcome eval_one(ent_env *env, const ent_node *node)
{
    if (node->kind != ENT_N_CLAUSE) return ent_condition_eval(env, node, NULL);
    const ent_clause *clause = ent_doc_clause_find(env->j->world.agreement, ent_str_of(node->text));
    if (!clause || env->depth > 40) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_TEXTS_CONFLICT));
    return ent_memo_condition(env, clause, NULL, eval_clause);
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
        size_t shown = env->shown ? env->shown->count : 0;
        ent_outcome o = eval_one(env, node);
        env->binder_count = mark;
        bool first = ent_is_yes(o.truth) && !ent_is_yes(any.truth);
        if (first || (ent_is_unclear(o.truth) && ent_is_no(any.truth)))
            *out_id = ent_exception_name(env->j, node);
        if (env->shown && !first) env->shown->count = shown;
        any = i ? ent_outcome_or(any, o) : o;
    }
    env->shown_only = before, env->depth--;
    any.margin_count = 0; /* the margin of a verdict is that of the undertaking, not of its exceptions */
    return any;
}

void ent_exception_count(ent_env *env, const ent_outcome *held, ent_tally *tally)
{
    if (ent_is_no(held->truth)) return;
    const char *id = "";
    ent_outcome lifted = ent_exception_eval(env, env->clause->unless, &id);
    if (ent_is_yes(lifted.truth)) {
        if (!tally->lifted) tally->by = ent_exception_said(env, env->clause->unless);
        tally->lifted = true;
        return;
    }
    if (ent_is_unclear(lifted.truth)) {
        tally->reasons |= lifted.reasons;
        if (!tally->lifted) tally->by = id;
    }
    tally->stands |= ent_is_yes(held->truth) && ent_is_no(lifted.truth);
    tally->doubtful |= ent_is_unclear(lifted.truth);
    tally->open |= ent_is_unclear(held->truth);
}

/* ---- there is … ------------------------------------------------------------------------------------- */

/* Does the candidate speak of what it should: the record named by the binder, or the act in hand, or its
 * clause? */
static bool speaks_of(ent_env *env, const ent_node *about, const ent_record *candidate)
{
    const ent_record *of = env->record;
    if (about && about->kind == ENT_N_NAME) {
        const ent_binding *bound = ent_env_find(env, about->text);
        of = bound ? bound->record : NULL;
        return of && ent_index_is_of(env->j, candidate->about, of);
    }
    if (!*candidate->about) return true;
    if (of && ent_index_is_of(env->j, candidate->about, of)) return true;
    return env->clause && strcmp(candidate->about, env->clause->id) == 0;
}

static ent_truth in_effect(ent_env *env, const ent_record *candidate)
{
    ent_presence p = ent_record_presence(env->j, candidate);
    if (p.start_last.seconds <= env->t.seconds && p.end_first.seconds > env->t.seconds) return ENT_YES;
    if (p.start_first.seconds > env->t.seconds || p.end_last.seconds <= env->t.seconds) return ENT_NO;
    return ENT_UNCLEAR;
}

static bool is_consent(const ent_judgement *j, const ent_record *r)
{
    return ent_doc_kind_is(j->world.agreement, ent_str_of(r->kind), ENT_STR("consent"));
}

/* Whose it is: `actor`, or one of those the condition names. Unclear when no source says. */
static ent_truth is_by(ent_env *env, const ent_node *node, const ent_record *candidate, const char *actor)
{
    const char *by = ent_env_actor(env, candidate);
    if (!actor && !ent_given_kid(node, 1)) return ENT_YES;
    if (!*by) return ENT_UNCLEAR;
    if (actor) return strcmp(by, actor) == 0 ? ENT_YES : ENT_NO;
    return ent_actor_in(env, by, ent_given_kid(node, 1));
}

static ent_truth is_to(ent_env *env, const ent_node *to, const ent_record *candidate)
{
    if (!to) return ENT_YES;
    const char *target = ent_env_word(env, &candidate->target);
    return *target ? ent_actor_in(env, ent_world_code(env->j, target), to) : ENT_UNCLEAR;
}

/* Of a pair either side may have done it to the other. */
static ent_truth is_between(ent_env *env, const ent_node *node, const ent_record *candidate)
{
    const char *by = ent_env_actor(env, candidate);
    ent_truth there = *by ? ent_actor_in(env, by, ent_given_kid(node, 1)) : ENT_UNCLEAR;
    ent_truth back = *by ? ent_actor_in(env, by, ent_given_kid(node, 2)) : ENT_UNCLEAR;
    return ent_or(ent_and(there, is_to(env, ent_given_kid(node, 2), candidate)),
                  ent_and(back, is_to(env, ent_given_kid(node, 1), candidate)));
}

/* Is it like the record in hand in all that is to be the same? What one of them does not say is unclear. */
static ent_truth is_same(ent_env *env, const ent_node *keys, const ent_record *candidate)
{
    ent_env there = *env;
    there.record = candidate, there.item = NULL;
    ent_truth all = !keys || env->record ? ENT_YES : ENT_UNCLEAR;
    for (uint32_t i = 0; keys && env->record && i < keys->kid_count; i++) {
        const char *mine = ent_env_word_of(env, keys->kids[i]), *its = ent_env_word_of(&there, keys->kids[i]);
        bool told = *mine && *its;
        all = ent_and(all, !told ? ENT_UNCLEAR : strcmp(mine, its) == 0 ? ENT_YES : ENT_NO);
    }
    return all;
}

static bool has_flag(const ent_node *node, ent_exists_flag flag)
{
    return (int)node->number & (int)flag;
}

static ent_truth fits(ent_env *env, const ent_node *node, const ent_record *candidate, const char *actor)
{
    if (!ent_is_yes(ent_select_acts(env, ent_given_kid(node, 0), candidate))) return ENT_NO;
    if (!ent_record_counts(env->j, candidate) || !speaks_of(env, ent_given_kid(node, 3), candidate))
        return ENT_NO;
    bool timed = is_consent(env->j, candidate) || has_flag(node, ENT_EXISTS_THEN);
    ent_truth t = ent_record_known(env->j, candidate);
    if (timed) t = ent_and(t, in_effect(env, candidate));
    if (!ent_is_no(t)) t = ent_and(t, is_same(env, ent_given_kid(node, 6), candidate));
    if (has_flag(node, ENT_EXISTS_BETWEEN))
        t = ent_is_no(t) ? t : ent_and(t, is_between(env, node, candidate));
    else
        t = ent_is_no(t) ? t : ent_and(t, is_by(env, node, candidate, actor));
    if (!ent_is_no(t) && !has_flag(node, ENT_EXISTS_BETWEEN))
        t = ent_and(t, is_to(env, ent_given_kid(node, 2), candidate));
    const ent_node *object = ent_given_kid(node, 5);
    if (ent_is_no(t) || !(ent_given_kid(node, 4) || object)) return t;
    ent_env inner = *env;
    inner.record = candidate, inner.item = NULL, inner.because = inner.settle = NULL;
    if (object) t = ent_and(t, ent_select_object(&inner, object));
    if (ent_is_no(t) || !ent_given_kid(node, 4)) return t;
    if (!ent_env_bind(&inner, node->text, NULL, candidate)) return ENT_UNCLEAR;
    return ent_and(t, ent_condition_eval(&inner, ent_given_kid(node, 4), NULL).truth);
}

static ent_truth any_of(ent_env *env, const ent_node *node, const char *actor, const ent_record *const *list,
                        size_t count)
{
    ent_truth any = ENT_NO;
    for (size_t i = 0; i < count && !ent_is_yes(any); i++) {
        size_t shown = env->shown ? env->shown->count : 0;
        any = ent_or(any, fits(env, node, list[i], actor));
        if (env->shown && !ent_is_yes(any)) env->shown->count = shown;
        if (ent_is_yes(any)) ent_shown_add(env, list[i]);
    }
    return any;
}

/* What speaks of the act in hand or of its clause, and what speaks of nothing in particular. */
static ent_truth found_by(ent_env *env, const ent_node *node, const char *actor)
{
    const ent_node *about = ent_given_kid(node, 3);
    const ent_binding *bound = about && about->kind == ENT_N_NAME ? ent_env_find(env, about->text) : NULL;
    const ent_record *of = about ? (bound ? bound->record : NULL) : env->record;
    size_t count = 0;
    const ent_record *const *list = of ? ent_index_about(env->j, of->id, &count) : NULL;
    ent_truth any = any_of(env, node, actor, list, count);
    if (about) return any;
    if (!ent_is_yes(any) && env->clause) {
        list = ent_index_about(env->j, env->clause->id, &count);
        any = ent_or(any, any_of(env, node, actor, list, count));
    }
    for (const ent_kind_list *k = env->j->kinds; k && !ent_is_yes(any); k = k->next)
        if (k->idle.count && ent_is_yes(ent_select_acts(env, ent_given_kid(node, 0), k->idle.at[0])))
            any = ent_or(any, any_of(env, node, actor, k->idle.at, k->idle.count));
    return any;
}

/* Do the lists of all whom an expression names close it? */
static bool lists_close(ent_env *env, const ent_node *who, ent_closing what)
{
    const char *actors[ACTORS_MAX];
    size_t n = ent_actor_list(env, who, actors, ACTORS_MAX);
    if (!n || n == ACTORS_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        what.actor = actors[i];
        if (!ent_world_closed(env->j, what)) return false;
    }
    return true;
}

/* Absence counts as no for an exception, and where the world is closed; otherwise it shows nothing. */
static ent_truth absent(ent_env *env, const ent_node *node, const char *actor)
{
    ent_closing now = {ent_given_kid(node, 0), actor, NULL, NULL, {env->t, {env->t.seconds + 1}}};
    if (env->shown_only || ent_world_closed(env->j, now)) return ENT_NO;
    if (actor || !ent_given_kid(node, 1) || !env->j->closers.count) return ENT_UNCLEAR;
    bool pair = has_flag(node, ENT_EXISTS_BETWEEN);
    return lists_close(env, ent_given_kid(node, 1), now) &&
                   (!pair || lists_close(env, ent_given_kid(node, 2), now))
               ? ENT_NO
               : ENT_UNCLEAR;
}

/* By every one of them; whether somebody is one of them may itself be unclear. */
static ent_truth found_by_every(ent_env *env, const ent_node *node, const char **out_missing)
{
    const char *actors[ACTORS_MAX];
    size_t n = ent_actor_list(env, ent_given_kid(node, 1), actors, ACTORS_MAX);
    ent_truth truth = ENT_YES;
    for (size_t i = 0; i < n && !ent_is_no(truth); i++) {
        ent_truth t = found_by(env, node, actors[i]);
        if (ent_is_no(t)) t = absent(env, node, actors[i]), *out_missing = actors[i];
        truth = ent_and(truth, ent_or(t, ent_not(ent_actor_in(env, actors[i], ent_given_kid(node, 1)))));
    }
    return truth;
}

ent_outcome ent_exists_eval(ent_env *env, const ent_node *node)
{
    const char *said = ent_judge_say(env->j, node);
    ent_truth truth = ENT_YES;
    const char *missing = NULL;
    if (node->op == 1 && ent_given_kid(node, 1)) {
        truth = found_by_every(env, node, &missing);
    } else {
        truth = found_by(env, node, NULL);
        if (ent_is_no(truth)) truth = absent(env, node, NULL);
    }
    if (env->because && ent_is_no(truth))
        ent_lines_addf(env->j, env->because, missing ? "%s: none is shown of %s" : "%s: none is shown%.0s",
                       said, missing ? missing : "");
    if (env->settle && ent_is_unclear(truth))
        ent_lines_addf(env->j, env->settle,
                       "%s: a record of it, or a sourced record that the list is complete", said);
    return ent_outcome_of(truth, BIT(ENT_REASON_COMPLETENESS));
}

/* ---- closing the world ------------------------------------------------------------------------------ */

static bool covers_span(ent_judgement *j, const ent_record *r, ent_span_time span)
{
    ent_presence p = ent_record_presence(j, r);
    return p.start_last.seconds <= span.from.seconds && p.end_first.seconds >= span.until.seconds;
}

/* Every one of the rivals names it: then it does so, whichever is right. */
static bool names(ent_judgement *j, const ent_value *value, const char *wanted)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (!wanted || strcmp(ent_world_code(j, value->words[i]), ent_world_code(j, wanted)) != 0)
            return false;
    return true;
}

/* A place narrows a territory said beside it. */
static bool names_place(ent_judgement *j, const ent_record *r, const char *where)
{
    bool narrower = false, named = false;
    for (uint32_t i = 0; i < r->position_count; i++) {
        const ent_position *p = &r->positions[i];
        if (p->kind == ENT_POSITION_TERRITORY) continue;
        narrower = true;
        named |= (p->kind == ENT_POSITION_SITE || p->kind == ENT_POSITION_AREA) && p->name.count &&
                 names(j, &p->name, where);
    }
    return narrower ? named : names(j, &r->territory, where);
}

/* `actor` of a completeness statement may be a group: it then speaks of each member. */
static bool takes_in(ent_judgement *j, const char *who, const char *actor, ent_time t)
{
    return strcmp(ent_world_code(j, who), ent_world_code(j, actor)) == 0 ||
           ent_is_yes(ent_world_in_group(j, who, actor, t, 0));
}

/* "RUS+UKR" speaks of each of the two. */
static bool lists_actor(ent_judgement *j, const char *all, const char *actor, ent_time t)
{
    if (takes_in(j, all, actor, t)) return true;
    for (const char *at = strchr(all, '+') ? all : NULL; at;
         at = strchr(at, '+') ? strchr(at, '+') + 1 : NULL) {
        char one[ENT_ACTOR_BYTES_MAX];
        size_t n = strcspn(at, "+");
        if (n >= sizeof one) continue;
        memcpy(one, at, n), one[n] = 0;
        if (takes_in(j, ent_world_code(j, one), actor, t)) return true;
    }
    return false;
}

/* Every one of the rivals does: then it does so, whichever is right. */
static bool names_actor(ent_judgement *j, const ent_record *r, const char *actor, ent_time t)
{
    for (uint32_t i = 0; i < r->actor.count; i++)
        if (!actor || !lists_actor(j, r->actor.words[i], actor, t)) return false;
    return true;
}

static bool closes(ent_judgement *j, const ent_record *r, const char *act, const ent_closing *what)
{
    if (!*r->source || strcmp(r->source, "unsourced") == 0 || !ent_record_counts(j, r)) return false;
    if (!ent_is_yes(ent_record_known(j, r))) return false; /* a list closes only once it is shown */
    bool kind =
        !*r->about || !act || ent_doc_kind_is(j->world.agreement, ent_str_of(act), ent_str_of(r->about));
    bool unit = !*r->unit || (what->unit && strcmp(r->unit, what->unit) == 0);
    return kind && unit && names_actor(j, r, what->actor, what->span.from) &&
           names_place(j, r, what->where) && covers_span(j, r, what->span);
}

static bool acts_name(const ent_node *acts, const ent_judgement *j, const char *about)
{
    if (!acts || !acts->kid_count) return true;
    for (uint32_t i = 0; i < acts->kid_count; i++) {
        const char *act = acts->kids[i]->text;
        const ent_decl *decl = ent_doc_decl_find(j->world.agreement, ENT_DECL_ACTS, ent_str_of(act));
        if (decl && decl->body && decl->body != acts && acts_name(decl->body, j, about)) return true;
        if (ent_doc_kind_is(j->world.agreement, ent_str_of(act), ent_str_of(about))) return true;
    }
    return false;
}

/* Why a list that speaks of the acts does not close them: NULL when it does, or is plainly of somebody or
 * somewhere else. */
static const char *why_open(ent_judgement *j, const ent_record *r, const ent_closing *what)
{
    const char *id = r->id, *where = what->where ? what->where : "the places that the clause speaks of";
    if (!names_actor(j, r, what->actor, what->span.from)) return NULL;
    if (!names_place(j, r, what->where)) {
        bool elsewhere = what->where && ent_world_is_state(j, ent_world_code(j, what->where));
        if (elsewhere || !r->territory.count) return NULL;
        return ent_judge_printf(
            j, "the list of record %s is of the territory of %s, which does not take in all of %s", id,
            r->territory.words[0], where);
    }
    if (!*r->source || strcmp(r->source, "unsourced") == 0)
        return ent_judge_printf(j, "the list of record %s has no source", id);
    if (*r->unit && !(what->unit && strcmp(r->unit, what->unit) == 0))
        return ent_judge_printf(j, "the list of record %s counts only %s", id, r->unit);
    bool partly = !covers_span(j, r, what->span) &&
                  !ent_is_no(ent_presence_overlaps(ent_record_presence(j, r), what->span));
    return partly ? ent_judge_printf(j, "the list of record %s is of a part of that time", id) : NULL;
}

void ent_world_say_open(ent_judgement *j, ent_closing what, ent_lines *settle)
{
    size_t told = 0;
    for (size_t i = 0; i < j->closers.count && told < OPEN_SHOWN; i++) {
        const ent_record *r = j->closers.at[i];
        if (!ent_record_counts(j, r) || (*r->about && !acts_name(what.acts, j, r->about))) continue;
        const char *why = why_open(j, r, &what);
        if (why) ent_lines_add(j, settle, why), told++;
    }
}

static bool act_closed(ent_judgement *j, const char *act, const ent_closing *what)
{
    for (size_t i = 0; i < j->closers.count; i++)
        if (closes(j, j->closers.at[i], act, what)) return true;
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

/* Whoever `by` means at env->t has a list. */
static bool each_closed(ent_env *env, const ent_node *by, ent_closing what)
{
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_actor_list(env, by, codes, ENT_CODES_MAX);
    bool closed = n > 0 && n < ENT_CODES_MAX;
    for (size_t i = 0; i < n && closed; i++) {
        what.actor = codes[i];
        closed = ent_world_closed(env->j, what);
    }
    return closed;
}

bool ent_world_closed_by(ent_env *env, const ent_node *by, ent_closing what)
{
    if (ent_world_closed(env->j, what)) return true;
    bool listed = by && (by->kind != ENT_N_ACTORS || by->op == ENT_BASE_NAMES || by->op == ENT_BASE_PARTY ||
                         by->op == ENT_BASE_BOUND);
    if (what.actor || !listed || !env->j->closers.count) return false;
    const ent_time now = env->t;
    env->t = what.span.from;
    bool closed = each_closed(env, by, what);
    for (size_t i = 0; i < env->j->tick_count && closed; i++) { /* who is meant may change within it */
        env->t = env->j->ticks[i];
        if (env->t.seconds > what.span.from.seconds && env->t.seconds < what.span.until.seconds)
            closed = each_closed(env, by, what);
    }
    env->t = now;
    return closed;
}

/* ---- access denied ---------------------------------------------------------------------------------- */

static bool is_about(const ent_judgement *j, const ent_record *denial, const ent_record *r)
{
    if (!*denial->about || strcmp(denial->about, r->id) == 0) return true;
    return ent_doc_kind_is(j->world.agreement, ent_str_of(r->kind), ent_str_of(denial->about));
}

static bool is_among(ent_judgement *j, const ent_value *territory, const ent_hosts *hosts)
{
    if (!territory->count || hosts->many) return true;
    for (uint32_t i = 0; i < territory->count; i++)
        for (size_t k = 0; k < hosts->count; k++)
            if (strcmp(ent_world_code(j, territory->words[i]), hosts->code[k]) == 0) return true;
    return false;
}

static bool has_place(const ent_record *r)
{
    for (uint32_t i = 0; i < r->position_count; i++)
        if (r->positions[i].kind != ENT_POSITION_TERRITORY) return true;
    return false;
}

bool ent_world_denies(ent_env *env, const ent_record *denial, ent_span_time span)
{
    ent_judgement *j = env->j;
    if (!ent_record_counts(j, denial) || !is_about(j, denial, env->record)) return false;
    if (ent_is_no(ent_presence_overlaps(ent_record_presence(j, denial), span))) return false;
    ent_hosts hosts;
    if (ent_position_hosts(env, &hosts) && !is_among(j, &denial->territory, &hosts)) return false;
    return !has_place(denial) || ent_position_touches(env, denial);
}

const ent_record *ent_world_denied(ent_env *env, ent_span_time span)
{
    for (size_t i = 0; env->record && i < env->j->deniers.count; i++)
        if (ent_world_denies(env, env->j->deniers.at[i], span)) return env->j->deniers.at[i];
    return NULL;
}

void ent_world_say_denied(ent_judgement *j, const ent_record *denial, ent_lines *settle)
{
    ent_presence p = ent_record_presence(j, denial);
    const char *by = denial->actor.kind == ENT_VALUE_WORD && denial->actor.count == 1
                         ? ent_judge_printf(j, " by %s", denial->actor.words[0])
                         : "";
    int64_t end = p.end_last.seconds;
    ent_time last = {end - (end % ENT_DAY_SECONDS ? 1 : ENT_DAY_SECONDS)}; /* of whole days the last one */
    const char *until =
        end >= ENT_TIME_MAX.seconds ? " on" : ent_judge_printf(j, " to %s", ent_judge_say_date(j, last));
    ent_lines_addf(j, settle, "what could not be seen there: access was denied%s (record %s) from %s%s%s%s",
                   by, denial->id, ent_judge_say_date(j, p.start_first), until,
                   *denial->source ? "; source: " : "", denial->source);
}

const ent_record *ent_world_denied_to(ent_judgement *j, const char *host, const ent_node *acts,
                                      ent_span_time span)
{
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    for (size_t i = 0; i < j->deniers.count; i++) {
        const ent_record *r = j->deniers.at[i];
        if (!ent_record_counts(j, r) || ent_is_no(ent_presence_overlaps(ent_record_presence(j, r), span)))
            continue;
        bool here = !host || !r->territory.count;
        for (uint32_t k = 0; k < r->territory.count && !here; k++)
            here = strcmp(ent_world_code(j, r->territory.words[k]), ent_world_code(j, host)) == 0;
        if (here && (!*r->about || acts_name(acts, j, r->about))) return r;
    }
    return NULL;
}
