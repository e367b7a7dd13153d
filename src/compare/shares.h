/* shares.h: how much of a changed ground lies on the territory of each state. For ground.c. */
#ifndef ENT_COMPARE_SHARES_H
#define ENT_COMPARE_SHARES_H

#include "entente/compare.h"

typedef struct ent_shares ent_shares;

/* Territories under a view, layer and edges on a day, drawn when they are needed and kept. The atlas is
 * borrowed. ENT_E_NOMEM. */
ent_status ent_shares_new(const ent_atlas *atlas, ent_territory_query query, double tolerance_m,
                          ent_shares **out, ent_error *err) ENT_MUST_USE;
void ent_shares_free(ent_shares *shares);

/* A change of ground: fields of what is closed and opened, NULL for nowhere, in a bag that outlives the call.
 */
typedef struct ent_share_ask {
    ent_fields *bag;
    const ent_field *closed, *opened;
    bool looked; /* ent_shares_look was called for it; else whatever is asked for is drawn */
} ent_share_ask;
/* Find out which states a change touches: once, before ent_shares_of for the same one. */
void ent_shares_look(ent_shares *shares, const ent_share_ask *ask);
typedef struct ent_share {
    ent_area closed, opened;
} ent_share;
/* Of one state with what depends on it, by its index. Zero where its ground is not touched. Cost:
 * microseconds where the change is known to hold everywhere or nowhere on it, else that of drawing it and of
 * a zone along the part: milliseconds to a second. */
ent_status ent_shares_of(ent_shares *shares, int country, const ent_share_ask *ask, ent_share *out,
                         ent_error *err) ENT_MUST_USE;
/* Upper bound of the ground that several states hold at once, and that therefore counts more than once. */
double ent_shares_joint_m2(const ent_shares *shares);

#endif
