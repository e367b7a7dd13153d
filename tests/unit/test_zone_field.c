#include "entente/zone.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* A square of land, a second one that shares its eastern side, and a lone place. */
typedef struct fixture {
    ent_tree *west, *east, *spot, *nothing;
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

static int set_up(void **state)
{
    static const ent_lonlat west[] = {{20, 54}, {22, 54}, {22, 56}, {20, 56}};
    static const ent_lonlat east[] = {{22, 54}, {25, 54}, {25, 56}, {22, 56}};
    static const ent_lonlat spot[] = {{30, 60}};
    static fixture f;
    f.west = shape(west, 4, ENT_SHAPE_AREA);
    f.east = shape(east, 4, ENT_SHAPE_AREA);
    f.spot = shape(spot, 1, ENT_SHAPE_POINTS);
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
    ent_tree_free(f->nothing);
    return 0;
}

static ent_bounds_m at(const ent_field *field, double lon, double lat)
{
    ent_bounds_m v = {NAN, NAN};
    assert_non_null(field);
    assert_int_equal(ent_field_at(field, (ent_lonlat){lon, lat}, 1e-6, &v, NULL), ENT_OK);
    assert_true(v.lo_m <= v.hi_m);
    return v;
}

static void assert_value(ent_bounds_m v, double expected_m, double within_m)
{
    assert_true(v.lo_m <= expected_m + within_m && v.hi_m >= expected_m - within_m);
    assert_true(isinf(expected_m) || v.hi_m - v.lo_m < 1e-3 + within_m);
}

static double metres(double lon, double lat, double to_lon, double to_lat)
{
    double m = NAN;
    assert_int_equal(ent_geo_inverse((ent_lonlat){lon, lat}, (ent_lonlat){to_lon, to_lat}, &m, NULL, NULL),
                     ENT_OK);
    return m;
}

static void test_zone_field__within_and_beyond_are_opposite(void **state)
{
    fixture *f = *state;
    double d = metres(31, 60, 30, 60);
    assert_value(at(ent_field_within(f->bag, f->spot, 1000), 31, 60), d - 1000, 1e-5);
    assert_value(at(ent_field_beyond(f->bag, f->spot, 1000), 31, 60), 1000 - d, 1e-5);
    assert_true(at(ent_field_within(f->bag, f->west, 0), 21, 55).hi_m < 0);
    assert_true(at(ent_field_beyond(f->bag, f->west, 0), 21, 55).lo_m > 0);
}

static void test_zone_field__nearer_is_the_difference(void **state)
{
    fixture *f = *state;
    const ent_field *nearer = ent_field_nearer(f->bag, f->west, f->east);
    assert_true(at(nearer, 19, 55).hi_m < 0);
    assert_true(at(nearer, 26, 55).lo_m > 0);
    assert_true(at(ent_field_not(f->bag, nearer), 26, 55).hi_m < 0);
}

static void test_zone_field__parallels_are_measured_along_the_meridian(void **state)
{
    fixture *f = *state;
    const ent_field *north = ent_field_north_of(f->bag, 60);
    assert_value(at(north, 10, 59), metres(10, 59, 10, 60), 1e-5);
    assert_value(at(north, 10, 61), -metres(10, 61, 10, 60), 1e-5);
    assert_value(at(ent_field_not(f->bag, north), -170, 61), metres(10, 61, 10, 60), 1e-5);
    assert_value(at(ent_field_north_of(f->bag, 0), 0, 0), 0, 1e-5);
}

static void test_zone_field__between_meridians_may_cross_the_seam(void **state)
{
    fixture *f = *state;
    const struct {
        double west, east, lon;
        int sign;
    } cases[] = {{10, 20, 15, -1},  {10, 20, 25, 1},  {170, -170, 180, -1}, {170, -170, -180, -1},
                 {170, -170, 0, 1}, {-10, 10, 0, -1}, {0, 270, 200, -1},    {0, 270, 300, 1},
                 {0, 180, 90, -1},  {0, 180, -90, 1}, {530, 550, 175, -1},  {10, 9, 9.5, 1},
                 {10, 9, -170, -1}, {0, 360, 77, -1}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ent_field *between = ent_field_between_meridians(f->bag, cases[k].west, cases[k].east);
        for (double lat = -80; lat <= 80; lat += 40) {
            ent_bounds_m v = at(between, cases[k].lon, lat);
            assert_true(cases[k].sign < 0 ? v.hi_m < 0 : v.lo_m > 0);
        }
    }
}

static void test_zone_field__and_or_not_are_max_min_minus(void **state)
{
    fixture *f = *state;
    const ent_field *a = ent_field_within(f->bag, f->west, 50e3), *b = ent_field_north_of(f->bag, 55);
    const ent_field *both = ent_field_and(f->bag, a, b), *one = ent_field_or(f->bag, a, b);
    for (double lon = 15; lon < 30; lon += 1.7) {
        for (double lat = 50; lat < 60; lat += 1.3) {
            ent_bounds_m va = at(a, lon, lat), vb = at(b, lon, lat);
            assert_value(at(both, lon, lat), fmax(va.lo_m, vb.lo_m), 1e-4);
            assert_value(at(one, lon, lat), fmin(va.lo_m, vb.lo_m), 1e-4);
            assert_value(at(ent_field_not(f->bag, both), lon, lat), -fmax(va.lo_m, vb.lo_m), 1e-4);
            assert_value(at(ent_field_not(f->bag, ent_field_not(f->bag, one)), lon, lat),
                         fmin(va.lo_m, vb.lo_m), 1e-4);
        }
    }
}

static void test_zone_field__empty_shapes_and_endless_radii_are_constant(void **state)
{
    fixture *f = *state;
    assert_value(at(ent_field_within(f->bag, f->nothing, 1e6), 0, 0), INFINITY, 0);
    assert_value(at(ent_field_within(f->bag, f->nothing, INFINITY), 0, 0), INFINITY, 0);
    assert_value(at(ent_field_beyond(f->bag, f->nothing, 1e6), 0, 0), -INFINITY, 0);
    assert_value(at(ent_field_within(f->bag, f->west, INFINITY), 0, 0), -INFINITY, 0);
    assert_value(at(ent_field_beyond(f->bag, f->west, INFINITY), 0, 0), INFINITY, 0);
    assert_value(at(ent_field_nearer(f->bag, f->nothing, f->west), 0, 0), INFINITY, 0);
    assert_value(at(ent_field_nearer(f->bag, f->west, f->nothing), 0, 0), -INFINITY, 0);
}

static void test_zone_field__wrong_arguments_give_null(void **state)
{
    fixture *f = *state;
    assert_null(ent_field_within(f->bag, NULL, 1));
    assert_null(ent_field_within(f->bag, f->west, NAN));
    assert_null(ent_field_within(NULL, f->west, 1));
    assert_null(ent_field_north_of(f->bag, 90.0000001));
    assert_null(ent_field_between_meridians(f->bag, NAN, 10));
    assert_null(ent_field_and(f->bag, NULL, ent_field_constant(f->bag, 0)));
    assert_null(ent_field_not(f->bag, ent_field_or(f->bag, ent_field_constant(f->bag, NAN), NULL)));
    ent_bounds_m v;
    ent_error err;
    assert_int_equal(ent_field_at(ent_field_north_of(f->bag, 0), (ent_lonlat){0, 91}, 1, &v, &err),
                     ENT_E_DOMAIN);
    assert_int_equal(ent_field_at(ent_field_within(f->bag, f->west, 0), (ent_lonlat){NAN, 0}, 1, &v, &err),
                     ENT_E_DOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_field__within_and_beyond_are_opposite),
        cmocka_unit_test(test_zone_field__nearer_is_the_difference),
        cmocka_unit_test(test_zone_field__parallels_are_measured_along_the_meridian),
        cmocka_unit_test(test_zone_field__between_meridians_may_cross_the_seam),
        cmocka_unit_test(test_zone_field__and_or_not_are_max_min_minus),
        cmocka_unit_test(test_zone_field__empty_shapes_and_endless_radii_are_constant),
        cmocka_unit_test(test_zone_field__wrong_arguments_give_null),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
