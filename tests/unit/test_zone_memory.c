/* Running out of memory at every single allocation: an error, nothing half written, nothing leaked (the
 * sanitizers watch). */
#include "scene.h"

#include "base/mem.h"

typedef struct ground {
    ent_tree *land, *other;
} ground;

static ground make_ground(void)
{
    const ent_lonlat a[] = {{178, 60}, {-178, 60}, {-178, 62}, {178, 62}},
                     b[] = {{-175, 60}, {-170, 60}, {-172, 63}};
    return (ground){scene_shape(a, 4, ENT_SHAPE_AREA), scene_shape(b, 3, ENT_SHAPE_AREA)};
}

/* Everything once; true when all of it went well. */
/* The area itself: its outline comes from the border. */
static ent_status itself(ent_fields *bag, const ent_tree *land, ent_error *err)
{
    ent_zone *zone = NULL;
    const ent_field *field = ent_field_within(bag, land, 0);
    if (field == NULL) return ENT_E_NOMEM;
    ent_status st = ent_zone_build(field, (ent_zone_opts){.tolerance_m = 50e3}, &zone, err);
    ent_zone_free(zone);
    return st;
}

static bool do_all(const ground *g)
{
    ent_fields *bag = NULL;
    ent_zone *zone = NULL;
    ent_zone_index *index = NULL;
    ent_polygons *cut = NULL, *uncut = NULL;
    ent_error err = {0};
    ent_field_range range;
    ent_region region = {.kind = ENT_REGION_AREA, .area = g->other};
    ent_status st = ent_fields_new(&bag, &err);
    const ent_field *field = NULL;
    if (st == ENT_OK) {
        field = ent_field_and(bag, ent_field_within(bag, g->land, 300e3),
                              ent_field_between_meridians(bag, 0, -171));
        field = ent_field_or(bag, field, ent_field_not(bag, ent_field_beyond(bag, g->other, 50e3)));
        if (field == NULL) st = ENT_E_NOMEM;
    }
    if (st == ENT_OK)
        st = ent_field_range_over(field, &region, 1, (ent_range_opts){.slack_m = 5000}, &range, &err);
    if (st == ENT_OK) st = ent_zone_build(field, (ent_zone_opts){.tolerance_m = 50e3}, &zone, &err);
    if (st == ENT_OK) st = itself(bag, g->land, &err);
    if (st == ENT_OK) st = ent_zone_polygons(zone, ENT_OUTLINE_CUT, &cut, &err);
    if (st == ENT_OK) st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &uncut, &err);
    if (st == ENT_OK) st = ent_zone_index_build(field, 12000, &index, &err);
    if (st != ENT_OK) assert_int_equal(st, ENT_E_NOMEM);
    if (st == ENT_OK) assert_true(ent_polygons_ring_count(cut) >= 2 && ent_polygons_ring_count(uncut) >= 1);
    ent_zone_index_free(index);
    ent_polygons_free(cut);
    ent_polygons_free(uncut);
    ent_zone_free(zone);
    ent_fields_free(bag);
    return st == ENT_OK;
}

static void test_zone_memory__any_allocation_may_fail(void **state)
{
    (void)state;
    ground g = make_ground();
    uint64_t n = 0;
    bool done = false;
    while (!done) {
        n += 1 + n / 16;
        ent_mem_fail_at(n);
        done = do_all(&g);
        assert_true(n < 1000000);
    }
    ent_mem_fail_at(0);
    assert_true(n > 20);
    ent_tree_free(g.land);
    ent_tree_free(g.other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zone_memory__any_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
