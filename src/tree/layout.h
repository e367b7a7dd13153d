/* layout.h: the tree as it lies in memory: arrays and indices, no pointers inside, constant after build.
 *
 * Arcs are ordered so that neighbours in space are neighbours in the array; eight in a row are a leaf, eight
 * leaves a node, eight nodes a node above. Where a child is follows from where its parent is, so nothing is
 * stored but boxes. A box holds the arcs themselves, not only their chords: it is widened by the sagitta.
 * Leaves keep chords, eight side by side, so that one loop of plain arithmetic measures all eight. */
#ifndef ENT_TREE_LAYOUT_H
#define ENT_TREE_LAYOUT_H

#include "entente/tree.h"
#include "geo/chord.h"
#include "geo/split.h"

#define ENT_FAN 8
#define ENT_LEVELS_MAX 12

typedef struct ent_leaf {
    double ax[ENT_FAN], ay[ENT_FAN], az[ENT_FAN]; /* one end */
    double dx[ENT_FAN], dy[ENT_FAN], dz[ENT_FAN]; /* to the other */
    double inv[ENT_FAN];                          /* 1 / |d|², 0 for a point */
    double sag[ENT_FAN];                          /* how far the arc strays from its chord */
} ent_leaf;

/* Boxes of the children, in floats for speed, each wider by a metre than need be: that covers the rounding of
 * the box, of the place and of their difference (half a metre at 6.4e6). An absent child has lo = +inf, hi =
 * -inf. */
typedef struct ent_node {
    float lo[3][ENT_FAN], hi[3][ENT_FAN];
} ent_node;

/* Which arcs a ray along a meridian can meet: arcs by columns of longitude. */
typedef struct ent_columns {
    uint32_t count;
    uint32_t *starts; /* count + 1 */
    uint32_t *arcs;
} ent_columns;

struct ent_tree {
    ent_shape_kind kind;
    ent_edges edges;
    ent_geodesy geodesy;
    uint32_t arc_count, leaf_count;
    ent_arc *arcs;
    ent_leaf *leaves;
    ent_node *nodes;
    uint32_t level_count;
    uint32_t level_starts[ENT_LEVELS_MAX + 1]; /* level 0 stands above the leaves; the last holds the root */
    ent_columns columns;
    double *rim_lons; /* sorted */
    size_t rim_count;
    bool top; /* see ent_outline */
    ent_lonlat cap_centre;
    double cap_radius_m;
};

/* Comparisons instead of fmin and fmax: those are calls where NaN matters, and none occurs here. */
static inline double ent_max(double a, double b)
{
    return a > b ? a : b;
}
static inline double ent_min(double a, double b)
{
    return a < b ? a : b;
}

#define ENT_BOX_MARGIN_M 1.0
/* The sum of squares in floats is within this part of exact, many times over. */
#define ENT_BOX_RELATIVE 2e-6

typedef struct ent_float3 {
    float x, y, z;
} ent_float3;

static inline float ent_maxf(float a, float b)
{
    return a > b ? a : b;
}

/* Square of the straight distance from p to the box of each child: when it exceeds limit² (1 +
 * ENT_BOX_RELATIVE), nothing in the box is within the limit. */
static inline void ent_node_distances2(const ent_node *node, ent_float3 p, float out[ENT_FAN])
{
    for (int i = 0; i < ENT_FAN; i++) {
        float x = ent_maxf(ent_maxf(node->lo[0][i] - p.x, p.x - node->hi[0][i]), 0.0f);
        float y = ent_maxf(ent_maxf(node->lo[1][i] - p.y, p.y - node->hi[1][i]), 0.0f);
        float z = ent_maxf(ent_maxf(node->lo[2][i] - p.z, p.z - node->hi[2][i]), 0.0f);
        out[i] = x * x + y * y + z * z;
    }
}

/* Square of the straight distance from p to each chord, and where along it (0 .. 1) the foot is. */
static inline void ent_leaf_distances2(const ent_leaf *leaf, ent_vec3 p, double out[ENT_FAN],
                                       double along[ENT_FAN])
{
    for (int i = 0; i < ENT_FAN; i++) {
        double x = p.x - leaf->ax[i], y = p.y - leaf->ay[i], z = p.z - leaf->az[i];
        double t = (x * leaf->dx[i] + y * leaf->dy[i] + z * leaf->dz[i]) * leaf->inv[i];
        t = ent_min(ent_max(t, 0.0), 1.0);
        x -= t * leaf->dx[i], y -= t * leaf->dy[i], z -= t * leaf->dz[i];
        out[i] = x * x + y * y + z * z, along[i] = t;
    }
}

/* build.c */
ent_status ent_columns_build(ent_tree *tree, ent_error *err) ENT_MUST_USE;
/* contains.c: parity alone; meaningless on the border. */
bool ent_tree_is_inside(const ent_tree *tree, ent_lonlat place);
/* search.c: distance to the border, unsigned. The bounds are exact or at most `slack_m` apart. The tree has
 * arcs. */
ent_arc_hit ent_border_nearest(const ent_tree *tree, ent_lonlat place, double slack_m);
/* Is the border within `limit_m` (>= 0)? 0 when the distance is closer to the limit than the routines can
 * tell. */
ent_truth ent_border_within(const ent_tree *tree, ent_lonlat place, double limit_m);

#endif
