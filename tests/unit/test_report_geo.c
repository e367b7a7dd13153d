/* test_report_geo.c: GeoJSON, KML and GeoPackage are read back by OGR, an independent reader: every polygon
 * is valid, has the area that the zone has, holds the places that it should, and runs the way RFC 7946 wants
 * it. */
#include "base/mem.h"
#include "entente/ogr.h"
#include "judged.h"
#include "square_world.h"

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RADIUS 6371007.2 /* of the sphere with the area of WGS84 */
#define DEGREE 0.017453292519943295

/* ---- reading back ----------------------------------------------------------------------------------- */

typedef struct back {
    char path[64];
    GDALDatasetH source;
} back;

static back read_back(ent_str bytes, const char *ending)
{
    back b = {.source = NULL};
    snprintf(b.path, sizeof b.path, "/tmp/entente-geo-%ld.%s", (long)getpid(), ending);
    FILE *file = fopen(b.path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    GDALAllRegister();
    b.source = GDALOpenEx(b.path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    if (!b.source) fail_msg("OGR cannot read the %s", ending);
    return b;
}

static void back_done(back *b)
{
    GDALClose(b->source);
    (void)remove(b->path);
}

/* Area on the sphere of a ring whose edges are straight in longitude and latitude: exactly, as the latitude
 * is linear along an edge. Positive when it runs counter-clockwise. */
static double ring_area(OGRGeometryH ring)
{
    double sum = 0;
    for (int k = 0; k + 1 < OGR_G_GetPointCount(ring); k++) {
        const double a = OGR_G_GetY(ring, k) * DEGREE, b = OGR_G_GetY(ring, k + 1) * DEGREE;
        const double width = (OGR_G_GetX(ring, k + 1) - OGR_G_GetX(ring, k)) * DEGREE;
        const double mean = fabs(b - a) < 1e-12 ? sin(a) : (cos(a) - cos(b)) / (b - a);
        sum -= width * mean;
    }
    return sum * RADIUS * RADIUS;
}

static double polygon_area(OGRGeometryH polygon)
{
    double sum = 0;
    for (int k = 0; k < OGR_G_GetGeometryCount(polygon); k++) {
        const double area = ring_area(OGR_G_GetGeometryRef(polygon, k));
        assert_true(k == 0 ? area > 0 : area < 0); /* RFC 7946 */
        sum += area;
    }
    return sum;
}

static double area_of(OGRGeometryH geometry)
{
    double sum = 0;
    if (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPolygon) return polygon_area(geometry);
    for (int k = 0; k < OGR_G_GetGeometryCount(geometry); k++)
        sum += polygon_area(OGR_G_GetGeometryRef(geometry, k));
    return sum;
}

static bool holds(OGRGeometryH geometry, ent_lonlat place)
{
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, place.lon_deg, place.lat_deg);
    const bool inside = OGR_G_Contains(geometry, point) != 0;
    OGR_G_DestroyGeometry(point);
    return inside;
}

/* ---- zones ------------------------------------------------------------------------------------------ */

typedef struct scene {
    const char *name;
    ent_lonlat centre;
    double inner_m, outer_m; /* a ring around the centre; inner 0: a disc */
    ent_lonlat in[3], out[3];
} scene;

static const scene scenes[] = {
    {"a disc", {20, 50}, 0, 500e3, {{20, 50}, {23, 52}, {17, 48}}, {{30, 50}, {20, 56}, {-160, -50}}},
    {"across 180",
     {179, -17},
     0,
     800e3,
     {{179, -17}, {-177, -17}, {175, -18}},
     {{0, -17}, {165, -17}, {-165, -17}}},
    {"the north pole",
     {100, 80},
     0,
     2000e3,
     {{100, 80}, {0, 89.9}, {-80, 85}},
     {{100, 60}, {-80, 60}, {0, -89}}},
    {"the south pole",
     {0, -90},
     0,
     1000e3,
     {{0, -89}, {179.9, -85}, {-179.9, -85}},
     {{0, -75}, {180, -75}, {0, 89}}},
    {"with a hole across 180",
     {180, 60},
     300e3,
     1500e3,
     {{170, 60}, {-170, 60}, {179, 70}},
     {{179.5, 60}, {-179.5, 60}, {0, 60}}},
    {"nearly everything",
     {10, 0},
     0,
     19000e3,
     {{10, 0}, {-170, 20}, {100, -80}},
     {{-170, 0}, {-171, 1}, {-169, -1}}},
};

typedef struct built {
    ent_tree *tree;
    ent_fields *fields;
    ent_zone *zone;
} built;

static built build(const scene *s, double tolerance_m)
{
    const uint32_t starts[] = {0, 1};
    const ent_rings rings = {&s->centre, starts, 1};
    built b = {0};
    ent_error err = {0};
    assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_POINTS}, &b.tree, &err),
                     ENT_OK);
    assert_int_equal(ent_fields_new(&b.fields, &err), ENT_OK);
    const ent_field *field = ent_field_within(b.fields, b.tree, s->outer_m);
    if (s->inner_m > 0)
        field = ent_field_and(b.fields, field, ent_field_beyond(b.fields, b.tree, s->inner_m));
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = tolerance_m}, &b.zone, &err),
                     ENT_OK);
    return b;
}

