/* Laws that need no second program: distance is 1-Lipschitz, bounds nest, planar edges keep within their
 * metre, a group dissolved is one shape, a shape cut at the seam is the same shape. */
#include "shapes.h"

#define EARTH_M 6371000.0

static ent_bounds_m bounds_at(const ent_tree *tree, ent_lonlat p, double slack)
{
    ent_bounds_m d;
    ent_error err;
    if (ent_tree_distance(tree, p, slack, &d, &err) != ENT_OK) fail_msg("%s", err.message);
    return d;
}

static void random_star(shape *s, brute *b, ent_lonlat centre, double radius)
{
    ent_lonlat v[30];
    shape_init(s);
    brute_star(b, centre, radius, v, 30);
    shape_ring(s, v, 30);
}

static void tree__distance_is_lipschitz(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 21);
    for (int i = 0; i < 60; i++) {
        shape s;
        ent_lonlat centre =
            i % 3 ? brute_place(&b) : (ent_lonlat){brute_between(&b, -180, 180), i % 2 ? 89.9 : -90};
        double radius = pow(10, brute_between(&b, 2, 6.3));
        random_star(&s, &b, centre, radius);
        ent_tree *t =
            shape_tree_with(&s, (ent_tree_opts){.edges = i % 2 ? ENT_EDGES_GEODESIC : ENT_EDGES_PLANAR});
        for (int k = 0; k < 40; k++) {
            ent_lonlat p =
                brute_direct(&b, centre, brute_between(&b, 0, 360), radius * brute_between(&b, 0, 2));
            if (k % 4 == 0) p = brute_place(&b);
            ent_lonlat q = brute_direct(&b, p, brute_between(&b, 0, 360), pow(10, brute_between(&b, -6, 6)));
            double pq = brute_inverse(&b, p, q);
            ent_bounds_m dp = bounds_at(t, p, 0), dq = bounds_at(t, q, 0);
            if (dp.lo_m - dq.hi_m > pq + 1e-7 || dq.lo_m - dp.hi_m > pq + 1e-7)
                fail_msg("shape %d: d(p) = %.9f, d(q) = %.9f, |pq| = %.9f", i, dp.lo_m, dq.lo_m, pq);
        }
        ent_tree_free(t);
    }
}

static void tree__bounds_nest_as_the_slack_shrinks(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 22);
    for (int i = 0; i < 60; i++) {
        shape s;
        ent_lonlat centre = brute_place(&b);
        random_star(&s, &b, centre, 3e5);
        ent_tree *t = shape_tree(&s);
        for (int k = 0; k < 10; k++) {
            ent_lonlat p =
                brute_direct(&b, centre, brute_between(&b, 0, 360), pow(10, brute_between(&b, 3, 7.3)));
            ent_bounds_m exact = bounds_at(t, p, 0);
            for (double slack = 1e-6; slack < 1e7; slack *= 10) {
                ent_bounds_m d = bounds_at(t, p, slack);
                assert_true(d.hi_m - d.lo_m <= slack);
                assert_true(d.lo_m <= exact.hi_m && exact.lo_m <= d.hi_m);
            }
        }
        ent_tree_free(t);
    }
}

/* Walk along each planar edge: no point of it is farther than the metre from the arcs, whatever the latitude.
 */
static void tree__planar_edges_keep_their_metre(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 23);
    double worst = 0;
    for (int i = 0; i < 150; i++) {
        double span = pow(10, brute_between(&b, -3, 2.2)),
               lat = i % 2 ? brute_between(&b, -90, 90) : 90 - pow(10, brute_between(&b, -6, 1));
        ent_lonlat a = {brute_between(&b, -180, 180), lat};
        ent_lonlat c = {
            a.lon_deg + brute_between(&b, -1, 1) * fmin(span, 179),
            fmin(90, fmax(-90, lat + brute_between(&b, -1, 1) * fmin(span, i % 2 ? 30 : 90 - lat)))};
        shape s;
        shape_init(&s);
        const ent_lonlat v[] = {a, c};
        shape_ring(&s, v, 2);
        ent_tree *t = shape_tree_with(&s, (ent_tree_opts){.kind = ENT_SHAPE_LINE});
        for (int k = 0; k <= 300; k++) {
            ent_lonlat p = {a.lon_deg + (c.lon_deg - a.lon_deg) * k / 300,
                            a.lat_deg + (c.lat_deg - a.lat_deg) * k / 300};
            double d = bounds_at(t, p, 0).hi_m;
            worst = fmax(worst, d);
            if (d > ENT_PLANAR_SPLIT_M)
                fail_msg("edge (%.17g, %.17g) to (%.17g, %.17g): %.3f m off", a.lon_deg, a.lat_deg, c.lon_deg,
                         c.lat_deg, d);
        }
        ent_tree_free(t);
    }
    assert_true(worst > 0.5); /* the split is no finer than it need be */
}

