/* look.c: see look.h. */
#include "zone/look.h"
#include "tree/layout.h"

#include <math.h>

#define CAPS_FROM_M 10e3 /* smaller cells lie near the shape or its zone: the cap says nothing new */

/* From the cap around a shape alone: one geodesic, however large the shape. */
static ent_bounds_m cap_bounds(const ent_tree *shape, ent_lonlat place)
{
    ent_lonlat centre;
    double radius_m;
    ent_tree_cap(shape, &centre, &radius_m);
    double far_m = ent_geodesy_inverse(&shape->geodesy, centre, place).distance_m;
    return (ent_bounds_m){far_m > radius_m ? far_m - radius_m - 1e-6 : -INFINITY, far_m + radius_m + 1e-6};
}

/* Bounds from caps, where they show the cell to be inside or outside. */
static bool look_at_caps(const ent_field *field, ent_spot at, ent_look *out)
{
    if (field->kind != ENT_FIELD_DISTANCE || at.radius_m < CAPS_FROM_M) return false;
    ent_bounds_m d = cap_bounds(field->shape, at.middle);
    double lo_m = d.lo_m - at.radius_m - field->value_m, hi_m = d.hi_m + at.radius_m - field->value_m;
    *out = (ent_look){field, field->sign > 0 ? (ent_bounds_m){lo_m, hi_m} : (ent_bounds_m){-hi_m, -lo_m}};
    return lo_m > ENT_SURE_M || hi_m < -ENT_SURE_M;
}

static ent_status look_at_leaf(const ent_field *field, ent_spot at, ent_look *out, ent_error *err)
{
    double reach_m = field->lipschitz * at.radius_m;
    ent_bounds_m f;
    if (look_at_caps(field, at, out)) return ENT_OK;
    ent_status st = ent_field_at(field, at.middle, fmax(1e-6, at.radius_m / 8), &f, err);
    if (st == ENT_OK) *out = (ent_look){field, {f.lo_m - reach_m, f.hi_m + reach_m}};
    return st;
}

/* Both matter: the joint of what is left of the two. */
static ent_status joined(ent_arena *scratch, const ent_field *field, const ent_look *a, const ent_look *b,
                         ent_look *out)
{
    if (field->kind == ENT_FIELD_MAX)
        out->bounds =
            (ent_bounds_m){fmax(a->bounds.lo_m, b->bounds.lo_m), fmax(a->bounds.hi_m, b->bounds.hi_m)};
    else
        out->bounds =
            (ent_bounds_m){fmin(a->bounds.lo_m, b->bounds.lo_m), fmin(a->bounds.hi_m, b->bounds.hi_m)};
    out->field = field;
    if (a->field == field->a && b->field == field->b) return ENT_OK;
    ent_field *reduced = ent_arena_alloc(scratch, 1, sizeof *reduced);
    if (reduced == NULL) return ENT_E_NOMEM;
    *reduced = *field;
    reduced->a = a->field;
    reduced->b = b->field;
    reduced->lipschitz = fmax(a->field->lipschitz, b->field->lipschitz);
    out->field = reduced;
    return ENT_OK;
}

ent_status ent_look_at(ent_arena *scratch, const ent_field *field, ent_spot at, ent_look *out, ent_error *err)
{
    ent_look a, b;
    if (field->kind != ENT_FIELD_MAX && field->kind != ENT_FIELD_MIN)
        return look_at_leaf(field, at, out, err);
    ent_status st = ent_look_at(scratch, field->a, at, &a, err);
    if (st == ENT_OK) st = ent_look_at(scratch, field->b, at, &b, err);
    if (st != ENT_OK) return st;
    bool greater = field->kind == ENT_FIELD_MAX;
    if (a.bounds.lo_m > b.bounds.hi_m)
        *out = greater ? a : b;
    else if (b.bounds.lo_m > a.bounds.hi_m)
        *out = greater ? b : a;
    else
        st = joined(scratch, field, &a, &b, out);
    return st == ENT_E_NOMEM ? ent_fail(err, st, "out of memory for fields") : st;
}
