/* The tree against brute force: random stars everywhere, of every size, seen from everywhere. */
#include "brute.h"
#include "cm.h"

#include <stdio.h>

#define SHAPES 160
#define PLACES 8
#define RIGHT_M 1e-6

typedef struct scene {
    ent_lonlat v[40];
    uint32_t starts[2];
    size_t n;
    ent_lonlat centre;
    double radius;
    ent_tree *tree;
} scene;

static ent_lonlat special_centre(brute *b, int i)
{
    switch (i % 8) {
    case 0: return (ent_lonlat){brute_between(b, -180, 180), brute_between(b, 89.0, 90.0)};
    case 1: return (ent_lonlat){brute_between(b, -180, 180), -90.0};
    case 2: return (ent_lonlat){180.0 + brute_between(b, -0.1, 0.1), brute_between(b, -85, 85)};
    case 3: return (ent_lonlat){0.0, 0.0};
    default: return brute_place(b);
    }
}

static void scene_make(scene *s, brute *b, int i, ent_edges edges)
{
    ent_error err;
    s->n = (size_t)brute_between(b, 3, 40);
    s->radius = pow(10.0, brute_between(b, 0.0, 6.3));
    s->centre = special_centre(b, i);
    brute_star(b, s->centre, s->radius, s->v, s->n);
    s->starts[0] = 0, s->starts[1] = (uint32_t)s->n;
    ent_rings rings = {s->v, s->starts, 1};
    ent_tree_opts opts = {.kind = ENT_SHAPE_AREA, .edges = edges};
    if (ent_tree_build(&rings, 1, opts, &s->tree, &err) != ENT_OK) fail_msg("%s", err.message);
}

/* Places near, on, inside, far from and opposite to the shape. */
static ent_lonlat place_for(const scene *s, brute *b, int k)
{
    switch (k) {
    case 0: return brute_direct(b, s->centre, brute_between(b, 0, 360), s->radius * brute_random(b));
    case 1: return brute_direct(b, s->centre, brute_between(b, 0, 360), s->radius * brute_between(b, 0.5, 3));
    case 2: return s->v[(size_t)brute_between(b, 0, (double)s->n)];
    case 3: return brute_direct(b, s->v[0], brute_between(b, 0, 360), pow(10.0, brute_between(b, -8, 3)));
    case 4:
        return (ent_lonlat){s->centre.lon_deg + 180.0 + brute_between(b, -1, 1),
                            -s->centre.lat_deg * brute_between(b, 0.98, 1)};
    case 5: return brute_direct(b, s->centre, brute_between(b, 0, 360), brute_between(b, 9.95e6, 10.09e6));
    default: return brute_place(b);
    }
}

static void check_within(const scene *s, ent_lonlat place, double d)
{
    ent_truth t;
    ent_error err;
    assert_int_equal(ent_tree_within(s->tree, place, d + 2e-6, &t, &err), ENT_OK);
    assert_true(ent_is_yes(t));
    assert_int_equal(ent_tree_within(s->tree, place, d - 2e-6, &t, &err), ENT_OK);
    assert_false(ent_is_yes(t));
    if (fabs(d) > 1e-5) assert_true(ent_is_no(t));
}

static void check_place(const scene *s, const brute *b, ent_lonlat place, double brute_d)
{
    ent_bounds_m d, far;
    ent_lonlat nearest, farthest;
    ent_error err;
    assert_int_equal(ent_tree_nearest(s->tree, place, &d, &nearest, NULL, &err), ENT_OK);
    double least = d.lo_m < 0 ? fmax(0.0, -d.hi_m) : d.lo_m, most = fmax(fabs(d.lo_m), fabs(d.hi_m));
    if (!(least <= brute_d + 5e-8 && most >= brute_d - RIGHT_M && most - least < RIGHT_M))
        fail_msg("place (%.17g, %.17g): brute %.9f, tree %.9f .. %.9f", place.lon_deg, place.lat_deg, brute_d,
                 d.lo_m, d.hi_m);
    assert_true(fabs(brute_inverse(b, place, nearest) - most) < RIGHT_M);
    check_within(s, place, 0.5 * (d.lo_m + d.hi_m));
    assert_int_equal(ent_tree_distance(s->tree, place, 100.0, &far, &err), ENT_OK);
    assert_true(far.lo_m <= d.hi_m && d.lo_m <= far.hi_m && far.hi_m - far.lo_m <= 100.0);
    assert_int_equal(ent_tree_farthest(s->tree, place, &far, &farthest, &err), ENT_OK);
    if (!(far.hi_m >= most && far.hi_m - far.lo_m < 2.0 * RIGHT_M))
        fail_msg("place (%.17g, %.17g): nearest %.9f, farthest %.9f .. %.9f", place.lon_deg, place.lat_deg,
                 most, far.lo_m, far.hi_m);
    assert_true(fabs(brute_inverse(b, place, farthest) - far.lo_m) < RIGHT_M);
}

