#include "zone/mesh.h"
#include "base/mem.h"

#include <math.h>

void ent_mesh_done(ent_mesh *mesh)
{
    ent_keymap_done(&mesh->names);
    ent_free(mesh->values);
    ent_free(mesh->leaves);
    *mesh = (ent_mesh){0};
}

uint32_t ent_mesh_corner(ent_mesh *mesh, int face, uint32_t i, uint32_t j)
{
    uint32_t number = ent_keymap_add(&mesh->names, ent_corner_key(face, i, j));
    if (number == ENT_KEY_NONE) return ENT_KEY_NONE;
    if (number >= mesh->value_cap) {
        size_t cap = mesh->value_cap ? 2 * mesh->value_cap : 256;
        double *values = ent_realloc(mesh->values, cap, sizeof *values);
        if (values == NULL) return ENT_KEY_NONE;
        for (size_t k = mesh->value_cap; k < cap; k++) values[k] = NAN;
        mesh->values = values;
        mesh->value_cap = cap;
    }
    return number;
}

ent_vec ent_mesh_vec(const ent_mesh *mesh, uint32_t corner)
{
    return ent_corner_vec(mesh->names.keys[corner]);
}

ent_lonlat ent_mesh_place(const ent_mesh *mesh, uint32_t corner)
{
    return ent_vec_lonlat(ent_mesh_vec(mesh, corner));
}

ent_status ent_mesh_value(ent_mesh *mesh, uint32_t corner, const ent_field *field, double *out,
                          ent_error *err)
{
    if (isnan(mesh->values[corner])) {
        ent_bounds_m f;
        ent_status st = ent_field_at(field, ent_mesh_place(mesh, corner), mesh->fine_m, &f, err);
        if (st != ENT_OK) return st;
        mesh->values[corner] = 0.5 * (f.lo_m + f.hi_m);
    }
    *out = mesh->values[corner];
    return ENT_OK;
}

bool ent_mesh_add(ent_mesh *mesh, const ent_mesh_leaf *leaf)
{
    if (mesh->leaf_count == mesh->leaf_cap) {
        size_t cap = mesh->leaf_cap ? 2 * mesh->leaf_cap : 256;
        ent_mesh_leaf *leaves = ent_realloc(mesh->leaves, cap, sizeof *leaves);
        if (leaves == NULL) return false;
        mesh->leaves = leaves;
        mesh->leaf_cap = cap;
    }
    mesh->leaves[mesh->leaf_count++] = *leaf;
    return true;
}

typedef struct rim {
    const ent_mesh *mesh;
    int face;
    uint32_t *out;
    size_t count, max;
} rim;

static void rim_add(rim *r, uint32_t corner)
{
    if (r->count < r->max) r->out[r->count] = corner;
    r->count++;
}

/* The corners strictly between two ends of an edge. */
static void rim_between(rim *r, uint32_t i0, uint32_t j0, uint32_t i1, uint32_t j1)
{
    uint32_t i = (i0 + i1) / 2, j = (j0 + j1) / 2;
    if (((i | j) & 1) != 0) return;
    uint32_t middle = ent_keymap_find(&r->mesh->names, ent_corner_key(r->face, i, j));
    if (middle == ENT_KEY_NONE) return;
    rim_between(r, i0, j0, i, j);
    rim_add(r, middle);
    rim_between(r, i, j, i1, j1);
}

size_t ent_mesh_rim(const ent_mesh *mesh, const ent_mesh_leaf *leaf, uint32_t *out, size_t max)
{
    rim r = {mesh, leaf->square.face, out, 0, max};
    uint32_t size = ENT_IJ_SIZE >> leaf->square.level;
    uint32_t i0 = leaf->square.i, j0 = leaf->square.j, i1 = i0 + size, j1 = j0 + size;
    rim_add(&r, leaf->corner[0]);
    rim_between(&r, i0, j0, i1, j0);
    rim_add(&r, leaf->corner[1]);
    rim_between(&r, i1, j0, i1, j1);
    rim_add(&r, leaf->corner[2]);
    rim_between(&r, i1, j1, i0, j1);
    rim_add(&r, leaf->corner[3]);
    rim_between(&r, i0, j1, i0, j0);
    return r.count;
}
