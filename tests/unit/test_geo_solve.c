/* Bessel's circle against PROJ's routines: the distance, the error it claims, the slope, and arcs. */
#include "brute.h"
#include "cm.h"

#include "geo/solve.h"

static ent_vec3 reduced(ent_lonlat p)
{
    return ent_quick_reduce(ent_ecef(p));
}

static ent_lonlat somewhere(brute *b, int i)
{
    switch (i % 6) {
    case 0:
        return (ent_lonlat){brute_between(b, -180, 180),
                            (i % 4 < 2 ? 1 : -1) * (90 - pow(10, brute_between(b, -9, 1)))};
    case 1: return (ent_lonlat){brute_between(b, -180, 180), i % 12 == 1 ? 0 : brute_between(b, -1e-3, 1e-3)};
    case 2: return (ent_lonlat){brute_between(b, -180, 180), 90};
    default: return brute_place(b);
    }
}

static double azimuth_for(brute *b, int i)
{
    return i % 7 == 0 ? 90.0 * floor(brute_between(b, 0, 4)) : brute_between(b, 0, 360);
}

static void solve__is_as_good_as_it_says(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 41);
    double worst_near = 0.0;
    int answers = 0;
    for (int i = 0; i < 600000; i++) {
        ent_lonlat p = somewhere(&b, i), q = brute_direct(&b, p, azimuth_for(&b, i),
                                                          i % 2 ? brute_between(&b, 0, 1.95e7)
                                                                : pow(10, brute_between(&b, -7, 7.29)));
        if (i % 5 == 4) { /* swap, so that the second place has the special latitudes too */
            ent_lonlat t = p;
            p = q, q = t;
        }
        double d = brute_inverse(&b, p, q);
        ent_solution s = ent_solve(reduced(p), reduced(q));
        if (s.distance_m < 0.0) {
            assert_true(d > 1.7e7);
            continue;
        }
        answers++;
        if (!(fabs(s.distance_m - d) <= s.err_m + 2e-8))
            fail_msg("(%.17g, %.17g) to (%.17g, %.17g): %.9f, not %.9f within %.3g", p.lon_deg, p.lat_deg,
                     q.lon_deg, q.lat_deg, d, s.distance_m, s.err_m);
        if (d < 1e7) worst_near = fmax(worst_near, s.err_m);
    }
    assert_true(answers > 500000);
    assert_true(worst_near < 2e-7);
}

static void solve__slope_is_the_cosine_of_the_angle(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 42);
    for (int i = 0; i < 100000; i++) {
        ent_lonlat p = somewhere(&b, i),
                   q = brute_direct(&b, p, azimuth_for(&b, i), pow(10, brute_between(&b, 0, 7.25)));
        ent_solution s = ent_solve(reduced(p), reduced(q));
        if (s.distance_m < 0.0) continue;
        double azimuth = brute_between(&b, 0, 360), arriving, d;
        geod_inverse(&b.g, p.lat_deg, p.lon_deg, q.lat_deg, q.lon_deg, &d, NULL, &arriving);
        double lon = q.lon_deg / 57.29577951308232, lat = q.lat_deg / 57.29577951308232,
               az = azimuth / 57.29577951308232;
        ent_vec3 east = {-sin(lon), cos(lon), 0},
                 north = {-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat)};
        ent_vec3 u = {sin(az) * east.x + cos(az) * north.x, sin(az) * east.y + cos(az) * north.y,
                      cos(az) * north.z};
        double slope = ent_solution_slope(&s, reduced(q), u),
               expected = cos((arriving - azimuth) / 57.29577951308232);
        double err = ent_solution_slope_err(&s) + 2e-8 / d + 1e-13 + (d > 1.5e7 ? 1e-6 : 0);
        if (fabs(slope - expected) > err)
            fail_msg("seed 42, %d: slope %.12f, expected %.12f, at %.3f m, latitude %.9g", i, slope, expected,
                     d, q.lat_deg);
    }
}

static void solve__arcs_hold_against_brute_force(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 43);
    for (int i = 0; i < 8000; i++) {
        ent_lonlat p = somewhere(&b, i), q = brute_direct(&b, p, azimuth_for(&b, i),
                                                          pow(10, brute_between(&b, i % 2 ? 5 : 0, 7.27)));
        if (i % 9 == 0) q = brute_direct(&b, p, brute_between(&b, 0, 360), brute_between(&b, 9.9e6, 1.01e7));
        double arriving;
        geod_inverse(&b.g, p.lat_deg, p.lon_deg, q.lat_deg, q.lon_deg, NULL, NULL, &arriving);
        double azimuth = i % 4 ? brute_between(&b, 0, 360) : arriving + 90 + brute_between(&b, -1e-3, 1e-3);
        double length = i % 3 ? 9900.0 : pow(10, brute_between(&b, -3, 4));
        q = brute_direct(&b, q, azimuth + 180, length * 0.3);
        ent_lonlat r = brute_direct(&b, q, azimuth, length);
        ent_vec3 a = ent_ecef(q);
        ent_chord chord = {a, ent_vec3_sub(ent_ecef(r), a)};
        double d = brute_arc(&b, p, q, r, +1), along = i % 5 ? 0.3 : brute_random(&b);
        ent_bounds_m got = ent_solve_arc(reduced(p), chord, along, &(ent_solve_memory){0});
        if (!(got.lo_m <= d + 1e-7 && d <= got.hi_m + 1e-7))
            fail_msg("%d: (%.17g, %.17g) to (%.17g, %.17g) .. (%.17g, %.17g): %.9f not in %.9f .. %.9f", i,
                     p.lon_deg, p.lat_deg, q.lon_deg, q.lat_deg, r.lon_deg, r.lat_deg, d, got.lo_m, got.hi_m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(solve__is_as_good_as_it_says),
        cmocka_unit_test(solve__slope_is_the_cosine_of_the_angle),
        cmocka_unit_test(solve__arcs_hold_against_brute_force),
    };
    return cmocka_run_group_tests_name("Bessel's circle", tests, NULL, NULL);
}
