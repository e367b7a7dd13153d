/* look.h: what a field says about all of a small disc, and which part of the field matters there.
 *
 * On the way down a field loses what cannot matter: where one distance is the smaller all over a cell, the
 * cell's children ask for nothing else. So a zone about thirty states costs little more than one about their
 * union. */
#ifndef ENT_ZONE_LOOK_H
#define ENT_ZONE_LOOK_H

#include "base/arena.h"
#include "zone/field.h"

/* A cell is called inside or outside when the field is beyond zero by this much all over it: a place whose
 * cell was found with rounding, and a value known to within 1e-6, then cannot say otherwise. */
#define ENT_SURE_M 1e-3

typedef struct ent_spot {
    ent_lonlat middle;
    double radius_m;
} ent_spot;

typedef struct ent_look {
    const ent_field *field; /* the part that matters; equal to the whole all over the spot */
    ent_bounds_m bounds;
} ent_look;

/* New fields come from the arena. */
ent_status ent_look_at(ent_arena *scratch, const ent_field *field, ent_spot at, ent_look *out,
                       ent_error *err) ENT_MUST_USE;

#endif
