/* memo.c: definitions, quantities and exceptions that rest on each other are worked out once a trial. `define
 * d2 is d1 and d1` names d1 twice, d1 names d0 twice: told out in full that doubles with every step. What a
 * name came to is kept with all that it may depend on, and is found again as long as none of that changes:
 * the record, the moment, whom the binders stand for, where reasons are told. A new trial (another piece of
 * time, another choice among rivals, another group of a sum) forgets everything. */
#include "verdict/internal.h"

#include <string.h>

struct ent_memo {
    uint64_t trial;
    ent_env env; /* in which it was worked out */
    uint32_t reasons;
    bool has_outcome, has_value;
    ent_outcome outcome;
    ent_quantity value;
};

void ent_memo_forget(ent_judgement *j)
{
    j->trial++;
}

static bool same_binders(const ent_env *a, const ent_env *b)
{
    if (a->binder_count != b->binder_count) return false;
    for (int i = 0; i < a->binder_count; i++) {
        const ent_binding *x = &a->binders[i], *y = &b->binders[i];
        if (x->name != y->name || x->actor != y->actor || x->record != y->record || x->node != y->node)
            return false;
    }
    return true;
}

static bool same_env(const ent_env *a, const ent_env *b)
{
    return a->record == b->record && a->item == b->item && a->clause == b->clause && a->counts == b->counts &&
           a->t.seconds == b->t.seconds && a->picks == b->picks && a->because == b->because &&
           a->settle == b->settle && a->measured == b->measured && a->shown_only == b->shown_only &&
           a->key == b->key && a->whole == b->whole && a->host == b->host && a->actor == b->actor &&
           a->chosen == b->chosen && a->owner == b->owner && a->among == b->among &&
           a->granted == b->granted && a->tally == b->tally && a->shown == b->shown &&
           a->denied == b->denied && a->certain == b->certain && same_binders(a, b);
}

/* The place of a name's memo: declarations first, then clauses. */
static struct ent_memo **slot_of(ent_judgement *j, const void *what)
{
    const ent_document *d = j->doc;
    size_t count = d->decl_count + d->clause_count, index = count;
    uintptr_t at = (uintptr_t)what, decls = (uintptr_t)d->decls, clauses = (uintptr_t)d->clauses;
    if (at >= decls && at < decls + d->decl_count * sizeof *d->decls) index = (at - decls) / sizeof *d->decls;
    if (at >= clauses && at < clauses + d->clause_count * sizeof *d->clauses)
        index = d->decl_count + (at - clauses) / sizeof *d->clauses;
    if (index == count) return NULL;
    if (!j->memos) j->memos = ent_judge_alloc(j, count, sizeof(struct ent_memo *));
    return j->memos ? &j->memos[index] : NULL;
}

static struct ent_memo *find(const ent_env *env, struct ent_memo **slot)
{
    struct ent_memo *m = slot ? *slot : NULL;
    return m && m->trial == env->j->trial && same_env(&m->env, env) ? m : NULL;
}

static struct ent_memo *keep(ent_env *env, struct ent_memo **slot, const ent_env *before)
{
    if (!slot) return NULL;
    if (!*slot) *slot = ent_judge_alloc(env->j, 1, sizeof **slot);
    if (!*slot) return NULL;
    **slot = (struct ent_memo){.trial = env->j->trial, .env = *before, .reasons = env->reasons};
    return *slot;
}

ent_outcome ent_memo_condition(ent_env *env, const void *what, const ent_node *body, ent_memo_rule rule)
{
    struct ent_memo **slot = slot_of(env->j, what), *known = find(env, slot);
    if (known && known->has_outcome) {
        env->reasons |= known->reasons;
        return known->outcome;
    }
    ent_env before = *env;
    uint64_t trial = env->j->trial;
    ent_outcome o = rule(env, what, body);
    struct ent_memo *m = trial == env->j->trial ? keep(env, slot, &before) : NULL;
    if (m) m->has_outcome = true, m->outcome = o;
    return o;
}

ent_quantity ent_memo_value(ent_env *env, const void *what, const ent_node *body)
{
    struct ent_memo **slot = slot_of(env->j, what), *known = find(env, slot);
    if (known && known->has_value) {
        env->reasons |= known->reasons;
        return known->value;
    }
    ent_env before = *env;
    uint64_t trial = env->j->trial;
    ent_quantity q = ent_value_eval(env, body);
    struct ent_memo *m = trial == env->j->trial ? keep(env, slot, &before) : NULL;
    if (m) m->has_value = true, m->value = q;
    return q;
}
