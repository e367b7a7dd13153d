/* arc.h: nearest and farthest point of one geodesic arc, exactly: the leaves of every search end here.
 *
 * How a proved interval comes out of a few samples (docs/numerics.md, "Distance along a geodesic"): let f(s)
 * be the distance from the place to the point s metres along the arc. Then f' is the cosine of the angle
 * between the arc and the geodesic that arrives, and f'' = sin² k, where k is the curvature of the distance
 * circle. On WGS84 k > 0 while f < 9,985.16 km (pi/2 b)       so f is convex there, k < 0 while f > 10,052.47
 * km (pi/2 a²/b)   so f is concave there, through the cut locus and the antipode too, and between the two |k|
 * < 3e-9 per metre. Convex: one sample with its slope bounds the minimum from below. Concave: the minimum is
 * at an end. Between: bisect, the parabola bounds each part. */
#ifndef ENT_GEO_ARC_H
#define ENT_GEO_ARC_H

#include "geo/geodesy.h"

/* A shortest geodesic between two places; equal places make a point. At most 1,000 km long. */
typedef struct ent_arc {
    ent_lonlat a, b;
} ent_arc;

typedef struct ent_arc_hit {
    ent_bounds_m bounds;
    ent_lonlat at;      /* where on the arc bounds.hi_m (nearest) or bounds.lo_m (farthest) is attained */
    double azimuth_deg; /* at the place, towards `at` */
} ent_arc_hit;

/* Distance to the nearest point. `guess` in [0, 1]: about where along the arc it is; it changes the cost
 * alone. The bounds are within 2e-7 m of each other, 6e-7 between 9,985 and 10,053 km. */
ent_arc_hit ent_arc_nearest(const ent_geodesy *g, ent_lonlat place, ent_arc arc, double guess);
/* Distance to the farthest point, as tight. */
ent_arc_hit ent_arc_farthest(const ent_geodesy *g, ent_lonlat place, ent_arc arc);

#endif
