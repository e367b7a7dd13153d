/* Records from CSV: every form of a value, and where it ends up. */
#include "cm.h"

#include "entente/record.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct loaded {
    ent_records *records;
    ent_diags *diags;
} loaded;

static loaded load(const char *text)
{
    loaded l = {0};
    ent_error err = {0};
    assert_int_equal(ent_diags_new(&l.diags, &err), ENT_OK);
    assert_int_equal(ent_records_new(&l.records, &err), ENT_OK);
    assert_int_equal(ent_records_load_memory(l.records, "records.csv", ent_str_of(text), l.diags, &err),
                     ENT_OK);
    assert_int_equal(ent_records_finish(l.records, l.diags, &err), ENT_OK);
    for (size_t i = 0; i < ent_diags_count(l.diags); i++) {
        const ent_diag *d = ent_diags_at(l.diags, i);
        if (d->severity == ENT_SEV_ERROR)
            print_message("%u:%u: %s\n", d->span.line, d->span.column, d->message);
    }
    return l;
}

static void done(loaded l)
{
    ent_records_free(l.records);
    ent_diags_free(l.diags);
}

static void test_record_load__the_flagship(void **state)
{
    (void)state;
    ent_error err = {0};
    loaded l = {0};
    assert_int_equal(ent_diags_new(&l.diags, &err), ENT_OK);
    assert_int_equal(ent_records_new(&l.records, &err), ENT_OK);
    assert_int_equal(
        ent_records_load(l.records, ENT_SOURCE_DIR "/examples/russia-nato-2021/records.csv", l.diags, &err),
        ENT_OK);
    assert_int_equal(ent_records_finish(l.records, l.diags, &err), ENT_OK);
    for (size_t i = 0; i < ent_diags_count(l.diags); i++) {
        const ent_diag *d = ent_diags_at(l.diags, i);
        print_message("%u:%u: %s\n", d->span.line, d->span.column, d->message);
    }
    assert_int_equal(ent_diags_count(l.diags), 0);
    assert_true(ent_records_count(l.records) >= 60);
    ent_items *items = NULL;
    assert_int_equal(
        ent_items_load(ENT_SOURCE_DIR "/examples/russia-nato-2021/items.csv", l.diags, &items, &err), ENT_OK);
    ent_sites *sites = NULL;
    assert_int_equal(
        ent_sites_load(ENT_SOURCE_DIR "/examples/russia-nato-2021/places.csv", l.diags, &sites, &err),
        ENT_OK);
    for (size_t i = 0; i < ent_diags_count(l.diags); i++) {
        const ent_diag *d = ent_diags_at(l.diags, i);
        print_message("%s:%u:%u: %s\n", d->file, d->span.line, d->span.column, d->message);
    }
    assert_int_equal(ent_diags_count(l.diags), 0);
    const ent_item *item = ent_items_find(items, ENT_STR("9M729"));
    assert_non_null(item);
    const ent_attribute *range = ent_item_attribute(item, ENT_STR("range"));
    assert_non_null(range);
    assert_int_equal(range->dimension, ENT_DIM_LENGTH);
    assert_int_equal(range->value.count, 4);
    assert_true(range->value.numbers[0].lo == 480000);
    assert_true(strncmp(range->value.source, "480: ", 5) == 0);
    assert_non_null(ent_sites_find(sites, ENT_STR("Tapa"), (ent_time){0}));
    ent_items_free(items);
    ent_sites_free(sites);
    done(l);
}

