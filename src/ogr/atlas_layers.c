/* atlas_layers.c: the outlines of states and of the sea, out of the packages and onto the grid.
 *
 * States: @osm_borders/maritime_10m, land with territorial sea, 249 features. Its coordinates have at most
 * seven decimals, so the grid of 1e-7 degrees takes them without loss. Three repairs (each seen in the data,
 * not guessed):
 *  - a feature is a collection that may hold lines; only its polygons are taken;
 *  - Palestine is drawn twice, as a whole and in parts: the arrangement counts windings, so the union comes
 * out;
 *  - Antarctica stops at 85.0511 S: a rectangle down to the pole is added to it.
 * Sea: @geo-maps/earth-seas-10m, one ocean whose holes are the lands, and inner seas. Land is what it leaves.
 */
#include "ogr.h"
#include "base/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *ent_ogr_reason(void)
{
    const char *message = CPLGetLastErrorMsg();
    return message && *message ? message : "no reason given";
}

char *ent_path_join(ent_arena *arena, const char *folder, const char *file)
{
    return ent_arena_printf(arena, "%s/%s", folder, file);
}

/* ---- the draft --------------------------------------------------------------------------- */

int ent_draft_find(const ent_map_draft *draft, const char *code)
{
    for (size_t i = 0; i < draft->feature_count; i++)
        if (strcmp(draft->codes[i], code) == 0) return (int)i;
    return -1;
}

