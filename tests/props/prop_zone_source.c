/* Areas themselves, however tangled: what the outline encloses is what even-odd says of the ring that came
 * in. */
#include "scene.h"

#define ROUNDS 60
#define PLACES 80

static uint64_t seed;

static int start(void **state)
{
    (void)state;
    seed = scene_seed();
    return 0;
}

/* A ring of random places: it crosses itself again and again. Sometimes it comes back to a place or goes back
 * the way. */
static ent_tree *tangle(ent_lonlat centre, double size_deg)
{
    ent_lonlat points[24];
    uint32_t count = (uint32_t)scene_uniform(&seed, 3, 20);
    for (uint32_t k = 0; k < count; k++) {
        points[k].lon_deg = centre.lon_deg + size_deg * scene_uniform(&seed, -1, 1);
        points[k].lat_deg = centre.lat_deg + size_deg * scene_uniform(&seed, -1, 1);
        if (k > 3 && scene_uniform(&seed, 0, 1) < 0.15) points[k] = points[k - 2];
    }
    uint32_t starts[2] = {0, count};
    ent_rings rings = {points, starts, 1};
    ent_tree *tree = NULL;
    assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){.edges = ENT_EDGES_GEODESIC}, &tree, NULL),
                     ENT_OK);
    return tree;
}

/* By the rings of the cut outline, in the plane of the map. */
static bool is_enclosed(const ent_polygons *p, ent_lonlat at)
{
    bool in = false;
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, r);
        for (size_t k = 0; k < ring.count; k++) {
            ent_lonlat a = ring.points[k], b = ring.points[(k + 1) % ring.count];
            if ((a.lat_deg > at.lat_deg) == (b.lat_deg > at.lat_deg)) continue;
            double lon =
                a.lon_deg + (at.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
            in ^= lon > at.lon_deg;
        }
    }
    return in;
}

static void compare(const ent_tree *tree, bool outside, ent_lonlat centre, double size_deg)
{
    ent_fields *bag = NULL;
    ent_zone *zone = NULL;
    ent_polygons *p = NULL;
    double lo, hi;
    assert_int_equal(ent_fields_new(&bag, NULL), ENT_OK);
    const ent_field *field = outside ? ent_field_beyond(bag, tree, 0) : ent_field_within(bag, tree, 0);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = 10}, &zone, NULL), ENT_OK);
    assert_int_equal(ent_zone_polygons(zone, ENT_OUTLINE_CUT, &p, NULL), ENT_OK);
    ent_zone_area(zone, &lo, &hi);
    assert_true(lo <= hi && hi - lo < 1e6);
    for (int k = 0; k < PLACES; k++) {
        ent_lonlat at = {centre.lon_deg + 1.2 * size_deg * scene_uniform(&seed, -1, 1),
                         centre.lat_deg + 1.2 * size_deg * scene_uniform(&seed, -1, 1)};
        if (at.lon_deg > 180) at.lon_deg -= 360;
        if (at.lon_deg < -180) at.lon_deg += 360;
        ent_bounds_m d = {0, 0};
        assert_int_equal(ent_field_at(field, at, 1e-3, &d, NULL), ENT_OK);
        if (d.lo_m > 10 || d.hi_m < -10) assert_int_equal(is_enclosed(p, at), d.hi_m < 0);
    }
    ent_polygons_free(p);
    ent_zone_free(zone);
    ent_fields_free(bag);
}

static void test_zone_source__encloses_what_even_odd_says(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        double size_deg = scene_uniform(&seed, 0.05, 2);
        ent_lonlat centre = {scene_uniform(&seed, -180, 180), scene_uniform(&seed, -70, 70)};
        ent_tree *tree = tangle(centre, size_deg);
        compare(tree, round % 2 != 0, centre, size_deg);
        ent_tree_free(tree);
    }
}

/* The authalic area between the equator and a latitude, a radian wide, in closed form. */
static double quadrant_m2(double lat_deg)
{
    const double a = 6378137.0, f = 1 / 298.257223563, e2 = f * (2 - f), e = sqrt(e2), b = a * (1 - f);
    double s = sin(lat_deg * 0.017453292519943295);
    return 0.5 * b * b * (s / (1 - e2 * s * s) + atanh(e * s) / e);
}

/* Boxes between meridians and parallels: the area is known, and lies between the bounds; by the outline
 * (a fine tolerance) and by cells (a coarse one). */
static void test_zone_source__bounds_hold_the_planar_area(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        double west = scene_uniform(&seed, -170, 20), wide = scene_uniform(&seed, 1, 150),
               south = scene_uniform(&seed, -85, 60), north = south + scene_uniform(&seed, 1, 25);
        double tolerance_m = round % 4 ? 10 : 1000;
        ent_lonlat box[] = {{west, south}, {west + wide, south}, {west + wide, north}, {west, north}};
        uint32_t starts[2] = {0, 4};
        ent_rings rings = {box, starts, 1};
        ent_tree *tree = NULL;
        ent_fields *bag = NULL;
        ent_zone *zone = NULL;
        double lo, hi, area = wide * 0.017453292519943295 * (quadrant_m2(north) - quadrant_m2(south));
        assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){.stray_m = 0.01}, &tree, NULL), ENT_OK);
        assert_int_equal(ent_fields_new(&bag, NULL), ENT_OK);
        ent_zone_opts opts = {.tolerance_m = tolerance_m};
        assert_int_equal(ent_zone_build(ent_field_within(bag, tree, 0), opts, &zone, NULL), ENT_OK);
        ent_zone_area(zone, &lo, &hi);
        if (area < lo || area > hi) fail_msg("%.17g is not in %.17g..%.17g m2", area, lo, hi);
        if (round % 4) assert_true(hi - lo < 0.04 * 2e-6 * 510e12); /* a strip of centimetres, no more */
        ent_zone_free(zone);
        ent_fields_free(bag);
        ent_tree_free(tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zone_source__encloses_what_even_odd_says),
                                       cmocka_unit_test(test_zone_source__bounds_hold_the_planar_area)};
    return cmocka_run_group_tests(tests, start, NULL);
}
