#include "entente/zone.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ent_tree *west, *east, *spot, *road, *nothing;
    ent_fields *bag;
} fixture;

static ent_tree *shape(const ent_lonlat *points, uint32_t count, ent_shape_kind kind)
{
    uint32_t starts[2] = {0, count};
    ent_rings rings = {points, starts, 1};
    ent_tree *tree = NULL;
    assert_int_equal(ent_tree_build(&rings, count > 0, (ent_tree_opts){.kind = kind}, &tree, NULL), ENT_OK);
    return tree;
}

/* Two lands that share the border 22 east, whose vertices lie apart in their rings and run in opposite
 * directions. */
static int set_up(void **state)
{
    static const ent_lonlat west[] = {{20, 54}, {22, 54}, {22.1, 54.5}, {21.9, 55}, {22, 56}, {20, 56}};
    static const ent_lonlat east[] = {{22, 56}, {21.9, 55}, {22.1, 54.5}, {22, 54}, {25, 54}, {25, 56}};
    static const ent_lonlat spot[] = {{30, 60}}, road[] = {{10, 50}, {12, 51}, {14, 50}};
    static fixture f;
    f.west = shape(west, 6, ENT_SHAPE_AREA);
    f.east = shape(east, 6, ENT_SHAPE_AREA);
    f.spot = shape(spot, 1, ENT_SHAPE_POINTS);
    f.road = shape(road, 3, ENT_SHAPE_LINE);
    f.nothing = shape(NULL, 0, ENT_SHAPE_AREA);
    assert_int_equal(ent_fields_new(&f.bag, NULL), ENT_OK);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ent_fields_free(f->bag);
    ent_tree_free(f->west);
    ent_tree_free(f->east);
    ent_tree_free(f->spot);
    ent_tree_free(f->road);
    ent_tree_free(f->nothing);
    return 0;
}

static ent_field_range over(const ent_field *field, const ent_region *regions, size_t count,
                            ent_range_opts opts)
{
    ent_field_range range;
    ent_error err;
    assert_non_null(field);
    assert_int_equal(ent_field_range_over(field, regions, count, opts, &range, &err), ENT_OK);
    return range;
}

static void assert_bounds(ent_bounds_m b, double expected_m, double slack_m)
{
    assert_true(b.lo_m <= expected_m + 1e-3 && b.hi_m >= expected_m - 1e-3);
    assert_true(b.hi_m - b.lo_m <= slack_m);
}

static void test_zone_range__a_point_is_its_value(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_within(f->bag, f->spot, 1000);
    ent_region point = {.kind = ENT_REGION_POINT, .centre = {31, 60}};
    ent_region disc = {.kind = ENT_REGION_DISC, .centre = {31, 60}};
    double d;
    assert_int_equal(ent_geo_inverse((ent_lonlat){31, 60}, (ent_lonlat){30, 60}, &d, NULL, NULL), ENT_OK);
    const ent_region *both[] = {&point, &disc};
    for (int k = 0; k < 2; k++) {
        ent_field_range r = over(field, both[k], 1, (ent_range_opts){.slack_m = 0.05});
        assert_false(r.empty);
        assert_bounds(r.least, d - 1000, 0.05);
        assert_bounds(r.greatest, d - 1000, 0.05);
    }
}

static void test_zone_range__a_disc_far_from_a_point(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_within(f->bag, f->spot, 0);
    ent_region disc = {.kind = ENT_REGION_DISC, .centre = {20, 50}, .radius_m = 25e3};
    double d;
    assert_int_equal(ent_geo_inverse(disc.centre, (ent_lonlat){30, 60}, &d, NULL, NULL), ENT_OK);
    ent_field_range r = over(field, &disc, 1, (ent_range_opts){.slack_m = 0.05});
    assert_bounds(r.least, d - 25e3, 0.05);
    assert_bounds(r.greatest, d + 25e3, 0.05);
}

/* The disc holds the place: the least distance is zero, in the middle, not at the rim. */
static void test_zone_range__a_disc_around_the_point(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_within(f->bag, f->spot, 0);
    ent_region disc = {.kind = ENT_REGION_DISC, .centre = {30.1, 60}, .radius_m = 25e3};
    double d;
    assert_int_equal(ent_geo_inverse(disc.centre, (ent_lonlat){30, 60}, &d, NULL, NULL), ENT_OK);
    ent_field_range r = over(field, &disc, 1, (ent_range_opts){.slack_m = 0.5});
    assert_bounds(r.least, 0, 0.5);
    assert_bounds(r.greatest, d + 25e3, 0.5);
}

