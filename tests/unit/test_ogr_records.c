/* Records from other formats than CSV: the same row, whatever it came in. */
#include "cm.h"

#include "base/buf.h"
#include "entente/ogr.h"
#include "ogr/gdal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct result {
    ent_records *records;
    ent_shapes *shapes;
    ent_diags *diags;
    ent_status status;
    ent_error err;
} result;

static result load_file(const char *path)
{
    result r = {0};
    assert_int_equal(ent_diags_new(&r.diags, &r.err), ENT_OK);
    assert_int_equal(ent_records_new(&r.records, &r.err), ENT_OK);
    assert_int_equal(ent_shapes_new(&r.shapes, &r.err), ENT_OK);
    r.status = ent_ogr_records_load(path, r.records, r.shapes, r.diags, &r.err);
    assert_int_equal(ent_records_finish(r.records, r.diags, NULL), ENT_OK);
    return r;
}

static void name_file(char path[64], const char *ending)
{
    snprintf(path, 64, "/tmp/entente-records-%ld%s", (long)getpid(), ending);
}

static result load(const char *ending, const char *text)
{
    char path[64];
    name_file(path, ending);
    assert_int_equal(ent_file_replace(path, ent_str_of(text), NULL), ENT_OK);
    result r = load_file(path);
    unlink(path);
    return r;
}

static void done(result r)
{
    ent_records_free(r.records);
    ent_shapes_free(r.shapes);
    ent_diags_free(r.diags);
}

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[\n" features "\n]}"
#define FEATURE(properties, geometry)                                                                        \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\n\"geometry\":" geometry "}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[24.4,55.05]}"

static void test_ogr_records__geojson_point(void **state)
{
    (void)state;
    result r = load(
        ".geojson",
        COLLECTION(FEATURE(
            "\"id\":\"a\",\"kind\":\"deployment\",\"actor\":[\"CAN\",\"USA\"],\"quantity\":1200.5,\"from\":"
            "\"2022-01-10\",\"radius_km\":5,\"range_km\":\"480..500\",\"range_km.source\":\"S\"",
            POINT)));
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_records_count(r.records), 1);
    const ent_record *a = ent_records_at(r.records, 0);
    assert_int_equal(a->actor.count, 2);
    assert_true(a->quantity.numbers[0].lo == 1200.5);
    assert_int_equal(a->position_count, 1);
    assert_true(a->positions[0].centre.lon_deg == 24.4 && a->positions[0].centre.lat_deg == 55.05);
    assert_true(a->positions[0].radius_m == 5000);
    const ent_attribute *range = ent_record_attribute(a, ENT_STR("range"));
    assert_true(range->value.numbers[0].hi == 500000);
    assert_string_equal(range->value.source, "S");
    assert_int_equal(a->from->count, 1);
    done(r);
}

static void test_ogr_records__area_and_line_become_shapes(void **state)
{
    (void)state;
    result r =
        load(".geojson",
             COLLECTION(FEATURE(
                 "\"id\":\"z\",\"kind\":\"exercise\"",
                 "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,"
                 "0],[1,1],[0,0]]]}") ",\n" FEATURE("\"id\":\"l\",\"kind\":\"passage\"",
                                                    "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0]]"
                                                    "}") ",\n" FEATURE("\"id\":\"n\",\"kind\":\"accession\"",
                                                                       "null")));
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_records_count(r.records), 3);
    assert_int_equal(ent_shapes_count(r.shapes), 2);
    const ent_position *area = ent_records_at(r.records, 0)->positions,
                       *line = ent_records_at(r.records, 1)->positions;
    assert_int_equal(area->kind, ENT_POSITION_AREA);
    assert_string_equal(area->name.words[0], "@z");
    assert_string_equal(ent_shapes_at(r.shapes, 0)->name, "@z");
    assert_int_equal(line->kind, ENT_POSITION_LINE);
    assert_true(line->distance_m.numbers[0].hi == 0);
    assert_int_equal(ent_records_at(r.records, 2)->position_count, 0);
    done(r);
}

static void test_ogr_records__wrong_cell_has_line_and_caret(void **state)
{
    (void)state;
    result r =
        load(".geojson", COLLECTION(FEATURE("\"id\":\"a\",\"kind\":\"deployment\"", POINT) ",\n" FEATURE(
                             "\"id\":\"b\",\"kind\":\"deploymant\"", POINT)));
    assert_int_equal(ent_records_count(r.records), 1);
    assert_int_equal(ent_diags_count(r.diags), 1);
    const ent_diag *d = ent_diags_at(r.diags, 0);
    assert_string_equal(d->code, "kind");
    assert_int_equal(d->span.line, 4);
    assert_int_equal(d->span.column, 49);
    assert_string_equal(d->hint, "Did you mean \"deployment\"?");
    assert_non_null(strstr(d->detail, "feature 2, column \"kind\"."));
    done(r);
}

static void test_ogr_records__latitude_of_95(void **state)
{
    (void)state;
    result r = load(".geojson", COLLECTION(FEATURE("\"id\":\"a\",\"kind\":\"fire\"",
                                                   "{\"type\":\"Point\",\"coordinates\":[24.4,95]}")));
    assert_int_equal(ent_records_count(r.records), 0);
    assert_int_equal(ent_diags_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "latitude");
    assert_int_equal(ent_diags_at(r.diags, 0)->span.line, 3);
    done(r);
}

