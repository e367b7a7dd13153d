/* cut.h: rings on the sphere laid out on the map from -180 to 180 and -90 to 90, whose edges are straight in
 * longitude and latitude. */
#ifndef ENT_ZONE_CUT_H
#define ENT_ZONE_CUT_H

#include "zone/trace.h"

/* A ring on the map. Those that met the map's border run along it; `sources` says which rings they are made
 * of. */
typedef struct ent_flat_ring {
    size_t from, to; /* in the points */
    size_t polygon;  /* filled in by whoever nests them */
} ent_flat_ring;

/* A stretch of the map's border that a ring runs along, in degrees counter-clockwise from (180, -90): 180 up,
 * 360 west along the top, 180 down, 360 back. */
typedef struct ent_flat_shore {
    double from, to;
    size_t ring;
} ent_flat_shore;

/* A piece of a source ring that went into a flat one. */
typedef struct ent_flat_source {
    size_t source, ring;
} ent_flat_source;

typedef struct ent_flat {
    ent_lonlat *points;
    size_t point_count;
    ent_flat_ring *rings;
    size_t ring_count;
    ent_flat_shore *shores;
    size_t shore_count;
    ent_flat_source *sources;
    size_t source_count;
    bool crosses; /* did any ring meet the border of the map? */
} ent_flat;

/* Lay the rings out, edges no farther than `straight_m` from the great circles they stand for. When no ring
 * meets the border, the border itself becomes a ring if `border_inside`. `out` all zero; freed by
 * ent_flat_done, also after a failure. */
ent_status ent_flat_make(const ent_trace *trace, double straight_m, bool border_inside, ent_flat *out,
                         ent_error *err) ENT_MUST_USE;
void ent_flat_done(ent_flat *flat);

#endif
