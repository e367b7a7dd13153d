/* Shapes of a case from GeoJSON: what is taken, and what is refused with its place. */
#include "cm.h"

#include "base/buf.h"
#include "entente/ogr.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct result {
    ent_shapes *shapes;
    ent_diags *diags;
    ent_status status;
    ent_error err;
} result;

static result load_file(const char *path)
{
    result r = {0};
    assert_int_equal(ent_diags_new(&r.diags, &r.err), ENT_OK);
    assert_int_equal(ent_shapes_new(&r.shapes, &r.err), ENT_OK);
    r.status = ent_ogr_shapes_load(path, r.shapes, r.diags, &r.err);
    return r;
}

static result load(const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-shapes-%ld.geojson", (long)getpid());
    assert_int_equal(ent_file_replace(path, ent_str_of(text), NULL), ENT_OK);
    result r = load_file(path);
    unlink(path);
    return r;
}

static void done(result r)
{
    ent_shapes_free(r.shapes);
    ent_diags_free(r.diags);
}

#define AREA(properties, coordinates)                                                                        \
    "{\"type\":\"Feature\",\"properties\":{" properties                                                      \
    "},\n \"geometry\":{\"type\":\"Polygon\",\"coordinates\":" coordinates "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[\n" features "\n]}"
#define SQUARE "[[[10,50],[12,50],[12,52],[10,50]]]"

static void assert_one(result r, const char *code, unsigned line, unsigned column)
{
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_count(r.diags), 1);
    const ent_diag *d = ent_diags_at(r.diags, 0);
    assert_string_equal(d->code, code);
    assert_int_equal(d->span.line, line);
    assert_int_equal(d->span.column, column);
    assert_non_null(d->hint);
    done(r);
}

static void test_ogr_shapes__area_with_party_and_dates(void **state)
{
    (void)state;
    result r = load(COLLECTION(AREA("\"name\":\"zone\",\"party\":\"UKR\",\"from\":\"2014-09-19\",\"until\":"
                                    "\"2015-02\",\"source\":\"map\"",
                                    SQUARE)));
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_shapes_count(r.shapes), 1);
    const ent_shape *s = ent_shapes_at(r.shapes, 0);
    assert_string_equal(s->name, "zone");
    assert_string_equal(s->party, "UKR");
    assert_string_equal(s->source, "map");
    assert_false(s->is_line);
    assert_int_equal(s->ring_count, 1);
    assert_int_equal(s->starts[1], 4);
    assert_true(s->points[1].lon_deg == 12 && s->points[1].lat_deg == 50);
    char from[32];
    ent_time_format(ent_when_hull(&s->from).from, from, sizeof from);
    assert_string_equal(from, "2014-09-19");
    done(r);
}

static void test_ogr_shapes__lines_and_several_parts(void **state)
{
    (void)state;
    result r =
        load(COLLECTION("{\"type\":\"Feature\",\"properties\":{\"name\":\"front\"},\"geometry\":{\"type\":"
                        "\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]}}," AREA(
                            "\"name\":\"two\",\"party\":null",
                            "[[[0,0],[1,0],[1,1],[0,0]],[[0.5,0.1],[0.6,0.1],[0.6,0.2],[0.5,0.1]]]")));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_shapes_count(r.shapes), 2);
    assert_true(ent_shapes_at(r.shapes, 0)->is_line);
    assert_int_equal(ent_shapes_at(r.shapes, 0)->ring_count, 2);
    assert_int_equal(ent_shapes_at(r.shapes, 0)->starts[2], 5);
    assert_int_equal(ent_shapes_at(r.shapes, 1)->ring_count, 2);
    assert_string_equal(ent_shapes_at(r.shapes, 1)->party, "");
    done(r);
}

static void test_ogr_shapes__latitude_of_95(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[10,50],[12,95],[12,52],[10,50]]]"))), "latitude", 3,
               55);
}

/* ---- what has no clear inside ---- */

