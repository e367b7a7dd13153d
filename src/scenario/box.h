/* box.h: what conditions leave open: intervals and words of attributes, and what cannot be reasoned about
 * taken as it stands. A conjunction is a box, a disjunction several; no box means that nothing can satisfy
 * it. */
#ifndef ENT_SCENARIO_BOX_H
#define ENT_SCENARIO_BOX_H

#include "scenario/internal.h"

#define ENT_BOX_MAX 24
#define ENT_BOX_WORDS 12

typedef struct ent_box_range { /* an attribute that is a number or a rank, or a distance from something fixed
                                */
    const char *name;          /* "range", "E.personnel"; for a distance what it is from */
    const ent_node *place;     /* PLACE whose distance it is, or NULL */
    double lo, hi;
    bool lo_open, hi_open;
    const ent_node *by; /* the last condition that narrowed it */
    const ent_unit *unit;
    bool is_rank;
} ent_box_range;

typedef struct ent_box_words {
    const char *name;
    const char *is[ENT_BOX_WORDS]; /* one of these; count 0: any */
    size_t is_count;
    const char *isnt[ENT_BOX_WORDS];
    size_t isnt_count;
    const ent_node *by;
} ent_box_words;

typedef struct ent_box_literal {
    const ent_node *node;
    bool holds;
    const char *said;
} ent_box_literal;

typedef struct ent_box {
    ent_box_range ranges[ENT_BOX_MAX];
    size_t range_count;
    ent_box_words words[ENT_BOX_MAX];
    size_t word_count;
    ent_box_literal literals[ENT_BOX_MAX];
    size_t literal_count;
} ent_box;

/* Conditions that must hold or fail together. */
typedef struct ent_wish {
    const ent_node *node;
    bool holds;
    const ent_node
        *said; /* what to point at: "not …" where that is what stands in the text; NULL: the node */
} ent_wish;
#define ENT_WISHES_MAX 12
typedef struct ent_wishes {
    ent_wish at[ENT_WISHES_MAX];
    size_t count;
    const char *binder; /* of the clause's event, whose attributes need no binder; "" without one */
    const char *who;    /* of whoever does it: "any party P"; "" or NULL without one */
} ent_wishes;
void ent_wish_add(ent_wishes *w, const ent_node *node, bool holds); /* NULL and NONE: nothing */

typedef struct ent_solution {
    bool possible; /* or could not be told: too many cases */
    ent_box box;   /* one way; where impossible, how far it got */
    const ent_node
        *clash[2]; /* where impossible: two conditions that exclude each other; the second may be NULL */
} ent_solution;
void ent_box_solve(ent_trial *t, const ent_wishes *wishes, ent_solution *out);

const ent_node *ent_wish_said(const ent_wish *wish);

/* ---- box_who.c: who does it and in whose territory, as words ---- */
/* Who is meant by the actors themselves, or by a condition on the actor (called `who` or not at all). False:
 * it cannot be said as a list of names. */
bool ent_box_actor(const ent_wish *wish, const char *who, ent_box_words *out);
/* In whose territory, of "position in territory of EST". Otherwise as ent_box_actor. */
bool ent_box_territory(const ent_wish *wish, ent_box_words *out);
/* May one act be both: words are the same, or are territories that the map does not part? */
bool ent_box_may_be_both(const ent_trial *t, const char *attribute, const char *a, const char *b);

#endif