ent_status ent_draft_feature(ent_map_draft *draft, const char *code, uint16_t *out, ent_error *err)
{
    if (draft->feature_count >= ENT_MAP_FEATURES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d features on the map", ENT_MAP_FEATURES_MAX);
    char *name = draft->codes[draft->feature_count];
    if (strlen(code) >= sizeof draft->codes[0])
        return ent_fail(err, ENT_E_FORMAT, "a feature of the map has the code %s", code);
    memcpy(name, code, strlen(code) + 1);
    *out = (uint16_t)draft->feature_count++;
    return ENT_OK;
}

void ent_draft_done(ent_map_draft *draft)
{
    for (size_t i = 0; i < draft->feature_count; i++)
        if (draft->shapes[i]) OGR_G_DestroyGeometry(draft->shapes[i]);
    ent_arrange_free(draft->arrange);
}

/* ---- rings ------------------------------------------------------------------------------- */

/* The sources cut shapes at ±180 but draw the cut up to 86 steps beside it (Antarctica, Fiji): a metre at
 * most, and enough for the two sides not to meet, so that a border nobody drew runs there. What is that near
 * is put on the line. */
#define SEAM_STEPS 100

static int32_t on_grid(double degrees, double limit)
{
    const double clamped = degrees < -limit ? -limit : degrees > limit ? limit : degrees;
    return (int32_t)llround(clamped * ENT_GRID_PER_DEGREE);
}

ent_grid_point ent_draft_point(double lon_deg, double lat_deg)
{
    const int32_t seam = 180 * ENT_GRID_PER_DEGREE;
    ent_grid_point p = {on_grid(lon_deg, 180.0), on_grid(lat_deg, 90.0)};
    if (seam - abs(p.x) <= SEAM_STEPS) p.x = p.x < 0 ? -seam : seam;
    return p;
}

static ent_status add_ring(ent_map_draft *draft, uint16_t feature, OGRGeometryH ring, bool hole,
                           ent_error *err)
{
    const int count = OGR_G_GetPointCount(ring);
    if (count < 4) return ENT_OK;
    ent_grid_point *points = ent_alloc_zero((size_t)count, sizeof *points);
    if (!points) return ent_fail(err, ENT_E_NOMEM, "out of memory for a ring of the map");
    for (int i = 0; i < count; i++) points[i] = ent_draft_point(OGR_G_GetX(ring, i), OGR_G_GetY(ring, i));
    const ent_status st = ent_arrange_ring(draft->arrange, feature, points, (size_t)count - 1, hole, err);
    ent_free(points);
    return st;
}

ent_status ent_draft_add(ent_map_draft *draft, uint16_t feature, OGRGeometryH shape, ent_error *err)
{
    const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(shape));
    const bool polygon = type == wkbPolygon;
    if (!polygon && type != wkbMultiPolygon && type != wkbGeometryCollection) return ENT_OK;
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); i++) {
        OGRGeometryH part = OGR_G_GetGeometryRef(shape, i);
        const ent_status st =
            polygon ? add_ring(draft, feature, part, i > 0, err) : ent_draft_add(draft, feature, part, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* ---- states ------------------------------------------------------------------------------ */

static bool is_cut(const ent_tables *tables, const char *code)
{
    for (size_t i = 0; i < tables->cut_count; i++) {
        const ent_cut *cut = &tables->cuts[i];
        if (cut->rule != ENT_CUT_LINE && cut->rule != ENT_CUT_PROVINCE && cut->rule != ENT_CUT_SECOND)
            continue;
        for (size_t j = 0; j < cut->base_count; j++)
            if (strcmp(cut->base[j], code) == 0) return true;
    }
    return false;
}

static ent_status close_antarctica(ent_map_draft *draft, uint16_t feature, ent_error *err)
{
    const int32_t x = 180 * ENT_GRID_PER_DEGREE, south = -90 * ENT_GRID_PER_DEGREE,
                  north = (int32_t)llround(-85.05 * ENT_GRID_PER_DEGREE);
    const ent_grid_point ring[] = {{-x, south}, {x, south}, {x, north}, {-x, north}};
    return ent_arrange_ring(draft->arrange, feature, ring, 4, false, err);
}

static ent_status add_state(ent_map_draft *draft, const ent_tables *tables, OGRFeatureH row, ent_error *err)
{
    const char *code = OGR_F_GetFieldAsString(row, OGR_F_GetFieldIndex(row, "isoA3"));
    OGRGeometryH shape = OGR_F_GetGeometryRef(row);
    if (!*code || !shape)
        return ent_fail(err, ENT_E_FORMAT, "a feature of the borders has no code or no shape");
    uint16_t feature = 0;
    ent_status st = ent_draft_feature(draft, code, &feature, err);
    if (st == ENT_OK) st = ent_draft_add(draft, feature, shape, err);
    if (st == ENT_OK && strcmp(code, "ATA") == 0) st = close_antarctica(draft, feature, err);
    if (st == ENT_OK && is_cut(tables, code)) draft->shapes[feature] = OGR_G_Clone(shape);
    return st;
}

static ent_status open_vector(const char *path, GDALDatasetH *out, ent_error *err)
{
    GDALDatasetH set = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (!set)
        return ent_fail(err, ENT_E_IO, "cannot open %s: %.300s (run tools/atlas-packages.sh)", path,
                        ent_ogr_reason());
    *out = set;
    return ENT_OK;
}

static ent_status load_states(const char *path, const ent_tables *tables, ent_map_draft *draft,
                              ent_error *err)
{
    GDALDatasetH set = NULL;
    ent_status st = open_vector(path, &set, err);
    if (st != ENT_OK) return st;
    OGRLayerH layer = GDALDatasetGetLayer(set, 0);
    OGRFeatureH row;
    while (st == ENT_OK && (row = OGR_L_GetNextFeature(layer)) != NULL) {
        st = add_state(draft, tables, row, err);
        OGR_F_Destroy(row);
    }
    GDALClose(set);
    if (st == ENT_OK && draft->feature_count < 200)
        st = ent_fail(err, ENT_E_FORMAT, "%s has %zu features only", path, draft->feature_count);
    return st;
}

static ent_status load_sea(const char *path, ent_map_draft *draft, ent_error *err)
{
    GDALDatasetH set = NULL;
    ent_status st = open_vector(path, &set, err);
    if (st != ENT_OK) return st;
    st = ent_draft_feature(draft, "", &draft->sea, err);
    OGRLayerH layer = GDALDatasetGetLayer(set, 0);
    OGRFeatureH row;
    while (st == ENT_OK && (row = OGR_L_GetNextFeature(layer)) != NULL) {
        OGRGeometryH shape = OGR_F_GetGeometryRef(row);
        if (shape) st = ent_draft_add(draft, draft->sea, shape, err);
        OGR_F_Destroy(row);
    }
    GDALClose(set);
    return st;
}

ent_status ent_layers_load(const ent_atlas_build_opts *opts, const ent_tables *tables, ent_map_draft *draft,
                           ent_error *err)
{
    CPLSetThreadLocalConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");
    const char *states = ent_path_join(tables->arena, opts->packages, "maritime_10m/borders.geo.json");
    const char *sea = ent_path_join(tables->arena, opts->packages, "earth-seas-10m/map.geo.json");
    if (!states || !sea) return ent_fail(err, ENT_E_NOMEM, "out of memory while reading the map");
    ent_status st = load_states(states, tables, draft, err);
    if (st == ENT_OK) st = load_sea(sea, draft, err);
    return st;
}
