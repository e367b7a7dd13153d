/* shapes_geometry.h: a geometry of OGR as rings of our own, checked position by position. */
#ifndef ENT_OGR_SHAPES_GEOMETRY_H
#define ENT_OGR_SHAPES_GEOMETRY_H

#include "ogr/records_open.h"

/* A growing list of rings. Zero to start with; ent_ogr_outline_done frees it. */
typedef struct ent_ogr_outline {
    ent_lonlat *points;
    uint32_t *starts;   /* ring_count + 1 */
    uint32_t *polygons; /* of an area as it stands in the file: index of the first ring of each polygon */
    size_t point_count, point_cap, ring_count, ring_cap, polygon_count, polygon_cap;
    bool is_line, is_multi;
    bool is_wrong;      /* something was complained about: not to be used */
    bool has_long_step; /* of more than 180 degrees of longitude; it has been warned of */
} ent_ogr_outline;
void ent_ogr_outline_done(ent_ogr_outline *outline);

/* What kind of shape is it? */
typedef enum ent_outline_kind {
    ENT_OUTLINE_OTHER,
    ENT_OUTLINE_POINT,
    ENT_OUTLINE_LINE,
    ENT_OUTLINE_AREA
} ent_outline_kind;
ent_outline_kind ent_outline_kind_of(OGRGeometryH shape);

/* Take a polygon, a line or several of them. Complains at each wrong position and at an area without one
 * clear inside, and marks the outline. Polygons that lie over each other are joined. ENT_E_NOMEM,
 * ENT_E_LIMIT. */
ent_status ent_outline_take(ent_features *features, ent_feature_place place, OGRGeometryH shape,
                            ent_ogr_outline *out, ent_error *err) ENT_MUST_USE;
/* Room for one more ring of so many positions. ENT_E_LIMIT past ENT_SHAPE_VERTICES_MAX; ENT_E_NOMEM. */
ent_status ent_outline_room(ent_ogr_outline *outline, size_t points, ent_error *err) ENT_MUST_USE;
/* One position: finite, latitude within 90, longitude within 360; complains otherwise. */
bool ent_outline_position(ent_features *features, ent_feature_place place, ent_lonlat position);

#endif
