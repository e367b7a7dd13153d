/* field.h: what a field is made of. Constructors bring every field to one form: leaves with a sign, joined by
 * max and min, so that whoever walks it meets six kinds of node and no negation. */
#ifndef ENT_ZONE_FIELD_H
#define ENT_ZONE_FIELD_H

#include "entente/zone.h"

typedef enum ent_field_kind {
    ENT_FIELD_CONSTANT, /* value_m */
    ENT_FIELD_DISTANCE, /* sign * (d(p, shape) - value_m) */
    ENT_FIELD_NEARER,   /* d(p, shape) - d(p, other) */
    ENT_FIELD_PARALLEL, /* sign * (value_m - length of the meridian from the equator to p) */
    ENT_FIELD_HALF,     /* sign * d(p, a whole meridian), negative in the half of the Earth to its east */
    ENT_FIELD_MAX,      /* of a and b */
    ENT_FIELD_MIN
} ent_field_kind;

struct ent_field {
    ent_field_kind kind;
    double sign; /* +1 or -1 */
    double value_m;
    double lipschitz; /* 0, 1 or 2 */
    const ent_tree *shape, *other;
    const ent_field *a, *b;
    double lon_deg;  /* HALF */
    uint32_t leaves; /* in the tree below, for limits */
};

/* A direction in which the field falls as fast as it can, in degrees clockwise from north: towards (or away
 * from) the nearest place of the leaf that decides the value. NaN when there is none. */
ent_status ent_field_downhill(const ent_field *field, ent_lonlat place, double *out_azimuth_deg,
                              ent_error *err);

/* How far the values that a model is made of may be off for the border's not being the arcs it is measured
 * by: the most of any leaf. Values are middles of intervals that hold the border's distance (tree.h): the
 * arcs' distance, which is off by the edge error; but for lines, whose intervals end at zero, by another. */
double ent_field_edge_error_m(const ent_field *field);

/* Are they built alike, of the same trees? Then they are the same function. */
bool ent_field_is_same(const ent_field *a, const ent_field *b);

/* Distance along the meridian from the equator, negative in the south. */
double ent_meridian_m(double lat_deg);

#endif