static void test_zone_range__neighbours_touch_and_no_more(void **state)
{
    fixture *f = *state;
    ent_region west = {.kind = ENT_REGION_AREA, .area = f->west};
    ent_field_range r =
        over(ent_field_within(f->bag, f->east, 0), &west, 1, (ent_range_opts){.slack_m = 0.05});
    assert_bounds(r.least, 0, 0.05);
    r = over(ent_field_beyond(f->bag, f->east, 100e3), &west, 1, (ent_range_opts){.slack_m = 0.05});
    assert_bounds(r.greatest, 100e3, 0.05);
}

static void test_zone_range__an_area_against_itself(void **state)
{
    fixture *f = *state;
    ent_region west = {.kind = ENT_REGION_AREA, .area = f->west};
    ent_field_range r = over(ent_field_within(f->bag, f->west, 0), &west, 1, (ent_range_opts){.slack_m = 1});
    assert_bounds(r.greatest, 0, 1);
    assert_true(r.least.hi_m < -50e3 && r.least.lo_m > -70e3);
}

static void test_zone_range__sign_only_stops_early_and_is_right(void **state)
{
    fixture *f = *state;
    ent_region west = {.kind = ENT_REGION_AREA, .area = f->west};
    ent_range_opts opts = {.slack_m = 1, .sign_only = true};
    ent_field_range r = over(ent_field_within(f->bag, f->spot, 1200e3), &west, 1, opts);
    assert_true(r.greatest.hi_m <= 0);
    r = over(ent_field_within(f->bag, f->spot, 100e3), &west, 1, opts);
    assert_true(r.least.lo_m > 0);
    r = over(ent_field_within(f->bag, f->spot, 750e3), &west, 1, opts);
    assert_true(r.least.hi_m <= 0 && r.greatest.lo_m > 0);
}

static void test_zone_range__intersections(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_north_of(f->bag, 55);
    ent_region half[] = {{.kind = ENT_REGION_AREA, .area = f->west},
                         {.kind = ENT_REGION_DISC, .centre = {22, 55.3}, .radius_m = 20e3}};
    ent_field_range whole = over(field, half + 1, 1, (ent_range_opts){.slack_m = 0.1});
    ent_field_range part = over(field, half, 2, (ent_range_opts){.slack_m = 0.1});
    assert_false(part.empty);
    assert_true(part.least.lo_m >= whole.least.lo_m - 0.1 && part.greatest.hi_m <= whole.greatest.hi_m + 0.1);
    half[1].centre = (ent_lonlat){40, 0};
    part = over(field, half, 2, (ent_range_opts){.slack_m = 0.1});
    assert_true(part.empty);
    assert_true(part.least.lo_m > part.least.hi_m);
    ent_region apart[] = {{.kind = ENT_REGION_POINT, .centre = {0, 0}},
                          {.kind = ENT_REGION_AREA, .area = f->west}};
    assert_true(over(field, apart, 2, (ent_range_opts){.slack_m = 0.1}).empty);
}

static void test_zone_range__positions_along_a_line(void **state)
{
    fixture *f = *state;
    ent_region road = {.kind = ENT_REGION_AREA, .area = f->road};
    ent_field_range r = over(ent_field_north_of(f->bag, 50), &road, 1, (ent_range_opts){.slack_m = 1});
    double up;
    assert_int_equal(ent_geo_inverse((ent_lonlat){12, 50}, (ent_lonlat){12, 51}, &up, NULL, NULL), ENT_OK);
    assert_bounds(r.least, -up, 1);
    assert_bounds(r.greatest, 0, 1);
}

/* What lies within 50 km of a road is as large a set as the road's tree and a radius say. */
static void test_zone_range__wherever_a_field_holds(void **state)
{
    fixture *f = *state;
    ent_region near = {.kind = ENT_REGION_FIELD, .field = ent_field_within(f->bag, f->road, 50e3)};
    ent_range_opts opts = {.slack_m = 500};
    ent_field_range r = over(ent_field_within(f->bag, f->spot, 0), &near, 1, opts);
    ent_region road = {.kind = ENT_REGION_AREA, .area = f->road};
    double d = over(ent_field_within(f->bag, f->spot, 0), &road, 1, opts).least.hi_m, radius_m;
    assert_true(r.least.lo_m <= d - 50e3 + 500 && r.least.hi_m >= d - 50e3 - 500);
    r = over(ent_field_within(f->bag, f->road, 60e3), &near, 1, (ent_range_opts){.sign_only = true});
    assert_true(r.greatest.hi_m <= 0);
    ent_region both[] = {near, {.kind = ENT_REGION_DISC, .centre = {12, 60}, .radius_m = 10e3}};
    assert_true(over(ent_field_constant(f->bag, 0), both, 2, opts).empty);
    both[1].centre.lat_deg = 51.5; /* 55.6 km north of the middle: the disc reaches the set */
    assert_false(over(ent_field_constant(f->bag, 0), both, 2, opts).empty);
    assert_true(ent_field_is_within(near.field, f->road, &radius_m) && radius_m == 50e3);
    assert_false(ent_field_is_within(near.field, f->spot, &radius_m));
}

