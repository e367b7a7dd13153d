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

/* ---- at the other end of the Earth --------------------------------------------------------------------- */

static ent_lonlat antipode(ent_lonlat p)
{
    return (ent_lonlat){p.lon_deg + (p.lon_deg < 0 ? 180 : -180), -p.lat_deg};
}

static bool holds(const ent_tree *area, ent_lonlat p)
{
    return ent_tree_contains(area, p).sign >= 0;
}

static bool on_border(const ent_tree *tree, ent_lonlat p)
{
    ent_bounds_m d;
    assert_int_equal(ent_tree_distance(tree, p, 0, &d, NULL), ENT_OK);
    return fabs(d.lo_m) < 1e-3;
}

/* Does a place of the border of one have its antipode in the other? By trying many. */
static bool antipodes_seen(const ent_tree *a, const ent_tree *b)
{
    for (int k = 0; k < 20 * SAMPLES; k++)
        if (holds(b, antipode(border_place(a))) || holds(a, antipode(border_place(b)))) return true;
    return false;
}

static double farthest_seen(const ent_tree *a, const ent_tree *b)
{
    double most = 0;
    for (int k = 0; k < 50 * SAMPLES; k++) most = fmax(most, apart(border_place(a), border_place(b)));
    return most;
}

static void test_zone_pairs__know_antipodes(void **state)
{
    (void)state;
    int met = 0, missed = 0;
    for (int round = 0; round < 3 * ROUNDS; round++) {
        double size_deg = scene_uniform(&seed, 0.1, 5), off = scene_uniform(&seed, 0, 2.5) * size_deg;
        ent_lonlat first = {scene_uniform(&seed, -180, 180), scene_uniform(&seed, -60, 60)};
        ent_lonlat second = {first.lon_deg + 180 + off, -first.lat_deg + scene_uniform(&seed, -1, 1) * off};
        ent_tree *a = scene_star(&seed, first, size_deg), *b = scene_star(&seed, second, size_deg);
        ent_place_pair near, far;
        look(a, b, &near, &far);
        if (antipodes_seen(a, b)) {
            assert_true(fabs(far.distance.hi_m - 20003931.4587) < 1e-3 && far.distance.lo_m > 20003931.4);
            assert_true(holds(a, far.at_a) && holds(b, far.at_b));
            met++;
        } else {
            assert_true(farthest_seen(a, b) <= far.distance.hi_m);
            assert_true(on_border(a, far.at_a) && on_border(b, far.at_b));
            missed++;
        }
        ent_tree_free(a), ent_tree_free(b);
    }
    assert_true(met > 10 && missed > 10);
}

static ent_tree *box(double west, double south, double east, double north)
{
    const ent_lonlat at[] = {{west, south}, {east, south}, {east, north}, {west, north}};
    return scene_shape(at, 4, ENT_SHAPE_AREA);
}

/* A parallel and the antipodes of another, 11 m apart for ten degrees: too level for the budget. */
static void test_zone_pairs__that_tire_keep_their_bounds(void **state)
{
    (void)state;
    ent_tree *a = box(10, 40, 20, 50), *b = box(-170, -39.9999, -160, -30);
    ent_place_pair near = {{0, 0}, {0, 0}, {0, 0}}, far = near;
    ent_error err;
    assert_int_equal(ent_tree_pairs(a, b, 0.01, &near, &far, &err), ENT_E_LIMIT);
    assert_true(near.distance.hi_m - near.distance.lo_m < 0.02);
    assert_true(fabs(apart(near.at_a, near.at_b) - near.distance.hi_m) < 0.02);
    double found = apart(far.at_a, far.at_b);
    assert_true(fabs(found - far.distance.lo_m) < 1e-3 && far.distance.hi_m <= 20003931.459);
    assert_true(found > 20003919 && far.distance.hi_m - far.distance.lo_m < 50);
    for (double lon = 10; lon <= 20; lon += 0.01) {
        double m = apart((ent_lonlat){lon, 40}, (ent_lonlat){lon - 180, -39.9999});
        assert_true(m <= far.distance.hi_m && m < found + 2);
    }
    ent_tree_free(a), ent_tree_free(b);
}

/* Lines have no inside: the antipode of a place inside of one's bow is not on it. */
static void test_zone_pairs__of_lines_have_no_inside(void **state)
{
    (void)state;
    const ent_lonlat bow[] = {{-170, -40}, {-160, -40}, {-160, -50}, {-170, -50}, {-170, -41}};
    ent_tree *line = scene_shape(bow, 5, ENT_SHAPE_LINE), *area = scene_shape(bow, 5, ENT_SHAPE_AREA);
    ent_tree *within = box(14, 44, 16, 46), *across = box(8, 44, 16, 46);
    ent_place_pair near, far;
    look(within, line, &near, &far);
    assert_true(far.distance.hi_m < 20003931.459 - 100000);
    look(within, area, &near, &far);
    assert_true(far.distance.hi_m > 20003931.458);
    look(line, across, &near, &far);
    assert_true(far.distance.lo_m > 20003931.4);
    ent_tree_free(line), ent_tree_free(area), ent_tree_free(within), ent_tree_free(across);
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
                                       cmocka_unit_test(test_zone_pairs__know_antipodes),
                                       cmocka_unit_test(test_zone_pairs__that_tire_keep_their_bounds),
                                       cmocka_unit_test(test_zone_pairs__of_lines_have_no_inside),
                                       cmocka_unit_test(test_zone_pairs__of_what_overlaps_share_a_place),
                                       cmocka_unit_test(test_zone_pairs__of_two_places_are_the_places)};
    return cmocka_run_group_tests(tests, start, NULL);
}
