/* The ellipsoid: published geodesics, chord bounds, longitudes, domains. */
#include "brute.h"
#include "cm.h"

#include "geo/chord.h"

#include <stdio.h>
#include <string.h>

#define GEODTEST ENT_SOURCE_DIR "/../shared/suites/geodtest-100.dat"

typedef struct geodesic_row {
    double lat1, lon1, azi1, lat2, lon2, azi2, s12;
} geodesic_row;

static bool read_row(FILE *f, geodesic_row *r)
{
    double a12, m12, area;
    return fscanf(f, "%lf %lf %lf %lf %lf %lf %lf %lf %lf %lf", &r->lat1, &r->lon1, &r->azi1, &r->lat2,
                  &r->lon2, &r->azi2, &r->s12, &a12, &m12, &area) == 10;
}

static void geo__published_geodesics(void **state)
{
    (void)state;
    FILE *f = fopen(GEODTEST, "r");
    if (!f) {
        print_message("skipped: %s is not there\n", GEODTEST);
        skip();
    }
    geodesic_row r;
    int rows = 0;
    while (read_row(f, &r)) {
        double d, azimuth;
        ent_lonlat end;
        assert_int_equal(
            ent_geo_inverse((ent_lonlat){r.lon1, r.lat1}, (ent_lonlat){r.lon2, r.lat2}, &d, &azimuth, NULL),
            ENT_OK);
        assert_true(fabs(d - r.s12) < 1.5e-8);
        assert_int_equal(ent_geo_direct((ent_lonlat){r.lon1, r.lat1}, r.azi1, r.s12, &end, NULL), ENT_OK);
        assert_int_equal(ent_geo_inverse(end, (ent_lonlat){r.lon2, r.lat2}, &d, NULL, NULL), ENT_OK);
        assert_true(d < 1.5e-8);
        rows++;
    }
    (void)fclose(f);
    assert_int_equal(rows, 100);
}

/* The bounds hold for every pair of places, and the extremes come close to both: along the equator northwards
 * for the least radius, over the pole for the greatest. */
static void geo__chord_bounds_hold(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 7);
    for (int i = 0; i < 20000; i++) {
        ent_lonlat p = brute_place(&b), q = brute_place(&b);
        if (i % 2) q = brute_direct(&b, p, brute_between(&b, 0, 360), pow(10, brute_between(&b, -3, 7.3)));
        if (i % 7 == 0) p = (ent_lonlat){10, 0}, q = (ent_lonlat){10, brute_between(&b, -30, 30)};
        double d = brute_inverse(&b, p, q);
        double c = ent_vec3_length(ent_vec3_sub(ent_ecef(p), ent_ecef(q)));
        if (!(ent_chord_least_m(c) <= d + 1e-7 && d <= ent_chord_most_m(c) + 1e-7))
            fail_msg("chord %.9f of %.9f: %.9f .. %.9f", c, d, ent_chord_least_m(c), ent_chord_most_m(c));
        assert_true(c <= ent_chord_beyond_m(d) + 1e-7);
    }
}

static void geo__chord_bounds_are_tight(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 1);
    double most = brute_inverse(&b, (ent_lonlat){0, -1}, (ent_lonlat){0, 1});
    double c = ent_vec3_length(ent_vec3_sub(ent_ecef((ent_lonlat){0, -1}), ent_ecef((ent_lonlat){0, 1})));
    assert_true(ent_chord_most_m(c) - most < 0.01 && ent_chord_most_m(c) - ent_chord_least_m(c) > 0.1);
    double least = brute_inverse(&b, (ent_lonlat){0, 89}, (ent_lonlat){180, 89});
    c = ent_vec3_length(ent_vec3_sub(ent_ecef((ent_lonlat){0, 89}), ent_ecef((ent_lonlat){180, 89})));
    assert_true(least - ent_chord_least_m(c) < 0.01);
}

static void geo__straight_coordinates_and_back(void **state)
{
    (void)state;
    brute b;
    brute_init(&b, 3);
    for (int i = 0; i < 5000; i++) {
        ent_lonlat p = brute_place(&b);
        if (i % 10 == 0) p.lat_deg = i % 20 ? 90 : -90;
        ent_lonlat q = ent_ecef_place(ent_ecef(p));
        assert_true(brute_inverse(&b, p, q) < 2e-8);
    }
}

static void geo__any_longitude_will_do(void **state)
{
    (void)state;
    double d;
    assert_int_equal(ent_geo_inverse((ent_lonlat){540.0, 10.0}, (ent_lonlat){-180.0, 10.0}, &d, NULL, NULL),
                     ENT_OK);
    assert_true(d == 0.0);
    assert_int_equal(ent_geo_inverse((ent_lonlat){1e15, 10.0}, (ent_lonlat){0.0, 10.0}, &d, NULL, NULL),
                     ENT_OK);
    assert_true(isfinite(d));
}

static void geo__wrong_places_are_refused(void **state)
{
    (void)state;
    ent_error err;
    double d = -1;
    const ent_lonlat wrong[] = {{0, 90.0000001}, {0, -90.0000001}, {NAN, 0},
                                {0, NAN},        {INFINITY, 0},    {0, -INFINITY}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(ent_geo_inverse(wrong[i], (ent_lonlat){0, 0}, &d, NULL, &err), ENT_E_DOMAIN);
        assert_int_equal(ent_geo_inverse((ent_lonlat){0, 0}, wrong[i], &d, NULL, &err), ENT_E_DOMAIN);
        assert_true(d == -1 && strlen(err.message) > 10);
    }
    ent_lonlat out = {7, 7};
    assert_int_equal(ent_geo_direct((ent_lonlat){0, 0}, NAN, 1, &out, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_geo_direct((ent_lonlat){0, 0}, 0, INFINITY, &out, &err), ENT_E_DOMAIN);
    assert_true(out.lon_deg == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geo__published_geodesics),    cmocka_unit_test(geo__chord_bounds_hold),
        cmocka_unit_test(geo__chord_bounds_are_tight), cmocka_unit_test(geo__straight_coordinates_and_back),
        cmocka_unit_test(geo__any_longitude_will_do),  cmocka_unit_test(geo__wrong_places_are_refused),
    };
    return cmocka_run_group_tests_name("geo", tests, NULL, NULL);
}