static void test_zone_range__the_cap_of_a_field_holds_it(void **state)
{
    fixture *f = *state;
    ent_lonlat centre, alone;
    double radius_m, alone_m;
    const ent_field *road = ent_field_within(f->bag, f->road, 5e3),
                    *spot = ent_field_within(f->bag, f->spot, 1e3);
    ent_field_cap(road, &alone, &alone_m);
    ent_field_cap(ent_field_and(f->bag, road, ent_field_not(f->bag, spot)), &centre, &radius_m);
    assert_true(radius_m == alone_m && alone_m < 200e3);
    ent_field_cap(ent_field_or(f->bag, spot, road), &centre, &radius_m);
    double d;
    assert_int_equal(ent_geo_inverse(centre, alone, &d, NULL, NULL), ENT_OK);
    assert_true(radius_m >= d + 140e3 && radius_m < 3e6);
    ent_field_cap(ent_field_not(f->bag, road), &centre, &radius_m);
    assert_true(radius_m == ENT_HALF_TURN_M);
    ent_field_cap(ent_field_within(f->bag, f->nothing, 5), &centre, &radius_m);
    assert_true(radius_m < 0);
}

static void test_zone_range__nothing_is_nowhere(void **state)
{
    fixture *f = *state;
    ent_region nothing = {.kind = ENT_REGION_AREA, .area = f->nothing};
    assert_true(over(ent_field_north_of(f->bag, 0), &nothing, 1, (ent_range_opts){.slack_m = 1}).empty);
    ent_region west = {.kind = ENT_REGION_AREA, .area = f->west};
    ent_field_range r =
        over(ent_field_within(f->bag, f->nothing, 1), &west, 1, (ent_range_opts){.slack_m = 1});
    assert_true(r.least.lo_m == INFINITY && r.greatest.hi_m == INFINITY);
}

/* Along the circle about the only place of a shape the distance is the same everywhere: the search cannot
 * tell the cells at its rim apart and gives up, and what it has by then still holds. */
static void test_zone_range__a_spent_budget_is_said_and_the_bounds_hold(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_beyond(f->bag, f->spot, 0);
    ent_region disc[] = {{.kind = ENT_REGION_DISC, .centre = {30, 60}, .radius_m = 800e3},
                         {.kind = ENT_REGION_DISC, .centre = {30, 60}, .radius_m = 900e3}};
    ent_field_range r;
    ent_error err;
    assert_int_equal(ent_field_range_over(field, disc, 2, (ent_range_opts){.slack_m = 0.05}, &r, &err),
                     ENT_E_LIMIT);
    assert_non_null(strstr(err.message, "300000 cells"));
    assert_true(r.least.lo_m <= -800e3 && r.least.hi_m >= -800e3 - 1e-3 && r.least.lo_m > -801e3);
    assert_true(r.greatest.hi_m >= 0 && r.greatest.lo_m <= 1e-3);
}

static void test_zone_range__what_is_no_region_is_refused(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_north_of(f->bag, 0);
    ent_region wrong[] = {{.kind = ENT_REGION_POINT, .centre = {0, 91}},
                          {.kind = ENT_REGION_DISC, .centre = {0, 0}, .radius_m = -1},
                          {.kind = ENT_REGION_DISC, .centre = {0, 0}, .radius_m = NAN},
                          {.kind = ENT_REGION_AREA, .area = NULL}};
    ent_field_range r;
    ent_error err;
    for (size_t k = 0; k < 4; k++)
        assert_int_equal(ent_field_range_over(field, &wrong[k], 1, (ent_range_opts){.slack_m = 1}, &r, &err),
                         ENT_E_DOMAIN);
    assert_int_equal(ent_field_range_over(field, wrong, 0, (ent_range_opts){.slack_m = 1}, &r, &err),
                     ENT_E_DOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_range__a_point_is_its_value),
        cmocka_unit_test(test_zone_range__a_disc_far_from_a_point),
        cmocka_unit_test(test_zone_range__a_disc_around_the_point),
        cmocka_unit_test(test_zone_range__neighbours_touch_and_no_more),
        cmocka_unit_test(test_zone_range__an_area_against_itself),
        cmocka_unit_test(test_zone_range__sign_only_stops_early_and_is_right),
        cmocka_unit_test(test_zone_range__intersections),
        cmocka_unit_test(test_zone_range__positions_along_a_line),
        cmocka_unit_test(test_zone_range__wherever_a_field_holds),
        cmocka_unit_test(test_zone_range__the_cap_of_a_field_holds_it),
        cmocka_unit_test(test_zone_range__nothing_is_nowhere),
        cmocka_unit_test(test_zone_range__a_spent_budget_is_said_and_the_bounds_hold),
        cmocka_unit_test(test_zone_range__what_is_no_region_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
