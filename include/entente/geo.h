/* geo.h: places on the WGS84 ellipsoid, distances as pairs of bounds, shapes as rings.
 *
 * Degrees at every door, longitude first; any finite longitude will do (it is reduced to [-180, 180]); a
 * latitude beyond ±90 or a NaN is ENT_E_DOMAIN. Distances are geodesic, in metres. */
#ifndef ENTENTE_GEO_H
#define ENTENTE_GEO_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_lonlat {
    double lon_deg, lat_deg;
} ent_lonlat;

/* A distance that is known to lie within [lo_m, hi_m]. Both ends hold. */
typedef struct ent_bounds_m {
    double lo_m, hi_m;
} ent_bounds_m;

/* How two neighbouring vertices are joined. PLANAR: straight in longitude and latitude (RFC 7946, the
 * default), split on loading into geodesics that stay within ENT_PLANAR_SPLIT_M of it, or closer when asked:
 * then what they stay off is part of every distance (ent_tree_edge_error_m). */
typedef enum ent_edges { ENT_EDGES_PLANAR = 0, ENT_EDGES_GEODESIC } ent_edges;
#define ENT_PLANAR_SPLIT_M 1.0
#define ENT_PLANAR_MAP_M 0.05  /* for the borders of an atlas */
#define ENT_PLANAR_FINE_M 0.01 /* for shapes that users draw: few edges beside those of a map */

/* Rings in flat arrays: ring i is points[starts[i]] .. points[starts[i+1] - 1], starts has ring_count + 1
 * entries. Rings close by themselves (the last vertex may repeat the first). Even-odd: a place is inside when
 * a ray to it crosses the edges an odd number of times, so order and orientation of rings do not matter.
 *
 * How rings that meet the seam or a pole are read:
 *   - an edge that spans more than 180 degrees of longitude goes the other way round, across ±180; so a step
 * from 180 to -180 has no length (only a ring all on one meridian means whole parallels by it);
 *   - edges along ±180 cancel where they are drawn from both sides, as by a shape that is cut there; what is
 * drawn once is a border;
 *   - an edge with both ends on one pole is no border; a full turn there says that the ring closes over that
 * pole;
 *   - a ring that goes round the Earth without saying so holds the pole nearer to it (by its mean sine of
 * latitude). */
typedef struct ent_rings {
    const ent_lonlat *points;
    const uint32_t *starts;
    size_t ring_count;
} ent_rings;

/* Length in metres and azimuth at `from`, in degrees clockwise from north, of the shortest geodesic. Accurate
 * to 15 nm (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43-55, 2013). Either out may be NULL.
 */
ENT_API ent_status ent_geo_inverse(ent_lonlat from, ent_lonlat to, double *out_m, double *out_azimuth_deg,
                                   ent_error *err) ENT_MUST_USE;
/* The place `distance_m` along the geodesic that leaves `from` at `azimuth_deg`. */
ENT_API ent_status ent_geo_direct(ent_lonlat from, double azimuth_deg, double distance_m, ent_lonlat *out,
                                  ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
