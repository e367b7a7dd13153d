/* descend.c: from the six faces down. A cell is inside or outside when the field in its middle says so
 * (Lipschitz), or when a model on it or on the cell above does; it becomes a leaf of the mesh when its model
 * is good to the tolerance; else it is cut.
 *
 * A distance bends away from its model on one side only, so the outline is drawn not where the model is zero
 * but where it is level_m, towards that side: that lets cells be wider.
 *
 * A leaf may have smaller neighbours in the end. What their corners do to its model is not known beforehand,
 * only bounded, and the bound is as large as all other errors together. So a leaf is taken on trust at first,
 * and when all are there those with smaller neighbours are held against the values at their corners; where
 * one is too far off, the leaf is cut after all, and so on until all stand.
 *
 * Invariant: whatever is called inside (outside) has f below (above) both zero and level_m by more than
 * ENT_SURE_M all over the cell, so that the value computed at any of its corners has the right sign, and the
 * outline, which follows signs at corners, never enters it. */
#include "zone/descend.h"
#include "base/arena.h"
#include "base/mem.h"
#include "cell/extent.h"
#include "entente/cell.h"
#include "zone/look.h"

#include <math.h>

#define FINE_SHARE 0.01 /* of the tolerance */
#define LEVEL_SHARE 0.8 /* of the tolerance: where the outline is drawn */
#define EARLY                                                                                                \
    64.0 /* models this many times too coarse are made for what they say of the four cells below             \
          */
#define LEAF_LEVEL_MAX 28 /* the middle of a leaf must have a name on the lattice of level 29 */

/* A leaf taken on trust, and by what its model's error from above was proved. */
typedef struct trusted {
    size_t leaf;
    ent_curve at;
    const ent_field *field;
    ent_side side;
} trusted;

typedef struct descent {
    ent_descent *out;
    ent_descent_opts opts;
    ent_arena *scratch; /* fields with what cannot matter left out */
    double fine_m;      /* how closely values are measured */
    double level_m;     /* where the outline is drawn */
    double reach_m;     /* the largest error a model of a leaf can have */
    bool late;          /* below a leaf that the cover has already */
    trusted *open;      /* leaves not yet held against their neighbours */
    size_t open_count, open_cap;
    double sure_m; /* at least fine_m and ENT_SURE_M */
    double done;   /* of the Earth, for progress */
    ent_error *err;
} descent;

/* ---- leaves ----------------------------------------------------------------------------------------- */

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

/* The middle of a square is a corner of its four quarters. */
static ent_status name_middle(descent *d, ent_square q, double value, uint32_t *out)
{
    uint32_t half = ENT_IJ_SIZE >> (q.level + 1), middle;
    middle = ent_mesh_corner(&d->out->mesh, q.face, q.i + half, q.j + half);
    if (middle == ENT_KEY_NONE) return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
    d->out->mesh.values[middle] = value;
    *out = middle;
    return ENT_OK;
}

static ent_status trust(descent *d, const ent_curve *at, const ent_field *field, const ent_side *side)
{
    if (d->open_count == d->open_cap) {
        size_t cap = d->open_cap ? 2 * d->open_cap : 256;
        trusted *open = ent_realloc(d->open, cap, sizeof *open);
        if (open == NULL) return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
        d->open = open, d->open_cap = cap;
    }
    d->open[d->open_count++] = (trusted){d->out->mesh.leaf_count - 1, *at, field, *side};
    return ENT_OK;
}

typedef enum fate { CUT, INSIDE, OUTSIDE, LEAF } fate;

static fate judge(const descent *d, double least_m, double most_m)
{
    return least_m > d->sure_m + fmax(0, d->level_m)   ? OUTSIDE
           : most_m < -d->sure_m + fmin(0, d->level_m) ? INSIDE
                                                       : CUT;
}

/* A square, the part of the field that matters there, and what is known of it. */
typedef struct trial {
    const ent_curve *at;
    const ent_field *field;
    const ent_patch *patch;
    const double *middle; /* what is known there, or NULL */
    const ent_foot *foot;
    fate quarters[4]; /* found out: what the model says of the squares below, by their corner */
} trial;

static bool fits(const descent *d, const ent_model *m)
{
    return m->below_m - d->level_m <= d->opts.tolerance_m && m->above_m + d->level_m <= d->opts.tolerance_m;
}

static ent_status keep_leaf(descent *d, const trial *t, ent_mesh_leaf *leaf, ent_model *model)
{
    ent_model settled = *model;
    ent_model_settle(&settled);
    bool stands = fits(d, &settled);
    if (stands) *model = settled;
    leaf->below_m = model->below_m - d->level_m;
    leaf->above_m = model->above_m + d->level_m;
    ent_status st = name_middle(d, leaf->square, model->at[4], &leaf->middle);
    if (st != ENT_OK) return st;
    if (!ent_mesh_add(&d->out->mesh, leaf))
        return ent_fail(d->err, ENT_E_NOMEM, "out of memory for the mesh");
    return stands ? ENT_OK : trust(d, t->at, t->field, &model->side);
}

