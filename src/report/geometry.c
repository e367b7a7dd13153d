/* geometry.c: places as points, lines and areas that any reader of RFC 7946 understands. Whatever meets ±180
 * or a pole, or has holes, is outlined by a zone of radius 0, which is right there; plain rings stay as they
 * are. */
#include "base/mem.h"
#include "report/feature.h"

#include <math.h>

#define CORNERS 72
#define DISC_PARTS 1000.0 /* of its radius: how finely a disc is outlined where it meets ±180 or a pole */
#define AREA_PARTS 2000.0
#define INSIDE_PARTS 60.0

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for a place");
}

void ent_geometry_done(ent_geometry *g)
{
    ent_free(g->rings);
    ent_free(g->points);
    ent_polygons_free(g->polygons);
    *g = (ent_geometry){0};
}

ent_status ent_geometry_zone(const ent_zone *zone, ent_geometry *out, ent_error *err)
{
    ent_geometry g = {.kind = ENT_GEOMETRY_AREA};
    const ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_CUT, &g.polygons, err);
    if (st != ENT_OK) return st;
    g.ring_count = ent_polygons_ring_count(g.polygons);
    g.rings = ent_alloc_zero(g.ring_count + 1, sizeof *g.rings);
    if (!g.rings) {
        ent_geometry_done(&g);
        return no_memory(err);
    }
    for (size_t k = 0; k < g.ring_count; k++) g.rings[k] = ent_polygons_ring_at(g.polygons, k);
    *out = g;
    return ENT_OK;
}

static ent_status outline(const ent_tree *tree, double radius_m, double tolerance_m, ent_geometry *out,
                          ent_error *err)
{
    ent_fields *fields = NULL;
    ent_zone *zone = NULL;
    ent_status st = ent_fields_new(&fields, err);
    const ent_field *field = st == ENT_OK ? ent_field_within(fields, tree, radius_m) : NULL;
    if (st == ENT_OK && !field) st = no_memory(err);
    if (st == ENT_OK) st = ent_zone_build(field, (ent_zone_opts){.tolerance_m = tolerance_m}, &zone, err);
    if (st == ENT_OK) st = ent_geometry_zone(zone, out, err);
    ent_zone_free(zone);
    ent_fields_free(fields);
    return st;
}

static double cap_radius(const ent_tree *tree)
{
    ent_lonlat centre;
    double radius;
    ent_tree_cap(tree, &centre, &radius);
    return fmax(0, radius);
}

ent_status ent_geometry_inside(const ent_tree *shape, ent_geometry *out, ent_error *err)
{
    return outline(shape, 0, fmin(40000, fmax(500, cap_radius(shape) / INSIDE_PARTS)), out, err);
}

/* ---- rings of our own ------------------------------------------------------------------------------- */

static bool reserve(ent_geometry *g, size_t points, size_t rings)
{
    g->points = ent_alloc_zero(points + 1, sizeof *g->points);
    g->rings = ent_alloc_zero(rings + 1, sizeof *g->rings);
    if (g->points && g->rings) return true;
    ent_geometry_done(g);
    return false;
}

/* Twice the area in square degrees: positive when it runs counter-clockwise. */
static double turn(const ent_lonlat *p, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        const ent_lonlat a = p[k], b = p[k + 1 < count ? k + 1 : 0];
        sum += (a.lon_deg - p[0].lon_deg) * (b.lat_deg - p[0].lat_deg) -
               (b.lon_deg - p[0].lon_deg) * (a.lat_deg - p[0].lat_deg);
    }
    return sum;
}

/* Does no edge go over ±180, and is no place beyond it or at a pole? */
static bool is_plain(const ent_lonlat *p, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const ent_lonlat a = p[k], b = p[k + 1 < count ? k + 1 : 0];
        if (fabs(a.lon_deg) > 180 || fabs(a.lat_deg) >= 90 || fabs(a.lon_deg - b.lon_deg) > 180) return false;
    }
    return true;
}

static ent_status plain_ring(const ent_lonlat *p, size_t count, ent_geometry *out, ent_error *err)
{
    ent_geometry g = {.kind = ENT_GEOMETRY_AREA, .ring_count = 1};
    if (count > 1 && p[0].lon_deg == p[count - 1].lon_deg && p[0].lat_deg == p[count - 1].lat_deg) count--;
    if (!reserve(&g, count, 1)) return no_memory(err);
    const bool backwards = turn(p, count) < 0;
    for (size_t k = 0; k < count; k++) g.points[k] = p[backwards ? count - 1 - k : k];
    g.rings[0] = (ent_polygon_ring){g.points, count, 0, false};
    *out = g;
    return ENT_OK;
}