#define MULTI(coordinates)                                                                                   \
    COLLECTION("{\"type\":\"Feature\",\"properties\":{\"name\":\"a\"},\n"                                    \
               "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":" coordinates "}}")

/* Twice the area in square degrees, by winding: holes run the other way in what GEOS gives back. */
static double twice_area(const ent_shape *s)
{
    double sum = 0;
    for (size_t r = 0; r < s->ring_count; r++) {
        double ring = 0;
        for (uint32_t i = s->starts[r]; i + 1 < s->starts[r + 1]; i++)
            ring += s->points[i].lon_deg * s->points[i + 1].lat_deg -
                    s->points[i + 1].lon_deg * s->points[i].lat_deg;
        sum += ring;
    }
    return sum < 0 ? -sum : sum;
}

static void assert_fault(result r, const char *code, unsigned line)
{
    assert_int_equal(ent_shapes_count(r.shapes), 0);
    assert_int_equal(ent_diags_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, code);
    assert_int_equal(ent_diags_at(r.diags, 0)->span.line, line);
    assert_non_null(ent_diags_at(r.diags, 0)->hint);
    done(r);
}

static void test_ogr_shapes__rings_without_a_clear_inside(void **state)
{
    (void)state;
    /* a bow tie; a pentagram; a ring traced twice; a spike that goes and comes back */
    assert_fault(load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]"))),
                 "ring-crosses", 3);
    assert_fault(load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,9],[5,-8],[-9,2],[9,2],[-5,-8],[0,9]]]"))),
                 "ring-crosses", 3);
    assert_fault(
        load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,0],[1,0],[1,1],[0,1],[0,0],[1,0],[1,1],[0,1],[0,0]]]"))),
        "ring-crosses", 3);
    assert_fault(load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,0],[1,0],[2,0],[0,0]]]"))), "ring-flat", 3);
    /* a hole that is its outline, one outside, one across */
    assert_fault(
        load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,0],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]"))),
        "ring-crosses", 3);
    assert_fault(
        load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,0],[1,0],[1,1],[0,0]],[[5,0],[6,0],[6,1],[5,0]]]"))),
        "hole-outside", 3);
    assert_fault(load(MULTI("[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],[2,2],[2,0],[0,2],[0,0]]]]")),
                 "ring-crosses", 3);
}

static void test_ogr_shapes__polygons_over_each_other_are_joined(void **state)
{
    (void)state;
    result r = load(MULTI("[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[1,1],[3,1],[3,3],[1,3],[1,1]]]]"));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_shapes_at(r.shapes, 0)->ring_count, 1);
    assert_true(twice_area(ent_shapes_at(r.shapes, 0)) == 14);
    done(r);
    /* the same polygon twice, and one within the other */
    r = load(MULTI("[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[1,1],[1.5,1],[1."
                   "5,1.5],[1,1]]]]"));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_true(twice_area(ent_shapes_at(r.shapes, 0)) == 8);
    done(r);
    /* apart: as drawn */
    r = load(MULTI("[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]"));
    assert_int_equal(ent_shapes_at(r.shapes, 0)->ring_count, 2);
    assert_true(ent_shapes_at(r.shapes, 0)->points[6].lon_deg == 6);
    done(r);
}

/* Taken as it stands, and once warned of. */
static void assert_only_a_long_step(result r)
{
    assert_int_equal(ent_diags_count(r.diags), 1);
    assert_int_equal(ent_diags_at(r.diags, 0)->severity, ENT_SEV_WARNING);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "long-step");
    assert_int_equal(ent_shapes_count(r.shapes), 1);
}

