/* trace.h: from the mesh to closed rings on the sphere, and the area of what they enclose. */
#ifndef ENT_ZONE_TRACE_H
#define ENT_ZONE_TRACE_H

#include "zone/mesh.h"

/* Rings in flat arrays, the zone on the left of each. */
typedef struct ent_trace {
    ent_vec *points;  /* unit */
    uint32_t *starts; /* ring_count + 1 */
    size_t ring_count;
    double lo_m2, hi_m2; /* the field is at most zero on at least and at most this much of the leaves */
} ent_trace;

/* `field` is asked at corners of smaller neighbours that nobody asked at before. `out` all zero;
 * ent_trace_done frees it, also after a failure. */
ent_status ent_trace_mesh(ent_mesh *mesh, const ent_field *field, ent_trace *out,
                          ent_error *err) ENT_MUST_USE;
void ent_trace_done(ent_trace *trace);

#endif
