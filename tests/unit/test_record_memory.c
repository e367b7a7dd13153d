/* Memory that runs out: the n-th allocation fails, for all n. The call says so, nothing leaks (the sanitizer
 * watches), and nothing is half there. */
#include "cm.h"

#include "base/mem.h"
#include "entente/record.h"

#include <string.h>

static const char records_text[] =
    "id,kind,actor,quantity,unit,place,lon,lat,radius_km,territory,from,to,part_of,same_as,source,range_km,"
    "range_km.source,from.precision\n"
    "a,deployment,CAN|USA,480|2350,t,Tapa,25.9,59.2,5,EST,2022-01-10/2022-01-25,,,,S,480..500,Q,3 days\n"
    "b,holding,RUS,~5,launchers,,,,,,2022-01,2022-02,a,a,,,,\n"
    "c,fire,RUS,x,,,,95,,,,,,,,,,\n"
    "d,fire,RUS,,,,,,,,,,zz,,,,,\n";
static const char items_text[] = "name,kind,range_km\nA,missile,400..500\nA,gun,3\nB,gun,~3\n";
static const char sites_text[] =
    "name,lon,lat,radius_km,from\nOld Fort,25,65,3,2014\nOld Fort,25,65,3,2015\n";

static ent_status load_records(ent_diags *diags, size_t *count)
{
    ent_records *records = NULL;
    ent_error err = {0};
    ent_status st = ent_records_new(&records, &err);
    if (st == ENT_OK) st = ent_records_allow_kind(records, ENT_STR("battlegroup"), &err);
    if (st == ENT_OK) st = ent_records_load_memory(records, "t.csv", ent_str_of(records_text), diags, &err);
    if (st == ENT_OK) st = ent_records_finish(records, diags, &err);
    if (st == ENT_OK) *count = ent_records_count(records);
    if (st != ENT_OK) assert_int_equal(err.status, st);
    ent_records_free(records);
    return st;
}

static ent_status load_items(ent_diags *diags, size_t *count)
{
    ent_items *items = NULL;
    ent_status st = ent_items_load_memory("t.csv", ent_str_of(items_text), diags, &items, NULL);
    if (st == ENT_OK) *count = ent_items_count(items);
    if (st != ENT_OK) assert_null(items);
    ent_items_free(items);
    return st;
}

static ent_status load_sites(ent_diags *diags, size_t *count)
{
    ent_sites *sites = NULL;
    ent_status st = ent_sites_load_memory("t.csv", ent_str_of(sites_text), diags, &sites, NULL);
    if (st == ENT_OK) *count = ent_sites_count(sites);
    if (st != ENT_OK) assert_null(sites);
    ent_sites_free(sites);
    return st;
}

static ent_status add_row(ent_diags *diags, size_t *count)
{
    const char *const columns[] = {"id", "kind", "lon", "lat"};
    const ent_str cells[] = {ENT_STR("a"), ENT_STR("fire"), ENT_STR("1"), ENT_STR("2")};
    ent_row row = {.columns = columns, .cells = cells, .count = 4, .file = "layer", .where = "feature 1"};
    ent_records *records = NULL;
    ent_status st = ent_records_new(&records, NULL);
    if (st == ENT_OK) st = ent_records_add_row(records, &row, diags, NULL);
    if (st == ENT_OK) *count = ent_records_count(records);
    ent_records_free(records);
    return st;
}

static ent_status add_shape(ent_diags *diags, size_t *count)
{
    (void)diags;
    const ent_lonlat points[] = {{0, 0}, {1, 0}, {1, 1}};
    const uint32_t starts[] = {0, 3};
    ent_shape shape = {
        .name = "a", .party = "", .source = "s", .points = points, .starts = starts, .ring_count = 1};
    ent_shapes *shapes = NULL;
    ent_status st = ent_shapes_new(&shapes, NULL);
    if (st == ENT_OK) st = ent_shapes_add(shapes, &shape, NULL);
    if (st == ENT_OK) *count = ent_shapes_count(shapes);
    ent_shapes_free(shapes);
    return st;
}

/* Fail the n-th allocation until the whole run needs fewer than n. */
static void torture(ent_status (*run)(ent_diags *diags, size_t *count), size_t wanted)
{
    for (uint64_t n = 1; n < 100000; n++) {
        ent_diags *diags = NULL;
        size_t count = SIZE_MAX;
        assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
        ent_mem_fail_at(n);
        ent_status st = run(diags, &count);
        bool whole_run = ent_mem_count() < n;
        ent_mem_fail_at(0);
        bool unsaid = ent_diags_status(diags, NULL) == ENT_E_NOMEM; /* the failure hit a diagnostic */
        ent_diags_free(diags);
        if (st != ENT_OK) assert_int_equal(st, ENT_E_NOMEM);
        if (st == ENT_OK) assert_int_equal(count, wanted);
        /* A lost allocation is never without a trace, except where it only made a suggestion. */
        if (st == ENT_OK && whole_run) assert_false(unsaid);
        if (whole_run) return;
    }
    fail_msg("no end");
}

static void test_record_memory__records(void **state)
{
    (void)state;
    torture(load_records, 2);
}
static void test_record_memory__items(void **state)
{
    (void)state;
    torture(load_items, 2);
}
static void test_record_memory__sites(void **state)
{
    (void)state;
    torture(load_sites, 1);
}
static void test_record_memory__rows_of_a_layer(void **state)
{
    (void)state;
    torture(add_row, 1);
}
static void test_record_memory__shapes(void **state)
{
    (void)state;
    torture(add_shape, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_memory__records), cmocka_unit_test(test_record_memory__items),
        cmocka_unit_test(test_record_memory__sites),   cmocka_unit_test(test_record_memory__rows_of_a_layer),
        cmocka_unit_test(test_record_memory__shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
