/* force.c: when the text binds whom: entry into force, suspension, end; by a date, or by what is recorded
 * (deposits, notices of withdrawal). What records give is worked out once, before anything is judged; a day
 * that is known to the month leaves it unclear in between whom the text binds. */
#include "verdict/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ACTORS_MAX 400

ent_truth ent_covers(ent_judgement *j, const ent_node *actors, const char *actor, ent_time t)
{
    if (!actors) return ENT_YES;
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    env.t = t, env.depth = 1;
    return ent_actor_in(&env, actor, actors);
}

static bool is_choice(const ent_node *n)
{
    return (ent_node_is(n, ENT_N_MIN) || ent_node_is(n, ENT_N_MAX)) && n->op == 1;
}

/* What counts from records, if anything does: an EVENT or so long after one; of a choice, the first such. */
static const ent_node *counted(const ent_node *n)
{
    const ent_node *found = NULL;
    for (uint32_t i = 0; is_choice(n) && i < n->kid_count && !found; i++) found = counted(n->kids[i]);
    const ent_node *base = ent_node_is(n, ENT_N_OFFSET) ? n->kids[0] : n;
    return ent_node_is(base, ENT_N_EVENT) ? n : found;
}

static const ent_node *event_of(const ent_decl *d)
{
    const ent_node *n = counted(d->body);
    return ent_node_is(n, ENT_N_OFFSET) ? n->kids[0] : n;
}

/* A date, or so long after one; what counts from entry into force itself has no beginning here. */
static ent_time begun(ent_judgement *j, const ent_decl *d)
{
    const ent_node *base = ent_node_is(d->body, ENT_N_OFFSET) ? d->body->kids[0] : d->body;
    return ent_node_is(base, ENT_N_DATE) || is_choice(base) ? ent_moment_of(j, d->body, ENT_TIME_MIN)
                                                            : ENT_TIME_MIN;
}

/* ---- what records give -------------------------------------------------------------------------------- */

static ent_time shift(const ent_decl *d, ent_time t)
{
    const ent_node *n = counted(d->body);
    if (!ent_node_is(n, ENT_N_OFFSET)) return t;
    const ent_node *by = n->kids[1];
    int64_t amount = (int64_t)llround(by->number) * (n->op < 0 ? -1 : 1);
    bool months = by->unit && by->unit->dimension == ENT_DIM_MONTHS;
    return months ? ent_time_add_months(t, amount) : ent_time_add_seconds(t, amount);
}

/* The first record of each actor that counts, by its own day. */
static void enter(ent_judgement *j, const ent_decl *d, ent_forces *f, const ent_record *r)
{
    const ent_node *event = event_of(d);
    ent_env env;
    ent_env_start(&env, j, NULL, r);
    ent_presence p = ent_record_presence(j, r);
    env.t = p.start_first;
    const char *actor = ent_env_actor(&env, r);
    if (r->actor.count != 1 || !ent_is_yes(ent_select_acts(&env, event->kids[0], r))) return;
    if (event->kids[1]->kind == ENT_N_OBJECT && !ent_is_yes(ent_select_object(&env, event->kids[1]))) return;
    if (!ent_is_yes(ent_actor_in(&env, actor, event->kids[2]))) return;
    ent_force_day day = {actor, shift(d, p.start_first), shift(d, p.start_last)};
    if (!ent_is_yes(ent_record_known(j, r))) day.last = ENT_TIME_MAX;
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->at[i].actor, actor) == 0) {
            f->at[i].first = ent_time_earlier(f->at[i].first, day.first),
            f->at[i].last = ent_time_earlier(f->at[i].last, day.last);
            return;
        }
    if (f->count < ACTORS_MAX) f->at[f->count++] = day;
}

static int by_seconds(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The day on which the k-th of them has done it, at the earliest or at the latest. */
static ent_time day_of(const ent_forces *f, size_t k, bool last)
{
    int64_t days[ACTORS_MAX];
    for (size_t i = 0; i < f->count; i++) days[i] = last ? f->at[i].last.seconds : f->at[i].first.seconds;
    qsort(days, f->count, sizeof *days, by_seconds);
    return (ent_time){days[k - 1]};
}

/* Everyone whom the expression means: for parties, of those that the text names. */
static size_t count_of(ent_judgement *j, const ent_node *actors)
{
    const char *codes[ACTORS_MAX], *seen[ACTORS_MAX];
    size_t n = 0;
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    if (actors->kind != ENT_N_ACTORS || actors->op != ENT_BASE_PARTY)
        return ent_actor_list(&env, actors, codes, ACTORS_MAX);
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        size_t found = d->kind == ENT_DECL_PARTY ? ent_actor_list(&env, d->body, codes, ACTORS_MAX) : 0;
        for (size_t k = 0; k < found; k++) {
            bool known = ent_is_no(ent_actor_in(&env, codes[k], actors));
            for (size_t s = 0; s < n && !known; s++) known = strcmp(seen[s], codes[k]) == 0;
            if (!known && n < ACTORS_MAX) seen[n++] = codes[k];
        }
    }
    return n;
}

static size_t how_many(ent_judgement *j, const ent_node *event)
{
    if (event->op == ENT_BY_ANY) return 1;
    if (event->op == ENT_BY_SOME) return (size_t)event->number;
    size_t n = count_of(j, event->kids[2]);
    return event->op == ENT_BY_HALF ? n / 2 + 1 : n;
}

/* Each from its own day; or, when enough have done it, for whom the statement says. Entry into force that
 * does not say for whom is for those who have done it, and for the others from their own day. */