/* The least distance from p to the planar edge, by looking along it and closing in. */
static double brute_planar(const brute *b, ent_lonlat p, ent_lonlat a, ent_lonlat c)
{
    double best = INFINITY, at = 0, half = 1e-3;
    for (int k = 0; k <= 1000; k++) {
        double t = 1e-3 * k;
        ent_lonlat q = {a.lon_deg + t * (c.lon_deg - a.lon_deg), a.lat_deg + t * (c.lat_deg - a.lat_deg)};
        double d = brute_inverse(b, p, q);
        if (d < best) best = d, at = t;
    }
    for (; half > 1e-13; half *= 0.5)
        for (int side = -1; side <= 1; side += 2) {
            double t = fmin(1, fmax(0, at + side * half));
            ent_lonlat q = {a.lon_deg + t * (c.lon_deg - a.lon_deg), a.lat_deg + t * (c.lat_deg - a.lat_deg)};
            double d = brute_inverse(b, p, q);
            if (d < best) best = d, at = t;
        }
    return best;
}

/* Where the edge error is asked for, the distance to the planar edge itself lies in the interval, and no
 * decision goes against it. */
static void tree__the_edge_error_is_booked(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 25);
    for (int i = 0; i < 120; i++) {
        double far_m = pow(10, brute_between(&b, 2, 6));
        ent_lonlat a = {brute_between(&b, -20, 20), brute_between(&b, -88, 88)};
        ent_lonlat c = {a.lon_deg + brute_between(&b, 1, 80),
                        fmin(89, fmax(-89, a.lat_deg + brute_between(&b, -9, 9)))};
        ent_lonlat from = {0.5 * (a.lon_deg + c.lon_deg), 0.5 * (a.lat_deg + c.lat_deg)};
        shape s;
        shape_init(&s);
        const ent_lonlat v[] = {a, c};
        shape_ring(&s, v, 2);
        ent_tree *t = shape_tree_with(&s, (ent_tree_opts){.kind = ENT_SHAPE_LINE, .stray_m = 0.01});
        double e = ent_tree_edge_error_m(t);
        assert_true(e > 0 && e <= 0.01);
        for (int k = 0; k < 6; k++) {
            ent_lonlat p = brute_direct(&b, from, brute_between(&b, 0, 360), far_m);
            double d = brute_planar(&b, p, a, c);
            ent_bounds_m got = bounds_at(t, p, 0);
            if (d < got.lo_m - 1e-6 || d > got.hi_m + 1e-4)
                fail_msg("%.6f is not in %.6f..%.6f", d, got.lo_m, got.hi_m);
            ent_truth below, above;
            assert_int_equal(ent_tree_within(t, p, d - 0.03, &below, NULL), ENT_OK);
            assert_int_equal(ent_tree_within(t, p, d + 0.03, &above, NULL), ENT_OK);
            assert_true(ent_is_no(below) && ent_is_yes(above));
            assert_int_equal(ent_tree_within(t, p, 0.5 * (got.lo_m + got.hi_m), &above, NULL), ENT_OK);
            assert_true(ent_is_unclear(above));
        }
        ent_tree_free(t);
    }
}

/* Inside in the plane is inside on the ellipsoid, save within the metre. */
static void tree__planar_inside_is_the_plane_s(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 24);
    for (int i = 0; i < 60; i++) {
        shape s;
        shape_init(&s);
        ent_lonlat v[12], mid = {brute_between(&b, -180, 180), brute_between(&b, -60, 60)};
        double size = pow(10, brute_between(&b, -2, 1.3));
        for (int k = 0; k < 12; k++)
            v[k] = (ent_lonlat){mid.lon_deg + size * brute_between(&b, -1, 1),
                                mid.lat_deg + size * brute_between(&b, -1, 1)};
        shape_ring(&s, v, 12); /* crosses itself wildly */
        ent_tree *t = shape_tree(&s);
        for (int k = 0; k < 60; k++) {
            ent_lonlat p = {mid.lon_deg + size * brute_between(&b, -1.1, 1.1),
                            mid.lat_deg + size * brute_between(&b, -1.1, 1.1)};
            bool odd = false;
            for (int e = 0; e < 12; e++) {
                ent_lonlat a = v[e], c = v[(e + 1) % 12];
                if ((a.lon_deg > p.lon_deg) == (c.lon_deg > p.lon_deg)) continue;
                odd ^= p.lat_deg < a.lat_deg + (p.lon_deg - a.lon_deg) / (c.lon_deg - a.lon_deg) *
                                                   (c.lat_deg - a.lat_deg);
            }
            ent_bounds_m d = bounds_at(t, p, 0);
            if (fabs(d.lo_m) < 1.01) continue;
            if ((d.hi_m < 0) != odd)
                fail_msg("shape %d, (%.17g, %.17g): %.3f m", i, p.lon_deg, p.lat_deg, d.hi_m);
            assert_int_equal(ent_tree_contains(t, p).sign, odd ? +1 : -1);
        }
        ent_tree_free(t);
    }
}

