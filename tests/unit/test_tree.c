/* Shapes: what is inside, where the border is, and how far. Poles, seams, holes, degenerate and hostile
 * rings. */
#include "shapes.h"

#include "base/mem.h"

#include <pthread.h>
#include <string.h>

static double geodesic(double lon1, double lat1, double lon2, double lat2)
{
    brute b;
    brute_init(&b, 0);
    return brute_inverse(&b, (ent_lonlat){lon1, lat1}, (ent_lonlat){lon2, lat2});
}

/* ---- ordinary shapes ----------------------------------------------------------------------------------- */

static void tree__box_has_inside_border_and_outside(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 10, 50, 14, 52);
    ent_tree *t = shape_tree(&s);
    assert_int_equal(inside(t, 12, 51), +1);
    assert_int_equal(inside(t, 372, 51), +1);
    assert_int_equal(inside(t, 9, 51), -1);
    assert_int_equal(inside(t, 12, 52.001), -1);
    assert_int_equal(inside(t, 12, 49.999), -1);
    assert_int_equal(inside(t, 10, 51), 0);
    assert_int_equal(inside(t, 10 - 1e-10, 51), 0);
    assert_int_equal(inside(t, 10 - 1e-8, 51), -1);
    assert_int_equal(inside(t, 10 + 1e-8, 51), +1);
    assert_int_equal(inside(t, 10, 50), 0);
    assert_near(distance_to(t, 10, 53), geodesic(10, 53, 10, 52),
                0.2); /* the border bulges by less than its metre */
    assert_near(distance_to(t, 10, 51), 0.0, 1e-6);
    assert_near(distance_to(t, 9, 50.5), geodesic(9, 50.5, 10, 50.5), 400);
    assert_true(distance_to(t, 12, 51) < -111000);
    ent_tree_free(t);
}

static void tree__holes_and_islands_in_them(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 0, 0, 10, 10);
    shape_box(&s, 2, 2, 8, 8);
    shape_box(&s, 4, 4, 6, 6);
    ent_tree *t = shape_tree(&s);
    assert_int_equal(inside(t, 1, 1), +1);
    assert_int_equal(inside(t, 3, 3), -1);
    assert_int_equal(inside(t, 5, 5), +1);
    assert_near(distance_to(t, 3, 5), geodesic(3, 5, 2, 5), 50);
    assert_near(distance_to(t, 1, 5), -geodesic(1, 5, 2, 5), 50);
    ent_tree_free(t);
}

/* Any vertex may come first, in either direction, repeated or not, closed or not: the same answers. */
static void tree__order_of_vertices_does_not_matter(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 11);
    for (int i = 0; i < 40; i++) {
        ent_lonlat v[20], centre = brute_place(&b);
        brute_star(&b, centre, 500000, v, 20);
        shape one, other;
        shape_init(&one), shape_init(&other);
        shape_ring(&one, v, 20);
        size_t first = (size_t)brute_between(&b, 0, 20);
        for (size_t k = 0; k <= 20; k++)
            for (int twice = 0; twice < 2; twice++) {
                ent_lonlat p = v[i % 2 ? (first + k) % 20 : (first + 40 - k) % 20];
                shape_add(&other, (ent_lonlat){p.lon_deg + 360.0 * (i % 3 - 1), p.lat_deg});
            }
        shape_end_ring(&other);
        ent_tree *t = shape_tree(&one), *u = shape_tree(&other);
        for (int k = 0; k < 20; k++) {
            ent_lonlat p = brute_direct(&b, centre, brute_between(&b, 0, 360), 600000 * brute_random(&b));
            assert_near(distance_to(t, p.lon_deg, p.lat_deg), distance_to(u, p.lon_deg, p.lat_deg), 1e-6);
        }
        ent_tree_free(t), ent_tree_free(u);
    }
}

static void tree__nearest_place_and_azimuth(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 10, -1, 11, 1);
    ent_tree *t = shape_tree(&s);
    ent_bounds_m d;
    ent_lonlat at;
    double azimuth;
    assert_int_equal(ent_tree_nearest(t, (ent_lonlat){9, 0}, &d, &at, &azimuth, NULL), ENT_OK);
    assert_near(azimuth, 90.0, 1e-6);
    assert_near(at.lon_deg, 10.0, 1e-9);
    assert_near(at.lat_deg, 0.0, 1e-6);
    assert_int_equal(ent_tree_nearest(t, (ent_lonlat){10, 0.5}, &d, &at, &azimuth, NULL), ENT_OK);
    assert_true(isnan(azimuth) && d.lo_m <= 0 && d.hi_m >= 0 && d.hi_m - d.lo_m <= 1e-6);
    ent_tree_free(t);
}

