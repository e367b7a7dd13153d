/* sides.h: where on Earth a condition holds, for an act whose position is left open: a pair of plans. */
#ifndef ENT_VERDICT_SIDES_H
#define ENT_VERDICT_SIDES_H

#include "verdict/field.h"
#include "verdict/plan.h"

/* At `may` it can hold, given what is not known; at `must` it certainly does. */
typedef struct ent_sides {
    const ent_plan *may, *must;
} ent_sides;

ent_sides ent_sides_of(ent_judgement *j, ent_truth truth);
ent_sides ent_sides_not(ent_judgement *j, ent_sides a);
ent_sides ent_sides_and(ent_judgement *j, ent_sides a, ent_sides b);
ent_sides ent_sides_or(ent_judgement *j, ent_sides a, ent_sides b);

/* A condition, and what lifts it (NULL: nothing), for the act in the env: with whomever its binders may mean.
 * Reasons why the two sides part are gathered in env->reasons. */
ent_sides ent_sides_of_condition(ent_env *env, const ent_node *node, const ent_node *unless);
/* Does it speak of the position at all? */
bool ent_condition_has_place(const ent_judgement *j, const ent_node *node);

#endif
