/* shapes_json.h: where things stand in a GeoJSON text. OGR reads the values but forgets the places, and of a
 * text that breaks off it says little; this finds both for diagnostics. */
#ifndef ENT_OGR_SHAPES_JSON_H
#define ENT_OGR_SHAPES_JSON_H

#include "entente/base.h"

/* Is the text one JSON value (RFC 8259) and nothing else? If not, one diagnostic with its place and false. */
bool ent_geojson_check(const ent_source *source, ent_diags *diags);

/* Finds places in a text that ent_geojson_check accepted. Features are looked for in order, so that walking a
 * whole file costs one pass. Starts as {.text = …}. */
typedef struct ent_geojson_finder {
    ent_str text;
    size_t feature_at, feature_index; /* the last one found; 0: none yet */
} ent_geojson_finder;

/* The value of a property of the feature (counted from 0), else the feature's start. */
ent_span ent_geojson_property(ent_geojson_finder *finder, size_t feature, const char *name);
/* A position of its geometry by the indexes into the nested arrays of coordinates, else the feature's start.
 */
ent_span ent_geojson_position(ent_geojson_finder *finder, size_t feature, const size_t *path,
                              size_t path_count);

#endif
