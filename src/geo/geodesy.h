/* geodesy.h: the one door to PROJ's geodesic routines (C. F. F. Karney, Algorithms for geodesics, J. Geodesy
 * 87, 43-55, 2013). Nothing else in the house includes <geodesic.h>. */
#ifndef ENT_GEO_GEODESY_H
#define ENT_GEO_GEODESY_H

#include "geo/ellipsoid.h"

/* Karney states 15 nm for the position error of either problem; each value below is booked with twice that.
 */
#define ENT_GEODESY_ERR_M 3e-8

/* The prepared ellipsoid, opaque; small enough to sit inside whatever uses it. Constant after init. */
typedef struct ent_geodesy {
    double words[56];
} ent_geodesy;

void ent_geodesy_init(ent_geodesy *g);

typedef struct ent_inverse {
    double distance_m;
    double azimuth_from_deg; /* at the first place, towards the second */
    double azimuth_to_deg;   /* at the second, going on */
} ent_inverse;
ent_inverse ent_geodesy_inverse(const ent_geodesy *g, ent_lonlat from, ent_lonlat to);

/* A place and the direction of travel in it. */
typedef struct ent_heading {
    ent_lonlat at;
    double azimuth_deg;
} ent_heading;
ent_heading ent_geodesy_direct(const ent_geodesy *g, ent_heading from, double distance_m);

/* A geodesic prepared for many places on it. */
typedef struct ent_geodesic_line {
    double words[80];
} ent_geodesic_line;
void ent_geodesy_line(const ent_geodesy *g, ent_heading from, ent_geodesic_line *out);
ent_heading ent_geodesy_along(const ent_geodesic_line *line, double distance_m);

/* Area on the left of a ring of geodesics, less the whole Earth's when that is nearer to zero: negative for a
 * ring that is walked clockwise. Square metres, within 0.1 a vertex (Karney). The first vertex need not be
 * repeated. */
double ent_geodesy_ring_area(const ent_geodesy *g, const ent_lonlat *ring, size_t count);

#endif
