/* tree.h: a shape prepared for measuring: its edges in a bounding-volume tree. Built once, then read-only and
 * shared by threads without locks. */
#ifndef ENTENTE_TREE_H
#define ENTENTE_TREE_H

#include "entente/geo.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_tree ent_tree;

typedef enum ent_shape_kind {
    ENT_SHAPE_AREA = 0, /* rings: has an inside; distance is negative there */
    ENT_SHAPE_LINE,     /* open polylines */
    ENT_SHAPE_POINTS    /* every vertex a place of its own */
} ent_shape_kind;

typedef struct ent_tree_opts {
    ent_shape_kind kind;
    ent_edges edges;
    bool dissolve;  /* edges that occur an even number of times (same doubles, either direction) cancel out:
                       the inner borders of a group vanish before anything is measured */
    double stray_m; /* above 0: the arcs of planar edges lie within this of them, and what they may be off
                       (ent_tree_edge_error_m) is part of every distance and decision. 0: within
                       ENT_PLANAR_SPLIT_M, which is left to the caller. At least 1e-4; it costs pieces by its
                       square root. */
    double off_m;   /* how far the edges as given may lie off those that are meant, point for point */
} ent_tree_opts;

/* Prepare the union of `count` ring sets that share no interior (where two overlap an even number of times,
 * the overlap is outside). Copies what it needs. Empty input gives the empty shape, for which every distance
 * is +infinity and nothing is inside; an area without any border may also be the whole Earth, with distance
 * -infinity. ENT_E_DOMAIN: NaN, infinity, latitude beyond ±90, with the ring and vertex in `err`.
 * ENT_E_LIMIT: more than ENT_VERTICES_MAX vertices, or edges so long that they make more than ENT_ARCS_MAX
 * arcs. Cost n log n, about half a microsecond an edge. */
ENT_API ent_status ent_tree_build(const ent_rings *rings, size_t count, ent_tree_opts opts, ent_tree **out,
                                  ent_error *err) ENT_MUST_USE;
ENT_API void ent_tree_free(ent_tree *tree);

/* The short geodesic arcs that distances are measured to, after splitting, dissolving and dropping seams, in
 * an order in which neighbours are close. `index` below the count. Longitudes in [-180, 180). */
ENT_API size_t ent_tree_segment_count(const ent_tree *tree);
ENT_API void ent_tree_segment(const ent_tree *tree, size_t index, ent_lonlat *out_a, ent_lonlat *out_b);
/* How far the border may lie from the arcs it is measured by: off_m and, where a stray_m was given, the
 * largest bound of any planar edge. It is part of every distance and every decision below. */
ENT_API double ent_tree_edge_error_m(const ent_tree *tree);
/* A cap that holds the whole shape: centre and radius in metres (proved). Radius negative for the empty
 * shape. */
ENT_API void ent_tree_cap(const ent_tree *tree, ent_lonlat *out_centre, double *out_radius_m);

/* Is the place inside the area? +1 inside, -1 outside, 0 when it lies on the border within 1e-9 degrees. */
ENT_API ent_truth ent_tree_contains(const ent_tree *tree, ent_lonlat place);

/* Signed geodesic distance to the nearest point of the shape's border (negative inside an area), as bounds
 * that hold: lo_m <= true <= hi_m and hi_m - lo_m <= slack_m + 2 ent_tree_edge_error_m (at least 1e-6; 0 asks
 * for the exact answer, 1.4e-7 m wide, 6e-7 between 9,985 and 10,053 km). Cost about log(segments): at a
 * slack of a millimetre one to four microseconds, exact some four more. Any thread. */
ENT_API ent_status ent_tree_distance(const ent_tree *tree, ent_lonlat place, double slack_m,
                                     ent_bounds_m *out, ent_error *err) ENT_MUST_USE;
/* The same with the nearest place on the border and the azimuth towards it from `place` (degrees; NaN at 0).
 */
ENT_API ent_status ent_tree_nearest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out,
                                    ent_lonlat *out_nearest, double *out_azimuth_deg,
                                    ent_error *err) ENT_MUST_USE;
/* Is the signed distance at most `limit_m`? Yes or no, exactly; 0 only within 1e-6 m and the edge error of
 * the limit. Stops as early as bounds allow: far cheaper than the distance. */
ENT_API ent_status ent_tree_within(const ent_tree *tree, ent_lonlat place, double limit_m, ent_truth *out,
                                   ent_error *err) ENT_MUST_USE;
/* Bounds of the greatest distance from the place to any point of the shape (not signed), and where. */
ENT_API ent_status ent_tree_farthest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out,
                                     ent_lonlat *out_farthest, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