/* Make a model of the field on the square and see what it settles. */
static ent_status try_model(descent *d, trial *t, fate *out)
{
    ent_mesh_leaf leaf;
    ent_model model;
    double corners[4], least = INFINITY, most = -INFINITY;
    ent_status st = name_leaf(d, t->at->square, &leaf);
    for (int k = 0; k < 4 && st == ENT_OK; k++)
        st = ent_mesh_value(&d->out->mesh, leaf.corner[k], t->field, &corners[k], d->err);
    ent_known known = {corners, t->middle, t->foot};
    if (st == ENT_OK) st = ent_model_make(t->field, t->patch, known, &model, d->err);
    if (st != ENT_OK) return st;
    for (int k = 0; k < 5; k++) {
        least = fmin(least, model.at[k]);
        most = fmax(most, model.at[k]);
    }
    *out = judge(d, least - model.below_m, most + model.above_m);
    if (*out != CUT) return ENT_OK;
    if (fits(d, &model)) {
        *out = LEAF;
        return keep_leaf(d, t, &leaf, &model);
    }
    for (int k = 0; k < 4; k++) {
        ent_bounds_m part = ent_model_quarter(&model, k);
        t->quarters[k] = judge(d, part.lo_m - model.below_m, part.hi_m + model.above_m);
    }
    return name_middle(d, t->at->square, model.at[4], &leaf.middle);
}

/* ---- the walk --------------------------------------------------------------------------------------- */