/* A grid of cells, each a ring of its own with one corner pulled about, dissolved: only the outer border is
 * left. */
static void tree__a_grid_dissolves_into_its_outline(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 25);
    for (int round = 0; round < 6; round++) {
        enum { N = 6 };
        double west = round < 2 ? 177 : brute_between(&b, -180, 160),
               south = round == 3 ? 83 : brute_between(&b, -80, 70);
        ent_lonlat grid[N + 1][N + 1];
        for (int y = 0; y <= N; y++)
            for (int x = 0; x <= N; x++)
                grid[y][x] =
                    (ent_lonlat){(west + x + 0.4 * brute_random(&b)), south + y + 0.4 * brute_random(&b)};
        static shape cells;
        shape outline;
        shape_init(&cells), shape_init(&outline);
        for (int y = 0; y < N; y++)
            for (int x = 0; x < N; x++) {
                const ent_lonlat v[] = {grid[y][x], grid[y][x + 1], grid[y + 1][x + 1], grid[y + 1][x]};
                shape_ring(&cells, v, 4);
            }
        for (int x = 0; x < N; x++) shape_add(&outline, grid[0][x]);
        for (int y = 0; y < N; y++) shape_add(&outline, grid[y][N]);
        for (int x = N; x > 0; x--) shape_add(&outline, grid[N][x]);
        for (int y = N; y > 0; y--) shape_add(&outline, grid[y][0]);
        shape_end_ring(&outline);
        ent_tree *joined = shape_tree_with(&cells, (ent_tree_opts){.dissolve = true}),
                 *one = shape_tree(&outline);
        assert_int_equal((int)ent_tree_segment_count(joined), (int)ent_tree_segment_count(one));
        for (int k = 0; k < 200; k++) {
            double lon = west + brute_between(&b, -1, N + 2),
                   lat = fmin(90, south + brute_between(&b, -1, N + 2));
            assert_near(distance_to(joined, lon, lat), distance_to(one, lon, lat), 1e-6);
        }
        ent_tree_free(joined), ent_tree_free(one);
    }
}

/* Long chains of vertices on a coast-like curve: several thousand arcs, against brute force over all of them.
 */
static void tree__many_arcs_are_brute_force(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 26);
    static shape s;
    for (int round = 0; round < 3; round++) {
        shape_init(&s);
        ent_lonlat centre = round == 1 ? (ent_lonlat){179.5, -16} : brute_place(&b);
        for (int i = 0; i < 1500; i++) {
            double wobble = 0.2 * sin(i * 0.05) + 0.1 * sin(i * 0.31) + 0.02 * brute_random(&b);
            shape_add(&s, brute_direct(&b, centre, 360.0 * i / 1500, 800000 * (0.6 + wobble)));
        }
        shape_end_ring(&s);
        ent_tree *t = shape_tree_with(&s, (ent_tree_opts){.edges = ENT_EDGES_GEODESIC});
        for (int k = 0; k < 12; k++) {
            ent_lonlat p = k % 2
                               ? brute_place(&b)
                               : brute_direct(&b, centre, brute_between(&b, 0, 360), 1e6 * brute_random(&b));
            if (k == 5) p = (ent_lonlat){centre.lon_deg + 180.2, -centre.lat_deg};
            ent_bounds_m d = bounds_at(t, p, 0);
            assert_near(fmax(fabs(d.lo_m), fabs(d.hi_m)), brute_tree(&b, p, t, +1), 1e-6);
        }
        ent_tree_free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree__distance_is_lipschitz),
        cmocka_unit_test(tree__bounds_nest_as_the_slack_shrinks),
        cmocka_unit_test(tree__planar_edges_keep_their_metre),
        cmocka_unit_test(tree__the_edge_error_is_booked),
        cmocka_unit_test(tree__planar_inside_is_the_plane_s),
        cmocka_unit_test(tree__a_grid_dissolves_into_its_outline),
        cmocka_unit_test(tree__many_arcs_are_brute_force),
    };
    return cmocka_run_group_tests_name("laws of the tree", tests, NULL, NULL);
}