static void tree__lines_and_points(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    const ent_lonlat v[] = {{0, 0}, {10, 0}, {10, 10}};
    shape_ring(&s, v, 3);
    ent_tree *line = shape_tree_with(&s, (ent_tree_opts){.kind = ENT_SHAPE_LINE});
    ent_tree *points = shape_tree_with(&s, (ent_tree_opts){.kind = ENT_SHAPE_POINTS});
    assert_near(distance_to(line, 5, -1), geodesic(5, -1, 5, 0), 1e-6);
    assert_true(distance_to(line, 4, 6) > 400000); /* a line does not close */
    assert_int_equal(inside(line, 8, 2), -1);
    assert_near(distance_to(points, 5, 0), geodesic(5, 0, 0, 0), 1e-6);
    assert_near(distance_to(points, 10, 10), 0, 1e-6);
    assert_int_equal((int)ent_tree_segment_count(points), 3);
    ent_tree_free(line), ent_tree_free(points);
}

/* ---- seams --------------------------------------------------------------------------------------------- */

/* The same box three ways: cut at ±180 into two rings, jumping across, and unwrapped past 180. */
static void tree__seam_is_no_border(void **state)
{
    (void)state;
    shape cut, jump, past;
    shape_init(&cut), shape_init(&jump), shape_init(&past);
    shape_box(&cut, 170, 60, 180, 70);
    shape_box(&cut, -180, 60, -170, 70);
    shape_box(&jump, 170, 60, -170, 70);
    shape_box(&past, 170, 60, 190, 70);
    ent_tree *t[3] = {shape_tree(&cut), shape_tree(&jump), shape_tree(&past)};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(inside(t[i], 180, 65), +1);
        assert_int_equal(inside(t[i], -180, 65), +1);
        assert_int_equal(inside(t[i], 175, 65), +1);
        assert_int_equal(inside(t[i], -175, 65), +1);
        assert_int_equal(inside(t[i], 0, 65), -1);
        assert_int_equal(inside(t[i], 169, 65), -1);
        assert_int_equal(inside(t[i], 180, 71), -1);
        assert_true(distance_to(t[i], 180, 65) < -440000);
        assert_near(distance_to(t[i], -179.5, 68), distance_to(t[1], -179.5, 68), 2.1);
    }
    for (int i = 0; i < 3; i++) ent_tree_free(t[i]);
}

/* Two parts whose cuts have different vertices along ±180 still cancel; what only one side draws is a border.
 */
static void tree__one_sided_seam_is_a_border(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    const ent_lonlat west[] = {{170, 0}, {180, 0}, {180, 3}, {180, 10}, {170, 10}};
    shape_ring(&s, west, 5);
    ent_tree *one = shape_tree(&s);
    assert_near(distance_to(one, -179, 5), geodesic(-179, 5, 180, 5), 50);
    assert_int_equal(inside(one, 180, 5), 0);
    const ent_lonlat east[] = {{-180, 2}, {-170, 2}, {-170, 8}, {-180, 8}, {-180, 7}};
    shape_ring(&s, east, 5);
    ent_tree *both = shape_tree(&s);
    assert_int_equal(inside(both, 180, 5), +1);
    assert_int_equal(inside(both, 180, 1), 0);
    assert_int_equal(inside(both, -180, 9), 0);
    assert_near(distance_to(both, 180, 5.5), -geodesic(180, 5.5, 180, 8), 1.0);
    ent_tree_free(one), ent_tree_free(both);
}

/* ---- poles --------------------------------------------------------------------------------------------- */

/* Everything south of 70° S, four ways: closed along ±180 and the pole as GeoJSON does it, with a corner in
 * the middle of the pole edge, as a ring that jumps from 180 to -180, and as a plain box. */
