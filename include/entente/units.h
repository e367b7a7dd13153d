/* units.h: the units a text or a table may use, and what they measure. */
#ifndef ENTENTE_UNITS_H
#define ENTENTE_UNITS_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_dimension {               /* what a unit measures; values are kept in the unit named here */
                             ENT_DIM_NONE, /* a bare number or a count */
                             ENT_DIM_LENGTH,   /* metres: m km nmi mm cm ft inches yd mi */
                             ENT_DIM_MASS,     /* tonnes: t kg kt lb long-tons short-tons */
                             ENT_DIM_DURATION, /* seconds: s min h hours d days weeks */
                             ENT_DIM_MONTHS,   /* months: months years; never mixed with seconds */
                             ENT_DIM_ANGLE,    /* degrees: deg */
                             ENT_DIM_SPEED,    /* metres a second: m/s km/h kn */
                             ENT_DIM_YIELD,    /* kilotons of TNT: kiloton megaton */
                             ENT_DIM_WORD,     /* an attribute whose values are words */
                             ENT_DIM_RANK,     /* an attribute whose words are ordered: echelon */
                             ENT_DIM_DATE,
                             ENT_DIM_FRACTION /* percent */
} ent_dimension;

typedef struct ent_unit {
    const char *name; /* canonical spelling: "km", "days" */
    ent_dimension dimension;
    double scale; /* times this gives the unit of the dimension */
} ent_unit;

/* The unit of a name ("km", "day" and "days" alike); NULL for an unknown one. Static storage. */
ENT_API const ent_unit *ent_unit_find(ent_str name);
/* The canonical units, for listing and suggestions. */
ENT_API size_t ent_unit_count(void);
ENT_API const ent_unit *ent_unit_at(size_t index);
/* "length", "mass", … ; static storage. */
ENT_API const char *ent_dimension_name(ent_dimension dimension);

#ifdef __cplusplus
}
#endif
#endif
