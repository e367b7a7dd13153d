/* A zone that reaches no distance is its area: the outline is the border that came in, ring by ring. */
#include "scene.h"

#include <math.h>
#include <string.h>

static ent_fields *bag;

static int open_bag(void **state)
{
    (void)state;
    return ent_fields_new(&bag, NULL) == ENT_OK ? 0 : -1;
}

static int close_bag(void **state)
{
    (void)state;
    ent_fields_free(bag);
    return 0;
}

/* Rings one after the other, `counts` up to a zero. */
static ent_tree *area(const ent_lonlat *points, const uint32_t *counts)
{
    uint32_t starts[16] = {0};
    size_t rings = 0;
    for (; counts[rings]; rings++) starts[rings + 1] = starts[rings] + counts[rings];
    ent_rings all = {points, starts, rings};
    ent_tree *tree = NULL;
    ent_error err;
    if (ent_tree_build(&all, 1, (ent_tree_opts){.edges = ENT_EDGES_GEODESIC}, &tree, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return tree;
}

static ent_zone *zone_of(const ent_tree *tree, bool outside)
{
    ent_zone *zone = NULL;
    ent_error err;
    const ent_field *field = outside ? ent_field_beyond(bag, tree, 0) : ent_field_within(bag, tree, 0);
    if (ent_zone_build(field, (ent_zone_opts){.tolerance_m = 1}, &zone, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return zone;
}

static double twice_area(ent_polygon_ring r)
{
    double sum = 0;
    for (size_t k = 0; k < r.count; k++) {
        ent_lonlat a = r.points[k], b = r.points[(k + 1) % r.count];
        sum += a.lon_deg * b.lat_deg - b.lon_deg * a.lat_deg;
    }
    return sum;
}

/* Outer rings and holes of the cut outline, each the right way round; vertices as many as may be. */
static void expect(const ent_zone *zone, size_t outer, size_t holes, size_t vertices_most)
{
    ent_polygons *p = NULL;
    size_t vertices = 0, seen[2] = {0, 0};
    assert_int_equal(ent_zone_polygons(zone, ENT_OUTLINE_CUT, &p, NULL), ENT_OK);
    for (size_t k = 0; k < ent_polygons_ring_count(p); k++) {
        ent_polygon_ring r = ent_polygons_ring_at(p, k);
        seen[r.is_hole]++;
        vertices += r.count;
        assert_true(r.is_hole ? twice_area(r) < 0 : twice_area(r) > 0);
    }
    assert_int_equal(seen[0], outer);
    assert_int_equal(seen[1], holes);
    assert_true(vertices <= vertices_most);
    ent_polygons_free(p);
}

static double middle_km2(const ent_zone *zone)
{
    double lo, hi;
    ent_zone_area(zone, &lo, &hi);
    assert_true(hi - lo < 1e4);
    return (lo + hi) / 2e6;
}

static const ent_lonlat SQUARE[] = {{10, 50}, {10.1, 50}, {10.1, 50.1}, {10, 50.1}};
static const uint32_t FOUR[] = {4, 0};

static void test_zone_source__a_square_is_itself(void **state)
{
    (void)state;
    ent_tree *tree = area(SQUARE, FOUR);
    ent_zone *zone = zone_of(tree, false);
    expect(zone, 1, 0, 64); /* edges that are no lines on the map are cut to be */
    /* 0.1 degree by 0.1 degree at 50.05 north: M N cos(lat), as tables have it */
    assert_true(fabs(middle_km2(zone) - 79.65) < 0.05);
    assert_int_equal(ent_zone_look(zone, (ent_lonlat){40, 0}), ENT_ZONE_OUTSIDE);
    ent_truth in;
    assert_int_equal(ent_zone_contains(zone, (ent_lonlat){10.05, 50.05}, &in, NULL), ENT_OK);
    assert_true(ent_is_yes(in));
    ent_zone_free(zone);
    ent_tree_free(tree);
}

static void test_zone_source__outside_is_all_the_rest(void **state)
{
    (void)state;
    ent_tree *tree = area(SQUARE, FOUR);
    ent_zone *zone = zone_of(tree, false), *rest = zone_of(tree, true);
    assert_true(fabs(middle_km2(zone) + middle_km2(rest) - 510065621.724) < 0.01);
    expect(rest, 1, 1, 72);
    ent_zone_free(zone), ent_zone_free(rest);
    ent_tree_free(tree);
}

static void test_zone_source__rings_that_touch_stay_apart(void **state)
{
    (void)state;
    /* two squares with one corner in common, and a hole that touches its outer ring */
    const ent_lonlat corner[] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {1, 1}, {2, 1}, {2, 2}, {1, 2}};
    const ent_lonlat hole[] = {{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}, {1, 0.5}, {0.5, 1}};
    ent_tree *two = area(corner, (const uint32_t[]){4, 4, 0}),
             *holed = area(hole, (const uint32_t[]){4, 3, 0});
    ent_zone *a = zone_of(two, false), *b = zone_of(holed, false);
    expect(a, 2, 0, 200);
    expect(b, 1, 1, 200);
    ent_zone_free(a), ent_zone_free(b);
    ent_tree_free(two), ent_tree_free(holed);
}

static void test_zone_source__a_figure_of_eight_is_two_rings(void **state)
{
    (void)state;
    const ent_lonlat eight[] = {{0, 0}, {1, 1}, {1, 0}, {0, 1}};
    ent_tree *tree = area(eight, FOUR);
    ent_zone *zone = zone_of(tree, false);
    expect(zone, 2, 0, 100);
    assert_true(fabs(middle_km2(zone) - 6154.86) < 2); /* half of the square of a degree */
    ent_zone_free(zone);
    ent_tree_free(tree);
}

static void test_zone_source__what_lies_there_twice_is_no_border(void **state)
{
    (void)state;
    /* neighbours whose common border is drawn by both, of one with a place more on it */
    const ent_lonlat both[] = {{0, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0, 1}, {1, 0}, {2, 0}, {2, 1}, {1, 1}};
    ent_tree *tree = area(both, (const uint32_t[]){5, 4, 0});
    ent_zone *zone = zone_of(tree, false);
    expect(zone, 1, 0, 200);
    ent_zone_free(zone);
    ent_tree_free(tree);
}

static void test_zone_source__over_the_seam_and_round_the_pole(void **state)
{
    (void)state;
    const ent_lonlat seam[] = {{179, 10}, {180, 10}, {-179, 10}, {-179, 11}, {180, 11}, {179, 11}};
    const ent_lonlat pole[] = {{0, 80}, {90, 80}, {180, 80}, {-90, 80}};
    ent_tree *over = area(seam, (const uint32_t[]){6, 0}), *cap = area(pole, FOUR);
    ent_zone *a = zone_of(over, false), *b = zone_of(cap, false);
    expect(a, 2, 0, 4000);
    expect(b, 1, 0, 40000);
    assert_int_equal(ent_zone_look(b, (ent_lonlat){0, 90}), ENT_ZONE_INSIDE);
    ent_zone_free(a), ent_zone_free(b);
    ent_tree_free(over), ent_tree_free(cap);
}

static void test_zone_source__slivers_and_repeated_places_do_no_harm(void **state)
{
    (void)state;
    const ent_lonlat odd[] = {{0, 0}, {1, 0}, {1, 0},        {1, 1}, {1.5, 1},
                              {1, 1}, {0, 1}, {5, 5},        {6, 5}, {5, 5}, /* of no area */
                              {8, 8}, {9, 8}, {9, 8.0000001}};
    ent_tree *tree = area(odd, (const uint32_t[]){7, 3, 3, 0});
    ent_zone *zone = zone_of(tree, false);
    expect(zone, 2, 0, 300);
    ent_zone_free(zone);
    ent_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_source__a_square_is_itself),
        cmocka_unit_test(test_zone_source__outside_is_all_the_rest),
        cmocka_unit_test(test_zone_source__rings_that_touch_stay_apart),
        cmocka_unit_test(test_zone_source__a_figure_of_eight_is_two_rings),
        cmocka_unit_test(test_zone_source__what_lies_there_twice_is_no_border),
        cmocka_unit_test(test_zone_source__over_the_seam_and_round_the_pole),
        cmocka_unit_test(test_zone_source__slivers_and_repeated_places_do_no_harm),
    };
    return cmocka_run_group_tests(tests, open_bag, close_bag);
}
