/* edges.h: from rings of vertices to the edges that are borders.
 *
 * The picture to keep in mind is the cylinder of longitude and latitude. A ring is a closed path on it. Edges
 * with both ends on a pole run along its rim: they are no border, but a ray north crosses those of the north
 * rim ("rim"). Edges along ±180 are cancelled against each other where they lie on each other, since a shape
 * cut at the seam has its cut drawn from both sides; what is drawn once remains a border. */
#ifndef ENT_TREE_EDGES_H
#define ENT_TREE_EDGES_H

#include "entente/tree.h"
#include "geo/split.h"

typedef struct ent_edge_list {
    ent_arc *items;
    size_t count, cap;
} ent_edge_list;

typedef struct ent_number_list {
    double *items;
    size_t count, cap;
} ent_number_list;

/* Everything the rings say. */
typedef struct ent_outline {
    const ent_geodesy *g; /* borrowed */
    ent_edge_list
        borders; /* longitudes in [-180, 180], as given; never of zero length, save for lone points */
    ent_number_list rim_lons;  /* canonical ends of the edges on the north rim: a ray north passes one per end
                                  to its east */
    ent_number_list seam_lats; /* ends of the edges along ±180 */
    bool top;                  /* is the north rim inside, for a ray at the far west? */
} ent_outline;

void ent_outline_done(ent_outline *o);
ent_status ent_outline_read(ent_outline *o, const ent_rings *rings, size_t count, const ent_tree_opts *opts,
                            ent_error *err) ENT_MUST_USE;
/* Cancel the borders that occur an even number of times, in either direction. */
ent_status ent_outline_dissolve(ent_outline *o, ent_error *err) ENT_MUST_USE;

bool ent_edge_list_add(ent_edge_list *list, ent_arc edge) ENT_MUST_USE;

/* Does the way from longitude a to b (canonical both, the short way) pass the seam? */
static inline bool ent_passes_seam(double a, double b)
{
    return fabs(a - b) > 180.0;
}

#endif
