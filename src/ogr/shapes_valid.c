/* shapes_valid.c: is a drawn area one that has an inside, and one inside only?
 *
 * What is inside a ring that crosses itself, or that is traced twice, is a question with several answers
 * (even-odd, or by winding); so is a hole that sticks out of its outline. Such a polygon is refused, with the
 * place where it goes wrong, instead of one of the answers being given in silence. Of several polygons in one
 * shape the answer is their union, also where they lie over each other or share a side.
 *
 * GEOS decides, in the plane of longitude and latitude: rings are unwrapped first, so that a ring which
 * passes ±180 is one piece there, whichever way its longitudes are written. A ring that goes round a pole or
 * along the rim of the map is no polygon in that plane and is taken as it stands; the tree knows how to read
 * it. A polygon of n corners costs n log n; a scribble is refused at the first crossing. */
#include "ogr/shapes_valid.h"
#include "base/limits.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct validator {
    ent_features *features;
    ent_feature_place place;
    ent_ogr_outline *outline;
    GEOSContextHandle_t geos;
    GEOSGeometry **polygons; /* one a polygon; NULL for one that the plane cannot show */
    size_t polygon_count;
    bool reaches_over; /* one of them lies over +180 */
    bool is_whole;     /* all of them can be shown */
} validator;

static size_t first_ring(const ent_ogr_outline *o, size_t polygon)
{
    return polygon < o->polygon_count ? o->polygons[polygon] : o->ring_count;
}

/* ---- unwrapping ---- */

/* Longitudes made to follow each other; false when the ring cannot be shown in the plane. */
static bool unwrap(const ent_lonlat *p, size_t n, double start, double *out_xy)
{
    double lon = start;
    for (size_t i = 0; i < n; i++) {
        double step = i ? p[i].lon_deg - p[i - 1].lon_deg : 0;
        if (fabs(step) == 360.0 || fabs(p[i].lat_deg) == 90.0) return false;
        while (step > 180.0) step -= 360.0;
        while (step < -180.0) step += 360.0;
        lon += step;
        out_xy[2 * i] = lon, out_xy[2 * i + 1] = p[i].lat_deg;
    }
    return fabs(out_xy[2 * (n - 1)] - out_xy[0]) < 180.0;
}

/* The longitude of a ring's first corner in the turn of the Earth in which its polygon lies. */
static double near_to(double lon, double reference)
{
    return lon + 360.0 * rint((reference - lon) / 360.0);
}

/* Do all corners lie on one line? (A signed area will not do: that of a bow tie is zero too.) */
static bool is_flat(const double *xy, size_t n)
{
    size_t far = 0;
    for (size_t i = 1; i < n; i++) {
        double d = hypot(xy[2 * i] - xy[0], xy[2 * i + 1] - xy[1]);
        if (d > hypot(xy[2 * far] - xy[0], xy[2 * far + 1] - xy[1])) far = i;
    }
    double dx = xy[2 * far] - xy[0], dy = xy[2 * far + 1] - xy[1];
    for (size_t i = 1; i < n; i++)
        if (dx * (xy[2 * i + 1] - xy[1]) != dy * (xy[2 * i] - xy[0])) return false;
    return true;
}

/* ---- complaints ---- */

/* The corner of the polygon that is nearest to a place in the plane. */
static void nearest_corner(const validator *v, size_t polygon, ent_lonlat at, size_t *out_ring,
                           size_t *out_corner)
{
    const ent_ogr_outline *o = v->outline;
    double best = INFINITY;
    *out_ring = first_ring(o, polygon), *out_corner = 0;
    for (size_t r = first_ring(o, polygon); r < first_ring(o, polygon + 1); r++)
        for (uint32_t i = o->starts[r]; i < o->starts[r + 1]; i++) {
            double dx = remainder(o->points[i].lon_deg - at.lon_deg, 360.0),
                   dy = o->points[i].lat_deg - at.lat_deg;
            if (dx * dx + dy * dy >= best) continue;
            best = dx * dx + dy * dy, *out_ring = r, *out_corner = i - o->starts[r];
        }
}

