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
#include "geo/quick.h"
#include "geo/split.h"

#define ENT_FAN 8
#define ENT_LEVELS_MAX 12

typedef struct ent_leaf {
    double ax[ENT_FAN], ay[ENT_FAN], az[ENT_FAN]; /* one end */
    double dx[ENT_FAN], dy[ENT_FAN], dz[ENT_FAN]; /* to the other */
    double inv[ENT_FAN];                          /* 1 / |d|², 0 for a point */
    double sag[ENT_FAN];                          /* how far the arc strays from its chord */
} ent_leaf;

/* Boxes of the children by middle and half extent, in floats for speed, each wider by a metre than need be:
 * that covers the rounding of the box, of the place and of their difference (half a metre at 6.4e6). An
 * absent child has half extents of -inf, so that everything is infinitely far from it. */
typedef struct ent_node {
    float middle[3][ENT_FAN], half[3][ENT_FAN];
} ent_node;

/* Which arcs a ray along a meridian can meet: by columns of longitude, each from north to south. */
typedef struct ent_crossing {
    double lon_a, lon_b;
    float lat_lo, lat_hi; /* no point of the arc is south or north of these */
    uint32_t arc;
} ent_crossing;

typedef struct ent_columns {
    uint32_t count;
    uint32_t *starts; /* count + 1 */
    ent_crossing *crossings;
} ent_columns;

/* The places that can be nearest to somewhere far away (tree/hull.h), on the reduced sphere; filled up with
 * the first to whole lanes. */
#define ENT_HULL_MAX 256

typedef struct ent_hull {
    uint32_t count; /* 0: not known */
    double *x, *y, *z;
    uint32_t *ends; /* arc times 2, plus 1 for its second end */
    ent_vec3 centre;
} ent_hull;

struct ent_tree {
    ent_shape_kind kind;
    ent_edges edges;
    double stray_m, off_m; /* as asked */
    double edge_error_m;   /* as it turned out, see ent_tree_edge_error_m */
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
    ent_hull hull;
};

/* ---- the inner loops, eight lanes at once -------------------------------------------------------------- */

/* Vector types of gcc and clang: the compiler makes of them what the machine has. The lanes of masks are 0 or
 * -1. They are declared with the alignment of one element, as arrays are. */
typedef float ent_float8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t ent_mask8 __attribute__((vector_size(32), aligned(4)));
typedef double ent_double8 __attribute__((vector_size(64), aligned(8)));
typedef int64_t ent_long8 __attribute__((vector_size(64), aligned(8)));

#define ENT_BOX_MARGIN_M 1.0
/* The sum of squares in floats is within this part of exact, many times over. */
#define ENT_BOX_RELATIVE 2e-6

typedef struct ent_float3 {
    float x, y, z;
} ent_float3;

static inline double ent_max(double a, double b)
{
    return a > b ? a : b;
}
static inline double ent_min(double a, double b)
{
    return a < b ? a : b;
}

/* Lanes of an array; a macro, since a vector that a function returns changes its ABI with the machine. */
#define ENT_FLOATS(array) (*(const ent_float8 *)(const void *)(array))
#define ENT_DOUBLES(array) (*(const ent_double8 *)(const void *)(array))

/* Add (|p - middle| - half)², or nothing where that is negative. */
static inline void ent_add_beyond2(const float *middle, const float *half, float p, ent_float8 *sum)
{
    const int32_t m = INT32_MAX;
    const ent_mask8 magnitude = {m, m, m, m, m, m, m, m};
    ent_float8 d = ENT_FLOATS(middle) - p;
    d = (ent_float8)((ent_mask8)d & magnitude) - ENT_FLOATS(half);
    d = (ent_float8)((ent_mask8)d & (d > 0.0f));
    *sum += d * d;
}

/* Square of the straight distance from p to the box of each child: when it exceeds limit² (1 +
 * ENT_BOX_RELATIVE), nothing in the box is within the limit. */
static inline void ent_node_distances2(const ent_node *node, ent_float3 p, float out[ENT_FAN])
{
    ent_float8 sum = {0.0f};
    ent_add_beyond2(node->middle[0], node->half[0], p.x, &sum);
    ent_add_beyond2(node->middle[1], node->half[1], p.y, &sum);
    ent_add_beyond2(node->middle[2], node->half[2], p.z, &sum);
    *(ent_float8 *)(void *)out = sum;
}

/* Square of the straight distance from p to each chord, and where along it (0 .. 1) the foot is. */
static inline void ent_leaf_distances2(const ent_leaf *leaf, ent_vec3 p, double out[ENT_FAN],
                                       double along[ENT_FAN])
{
    const ent_double8 one = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    ent_double8 dx = ENT_DOUBLES(leaf->dx), dy = ENT_DOUBLES(leaf->dy), dz = ENT_DOUBLES(leaf->dz);
    ent_double8 x = p.x - ENT_DOUBLES(leaf->ax), y = p.y - ENT_DOUBLES(leaf->ay),
                z = p.z - ENT_DOUBLES(leaf->az);
    ent_double8 t = (x * dx + y * dy + z * dz) * ENT_DOUBLES(leaf->inv);
    t = (ent_double8)((ent_long8)t & (t > 0.0));
    ent_long8 past = t > 1.0;
    t = (ent_double8)(((ent_long8)t & ~past) | ((ent_long8)one & past));
    x -= t * dx, y -= t * dy, z -= t * dz;
    *(ent_double8 *)(void *)out = x * x + y * y + z * z;
    *(ent_double8 *)(void *)along = t;
}

/* The box of a child. */
static inline void ent_node_box(const ent_node *node, uint32_t k, ent_vec3 *lo, ent_vec3 *hi)
{
    *lo = (ent_vec3){(double)node->middle[0][k] - (double)node->half[0][k],
                     (double)node->middle[1][k] - (double)node->half[1][k],
                     (double)node->middle[2][k] - (double)node->half[2][k]};
    *hi = (ent_vec3){(double)node->middle[0][k] + (double)node->half[0][k],
                     (double)node->middle[1][k] + (double)node->half[1][k],
                     (double)node->middle[2][k] + (double)node->half[2][k]};
}

/* One lane of a leaf. */
static inline ent_chord ent_leaf_chord(const ent_leaf *l, uint32_t k)
{
    return (ent_chord){{l->ax[k], l->ay[k], l->az[k]}, {l->dx[k], l->dy[k], l->dz[k]}};
}

/* far.c: a place near the middle of child k, and the radius of a disc about it that holds the child. */
double ent_node_disc(const ent_node *node, uint32_t k, ent_lonlat *out_centre);
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
