/* pair.h: the two zones of a clause, of what is certainly closed and of what may be, made side by side. */
#ifndef ENT_SERVER_PAIR_H
#define ENT_SERVER_PAIR_H

#include "entente/verdict.h"

typedef struct ent_pair_opts {
    double tolerance_m;
    bool near; /* only what lies within radius_m of the centre */
    ent_lonlat centre;
    double radius_m;
} ent_pair_opts;

typedef struct ent_pair {
    ent_zone *certain, *possible; /* NULL: empty, or (possible) the same as certain */
    ent_fields *bag;              /* of what was cut */
    ent_tree *point;
} ent_pair;

/* ENT_E_LIMIT: it would take more than ENT_HTTP_ZONE_CELLS cells. `closed` must outlive the pair. */
ent_status ent_pair_build(const ent_closed_view *closed, const ent_pair_opts *opts, ent_pair *out,
                          ent_error *err) ENT_MUST_USE;
void ent_pair_done(ent_pair *pair);

#endif