static void complain_at(validator *v, size_t polygon, ent_lonlat at, ent_diag_text text, const char *message)
{
    size_t ring, corner, path[3], n = 0;
    nearest_corner(v, polygon, at, &ring, &corner);
    if (v->outline->is_multi) path[n++] = polygon;
    path[n++] = ring - first_ring(v->outline, polygon), path[n++] = corner;
    ent_feature_place place = v->place;
    place.path = path, place.path_count = n;
    ent_features_complain(v->features, place, text, "%s", message);
    v->outline->is_wrong = true;
}

static void complain_reason(validator *v, size_t polygon, const char *reason, ent_lonlat at)
{
    static const struct {
        const char *reason, *code, *message, *hint;
    } known[] = {
        {"Hole lies outside shell", "hole-outside", "a hole lies outside its outline",
         "Draw it as a polygon of its own, or move it inside."},
        {"Holes are nested", "hole-nested", "a hole lies within a hole",
         "Draw what is inside the hole as a polygon of its own."},
        {"Interior is disconnected", "ring-touches", "a hole cuts the area in two",
         "Draw the parts as polygons of one multi-polygon."},
        {"Duplicate Rings", "ring-twice", "two rings are the same",
         "Leave one of them out: a hole that fills its outline leaves nothing."},
    };
    char where[60], message[160];
    (void)snprintf(where, sizeof where, "%.8g %.8g", remainder(at.lon_deg, 360.0), at.lat_deg);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strncmp(reason, known[i].reason, strlen(known[i].reason)) != 0) continue;
        (void)snprintf(message, sizeof message, "%s, near %s", known[i].message, where);
        complain_at(v, polygon, at, (ent_diag_text){.code = known[i].code, .hint = known[i].hint}, message);
        return;
    }
    (void)snprintf(message, sizeof message, "the outline crosses or retraces itself, near %s", where);
    complain_at(
        v, polygon, at,
        (ent_diag_text){.code = "ring-crosses",
                        .detail = "What is inside of it could be read in more than one way.",
                        .hint = "Draw its lobes as polygons of one multi-polygon (in QGIS: Fix geometries)."},
        message);
}

/* ---- one polygon ---- */

static GEOSGeometry *make_ring(validator *v, const double *xy, size_t n)
{
    GEOSCoordSequence *line = GEOSCoordSeq_copyFromBuffer_r(v->geos, xy, (unsigned)n, 0, 0);
    return line ? GEOSGeom_createLinearRing_r(v->geos, line) : NULL;
}

/* The rings of a polygon in the plane; *out_shown false when they cannot be. */
static ent_status make_rings(validator *v, size_t polygon, GEOSGeometry **rings, size_t *out_count,
                             bool *out_shown)
{
    const ent_ogr_outline *o = v->outline;
    size_t first = first_ring(o, polygon), count = first_ring(o, polygon + 1) - first, longest = 0;
    for (size_t r = first; r < first + count; r++)
        if (o->starts[r + 1] - o->starts[r] > longest) longest = o->starts[r + 1] - o->starts[r];
    double *xy = ent_alloc(2 * longest * sizeof *xy), reference = 0;
    *out_shown = true, *out_count = 0;
    for (size_t r = first; xy && *out_shown && r < first + count; r++) {
        const ent_lonlat *p = o->points + o->starts[r];
        size_t n = o->starts[r + 1] - o->starts[r];
        double start = near_to(p[0].lon_deg, reference);
        *out_shown = unwrap(p, n, start, xy);
        if (!*out_shown) break;
        for (size_t i = 0; i < n; i++) v->reaches_over |= fabs(xy[2 * i]) > 180.0;
        reference = xy[0];
        xy[2 * n - 2] = xy[0];
        if (is_flat(xy, n)) {
            complain_at(
                v, polygon, p[0],
                (ent_diag_text){.code = "ring-flat",
                                .hint = "A line belongs into lines.geojson, a point into places.csv."},
                "a ring encloses nothing");
            break;
        }
        GEOSGeometry *ring = make_ring(v, xy, n);
        if (!ring) break;
        rings[(*out_count)++] = ring;
    }
    bool good = xy && (!*out_shown || o->is_wrong || *out_count == count);
    ent_free(xy);
    return good ? ENT_OK : ENT_E_NOMEM;
}

