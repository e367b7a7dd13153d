#include "scene.h"

#include "entente/cell.h"

#include <string.h>

#define EARTH_M2 510065621724088.5 /* 2 pi a^2 + pi b^2 / e ln((1 + e) / (1 - e)) on WGS84 */

typedef struct fixture {
    ent_fields *bag;
    ent_tree *spot, *pole, *seam, *nothing;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    const ent_lonlat spot[] = {{25, 56}}, pole[] = {{0, 90}}, seam[] = {{180, 10}};
    assert_int_equal(ent_fields_new(&f.bag, NULL), ENT_OK);
    f.spot = scene_shape(spot, 1, ENT_SHAPE_POINTS);
    f.pole = scene_shape(pole, 1, ENT_SHAPE_POINTS);
    f.seam = scene_shape(seam, 1, ENT_SHAPE_POINTS);
    f.nothing = scene_shape(NULL, 0, ENT_SHAPE_AREA);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ent_fields_free(f->bag);
    ent_tree_free(f->spot);
    ent_tree_free(f->pole);
    ent_tree_free(f->seam);
    ent_tree_free(f->nothing);
    return 0;
}

static ent_zone *build(const ent_field *field, double tolerance_m)
{
    ent_zone *zone = NULL;
    ent_error err;
    assert_non_null(field);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = tolerance_m}, &zone, &err), ENT_OK);
    return zone;
}

static ent_polygons *polygons(const ent_zone *zone, ent_outline_kind kind)
{
    ent_polygons *p = NULL;
    assert_int_equal(ent_zone_polygons(zone, kind, &p, NULL), ENT_OK);
    return p;
}

/* The area within a small geodesic distance r of a place is pi r^2 (1 - K r^2 / 12 + …), K the curvature
 * there. */
static void test_zone_build__the_zone_of_a_point_is_its_circle(void **state)
{
    fixture *f = *state;
    double r = 50e3, e2 = 0.0066943799901413165, s = sin(56 * 0.017453292519943295), w = 1 - e2 * s * s;
    double curvature = w * w / (6378137.0 * 6378137.0 * (1 - e2));
    double expected = 3.14159265358979 * r * r * (1 - curvature * r * r / 12), lo, hi;
    ent_zone *zone = build(ent_field_within(f->bag, f->spot, r), 1);
    ent_zone_area(zone, &lo, &hi);
    assert_true(lo < expected * (1 + 1e-8) && expected * (1 - 1e-8) < hi);
    assert_true(hi - lo < 2 * 2 * 3.1416 * r);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygon_ring ring = ent_polygons_ring_at(p, 0);
    for (size_t k = 0; k < ring.count; k++) {
        double d;
        assert_int_equal(ent_geo_inverse((ent_lonlat){25, 56}, ring.points[k], &d, NULL, NULL), ENT_OK);
        assert_true(fabs(d - r) <= 1);
    }
    ent_polygons_free(p);
    ent_zone_free(zone);
}

static void test_zone_build__area_bounds_close_as_the_tolerance_falls(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_within(f->bag, f->spot, 300e3);
    double lo = 0, hi = EARTH_M2, wide = EARTH_M2;
    for (double t = 10000; t >= 1; t /= 10) {
        double l, h;
        ent_zone *zone = build(field, t);
        ent_zone_area(zone, &l, &h);
        assert_true(l <= hi && lo <= h); /* all hold the same number */
        assert_true(h - l < wide / 3);
        wide = h - l, lo = fmax(lo, l), hi = fmin(hi, h);
        ent_zone_free(zone);
    }
    assert_true(wide / hi < 1e-5);
}

