/* rules.h: what a case knows when its rows are read; see rules.c. */
#ifndef ENT_CASE_RULES_H
#define ENT_CASE_RULES_H

#include "entente/verdict.h"

/* Parts of a case that others name things of. */
typedef enum ent_case_part {
    ENT_CASE_GROUPS,
    ENT_CASE_PLACES,
    ENT_CASE_SHAPES,
    ENT_CASE_ITEMS,
    ENT_CASE_PARTS
} ent_case_part;

typedef struct ent_case_rules {
    const ent_world *world;         /* as far as it has been read */
    bool is_broken[ENT_CASE_PARTS]; /* read with errors: what it lacks may be among what was left out */
    size_t unlisted;                /* items named by records that items.csv lacks */
} ent_case_rules;

#define ENT_CASE_UNLISTED_SHOWN 8 /* items that are warned of one by one; of the others, how many */

/* For records and items; `rules` is borrowed, and counts. */
ent_record_rules ent_case_record_rules(ent_case_rules *rules);
/* Is it a state, a group or an actor? If not, *out says what to complain of. */
bool ent_case_knows_actor(const ent_case_rules *rules, ent_str name, ent_name_answer *out);
/* For ent_groups_load_checked; the context is an ent_case_rules. */
bool ent_case_check_member(void *context, ent_str group, ent_str member, ent_group_fault *out);

#endif