static void test_ogr_records__layer_without_kind(void **state)
{
    (void)state;
    result r = load(".geojson", COLLECTION(FEATURE("\"id\":\"a\"", POINT)));
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "layer");
    done(r);
}

static void test_ogr_records__kml(void **state)
{
    (void)state;
    result r = load(
        ".kml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
        "<Placemark><name>Battlegroup</name><ExtendedData><Data name=\"id\"><value>k1</value></Data>"
        "<Data name=\"kind\"><value>deployment</value></Data><Data "
        "name=\"personnel\"><value>~1000</value></Data>"
        "</ExtendedData><Point><coordinates>25.96,59.26,0</coordinates></Point></Placemark></Document></"
        "kml>");
    assert_int_equal(r.status, ENT_OK);
    for (size_t i = 0; i < ent_diags_count(r.diags); i++)
        print_message("%s %s\n", ent_diags_at(r.diags, i)->message, ent_diags_at(r.diags, i)->detail);
    assert_int_equal(ent_diags_error_count(r.diags), 0);
    assert_int_equal(ent_records_count(r.records), 1);
    const ent_record *a = ent_records_at(r.records, 0);
    assert_string_equal(a->id, "k1");
    assert_true(ent_record_attribute(a, ENT_STR("personnel"))->value.about);
    assert_string_equal(ent_record_attribute(a, ENT_STR("name"))->value.words[0], "Battlegroup");
    assert_true(a->positions[0].centre.lat_deg == 59.26);
    done(r);
}

static void set_text(OGRLayerH layer, OGRFeatureH feature, const char *field, const char *text)
{
    OGR_F_SetFieldString(feature, OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), field), text);
}

/* A GeoPackage in UTM zone 35 N with a date field, and a second layer that is none of ours. */
static void write_package(const char *path)
{
    assert_int_equal(ent_gdal_open(NULL), ENT_OK);
    GDALDatasetH set = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(set);
    OGRSpatialReferenceH utm = OSRNewSpatialReference(NULL);
    assert_int_equal(OSRImportFromEPSG(utm, 32635), OGRERR_NONE);
    OGRLayerH other = GDALDatasetCreateLayer(set, "roads", utm, wkbLineString, NULL);
    assert_non_null(other);
    OGRLayerH layer = GDALDatasetCreateLayer(set, "bases", utm, wkbPoint, NULL);
    const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"id", OFTString}, {"kind", OFTString}, {"from", OFTDate}, {"quantity", OFTInteger}};
    for (size_t i = 0; i < 4; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        assert_int_equal(OGR_L_CreateField(layer, field, 1), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    set_text(layer, feature, "id", "g1"), set_text(layer, feature, "kind", "holding"),
        set_text(layer, feature, "from", "2021/12/17");
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, 500000, 6500000); /* on the central meridian, 27 E */
    OGR_F_SetGeometryDirectly(feature, point);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    OSRRelease(utm);
    GDALClose(set);
}

static void test_ogr_records__geopackage_in_another_projection(void **state)
{
    (void)state;
    char path[64];
    name_file(path, ".gpkg");
    unlink(path);
    write_package(path);
    result r = load_file(path);
    assert_int_equal(r.status, ENT_OK);
    assert_int_equal(ent_diags_count(r.diags), 0);
    assert_int_equal(ent_records_count(r.records), 1);
    const ent_record *a = ent_records_at(r.records, 0);
    assert_int_equal(a->quantity.count, 0);
    char from[32];
    ent_time_format(ent_when_hull(a->from).from, from, sizeof from);
    assert_string_equal(from, "2021-12-17");
    assert_true(a->positions[0].centre.lon_deg > 26.999999 && a->positions[0].centre.lon_deg < 27.000001);
    assert_true(a->positions[0].centre.lat_deg > 58.6 && a->positions[0].centre.lat_deg < 58.7);
    done(r);
    char layer[96];
    snprintf(layer, sizeof layer, "%s|layer=roads", path);
    r = load_file(layer);
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "layer");
    done(r);
    unlink(path);
}

static void test_ogr_records__binary_rubbish(void **state)
{
    (void)state;
    result r = load(".gpkg", "SQLite format 3\001 but nothing else");
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "source");
    done(r);
}

static void test_ogr_records__which_names_are_sources(void **state)
{
    (void)state;
    assert_true(ent_ogr_is_source("case/records.geojson"));
    assert_true(ent_ogr_is_source("PG:dbname=x"));
    assert_true(ent_ogr_is_source("a.gpkg|layer=b"));
    assert_true(ent_ogr_is_source("A.KML"));
    assert_false(ent_ogr_is_source("records.csv"));
    assert_false(ent_ogr_is_source("c:records.csv"));
    assert_false(ent_ogr_is_source(".json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ogr_records__geojson_point),
        cmocka_unit_test(test_ogr_records__area_and_line_become_shapes),
        cmocka_unit_test(test_ogr_records__wrong_cell_has_line_and_caret),
        cmocka_unit_test(test_ogr_records__latitude_of_95),
        cmocka_unit_test(test_ogr_records__layer_without_kind),
        cmocka_unit_test(test_ogr_records__kml),
        cmocka_unit_test(test_ogr_records__geopackage_in_another_projection),
        cmocka_unit_test(test_ogr_records__binary_rubbish),
        cmocka_unit_test(test_ogr_records__which_names_are_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