static void test_zone_build__nothing_and_everything(void **state)
{
    fixture *f = *state;
    const ent_field *nowhere = ent_field_within(f->bag, f->nothing, 1e6);
    const ent_field *anywhere[] = {ent_field_not(f->bag, nowhere), ent_field_within(f->bag, f->spot, 21e6),
                                   ent_field_between_meridians(f->bag, 0, 360)};
    double lo, hi;
    ent_zone *zone = build(nowhere, 10);
    assert_int_equal(ent_zone_range_count(zone), 0);
    ent_zone_area(zone, &lo, &hi);
    assert_true(lo == 0 && hi == 0);
    for (int kind = 0; kind < 2; kind++) {
        ent_polygons *p = polygons(zone, (ent_outline_kind)kind);
        assert_int_equal(ent_polygons_ring_count(p), 0);
        assert_false(ent_polygons_is_everything(p));
        ent_polygons_free(p);
    }
    ent_zone_free(zone);
    for (int k = 0; k < 3; k++) {
        zone = build(anywhere[k], 10);
        ent_zone_area(zone, &lo, &hi);
        assert_true(lo <= EARTH_M2 && EARTH_M2 <= hi && hi - lo < 1e-7 * EARTH_M2);
        assert_int_equal(ent_zone_range_count(zone), 2); /* never across the change of sign */
        ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
        assert_true(ent_polygons_is_everything(p));
        assert_int_equal(ent_polygons_ring_count(p), 1);
        assert_int_equal(ent_polygons_ring_at(p, 0).count, 4);
        ent_polygons_free(p);
        ent_zone_free(zone);
    }
}

static double twice_area(ent_polygon_ring r)
{
    double sum = 0;
    for (size_t k = 0; k < r.count; k++) {
        ent_lonlat a = r.points[k], b = r.points[(k + 1) % r.count];
        sum += a.lon_deg * b.lat_deg - b.lon_deg * a.lat_deg;
    }
    return sum;
}

static void test_zone_build__a_pole_is_enclosed_along_the_top_of_the_map(void **state)
{
    fixture *f = *state;
    ent_zone *zone = build(ent_field_within(f->bag, f->pole, 1000e3), 10);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygon_ring ring = ent_polygons_ring_at(p, 0);
    int corners = 0;
    for (size_t k = 0; k < ring.count; k++) {
        assert_true(fabs(ring.points[k].lon_deg) <= 180 && ring.points[k].lat_deg <= 90 &&
                    ring.points[k].lat_deg > 80);
        corners += ring.points[k].lat_deg == 90;
    }
    assert_int_equal(corners, 2);
    assert_true(twice_area(ring) > 0);
    ent_polygons_free(p);
    p = polygons(zone, ENT_OUTLINE_UNCUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygons_free(p);
    ent_zone_free(zone);
}

static void test_zone_build__the_seam_cuts_a_zone_in_two(void **state)
{
    fixture *f = *state;
    ent_zone *zone = build(ent_field_within(f->bag, f->seam, 300e3), 10);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 2);
    for (size_t k = 0; k < 2; k++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, k);
        double first = ring.points[0].lon_deg > 0 ? 1 : -1;
        assert_int_equal(ring.polygon, k);
        assert_true(twice_area(ring) > 0);
        for (size_t i = 0; i < ring.count; i++) assert_true(ring.points[i].lon_deg * first > 170);
    }
    ent_polygons_free(p);
    p = polygons(zone, ENT_OUTLINE_UNCUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygons_free(p);
    ent_zone_free(zone);
}

/* Everything but a disc: an outer ring around the map and a hole in it; on the sphere one ring, the disc on
 * its left. */
static void test_zone_build__a_zone_larger_than_a_hemisphere(void **state)
{
    fixture *f = *state;
    ent_zone *zone = build(ent_field_beyond(f->bag, f->spot, 1000e3), 10);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 2);
    assert_false(ent_polygons_ring_at(p, 0).is_hole);
    assert_true(ent_polygons_ring_at(p, 1).is_hole && twice_area(ent_polygons_ring_at(p, 1)) < 0);
    ent_polygons_free(p);
    p = polygons(zone, ENT_OUTLINE_UNCUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    assert_true(twice_area(ent_polygons_ring_at(p, 0)) > 0);
    ent_polygons_free(p);
    ent_zone_free(zone);
}