/* ---- kinds of place --------------------------------------------------------------------------------- */

static ent_status disc_by_zone(ent_lonlat centre, double radius_m, ent_geometry *out, ent_error *err)
{
    const uint32_t starts[2] = {0, 1};
    const ent_rings point = {&centre, starts, 1};
    ent_tree *tree = NULL;
    ent_status st = ent_tree_build(&point, 1, (ent_tree_opts){.kind = ENT_SHAPE_POINTS}, &tree, err);
    if (st == ENT_OK)
        st = outline(tree, radius_m, fmax(ENT_ZONE_TOLERANCE_MIN_M, radius_m / DISC_PARTS), out, err);
    ent_tree_free(tree);
    return st;
}

ent_status ent_geometry_disc(ent_lonlat centre, double radius_m, ent_geometry *out, ent_error *err)
{
    if (!(radius_m > 0)) {
        *out = (ent_geometry){.kind = ENT_GEOMETRY_POINT, .point = centre};
        return ENT_OK;
    }
    /* Far round the Earth a ring no longer tells its inside, and near a pole it goes round that. */
    const double to_pole_m = (90 - fabs(centre.lat_deg)) * 110500;
    if (radius_m > 5e6 || radius_m * 1.01 > to_pole_m) return disc_by_zone(centre, radius_m, out, err);
    ent_lonlat ring[CORNERS];
    const double around_m = radius_m / cos(3.14159265358979324 / CORNERS);
    for (size_t k = 0; k < CORNERS; k++) {
        const ent_status st = ent_geo_direct(centre, -360.0 * (double)k / CORNERS, around_m, &ring[k], err);
        if (st != ENT_OK) return st;
    }
    return is_plain(ring, CORNERS) ? plain_ring(ring, CORNERS, out, err)
                                   : disc_by_zone(centre, radius_m, out, err);
}

ent_status ent_geometry_area(const ent_rings *rings, ent_geometry *out, ent_error *err)
{
    const size_t count = rings->ring_count == 1 ? rings->starts[1] - rings->starts[0] : 0;
    const ent_lonlat *first = rings->points + rings->starts[0];
    if (count >= 3 && is_plain(first, count)) return plain_ring(first, count, out, err);
    ent_tree *tree = NULL;
    ent_status st = ent_tree_build(rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_AREA}, &tree, err);
    if (st == ENT_OK) st = outline(tree, 0, fmin(1000, fmax(5, cap_radius(tree) / AREA_PARTS)), out, err);
    ent_tree_free(tree);
    return st;
}

/* A line that goes over ±180 ends there and begins anew on the other side. */
static void add_line(const ent_lonlat *p, size_t count, ent_geometry *g, size_t *used)
{
    size_t start = *used;
    for (size_t k = 0; k < count; k++) {
        const double jump = k > 0 ? p[k].lon_deg - p[k - 1].lon_deg : 0;
        if (fabs(jump) > 180) {
            const double edge = jump < 0 ? 180 : -180, step = jump < 0 ? jump + 360 : jump - 360;
            const double lat =
                p[k - 1].lat_deg + (p[k].lat_deg - p[k - 1].lat_deg) * (edge - p[k - 1].lon_deg) / step;
            g->points[(*used)++] = (ent_lonlat){edge, lat};
            g->rings[g->ring_count++] = (ent_polygon_ring){g->points + start, *used - start, 0, false};
            start = *used;
            g->points[(*used)++] = (ent_lonlat){-edge, lat};
        }
        g->points[(*used)++] = p[k];
    }
    if (*used - start >= 2)
        g->rings[g->ring_count++] = (ent_polygon_ring){g->points + start, *used - start, 0, false};
}

ent_status ent_geometry_lines(const ent_rings *rings, ent_geometry *out, ent_error *err)
{
    ent_geometry g = {.kind = ENT_GEOMETRY_LINES};
    const size_t points = rings->starts[rings->ring_count];
    size_t used = 0;
    if (!reserve(&g, 3 * points, points + rings->ring_count))
        return no_memory(err); /* each edge may be cut */
    for (size_t k = 0; k < rings->ring_count; k++)
        add_line(rings->points + rings->starts[k], rings->starts[k + 1] - rings->starts[k], &g, &used);
    *out = g;
    return ENT_OK;
}
