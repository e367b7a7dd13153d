/* plan.h: conditions on place as formulas, kept until they are as simple as they get, and only then made into
 * fields.
 *
 * "Within reach of any party other than P", for each of thirty parties P, is thirty territories of
 * twenty-nine states each; joined, they are one territory of thirty. Dissolving a territory takes a good part
 * of a second, joining two formulas nothing. So grounds are named here by their codes, joined by name, and
 * drawn once.
 *
 * A plan is immutable and lives in the judgement's arena; NULL stands for one that could not be made (the
 * judgement has failed), and every call takes it as such. */
#ifndef ENT_VERDICT_PLAN_H
#define ENT_VERDICT_PLAN_H

#include "verdict/internal.h"

typedef struct ent_plan ent_plan;

const ent_plan *ent_plan_constant(ent_judgement *j, bool everywhere);
/* Within so much of a territory (0: in it); none of its codes: nowhere. */
const ent_plan *ent_plan_ground(ent_judgement *j, ent_ground ground, double radius_m);
/* Within so much of a shape. */
const ent_plan *ent_plan_shape(ent_judgement *j, const ent_tree *tree, double radius_m);
/* `said`: the condition whose meaning is the field, whoever asks; two of one condition are the same. NULL:
 * none. */
const ent_plan *ent_plan_field(ent_judgement *j, const ent_field *field, const ent_node *said);
const ent_plan *ent_plan_not(ent_judgement *j, const ent_plan *a);
const ent_plan *ent_plan_or(ent_judgement *j, const ent_plan *a, const ent_plan *b);
const ent_plan *ent_plan_and(ent_judgement *j, const ent_plan *a, const ent_plan *b);
bool ent_plan_is_same(const ent_plan *a, const ent_plan *b);
/* +1 everywhere, -1 nowhere, 0: the map has to be asked. */
int ent_plan_sign(const ent_plan *a);
/* Its field, territories as they are at t. NULL sets j->failed. */
const ent_field *ent_plan_draw(ent_judgement *j, const ent_plan *a, ent_time t);

#endif
