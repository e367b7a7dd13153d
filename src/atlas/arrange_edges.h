/* arrange_edges.h: the list of edges that the two halves of the arrangement share (arrange_cut.c, arrange.c).
 */
#ifndef ENT_ARRANGE_EDGES_H
#define ENT_ARRANGE_EDGES_H

#include "atlas/arrange.h"

typedef struct ent_edge {
    ent_grid_point a, b; /* a before b by x, then y */
    uint16_t feature;
    int8_t w;   /* what the feature's winding number gains on the left of a->b as against its right */
    bool fresh; /* made by the last round of cutting */
} ent_edge;

typedef struct ent_edges_list {
    ent_edge *edges;
    size_t count, cap;
} ent_edges_list;

/* Add an edge in either direction; one without length is left out. */
ent_status ent_edges_add(ent_edges_list *list, ent_edge edge, ent_error *err) ENT_MUST_USE;
/* Sort, merge and cut until no two edges share more than an end. */
ent_status ent_edges_cut(ent_edges_list *list, size_t *out_cuts, ent_error *err) ENT_MUST_USE;
/* Order by ends alone: 0 when two edges are the same piece of line. */
int ent_edge_compare_shape(const ent_edge *a, const ent_edge *b);

#endif
