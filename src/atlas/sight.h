/* sight.h: runs of border as seen from one place: which of their edges may come nearer than a limit.
 *
 * Distances here are chords, straight through the Earth: geo/chord.h says which chord surely belongs to which
 * geodesic distance, and its two bounds differ by a metre in 400 km. So hardly an edge is kept that does not
 * count. Every path over the surface is at least as long as its chord, which makes the sieves simple: no
 * point of an edge is farther from one of its ends than half its length. */
#ifndef ENT_ATLAS_SIGHT_H
#define ENT_ATLAS_SIGHT_H

#include "atlas/atlas_file.h"
#include "geo/chord.h"

typedef struct ent_sight {
    const ent_atlas *atlas;
    ent_lonlat place;
    ent_vec3 from;
    bool seam_too; /* keep edges on the seam like others */
    /* the edges kept, two points each */
    ent_lonlat *points;
    uint32_t *starts;
    size_t count, cap;
} ent_sight;

ent_sight ent_sight_from(const ent_atlas *atlas, ent_lonlat place);
void ent_sight_done(ent_sight *sight);

ent_lonlat ent_grid_degrees(ent_grid_point p);
/* A map that ends at ±180 and at the poles draws its edges there; they part nothing. */
bool ent_grid_on_seam(ent_grid_point a, ent_grid_point b);
/* No path straight in longitude and latitude between the two is longer, metres. */
double ent_grid_path_m(ent_grid_point a, ent_grid_point b);

/* A ball that holds all of a run, its edges joined straight in longitude and latitude. */
typedef struct ent_ball {
    ent_vec3 middle;
    double reach_m;
} ent_ball;
ent_ball ent_arc_ball(const ent_arc_rec *arc);
/* No point in the ball is nearer, straight through the Earth. */
double ent_ball_least_m(ent_ball ball, ent_vec3 from);

/* The chords to the points of a run (at most ENT_ATLAS_ARC_POINTS of them); the least of those that do not
 * lie on the seam comes back, or infinity. */
double ent_sight_chords(const ent_sight *sight, const ent_arc_rec *arc, double *out_chords);
/* Keep the edges of the run that may come within the chord; `chords` from the call above. */
ent_status ent_sight_keep(ent_sight *sight, const ent_arc_rec *arc, const double *chords, double within_m,
                          ent_error *err) ENT_MUST_USE;
/* The same for a single edge, wherever it lies. */
ent_status ent_sight_keep_edge(ent_sight *sight, ent_grid_point a, ent_grid_point b, double within_m,
                               ent_error *err) ENT_MUST_USE;
/* The edges kept, as a shape. */
ent_status ent_sight_tree(const ent_sight *sight, ent_edges edges, ent_tree **out,
                          ent_error *err) ENT_MUST_USE;

/* ---- outlines (atlas_territory.c) ---- */

/* Where an outline is needed exactly: within so much of a point, straight through the Earth. */
typedef struct ent_vicinity {
    ent_vec3 from;
    double within_m; /* INFINITY: everywhere */
} ent_vicinity;
/* The outline of the chosen pieces, as an area. Runs outside the vicinity are drawn by a single edge, which
 * keeps to their boxes. */
ent_status ent_atlas_outline(const ent_atlas *atlas, const bool *chosen, const ent_territory_query *query,
                             const ent_vicinity *vicinity, ent_tree **out, ent_error *err) ENT_MUST_USE;

#endif
