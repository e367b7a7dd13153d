/* shares.h: how much of a changed ground lies on the territory of each state. For ground.c. */
#ifndef ENT_COMPARE_SHARES_H
#define ENT_COMPARE_SHARES_H

#include "entente/compare.h"

typedef struct ent_shares ent_shares;

typedef struct ent_shares_ask {
    const ent_atlas *atlas;
    ent_territory_query query;
    const ent_field *field;
    double tolerance_m;
} ent_shares_ask;
/* Go once along every border of the map and add up on what of each piece of ground the field holds. Atlas and
 * field need not outlive it. ENT_E_NOMEM. Cost: a tenth of a second for the map, and that of
 * ent_strips_build.
 */
ent_status ent_shares_find(const ent_shares_ask *ask, ent_shares **out, ent_error *err) ENT_MUST_USE;
void ent_shares_free(ent_shares *shares);

typedef struct ent_share {
    ent_area area; /* bounds that hold */
    bool is_whole; /* the field holds all over it */
} ent_share;
/* Of a country by its index, a state with what depends on it; zero where its ground is not touched. */
ent_share ent_shares_of(const ent_shares *shares, size_t country);
/* Of the sea, and of ground that the view gives to nobody: what is left of `all`, the area of the field's
 * zone. */
ent_area ent_shares_of_nobody(const ent_shares *shares, ent_area all);

#endif
