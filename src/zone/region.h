/* region.h: a position taken as one set: the intersection of points, discs, areas and sets of fields, measured
 * like a shape.
 */
#ifndef ENT_ZONE_REGION_H
#define ENT_ZONE_REGION_H

#include "entente/zone.h"

/* How far outside a region a place may be found and still count as one of it: the arithmetic's own error,
 * tenfold. */
#define ENT_MEMBER_M 1e-5

typedef struct ent_region_set {
    const ent_region *regions;
    size_t count;
} ent_region_set;

/* Is everything there and in range? ENT_E_DOMAIN with the index of the region that is not. */
ent_status ent_region_check(ent_region_set set, ent_error *err) ENT_MUST_USE;
/* The greatest of the signed distances to each region: 1-Lipschitz, at most zero exactly in the intersection
 * (where it is outside, it may fall short of the distance to the intersection). */
ent_status ent_region_distance(ent_region_set set, ent_lonlat place, double slack_m, ent_bounds_m *out,
                               ent_error *err) ENT_MUST_USE;
/* Try to move a place into the intersection by going to the nearest place of the region that it is farthest
 * from, a few times over. False in *out_found when that does not end inside. */
ent_status ent_region_project(ent_region_set set, ent_lonlat place, ent_lonlat *out, bool *out_found,
                              ent_error *err) ENT_MUST_USE;
/* The smallest of the caps around the regions; radius negative when one of them is empty. */
void ent_region_cap(ent_region_set set, ent_lonlat *out_centre, double *out_radius_m);
/* The point, when one of the regions is one (or a disc of no radius); else NULL. */
const ent_region *ent_region_point(ent_region_set set);

#endif
