/* shapes_geometry.c: rings and lines, checked. What is refused here would otherwise be an answer about
 * another place: a latitude past the pole, a ring that does not close (is the last side missing, or the last
 * part of the file?), a ring of two corners. Rings may run either way round; whether they enclose an area is
 * for shapes_valid.c. */
#include "ogr/shapes_valid.h"
#include "base/limits.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>

void ent_ogr_outline_done(ent_ogr_outline *outline)
{
    ent_free(outline->points);
    ent_free(outline->starts);
    ent_free(outline->polygons);
    *outline = (ent_ogr_outline){0};
}

ent_outline_kind ent_outline_kind_of(OGRGeometryH shape)
{
    switch (wkbFlatten(OGR_G_GetGeometryType(shape))) {
    case wkbPoint: return ENT_OUTLINE_POINT;
    case wkbMultiPoint: return OGR_G_GetGeometryCount(shape) == 1 ? ENT_OUTLINE_POINT : ENT_OUTLINE_OTHER;
    case wkbLineString:
    case wkbMultiLineString: return ENT_OUTLINE_LINE;
    case wkbPolygon:
    case wkbMultiPolygon: return ENT_OUTLINE_AREA;
    default: return ENT_OUTLINE_OTHER;
    }
}

bool ent_outline_position(ent_features *features, ent_feature_place place, ent_lonlat p)
{
    if (isfinite(p.lon_deg) && fabs(p.lat_deg) <= 90 && fabs(p.lon_deg) <= 360) return true;
    if (!isfinite(p.lon_deg) || !isfinite(p.lat_deg)) {
        ent_features_complain(
            features, place,
            (ent_diag_text){.code = "position", .hint = "Write two numbers: longitude, latitude."},
            "a position is not a number");
    } else if (fabs(p.lat_deg) > 90) {
        ent_features_complain(
            features, place,
            (ent_diag_text){.code = "latitude",
                            .hint = "Longitude comes first, then latitude, both in degrees."},
            "the latitude %.10g lies beyond 90", p.lat_deg);
    } else {
        ent_features_complain(
            features, place, (ent_diag_text){.code = "longitude", .hint = "Longitude runs from -180 to 180."},
            "the longitude %.10g lies beyond 360", p.lon_deg);
    }
    return false;
}

/* ---- room ---- */

static bool grow(void **array, size_t *cap, size_t wanted, size_t size)
{
    if (wanted <= *cap) return true;
    size_t fresh = *cap ? *cap * 2 : 64;
    if (fresh < wanted) fresh = wanted;
    void *grown = ent_realloc(*array, fresh, size);
    if (!grown) return false;
    *array = grown, *cap = fresh;
    return true;
}