static ent_status add_range(descent *d, uint64_t id, ent_zone_state state)
{
    ent_cell cell = {id};
    if (d->late) return ENT_OK;
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
static ent_status settle_distance(descent *d, trial *t, fate *out)
{
    ent_bounds_m f;
    ent_foot foot;
    const ent_field *field = t->field;
    ent_status st = ent_tree_distance_foot(field->shape, t->patch->middle, d->fine_m, &f, &foot, d->err);
    if (st != ENT_OK) return st;
    double middle = field->sign * (0.5 * (f.lo_m + f.hi_m) - field->value_m), off = 0.5 * (f.hi_m - f.lo_m);
    *out = judge(d, middle - off - t->patch->radius_m, middle + off + t->patch->radius_m);
    if (*out != CUT || !ent_model_is_hopeful(field, t->patch, middle, d->opts.tolerance_m - fabs(d->level_m)))
        return ENT_OK;
    t->middle = &middle, t->foot = &foot;
    return try_model(d, t, out);
}

static ent_status settle(descent *d, trial *t, fate *out)
{
    ent_look seen;
    ent_square q = t->at->square;
    ent_patch patch = ent_patch_of(q, d->fine_m);
    t->patch = &patch;
    double guess = q.level <= LEAF_LEVEL_MAX ? ent_model_guess(t->field, patch.edge_rad) : INFINITY;
    if (guess <= EARLY * d->reach_m && t->field->kind == ENT_FIELD_DISTANCE)
        return settle_distance(d, t, out);
    ent_status st =
        ent_look_at(d->scratch, t->field, (ent_spot){patch.middle, patch.radius_m}, &seen, d->err);
    if (st != ENT_OK) return st;
    t->field = seen.field;
    *out = judge(d, seen.bounds.lo_m, seen.bounds.hi_m);
    if (*out != CUT || q.level > LEAF_LEVEL_MAX) return ENT_OK;
    if (ent_model_guess(seen.field, patch.edge_rad) > d->reach_m) return ENT_OK;
    return try_model(d, t, out);
}

static ent_status tell(descent *d, int level)
{
    if (level > 6 || d->late || d->opts.progress.tell == NULL) return ENT_OK;
    d->done += 1.0 / (6.0 * (double)(UINT64_C(1) << (2 * level)));
    if (d->opts.progress.tell(d->opts.progress.context, d->done)) return ENT_OK;
    return ent_fail(d->err, ENT_E_LIMIT, "stopped");
}

static ent_status visit(descent *d, const ent_curve *at, const ent_field *field, fate what);

static ent_status visit_quarters(descent *d, const ent_curve *at, const ent_field *field,
                                 const fate quarters[4])
{
    ent_status st = name_edges(d, at->square);
    for (int k = 0; k < 4 && st == ENT_OK; k++) {
        ent_curve child = ent_curve_child(at, k);
        bool right = child.square.i != at->square.i, upper = child.square.j != at->square.j;
        st = visit(d, &child, field, quarters[upper ? (right ? 2 : 3) : right]);
    }
    return st;
}

/* `what` is known already unless it is CUT. */
static ent_status visit(descent *d, const ent_curve *at, const ent_field *field, fate what)
{
    trial t = {.at = at, .field = field, .quarters = {CUT, CUT, CUT, CUT}};
    ent_status st = ENT_OK;
    if (++d->out->cells > d->opts.cells_max)
        return ent_fail(d->err, ENT_E_LIMIT, "the zone needs more than %llu cells at this tolerance",
                        (unsigned long long)d->opts.cells_max);
    if (what == CUT) st = settle(d, &t, &what);
    if (st != ENT_OK) return st;
    switch (what) {
    case INSIDE: st = add_inside(d, at); break;
    case LEAF: st = add_range(d, at->id, ENT_ZONE_BOUNDARY); break;
    case OUTSIDE: break;
    case CUT:
        if (at->square.level > LEAF_LEVEL_MAX)
            return ent_fail(d->err, ENT_E_INTERNAL, "no model on the smallest cell");
        st = visit_quarters(d, at, t.field, t.quarters);
        return st == ENT_OK && at->square.level == 6 ? tell(d, 6) : st;
    }
    return st == ENT_OK ? tell(d, at->square.level) : st;
}

/* ---- leaves with smaller neighbours ------------------------------------------------------------------- */

#define RIM_MAX 64 /* a leaf with more corners around it is cut */

/* Hold a leaf against the values at the corners around it. */
static ent_status check_rim(descent *d, const trusted *one, bool *out_stands)
{
    uint32_t rim[RIM_MAX];
    ent_mesh *mesh = &d->out->mesh;
    ent_mesh_leaf *leaf = &mesh->leaves[one->leaf];
    size_t count = ent_mesh_rim(mesh, leaf, rim, RIM_MAX);
    bool below = one->side.swapped;
    double error = below ? leaf->below_m + d->level_m : leaf->above_m - d->level_m;
    *out_stands = count <= RIM_MAX;
    for (size_t k = 0; count > 4 && k < count && *out_stands; k++) {
        double value;
        ent_status st = ent_mesh_value(mesh, rim[k], one->field, &value, d->err);
        if (st != ENT_OK) return st;
        error = fmax(error,
                     ent_model_at_rim(one->field, &one->side, ent_mesh_vec(mesh, rim[k]), value, d->fine_m));
        *out_stands = (below ? error - d->level_m : error + d->level_m) <= d->opts.tolerance_m;
    }
    if (below)
        leaf->below_m = error - d->level_m;
    else
        leaf->above_m = error + d->level_m;
    return ENT_OK;
}

/* Take a leaf back: mark it and go on below it. The cover keeps it, as undecided. */
static ent_status recut(descent *d, trusted one)
{
    static const fate unknown[4] = {CUT, CUT, CUT, CUT};
    d->out->mesh.leaves[one.leaf].square.level = -1;
    return visit_quarters(d, &one.at, one.field, unknown);
}

static void drop_recut(ent_mesh *mesh)
{
    size_t kept = 0;
    for (size_t k = 0; k < mesh->leaf_count; k++)
        if (mesh->leaves[k].square.level >= 0) mesh->leaves[kept++] = mesh->leaves[k];
    mesh->leaf_count = kept;
}

/* Round after round, since a leaf that is cut gives its neighbours new corners. */
static ent_status settle_neighbours(descent *d)
{
    ent_status st = ENT_OK;
    d->late = true;
    for (bool again = true; again && st == ENT_OK;) {
        size_t count = d->open_count, kept = 0;
        again = false;
        for (size_t k = 0; k < count && st == ENT_OK; k++) {
            bool stands = true;
            trusted one = d->open[k];
            st = check_rim(d, &one, &stands);
            if (st == ENT_OK && stands) d->open[kept++] = one;
            if (st == ENT_OK && !stands) st = recut(d, one), again = true;
        }
        while (count < d->open_count) d->open[kept++] = d->open[count++];
        d->open_count = kept;
    }
    drop_recut(&d->out->mesh);
    return st;
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
    d.level_m = LEVEL_SHARE * opts.tolerance_m * ent_model_lean(field);
    d.reach_m = opts.tolerance_m + fabs(d.level_m);
    out->mesh.fine_m = d.fine_m, out->mesh.level_m = d.level_m;
    for (int face = 0; face < 6 && st == ENT_OK; face++) {
        ent_curve at = ent_curve_face(face);
        st = visit(&d, &at, field, CUT);
    }
    if (st == ENT_OK) st = settle_neighbours(&d);
    ent_free(d.open);
    ent_arena_free(d.scratch);
    return st;
}