static void test_ogr_shapes__over_the_seam(void **state)
{
    (void)state;
    /* one ring over ±180, its longitudes jumping or running on: in order either way */
    result r = load(COLLECTION(AREA("\"name\":\"a\"", "[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]")));
    assert_only_a_long_step(r);
    done(r);
    /* 179..181 over -180..-178: together 179 to -178 */
    r = load(MULTI(
        "[[[[179,0],[181,0],[181,1],[179,1],[179,0]]],[[[-180,0],[-178,0],[-178,1],[-180,1],[-180,0]]]]"));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_true(twice_area(ent_shapes_at(r.shapes, 0)) == 6);
    done(r);
    /* round a pole */
    r = load(COLLECTION(AREA("\"name\":\"a\"", "[[[0,80],[120,80],[-120,80],[0,80]]]")));
    assert_only_a_long_step(r);
    done(r);
}

static void test_ogr_shapes__positions_off_the_earth(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[10,50],[12,90.0000001],[12,52],[10,50]]]"))),
               "latitude", 3, 55);
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[10,50],[1e999,50],[12,52],[10,50]]]"))), "position",
               3, 55);
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[10,50],[361,50],[12,52],[10,50]]]"))), "longitude",
               3, 55);
}

static bool knows_est(void *context, ent_name_use use, ent_str name, ent_name_answer *out)
{
    (void)context, (void)use;
    if (ent_str_is(name, "EST")) return true;
    *out = (ent_name_answer){.severity = ENT_SEV_ERROR, .nearest = "EST"};
    return false;
}

static void test_ogr_shapes__party_that_is_nobody(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-shapes-%ld.geojson", (long)getpid());
    const char *text = COLLECTION(AREA("\"name\":\"a\",\"party\":\"EST\"",
                                       SQUARE) ",\n" AREA("\"name\":\"a\",\"party\":\"ETS\"", SQUARE));
    assert_int_equal(ent_file_replace(path, ent_str_of(text), NULL), ENT_OK);
    result r = {0};
    ent_record_rules rules = {.knows = knows_est};
    assert_int_equal(ent_diags_new(&r.diags, &r.err), ENT_OK);
    assert_int_equal(ent_shapes_new(&r.shapes, &r.err), ENT_OK);
    ent_shapes_set_rules(r.shapes, &rules);
    r.status = ent_ogr_shapes_load(path, r.shapes, r.diags, &r.err);
    unlink(path);
    assert_int_equal(ent_shapes_count(r.shapes), 1);
    assert_one(r, "name-unknown", 4, 52);
}

static void test_ogr_shapes__open_ring(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[10,50],[12,50],[12,52],[10,51]]]"))), "ring-open",
               3, 46);
}

static void test_ogr_shapes__short_ring_of_the_second_feature(void **state)
{
    (void)state;
    result r = load(COLLECTION(
        AREA("\"name\":\"a\"", SQUARE) ",\n" AREA("\"name\":\"b\"", "[[[10,50],[12,50],[10,50]]]")));
    assert_int_equal(ent_shapes_count(r.shapes), 1);
    assert_one(r, "ring-short", 5, 46);
}

static void test_ogr_shapes__truncated_file(void **state)
{
    (void)state;
    assert_one(load("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"prop"), "json",
               2, 19);
    assert_one(load("{\"type\":\"FeatureCollection\",\"features\":["), "json", 1, 41);
}

static void test_ogr_shapes__not_a_number(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", "[[[NaN,50],[12,50],[12,52],[10,50]]]"))), "json", 3,
               48);
}

static void test_ogr_shapes__no_name_and_bad_date(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"\"", SQUARE))), "shape-name", 2, 40);
    assert_one(load(COLLECTION(AREA("\"name\":\"a\",\"from\":\"2022-02-30\"", SQUARE))), "date", 2, 51);
    assert_one(load(COLLECTION(AREA("\"name\":\"a\",\"from\":\"2022\",\"until\":\"2021\"", SQUARE))),
               "period", 2, 40);
}

