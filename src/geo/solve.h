/* solve.h: the distance between two places to a fraction of a micrometre in some 150 ns, with a bound of its
 * own error.
 *
 * A geodesic of the ellipsoid is a great circle of the auxiliary sphere (F. W. Bessel, Astron. Nachr. 4,
 * 241-254, 1825; Karney 2013, equations 7 and 8): same reduced latitudes and azimuths, but its longitude
 * omega runs ahead of the true lambda by sin(alpha0) times a known integral. Guess omega, draw the circle,
 * and there is an exact geodesic: to a point that misses the second place by an angle eps along its parallel.
 * By Clairaut's relation the distance changes along a parallel by a sin(alpha0) for each radian, so one step
 * of first order takes eps back; what remains is at most half eps² times the second derivative. Three circles
 * bring eps to 4e-8.
 *
 * That geodesic is the shortest, whatever the guess was: on a convex surface every geodesic shorter than
 * pi / sqrt(greatest Gaussian curvature) = pi b = 19,970 km is (W. Klingenberg, Ann. Math. 69, 654-666,
 * 1959). */
#ifndef ENT_GEO_SOLVE_H
#define ENT_GEO_SOLVE_H

#include "geo/quick.h"

/* Farther than this there is no answer. */
#define ENT_SOLVE_MAX_M 19900000.0

typedef struct ent_solution {
    double distance_m; /* negative: no answer */
    double err_m;
    /* At the second place: the direction going on, as cos(reduced latitude) times the sine and cosine of its
     * azimuth, and how far this direction may be off, as an angle. */
    double axis_sine, axis_cosine, turn_err;
    double axis; /* cos(reduced latitude) */
} ent_solution;

/* Both on the reduced sphere (ent_quick_reduce). */
ent_solution ent_solve(ent_vec3 from, ent_vec3 to);

/* The same as bounds; [0, infinity] where there is no answer. */
ent_bounds_m ent_solve_bounds(ent_vec3 from, ent_vec3 to);

/* The cosine of the angle between the geodesic that arrives at `at` (reduced) and a unit vector along the
 * surface there. */
double ent_solution_slope(const ent_solution *solution, ent_vec3 at, ent_vec3 direction);
/* How far it may be off. */
double ent_solution_slope_err(const ent_solution *solution);

/* Bounds of the distance from a place (reduced) to the nearest point of an arc of at most 10 km, from one
 * look at the point `along` of it: less than a micrometre apart where that is within a few metres of the
 * nearest, always true. [0, infinity] beyond ENT_SOLVE_MAX_M. `memory` (zeroed at first; for one place)
 * spares the second of two arcs that meet in the point. */
typedef struct ent_solve_memory {
    ent_vec3 at;
    ent_solution solution;
} ent_solve_memory;
ent_bounds_m ent_solve_arc(ent_vec3 place, ent_chord arc, double along, ent_solve_memory *memory);

#endif