ent_status ent_outline_room(ent_ogr_outline *o, size_t points, ent_error *err)
{
    if (o->point_count + points > ENT_SHAPE_VERTICES_MAX)
        return ent_fail(err, ENT_E_LIMIT,
                        "more than %d positions in one shape: simplify it, or cut it into several",
                        ENT_SHAPE_VERTICES_MAX);
    void *p = o->points, *s = o->starts;
    bool good = grow(&p, &o->point_cap, o->point_count + points, sizeof *o->points);
    o->points = p;
    good = good && grow(&s, &o->ring_cap, o->ring_count + 2, sizeof *o->starts);
    o->starts = s;
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

/* ---- one ring or line ---- */

static bool is_long_enough(ent_features *f, ent_feature_place place, const ent_ogr_outline *o, int count)
{
    if (count >= (o->is_line ? 2 : 4)) return true;
    ent_features_complain(
        f, place,
        (ent_diag_text){.code = "ring-short",
                        .hint = o->is_line ? NULL
                                           : "A ring has at least three corners and ends where it starts."},
        o->is_line ? "a line of %d position%s" : "a ring of %d position%s", count, count == 1 ? "" : "s");
    return false;
}

static bool is_closed(ent_features *f, ent_feature_place place, const ent_lonlat *points, size_t count)
{
    ent_lonlat a = points[0], b = points[count - 1];
    if (a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg) return true;
    ent_features_complain(
        f, place,
        (ent_diag_text){.code = "ring-open",
                        .hint = "Repeat the first position at the end, or look for what is missing."},
        "a ring does not end where it starts");
    return false;
}

/* ---- steps that may mean another thing ---- */

static bool lies_on_one_meridian(const ent_lonlat *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (remainder(points[i].lon_deg - points[0].lon_deg, 360.0) != 0) return false;
    return true;
}

/* How a step is read is for tree/edges.c; here it is only said. */
static void warn_of_step(ent_features *f, ent_feature_place place, const ent_lonlat *step, bool is_band)
{
    const ent_lonlat a = step[0], b = step[1];
    const double turn = fabs(b.lon_deg - a.lon_deg);
    ent_diag_text text = {
        .severity = ENT_SEV_WARNING,
        .code = "long-step",
        .detail = "It is read the short way round, across 180; of each shape this is said once.",
        .hint =
            "Put a position between the two if the long way is meant; else count on past 180, as in 190."};
    if (turn == 360 && a.lat_deg == b.lat_deg) {
        text.detail =
            is_band
                ? "Straight edges (planar) go round the whole parallel here, as all of the ring lies on one "
                  "meridian; geodesic ones have no length."
                : "Both ends are one place, so that the edge has no length.";
        text.hint = "Put a position between the two, as at longitude 0, if the whole parallel is meant.";
    }
    ent_features_complain(f, place, text,
                          "the edge from %.10g %.10g to %.10g %.10g steps %.10g degrees of longitude",
                          a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg, turn);
}

/* The first step of a shape that goes farther than half round; at a pole longitude says nothing. */
static void look_at_steps(ent_features *f, ent_feature_place place, const ent_lonlat *points, size_t count,
                          ent_ogr_outline *o)
{
    size_t path[4] = {0}, i = 1;
    while (i < count && (fabs(points[i].lon_deg - points[i - 1].lon_deg) <= 180 ||
                         fabs(points[i].lat_deg) + fabs(points[i - 1].lat_deg) == 180))
        i++;
    if (i == count || o->has_long_step) return;
    for (size_t k = 0; k < place.path_count; k++) path[k] = place.path[k];
    path[place.path_count] = i;
    place.path = path, place.path_count++;
    o->has_long_step = true;
    warn_of_step(f, place, points + i - 1, !o->is_line && lies_on_one_meridian(points, count));
}

static void look_at_length(ent_features *f, ent_feature_place place, const ent_lonlat *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (points[i].lon_deg != points[0].lon_deg || points[i].lat_deg != points[0].lat_deg) return;
    ent_features_complain(f, place,
                          (ent_diag_text){.severity = ENT_SEV_WARNING,
                                          .code = "line-point",
                                          .detail = "It is measured as that point.",
                                          .hint = "Look for its other end, or take it out."},
                          "all positions of a line are one place");
}

static ent_status take_run(ent_features *f, ent_feature_place place, OGRGeometryH run, ent_ogr_outline *o,
                           ent_error *err)
{
    int count = OGR_G_GetPointCount(run);
    if (!is_long_enough(f, place, o, count)) {
        o->is_wrong = true;
        return ENT_OK;
    }
    ent_status st = ent_outline_room(o, (size_t)count, err);
    if (st != ENT_OK) return st;
    ent_lonlat *points = o->points + o->point_count;
    size_t path[4] = {0};
    for (size_t i = 0; i < place.path_count; i++) path[i] = place.path[i];
    bool good = true;
    for (int i = 0; i < count; i++) {
        points[i] = (ent_lonlat){OGR_G_GetX(run, i), OGR_G_GetY(run, i)};
        path[place.path_count] = (size_t)i;
        ent_feature_place at = place;
        at.path = path, at.path_count = place.path_count + 1;
        if (!ent_outline_position(f, at, points[i])) good = false;
    }
    if (good && !o->is_line) good = is_closed(f, place, points, (size_t)count);
    if (!good) o->is_wrong = true;
    if (good) look_at_steps(f, place, points, (size_t)count, o);
    if (good && o->is_line) look_at_length(f, place, points, (size_t)count);
    o->starts[0] = 0;
    o->point_count += (size_t)count;
    o->starts[++o->ring_count] = (uint32_t)o->point_count;
    return ENT_OK;
}

/* ---- whole shapes ---- */

static bool note_polygon(ent_ogr_outline *o)
{
    void *polygons = o->polygons;
    if (!grow(&polygons, &o->polygon_cap, o->polygon_count + 1, sizeof *o->polygons)) return false;
    o->polygons = polygons;
    o->polygons[o->polygon_count++] = (uint32_t)o->ring_count;
    return true;
}

/* Walk down to the runs of positions: a line is one, a polygon has one a ring, a collection several of those.
 */
static ent_status take_parts(ent_features *f, ent_feature_place place, OGRGeometryH shape, ent_ogr_outline *o,
                             ent_error *err)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(shape));
    if (type == wkbLineString) return take_run(f, place, shape, o, err);
    if (place.path_count > 1) return ent_fail(err, ENT_E_UNSUPPORTED, "a shape has parts within parts");
    if (type == wkbPolygon && !note_polygon(o)) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    size_t path[3] = {0};
    for (size_t i = 0; i < place.path_count; i++) path[i] = place.path[i];
    ent_feature_place part = place;
    part.path = path, part.path_count = place.path_count + 1;
    ent_status st = ENT_OK;
    for (int i = 0; st == ENT_OK && i < OGR_G_GetGeometryCount(shape); i++) {
        OGRGeometryH kid = OGR_G_GetGeometryRef(shape, i);
        path[place.path_count] = (size_t)i;
        st = type == wkbPolygon ? take_run(f, part, kid, o, err) : take_parts(f, part, kid, o, err);
    }
    return st;
}

ent_status ent_outline_take(ent_features *f, ent_feature_place place, OGRGeometryH shape,
                            ent_ogr_outline *out, ent_error *err)
{
    out->is_line = ent_outline_kind_of(shape) == ENT_OUTLINE_LINE;
    place.path = NULL, place.path_count = 0, place.property = NULL;
    out->is_multi = wkbFlatten(OGR_G_GetGeometryType(shape)) == wkbMultiPolygon;
    ent_status st = take_parts(f, place, shape, out, err);
    if (st != ENT_OK || out->is_line || out->is_wrong) return st;
    return ent_outline_validate(f, place, out, err);
}
