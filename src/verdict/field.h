/* field.h: conditions on place as pairs of fields, between the files that build them and those that judge
 * them.
 *
 * `may` is at most zero wherever the condition could hold, given what is not known, and `must` at most zero
 * wherever it certainly holds. Either half is a field, or a constant where the map need not be asked. What a
 * half is made of is kept as long as it is simple: two territories side by side are dissolved before they are
 * measured, and what is within a line or beyond it is everywhere. On a common border both distances are zero
 * and no descent could tell. */
#ifndef ENT_VERDICT_FIELD_H
#define ENT_VERDICT_FIELD_H

#include "verdict/internal.h"

#define ENT_CODES_MAX 320

typedef struct ent_half {
    const ent_field *field;
    int constant; /* -1 holds everywhere, +1 nowhere, 0: the field */
    /* set when the field is the distance to one shape, less (or, `beyond`, subtracted from) a radius */
    const ent_tree *tree;
    double radius_m;
    bool beyond;
    const char *const *codes; /* of whose territory, if it is one */
    size_t code_count;
    int layer;
} ent_half;

typedef struct ent_halves {
    ent_half may, must;
} ent_halves;

/* What a condition on place is about. */
typedef struct ent_operand {
    const ent_tree *tree;
    const ent_node *condition; /* an area defined by a condition on place */
    double parallel;           /* for PARALLEL and MERIDIAN */
    const char *const *codes;  /* whose territory it is */
    size_t code_count;
    int layer;
    bool known;
} ent_operand;

ent_operand ent_operand_resolve(ent_env *env, const ent_node *node);
/* Whose ground an actor expression means: the chosen one, the set in hand, or everyone. */
size_t ent_operand_codes(ent_env *env, const ent_node *actors, const char **codes);
ent_quantity ent_place_distance(ent_env *env, const ent_node *node, uint32_t kid);
bool ent_place_settled(ent_env *env, const ent_node *node, ent_truth *out);
/* Is everyone whose ground an operand names certainly meant? Not when a group has a member that joined or
 * left on a day known to the month only, or was perhaps not yet reported. */
bool ent_ground_is_sure(ent_env *env, const ent_node *ground);
/* The case in which the subject of a condition on place is the record: another record, or one that plays a
 * role. False when no such record is known. */
bool ent_place_subject(const ent_env *env, const ent_node *node, ent_env *out);

ent_halves ent_halves_or(ent_env *env, ent_halves a, ent_halves b);
ent_halves ent_halves_and(ent_env *env, ent_halves a, ent_halves b);
ent_halves ent_halves_not(ent_env *env, ent_halves a);
ent_halves ent_halves_of(ent_truth truth);
/* One condition on place, without and with all that it is joined with. *reasons gathers why `may` and `must`
 * part. */
ent_halves ent_halves_of_place(ent_env *env, const ent_node *node, uint32_t *reasons);
ent_halves ent_halves_build(ent_env *env, const ent_node *node, uint32_t *reasons);

/* A binder of a condition to which nobody is bound yet, and the condition on place it stands in; `actors`
 * NULL: there is none. `denied`: under a `not`, or outside or beyond. */
typedef struct ent_choice {
    const ent_node *actors, *at;
    bool denied;
} ent_choice;
ent_choice ent_condition_choice(ent_env *env, const ent_node *node);
/* Does what stands under a `not` introduce a binder that is named there alone? Then it is tried there. */
bool ent_condition_is_scope(const ent_env *env, const ent_node *denied);
ent_outcome ent_condition_scope(ent_env *env,
                                const ent_node *denied);             /* what it comes to, without the `not` */
size_t ent_condition_uses(const ent_node *node, const char *binder); /* how often it is named */

/* Over the whole position of the record. */
ent_outcome ent_halves_over_position(ent_env *env, ent_halves p, uint32_t reasons, const ent_node *node);
/* Whether it holds over the whole position: the sign alone, which costs far less than the margins. */
ent_truth ent_halves_truth(ent_env *env, ent_halves p);
bool ent_half_range(ent_env *env, ent_half s, const ent_regions *regions, ent_field_range *out);
ent_half ent_half_within(ent_env *env, const ent_tree *tree, double metres);

#endif