static void test_record_load__all_forms(void **state)
{
    (void)state;
    loaded l = load("id,kind,actor,item,quantity,unit,place,lon,lat,radius_km,territory,from,to,source,range_"
                    "km,tonnage_t,personnel,quantity.source,quantity.precision\n"
                    "a,deployment,CAN|USA,9M729,480..500,personnel,Tapa,25.9,59.2,5,EST,2022-01-10/"
                    "2022-01-25,,S,500,,~5000,Q,20\n"
                    "b,holding,RUS,,<300,,,,,,,2022-01,2022-02,,..500,>=15000,\"480|2350\",,\n"
                    "c,complete,,,,,,,,,,,,,480 ,,1e3 km,,\n");
    assert_int_equal(ent_diags_error_count(l.diags), 0);
    assert_int_equal(ent_records_count(l.records), 3);
    const ent_record *a = ent_records_at(l.records, 0), *b = ent_records_at(l.records, 1);
    assert_int_equal(a->actor.count, 2);
    assert_string_equal(a->actor.words[1], "USA");
    assert_true(a->quantity.numbers[0].lo == 460 && a->quantity.numbers[0].hi == 520);
    assert_string_equal(a->quantity.source, "Q");
    assert_string_equal(a->actor.source, "S");
    assert_int_equal(a->position_count, 3);
    assert_true(a->positions[0].radius_m == 5000);
    assert_int_equal(a->from->count, 1);
    assert_false(a->from->is_interval);
    assert_int_equal(a->to->count, 1);
    assert_int_equal(a->to->spans[0].until.seconds - a->from->spans[0].from.seconds, 16 * 86400);
    const ent_attribute *personnel = ent_record_attribute(a, ENT_STR("personnel"));
    assert_true(personnel->value.about && personnel->value.numbers[0].lo == 5000);
    assert_true(b->quantity.numbers[0].lo == 0 && b->quantity.numbers[0].hi < 300 &&
                b->quantity.numbers[0].hi > 299.99);
    assert_true(ent_record_attribute(b, ENT_STR("range"))->value.numbers[0].hi == 500000);
    assert_true(ent_record_attribute(b, ENT_STR("tonnage"))->value.numbers[0].hi == INFINITY);
    assert_int_equal(ent_record_attribute(b, ENT_STR("personnel"))->value.count, 2);
    done(l);
}

static void assert_when(const ent_when *when, const char *from, const char *until)
{
    char text[32];
    ent_span_time hull = ent_when_hull(when);
    ent_time_format(hull.from, text, sizeof text);
    assert_string_equal(text, from);
    ent_time_format(hull.until, text, sizeof text);
    assert_string_equal(text, until);
}

static void test_record_load__periods(void **state)
{
    (void)state;
    loaded l = load("id,kind,from,to,from.precision\n"
                    "a,fire,2022-01-10/2022-02,,\n"
                    "b,fire,2022-01-10/..,,\n"
                    "c,fire,2022-01-10/,,\n"
                    "d,fire,/2022-01-10,,\n"
                    "e,fire,2022-01-10,2022-01,3 days\n"
                    "f,fire,2022-01-31,,1 month\n");
    assert_int_equal(ent_records_count(l.records), 6);
    assert_when(ent_records_at(l.records, 0)->from, "2022-01-10", "2022-01-11");
    assert_when(ent_records_at(l.records, 0)->to, "2022-02-01", "2022-03-01");
    assert_int_equal(ent_records_at(l.records, 1)->to->count, 0);
    assert_when(ent_records_at(l.records, 2)->to, "2022-01-10", "..");
    assert_when(ent_records_at(l.records, 3)->from, "..", "2022-01-11");
    assert_when(ent_records_at(l.records, 3)->to, "2022-01-10", "2022-01-11");
    assert_when(ent_records_at(l.records, 4)->from, "2022-01-07", "2022-01-14");
    assert_when(ent_records_at(l.records, 5)->from, "2021-12-31", "2022-03-01");
    done(l);
}

