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
 * of the border itself. For a place that is one and a tree that has arcs. */
typedef struct ent_foot {
    ent_vec3 reduced;
    double off_m;
} ent_foot;
ent_foot ent_tree_foot(const ent_tree *tree, ent_lonlat place);

#endif
