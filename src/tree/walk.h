/* walk.h: visits leaves of a tree, nearest boxes first, skipping what lies beyond a limit that may shrink on
 * the way. */
#ifndef ENT_TREE_WALK_H
#define ENT_TREE_WALK_H

#include "tree/layout.h"

typedef struct ent_visit {
    float d2;              /* square of the straight distance to the box, about */
    uint32_t level, index; /* level 0: a leaf; level k: a node of tree level k - 1 */
} ent_visit;

typedef struct ent_walk {
    const ent_tree *tree;
    ent_vec3 p;
    ent_float3 rounded;
    uint32_t depth;
    ent_visit stack[ENT_LEVELS_MAX * ENT_FAN];
} ent_walk;

static inline void ent_walk_init(ent_walk *w, const ent_tree *tree, ent_vec3 p)
{
    w->tree = tree, w->p = p, w->depth = 0;
    w->rounded = (ent_float3){(float)p.x, (float)p.y, (float)p.z};
    if (tree->leaf_count > 0) w->stack[w->depth++] = (ent_visit){0.0f, tree->level_count, 0};
}

/* The float that a box distance is held against. */
static inline float ent_walk_limit(double limit2)
{
    return (float)(limit2 * (1.0 + ENT_BOX_RELATIVE));
}

/* Push a child, keeping those of one parent in order, farthest first, so that the nearest is popped next. */
static inline void ent_walk_push(ent_walk *w, uint32_t base, ent_visit v)
{
    uint32_t at = w->depth++;
    while (at > base && w->stack[at - 1].d2 < v.d2) w->stack[at] = w->stack[at - 1], at--;
    w->stack[at] = v;
}

/* Push the children within the limit. */
static inline void ent_walk_open(ent_walk *w, ent_visit v, float limit)
{
    const ent_tree *tree = w->tree;
    float d2[ENT_FAN];
    ent_node_distances2(&tree->nodes[tree->level_starts[v.level - 1] + v.index], w->rounded, d2);
    uint32_t base = w->depth;
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        if (!(d2[k] <= limit) || d2[k] == INFINITY) continue; /* infinite: no child there */
        ent_walk_push(w, base, (ent_visit){d2[k], v.level - 1, v.index * ENT_FAN + k});
    }
}

/* The next leaf with a box within sqrt(limit2); false when none is left. */
static inline bool ent_walk_next(ent_walk *w, double limit2, uint32_t *out_leaf)
{
    float limit = ent_walk_limit(limit2);
    while (w->depth > 0) {
        ent_visit v = w->stack[--w->depth];
        if (!(v.d2 <= limit)) continue;
        if (v.level == 0) {
            *out_leaf = v.index;
            return true;
        }
        ent_walk_open(w, v, limit);
    }
    return false;
}

#endif
