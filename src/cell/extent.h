/* extent.h: cells as boxes in the plane of their face, for code that walks the grid itself. */
#ifndef ENT_CELL_EXTENT_H
#define ENT_CELL_EXTENT_H

#include "cell/face.h"

typedef struct ent_uv_box {
    int face;
    double u0, v0, u1, v1;
} ent_uv_box;

typedef struct ent_square_extent {
    ent_vec centre;  /* unit */
    double radius_m; /* geodesic, holds */
} ent_square_extent;

ent_uv_box ent_square_box(ent_square square);
ent_square_extent ent_square_cap(ent_square square);
/* The same with the corners, unit vectors, counter-clockwise from the lower left. */
ent_square_extent ent_square_corners(ent_square square, ent_vec corner[4]);
/* Square metres of the ellipsoid per unit of du dv. */
double ent_uv_density(int face, double u, double v);
/* Area of a box on the ellipsoid and a bound of its error. */
double ent_uv_box_area(ent_uv_box box, double *out_error_m2);

#endif