static void settle(ent_judgement *j, const ent_decl *d, ent_forces *f)
{
    const ent_node *event = event_of(d);
    if (event->op == ENT_BY_EACH) return;
    size_t k = how_many(j, event);
    if (k == 0 || k > f->count) {
        f->count = 0;
        return;
    }
    ent_force_day day = {NULL, day_of(f, k, false), day_of(f, k, true)};
    bool own = d->op == 0 && !d->actors;
    for (size_t i = 0; own && i < f->count; i++)
        f->at[i].first = ent_time_later(f->at[i].first, day.first),
        f->at[i].last = ent_time_later(f->at[i].last, day.last);
    if (!own) f->at[0] = day, f->count = 1;
}

/* Of a choice, the dates beside what records give: `later of` waits for both, `earlier of` for neither. */
static void choose(ent_judgement *j, const ent_decl *d, ent_forces *f)
{
    const ent_node *event = counted(d->body);
    for (uint32_t i = 0; is_choice(d->body) && i < d->body->kid_count; i++) {
        if (d->body->kids[i] == event) continue;
        bool last = d->body->kind == ENT_N_MAX;
        ent_time t = ent_moment_of(j, d->body->kids[i], ENT_TIME_MAX);
        for (size_t k = 0; k < f->count; k++) {
            f->at[k].first = last ? ent_time_later(f->at[k].first, t) : ent_time_earlier(f->at[k].first, t);
            f->at[k].last = last ? ent_time_later(f->at[k].last, t) : ent_time_earlier(f->at[k].last, t);
        }
        if (!last && f->count < ACTORS_MAX) f->at[f->count++] = (ent_force_day){NULL, t, t};
    }
}

bool ent_forces_find(ent_judgement *j)
{
    bool any = false;
    ent_forces *all = ent_judge_alloc(j, j->doc->decl_count + 1, sizeof *all);
    j->asking_force++;
    for (size_t i = 0; all && i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        if (d->kind != ENT_DECL_FORCE || !event_of(d)) continue;
        any = true;
        all[i].at = ent_judge_alloc(j, ACTORS_MAX, sizeof *all[i].at);
        size_t count = all[i].at ? ent_records_count(j->world.records) : 0;
        for (size_t k = 0; k < count; k++) {
            const ent_record *r = ent_records_at(j->world.records, k);
            if (ent_record_counts(j, r)) enter(j, d, &all[i], r);
        }
        if (all[i].at) settle(j, d, &all[i]), choose(j, d, &all[i]);
    }
    j->asking_force--;
    j->forces = any ? all : NULL;
    return any;
}

/* ---- at one moment --------------------------------------------------------------------------------------
 */

/* What the texts say of one actor at one moment: the last applicable of from, suspended, resumed, ended. */
static void force_step(ent_force *state, int op, ent_truth applies)
{
    if (ent_is_no(applies)) return;
    ent_truth bound = op == 0 || op == 2 || op == 1 ? ENT_YES : ENT_NO;
    ent_truth suspended = op == 1 ? ENT_YES : ENT_NO;
    if (ent_is_unclear(applies)) bound = suspended = ENT_UNCLEAR;
    state->bound = bound, state->suspended = suspended;
}

static void follow_event(ent_judgement *j, ent_force *state, size_t decl, const char *actor, ent_time t)
{
    const ent_decl *d = &j->doc->decls[decl];
    for (size_t k = 0; j->forces && k < j->forces[decl].count; k++) {
        ent_force_day day = j->forces[decl].at[k];
        if (t.seconds < day.first.seconds || (day.actor && strcmp(day.actor, actor) != 0)) continue;
        ent_truth there = t.seconds >= day.last.seconds ? ENT_YES : ENT_UNCLEAR;
        force_step(state, d->op, ent_and(there, ent_covers(j, d->actors, actor, t)));
    }
}

ent_force ent_force_at(ent_judgement *j, const char *actor, ent_time t)
{
    ent_force state = {ENT_NO, ENT_NO};
    j->asking_force++;
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        if (a->kind != ENT_ASSUME_FORCE || t.seconds < ent_date_of(a->from, ENT_TIME_MIN).seconds) continue;
        if (t.seconds >= ent_date_of(a->until, ENT_TIME_MAX).seconds) continue;
        force_step(&state, 0, ent_covers(j, a->actors, actor, t));
    }
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        if (d->kind != ENT_DECL_FORCE || t.seconds >= ent_moment_of(j, d->until, ENT_TIME_MAX).seconds)
            continue;
        if (event_of(d))
            follow_event(j, &state, i, actor, t);
        else if (t.seconds >= begun(j, d).seconds)
            force_step(&state, d->op, ent_covers(j, d->actors, actor, t));
    }
    j->asking_force--;
    return state;
}

ent_truth ent_world_binds(ent_judgement *j, const char *actor, ent_time t)
{
    ent_force force = ent_force_at(j, actor, t);
    return ent_and(ent_world_is_party(j, actor, t), ent_and(force.bound, ent_not(force.suspended)));
}

bool ent_world_suspended(ent_judgement *j, const char *actor, ent_time t)
{
    return ent_is_yes(ent_force_at(j, actor, t).suspended);
}

ent_time ent_world_force(ent_judgement *j)
{
    ent_time first = ENT_TIME_MAX;
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        ent_time from = ent_date_of(a->from, ENT_TIME_MIN);
        if (a->kind == ENT_ASSUME_FORCE && from.seconds < first.seconds) first = from;
    }
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        if (d->kind != ENT_DECL_FORCE || d->op != 0) continue;
        if (!event_of(d)) first = ent_time_earlier(first, begun(j, d));
        for (size_t k = 0; event_of(d) && j->forces && k < j->forces[i].count; k++)
            first = ent_time_earlier(first, j->forces[i].at[k].first);
    }
    return first;
}
