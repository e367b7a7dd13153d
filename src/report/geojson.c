/* geojson.c: findings as GeoJSON (RFC 7946). Numbers are written so that they read back as they were. */
#include "base/json.h"
#include "report/feature.h"

#include <math.h>

static void write_place(ent_json *json, ent_lonlat place)
{
    ent_json_begin_array(json);
    ent_json_double(json, place.lon_deg);
    ent_json_double(json, place.lat_deg);
    ent_json_end_array(json);
}

static void write_ring(ent_json *json, const ent_polygon_ring *ring, bool closed)
{
    ent_json_begin_array(json);
    for (size_t k = 0; k < ring->count; k++) write_place(json, ring->points[k]);
    if (closed) write_place(json, ring->points[0]);
    ent_json_end_array(json);
}

static void write_polygons(ent_json *json, const ent_geometry *g)
{
    for (size_t k = 0; k < g->ring_count; k++) {
        if (!g->rings[k].is_hole) ent_json_begin_array(json);
        write_ring(json, &g->rings[k], true);
        if (k + 1 == g->ring_count || !g->rings[k + 1].is_hole) ent_json_end_array(json);
    }
}

static void write_geometry(ent_json *json, const ent_geometry *g)
{
    ent_json_key(json, "geometry");
    if (g->kind == ENT_GEOMETRY_NONE || (g->kind != ENT_GEOMETRY_POINT && g->ring_count == 0)) {
        ent_json_null(json);
        return;
    }
    static const char *const types[] = {"", "Point", "MultiLineString", "MultiPolygon"};
    ent_json_begin_object(json);
    ent_json_kstring(json, "type", types[g->kind]);
    ent_json_key(json, "coordinates");
    if (g->kind == ENT_GEOMETRY_POINT) {
        write_place(json, g->point);
    } else {
        ent_json_begin_array(json);
        for (size_t k = 0; k < g->ring_count && g->kind == ENT_GEOMETRY_LINES; k++)
            write_ring(json, &g->rings[k], false);
        if (g->kind == ENT_GEOMETRY_AREA) write_polygons(json, g);
        ent_json_end_array(json);
    }
    ent_json_end_object(json);
}

static ent_status write_feature(void *context, const ent_feature *f, ent_error *err)
{
    ent_json *json = context;
    ent_json_begin_object(json);
    ent_json_kstring(json, "type", "Feature");
    ent_json_kstring(json, "id", f->id);
    ent_json_key(json, "properties");
    ent_json_begin_object(json);
    for (size_t k = 0; k < f->property_count; k++) {
        const ent_property *p = &f->properties[k];
        if (p->text)
            ent_json_kstring(json, p->name, p->text);
        else
            ent_json_kdouble(json, p->name, p->number); /* null when it is not finite */
    }
    ent_json_end_object(json);
    write_geometry(json, f->geometry);
    ent_json_end_object(json);
    return json->failed ? ent_fail(err, ENT_E_IO, "the findings could not be written") : ENT_OK;
}

ent_status ent_report_geojson(const ent_judgement *const *judgements, size_t count,
                              const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_json json;
    ent_status st = ENT_OK;
    ent_json_init(&json, sink, false);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "type", "FeatureCollection");
    ent_json_key(&json, "features");
    ent_json_begin_array(&json);
    for (size_t k = 0; k < count && st == ENT_OK; k++)
        st = ent_features_of(judgements[k], opts, (ent_feature_taker){write_feature, &json}, err);
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    return st == ENT_OK ? ent_json_finish(&json, err) : st;
}
