/* atlas_cut.c: regions that cut pieces out of states: what lies beyond a claim line, a province, a box.
 *
 * A region need not be exact along the borders of the state it cuts, only along the cut itself: the piece is
 * what both the state and the region cover, and the arrangement takes its outer border from the state. So the
 * part of the state that a line severs is grown by a few metres, and boxes are drawn generously. The line
 * itself is opened by a metre to each side (a knife of no width cuts nothing) and the growth closes the gap
 * again: the two pieces meet in one line, which lies a metre from Natural Earth's. Open ends are continued in
 * their own direction, to the border they were meant to reach and out to sea. */
#include "ogr.h"
#include "base/mem.h"
#include <math.h>
#include <string.h>

#define KNIFE_DEG 1e-5
#define GROW_DEG 2e-5
#define DIRECTION_DEG                                                                                        \
    0.03 /* an end's direction is taken from this far back: the last edge alone may point anywhere */
#define SHORE_DEG 0.2 /* 12 nautical miles of latitude */
#define PI 3.14159265358979323846

/* ---- geometry helpers -------------------------------------------------------------------- */

/* Replace *shape by `next`, which may be NULL (GEOS failed): then *shape becomes NULL too. */
static void replace(OGRGeometryH *shape, OGRGeometryH next)
{
    if (*shape) OGR_G_DestroyGeometry(*shape);
    *shape = next;
}

/* Join the pieces of a multi-line end to end: OGR has no call for it, GEOS has. */
static OGRGeometryH merge_lines(OGRGeometryH lines)
{
    OGRGeometryH merged = NULL;
    GEOSContextHandle_t geos = GEOS_init_r();
    const size_t size = (size_t)OGR_G_WkbSize(lines);
    unsigned char *wkb = ent_alloc(size);
    if (geos && wkb && OGR_G_ExportToWkb(lines, wkbNDR, wkb) == OGRERR_NONE) {
        GEOSGeometry *in = GEOSGeomFromWKB_buf_r(geos, wkb, size),
                     *out = in ? GEOSLineMerge_r(geos, in) : NULL;
        size_t out_size = 0;
        unsigned char *bytes = out ? GEOSGeomToWKB_buf_r(geos, out, &out_size) : NULL;
        if (bytes) (void)OGR_G_CreateFromWkb(bytes, NULL, &merged, (int)out_size);
        if (bytes) GEOSFree_r(geos, bytes);
        if (out) GEOSGeom_destroy_r(geos, out);
        if (in) GEOSGeom_destroy_r(geos, in);
    }
    ent_free(wkb);
    if (geos) GEOS_finish_r(geos);
    return merged;
}

/* Only the lines of a geometry, as one multi-line. */
static void collect_lines(OGRGeometryH shape, OGRGeometryH into)
{
    if (wkbFlatten(OGR_G_GetGeometryType(shape)) == wkbLineString) {
        (void)OGR_G_AddGeometry(into, shape);
        return;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); i++)
        collect_lines(OGR_G_GetGeometryRef(shape, i), into);
}

static void collect_polygons(OGRGeometryH shape, OGRGeometryH into)
{
    if (wkbFlatten(OGR_G_GetGeometryType(shape)) == wkbPolygon) {
        (void)OGR_G_AddGeometry(into, shape);
        return;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); i++)
        collect_polygons(OGR_G_GetGeometryRef(shape, i), into);
}

static bool holds(OGRGeometryH shape, ent_lonlat at)
{
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, at.lon_deg, at.lat_deg);
    const bool inside = OGR_G_Contains(shape, point) != 0;
    OGR_G_DestroyGeometry(point);
    return inside;
}

/* ---- the knife --------------------------------------------------------------------------- */

/* The place `reach` beyond the end of a line, straight on. */
static ent_lonlat beyond_end(OGRGeometryH line, bool at_start, double reach)
{
    const int n = OGR_G_GetPointCount(line), end = at_start ? 0 : n - 1, step = at_start ? 1 : -1;
    const double x = OGR_G_GetX(line, end), y = OGR_G_GetY(line, end);
    double dx = 0, dy = 0;
    for (int i = end + step; i >= 0 && i < n && hypot(dx, dy) < DIRECTION_DEG; i += step)
        dx = x - OGR_G_GetX(line, i), dy = y - OGR_G_GetY(line, i);
    const double length = hypot(dx, dy);
    return length > 0 ? (ent_lonlat){x + dx / length * reach, y + dy / length * reach} : (ent_lonlat){x, y};
}

