/* bound.c: a field over the part of a region that lies in a disc. Each leaf is bounded by its value in the
 * middle and its Lipschitz constant, then max and min join the bounds: never wider than the constant of the
 * whole field gives, mostly narrower.
 *
 * Neighbours. Two countries that share a border touch along hundreds of kilometres, all at distance zero, and
 * the Lipschitz bound alone would cut that border into cells as small as the slack. So for a disc of radius r
 * about c, where the border of a shape is at most r away: if region and shape have the same border, arc for
 * arc, within 2 r + |d(c)| of c, then the nearest border place of either from any place of the disc is the
 * other's too, the two signed distances are equal or opposite, and which of the two is the same all over the
 * disc, because whoever crosses one border crosses the other. On opposite sides the shape's distance is not
 * negative on the region; on the same side it is not positive. */
#include "zone/range.h"
#include "tree/near.h"
#include "zone/field.h"

#include <math.h>

static bool share_border(const ent_tree *shape, ent_region_set set, ent_disc disc, double reach_m,
                         double *out_side)
{
    for (size_t k = 0; k < set.count; k++) {
        const ent_region *r = &set.regions[k];
        if (r->kind != ENT_REGION_AREA || r->area->kind != ENT_SHAPE_AREA) continue;
        if (!ent_tree_same_border(shape, r->area, disc.centre, reach_m)) continue;
        int product =
            ent_tree_contains(shape, disc.centre).sign * ent_tree_contains(r->area, disc.centre).sign;
        if (product == 0) continue;
        *out_side = product;
        return true;
    }
    return false;
}

/* Bounds of the signed distance to a shape over the region in the disc. */
static ent_bounds_m distance_bounds(const ent_tree *shape, ent_region_set set, ent_disc disc, ent_bounds_m d)
{
    double side, far_m = fmax(fabs(d.lo_m), fabs(d.hi_m));
    ent_bounds_m wide = {d.lo_m - disc.radius_m, d.hi_m + disc.radius_m};
    if (shape->kind != ENT_SHAPE_AREA) wide.lo_m = fmax(0, wide.lo_m);
    if (wide.lo_m >= 0 || wide.hi_m <= 0) return wide;
    if (!share_border(shape, set, disc, 2 * disc.radius_m + far_m, &side)) return wide;
    if (side < 0)
        wide.lo_m = 0;
    else
        wide.hi_m = 0;
    return wide;
}

static ent_status leaf_bounds(const ent_field *field, ent_region_set set, ent_disc disc, ent_bounds_m *out,
                              ent_error *err)
{
    ent_bounds_m f;
    double reach_m = field->lipschitz * disc.radius_m;
    if (field->kind != ENT_FIELD_DISTANCE) {
        ent_status st = ent_field_at(field, disc.centre, disc.fine_m, &f, err);
        if (st == ENT_OK) *out = (ent_bounds_m){f.lo_m - reach_m, f.hi_m + reach_m};
        return st;
    }
    ent_status st = ent_tree_distance(field->shape, disc.centre, disc.fine_m, &f, err);
    if (st != ENT_OK) return st;
    f = distance_bounds(field->shape, set, disc, f);
    f = (ent_bounds_m){f.lo_m - field->value_m, f.hi_m - field->value_m};
    *out = field->sign > 0 ? f : (ent_bounds_m){-f.hi_m, -f.lo_m};
    return ENT_OK;
}

ent_status ent_range_cell(const ent_field *field, ent_region_set set, ent_disc disc, ent_bounds_m *out,
                          ent_error *err)
{
    ent_bounds_m a, b;
    if (field->kind != ENT_FIELD_MAX && field->kind != ENT_FIELD_MIN)
        return leaf_bounds(field, set, disc, out, err);
    ent_status st = ent_range_cell(field->a, set, disc, &a, err);
    if (st == ENT_OK) st = ent_range_cell(field->b, set, disc, &b, err);
    if (st != ENT_OK) return st;
    if (field->kind == ENT_FIELD_MAX)
        *out = (ent_bounds_m){fmax(a.lo_m, b.lo_m), fmax(a.hi_m, b.hi_m)};
    else
        *out = (ent_bounds_m){fmin(a.lo_m, b.lo_m), fmin(a.hi_m, b.hi_m)};
    return ENT_OK;
}