static void destroy_all(validator *v, GEOSGeometry **geometries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (geometries[i]) GEOSGeom_destroy_r(v->geos, geometries[i]);
}

static void check_polygon(validator *v, size_t polygon)
{
    char *reason = NULL;
    GEOSGeometry *where = NULL;
    char valid = GEOSisValidDetail_r(v->geos, v->polygons[polygon], 0, &reason, &where);
    ent_lonlat at = {0, 0};
    if (where)
        (void)GEOSGeomGetX_r(v->geos, where, &at.lon_deg), (void)GEOSGeomGetY_r(v->geos, where, &at.lat_deg);
    if (valid == 0) complain_reason(v, polygon, reason ? reason : "", at);
    if (reason) GEOSFree_r(v->geos, reason);
    if (where) GEOSGeom_destroy_r(v->geos, where);
}

static ent_status take_polygon(validator *v, size_t polygon, ent_error *err)
{
    size_t count = first_ring(v->outline, polygon + 1) - first_ring(v->outline, polygon), made = 0;
    GEOSGeometry **rings = ent_alloc_zero(count + 1, sizeof *rings);
    bool shown = false;
    ent_status st = rings ? make_rings(v, polygon, rings, &made, &shown) : ENT_E_NOMEM;
    if (st == ENT_OK && shown && !v->outline->is_wrong) {
        v->polygons[polygon] = GEOSGeom_createPolygon_r(v->geos, rings[0], rings + 1, (unsigned)count - 1);
        made = 0; /* the polygon owns them now */
        if (!v->polygons[polygon]) st = ENT_E_NOMEM;
    }
    if (rings) destroy_all(v, rings, made);
    ent_free(rings);
    if (st != ENT_OK) return ent_fail(err, st, "out of memory");
    v->is_whole = v->is_whole && shown;
    if (v->polygons[polygon]) check_polygon(v, polygon);
    return ENT_OK;
}

/* ---- several polygons ---- */

typedef struct plane_box {
    double from, to;
} plane_box;

static GEOSGeometry *make_box(validator *v, plane_box b)
{
    const double xy[] = {b.from, -90, b.to, -90, b.to, 90, b.from, 90, b.from, -90};
    GEOSGeometry *ring = make_ring(v, xy, 5);
    return ring ? GEOSGeom_createPolygon_r(v->geos, ring, NULL, 0) : NULL;
}

static int shift_turn(double *x, double *y, void *turn)
{
    (void)y;
    *x += *(double *)turn;
    return 1;
}

/* What of all polygons lies in one turn of the Earth, brought to [-180, 180]. */
static GEOSGeometry *part_of_turn(validator *v, const GEOSGeometry *all, double turn)
{
    GEOSGeometry *box = make_box(v, (plane_box){turn - 180, turn + 180});
    GEOSGeometry *part = box ? GEOSIntersection_r(v->geos, all, box) : NULL;
    double back = -turn;
    GEOSGeometry *moved = part ? GEOSGeom_transformXY_r(v->geos, part, shift_turn, &back) : NULL;
    if (box) GEOSGeom_destroy_r(v->geos, box);
    if (part) GEOSGeom_destroy_r(v->geos, part);
    return moved;
}

/* The union of all polygons. Those that reach over ±180 are cut there first, where the tree sees no border.
 */
static GEOSGeometry *unite(validator *v, const GEOSGeometry *all)
{
    if (!v->reaches_over) return GEOSUnaryUnion_r(v->geos, all);
    GEOSGeometry *merged = GEOSUnaryUnion_r(v->geos, all), *parts[3] = {NULL}, *together = NULL,
                 *united = NULL;
    bool good = merged != NULL;
    for (int i = 0; i < 3 && good; i++) good = (parts[i] = part_of_turn(v, merged, 360.0 * (i - 1))) != NULL;
    if (good)
        together = GEOSGeom_createCollection_r(v->geos, GEOS_GEOMETRYCOLLECTION, parts, 3);
    else
        destroy_all(v, parts, 3);
    if (together) united = GEOSUnaryUnion_r(v->geos, together), GEOSGeom_destroy_r(v->geos, together);
    if (merged) GEOSGeom_destroy_r(v->geos, merged);
    return united;
}

