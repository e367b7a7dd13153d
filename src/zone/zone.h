/* zone.h (internal): what a built zone holds. */
#ifndef ENT_ZONE_ZONE_H
#define ENT_ZONE_ZONE_H

#include "zone/descend.h"
#include "zone/trace.h"

struct ent_zone {
    const ent_field *field;
    double tolerance_m;
    ent_cover cover;
    ent_trace trace;
    double lo_m2, hi_m2;
};

/* The part of the tolerance that the mesh may use; the rest is for straight edges in longitude and latitude.
 */
#define ENT_MESH_SHARE 0.85
#define ENT_STRAIGHT_SHARE 0.14

struct ent_polygons {
    ent_lonlat *points;
    ent_polygon_ring *rings; /* sorted by polygon, the outer ring first */
    size_t ring_count;
    bool everything;
};

#endif
