#include "zone/region.h"
#include "geo/chord.h"
#include "geo/geodesy.h"
#include "zone/field.h"

#include <math.h>

#define PROJECTIONS_MAX 4

static bool is_good(const ent_region *r)
{
    if (r->kind == ENT_REGION_FIELD) return r->field != NULL;
    if (r->kind == ENT_REGION_AREA) return r->area != NULL;
    if (!ent_lonlat_is_valid(r->centre)) return false;
    return r->kind == ENT_REGION_POINT || r->radius_m >= 0;
}

ent_status ent_region_check(ent_region_set set, ent_error *err)
{
    if (set.count == 0) return ent_fail(err, ENT_E_DOMAIN, "a position needs at least one region");
    for (size_t k = 0; k < set.count; k++)
        if (!is_good(&set.regions[k]))
            return ent_fail(err, ENT_E_DOMAIN, "region %zu: not a place, or a negative radius", k);
    return ENT_OK;
}

static double disc_radius(const ent_region *r)
{
    return r->kind == ENT_REGION_POINT ? 0 : r->radius_m;
}

/* A field over its Lipschitz constant is what a signed distance has to be here: 1-Lipschitz, and at most zero
 * where the set is. */
static ent_status level_of(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                           ent_error *err)
{
    double scale = fmax(1, field->lipschitz);
    ent_status st = ent_field_at(field, place, slack_m, out, err);
    if (st == ENT_OK) out->lo_m /= scale, out->hi_m /= scale;
    return st;
}

/* Downhill as far as the field says, and a hair farther. */
static ent_status move_downhill(const ent_field *field, ent_lonlat place, ent_lonlat *out, ent_error *err)
{
    ent_bounds_m level;
    double azimuth_deg;
    ent_status st = level_of(field, place, 1e-6, &level, err);
    if (st == ENT_OK) st = ent_field_downhill(field, place, &azimuth_deg, err);
    if (st != ENT_OK) return st;
    ent_geodesy g;
    ent_geodesy_init(&g);
    *out = place;
    if (isfinite(azimuth_deg) && isfinite(level.hi_m))
        *out = ent_geodesy_direct(&g, (ent_heading){place, azimuth_deg}, level.hi_m + ENT_MEMBER_M).at;
    return ENT_OK;
}

/* The straight chord bounds a geodesic of 10 km to 3 micrometres, one of 100 km to 3 mm: mostly that will do,
 * at a twentieth of the cost. */
static ent_status distance_to(const ent_region *r, ent_lonlat place, double slack_m, ent_bounds_m *out,
                              ent_error *err)
{
    if (r->kind == ENT_REGION_AREA) return ent_tree_distance(r->area, place, slack_m, out, err);
    if (r->kind == ENT_REGION_FIELD) return level_of(r->field, place, slack_m, out, err);
    double chord_m = ent_vec3_length(ent_vec3_sub(ent_ecef(place), ent_ecef(r->centre)));
    ent_bounds_m rough = {ent_chord_least_m(chord_m), ent_chord_most_m(chord_m)};
    if (rough.hi_m - rough.lo_m <= fmax(slack_m, ENT_MEMBER_M / 2)) {
        *out = (ent_bounds_m){rough.lo_m - disc_radius(r), rough.hi_m - disc_radius(r)};
        return ENT_OK;
    }
    ent_geodesy g;
    ent_geodesy_init(&g);
    double d = ent_geodesy_inverse(&g, r->centre, place).distance_m - disc_radius(r);
    *out = (ent_bounds_m){d - ENT_GEODESY_ERR_M, d + ENT_GEODESY_ERR_M};
    return ENT_OK;
}

/* The region that is farthest from a place, and how far all of them are. */
typedef struct farthest {
    size_t index;
    ent_bounds_m distance;
} farthest;

