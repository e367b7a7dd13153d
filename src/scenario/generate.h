/* generate.h: boundary scenarios: what a figure is, acts on either side of it, and the table that shows them.
 */
#ifndef ENT_SCENARIO_GENERATE_H
#define ENT_SCENARIO_GENERATE_H

#include "scenario/made.h"

#define ENT_VARIANTS_MAX 3

/* A figure of a clause and the condition it stands in. */
typedef struct ent_figure {
    const ent_clause *clause;
    const ent_node *number,
        *in; /* `in`: COMPARE, BETWEEN, PLACE, or the clause's ceiling or deadline itself */
} ent_figure;

typedef struct ent_variant {
    ent_made made;
    const char *name; /* "at 500 km", "one step below" */
} ent_variant;

typedef struct ent_variants {
    ent_variant at[ENT_VARIANTS_MAX];
    size_t count;
    const char *reason; /* why there are none */
} ent_variants;

/* vary.c: acts at the figure and one step to either side, from an act that the clause speaks of. */
void ent_vary(ent_trial *t, const ent_figure *figure, const ent_made *base, ent_variants *out);
/* vary_place.c: the same for a distance: positions on either side of where the condition turns. */
void ent_vary_place(ent_trial *t, const ent_figure *figure, const ent_made *base, ent_variants *out);
/* One step of a figure as it is written: 1 of "500", 0.1 of "12.5", in its unit; in the unit of the
 * dimension. */
double ent_figure_step(const ent_node *number);
ent_variant *ent_variant_add(ent_variants *out, const ent_made *made, const char *name);

#endif
