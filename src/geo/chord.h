/* chord.h: from the straight distance between two points of the ellipsoid to bounds of the geodesic one and
 * back.
 *
 * For a geodesic of length s between points with chord c (docs/numerics.md, "Chord and geodesic"):
 *     2 R_least sin(s / 2 R_least) <= c    while s <= pi R_least,
 *     c <= 2 R_most sin(s / 2 R_most)      always,
 * where R_least = b²/a and R_most = a²/b are the extreme radii of curvature. Both are attained in the limit.
 */
#ifndef ENT_GEO_CHORD_H
#define ENT_GEO_CHORD_H

#include "geo/ellipsoid.h"

/* Past this chord (2 R_least less the greatest distance beyond pi R_least) only the half meridian bounds s.
 */
#define ENT_CHORD_TRUST_M 12570000.0

/* The least and the greatest geodesic distance that a chord of `chord_m` (>= 0) can belong to. Outward
 * rounding is included: the functions add a relative 4e-15 and ENT_CHORD_ERR_M on the safe side. */
double ent_chord_least_m(double chord_m);
double ent_chord_most_m(double chord_m);
/* A chord beyond which every geodesic is longer than `distance_m`: if c > ent_chord_beyond(d) then s > d. */
double ent_chord_beyond_m(double distance_m);
/* At least ent_chord_beyond_m(ent_chord_most_m(chord)), without trigonometry up to 4,400 km: what has a
 * longer chord is farther than what has this one. */
double ent_chord_rival_m(double chord_m);
/* Greatest distance between a geodesic of length `length_m` (at most 100 km) and its chord. */
double ent_chord_sagitta_m(double length_m);

#endif