static void test_ogr_shapes__drawn_twice(void **state)
{
    (void)state;
    assert_one(load(COLLECTION(AREA("\"name\":\"a\"", SQUARE) ",\n" AREA("\"name\":\"a\"", SQUARE))),
               "shape-twice", 4, 40);
    result r = load(COLLECTION(AREA("\"name\":\"a\",\"until\":\"2014\"",
                                    SQUARE) "," AREA("\"name\":\"a\",\"from\":\"2015\"", SQUARE)));
    assert_int_equal(ent_diags_count(r.diags), 0);
    done(r);
}

static void test_ogr_shapes__points_belong_elsewhere(void **state)
{
    (void)state;
    assert_one(load(COLLECTION("{\"type\":\"Feature\",\"properties\":{\"name\":\"p\"},\"geometry\":{\"type\":"
                               "\"Point\",\"coordinates\":[1,2]}}")),
               "geometry", 2, 86);
}

static void test_ogr_shapes__json_of_another_kind(void **state)
{
    (void)state;
    result r = load("[1,2,3]");
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "source");
    done(r);
    r = load(COLLECTION("{\"type\":\"Feature\",\"properties\":{\"title\":\"p\"},\"geometry\":null}"));
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "layer");
    done(r);
}

/* 2026-11-23: the scanner asked for no code point and the decoder wrote one all the same. */
static void test_ogr_shapes__names_beyond_ascii(void **state)
{
    (void)state;
    result r = load(COLLECTION(AREA("\"name\":\"Ādaži\"", SQUARE)));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_string_equal(ent_shapes_at(r.shapes, 0)->name, "Ādaži");
    done(r);
    assert_one(load(COLLECTION(AREA("\"name\":\"Ādaži\",\"from\":\"soon\"", SQUARE))), "date", 2, 55);
    assert_one(load("{\"name\":\"\xDE\x82\xD3\xDFgeo\"}"), "json", 1, 11);
}

static void test_ogr_shapes__nothing_drawn_yet(void **state)
{
    (void)state;
    result r = load(COLLECTION(""));
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_count(r.diags), 0);
    done(r);
}

static void test_ogr_shapes__missing_file(void **state)
{
    (void)state;
    result r = load_file("/nonexistent/lines.geojson");
    assert_int_equal(r.status, ENT_E_IO);
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_non_null(strstr(r.err.message, "/nonexistent/lines.geojson: cannot open"));
    done(r);
    r = load_file("PG:host=127.0.0.1 port=1 dbname=none connect_timeout=1");
    assert_int_equal(r.status, ENT_E_IO);
    assert_non_null(strstr(r.err.message, "cannot connect"));
    done(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ogr_shapes__area_with_party_and_dates),
        cmocka_unit_test(test_ogr_shapes__lines_and_several_parts),
        cmocka_unit_test(test_ogr_shapes__latitude_of_95),
        cmocka_unit_test(test_ogr_shapes__open_ring),
        cmocka_unit_test(test_ogr_shapes__rings_without_a_clear_inside),
        cmocka_unit_test(test_ogr_shapes__polygons_over_each_other_are_joined),
        cmocka_unit_test(test_ogr_shapes__over_the_seam),
        cmocka_unit_test(test_ogr_shapes__positions_off_the_earth),
        cmocka_unit_test(test_ogr_shapes__party_that_is_nobody),
        cmocka_unit_test(test_ogr_shapes__short_ring_of_the_second_feature),
        cmocka_unit_test(test_ogr_shapes__truncated_file),
        cmocka_unit_test(test_ogr_shapes__not_a_number),
        cmocka_unit_test(test_ogr_shapes__no_name_and_bad_date),
        cmocka_unit_test(test_ogr_shapes__drawn_twice),
        cmocka_unit_test(test_ogr_shapes__points_belong_elsewhere),
        cmocka_unit_test(test_ogr_shapes__json_of_another_kind),
        cmocka_unit_test(test_ogr_shapes__names_beyond_ascii),
        cmocka_unit_test(test_ogr_shapes__nothing_drawn_yet),
        cmocka_unit_test(test_ogr_shapes__missing_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