static ent_status add_ring(validator *v, ent_ogr_outline *to, const GEOSGeometry *ring, ent_error *err)
{
    const GEOSCoordSequence *line = GEOSGeom_getCoordSeq_r(v->geos, ring);
    unsigned n = 0;
    if (!line || !GEOSCoordSeq_getSize_r(v->geos, line, &n))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_outline_room(to, n, err);
    if (st != ENT_OK) return st;
    for (unsigned i = 0; i < n; i++) {
        ent_lonlat *p = &to->points[to->point_count + i];
        (void)GEOSCoordSeq_getXY_r(v->geos, line, i, &p->lon_deg, &p->lat_deg);
    }
    to->point_count += n;
    to->starts[0] = 0, to->starts[++to->ring_count] = (uint32_t)to->point_count;
    return ENT_OK;
}

static ent_status add_united(validator *v, ent_ogr_outline *to, const GEOSGeometry *shape, ent_error *err)
{
    ent_status st = ENT_OK;
    int type = GEOSGeomTypeId_r(v->geos, shape);
    if (type == GEOS_POLYGON) {
        st = add_ring(v, to, GEOSGetExteriorRing_r(v->geos, shape), err);
        int holes = GEOSGetNumInteriorRings_r(v->geos, shape);
        for (int i = 0; st == ENT_OK && i < holes; i++)
            st = add_ring(v, to, GEOSGetInteriorRingN_r(v->geos, shape, i), err);
    } else if (type == GEOS_MULTIPOLYGON ||
               type == GEOS_GEOMETRYCOLLECTION) { /* points and lines of contact: no area */
        int parts = GEOSGetNumGeometries_r(v->geos, shape);
        for (int i = 0; st == ENT_OK && i < parts; i++)
            st = add_united(v, to, GEOSGetGeometryN_r(v->geos, shape, i), err);
    }
    return st;
}

static ent_status replace_by_union(validator *v, const GEOSGeometry *all, ent_error *err)
{
    ent_ogr_outline united = {0};
    GEOSGeometry *shape = unite(v, all);
    ent_status st = shape ? add_united(v, &united, shape, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (shape) GEOSGeom_destroy_r(v->geos, shape);
    if (st != ENT_OK) {
        ent_ogr_outline_done(&united);
        return st;
    }
    ent_ogr_outline_done(v->outline);
    *v->outline = united;
    return ENT_OK;
}

/* Polygons that touch at most in points are left as they were drawn. */
static ent_status unite_when_needed(validator *v, ent_error *err)
{
    if (!v->is_whole) {
        complain_at(v, 0, v->outline->points[0],
                    (ent_diag_text){
                        .code = "ring-round",
                        .hint = "Draw what goes round a pole as a shape of one polygon, cut at ±180 or not."},
                    "one of several polygons goes round a pole or along the edge of the map");
        return ENT_OK;
    }
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(v->geos, GEOS_MULTIPOLYGON, v->polygons, (unsigned)v->polygon_count);
    if (!all) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    memset(v->polygons, 0, v->polygon_count * sizeof *v->polygons); /* the collection owns them now */
    bool apart = !v->reaches_over && GEOSisValid_r(v->geos, all) == 1;
    ent_status st = apart ? ENT_OK : replace_by_union(v, all, err);
    GEOSGeom_destroy_r(v->geos, all);
    return st;
}

ent_status ent_outline_validate(ent_features *features, ent_feature_place place, ent_ogr_outline *outline,
                                ent_error *err)
{
    validator v = {.features = features,
                   .place = place,
                   .outline = outline,
                   .polygon_count = outline->polygon_count,
                   .is_whole = true};
    ent_status st = ENT_OK;
    v.geos = GEOS_init_r();
    v.polygons = ent_alloc_zero(v.polygon_count + 1, sizeof *v.polygons);
    if (!v.geos || !v.polygons) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; st == ENT_OK && i < v.polygon_count && !outline->is_wrong; i++)
        st = take_polygon(&v, i, err);
    if (st == ENT_OK && v.polygon_count > 1 && !outline->is_wrong) st = unite_when_needed(&v, err);
    if (v.polygons) destroy_all(&v, v.polygons, v.polygon_count);
    ent_free(v.polygons);
    if (v.geos) GEOS_finish_r(v.geos);
    return st;
}
