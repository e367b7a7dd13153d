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
    assert_int_equal(a->from.count, 1);
    assert_false(a->from.is_interval);
    assert_int_equal(a->to.count, 1);
    assert_int_equal(a->to.spans[0].until.seconds - a->from.spans[0].from.seconds, 16 * 86400);
    const ent_attribute *personnel = ent_record_attribute(a, ENT_STR("personnel"));
    assert_true(personnel->value.about && personnel->value.numbers[0].lo == 5000);
    assert_true(b->quantity.numbers[0].lo == 0 && b->quantity.numbers[0].hi < 300 &&
                b->quantity.numbers[0].hi > 299.99);
    assert_true(ent_record_attribute(b, ENT_STR("range"))->value.numbers[0].hi == 500000);
    assert_true(ent_record_attribute(b, ENT_STR("tonnage"))->value.numbers[0].hi == INFINITY);
    assert_int_equal(ent_record_attribute(b, ENT_STR("personnel"))->value.count, 2);
    done(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_load__the_flagship),
        cmocka_unit_test(test_record_load__all_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