static void built_done(built *b)
{
    ent_zone_free(b->zone);
    ent_fields_free(b->fields);
    ent_tree_free(b->tree);
}

static void check_zone(const scene *s, const ent_zone *zone, OGRGeometryH geometry)
{
    double lo, hi;
    if (!OGR_G_IsValid(geometry)) fail_msg("%s: not valid", s->name);
    ent_zone_area(zone, &lo, &hi);
    const double area = area_of(geometry);
    if (area < 0.99 * lo || area > 1.01 * hi)
        fail_msg("%s: area %.4g, not %.4g to %.4g", s->name, area, lo, hi);
    for (size_t k = 0; k < 3; k++) {
        if (!holds(geometry, s->in[k])) fail_msg("%s: does not hold place %zu", s->name, k);
        if (holds(geometry, s->out[k])) fail_msg("%s: holds place %zu", s->name, k);
    }
}

typedef ent_status zone_writer(const ent_report_zone *zone, ent_sink sink, ent_error *err);

static ent_status as_geojson(const ent_report_zone *zone, ent_sink sink, ent_error *err)
{
    return ent_report_zones_geojson(zone, 1, ENT_OUTLINE_CUT, sink, err);
}

static ent_status as_kml(const ent_report_zone *zone, ent_sink sink, ent_error *err)
{
    return ent_report_zones_kml(zone, 1, sink, err);
}

static ent_status as_geopackage(const ent_report_zone *zone, ent_sink sink, ent_error *err)
{
    ent_buf json;
    ent_buf_init(&json, 1 << 28);
    ent_status st = as_geojson(zone, ent_buf_sink(&json), err);
    if (st == ENT_OK) st = ent_ogr_geopackage(ent_buf_str(&json), "zones", sink, err);
    ent_buf_done(&json);
    return st;
}

static void zones_read_back(zone_writer *write, const char *ending, double tolerance_m)
{
    for (size_t k = 0; k < sizeof scenes / sizeof *scenes; k++) {
        built b = build(&scenes[k], tolerance_m);
        const ent_report_zone item = {
            .zone = b.zone, .name = "a <zone> & more", .certainty = "possible", .as_of = "2030-01-01"};
        ent_buf bytes;
        ent_error err = {0};
        ent_buf_init(&bytes, 1 << 28);
        if (write(&item, ent_buf_sink(&bytes), &err) != ENT_OK) fail_msg("%s", err.message);
        back from = read_back(ent_buf_str(&bytes), ending);
        OGRLayerH layer = GDALDatasetGetLayer(from.source, 0);
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        assert_non_null(feature);
        check_zone(&scenes[k], b.zone, OGR_F_GetGeometryRef(feature));
        OGR_F_Destroy(feature);
        assert_null(OGR_L_GetNextFeature(layer));
        back_done(&from);
        ent_buf_done(&bytes);
        built_done(&b);
    }
}

static void test_report_geo__zones_as_geojson(void **state)
{
    (void)state;
    zones_read_back(as_geojson, "geojson", 1e3);
}

static void test_report_geo__zones_as_kml(void **state)
{
    (void)state;
    zones_read_back(as_kml, "kml", 16e3); /* OGR reads coordinates in the square of their number */
}

static void test_report_geo__zones_as_geopackage(void **state)
{
    (void)state;
    zones_read_back(as_geopackage, "gpkg", 1e3);
}

/* ---- findings --------------------------------------------------------------------------------------- */

static const char placed_records[] = "id,kind,actor,lon,lat,radius_km,territory,from,source\n"
                                     "point,exercise,EST,15,1,0,,2030-03-01,Gazette\n"
                                     "disc,exercise,EST,-179.9,10,50,,2030-03-01,Gazette\n"
                                     "pole,exercise,EST,10,89.9,50,,2030-03-01,Gazette\n"
                                     "land,exercise,EST,,,,AAA,2030-03-01,Gazette\n"
                                     "none,exercise,EST,,,,,2030-03-01,Gazette\n";

/* A judgement on the square world, with a breach for each of the records above. */
typedef struct placed {
    judged s;
    ent_records *own;
    ent_records *theirs;
    ent_atlas *atlas;
} placed;

