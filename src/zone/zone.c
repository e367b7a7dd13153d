/* zone.c: what the outside sees of a zone. */
#include "zone/zone.h"
#include "base/limits.h"
#include "base/mem.h"
#include "entente/cell.h"
#include "zone/source.h"

#include <math.h>

/* 1e-12 of the whole for the sums themselves. */
#define SUM_ROUNDING 1e-12
/* 2 pi a^2 + pi b^2 / e ln((1 + e) / (1 - e)) = 510065621724088.509… on WGS84, rounded up. */
#define EARTH_M2 510065621724088.51

/* The border of an area is as long as it is finely drawn, and cells along it are many: where the outline does
 * not come from them, they are kept at least as wide as this tolerance makes them. */
#define SOURCE_COVER_M 1000.0
/* A coarser outline than this is wanted small: it is drawn from cells, not from every vertex of the source.
 */
#define SOURCE_TOLERANCE_M 300.0

/* An outline is not drawn closer than so many times what its border is known to: models have to fit between,
 * and with half as many they were seen not to. */
#define EDGE_ERRORS 11.0

static void sum_areas(ent_zone *zone, const ent_descent *found)
{
    double inside = found->inside_m2, error = found->inside_error_m2;
    zone->lo_m2 = fmax(0, (inside - error + zone->trace.lo_m2) * (1 - SUM_ROUNDING));
    zone->hi_m2 = fmin(EARTH_M2, (inside + error + zone->trace.hi_m2) * (1 + SUM_ROUNDING));
}

/* A line or places, and no reach: what the field holds on has no area and no outline. */
static bool is_thin(const ent_field *field)
{
    return field->kind == ENT_FIELD_DISTANCE && field->sign > 0 && field->value_m <= 0 &&
           field->shape->kind != ENT_SHAPE_AREA;
}

static ent_status fill(ent_zone *zone, ent_zone_opts opts, ent_error *err)
{
    ent_descent found = {0};
    bool is_drawn = is_thin(zone->field),
         fits = zone->tolerance_m <= SOURCE_TOLERANCE_M && ent_source_fits(zone->field);
    ent_status st = ENT_OK;
    if (fits) st = ent_source_trace(zone->field, &zone->trace, &is_drawn, err);
    if (st != ENT_OK) return st;
    double tolerance_m = is_drawn ? fmax(SOURCE_COVER_M, zone->tolerance_m) : zone->tolerance_m;
    uint64_t cells_max = fits && !is_drawn ? ENT_ZONE_TANGLE_CELLS_MAX : ENT_ZONE_CELLS_MAX;
    if (opts.cells_max) cells_max = opts.cells_max;
    ent_descent_opts how = {ENT_MESH_SHARE * tolerance_m, cells_max, opts.progress};
    st = ent_descend(zone->field, how, &found, err);
    if (st == ENT_OK && !is_drawn) st = ent_trace_mesh(&found.mesh, zone->field, &zone->trace, err);
    if (st == ENT_OK) {
        if (is_drawn)
            zone->lo_m2 = zone->trace.lo_m2, zone->hi_m2 = zone->trace.hi_m2;
        else
            sum_areas(zone, &found);
        zone->cover = found.cover;
        found.cover = (ent_cover){0};
    }
    ent_descent_done(&found);
    return st;
}

ent_status ent_zone_build(const ent_field *field, ent_zone_opts opts, ent_zone **out, ent_error *err)
{
    double tolerance_m = opts.tolerance_m == 0 ? ENT_ZONE_TOLERANCE_M : opts.tolerance_m;
    double least_m = fmax(ENT_ZONE_TOLERANCE_MIN_M, EDGE_ERRORS * ent_field_edge_error_m(field));
    if (!(tolerance_m >= least_m) || isinf(tolerance_m))
        return ent_fail(err, ENT_E_DOMAIN, "a tolerance of %g m: it must be at least %.3g m", tolerance_m,
                        least_m);
    ent_zone *zone = ent_alloc_zero(1, sizeof *zone);
    if (zone == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for a zone");
    zone->field = field;
    zone->tolerance_m = tolerance_m;
    ent_status st = fill(zone, opts, err);
    if (st == ENT_OK)
        *out = zone;
    else
        ent_zone_free(zone);
    return st;
}

void ent_zone_free(ent_zone *zone)
{
    if (zone == NULL) return;
    ent_cover_done(&zone->cover);
    ent_trace_done(&zone->trace);
    ent_free(zone);
}

double ent_zone_tolerance_m(const ent_zone *zone)
{
    return zone->tolerance_m;
}

size_t ent_zone_range_count(const ent_zone *zone)
{
    return zone->cover.count;
}

ent_zone_range ent_zone_range_at(const ent_zone *zone, size_t index)
{
    return zone->cover.ranges[index];
}

ent_zone_state ent_zone_look(const ent_zone *zone, ent_lonlat place)
{
    ent_cell cell = ent_cell_at(place, ENT_CELL_LEVEL_MAX);
    const ent_zone_range *range = ent_cover_find(&zone->cover, cell.id);
    return range != NULL ? range->state : ENT_ZONE_OUTSIDE;
}

ent_status ent_zone_contains(const ent_zone *zone, ent_lonlat place, ent_truth *out, ent_error *err)
{
    if (!(fabs(place.lat_deg) <= 90.0) || !isfinite(place.lon_deg))
        return ent_fail(err, ENT_E_DOMAIN, "(%.17g, %.17g) is no longitude and latitude", place.lon_deg,
                        place.lat_deg);
    ent_zone_state state = ent_zone_look(zone, place);
    if (state != ENT_ZONE_BOUNDARY) {
        *out = state == ENT_ZONE_INSIDE ? ENT_YES : ENT_NO;
        return ENT_OK;
    }
    return ent_field_holds(zone->field, place, out, err);
}

void ent_zone_area(const ent_zone *zone, double *out_lo_m2, double *out_hi_m2)
{
    *out_lo_m2 = zone->lo_m2;
    *out_hi_m2 = zone->hi_m2;
}
