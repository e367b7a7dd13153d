/* sphere.h: directions: a place as a unit vector, its geodetic latitude taken for that of a sphere. Good for
 * deciding what is seen and what is near on paper; nothing is measured with it. */
#ifndef ENT_MAP_SPHERE_H
#define ENT_MAP_SPHERE_H

#include "entente/geo.h"

#define ENT_DEGREE 0.017453292519943295 /* in radians */

typedef struct ent_unit3 {
    double x, y, z;
} ent_unit3;

ent_unit3 ent_unit3_of(ent_lonlat place);
ent_lonlat ent_unit3_place(ent_unit3 v);
double ent_unit3_dot(ent_unit3 a, ent_unit3 b);
double ent_unit3_angle_deg(ent_unit3 a, ent_unit3 b);
/* The direction half way along the great circle; `a` itself for opposite ones. */
ent_unit3 ent_unit3_middle(ent_unit3 a, ent_unit3 b);
/* `angle_deg` from `from` on the great circle towards `to`. */
ent_unit3 ent_unit3_towards(ent_unit3 from, ent_unit3 to, double angle_deg);
/* `angle_deg` from `from` in the direction `azimuth_deg`, clockwise from north (at a pole: from somewhere).
 */
ent_unit3 ent_unit3_around(ent_unit3 from, double azimuth_deg, double angle_deg);
/* Longitude brought to [-180, 180) about `middle_deg`: within half a turn of it. */
double ent_lon_near(double lon_deg, double middle_deg);

/* A cap that holds all of the directions, close to the smallest: the middle and the radius in degrees. */
void ent_unit3_cap(const ent_unit3 *v, size_t count, ent_unit3 *out_middle, double *out_radius_deg);

#endif