static void tree__geodesic_edges_are_brute_force(void **state)
{
    (void)state;
    for (int i = 0; i < SHAPES; i++) {
        brute b;
        brute_init(&b, (uint64_t)i + 1);
        scene s;
        scene_make(&s, &b, i, ENT_EDGES_GEODESIC);
        for (int k = 0; k < PLACES; k++) {
            ent_lonlat place = place_for(&s, &b, k);
            double d = brute_ring(&b, place, s.v, s.n, +1.0);
            check_place(&s, &b, place, d);
            ent_bounds_m far;
            assert_int_equal(ent_tree_farthest(s.tree, place, &far, NULL, NULL), ENT_OK);
            double f = brute_ring(&b, place, s.v, s.n, -1.0);
            if (far.hi_m < 20003931.4 && fabs(far.hi_m - f) > 2e-6)
                fail_msg("seed %d: farthest %.9f, brute %.9f", i + 1, far.hi_m, f);
        }
        ent_tree_free(s.tree);
    }
}

static void tree__planar_edges_are_brute_force_over_their_arcs(void **state)
{
    (void)state;
    for (int i = 0; i < SHAPES / 4; i++) {
        brute b;
        brute_init(&b, (uint64_t)i + 1000);
        scene s;
        scene_make(&s, &b, i, ENT_EDGES_PLANAR);
        if (ent_tree_segment_count(s.tree) < 600)
            for (int k = 0; k < PLACES; k++) {
                ent_lonlat place = place_for(&s, &b, k);
                check_place(&s, &b, place, brute_tree(&b, place, s.tree, +1.0));
            }
        ent_tree_free(s.tree);
    }
}

/* The oracle for inside counts how often the ring goes round the place as seen in azimuth. It needs the
 * antipode outside, hence places within 9,000 km less the radius. */
static void tree__inside_is_what_the_ring_goes_round(void **state)
{
    (void)state;
    for (int i = 0; i < SHAPES; i++) {
        brute b;
        brute_init(&b, (uint64_t)i + 5000);
        scene s;
        scene_make(&s, &b, i, ENT_EDGES_GEODESIC);
        for (int k = 0; k < PLACES; k++) {
            ent_lonlat place =
                brute_direct(&b, s.centre, brute_between(&b, 0, 360), s.radius * 1.2 * brute_random(&b));
            ent_truth t = ent_tree_contains(s.tree, place);
            bool inside = brute_turns(&b, place, s.v, s.n) % 2 == 1;
            if (ent_is_unclear(t)) continue;
            if (ent_is_yes(t) != inside)
                fail_msg("seed %d: (%.17g, %.17g) %s", i + 5000, place.lon_deg, place.lat_deg,
                         inside ? "is inside" : "is outside");
        }
        ent_tree_free(s.tree);
    }
}

/* ---- from far away --------------------------------------------------------------------------------------
 */

#define FAR_COUNT 24

/* Corners on a circle, and between two of them places a little off the geodesic that joins them, on either
 * side: the hull's edges are where it is decided what can be nearest. */
