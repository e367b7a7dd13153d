/* hull.h: the few places of a border that can be nearest to somewhere far away.
 *
 * Beyond a quarter of the Earth the distance to a fixed place bends downwards along every geodesic: so on a
 * geodesic between two such places none is nearer than the nearer end, and of a whole shape only corners of
 * its hull can be the nearest. docs/numerics.md, "From far away". */
#ifndef ENT_TREE_HULL_H
#define ENT_TREE_HULL_H

#include "tree/layout.h"

/* A straight distance, on the reduced sphere, beyond which the geodesic one is over 10,065 km. */
#define ENT_HULL_FAR (ENT_QUICK_FAR_CHORD_M / ENT_B_M)

/* Fill in tree->hull, once the rest is there; left empty where shapes are too large, or where it would be too
 * long to be of use. */
ent_status ent_hull_build(ent_tree *tree, ent_error *err) ENT_MUST_USE;
void ent_hull_done(ent_hull *hull);

#endif