static void tree__ring_round_a_pole(void **state)
{
    (void)state;
    static shape s[4];
    for (int i = 0; i < 4; i++) shape_init(&s[i]);
    shape_parallel(&s[0], -180, 180, -70, 36);
    shape_add(&s[0], (ent_lonlat){180, -90}), shape_add(&s[0], (ent_lonlat){-180, -90});
    shape_parallel(&s[1], -180, 180, -70, 36);
    shape_add(&s[1], (ent_lonlat){180, -90}), shape_add(&s[1], (ent_lonlat){20, -90}),
        shape_add(&s[1], (ent_lonlat){-180, -90});
    shape_parallel(&s[2], -180, 180, -70, 36);
    shape_box(&s[3], -180, -90, 180, -70);
    for (int i = 0; i < 3; i++) shape_end_ring(&s[i]);
    for (int i = 0; i < 4; i++) {
        ent_tree *t = shape_tree(&s[i]);
        assert_int_equal(inside(t, 0, -90), +1);
        assert_int_equal(inside(t, 123, -89.9999999), +1);
        assert_int_equal(inside(t, 180, -80), +1);
        assert_int_equal(inside(t, 180, -69.9), -1);
        assert_int_equal(inside(t, 77, -69.9), -1);
        assert_int_equal(inside(t, 0, 90), -1);
        assert_near(distance_to(t, 40, -90), -geodesic(0, -90, 0, -70), 1.0);
        assert_near(distance_to(t, 180, -60), geodesic(0, -60, 0, -70), 1.0);
        ent_tree_free(t);
    }
}

/* North of 60° S is said by closing over the north pole, although the ring itself lies in the south. */
static void tree__closing_edges_say_which_pole(void **state)
{
    (void)state;
    static shape s;
    shape_init(&s);
    shape_parallel(&s, -180, 180, -60, 36);
    shape_add(&s, (ent_lonlat){180, 90}), shape_add(&s, (ent_lonlat){-180, 90});
    shape_end_ring(&s);
    ent_tree *t = shape_tree(&s);
    assert_int_equal(inside(t, 5, 90), +1);
    assert_int_equal(inside(t, 5, 0), +1);
    assert_int_equal(inside(t, 180, 0), +1);
    assert_int_equal(inside(t, 5, -61), -1);
    assert_int_equal(inside(t, 5, -90), -1);
    double radius;
    ent_lonlat centre;
    ent_tree_cap(t, &centre, &radius);
    assert_true(radius > 20003931.0);
    ent_tree_free(t);
}

static void tree__a_corner_on_the_pole(void **state)
{
    (void)state;
    for (int pole = -1; pole <= 1; pole += 2)
        for (int kind = 0; kind < 2; kind++) {
            shape s;
            shape_init(&s);
            const ent_lonlat v[] = {{0, 60.0 * pole}, {90, 60.0 * pole}, {90, 90.0 * pole}, {0, 90.0 * pole}};
            const ent_lonlat w[] = {{0, 60.0 * pole}, {90, 60.0 * pole}, {45, 90.0 * pole}};
            shape_ring(&s, kind ? w : v, kind ? 3 : 4);
            ent_tree *t =
                shape_tree_with(&s, (ent_tree_opts){.edges = kind ? ENT_EDGES_GEODESIC : ENT_EDGES_PLANAR});
            assert_int_equal(inside(t, 45, 80 * pole), +1);
            assert_int_equal(inside(t, 1, 89.9 * pole), +1);
            assert_int_equal(inside(t, 89, 89.9 * pole), +1);
            assert_int_equal(inside(t, 91, 89.9 * pole), -1);
            assert_int_equal(inside(t, -100, 80 * pole), -1);
            assert_int_equal(inside(t, 45, 50 * pole), -1);
            assert_int_equal(inside(t, 45, -80 * pole), -1);
            assert_int_equal(inside(t, 200, 90 * pole), 0);
            assert_near(distance_to(t, 200, 89 * pole), geodesic(0, 89 * pole, 0, 90 * pole), 1e-6);
            ent_tree_free(t);
        }
}

/* A geodesic ring whose edge runs exactly over the pole. */
static void tree__an_edge_over_the_pole(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    const ent_lonlat v[] = {{0, 80}, {180, 80}, {90, 70}};
    shape_ring(&s, v, 3);
    ent_tree *t = shape_tree_with(&s, (ent_tree_opts){.edges = ENT_EDGES_GEODESIC});
    assert_int_equal(inside(t, 90, 75), +1);
    assert_int_equal(inside(t, 30, 88), +1);
    assert_int_equal(inside(t, 170, 89.9), +1);
    assert_int_equal(inside(t, -90, 89.9), -1);
    assert_int_equal(inside(t, -90, 75), -1);
    assert_int_equal(inside(t, 90, 69), -1);
    assert_int_equal(inside(t, 12, 90), 0);
    ent_tree_free(t);
}

