/* descend.c: from the six faces down. A cell is inside or outside when the field in its middle says so
 * (Lipschitz), or when a model on it does; it becomes a leaf of the mesh when its model is good to the
 * tolerance; else it is cut.
 *
 * Invariant: whatever is called inside (outside) has f below (above) zero by more than ENT_SURE_M all over
 * the cell, so that the value computed at any of its corners has the right sign, and the outline, which
 * follows signs at corners, never enters it. */
#include "zone/descend.h"
#include "base/arena.h"
#include "cell/extent.h"
#include "entente/cell.h"
#include "zone/look.h"

#include <math.h>

#define FINE_SHARE 0.01   /* of the tolerance */
#define LEAF_LEVEL_MAX 28 /* the middle of a leaf must have a name on the lattice of level 29 */

typedef struct descent {
    ent_descent *out;
    ent_descent_opts opts;
    ent_arena *scratch; /* fields with what cannot matter left out */
    double fine_m;      /* how closely values are measured */
    double sure_m;      /* at least fine_m and ENT_SURE_M */
    double done;        /* of the Earth, for progress */
    ent_error *err;
} descent;

/* ---- leaves ----------------------------------------------------------------------------------------- */

static double chord(ent_vec a, ent_vec b)
{
    double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    return sqrt(x * x + y * y + z * z);
}

static ent_patch patch_of(const descent *d, ent_square q)
{
    ent_patch p;
    ent_square_extent extent = ent_square_corners(q, p.corner);
    p.middle = ent_vec_lonlat(extent.centre);
    p.radius_m = extent.radius_m;
    p.fine_m = d->fine_m;
    p.edge_rad = 0;
    for (int k = 0; k < 4; k++) {
        double side = chord(p.corner[k], p.corner[(k + 1) & 3]), spoke = chord(p.corner[k], extent.centre);
        p.edge_rad = fmax(p.edge_rad, fmax(side, spoke));
    }
    return p;
}

static ent_status name_leaf(descent *d, ent_square q, ent_mesh_leaf *leaf)
{
    uint32_t size = ENT_IJ_SIZE >> q.level;
    ent_mesh *mesh = &d->out->mesh;
    leaf->square = q;
    leaf->corner[0] = ent_mesh_corner(mesh, q.face, q.i, q.j);
    leaf->corner[1] = ent_mesh_corner(mesh, q.face, q.i + size, q.j);
    leaf->corner[2] = ent_mesh_corner(mesh, q.face, q.i + size, q.j + size);
    leaf->corner[3] = ent_mesh_corner(mesh, q.face, q.i, q.j + size);
    for (int k = 0; k < 4; k++)
        if (leaf->corner[k] == ENT_KEY_NONE)
            return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
    return ENT_OK;
}

static ent_status keep_leaf(descent *d, ent_mesh_leaf *leaf, const ent_model *model)
{
    ent_square q = leaf->square;
    uint32_t half = ENT_IJ_SIZE >> (q.level + 1);
    leaf->middle = ent_mesh_corner(&d->out->mesh, q.face, q.i + half, q.j + half);
    leaf->below_m = model->below_m;
    leaf->above_m = model->above_m;
    if (leaf->middle == ENT_KEY_NONE || !ent_mesh_add(&d->out->mesh, leaf))
        return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
    d->out->mesh.values[leaf->middle] = model->at[4];
    return ENT_OK;
}

typedef enum fate { CUT, INSIDE, OUTSIDE, LEAF } fate;

static fate judge(const descent *d, double least_m, double most_m)
{
    return least_m > d->sure_m ? OUTSIDE : most_m < -d->sure_m ? INSIDE : CUT;
}

/* A square with the part of the field that matters there; its value in the middle, if it is known already. */
typedef struct trial {
    ent_square square;
    const ent_field *field;
    const ent_patch *patch;
    const double *middle;
} trial;

/* Make a model of the field on the square and see what it settles. */
static ent_status try_model(descent *d, trial t, fate *out)
{
    ent_mesh_leaf leaf;
    ent_model model;
    double corners[4], least = INFINITY, most = -INFINITY;
    ent_status st = name_leaf(d, t.square, &leaf);
    for (int k = 0; k < 4 && st == ENT_OK; k++)
        st = ent_mesh_value(&d->out->mesh, leaf.corner[k], t.field, &corners[k], d->err);
    if (st == ENT_OK) st = ent_model_make(t.field, t.patch, (ent_known){corners, t.middle}, &model, d->err);
    if (st != ENT_OK) return st;
    for (int k = 0; k < 5; k++) {
        least = fmin(least, model.at[k]);
        most = fmax(most, model.at[k]);
    }
    *out = judge(d, least - model.below_m, most + model.above_m);
    if (*out == CUT && fmax(model.below_m, model.above_m) <= d->opts.tolerance_m) *out = LEAF;
    return *out == LEAF ? keep_leaf(d, &leaf, &model) : ENT_OK;
}

/* ---- the walk --------------------------------------------------------------------------------------- */

static ent_status add_range(descent *d, uint64_t id, ent_zone_state state)
{
    ent_cell cell = {id};
    ent_zone_range range = {ent_cell_range_min(cell), ent_cell_range_max(cell), state};
    if (!ent_cover_add(&d->out->cover, range))
        return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the cover");
    return ENT_OK;
}