static void test_record_load__positions(void **state)
{
    (void)state;
    loaded l = load("id,kind,place,radius_km,bearing_deg,distance_km,line,line_distance_nmi,area,territory\n"
                    "a,fire,Kharkiv,5,40..50,~30,,,,\n"
                    "b,fire,Kharkiv,5,,,,,,\n"
                    "c,fire,,,,,front,<2,zone A|zone B,UKR\n"
                    "d,fire,Kharkiv,,,30,,,,\n");
    assert_int_equal(ent_records_count(l.records), 4);
    const ent_position *p = ent_records_at(l.records, 0)->positions;
    assert_int_equal(p->kind, ENT_POSITION_BEARING);
    assert_string_equal(p->name.words[0], "Kharkiv");
    assert_true(p->bearing_deg.numbers[0].lo == 40 && p->distance_m.numbers[0].hi == 30000 &&
                p->distance_m.about);
    p = ent_records_at(l.records, 1)->positions;
    assert_int_equal(p->kind, ENT_POSITION_SITE);
    assert_true(p->radius_m == 5000);
    const ent_record *c = ent_records_at(l.records, 2);
    assert_int_equal(c->position_count, 3);
    assert_int_equal(c->positions[0].kind, ENT_POSITION_TERRITORY);
    assert_int_equal(c->positions[1].kind, ENT_POSITION_AREA);
    assert_int_equal(c->positions[1].name.count, 2);
    assert_int_equal(c->positions[2].kind, ENT_POSITION_LINE);
    assert_true(c->positions[2].distance_m.numbers[0].hi < 3704 &&
                c->positions[2].distance_m.numbers[0].lo == 0);
    assert_string_equal(c->territory.words[0], "UKR");
    assert_int_equal(ent_records_at(l.records, 3)->positions->kind, ENT_POSITION_BEARING);
    assert_int_equal(ent_records_at(l.records, 3)->positions->bearing_deg.count, 0);
    done(l);
}

static void test_record_load__units_and_words(void **state)
{
    (void)state;
    loaded l = load("id,kind,quantity,unit,ceiling,series_a,range_min,speed_km/h,name\n"
                    "a,holding,3,kt,480..500 km,7,5,90,2S19\n"
                    "b,holding,~5..6,launchers,12 battalions,x,,,\n");
    const ent_record *a = ent_records_at(l.records, 0), *b = ent_records_at(l.records, 1);
    assert_int_equal(a->quantity_dimension, ENT_DIM_MASS);
    assert_true(a->quantity.numbers[0].lo == 3000);
    assert_string_equal(a->unit, "kt");
    assert_int_equal(ent_record_attribute(a, ENT_STR("ceiling"))->dimension, ENT_DIM_LENGTH);
    assert_true(ent_record_attribute(a, ENT_STR("ceiling"))->value.numbers[0].hi == 500000);
    assert_int_equal(ent_record_attribute(a, ENT_STR("series_a"))->dimension, ENT_DIM_NONE);
    assert_int_equal(ent_record_attribute(a, ENT_STR("range_min"))->dimension, ENT_DIM_NONE);
    assert_int_equal(ent_record_attribute(a, ENT_STR("speed"))->dimension, ENT_DIM_SPEED);
    assert_string_equal(ent_record_attribute(a, ENT_STR("name"))->value.words[0], "2S19");
    assert_int_equal(b->quantity_dimension, ENT_DIM_NONE);
    assert_true(b->quantity.about && b->quantity.numbers[0].hi == 6);
    assert_string_equal(ent_record_attribute(b, ENT_STR("ceiling"))->value.words[0], "12 battalions");
    assert_null(ent_record_attribute(b, ENT_STR("range_min")));
    done(l);
}

static void test_record_load__whose_word_a_figure_is(void **state)
{
    (void)state;
    loaded l = load(
        "id,kind,actor,quantity,lon,lat,from,x_km,source,actor.source,lon.source,from.source,x_km.source\n"
        "a,fire,CAN,5,1,2,2022,3,S,A,L,F,X\n"
        "b,fire,CAN,5,1,2,2022,3,S,,,,\n"
        "c,fire,CAN,5,1,2,2022,3,,,,,\n");
    static const char *const columns[] = {"actor", "quantity", "lon", "lat", "from", "x"};
    static const char *const wanted[3][6] = {
        {"A", "S", "L", "S", "F", "X"}, {"S", "S", "S", "S", "S", "S"}, {"", "", "", "", "", ""}};
    for (size_t i = 0; i < 3; i++)
        for (size_t c = 0; c < 6; c++)
            assert_string_equal(ent_record_source(ent_records_at(l.records, i), ent_str_of(columns[c])),
                                wanted[i][c]);
    done(l);
}