static void tree__whole_earth_bands_and_nothing(void **state)
{
    (void)state;
    ent_bounds_m d;
    shape s;
    shape_init(&s);
    shape_box(&s, -180, -90, 180, 90);
    ent_tree *t = shape_tree(&s);
    assert_int_equal(inside(t, 33, 44), +1);
    assert_int_equal((int)ent_tree_segment_count(t), 0);
    assert_int_equal(ent_tree_distance(t, (ent_lonlat){0, 0}, 0, &d, NULL), ENT_OK);
    assert_true(d.lo_m == -INFINITY && d.hi_m == -INFINITY);
    ent_tree_free(t);

    shape_init(&s);
    shape_box(&s, -180, -10, 180, 10);
    t = shape_tree(&s);
    assert_int_equal(inside(t, 33, 0), +1);
    assert_int_equal(inside(t, 180, 9.9), +1);
    assert_int_equal(inside(t, 33, 11), -1);
    assert_int_equal(inside(t, 33, -11), -1);
    assert_near(distance_to(t, 180, 0), -geodesic(0, 0, 0, 10), 1.0);
    ent_tree_free(t);

    t = NULL;
    assert_int_equal(ent_tree_build(NULL, 0, (ent_tree_opts){0}, &t, NULL), ENT_OK);
    assert_int_equal(inside(t, 33, 44), -1);
    assert_int_equal(ent_tree_distance(t, (ent_lonlat){0, 0}, 0, &d, NULL), ENT_OK);
    assert_true(d.lo_m == INFINITY && d.hi_m == INFINITY);
    ent_truth truth;
    assert_int_equal(ent_tree_within(t, (ent_lonlat){0, 0}, 1e9, &truth, NULL), ENT_OK);
    assert_true(ent_is_no(truth));
    double radius;
    ent_lonlat centre;
    ent_tree_cap(t, &centre, &radius);
    assert_true(radius < 0);
    ent_tree_free(t);
}

/* ---- farthest ------------------------------------------------------------------------------------------ */

static void tree__farthest_from_the_antipode(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 20, 50, 24, 54);
    ent_tree *t = shape_tree(&s);
    ent_bounds_m far;
    ent_lonlat at;
    assert_int_equal(ent_tree_farthest(t, (ent_lonlat){-158, -52}, &far, &at, NULL), ENT_OK);
    assert_near(far.hi_m, 20003931.4586, 1e-3);
    assert_near(at.lon_deg, 22, 1e-9);
    assert_int_equal(ent_tree_farthest(t, (ent_lonlat){22, 52}, &far, &at, NULL), ENT_OK);
    assert_near(far.hi_m, geodesic(22, 52, 20, 50), 1e-6);
    ent_tree_free(t);
}

/* ---- dissolving ---------------------------------------------------------------------------------------- */

static void tree__dissolving_removes_inner_borders(void **state)
{
    (void)state;
    shape parts[2], whole;
    shape_init(&parts[0]), shape_init(&parts[1]), shape_init(&whole);
    const ent_lonlat west[] = {{10, 50}, {12, 50}, {12.3, 51}, {12, 52}, {10, 52}};
    const ent_lonlat east[] = {{12, 50}, {14, 50}, {14, 52}, {12, 52}, {12.3, 51}};
    const ent_lonlat both[] = {{10, 50}, {12, 50}, {14, 50}, {14, 52}, {12, 52}, {10, 52}};
    shape_ring(&parts[0], west, 5), shape_ring(&parts[1], east, 5), shape_ring(&whole, both, 6);
    ent_rings rings[2] = {shape_rings(&parts[0]), shape_rings(&parts[1])};
    ent_tree *joined = NULL, *apart = NULL, *one = shape_tree(&whole);
    assert_int_equal(ent_tree_build(rings, 2, (ent_tree_opts){.dissolve = true}, &joined, NULL), ENT_OK);
    assert_int_equal(ent_tree_build(rings, 2, (ent_tree_opts){0}, &apart, NULL), ENT_OK);
    assert_int_equal((int)ent_tree_segment_count(joined), (int)ent_tree_segment_count(one));
    assert_near(distance_to(apart, 12.3, 51), 0, 1e-6);
    brute b;
    brute_init(&b, 5);
    for (int i = 0; i < 200; i++) {
        double lon = brute_between(&b, 9, 15), lat = brute_between(&b, 49, 53);
        assert_near(distance_to(joined, lon, lat), distance_to(one, lon, lat), 1e-6);
        assert_int_equal(inside(joined, lon, lat), inside(one, lon, lat));
    }
    ent_tree_free(joined), ent_tree_free(apart), ent_tree_free(one);
}

