/* shapes_valid.h: is a drawn area one that has an inside, and one inside only? See shapes_valid.c. */
#ifndef ENT_OGR_SHAPES_VALID_H
#define ENT_OGR_SHAPES_VALID_H

#include "ogr/shapes_geometry.h"

/* Look at an area that has been taken. A fault is complained about at the nearest position, and marks the
 * outline; polygons that lie over each other are joined. `depth`: how many indexes lead to a polygon in the
 * file, 0 or 1. ENT_E_NOMEM. */
ent_status ent_outline_validate(ent_features *features, ent_feature_place place, ent_ogr_outline *outline,
                                ent_error *err) ENT_MUST_USE;

#endif
