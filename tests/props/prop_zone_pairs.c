/* Nearest and farthest pairs of two shapes: no pair of places of theirs is nearer or farther, the places
 * named are as far apart as is said, and which shape comes first does not matter. */
#include "scene.h"

#define ROUNDS 25
#define SAMPLES 120
#define SLACK_M 0.05

static uint64_t seed;

static int start(void **state)
{
    (void)state;
    seed = scene_seed();
    return 0;
}

static double apart(ent_lonlat a, ent_lonlat b)
{
    double m = 0;
    assert_int_equal(ent_geo_inverse(a, b, &m, NULL, NULL), ENT_OK);
    return m;
}

static void look(const ent_tree *a, const ent_tree *b, ent_place_pair *nearest, ent_place_pair *farthest)
{
    ent_error err;
    if (ent_tree_pairs(a, b, SLACK_M, nearest, farthest, &err) != ENT_OK) fail_msg("%s", err.message);
    assert_true(nearest->distance.hi_m - nearest->distance.lo_m <= SLACK_M + 1e-3);
    assert_true(farthest->distance.hi_m - farthest->distance.lo_m <= SLACK_M + 1e-3);
    double near_m = apart(nearest->at_a, nearest->at_b), far_m = apart(farthest->at_a, farthest->at_b);
    assert_true(near_m >= nearest->distance.lo_m - 2e-3 && near_m <= nearest->distance.hi_m + 2e-3);
    assert_true(far_m >= farthest->distance.lo_m - 2e-3 && far_m <= farthest->distance.hi_m + 2e-3);
}

/* Some place of the border. */
static ent_lonlat border_place(const ent_tree *tree)
{
    size_t k = (size_t)scene_uniform(&seed, 0, (double)ent_tree_segment_count(tree) - 0.001);
    ent_lonlat a, b, p;
    double metres, azimuth;
    ent_tree_segment(tree, k, &a, &b);
    assert_int_equal(ent_geo_inverse(a, b, &metres, &azimuth, NULL), ENT_OK);
    assert_int_equal(ent_geo_direct(a, azimuth, metres * scene_uniform(&seed, 0, 1), &p, NULL), ENT_OK);
    return p;
}

static void one_round(ent_lonlat first, ent_lonlat second, double size_deg)
{
    ent_tree *a = scene_star(&seed, first, size_deg), *b = scene_star(&seed, second, size_deg);
    ent_place_pair near, far, near_back, far_back;
    look(a, b, &near, &far);
    look(b, a, &near_back, &far_back);
    assert_true(fabs(near.distance.lo_m - near_back.distance.lo_m) <= 2 * SLACK_M);
    assert_true(fabs(far.distance.lo_m - far_back.distance.lo_m) <= 2 * SLACK_M);
    for (int k = 0; k < SAMPLES; k++) {
        double m = apart(border_place(a), border_place(b));
        assert_true(m >= near.distance.lo_m - 1e-3 && m <= far.distance.hi_m + 1e-3);
    }
    ent_tree_free(a);
    ent_tree_free(b);
}

static void test_zone_pairs__bound_every_pair(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        double size_deg = scene_uniform(&seed, 0.1, 5), away = scene_uniform(&seed, 0, 3) * size_deg;
        ent_lonlat first = {scene_uniform(&seed, -180, 180), scene_uniform(&seed, -60, 60)};
        ent_lonlat second = {first.lon_deg + away, first.lat_deg + scene_uniform(&seed, -1, 1) * size_deg};
        if (round % 5 == 0)
            second = (ent_lonlat){scene_uniform(&seed, -180, 180), scene_uniform(&seed, -60, 60)};
        one_round(first, second, size_deg);
    }
}

static void test_zone_pairs__of_what_overlaps_share_a_place(void **state)
{
    (void)state;
    const ent_lonlat one[] = {{0, 0}, {2, 0}, {2, 2}, {0, 2}}, other[] = {{1, 1}, {3, 1}, {3, 3}, {1, 3}};
    ent_tree *a = scene_shape(one, 4, ENT_SHAPE_AREA), *b = scene_shape(other, 4, ENT_SHAPE_AREA);
    ent_place_pair near, far;
    look(a, b, &near, &far);
    assert_true(near.distance.hi_m == 0 && near.at_a.lon_deg == near.at_b.lon_deg);
    assert_true(fabs(far.distance.lo_m - apart((ent_lonlat){0, 0}, (ent_lonlat){3, 3})) < SLACK_M);
    ent_tree_free(a);
    ent_tree_free(b);
}

static void test_zone_pairs__of_two_places_are_the_places(void **state)
{
    (void)state;
    const ent_lonlat one[] = {{10, 50}}, other[] = {{-170, -49.9}};
    ent_tree *a = scene_shape(one, 1, ENT_SHAPE_POINTS), *b = scene_shape(other, 1, ENT_SHAPE_POINTS);
    ent_tree *nothing = scene_shape(NULL, 0, ENT_SHAPE_AREA);
    ent_place_pair near, far;
    look(a, b, &near, &far);
    assert_true(fabs(near.distance.lo_m - far.distance.lo_m) < 2 * SLACK_M);
    assert_int_equal(ent_tree_pairs(a, nothing, 1, &near, &far, NULL), ENT_E_DOMAIN);
    assert_int_equal(ent_tree_pairs(a, b, NAN, &near, &far, NULL), ENT_E_DOMAIN);
    ent_tree_free(a), ent_tree_free(b), ent_tree_free(nothing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zone_pairs__bound_every_pair),
                                       cmocka_unit_test(test_zone_pairs__of_what_overlaps_share_a_place),
                                       cmocka_unit_test(test_zone_pairs__of_two_places_are_the_places)};
    return cmocka_run_group_tests(tests, start, NULL);
}
