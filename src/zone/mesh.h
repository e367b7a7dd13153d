/* mesh.h: the squares through which the outline of a zone runs, with the field's values at their corners.
 *
 * Corners have one name whichever square they are reached from, within a face and across faces, and one
 * value. A square whose neighbour is smaller has that neighbour's corners on its edges; they are found by
 * name, since the middle of an edge is named if and only if a square along that edge was cut. */
#ifndef ENT_ZONE_MESH_H
#define ENT_ZONE_MESH_H

#include "cell/face.h"
#include "zone/field.h"
#include "zone/keymap.h"

typedef struct ent_mesh_leaf {
    ent_square square;
    uint32_t corner[4], middle; /* numbers of corners, counter-clockwise from the lower left */
    double below_m, above_m;    /* of the model on this square, less level_m, of the field */
} ent_mesh_leaf;

typedef struct ent_mesh {
    ent_keymap names;
    double fine_m;
    double level_m; /* the outline is drawn where the model has this value */
    double *values; /* by number; NaN until asked for */
    size_t value_cap;
    ent_mesh_leaf *leaves;
    size_t leaf_count, leaf_cap;
} ent_mesh;

void ent_mesh_done(ent_mesh *mesh);
/* The number of a corner; ENT_KEY_NONE when memory ran out. */
uint32_t ent_mesh_corner(ent_mesh *mesh, int face, uint32_t i, uint32_t j);
/* The field's value there, asked of `field` the first time, within fine_m. */
ent_status ent_mesh_value(ent_mesh *mesh, uint32_t corner, const ent_field *field, double *out,
                          ent_error *err);
ent_lonlat ent_mesh_place(const ent_mesh *mesh, uint32_t corner);
ent_vec ent_mesh_vec(const ent_mesh *mesh, uint32_t corner);
bool ent_mesh_add(ent_mesh *mesh, const ent_mesh_leaf *leaf);

/* Corners around a leaf, counter-clockwise, those of smaller neighbours included; as many as there are, even
 * if more than `max`. */
size_t ent_mesh_rim(const ent_mesh *mesh, const ent_mesh_leaf *leaf, uint32_t *out, size_t max);

#endif