static void placed_init(placed *p)
{
    ent_error err = {0};
    judged_init(&p->s);
    p->theirs = p->s.records, p->own = NULL;
    assert_int_equal(ent_records_new(&p->own, &err), ENT_OK);
    const ent_str rows = ent_str_of(placed_records);
    assert_int_equal(ent_records_load_memory(p->own, "placed.csv", rows, p->s.diags, &err), ENT_OK);
    assert_int_equal(ent_records_finish(p->own, p->s.diags, &err), ENT_OK);
    assert_int_equal(ent_diags_error_count(p->s.diags), 0);
    p->atlas = square_open();
    p->s.records = p->own;
    p->s.j.world.records = p->own, p->s.j.world.atlas = p->atlas;
    static const char *const ids[] = {"point", "disc", "pole", "land", "none"};
    for (size_t k = 0; k < 5; k++) (void)judged_add(&p->s, "2.1", ids[k], ENT_BREACH);
}

static void placed_done(placed *p)
{
    p->s.records = p->theirs;
    ent_atlas_close(p->atlas);
    ent_records_free(p->own);
    judged_done(&p->s);
}

static OGRFeatureH find_record(OGRLayerH layer, const char *id)
{
    OGR_L_ResetReading(layer);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
        const int field = OGR_F_GetFieldIndex(f, "record");
        if (field >= 0 && strcmp(OGR_F_GetFieldAsString(f, field), id) == 0) return f;
    }
    fail_msg("no feature for record %s", id);
    return NULL;
}

static void check_disc(OGRLayerH layer, const char *id, ent_lonlat in, ent_lonlat also, ent_lonlat out)
{
    OGRFeatureH f = find_record(layer, id);
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    assert_true(OGR_G_IsValid(g));
    assert_true(holds(g, in));
    assert_true(holds(g, also));
    assert_false(holds(g, out));
    const double area = area_of(g), wanted = 3.14159265 * 50e3 * 50e3;
    assert_true(area > 0.99 * wanted && area < 1.01 * wanted);
    OGR_F_Destroy(f);
}

static void check_findings(OGRLayerH layer)
{
    OGRFeatureH f = find_record(layer, "point");
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    assert_int_equal(OGR_GT_Flatten(OGR_G_GetGeometryType(g)), wkbPoint);
    assert_true(OGR_G_GetX(g, 0) == 15 && OGR_G_GetY(g, 0) == 1);
    assert_string_equal(OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, "verdict")), "breach");
    assert_string_equal(OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, "position")), "point");
    OGR_F_Destroy(f);
    check_disc(layer, "disc", (ent_lonlat){-179.95, 10}, (ent_lonlat){179.8, 10}, (ent_lonlat){0, 10});
    check_disc(layer, "pole", (ent_lonlat){10, 89.95}, (ent_lonlat){-170, 89.95}, (ent_lonlat){10, 89});
    f = find_record(layer, "none");
    assert_null(OGR_F_GetGeometryRef(f));
    OGR_F_Destroy(f);
}

static void test_report_geo__findings_as_geojson(void **state)
{
    (void)state;
    placed p;
    placed_init(&p);
    ent_buf bytes = judged_write(&p.s, ent_report_geojson, &(ent_report_opts){0});
    back from = read_back(ent_buf_str(&bytes), "geojson");
    OGRLayerH layer = GDALDatasetGetLayer(from.source, 0);
    assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 5);
    check_findings(layer);
    OGRFeatureH f = find_record(layer, "land");
    assert_string_equal(OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, "territory")), "AAA");
    assert_true(holds(OGR_F_GetGeometryRef(f), (ent_lonlat){5, 0}));
    assert_false(holds(OGR_F_GetGeometryRef(f), (ent_lonlat){25, 0}));
    OGR_F_Destroy(f);
    back_done(&from);
    ent_buf_done(&bytes);
    placed_done(&p);
}

/* A Placemark has its period, and the style of its verdict is there. */
static void test_report_geo__findings_as_kml(void **state)
{
    (void)state;
    placed p;
    placed_init(&p);
    ent_buf bytes = judged_write(&p.s, ent_report_kml, &(ent_report_opts){0});
    ent_buf_addc(&bytes, '\0');
    assert_non_null(strstr(bytes.ptr, "<Style id=\"breach\">"));
    assert_non_null(strstr(bytes.ptr, "<styleUrl>#breach</styleUrl>"));
    assert_non_null(strstr(bytes.ptr, "<TimeSpan><begin>2030-03-01</begin>\n<end>2030-05-01</end>"));
    assert_null(strstr(bytes.ptr, "href"));
    back from = read_back((ent_str){bytes.ptr, bytes.len - 1}, "kml");
    OGRLayerH layer = GDALDatasetGetLayer(from.source, 0);
    assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 5);
    back_done(&from);
    ent_buf_done(&bytes);
    placed_done(&p);
}

