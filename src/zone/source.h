/* source.h: the outline of an area itself, from its own border. */
#ifndef ENT_ZONE_SOURCE_H
#define ENT_ZONE_SOURCE_H

#include "zone/field.h"
#include "zone/trace.h"

/* Is the zone of the field the inside of an area, or its outside? */
bool ent_source_fits(const ent_field *field);
/* The border of the area as rings, each simple, the zone on the left; two may touch in a vertex. *out_done
 * false: its arcs do not tell the inside from the outside, or one is cut too often, and nothing was made;
 * ENT_OK all the same. The rings' areas become lo_m2 and hi_m2. `out` all zero; ent_trace_done frees it. Cost
 * about n log n, some five microseconds an arc. */
ent_status ent_source_trace(const ent_field *field, ent_trace *out, bool *out_done,
                            ent_error *err) ENT_MUST_USE;

#endif