/* An end that touches another line is not open. */
static bool is_open_end(OGRGeometryH lines, int line, bool at_start)
{
    OGRGeometryH own = OGR_G_GetGeometryRef(lines, line);
    const int end = at_start ? 0 : OGR_G_GetPointCount(own) - 1;
    const double x = OGR_G_GetX(own, end), y = OGR_G_GetY(own, end);
    for (int i = 0; i < OGR_G_GetGeometryCount(lines); i++) {
        OGRGeometryH other = OGR_G_GetGeometryRef(lines, i);
        for (int j = 0; j < OGR_G_GetPointCount(other); j++)
            if ((i != line || j != end) && hypot(OGR_G_GetX(other, j) - x, OGR_G_GetY(other, j) - y) < 1e-7)
                return false;
    }
    return true;
}

static OGRGeometryH continue_lines(OGRGeometryH lines, double reach)
{
    OGRGeometryH longer = OGR_G_CreateGeometry(wkbMultiLineString);
    for (int i = 0; i < OGR_G_GetGeometryCount(lines); i++) {
        OGRGeometryH line = OGR_G_GetGeometryRef(lines, i), copy = OGR_G_CreateGeometry(wkbLineString);
        const ent_lonlat before = beyond_end(line, true, reach), after = beyond_end(line, false, reach);
        if (is_open_end(lines, i, true)) OGR_G_AddPoint_2D(copy, before.lon_deg, before.lat_deg);
        for (int j = 0; j < OGR_G_GetPointCount(line); j++)
            OGR_G_AddPoint_2D(copy, OGR_G_GetX(line, j), OGR_G_GetY(line, j));
        if (is_open_end(lines, i, false)) OGR_G_AddPoint_2D(copy, after.lon_deg, after.lat_deg);
        (void)OGR_G_AddGeometryDirectly(longer, copy);
    }
    return longer;
}

/* Lines, joined, continued and opened to a strip. NULL when there are none. */
static OGRGeometryH make_knife(OGRGeometryH lines, double reach)
{
    if (OGR_G_GetGeometryCount(lines) == 0) return NULL;
    OGRGeometryH knife = merge_lines(lines);
    if (!knife) return NULL;
    OGRGeometryH flat = OGR_G_CreateGeometry(wkbMultiLineString);
    collect_lines(knife, flat);
    replace(&knife, continue_lines(flat, reach));
    OGR_G_DestroyGeometry(flat);
    replace(&knife, OGR_G_Buffer(knife, KNIFE_DEG, 1));
    return knife;
}

/* ---- Natural Earth ----------------------------------------------------------------------- */

typedef struct natural_earth {
    GDALDatasetH set, second;
} natural_earth;

static bool in_box(const ent_cut *cut, OGRGeometryH shape)
{
    OGREnvelope e;
    OGR_G_GetEnvelope(shape, &e);
    return !cut->has_box ||
           (e.MinX >= cut->box[0] && e.MinY >= cut->box[1] && e.MaxX <= cut->box[2] && e.MaxY <= cut->box[3]);
}