static size_t far_scene(brute *b, ent_lonlat *v, ent_lonlat *out_edge, double *out_azimuth)
{
    ent_lonlat centre = brute_place(b);
    double radius = pow(10.0, brute_between(b, 3.0, 6.85)), turn = brute_between(b, 0, 360), length, from;
    size_t corners = (size_t)brute_between(b, 3, 7.99), n = 0;
    for (; n < corners; n++)
        v[n] = brute_direct(b, centre, turn + 360.0 * (double)n / (double)corners, radius);
    geod_inverse(&b->g, v[0].lat_deg, v[0].lon_deg, v[1].lat_deg, v[1].lon_deg, &length, &from, NULL);
    for (; n < 2 * corners; n++)
        v[n] = brute_direct(b, centre, brute_between(b, 0, 360), radius * brute_random(b));
    for (; n < FAR_COUNT; n++) {
        double azimuth, off = (brute_random(b) < 0.5 ? -1.0 : 1.0) * pow(10.0, brute_between(b, -3.0, 3.7));
        ent_lonlat on;
        geod_direct(&b->g, v[0].lat_deg, v[0].lon_deg, from, length * brute_between(b, 0.05, 0.95),
                    &on.lat_deg, &on.lon_deg, &azimuth);
        v[n] = brute_direct(b, on, azimuth + 90.0, off);
    }
    geod_direct(&b->g, v[0].lat_deg, v[0].lon_deg, from, 0.5 * length, &out_edge->lat_deg, &out_edge->lon_deg,
                out_azimuth);
    return n;
}

static double nearest_of(const brute *b, ent_lonlat place, const ent_lonlat *v, size_t n)
{
    double best = INFINITY;
    for (size_t i = 0; i < n; i++) best = fmin(best, brute_inverse(b, place, v[i]));
    return best;
}

/* Seen square to an edge of the hull, from where it begins to count and from farther, on both sides; and from
 * anywhere. */
static ent_lonlat far_place(brute *b, ent_lonlat edge, double azimuth, int k)
{
    double side = azimuth + (k & 1 ? 90.0 : -90.0) + (k & 2 ? brute_between(b, -20, 20) : 0.0);
    if (k % 5 == 4) return brute_place(b);
    return brute_direct(b, edge, side, brute_between(b, k & 4 ? 8.9e6 : 10.1e6, k & 8 ? 10.2e6 : 19.9e6));
}

static void tree__from_far_away_the_hull_is_enough(void **state)
{
    (void)state;
    for (int i = 0; i < 1500; i++) {
        brute b;
        brute_init(&b, (uint64_t)i + 9000);
        ent_lonlat v[FAR_COUNT], edge;
        double azimuth;
        uint32_t starts[] = {0, (uint32_t)far_scene(&b, v, &edge, &azimuth)};
        ent_rings rings = {v, starts, 1};
        ent_tree *tree = NULL;
        ent_tree_opts opts = {.kind = i % 10 ? ENT_SHAPE_POINTS : ENT_SHAPE_LINE,
                              .edges = ENT_EDGES_GEODESIC};
        assert_int_equal(ent_tree_build(&rings, 1, opts, &tree, NULL), ENT_OK);
        for (int k = 0; k < 16; k++) {
            ent_lonlat place = far_place(&b, edge, azimuth, k);
            double wanted = nearest_of(&b, place, v, FAR_COUNT), slack_m = k % 3 ? 1e-3 : 0.0;
            ent_bounds_m d;
            if (opts.kind == ENT_SHAPE_LINE && wanted < 10.06e6) continue;
            assert_int_equal(ent_tree_distance(tree, place, slack_m, &d, NULL), ENT_OK);
            if (!(d.lo_m <= wanted + 5e-8 && d.hi_m >= wanted - 5e-8 &&
                  d.hi_m - d.lo_m <= fmax(slack_m, RIGHT_M)))
                fail_msg("seed %d, place (%.17g, %.17g): brute %.9f, tree %.9f .. %.9f", i + 9000,
                         place.lon_deg, place.lat_deg, wanted, d.lo_m, d.hi_m);
        }
        ent_tree_free(tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree__geodesic_edges_are_brute_force),
        cmocka_unit_test(tree__planar_edges_are_brute_force_over_their_arcs),
        cmocka_unit_test(tree__inside_is_what_the_ring_goes_round),
        cmocka_unit_test(tree__from_far_away_the_hull_is_enough),
    };
    return cmocka_run_group_tests_name("tree against brute force", tests, NULL, NULL);
}