/* 100 km from the antipode the outline is as sparse as elsewhere, and still the line of that distance. */
static void test_zone_build__an_outline_near_the_antipode(void **state)
{
    fixture *f = *state;
    const double reach_m = 19850e3;
    ent_zone *zone = build(ent_field_within(f->bag, f->spot, reach_m), 10);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_UNCUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygon_ring ring = ent_polygons_ring_at(p, 0);
    assert_true(ring.count > 100 && ring.count < 10000);
    for (size_t k = 0; k < ring.count; k++) {
        ent_bounds_m d;
        assert_int_equal(ent_tree_distance(f->spot, ring.points[k], 0, &d, NULL), ENT_OK);
        assert_true(fabs(d.lo_m - reach_m) <= 10);
    }
    ent_polygons_free(p);
    ent_zone_free(zone);
}

/* Of places and lines nothing is left when the reach is nought. */
static void test_zone_build__no_reach_has_no_area(void **state)
{
    fixture *f = *state;
    double lo, hi;
    ent_zone *zone = build(ent_field_within(f->bag, f->spot, 0), 10);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    ent_zone_area(zone, &lo, &hi);
    assert_true(lo == 0 && hi == 0);
    assert_int_equal(ent_polygons_ring_count(p), 0);
    assert_false(ent_polygons_is_everything(p));
    ent_polygons_free(p);
    ent_zone_free(zone);
}

/* A ring of zone between two circles about a place on the seam: an outer ring and a hole on the sphere, two
 * halves that each run along the seam twice on the map. */
static void test_zone_build__a_ring_over_the_seam(void **state)
{
    fixture *f = *state;
    const ent_field *ring = ent_field_and(f->bag, ent_field_within(f->bag, f->seam, 900e3),
                                          ent_field_beyond(f->bag, f->seam, 400e3));
    ent_zone *zone = build(ring, 100);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 2);
    assert_false(ent_polygons_ring_at(p, 0).is_hole || ent_polygons_ring_at(p, 1).is_hole);
    ent_polygons_free(p);
    p = polygons(zone, ENT_OUTLINE_UNCUT);
    assert_int_equal(ent_polygons_ring_count(p), 2);
    assert_int_equal(ent_polygons_ring_at(p, 1).polygon, 0);
    assert_true(ent_polygons_ring_at(p, 1).is_hole);
    assert_true(ent_polygons_ring_at(p, 0).count > ent_polygons_ring_at(p, 1).count);
    ent_polygons_free(p);
    ent_zone_free(zone);
}

static void test_zone_build__bands_between_parallels_and_meridians(void **state)
{
    fixture *f = *state;
    const ent_field *band = ent_field_and(f->bag, ent_field_north_of(f->bag, 30),
                                          ent_field_not(f->bag, ent_field_north_of(f->bag, 60)));
    const ent_field *lune = ent_field_between_meridians(f->bag, 170, -160);
    ent_zone *zone = build(band, 1000);
    ent_polygons *p = polygons(zone, ENT_OUTLINE_CUT);
    assert_int_equal(ent_polygons_ring_count(p), 1);
    ent_polygons_free(p);
    double lo, hi;
    ent_zone_area(zone, &lo, &hi);
    /* pi b^2 (q(60) - q(30)), q(lat) = s / (1 - e^2 s^2) + atanh(e s) / e */
    double e = 0.0818191908426215, b = 6356752.314245179, s1 = 0.5, s2 = 0.8660254037844386;
    double area =
        3.141592653589793 * b * b *
        (s2 / (1 - e * e * s2 * s2) + atanh(e * s2) / e - s1 / (1 - e * e * s1 * s1) - atanh(e * s1) / e);
    assert_true(lo <= area && area <= hi && hi - lo < 0.01 * area);
    ent_zone_free(zone);
    zone = build(lune, 1000);
    ent_zone_area(zone, &lo, &hi);
    assert_true(lo <= EARTH_M2 / 12 && EARTH_M2 / 12 <= hi && hi - lo < 0.01 * hi);
    p = polygons(zone, ENT_OUTLINE_CUT);
    /* The field is zero at the poles: whether the halves meet there is within the tolerance. */
    assert_in_range(ent_polygons_ring_count(p), 1, 2);
    ent_polygons_free(p);
    ent_zone_free(zone);
}