static void test_report_geo__findings_as_geopackage(void **state)
{
    (void)state;
    placed p;
    placed_init(&p);
    ent_buf json = judged_write(&p.s, ent_report_geojson, &(ent_report_opts){0}), bytes, again;
    ent_error err = {0};
    ent_buf_init(&bytes, 1 << 26), ent_buf_init(&again, 1 << 26);
    assert_int_equal(ent_ogr_geopackage(ent_buf_str(&json), "findings", ent_buf_sink(&bytes), &err), ENT_OK);
    assert_int_equal(ent_ogr_geopackage(ent_buf_str(&json), "findings", ent_buf_sink(&again), &err), ENT_OK);
    assert_true(ent_str_eq(ent_buf_str(&bytes), ent_buf_str(&again)));
    back from = read_back(ent_buf_str(&bytes), "gpkg");
    OGRLayerH points = GDALDatasetGetLayerByName(from.source, "findings_points");
    OGRLayerH areas = GDALDatasetGetLayerByName(from.source, "findings_areas");
    OGRLayerH nowhere = GDALDatasetGetLayerByName(from.source, "findings_nowhere");
    assert_true(points && areas && nowhere);
    assert_int_equal(OGR_L_GetFeatureCount(points, 1), 1);
    assert_int_equal(OGR_L_GetFeatureCount(areas, 1), 3);
    assert_int_equal(OGR_L_GetFeatureCount(nowhere, 1), 1);
    check_disc(areas, "disc", (ent_lonlat){-179.95, 10}, (ent_lonlat){179.8, 10}, (ent_lonlat){0, 10});
    back_done(&from);
    ent_buf_done(&json), ent_buf_done(&bytes), ent_buf_done(&again);
    placed_done(&p);
}

/* ---- what goes wrong -------------------------------------------------------------------------------- */

static void test_report_geo__no_geojson_no_geopackage(void **state)
{
    (void)state;
    ent_buf bytes;
    ent_error err = {0};
    ent_buf_init(&bytes, 1 << 20);
    assert_int_equal(ent_ogr_geopackage(ENT_STR("{\"type\": 7}"), "x", ent_buf_sink(&bytes), &err),
                     ENT_E_FORMAT);
    assert_int_equal(bytes.len, 0);
    ent_buf_done(&bytes);
}

static bool refuse(void *context, const char *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return false;
}

static void test_report_geo__a_sink_that_stops(void **state)
{
    (void)state;
    placed p;
    placed_init(&p);
    const ent_judgement *list[] = {&p.s.j};
    ent_error err = {0};
    const ent_report_opts opts = {0};
    assert_int_equal(ent_report_geojson(list, 1, &opts, (ent_sink){refuse, NULL}, &err), ENT_E_IO);
    assert_int_equal(ent_report_kml(list, 1, &opts, (ent_sink){refuse, NULL}, &err), ENT_E_IO);
    placed_done(&p);
}

static void test_report_geo__memory_runs_out(void **state)
{
    (void)state;
    placed p;
    placed_init(&p);
    const ent_judgement *list[] = {&p.s.j};
    judged_writer *const writers[] = {ent_report_geojson, ent_report_kml};
    for (size_t w = 0; w < 2; w++) {
        ent_status st = ENT_E_NOMEM;
        uint64_t n = 0;
        while (st != ENT_OK) {
            ent_buf bytes;
            ent_error err = {0};
            ent_buf_init(&bytes, 1 << 26);
            ent_buf_reserve(&bytes, 1 << 22);
            n += n < 200 ? 1 : n / 7; /* the first ones all, then fewer and fewer */
            ent_mem_fail_at(n);
            st = writers[w](list, 1, &(ent_report_opts){0}, ent_buf_sink(&bytes), &err);
            const bool reached = ent_mem_count() >= n;
            ent_mem_fail_at(0);
            if (reached && st != ENT_E_NOMEM && st != ENT_E_IO)
                fail_msg("allocation %d: %d", (int)n, (int)st);
            ent_buf_done(&bytes);
        }
        assert_true(n > 50);
    }
    placed_done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_geo__zones_as_geojson),
        cmocka_unit_test(test_report_geo__zones_as_kml),
        cmocka_unit_test(test_report_geo__zones_as_geopackage),
        cmocka_unit_test(test_report_geo__findings_as_geojson),
        cmocka_unit_test(test_report_geo__findings_as_kml),
        cmocka_unit_test(test_report_geo__findings_as_geopackage),
        cmocka_unit_test(test_report_geo__no_geojson_no_geopackage),
        cmocka_unit_test(test_report_geo__a_sink_that_stops),
        cmocka_unit_test(test_report_geo__memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
