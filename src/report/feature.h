/* feature.h: what GeoJSON and KML have in common: something with a place on the map and words about it. One
 * side makes features (features.c), the other writes them down (geojson.c, kml.c). */
#ifndef ENT_REPORT_FEATURE_H
#define ENT_REPORT_FEATURE_H

#include "entente/report.h"

typedef enum ent_geometry_kind {
    ENT_GEOMETRY_NONE = 0,
    ENT_GEOMETRY_POINT,
    ENT_GEOMETRY_LINES, /* every ring is a line */
    ENT_GEOMETRY_AREA   /* polygon by polygon, the outer ring first; cut at ±180 as RFC 7946 wants it */
} ent_geometry_kind;

/* The place of one thing. It owns what it holds. */
typedef struct ent_geometry {
    ent_geometry_kind kind;
    ent_lonlat point;
    ent_polygon_ring *rings;
    size_t ring_count;
    ent_lonlat *points;     /* of rings that are its own */
    ent_polygons *polygons; /* else of these */
} ent_geometry;

void ent_geometry_done(ent_geometry *geometry); /* all-zero is fine */
/* A disc as a polygon of 72 corners that holds it, less than a thousandth wider; a point for radius 0. */
ent_status ent_geometry_disc(ent_lonlat centre, double radius_m, ent_geometry *out,
                             ent_error *err) ENT_MUST_USE;
/* An area as it is given where it is one ring that meets neither ±180 nor a pole; else outlined anew. */
ent_status ent_geometry_area(const ent_rings *rings, ent_geometry *out, ent_error *err) ENT_MUST_USE;
ent_status ent_geometry_lines(const ent_rings *rings, ent_geometry *out, ent_error *err) ENT_MUST_USE;
/* The inside of a shape, outlined to about a sixtieth of its size (half a kilometre to 40). */
ent_status ent_geometry_inside(const ent_tree *shape, ent_geometry *out, ent_error *err) ENT_MUST_USE;
ent_status ent_geometry_zone(const ent_zone *zone, ent_geometry *out, ent_error *err) ENT_MUST_USE;

typedef struct ent_property {
    const char *name;
    const char *text; /* NULL: a number, not written when it is not finite */
    double number;
} ent_property;

#define ENT_PROPERTIES_MAX 40
typedef struct ent_feature {
    const char *id, *name, *style; /* style: of KML */
    const char *begin, *end;       /* ISO 8601, "" where open */
    const ent_geometry *geometry;
    ent_property properties[ENT_PROPERTIES_MAX];
    size_t property_count;
} ent_feature;

/* Takes features one by one; borrowed for the call. */
typedef struct ent_feature_taker {
    ent_status (*take)(void *context, const ent_feature *feature, ent_error *err);
    void *context;
} ent_feature_taker;

/* Findings as features, one for each record and place of it, or one without a place; texts are "" or joined.
 */
ent_status ent_features_of(const ent_judgement *judgement, const ent_report_opts *opts,
                           ent_feature_taker taker, ent_error *err) ENT_MUST_USE;

#endif
