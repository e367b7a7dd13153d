/* area.h: what a run of border adds to the area on its left, on the ellipsoid. */
#ifndef ENT_ATLAS_AREA_H
#define ENT_ATLAS_AREA_H

#include "atlas/arrange.h"

/* Summed over the border of a piece, with the sign turned where the piece lies on the right, this is its area
 * in square metres. Edges are straight in longitude and latitude; good to 1e-9 of the area for edges up to
 * some degrees. */
double ent_arc_area_m2(const ent_grid_point *points, size_t count);

#endif
