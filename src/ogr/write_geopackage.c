/* write_geopackage.c: features into a GeoPackage. The GeoJSON that the report writes is the only source, so
 * that both formats say the same; OGR reads it from memory and copies it, and the file is made in memory too:
 * whoever asked for it puts it in place whole. GeoPackage wants one kind of geometry a layer, hence the four
 * layers. The date that the format demands is always the same one. */
#include "base/limits.h"
#include "entente/ogr.h"
#include "ogr/gdal.h"
#include "ogr/write_styles.h"

#include <stdio.h>
#include <string.h>

#define KINDS 4

typedef struct writer {
    const char *layer;
    char source_name[64], target_name[64];
    GDALDatasetH source, target;
    OGRLayerH from, layers[KINDS];
    OGRSpatialReferenceH wgs84;
} writer;

static const struct {
    const char *suffix;
    OGRwkbGeometryType type;
} kinds[KINDS] = {
    {"points", wkbPoint}, {"lines", wkbMultiLineString}, {"areas", wkbMultiPolygon}, {"nowhere", wkbNone}};

static size_t kind_of(OGRFeatureH feature)
{
    const OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry) return 3;
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint) return 0;
    return type == wkbMultiLineString || type == wkbLineString ? 1 : 2;
}

static ent_status failed(const char *what, ent_error *err)
{
    const char *why = CPLGetLastErrorMsg();
    return ent_fail(err, ENT_E_IO, "GeoPackage: %s: %.300s", what,
                    why && *why ? why : "GDAL does not say why");
}

static ent_status open_layer(writer *w, size_t kind, ent_error *err)
{
    char name[128];
    if (w->layers[kind]) return ENT_OK;
    snprintf(name, sizeof name, "%s_%s", w->layer, kinds[kind].suffix);
    OGRLayerH layer =
        GDALDatasetCreateLayer(w->target, name, kind == 3 ? NULL : w->wgs84, kinds[kind].type, NULL);
    if (!layer) return failed(name, err);
    const OGRFeatureDefnH defn = OGR_L_GetLayerDefn(w->from);
    for (int k = 0; k < OGR_FD_GetFieldCount(defn); k++)
        if (OGR_L_CreateField(layer, OGR_FD_GetFieldDefn(defn, k), 1) != OGRERR_NONE)
            return failed("a field", err);
    w->layers[kind] = layer;
    return ENT_OK;
}

static ent_status copy_feature(writer *w, OGRFeatureH feature, ent_error *err)
{
    const size_t kind = kind_of(feature);
    ent_status st = open_layer(w, kind, err);
    if (st != ENT_OK) return st;
    OGRFeatureH made = OGR_F_Create(OGR_L_GetLayerDefn(w->layers[kind]));
    if (!made) return ent_fail(err, ENT_E_NOMEM, "out of memory for a feature");
    bool good = OGR_F_SetFrom(made, feature, 1) == OGRERR_NONE && OGR_F_SetFID(made, -1) == OGRERR_NONE;
    OGRGeometryH geometry = good && kind != 3 ? OGR_G_Clone(OGR_F_GetGeometryRef(feature)) : NULL;
    if (geometry) {
        geometry = OGR_G_ForceTo(geometry, kinds[kind].type, NULL);
        good = OGR_F_SetGeometryDirectly(made, geometry) == OGRERR_NONE;
    }
    good = good && OGR_L_CreateFeature(w->layers[kind], made) == OGRERR_NONE;
    OGR_F_Destroy(made);
    return good ? ENT_OK : failed("a feature", err);
}

static ent_status copy_all(writer *w, ent_error *err)
{
    ent_status st = ENT_OK;
    if (GDALDatasetStartTransaction(w->target, 0) != OGRERR_NONE) return failed("no transaction", err);
    OGR_L_ResetReading(w->from);
    for (OGRFeatureH f; st == ENT_OK && (f = OGR_L_GetNextFeature(w->from)) != NULL;) {
        st = copy_feature(w, f, err);
        OGR_F_Destroy(f);
    }
    for (size_t kind = 0; kind < 3 && st == ENT_OK; kind++) /* what has a geometry, in the order of kinds */
        if (w->layers[kind] && !ent_ogr_write_style(w->target, w->layers[kind], (ent_style_kind)kind))
            st = failed("the style of a layer", err);
    if (st == ENT_OK && GDALDatasetCommitTransaction(w->target) != OGRERR_NONE) st = failed("no commit", err);
    return st;
}

static ent_status open_both(writer *w, ent_str geojson, ent_error *err)
{
    /* GDAL does not write to what it is told to read. */
    VSILFILE *memory = VSIFileFromMemBuffer(w->source_name, (GByte *)geojson.ptr, geojson.len, 0);
    if (!memory) return ent_fail(err, ENT_E_NOMEM, "out of memory for features");
    (void)VSIFCloseL(memory);
    const char *const drivers[] = {"GeoJSON", NULL};
    w->source = GDALOpenEx(w->source_name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    w->from = w->source ? GDALDatasetGetLayer(w->source, 0) : NULL;
    if (!w->from)
        return ent_fail(err, ENT_E_FORMAT, "these features are no GeoJSON: %.300s", CPLGetLastErrorMsg());
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    if (!driver) return ent_fail(err, ENT_E_UNSUPPORTED, "the installed GDAL writes no GeoPackage");
    w->wgs84 = OSRNewSpatialReference(NULL);
    if (!w->wgs84 || OSRImportFromEPSG(w->wgs84, 4326) != OGRERR_NONE)
        return failed("WGS84 is not known", err);
    OSRSetAxisMappingStrategy(w->wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    w->target = GDALCreate(driver, w->target_name, 0, 0, 0, GDT_Unknown, NULL);
    return w->target ? ENT_OK : failed("it cannot be made", err);
}

static ent_status deliver(writer *w, ent_sink sink, ent_error *err)
{
    vsi_l_offset length = 0;
    GDALClose(w->target); /* only now is all of it in the file */
    w->target = NULL;
    const GByte *bytes = VSIGetMemFileBuffer(w->target_name, &length, 0);
    if (!bytes || length == 0) return failed("nothing was written", err);
    if (!sink.write(sink.context, (const char *)bytes, (size_t)length))
        return ent_fail(err, ENT_E_IO, "the GeoPackage could not be written");
    return ENT_OK;
}

static void done(writer *w)
{
    if (w->source) GDALClose(w->source);
    if (w->target) GDALClose(w->target);
    if (w->wgs84) OSRRelease(w->wgs84);
    (void)VSIUnlink(w->source_name);
    (void)VSIUnlink(w->target_name);
}

ent_status ent_ogr_geopackage(ent_str geojson, const char *layer, ent_sink sink, ent_error *err)
{
    writer w = {.layer = layer};
    ent_status st = ent_gdal_open(err);
    if (st != ENT_OK) return st;
    /* Names in GDAL's memory are shared by all threads: the address of this call's own storage is not. */
    snprintf(w.source_name, sizeof w.source_name, "/vsimem/entente-%p.geojson", (void *)&w);
    snprintf(w.target_name, sizeof w.target_name, "/vsimem/entente-%p.gpkg", (void *)&w);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    CPLSetThreadLocalConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE",
                                  "0"); /* a zone is one object, and may be large */
    st = open_both(&w, geojson, err);
    if (st == ENT_OK) st = copy_all(&w, err);
    if (st == ENT_OK) st = deliver(&w, sink, err);
    done(&w);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CPLSetThreadLocalConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", NULL);
    CPLPopErrorHandler();
    return st;
}
