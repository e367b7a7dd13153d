/* Nearest and farthest point of one arc: across and along, in the band where distance is neither convex nor
 * concave, at the antipode, at the poles, degenerate. */
#include "brute.h"
#include "cm.h"

#include "geo/arc.h"

static ent_geodesy geodesy;

static void check_arc(const brute *b, ent_lonlat place, ent_arc arc, double guess)
{
    ent_arc_hit near = ent_arc_nearest(&geodesy, place, arc, guess),
                far = ent_arc_farthest(&geodesy, place, arc);
    double d = brute_arc(b, place, arc.a, arc.b, +1.0), f = brute_arc(b, place, arc.a, arc.b, -1.0);
    if (!(near.bounds.lo_m <= d + 3e-8 && d - 3e-7 <= near.bounds.hi_m &&
          near.bounds.hi_m - near.bounds.lo_m < 7e-7))
        fail_msg("(%.17g, %.17g) to (%.17g, %.17g) .. (%.17g, %.17g): nearest %.9f, not in %.9f .. %.9f",
                 place.lon_deg, place.lat_deg, arc.a.lon_deg, arc.a.lat_deg, arc.b.lon_deg, arc.b.lat_deg, d,
                 near.bounds.lo_m, near.bounds.hi_m);
    if (!(far.bounds.hi_m >= f - 3e-8 && f + 3e-7 >= far.bounds.lo_m &&
          far.bounds.hi_m - far.bounds.lo_m < 7e-7))
        fail_msg("(%.17g, %.17g) to (%.17g, %.17g) .. (%.17g, %.17g): farthest %.9f, not in %.9f .. %.9f",
                 place.lon_deg, place.lat_deg, arc.a.lon_deg, arc.a.lat_deg, arc.b.lon_deg, arc.b.lat_deg, f,
                 far.bounds.lo_m, far.bounds.hi_m);
    assert_true(fabs(brute_inverse(b, place, near.at) - near.bounds.hi_m) < 2e-7);
    assert_true(fabs(brute_inverse(b, place, far.at) - far.bounds.lo_m) < 2e-7);
}

/* An arc at a distance, at an angle to the geodesic that arrives there. */
static ent_arc arc_at(brute *b, ent_lonlat place, double distance, double angle_deg, double length)
{
    double azimuth = brute_between(b, 0, 360), arriving;
    ent_lonlat q;
    geod_direct(&b->g, place.lat_deg, place.lon_deg, azimuth, distance, &q.lat_deg, &q.lon_deg, &arriving);
    ent_lonlat a = brute_direct(b, q, arriving + angle_deg + 180.0, length * brute_random(b));
    double to_q;
    geod_inverse(&b->g, a.lat_deg, a.lon_deg, q.lat_deg, q.lon_deg, NULL, &to_q, NULL);
    return (ent_arc){a, brute_direct(b, a, to_q, length)};
}

static void arc__at_every_distance(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 51);
    for (int i = 0; i < 2500; i++) {
        ent_lonlat place = i % 4 ? brute_place(&b) : (ent_lonlat){7, i % 8 ? 90 : -90};
        double distance = i % 2 ? brute_between(&b, 0, 1.99e7) : pow(10, brute_between(&b, -3, 7.29));
        double angle = i % 3 ? brute_between(&b, 0, 360) : 90 + brute_between(&b, -1e-2, 1e-2);
        ent_arc arc = arc_at(&b, place, distance, angle, i % 5 ? 9900.0 : pow(10, brute_between(&b, -3, 4)));
        check_arc(&b, place, arc, brute_random(&b));
    }
}

static void arc__across_in_the_band(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 52);
    for (int i = 0; i < 250; i++) {
        ent_lonlat place = i % 5 ? brute_place(&b) : (ent_lonlat){0, 90};
        double angle = 90 + pow(10, brute_between(&b, -9, 0)) * (i % 2 ? 1 : -1);
        check_arc(&b, place, arc_at(&b, place, brute_between(&b, 9.975e6, 1.0065e7), angle, 9900.0),
                  brute_random(&b));
    }
    check_arc(&b, (ent_lonlat){33, 90}, (ent_arc){{10, 0}, {10.08, 0}}, 0.5); /* all of it equally far */
}

static void arc__close_to_the_antipode(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 53);
    for (int i = 0; i < 300; i++) {
        ent_lonlat place = brute_place(&b), antipode = {place.lon_deg + 180.0, -place.lat_deg};
        ent_lonlat a =
            brute_direct(&b, antipode, brute_between(&b, 0, 360), pow(10, brute_between(&b, -2, 5)));
        ent_arc arc = {a, brute_direct(&b, a, brute_between(&b, 0, 360), 9900.0)};
        ent_arc_hit near = ent_arc_nearest(&geodesy, place, arc, 0.5),
                    far = ent_arc_farthest(&geodesy, place, arc);
        double d = fmin(brute_inverse(&b, place, arc.a), brute_inverse(&b, place, arc.b));
        assert_true(near.bounds.lo_m <= d && d <= near.bounds.hi_m &&
                    near.bounds.hi_m - near.bounds.lo_m < 7e-7);
        double f = brute_arc(&b, place, arc.a, arc.b, -1.0);
        if (!(far.bounds.hi_m >= f - 3e-8 && far.bounds.lo_m <= f + 1e-5 &&
              far.bounds.hi_m - far.bounds.lo_m < 1e-6))
            fail_msg("seed 53, %d: farthest %.9f, not in %.9f .. %.9f", i, f, far.bounds.lo_m,
                     far.bounds.hi_m);
    }
}

static void arc__points_and_touching(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 54);
    for (int i = 0; i < 300; i++) {
        ent_lonlat p = brute_place(&b), q = brute_place(&b);
        ent_arc_hit hit = ent_arc_nearest(&geodesy, p, (ent_arc){q, q}, 0.5);
        assert_true(fabs(hit.bounds.hi_m - brute_inverse(&b, p, q)) < 2e-7);
        hit = ent_arc_nearest(&geodesy, p, (ent_arc){p, brute_direct(&b, p, 30, 5000)}, brute_random(&b));
        assert_true(hit.bounds.lo_m == 0.0 && hit.bounds.hi_m < 2e-7);
        ent_lonlat r = brute_direct(&b, p, 77, 4000);
        double back;
        geod_inverse(&b.g, r.lat_deg, r.lon_deg, p.lat_deg, p.lon_deg, NULL, &back, NULL);
        hit = ent_arc_nearest(&geodesy, p, (ent_arc){r, brute_direct(&b, r, back, 9000)}, brute_random(&b));
        assert_true(hit.bounds.lo_m == 0.0 && hit.bounds.hi_m < 2e-7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arc__at_every_distance),
        cmocka_unit_test(arc__across_in_the_band),
        cmocka_unit_test(arc__close_to_the_antipode),
        cmocka_unit_test(arc__points_and_touching),
    };
    ent_geodesy_init(&geodesy);
    return cmocka_run_group_tests_name("one arc", tests, NULL, NULL);
}
