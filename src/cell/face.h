/* face.h: the geometry of the cube around the sphere: places, directions, and the coordinates of a face.
 *
 *   lon, lat  degrees; latitude is geodetic and taken as the sphere's
 *   x, y, z   a direction, not always of unit length
 *   u, v      where the direction meets the face's plane at distance one, both within [-1, 1] (gnomonic:
 * straight lines are great circles) s, t      u and v bent by a quadratic so that cells are more alike in
 * size, within [0, 1] i, j      s and t in units of 2^-30: the column and the row of a cell of level 30
 *
 * The quadratic, its inverse and the axes of the faces are facts of the S2 cell system (s2geometry,
 * s2coords.h). */
#ifndef ENT_CELL_FACE_H
#define ENT_CELL_FACE_H

#include "entente/geo.h"

#define ENT_IJ_SIZE (1u << 30)

typedef struct ent_vec {
    double x, y, z;
} ent_vec;

typedef struct ent_face_uv {
    int face;
    double u, v;
} ent_face_uv;

/* A square of the grid: face, lower left corner in units of level 30, and level. */
typedef struct ent_square {
    int face, level;
    uint32_t i, j;
} ent_square;

ent_vec ent_vec_of(ent_lonlat place); /* unit length to rounding */
ent_lonlat ent_vec_lonlat(ent_vec v); /* any length but zero */
ent_vec ent_vec_unit(ent_vec v);
double ent_vec_angle(ent_vec a, ent_vec b); /* radians between unit vectors, accurate when small */

ent_face_uv ent_face_of(ent_vec v);                /* the face through which the direction leaves */
ent_face_uv ent_face_project(int face, ent_vec v); /* onto a given face's plane, in front of it */
ent_vec ent_face_vec(ent_face_uv p);               /* not of unit length */
double ent_uv_of_st(double s);
double ent_st_of_uv(double u);
uint32_t ent_ij_of_st(double s);
double ent_uv_of_ij(uint32_t i); /* of the lower edge of column i; i = 2^30 is the upper edge */

ent_square ent_square_of(uint64_t id);
uint64_t ent_square_id(ent_square square);
/* The square of level 30 at (i, j), each within [-1, 2^30]: a step off the face lands on the neighbour. */
ent_square ent_square_wrap(int face, int64_t i, int64_t j);

/* A square together with its id and the curve's orientation in it, for walking down in the order of ids. */
typedef struct ent_curve {
    ent_square square;
    uint64_t id;
    unsigned orientation;
} ent_curve;

ent_curve ent_curve_face(int face);
ent_curve ent_curve_child(const ent_curve *parent, int position); /* 0..3 along the curve */

/* A corner of squares down to level 29 (even i and j, up to and including 2^30) under one name, whichever of
 * the faces that meet there it is reached from; and its direction, which depends on nothing but the name. */
uint64_t ent_corner_key(int face, uint32_t i, uint32_t j);
ent_vec ent_corner_vec(uint64_t key);

#endif