/* ---- degenerate and hostile ---------------------------------------------------------------------------- */

static void tree__slivers_spikes_and_single_points(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    const ent_lonlat sliver[] = {{10, 50}, {10.1, 50}, {10.1, 50 + 1e-9}};
    shape_ring(&s, sliver, 3);
    ent_tree *t = shape_tree(&s);
    assert_near(distance_to(t, 10.05, 50.01), geodesic(10.05, 50, 10.05, 50.01), 0.2);
    ent_tree_free(t);

    shape_init(&s);
    const ent_lonlat point[] = {{10, 50}, {10, 50}, {10, 50}};
    shape_ring(&s, point, 3);
    t = shape_tree(&s);
    assert_int_equal((int)ent_tree_segment_count(t), 1);
    assert_near(distance_to(t, 10, 51), geodesic(10, 50, 10, 51), 1e-6);
    assert_int_equal(inside(t, 10, 51), -1);
    ent_tree_free(t);

    shape_init(&s);
    const ent_lonlat twice[] = {{10, 50}, {11, 50}}; /* there and back: no inside */
    shape_ring(&s, twice, 2);
    t = shape_tree(&s);
    assert_int_equal(inside(t, 10.5, 50.5), -1);
    assert_int_equal(inside(t, 10.5, 49.5), -1);
    assert_near(distance_to(t, 10.5, 49), geodesic(10.5, 49, 10.5, 50), 600);
    ent_tree_free(t);
}

static void tree__self_crossing_is_even_odd(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    const ent_lonlat bow[] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    shape_ring(&s, bow, 4);
    ent_tree *t = shape_tree(&s);
    assert_int_equal(inside(t, 0.2, 1), +1);
    assert_int_equal(inside(t, 1.8, 1), +1);
    assert_int_equal(inside(t, 1, 0.2), -1);
    assert_int_equal(inside(t, 1, 1.8), -1);
    ent_tree_free(t);
}

static void tree__wrong_vertices_are_named(void **state)
{
    (void)state;
    const ent_lonlat wrong[] = {{0, 90.0000001}, {0, -91}, {NAN, 0}, {0, NAN}, {INFINITY, 0}, {-INFINITY, 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        shape s;
        shape_init(&s);
        shape_box(&s, 0, 0, 1, 1);
        const ent_lonlat v[] = {{0, 0}, {1, 0}, wrong[i]};
        shape_ring(&s, v, 3);
        ent_rings rings = shape_rings(&s);
        ent_tree *t = NULL;
        ent_error err;
        assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){0}, &t, &err), ENT_E_DOMAIN);
        assert_null(t);
        assert_non_null(strstr(err.message, "ring 1, vertex 2"));
    }
}

static void tree__wrong_places_are_refused(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 0, 0, 1, 1);
    ent_tree *t = shape_tree(&s);
    const ent_lonlat wrong[] = {{0, 90.0000001}, {NAN, 0}, {0, NAN}, {INFINITY, 0}};
    for (size_t i = 0; i < 4; i++) {
        ent_bounds_m d;
        ent_truth truth;
        assert_int_equal(ent_tree_distance(t, wrong[i], 0, &d, NULL), ENT_E_DOMAIN);
        assert_int_equal(ent_tree_nearest(t, wrong[i], &d, NULL, NULL, NULL), ENT_E_DOMAIN);
        assert_int_equal(ent_tree_farthest(t, wrong[i], &d, NULL, NULL), ENT_E_DOMAIN);
        assert_int_equal(ent_tree_within(t, wrong[i], 1, &truth, NULL), ENT_E_DOMAIN);
        assert_int_equal(ent_tree_contains(t, wrong[i]).sign, -1);
    }
    ent_bounds_m d;
    ent_truth truth;
    assert_int_equal(ent_tree_distance(t, (ent_lonlat){0, 0}, NAN, &d, NULL), ENT_E_DOMAIN);
    assert_int_equal(ent_tree_within(t, (ent_lonlat){0, 0}, NAN, &truth, NULL), ENT_E_DOMAIN);
    ent_tree_free(t);
}