/* The claim lines of the cut's name that touch the state. */
static OGRGeometryH claim_lines(const natural_earth *ne, const ent_cut *cut, OGRGeometryH state)
{
    OGRGeometryH lines = OGR_G_CreateGeometry(wkbMultiLineString);
    OGRLayerH layer = GDALDatasetGetLayerByName(ne->set, "disputed_borders");
    if (!layer) return lines;
    OGR_L_ResetReading(layer);
    OGRFeatureH row;
    while ((row = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH shape = OGR_F_GetGeometryRef(row);
        const char *name = OGR_F_GetFieldAsString(row, OGR_F_GetFieldIndex(row, "name"));
        if (shape && strcmp(name, cut->argument) == 0 && in_box(cut, shape) && OGR_G_Intersects(shape, state))
            collect_lines(shape, lines);
        OGR_F_Destroy(row);
    }
    return lines;
}

/* The union of a country's provinces. */
static OGRGeometryH provinces_of(const natural_earth *ne, const char *code)
{
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    OGRLayerH layer = GDALDatasetGetLayerByName(ne->set, "states_provinces");
    if (layer) OGR_L_ResetReading(layer);
    OGRFeatureH row;
    while (layer && (row = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH shape = OGR_F_GetGeometryRef(row);
        if (shape && strcmp(OGR_F_GetFieldAsString(row, OGR_F_GetFieldIndex(row, "adm0_a3")), code) == 0)
            collect_polygons(shape, all);
        OGR_F_Destroy(row);
    }
    return all;
}

/* Where the outlines of two countries' provinces run together: the inner border. */
static OGRGeometryH inner_border(const natural_earth *ne, const ent_cut *cut)
{
    OGRGeometryH one = provinces_of(ne, cut->argument), rest = provinces_of(ne, cut->base[0]);
    replace(&one, OGR_G_UnionCascaded(one));
    replace(&rest, OGR_G_UnionCascaded(rest));
    OGRGeometryH lines = OGR_G_CreateGeometry(wkbMultiLineString);
    OGRGeometryH a = one ? OGR_G_Boundary(one) : NULL, b = rest ? OGR_G_Boundary(rest) : NULL;
    OGRGeometryH shared = a && b ? OGR_G_Intersection(a, b) : NULL;
    if (shared) collect_lines(shared, lines);
    OGRGeometryH used[] = {one, rest, a, b, shared};
    for (size_t i = 0; i < sizeof used / sizeof *used; i++)
        if (used[i]) OGR_G_DestroyGeometry(used[i]);
    return lines;
}

/* ---- regions ----------------------------------------------------------------------------- */

/* The part of the state that holds the cut's inside place once the knife has gone through it, grown. */
static ent_status severed_part(const ent_cut *cut, OGRGeometryH state, OGRGeometryH knife, OGRGeometryH *out,
                               ent_error *err)
{
    if (!knife)
        return ent_fail(err, ENT_E_FORMAT, "%s: no line to cut along (%s)", cut->piece, cut->argument);
    OGRGeometryH rest = OGR_G_Difference(state, knife), parts = OGR_G_CreateGeometry(wkbMultiPolygon),
                 found = NULL;
    if (rest) collect_polygons(rest, parts);
    for (int i = 0; i < OGR_G_GetGeometryCount(parts) && !found; i++) {
        OGRGeometryH part = OGR_G_GetGeometryRef(parts, i);
        if (holds(part, cut->inside)) found = OGR_G_Clone(part);
    }
    if (rest) OGR_G_DestroyGeometry(rest);
    OGR_G_DestroyGeometry(parts);
    if (!found)
        return ent_fail(err, ENT_E_FORMAT, "%s: its inside place does not lie in %s", cut->piece,
                        cut->base[0]);
    if (holds(found, cut->outside)) {
        OGR_G_DestroyGeometry(found);
        return ent_fail(err, ENT_E_FORMAT, "%s: the line does not part it from the rest of %s", cut->piece,
                        cut->base[0]);
    }
    replace(&found, OGR_G_Buffer(found, GROW_DEG, 1));
    if (!found)
        return ent_fail(err, ENT_E_INTERNAL, "%s: cannot be grown: %.200s", cut->piece, ent_ogr_reason());
    *out = found;
    return ENT_OK;
}

static ent_status cut_by_line(const natural_earth *ne, const ent_map_draft *draft, const ent_cut *cut,
                              OGRGeometryH *out, ent_error *err)
{
    const int feature = cut->base_count == 1 ? ent_draft_find(draft, cut->base[0]) : -1;
    if (feature < 0 || !draft->shapes[feature])
        return ent_fail(err, ENT_E_FORMAT, "%s: its base is no state of the map", cut->piece);
    OGRGeometryH state = OGR_G_CreateGeometry(wkbMultiPolygon);
    collect_polygons(draft->shapes[feature], state);
    OGRGeometryH lines = cut->rule == ENT_CUT_LINE ? claim_lines(ne, cut, state) : inner_border(ne, cut);
    OGRGeometryH knife = make_knife(lines, cut->reach);
    const ent_status st = severed_part(cut, state, knife, out, err);
    if (knife) OGR_G_DestroyGeometry(knife);
    OGR_G_DestroyGeometry(lines);
    OGR_G_DestroyGeometry(state);
    return st;
}

static OGRGeometryH second_shape(const natural_earth *ne, const char *code)
{
    OGRLayerH layer = GDALDatasetGetLayer(ne->second, 0);
    OGRGeometryH found = OGR_G_CreateGeometry(wkbMultiPolygon);
    OGRFeatureH row;
    OGR_L_ResetReading(layer);
    while ((row = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH shape = OGR_F_GetGeometryRef(row);
        if (shape && strcmp(OGR_F_GetFieldAsString(row, OGR_F_GetFieldIndex(row, "A3")), code) == 0)
            collect_polygons(shape, found);
        OGR_F_Destroy(row);
    }
    return found;
}

/* What the second source draws for both. */
static ent_status overlap_in_second(const natural_earth *ne, const ent_cut *cut, OGRGeometryH *out,
                                    ent_error *err)
{
    OGRGeometryH a = second_shape(ne, cut->base[0]), b = second_shape(ne, cut->argument);
    OGRGeometryH both = OGR_G_Intersection(a, b);
    OGR_G_DestroyGeometry(a);
    OGR_G_DestroyGeometry(b);
    if (!both) return ent_fail(err, ENT_E_FORMAT, "%s: %.200s", cut->piece, ent_ogr_reason());
    OGRGeometryH polygons = OGR_G_CreateGeometry(wkbMultiPolygon);
    collect_polygons(both, polygons);
    OGR_G_DestroyGeometry(both);
    *out = polygons;
    return ENT_OK;
}

static void scale_ring(OGRGeometryH ring, double factor)
{
    for (int i = 0; i < OGR_G_GetPointCount(ring); i++)
        OGR_G_SetPoint_2D(ring, i, OGR_G_GetX(ring, i) * factor, OGR_G_GetY(ring, i));
}

static void scale(OGRGeometryH shape, double factor)
{
    if (OGR_G_GetGeometryCount(shape) == 0) scale_ring(shape, factor);
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); i++) scale(OGR_G_GetGeometryRef(shape, i), factor);
}

/* Each island with 12 nautical miles around it, to about a per cent (degrees of longitude are scaled by the
 * cosine of the island's own latitude). */
static ent_status around_shores(const natural_earth *ne, const ent_cut *cut, OGRGeometryH *out,
                                ent_error *err)
{
    OGRGeometryH islands = provinces_of(ne, cut->argument), all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (int i = 0; i < OGR_G_GetGeometryCount(islands); i++) {
        OGRGeometryH island = OGR_G_Clone(OGR_G_GetGeometryRef(islands, i));
        OGREnvelope e;
        OGR_G_GetEnvelope(island, &e);
        const double squeeze = cos((e.MinY + e.MaxY) / 2 * PI / 180.0);
        scale(island, squeeze);
        replace(&island, OGR_G_Buffer(island, SHORE_DEG, 16));
        if (!island) continue;
        scale(island, 1 / squeeze);
        collect_polygons(island, all);
        OGR_G_DestroyGeometry(island);
    }
    OGR_G_DestroyGeometry(islands);
    *out = all;
    return OGR_G_GetGeometryCount(all) > 0
               ? ENT_OK
               : ent_fail(err, ENT_E_FORMAT, "%s: Natural Earth has no such islands", cut->piece);
}

static OGRGeometryH box_shape(const double box[4])
{
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon), ring = OGR_G_CreateGeometry(wkbLinearRing);
    const double x[] = {box[0], box[2], box[2], box[0], box[0]},
                 y[] = {box[1], box[1], box[3], box[3], box[1]};
    for (int i = 0; i < 5; i++) OGR_G_AddPoint_2D(ring, x[i], y[i]);
    (void)OGR_G_AddGeometryDirectly(polygon, ring);
    return polygon;
}

