/* The bounds without iteration, attacked: every distance, every direction, near poles and the equator. */
#include "brute.h"
#include "cm.h"

#include "geo/quick.h"

static ent_vec3 reduced(ent_lonlat p)
{
    return ent_quick_reduce(ent_ecef(p));
}

static ent_lonlat somewhere(brute *b, int i)
{
    switch (i % 5) {
    case 0: return (ent_lonlat){brute_between(b, -180, 180), 90 - pow(10, brute_between(b, -6, 1))};
    case 1: return (ent_lonlat){brute_between(b, -180, 180), brute_between(b, -1, 1)};
    case 2: return (ent_lonlat){brute_between(b, -180, 180), brute_between(b, 30, 60)};
    default: return brute_place(b);
    }
}

static void quick__bounds_hold_everywhere(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 31);
    double used = 0.0; /* how much of the width the true distance takes up: the bound must not be idle */
    for (int i = 0; i < 400000; i++) {
        ent_lonlat p = somewhere(&b, i), q = brute_direct(&b, p, brute_between(&b, 0, 360),
                                                          pow(10, brute_between(&b, i % 2 ? 6 : -4, 7.301)));
        double d = brute_inverse(&b, p, q);
        ent_quick k = ent_quick_between(reduced(p), reduced(q));
        if (!ent_quick_is_sure(&k)) continue;
        double most = ent_quick_most_m(&k), width = ent_quick_width_m(k.angle);
        if (!(most - width <= d + 1e-8 && d <= most + 1e-8))
            fail_msg("(%.17g, %.17g) to (%.17g, %.17g): %.9f not in %.9f .. %.9f", p.lon_deg, p.lat_deg,
                     q.lon_deg, q.lat_deg, d, most - width, most);
        if (d > 1e6) used = fmax(used, (most - d) / width);
    }
    assert_true(used > 0.1);
}

static void quick__width_is_the_integral(void **state)
{
    (void)state;
    const double e2 = (2.0 - 1.0 / 298.257223563) / 298.257223563, a = 6378137.0;
    double sum = 0.0, h = 1e-5;
    for (int i = 0; i < 305000; i++) {
        double t = (i + 0.5) * h, x = sin(t), y = t / sin(t) - cos(t);
        sum += (x * x + y * y) * h;
        double least = a * 1.03 * e2 * e2 / 32.0 * sum;
        if (i % 500 != 499) continue;
        assert_true(ent_quick_width_m(t + 0.5 * h) >= least);
        assert_true(ent_quick_width_m(t + 0.5 * h) <= 1.7 * least + 1e-7 + t * 6e-4);
    }
}

/* Omega itself, from the closed form of its parts, over a fine net of places, directions and angles. */
static void quick__omega_is_below_its_majorant(void **state)
{
    (void)state;
    const double e2 = (2.0 - 1.0 / 298.257223563) / 298.257223563;
    for (int i = 0; i <= 60; i++)
        for (int k = 0; k <= 60; k++) {
            double beta = 1.5707963267948966 * i / 60, alpha = 3.141592653589793 * k / 60;
            double z = sin(beta), zeta = cos(beta) * cos(alpha), across = -cos(beta) * sin(alpha);
            double integral = 0.0, h = 0.005;
            for (int j = 0; j < 610; j++) {
                double t = (j + 0.5) * h, rate = -z * sin(t) + zeta * cos(t),
                       p = sqrt(1.0 - e2 * rate * rate);
                integral += rate * cos(t) / p * h;
                t += 0.5 * h, rate = -z * sin(t) + zeta * cos(t), p = sqrt(1.0 - e2 * rate * rate);
                double v = -e2 * across / sin(t) * integral;
                double omega =
                    pow(p * v + e2 * rate * across, 2) / (1.0 - e2 * (rate * rate + across * across));
                double y = t / sin(t) - cos(t), most = 1.03 * e2 * e2 / 16.0 * (sin(t) * sin(t) + y * y);
                assert_true(omega <= most + 1e-11);
            }
        }
}

