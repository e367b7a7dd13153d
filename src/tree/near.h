/* near.h: which arcs of a border come near a place, for callers that reason about a small piece of it. */
#ifndef ENT_TREE_NEAR_H
#define ENT_TREE_NEAR_H

#include "tree/layout.h"

#define ENT_NEAR_MAX 32

/* The arcs within `radius_m` of the place, each with its smaller end (longitude, then latitude) first. A few
 * that lie a little farther may be among them; none that is nearer is missing. Returns how many there are, at
 * most ENT_NEAR_MAX + 1: then they are more than fit and `out` holds the first ENT_NEAR_MAX. */
size_t ent_tree_near(const ent_tree *tree, ent_lonlat place, double radius_m, ent_arc out[ENT_NEAR_MAX]);

/* Do two shapes have the same border, arc for arc, within `radius_m` of the place, and some at all? True is a
 * proof; false means no more than that it was not found to be so (too many arcs, or arcs split differently).
 */
bool ent_tree_same_border(const ent_tree *a, const ent_tree *b, ent_lonlat place, double radius_m);

/* A place of a shape's border that is about as near as any: on the reduced sphere (geo/quick.h), within off_m
 * of the border itself; and the arc it is on. */
typedef struct ent_foot {
    ent_vec3 reduced;
    double off_m;
    uint32_t arc;
    double along; /* 0 .. 1 of the arc's chord */
} ent_foot;
/* ent_tree_distance, and the place of the border that the upper bound belongs to (all zero for a tree
 * without arcs). */
ent_status ent_tree_distance_foot(const ent_tree *tree, ent_lonlat place, double slack_m, ent_bounds_m *out,
                                  ent_foot *out_foot, ent_error *err) ENT_MUST_USE;
/* At least the distance from a place (reduced) to the nearest point of the arc that a foot is on, and no more
 * than slack_m above it where the place is within 19,000 km and nearest to the arc about at the foot. */
double ent_tree_arc_most_m(const ent_tree *tree, ent_vec3 place, const ent_foot *foot, double slack_m);

#endif
