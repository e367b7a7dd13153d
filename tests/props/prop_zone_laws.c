/* What holds between zones: they nest as the reach grows, a zone of a union is the union of zones, a zone and
 * its complement make up the Earth, and the zone of a place is its geodesic circle. */
#include "scene.h"

#define EARTH_M2 510065621724088.5

static ent_zone *build(const ent_field *field, double tolerance_m)
{
    ent_zone *zone = NULL;
    ent_error err;
    assert_non_null(field);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = tolerance_m}, &zone, &err), ENT_OK);
    return zone;
}

static signed char says(const ent_zone *zone, ent_lonlat place)
{
    ent_truth truth;
    assert_int_equal(ent_zone_contains(zone, place, &truth, NULL), ENT_OK);
    return truth.sign;
}

static ent_lonlat somewhere(const scene *s)
{
    double lat = s->centre.lat_deg + scene_uniform(s->seed, -14, 14);
    return (ent_lonlat){s->centre.lon_deg + scene_uniform(s->seed, -20, 20), fmax(-90, fmin(90, lat))};
}

static void test_zone_laws__zones_nest_as_the_reach_grows(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 6; round++) {
        scene s;
        scene_set(&s, &seed, 0);
        double small = scene_uniform(&seed, 20e3, 300e3), lo[2], hi[2];
        ent_zone *inner = build(ent_field_within(s.bag, s.land[0], small), 500);
        ent_zone *outer =
            build(ent_field_within(s.bag, s.land[0], small + scene_uniform(&seed, 0, 100e3)), 500);
        ent_zone_area(inner, &lo[0], &hi[0]);
        ent_zone_area(outer, &lo[1], &hi[1]);
        assert_true(lo[0] <= hi[1]);
        for (int k = 0; k < 200; k++) {
            ent_lonlat place = somewhere(&s);
            if (says(inner, place) > 0) assert_int_equal(says(outer, place), 1);
            if (ent_zone_look(inner, place) == ENT_ZONE_INSIDE)
                assert_int_not_equal(ent_zone_look(outer, place), ENT_ZONE_OUTSIDE);
        }
        ent_zone_free(inner);
        ent_zone_free(outer);
        scene_clear(&s);
    }
}

/* Lands that overlap are one by `or`; the union of those that do not is one tree as well. */
static void test_zone_laws__the_zone_of_a_union_is_the_union_of_zones(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 6; round++) {
        scene s;
        scene_set(&s, &seed, 0);
        double reach = scene_uniform(&seed, 20e3, 300e3), lo[3], hi[3];
        const ent_field *a = ent_field_within(s.bag, s.land[0], reach),
                        *b = ent_field_within(s.bag, s.land[1], reach);
        ent_zone *za = build(a, 500), *zb = build(b, 500), *either = build(ent_field_or(s.bag, a, b), 500);
        ent_zone_area(za, &lo[0], &hi[0]);
        ent_zone_area(zb, &lo[1], &hi[1]);
        ent_zone_area(either, &lo[2], &hi[2]);
        assert_true(lo[2] <= hi[0] + hi[1] && fmax(lo[0], lo[1]) <= hi[2]);
        for (int k = 0; k < 200; k++) {
            ent_lonlat place = somewhere(&s);
            signed char one = says(za, place), two = says(zb, place), both = says(either, place);
            if (one != 0 && two != 0) assert_int_equal(both, one > two ? one : two);
        }
        ent_zone_free(za);
        ent_zone_free(zb);
        ent_zone_free(either);
        scene_clear(&s);
    }
}

static void test_zone_laws__a_zone_and_its_complement_make_up_the_earth(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 6; round++) {
        scene s;
        scene_set(&s, &seed, 500e3);
        double lo[2], hi[2];
        const ent_field *field = ent_field_within(s.bag, s.land[0], scene_uniform(&seed, 50e3, 4000e3));
        ent_zone *zone = build(field, 1000), *rest = build(ent_field_not(s.bag, field), 1000);
        ent_zone_area(zone, &lo[0], &hi[0]);
        ent_zone_area(rest, &lo[1], &hi[1]);
        assert_true(lo[0] + lo[1] <= EARTH_M2 && EARTH_M2 <= hi[0] + hi[1]);
        for (int k = 0; k < 100; k++) {
            ent_lonlat place = somewhere(&s);
            assert_int_equal(says(zone, place), -says(rest, place));
        }
        ent_zone_free(zone);
        ent_zone_free(rest);
        scene_clear(&s);
    }
}

static void check_circle(ent_lonlat centre, double radius_m, double tolerance_m)
{
    ent_fields *bag = NULL;
    ent_polygons *p = NULL;
    double d, turned = 0;
    assert_int_equal(ent_fields_new(&bag, NULL), ENT_OK);
    ent_tree *spot = scene_shape(&centre, 1, ENT_SHAPE_POINTS);
    ent_zone *zone = build(ent_field_within(bag, spot, radius_m), tolerance_m);
    assert_int_equal(ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &p, NULL), ENT_OK);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygon_ring ring = ent_polygons_ring_at(p, 0);
    double before, azimuth;
    assert_int_equal(ent_geo_inverse(centre, ring.points[ring.count - 1], NULL, &before, NULL), ENT_OK);
    for (size_t k = 0; k < ring.count; k++) {
        assert_int_equal(ent_geo_inverse(centre, ring.points[k], &d, &azimuth, NULL), ENT_OK);
        assert_true(fabs(d - radius_m) <= tolerance_m);
        turned += remainder(azimuth - before, 360);
        before = azimuth;
    }
    assert_true(fabs(turned - 360) < 1e-6); /* once around, clockwise, nothing left out */
    ent_polygons_free(p);
    ent_zone_free(zone);
    ent_tree_free(spot);
    ent_fields_free(bag);
}

static void test_zone_laws__the_zone_of_a_place_is_its_circle(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 12; round++) {
        ent_lonlat centre = {scene_uniform(&seed, -180, 180),
                             asin(scene_uniform(&seed, -1, 1)) * 57.29577951308232};
        if (round < 2) centre.lat_deg = round ? 90 : -90;
        check_circle(centre, pow(10, scene_uniform(&seed, 3, 6.95)), pow(10, scene_uniform(&seed, 0, 3)));
    }
}

int main(void)
{
    uint64_t seed = scene_seed();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_zone_laws__zones_nest_as_the_reach_grows, &seed),
        cmocka_unit_test_prestate(test_zone_laws__the_zone_of_a_union_is_the_union_of_zones, &seed),
        cmocka_unit_test_prestate(test_zone_laws__a_zone_and_its_complement_make_up_the_earth, &seed),
        cmocka_unit_test_prestate(test_zone_laws__the_zone_of_a_place_is_its_circle, &seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