/* 60,000 planar edges halfway round the Earth would each become some 2,000 arcs. */
static void tree__too_many_arcs_are_refused(void **state)
{
    (void)state;
    const uint32_t n = 120000;
    ent_lonlat *v = malloc(n * sizeof *v);
    assert_non_null(v);
    for (uint32_t i = 0; i < n; i++) v[i] = (ent_lonlat){i % 2 ? 85 : -85, 60 + 1e-5 * i};
    const uint32_t starts[2] = {0, n};
    ent_rings rings = {v, starts, 1};
    ent_tree *t = NULL;
    ent_error err;
    assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){0}, &t, &err), ENT_E_LIMIT);
    assert_null(t);
    assert_non_null(strstr(err.message, "arcs"));
    free(v);
}

typedef struct asker {
    const ent_tree *tree;
    uint64_t seed;
    double sum;
} asker;

static void *ask_many(void *context)
{
    asker *a = context;
    brute b;
    brute_init(&b, a->seed);
    for (int i = 0; i < 60; i++) {
        ent_bounds_m d = {0, 0}, far = {0, 0};
        ent_lonlat p = brute_place(&b);
        if (ent_tree_distance(a->tree, p, i % 2 ? 0 : 1e-3, &d, NULL) != ENT_OK) return NULL;
        if (ent_tree_farthest(a->tree, p, &far, NULL, NULL) != ENT_OK) return NULL;
        a->sum += d.lo_m + far.lo_m + ent_tree_contains(a->tree, p).sign;
    }
    return NULL;
}

/* Four threads ask one tree; each gets what it gets alone. (Meaningful under the thread sanitizer above all.)
 */
static void tree__is_shared_by_threads(void **state)
{
    (void)state;
    static shape s;
    shape_init(&s);
    for (int i = -30; i < 30; i++) shape_box(&s, 6 * i, 3 * (i % 20), 6 * i + 4, 3 * (i % 20) + 7);
    ent_tree *t = shape_tree(&s);
    asker alone[4], together[4];
    pthread_t threads[4];
    for (uint64_t i = 0; i < 4; i++) {
        alone[i] = together[i] = (asker){t, i + 1, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many, &together[i]), 0);
    }
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < 4; i++) {
        ask_many(&alone[i]);
        assert_true(alone[i].sum == together[i].sum && alone[i].sum != 0);
    }
    ent_tree_free(t);
}

static void tree__running_out_of_memory_leaves_nothing_behind(void **state)
{
    (void)state;
    shape s;
    shape_init(&s);
    shape_box(&s, 170, 60, 180, 90);
    shape_box(&s, -180, 60, -170, 90);
    for (int i = 0; i < 40; i++) shape_box(&s, i, 0, i + 0.5, 0.5);
    ent_rings rings = shape_rings(&s);
    int failures = 0;
    for (uint64_t n = 1;; n++) {
        ent_tree *t = NULL;
        ent_error err;
        ent_mem_fail_at(n);
        ent_status st = ent_tree_build(&rings, 1, (ent_tree_opts){.dissolve = true}, &t, &err);
        ent_mem_fail_at(0);
        if (st == ENT_OK) {
            ent_tree_free(t);
            break;
        }
        assert_int_equal(st, ENT_E_NOMEM);
        assert_null(t);
        failures++;
    }
    assert_true(failures >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree__box_has_inside_border_and_outside),
        cmocka_unit_test(tree__holes_and_islands_in_them),
        cmocka_unit_test(tree__order_of_vertices_does_not_matter),
        cmocka_unit_test(tree__nearest_place_and_azimuth),
        cmocka_unit_test(tree__lines_and_points),
        cmocka_unit_test(tree__seam_is_no_border),
        cmocka_unit_test(tree__one_sided_seam_is_a_border),
        cmocka_unit_test(tree__ring_round_a_pole),
        cmocka_unit_test(tree__closing_edges_say_which_pole),
        cmocka_unit_test(tree__a_corner_on_the_pole),
        cmocka_unit_test(tree__an_edge_over_the_pole),
        cmocka_unit_test(tree__whole_earth_bands_and_nothing),
        cmocka_unit_test(tree__farthest_from_the_antipode),
        cmocka_unit_test(tree__dissolving_removes_inner_borders),
        cmocka_unit_test(tree__slivers_spikes_and_single_points),
        cmocka_unit_test(tree__self_crossing_is_even_odd),
        cmocka_unit_test(tree__wrong_vertices_are_named),
        cmocka_unit_test(tree__wrong_places_are_refused),
        cmocka_unit_test(tree__too_many_arcs_are_refused),
        cmocka_unit_test(tree__is_shared_by_threads),
        cmocka_unit_test(tree__running_out_of_memory_leaves_nothing_behind),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
