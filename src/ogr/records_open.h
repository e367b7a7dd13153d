/* records_open.h: a source of features (a file, a database) opened through OGR, with its errors caught and,
 * for GeoJSON, its text at hand for carets. */
#ifndef ENT_OGR_RECORDS_OPEN_H
#define ENT_OGR_RECORDS_OPEN_H

#include "base/buf.h"
#include "entente/record.h"
#include "ogr/gdal.h"
#include "ogr/shapes_json.h"

typedef struct ent_features {
    const char *name;     /* as the user gave it; borrowed */
    char only_layer[128]; /* "" for all of them */
    bool is_geojson;
    bool is_kml;
    ent_buf text;      /* of a GeoJSON file */
    ent_source source; /* over it */
    ent_geojson_finder finder;
    GDALDatasetH set;
    OGRSpatialReferenceH wgs84; /* NULL until it is needed */
    ent_error caught;           /* the first error that GDAL spoke of; status ENT_OK: none */
    ent_diags *diags;
} ent_features;

/* Open a source. ENT_E_IO: it cannot be read; ENT_E_FORMAT: it is no such thing, and a diagnostic says why.
 */
ent_status ent_features_open(const char *name, ent_diags *diags, ent_features *out,
                             ent_error *err) ENT_MUST_USE;
void ent_features_close(ent_features *features);

/* Where in the source: complaints go there. */
typedef struct ent_feature_place {
    const char *layer;
    size_t feature;       /* from 0, in the order of the layer */
    const char *property; /* NULL: the geometry */
    const size_t *path;   /* of a position in its coordinates */
    size_t path_count;
} ent_feature_place;
void ent_features_complain(ent_features *features, ent_feature_place place, ent_diag_text text,
                           const char *format, ...) ENT_PRINTF(4, 5);

/* Run over the features of each layer wanted. The feature is borrowed. A status other than ENT_OK ends it;
 * whatever GDAL complains of while reading becomes a diagnostic. */
typedef struct ent_feature_visitor {
    /* Look at a layer: false skips it. */
    bool (*wants)(void *context, OGRFeatureDefnH layer);
    ent_status (*take)(void *context, const char *layer, size_t index, OGRFeatureH feature, ent_error *err);
    void *context;
} ent_feature_visitor;
ent_status ent_features_visit(ent_features *features, const ent_feature_visitor *visitor,
                              ent_error *err) ENT_MUST_USE;

/* A field as the text that a CSV cell would hold: dates as ISO 8601, lists as rivals. False when it is empty.
 */
bool ent_feature_text(OGRFeatureH feature, int field, ent_buf *out);
/* Bring a copy of the feature's geometry into longitude and latitude on WGS84; *out NULL when there is none.
 * The caller destroys it. */
ent_status ent_feature_geometry(ent_features *features, OGRFeatureH feature, OGRGeometryH *out,
                                ent_error *err) ENT_MUST_USE;

#endif