static ent_status farthest_region(ent_region_set set, ent_lonlat place, double slack_m, farthest *out,
                                  ent_error *err)
{
    farthest worst = {0, {-INFINITY, -INFINITY}};
    for (size_t k = 0; k < set.count; k++) {
        ent_bounds_m d, *w = &worst.distance;
        ent_status st = distance_to(&set.regions[k], place, slack_m, &d, err);
        if (st != ENT_OK) return st;
        if (d.hi_m > w->hi_m) worst.index = k;
        *w = (ent_bounds_m){fmax(w->lo_m, d.lo_m), fmax(w->hi_m, d.hi_m)};
    }
    *out = worst;
    return ENT_OK;
}

ent_status ent_region_distance(ent_region_set set, ent_lonlat place, double slack_m, ent_bounds_m *out,
                               ent_error *err)
{
    farthest worst;
    ent_status st = farthest_region(set, place, slack_m, &worst, err);
    if (st == ENT_OK) *out = worst.distance;
    return st;
}

/* As far beyond the nearest arc as the border may lie off it: there it is inside for certain, unless the area
 * is narrower than that. */
static ent_status move_onto_area(const ent_tree *area, ent_lonlat place, ent_lonlat *out, ent_error *err)
{
    ent_bounds_m d;
    double azimuth_deg;
    ent_status st = ent_tree_nearest(area, place, &d, out, &azimuth_deg, err);
    if (st != ENT_OK || ent_tree_edge_error_m(area) == 0 || isnan(azimuth_deg)) return st;
    bool is_inside = d.lo_m + d.hi_m < 0;
    ent_geodesy g;
    ent_geodesy_init(&g);
    ent_heading way = {place, azimuth_deg + (is_inside ? 180.0 : 0.0)};
    *out = ent_geodesy_direct(&g, way, d.hi_m + ENT_MEMBER_M / 2).at;
    return ENT_OK;
}

/* Onto the region itself. A disc is left by a hair on the inside, so that rounding does not undo the move. */
static ent_status move_onto(const ent_region *r, ent_lonlat place, ent_lonlat *out, ent_error *err)
{
    if (r->kind == ENT_REGION_FIELD) return move_downhill(r->field, place, out, err);
    if (r->kind == ENT_REGION_AREA) return move_onto_area(r->area, place, out, err);
    ent_geodesy g;
    ent_geodesy_init(&g);
    ent_inverse path = ent_geodesy_inverse(&g, r->centre, place);
    double inside_m = fmax(0, disc_radius(r) - ENT_MEMBER_M / 2);
    *out = ent_geodesy_direct(&g, (ent_heading){r->centre, path.azimuth_from_deg}, inside_m).at;
    return ENT_OK;
}

ent_status ent_region_project(ent_region_set set, ent_lonlat place, ent_lonlat *out, bool *out_found,
                              ent_error *err)
{
    for (int step = 0; step <= PROJECTIONS_MAX; step++) {
        farthest worst;
        ent_status st = farthest_region(set, place, 1e-6, &worst, err);
        if (st != ENT_OK) return st;
        *out_found = worst.distance.hi_m <= ENT_MEMBER_M;
        if (*out_found) {
            *out = place;
            return ENT_OK;
        }
        if (step < PROJECTIONS_MAX) st = move_onto(&set.regions[worst.index], place, &place, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

void ent_region_cap(ent_region_set set, ent_lonlat *out_centre, double *out_radius_m)
{
    *out_radius_m = INFINITY;
    for (size_t k = 0; k < set.count; k++) {
        const ent_region *r = &set.regions[k];
        ent_lonlat centre = r->centre;
        double radius_m = disc_radius(r);
        if (r->kind == ENT_REGION_AREA) ent_tree_cap(r->area, &centre, &radius_m);
        if (r->kind == ENT_REGION_FIELD) ent_field_cap(r->field, &centre, &radius_m);
        if (radius_m < *out_radius_m) {
            *out_radius_m = radius_m;
            *out_centre = centre;
        }
    }
}

const ent_region *ent_region_point(ent_region_set set)
{
    for (size_t k = 0; k < set.count; k++)
        if (set.regions[k].kind == ENT_REGION_POINT ||
            (set.regions[k].kind == ENT_REGION_DISC && disc_radius(&set.regions[k]) == 0))
            return &set.regions[k];
    return NULL;
}
