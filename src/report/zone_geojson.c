/* zone_geojson.c: zones as GeoJSON. Numbers are written so that they read back as they were: rings that are
 * simple in memory are simple in the file. */
#include "base/json.h"
#include "entente/report.h"

static void write_place(ent_json *json, ent_lonlat place)
{
    ent_json_begin_array(json);
    ent_json_double(json, place.lon_deg);
    ent_json_double(json, place.lat_deg);
    ent_json_end_array(json);
}

static void write_ring(ent_json *json, ent_polygon_ring ring)
{
    ent_json_begin_array(json);
    for (size_t k = 0; k < ring.count; k++) write_place(json, ring.points[k]);
    write_place(json, ring.points[0]);
    ent_json_end_array(json);
}

static void write_polygons(ent_json *json, const ent_polygons *polygons)
{
    size_t count = ent_polygons_ring_count(polygons);
    ent_json_key(json, "coordinates");
    ent_json_begin_array(json);
    for (size_t k = 0; k < count; k++) {
        ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        if (!ring.is_hole) ent_json_begin_array(json);
        write_ring(json, ring);
        if (k + 1 == count || !ent_polygons_ring_at(polygons, k + 1).is_hole) ent_json_end_array(json);
    }
    ent_json_end_array(json);
}

static void write_text(ent_json *json, const char *key, const char *text)
{
    if (text != NULL) ent_json_kstring(json, key, text);
}

static void write_properties(ent_json *json, const ent_report_zone *z)
{
    double lo, hi;
    ent_zone_area(z->zone, &lo, &hi);
    ent_json_key(json, "properties");
    ent_json_begin_object(json);
    write_text(json, "name", z->name);
    write_text(json, "certainty", z->certainty);
    ent_json_kdouble(json, "area_m2_lo", lo);
    ent_json_kdouble(json, "area_m2_hi", hi);
    ent_json_kdouble(json, "tolerance_m", ent_zone_tolerance_m(z->zone));
    write_text(json, "edges", z->edges);
    write_text(json, "map", z->map);
    write_text(json, "view", z->view);
    write_text(json, "layer", z->layer);
    write_text(json, "as_of", z->as_of);
    write_text(json, "as_known", z->as_known);
    ent_json_end_object(json);
}

static ent_status write_zone(ent_json *json, const ent_report_zone *z, ent_outline_kind kind, ent_error *err)
{
    ent_polygons *polygons = NULL;
    ent_status st = ent_zone_polygons(z->zone, kind, &polygons, err);
    if (st != ENT_OK) return st;
    bool sphere = kind == ENT_OUTLINE_UNCUT && ent_polygons_is_everything(polygons);
    ent_json_begin_object(json);
    ent_json_kstring(json, "type", "Feature");
    write_properties(json, z);
    ent_json_key(json, "geometry");
    ent_json_begin_object(json);
    ent_json_kstring(json, "type", sphere ? "Sphere" : "MultiPolygon");
    if (!sphere) write_polygons(json, polygons);
    ent_json_end_object(json);
    ent_json_end_object(json);
    ent_polygons_free(polygons);
    return ENT_OK;
}

ent_status ent_report_zones_geojson(const ent_report_zone *zones, size_t count, ent_outline_kind kind,
                                    ent_sink sink, ent_error *err)
{
    ent_json json;
    ent_status st = ENT_OK;
    ent_json_init(&json, sink, false);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "type", "FeatureCollection");
    ent_json_key(&json, "features");
    ent_json_begin_array(&json);
    for (size_t k = 0; k < count && st == ENT_OK; k++) st = write_zone(&json, &zones[k], kind, err);
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    return st == ENT_OK ? ent_json_finish(&json, err) : st;
}
