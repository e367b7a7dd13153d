/* range.h: bounds of a field on a small disc, and the budget of the search over a region. */
#ifndef ENT_ZONE_RANGE_H
#define ENT_ZONE_RANGE_H

#include "cell/extent.h"
#include "entente/cell.h"
#include "entente/zone.h"
#include "zone/region.h"

/* The smallest cells have radii of up to 7 mm, so that values over a place of one are known to about 15. */
#define ENT_RANGE_SLACK_MIN_M 0.05

typedef struct ent_disc {
    ent_lonlat centre;
    double radius_m;
    double fine_m; /* how closely to measure in the middle */
} ent_disc;

/* Bounds of the field over the places of the region within the disc (`set.count` 0: over the whole disc). */
ent_status ent_range_cell(const ent_field *field, ent_region_set set, ent_disc disc, ent_bounds_m *out,
                          ent_error *err) ENT_MUST_USE;

#endif
