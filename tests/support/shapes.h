/* shapes.h: small shapes for tests of the tree, and short ways to ask about them. */
#ifndef ENT_TESTS_SHAPES_H
#define ENT_TESTS_SHAPES_H

#include "brute.h"
#include "cm.h"

#define SHAPE_VERTICES_MAX 4096

typedef struct shape {
    ent_lonlat v[SHAPE_VERTICES_MAX];
    uint32_t starts[64];
    size_t rings;
} shape;

static inline void shape_add(shape *s, ent_lonlat p)
{
    s->v[s->starts[s->rings]++] = p;
}

/* Close the ring being added to and begin the next. */
static inline void shape_end_ring(shape *s)
{
    s->rings++;
    s->starts[s->rings] = s->starts[s->rings - 1];
}

static inline void shape_init(shape *s)
{
    s->rings = 1, s->starts[0] = 0, s->starts[1] = 0;
}

/* starts[rings] is where the open ring has got to; an empty open ring is not part of the shape. */
static inline ent_rings shape_rings(const shape *s)
{
    size_t open = s->starts[s->rings] > s->starts[s->rings - 1] ? s->rings : s->rings - 1;
    return (ent_rings){s->v, s->starts, open};
}

static inline void shape_ring(shape *s, const ent_lonlat *v, size_t n)
{
    for (size_t i = 0; i < n; i++) shape_add(s, v[i]);
    shape_end_ring(s);
}

static inline void shape_box(shape *s, double west, double south, double east, double north)
{
    const ent_lonlat v[] = {{west, south}, {east, south}, {east, north}, {west, north}};
    shape_ring(s, v, 4);
}

/* `n` steps along a parallel, the end included. */
static inline void shape_parallel(shape *s, double from, double to, double lat, int n)
{
    for (int i = 0; i <= n; i++) shape_add(s, (ent_lonlat){from + (to - from) * i / n, lat});
}

static inline ent_tree *shape_tree_with(const shape *s, ent_tree_opts opts)
{
    ent_tree *tree = NULL;
    ent_error err;
    ent_rings rings = shape_rings(s);
    if (ent_tree_build(&rings, 1, opts, &tree, &err) != ENT_OK) fail_msg("%s", err.message);
    return tree;
}

static inline ent_tree *shape_tree(const shape *s)
{
    return shape_tree_with(s, (ent_tree_opts){0});
}

static inline double distance_to(const ent_tree *tree, double lon, double lat)
{
    ent_bounds_m d;
    ent_error err;
    if (ent_tree_distance(tree, (ent_lonlat){lon, lat}, 0.0, &d, &err) != ENT_OK) fail_msg("%s", err.message);
    assert_true(d.lo_m <= d.hi_m);
    if (isfinite(d.lo_m)) assert_true(d.hi_m - d.lo_m <= 1e-6);
    return isfinite(d.lo_m) ? 0.5 * (d.lo_m + d.hi_m) : d.lo_m;
}

static inline int inside(const ent_tree *tree, double lon, double lat)
{
    return ent_tree_contains(tree, (ent_lonlat){lon, lat}).sign;
}

#define assert_near(a, b, tolerance)                                                                         \
    do {                                                                                                     \
        double near_a = (a), near_b = (b);                                                                   \
        if (!(fabs(near_a - near_b) <= (tolerance)))                                                         \
            fail_msg("%s = %.9f, expected %.9f", #a, near_a, near_b);                                        \
    } while (0)

#endif