static void test_record_load__kinds_of_an_agreement(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    assert_int_equal(ent_records_allow_kind(records, ENT_STR("minelaying"), NULL), ENT_OK);
    assert_int_equal(ent_records_load_memory(records, "t.csv",
                                             ENT_STR("id,kind\na,minelaying\nb,minelayin\n"), diags, NULL),
                     ENT_OK);
    assert_int_equal(ent_records_count(records), 1);
    assert_string_equal(ent_diags_at(diags, 0)->hint, "Did you mean \"minelaying\"?");
    ent_records_free(records);
    ent_diags_free(diags);
}

static void test_record_load__a_place_that_moves(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_sites *sites = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    const char *text = "name,lon,lat,radius_km,from,until\nHQ,1,2,,,2014\nHQ,3,4,1.5,2015,\n";
    assert_int_equal(ent_sites_load_memory("t.csv", ent_str_of(text), diags, &sites, NULL), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 0);
    ent_time in_2014 = {1400000000}, in_2020 = {1600000000};
    assert_true(ent_sites_find(sites, ENT_STR("HQ"), in_2014)->centre.lon_deg == 1);
    assert_true(ent_sites_find(sites, ENT_STR("HQ"), in_2020)->radius_m == 1500);
    assert_null(ent_sites_find(sites, ENT_STR("hq"), in_2020));
    ent_sites_free(sites);
    ent_diags_free(diags);
}

static void test_record_load__rows_of_a_layer(void **state)
{
    (void)state;
    loaded l = {0};
    const char *const columns[] = {"id", "kind", "lat", "lon"};
    const ent_str good[] = {ENT_STR("a"), ENT_STR("fire"), ENT_STR("59.2"), ENT_STR("25.9")};
    const ent_str bad[] = {ENT_STR("b"), ENT_STR("fire"), ENT_STR("95"), ENT_STR("25.9")};
    ent_row row = {
        .columns = columns, .cells = good, .count = 4, .file = "a.gpkg", .where = "layer bases, feature 1"};
    assert_int_equal(ent_diags_new(&l.diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&l.records, NULL), ENT_OK);
    assert_int_equal(ent_records_add_row(l.records, &row, l.diags, NULL), ENT_OK);
    row.cells = bad, row.where = "layer bases, feature 2";
    assert_int_equal(ent_records_add_row(l.records, &row, l.diags, NULL), ENT_OK);
    assert_int_equal(ent_records_finish(l.records, l.diags, NULL), ENT_OK);
    assert_int_equal(ent_records_count(l.records), 1);
    assert_string_equal(ent_records_file(l.records, ent_records_at(l.records, 0)->file), "a.gpkg");
    assert_int_equal(ent_diags_count(l.diags), 1);
    const ent_diag *d = ent_diags_at(l.diags, 0);
    assert_string_equal(d->file, "a.gpkg");
    assert_string_equal(d->detail, "Layer bases, feature 2, column \"lat\". Latitude runs from -90 at the "
                                   "south pole to 90 at the north pole.");
    done(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_load__the_flagship),
        cmocka_unit_test(test_record_load__all_forms),
        cmocka_unit_test(test_record_load__periods),
        cmocka_unit_test(test_record_load__positions),
        cmocka_unit_test(test_record_load__units_and_words),
        cmocka_unit_test(test_record_load__whose_word_a_figure_is),
        cmocka_unit_test(test_record_load__kinds_of_an_agreement),
        cmocka_unit_test(test_record_load__a_place_that_moves),
        cmocka_unit_test(test_record_load__rows_of_a_layer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