static void test_zone_build__positions_by_cover_and_exactly(void **state)
{
    fixture *f = *state;
    ent_zone *zone = build(ent_field_within(f->bag, f->spot, 100e3), 10);
    ent_truth truth;
    ent_error err;
    assert_int_equal(ent_zone_look(zone, (ent_lonlat){25, 56}), ENT_ZONE_INSIDE);
    assert_int_equal(ent_zone_look(zone, (ent_lonlat){30, 56}), ENT_ZONE_OUTSIDE);
    assert_int_equal(ent_zone_look(zone, (ent_lonlat){NAN, 56}), ENT_ZONE_OUTSIDE);
    for (int k = -3; k <= 3; k++) {
        ent_lonlat at;
        assert_int_equal(
            ent_geo_direct((ent_lonlat){25, 56}, 77, 100e3 + pow(10, -k) * (k & 1 ? 1 : -1), &at, NULL),
            ENT_OK);
        assert_int_equal(ent_zone_contains(zone, at, &truth, &err), ENT_OK);
        assert_int_equal(truth.sign, k & 1 ? -1 : 1);
    }
    assert_int_equal(ent_zone_contains(zone, (ent_lonlat){0, 91}, &truth, &err), ENT_E_DOMAIN);
    ent_zone_free(zone);
}

static void test_zone_build__ranges_ascend_and_never_change_sign(void **state)
{
    fixture *f = *state;
    ent_zone *zone = build(ent_field_beyond(f->bag, f->spot, 1000e3), 1000);
    uint64_t last = 0;
    for (size_t k = 0; k < ent_zone_range_count(zone); k++) {
        ent_zone_range r = ent_zone_range_at(zone, k);
        assert_true(r.min_id > last && r.max_id >= r.min_id);
        assert_true((int64_t)r.min_id <= (int64_t)r.max_id);
        assert_true(r.state == ENT_ZONE_INSIDE || r.state == ENT_ZONE_BOUNDARY);
        last = r.max_id;
    }
    ent_zone_free(zone);
}

static bool stop_at_once(void *context, double done)
{
    ++*(int *)context;
    return done < 0;
}

static void test_zone_build__limits_and_wrong_tolerances_are_said(void **state)
{
    fixture *f = *state;
    const ent_field *field = ent_field_within(f->bag, f->spot, 100e3);
    ent_zone *zone = NULL;
    ent_error err;
    int told = 0;
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = 0.2}, &zone, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = NAN}, &zone, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = 1, .cells_max = 100}, &zone, &err),
                     ENT_E_LIMIT);
    assert_non_null(strstr(err.message, "100 cells"));
    ent_zone_opts stopped = {.tolerance_m = 1, .progress = {stop_at_once, &told}};
    assert_int_equal(ent_zone_build(field, stopped, &zone, &err), ENT_E_LIMIT);
    assert_int_equal(told, 1);
    assert_null(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_build__the_zone_of_a_point_is_its_circle),
        cmocka_unit_test(test_zone_build__area_bounds_close_as_the_tolerance_falls),
        cmocka_unit_test(test_zone_build__nothing_and_everything),
        cmocka_unit_test(test_zone_build__a_pole_is_enclosed_along_the_top_of_the_map),
        cmocka_unit_test(test_zone_build__the_seam_cuts_a_zone_in_two),
        cmocka_unit_test(test_zone_build__a_zone_larger_than_a_hemisphere),
        cmocka_unit_test(test_zone_build__an_outline_near_the_antipode),
        cmocka_unit_test(test_zone_build__no_reach_has_no_area),
        cmocka_unit_test(test_zone_build__a_ring_over_the_seam),
        cmocka_unit_test(test_zone_build__bands_between_parallels_and_meridians),
        cmocka_unit_test(test_zone_build__positions_by_cover_and_exactly),
        cmocka_unit_test(test_zone_build__ranges_ascend_and_never_change_sign),
        cmocka_unit_test(test_zone_build__limits_and_wrong_tolerances_are_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