static void quick__slope_is_the_derivative(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 33);
    for (int i = 0; i < 50000; i++) {
        ent_lonlat p = somewhere(&b, i);
        double azimuth = brute_between(&b, 0, 360);
        ent_lonlat q = brute_direct(&b, p, brute_between(&b, 0, 360), pow(10, brute_between(&b, 3, 7.2)));
        ent_lonlat l = brute_direct(&b, q, azimuth, -50), r = brute_direct(&b, q, azimuth, 50);
        ent_vec3 d = ent_vec3_sub(ent_ecef(r), ent_ecef(l));
        double length = ent_vec3_length(d);
        ent_quick k = ent_quick_between(reduced(p), reduced(q));
        if (!ent_quick_is_sure(&k)) continue;
        double slope =
            ent_quick_slope(&k, ent_quick_reduce((ent_vec3){d.x / length, d.y / length, d.z / length}));
        ent_quick kl = ent_quick_between(reduced(p), reduced(l)),
                  kr = ent_quick_between(reduced(p), reduced(r));
        if (!ent_quick_is_sure(&kl) || !ent_quick_is_sure(&kr)) continue;
        double measured = (ent_quick_most_m(&kr) - ent_quick_most_m(&kl)) / length;
        double third = 2e3 / pow(k.angle * 6.4e6, 2) +
                       1e-9 / sin(k.angle) / sin(k.angle); /* of the central difference */
        if (fabs(measured - slope) > ent_quick_slope_err(&k) + third)
            fail_msg("slope %.9f, measured %.9f at %.0f m", slope, measured, k.angle * 6.4e6);
    }
}

/* A second difference of a u along a geodesic is never below the bend at its middle by more than it varies.
 */
static void quick__bend_is_a_lower_bound(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 34);
    for (int i = 0; i < 100000; i++) {
        ent_lonlat p = somewhere(&b, i);
        double azimuth = brute_between(&b, 0, 360), h = 20000;
        ent_lonlat q = brute_direct(&b, p, brute_between(&b, 0, 360), pow(10, brute_between(&b, 5.5, 7.26)));
        ent_quick k[3];
        for (int j = 0; j < 3; j++)
            k[j] = ent_quick_between(reduced(p), reduced(brute_direct(&b, q, azimuth, (j - 1) * h)));
        if (!ent_quick_is_sure(&k[0]) || !ent_quick_is_sure(&k[1]) || !ent_quick_is_sure(&k[2])) continue;
        double f[3], slope, least = INFINITY;
        for (int j = 0; j < 3; j++) f[j] = ent_quick_most_m(&k[j]);
        slope = (f[2] - f[0]) / (2 * h);
        for (int j = 0; j < 3; j++) least = fmin(least, ent_quick_bend(&k[j], slope));
        double second = (f[0] - 2 * f[1] + f[2]) / (h * h);
        if (second < least - 1e-10 - 0.05 * fabs(least))
            fail_msg("second derivative %.4e, bound %.4e at %.0f m", second, least, k[1].angle * 6.4e6);
    }
}

static void quick__arcs_hold_against_brute_force(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 35);
    double widest = 0.0;
    for (int i = 0; i < 6000; i++) {
        ent_lonlat p = somewhere(&b, i), q = brute_direct(&b, p, brute_between(&b, 0, 360),
                                                          pow(10, brute_between(&b, i % 2 ? 5 : 0, 7.3)));
        ent_lonlat r = brute_direct(&b, q, brute_between(&b, 0, 360),
                                    i % 3 ? 9900.0 : pow(10, brute_between(&b, -3, 4)));
        ent_vec3 a = ent_ecef(q);
        ent_chord chord = {a, ent_vec3_sub(ent_ecef(r), a)};
        double d = brute_arc(&b, p, q, r, +1), along = brute_random(&b);
        ent_bounds_m got = ent_quick_arc(reduced(p), chord, &along, 0.0);
        if (!(got.lo_m <= d + 2e-7 && d <= got.hi_m + 2e-7))
            fail_msg("(%.17g, %.17g) to (%.17g, %.17g) .. (%.17g, %.17g): %.9f not in %.9f .. %.9f",
                     p.lon_deg, p.lat_deg, q.lon_deg, q.lat_deg, r.lon_deg, r.lat_deg, d, got.lo_m, got.hi_m);
        if (d < 3e5) widest = fmax(widest, got.hi_m - got.lo_m);
    }
    assert_true(widest < 1e-3);
}

/* The fitted arc sine against the library's in extended precision: half of it is the angle everything rests
 * on. */
static void quick__angles_are_those_of_the_arc_sine(void **state)
{
    (void)state;
    for (int k = 0; k <= 200000; k++) {
        double half = k / 200000.0;
        double angle = ent_quick_angle(half, half * half);
        long double right = 2.0L * asinl((long double)half);
        assert_true(fabsl((long double)angle - right) <= 9e-16L);
        if (half > 0.0 && half <= 0.5) assert_true(fabsl((long double)angle - right) <= 4.5e-16L * right);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quick__angles_are_those_of_the_arc_sine),
        cmocka_unit_test(quick__bounds_hold_everywhere),
        cmocka_unit_test(quick__width_is_the_integral),
        cmocka_unit_test(quick__omega_is_below_its_majorant),
        cmocka_unit_test(quick__slope_is_the_derivative),
        cmocka_unit_test(quick__bend_is_a_lower_bound),
        cmocka_unit_test(quick__arcs_hold_against_brute_force),
    };
    return cmocka_run_group_tests_name("quick bounds", tests, NULL, NULL);
}
