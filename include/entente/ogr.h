/* ogr.h: everything that needs GDAL/OGR or GEOS. Opened only when asked for; nothing of GDAL shows through.
 */
#ifndef ENTENTE_OGR_H
#define ENTENTE_OGR_H

#include "entente/atlas.h"
#include "entente/record.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- building the atlas ---- */
typedef struct ent_atlas_build_opts {
    const char *packages; /* folder that tools/atlas-packages.sh filled */
    const char *data; /* folder with the project's own tables: pieces.csv, views.csv, codes.csv, groups.csv */
    const char *out;  /* the file to write */
    void (*progress)(void *context, const char *line); /* NULL: silent. One line a step, without newline */
    void *context;
} ent_atlas_build_opts;

/* Build the atlas file. Same packages and tables, same bytes. ENT_E_IO: a file is missing or cannot be
 * written; ENT_E_FORMAT: a table is wrong (see `diags`) or a package is not what it should be. About a
 * minute, 1.5 GB. */
ENT_API ent_status ent_ogr_atlas_build(const ent_atlas_build_opts *opts, ent_diags *diags,
                                       ent_error *err) ENT_MUST_USE;

/* A view of the user's own: an atlas that has one more. Areas of a source that OGR reads (GeoJSON,
 * GeoPackage, KML), each with a field `owner` (a code or name of a country; empty: nobody) and, if need be,
 * `from`, `until` (EDTF days), `name` and `source`, are laid over the ground that the map has: what they
 * cover belongs to the owner in that time, the rest as in the base view. A later area goes over an earlier
 * one. Open sea stays open sea. Areas that cross ±180 are cut there (RFC 7946). ENT_E_FORMAT: an area is
 * wrong, see `diags`. ENT_E_NOT_FOUND: no such base view. Some seconds, 1 GB. */
typedef struct ent_overlay_opts {
    const char *areas;     /* the source */
    const char *name;      /* of the new view */
    const char *base_view; /* NULL: "un" */
    const char *out;       /* the file to write */
} ent_overlay_opts;
ENT_API ent_status ent_ogr_view_overlay(const ent_atlas *atlas, const ent_overlay_opts *opts,
                                        ent_diags *diags, ent_error *err) ENT_MUST_USE;

/* ---- records and shapes of a case from other formats than CSV ----
 *
 * A source is a file (GeoJSON, GeoPackage, KML, whatever the installed GDAL reads) or a connection
 * ("PG:dbname=x");
 * "|layer=NAME" behind it takes one layer only. Fields have the names of the CSV columns and cells mean the
 * same; a list is a set of rival values. Any coordinate system that the source names is brought to WGS84.
 *
 * What is wrong in it leaves diagnostics (in GeoJSON with line and caret) and is left out; ENT_OK even then.
 * ENT_E_IO: it cannot be opened or connected to. GDAL is registered on the first call and prints nothing. */

/* Is the name one for OGR rather than for the CSV reader? By its looks alone. */
ENT_API bool ent_ogr_is_source(const char *name);
/* Records of every layer that has the fields id and kind. A point becomes lon and lat; a polygon or a line
 * becomes an area or a line of `shapes`, named "@" and the record's id, in which the record then lies. */
ENT_API ent_status ent_ogr_records_load(const char *source, ent_records *records, ent_shapes *shapes,
                                        ent_diags *diags, ent_error *err) ENT_MUST_USE;
/* The same with a hash of what was read, whatever its order: a database has no bytes of its own to put into a
 * receipt. */
typedef struct ent_ogr_into {
    ent_records *records;
    ent_shapes *shapes;
    char sha256[65]; /* filled in */
} ent_ogr_into;
ENT_API ent_status ent_ogr_records_read(const char *source, ent_ogr_into *into, ent_diags *diags,
                                        ent_error *err) ENT_MUST_USE;
/* Areas (polygons) and lines of every layer with a field name; further fields: party, from, until, source.
 * Rings closed, at least three corners, latitudes within 90 degrees; a name stands once for each party and
 * time. */
ENT_API ent_status ent_ogr_shapes_load(const char *source, ent_shapes *shapes, ent_diags *diags,
                                       ent_error *err) ENT_MUST_USE;

/* Every area and line of every layer, whatever fields it has or lacks: for a drawing that is measured as it stands.
 * Names are those of the layer and the number of the feature. Else as above. */
ENT_API ent_status ent_ogr_outlines_load(const char *source, ent_shapes *shapes, ent_diags *diags,
                                         ent_error *err) ENT_MUST_USE;

/* ---- writing ---- */

/* A GeoJSON FeatureCollection (as report.h writes them) as a GeoPackage: a layer for each kind of geometry,
 * LAYER_points, LAYER_lines, LAYER_areas and LAYER_nowhere, in WGS84 (EPSG:4326), with its properties as
 * fields. Made in memory and given to the sink whole: same features, same bytes. ENT_E_FORMAT: it is no
 * GeoJSON. ENT_E_IO, ENT_E_NOMEM. */
ENT_API ent_status ent_ogr_geopackage(ent_str geojson, const char *layer, ent_sink sink,
                                      ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