static ent_status add_inside(descent *d, const ent_curve *at)
{
    double error_m2;
    d->out->inside_m2 += ent_uv_box_area(ent_square_box(at->square), &error_m2);
    d->out->inside_error_m2 += error_m2;
    return add_range(d, at->id, ENT_ZONE_INSIDE);
}

static ent_status name_edges(descent *d, ent_square q)
{
    uint32_t size = ENT_IJ_SIZE >> q.level, half = size / 2;
    ent_mesh *mesh = &d->out->mesh;
    uint32_t named[4] = {ent_mesh_corner(mesh, q.face, q.i + half, q.j),
                         ent_mesh_corner(mesh, q.face, q.i + size, q.j + half),
                         ent_mesh_corner(mesh, q.face, q.i + half, q.j + size),
                         ent_mesh_corner(mesh, q.face, q.i, q.j + half)};
    for (int k = 0; k < 4; k++)
        if (named[k] == ENT_KEY_NONE) return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
    return ENT_OK;
}

/* A single distance on a square small enough for a model: one closer look at the middle serves everything. */
static ent_status settle_distance(descent *d, ent_square q, const ent_field *field, const ent_patch *patch,
                                  fate *out)
{
    ent_bounds_m f;
    ent_status st = ent_field_at(field, patch->middle, d->fine_m, &f, d->err);
    if (st != ENT_OK) return st;
    double middle = 0.5 * (f.lo_m + f.hi_m);
    *out = judge(d, f.lo_m - patch->radius_m, f.hi_m + patch->radius_m);
    if (*out != CUT || !ent_model_is_hopeful(field, patch, middle, d->opts.tolerance_m)) return ENT_OK;
    return try_model(d, (trial){q, field, patch, &middle}, out);
}

static ent_status settle(descent *d, ent_square q, const ent_field **field, fate *out)
{
    ent_look seen;
    ent_patch patch = patch_of(d, q);
    bool small = q.level <= LEAF_LEVEL_MAX && ent_model_guess(*field, patch.edge_rad) <= d->opts.tolerance_m;
    if (small && (*field)->kind == ENT_FIELD_DISTANCE) return settle_distance(d, q, *field, &patch, out);
    ent_status st = ent_look_at(d->scratch, *field, (ent_spot){patch.middle, patch.radius_m}, &seen, d->err);
    if (st != ENT_OK) return st;
    *field = seen.field;
    *out = judge(d, seen.bounds.lo_m, seen.bounds.hi_m);
    if (*out != CUT || q.level > LEAF_LEVEL_MAX) return ENT_OK;
    if (ent_model_guess(seen.field, patch.edge_rad) > d->opts.tolerance_m) return ENT_OK;
    return try_model(d, (trial){q, seen.field, &patch, NULL}, out);
}

static ent_status tell(descent *d, int level)
{
    if (level > 6 || d->opts.progress.tell == NULL) return ENT_OK;
    d->done += 1.0 / (6.0 * (double)(UINT64_C(1) << (2 * level)));
    if (d->opts.progress.tell(d->opts.progress.context, d->done)) return ENT_OK;
    return ent_fail(d->err, ENT_E_LIMIT, "stopped");
}

static ent_status visit(descent *d, const ent_curve *at, const ent_field *field)
{
    fate what = CUT;
    if (++d->out->cells > d->opts.cells_max)
        return ent_fail(d->err, ENT_E_LIMIT, "the zone needs more than %llu cells at this tolerance",
                        (unsigned long long)d->opts.cells_max);
    ent_status st = settle(d, at->square, &field, &what);
    if (st != ENT_OK) return st;
    switch (what) {
    case INSIDE: st = add_inside(d, at); break;
    case LEAF: st = add_range(d, at->id, ENT_ZONE_BOUNDARY); break;
    case OUTSIDE: break;
    case CUT:
        if (at->square.level > LEAF_LEVEL_MAX)
            return ent_fail(d->err, ENT_E_INTERNAL, "no model on the smallest cell");
        st = name_edges(d, at->square);
        for (int k = 0; k < 4 && st == ENT_OK; k++) {
            ent_curve child = ent_curve_child(at, k);
            st = visit(d, &child, field);
        }
        return st == ENT_OK && at->square.level == 6 ? tell(d, 6) : st;
    }
    return st == ENT_OK ? tell(d, at->square.level) : st;
}

void ent_descent_done(ent_descent *d)
{
    ent_mesh_done(&d->mesh);
    ent_cover_done(&d->cover);
}

ent_status ent_descend(const ent_field *field, ent_descent_opts opts, ent_descent *out, ent_error *err)
{
    descent d = {.out = out, .opts = opts, .scratch = ent_arena_new(), .err = err};
    ent_status st = ENT_OK;
    if (d.scratch == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for fields");
    d.fine_m = FINE_SHARE * opts.tolerance_m;
    d.sure_m = fmax(ENT_SURE_M, d.fine_m);
    out->mesh.fine_m = d.fine_m;
    for (int face = 0; face < 6 && st == ENT_OK; face++) {
        ent_curve at = ent_curve_face(face);
        st = visit(&d, &at, field);
    }
    ent_arena_free(d.scratch);
    return st;
}