static ent_status make_region(const natural_earth *ne, const ent_map_draft *draft, const ent_cut *cut,
                              OGRGeometryH *out, ent_error *err)
{
    switch (cut->rule) {
    case ENT_CUT_LINE:
    case ENT_CUT_PROVINCE: return cut_by_line(ne, draft, cut, out, err);
    case ENT_CUT_SECOND: return overlap_in_second(ne, cut, out, err);
    case ENT_CUT_SHORE: return around_shores(ne, cut, out, err);
    case ENT_CUT_BOX:
    case ENT_CUT_GAP:
    case ENT_CUT_OVERLAP: break;
    }
    *out = box_shape(cut->box);
    return ENT_OK;
}

static ent_status make_all(const natural_earth *ne, ent_tables *tables, ent_map_draft *draft, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < tables->cut_count; i++) {
        ent_cut *cut = &tables->cuts[i];
        if (cut->rule == ENT_CUT_OVERLAP && !cut->has_box) continue;
        OGRGeometryH region = NULL;
        uint16_t feature = 0;
        st = make_region(ne, draft, cut, &region, err);
        if (st == ENT_OK) st = ent_draft_feature(draft, "", &feature, err);
        if (st == ENT_OK) st = ent_draft_add(draft, feature, region, err);
        if (st == ENT_OK) cut->feature = feature;
        if (region) OGR_G_DestroyGeometry(region);
    }
    return st;
}

ent_status ent_cuts_make(const ent_atlas_build_opts *opts, ent_tables *tables, ent_map_draft *draft,
                         ent_error *err)
{
    const char *first = ent_path_join(tables->arena, opts->packages, "qgis-common/world_map.gpkg");
    const char *second = ent_path_join(tables->arena, opts->packages, "countries-maritime-10m/map.geo.json");
    if (!first || !second) return ent_fail(err, ENT_E_NOMEM, "out of memory while cutting the map");
    natural_earth ne = {GDALOpenEx(first, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL),
                        GDALOpenEx(second, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL)};
    const ent_status st =
        ne.set && ne.second ? make_all(&ne, tables, draft, err)
                            : ent_fail(err, ENT_E_IO, "cannot open %s: %.300s (run tools/atlas-packages.sh)",
                                       ne.set ? second : first, ent_ogr_reason());
    if (ne.set) GDALClose(ne.set);
    if (ne.second) GDALClose(ne.second);
    return st;
}
