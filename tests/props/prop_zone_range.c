/* The range over a region against dense sampling: no place of the region has a value outside the bounds, and
 * the places where the extremes are said to be attained have them. Regions and fields are drawn at random;
 * the seed is printed. */
#include "entente/zone.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static uint64_t seed_now;

static double uniform(double lo, double hi)
{
    seed_now = seed_now * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return lo + (hi - lo) * (double)(seed_now >> 11) / 9007199254740992.0;
}

/* A star of 5 to 24 vertices about a centre: any such ring is simple. */
static ent_tree *star(ent_lonlat centre, double size_deg)
{
    ent_lonlat points[24];
    uint32_t count = (uint32_t)uniform(5, 25), starts[2] = {0, count};
    for (uint32_t k = 0; k < count; k++) {
        double turn = 6.283185307179586 * (k + uniform(0, 0.9)) / count, far = size_deg * uniform(0.3, 1);
        points[k] = (ent_lonlat){centre.lon_deg + far * cos(turn) / cos(centre.lat_deg * 0.0174533),
                                 centre.lat_deg + far * sin(turn)};
    }
    ent_rings rings = {points, starts, 1};
    ent_tree *tree = NULL;
    assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){.edges = ENT_EDGES_PLANAR}, &tree, NULL),
                     ENT_OK);
    return tree;
}

typedef struct scene {
    ent_tree *land[3];
    ent_fields *bag;
    const ent_field *field;
    ent_region regions[2];
    size_t region_count;
    ent_lonlat centre;
} scene;

static const ent_field *random_field(scene *s, int depth)
{
    const ent_tree *land = s->land[(int)uniform(0, 3)], *other = s->land[(int)uniform(0, 3)];
    switch ((int)uniform(0, depth > 0 ? 8 : 5)) {
    case 0: return ent_field_within(s->bag, land, uniform(-50e3, 500e3));
    case 1: return ent_field_beyond(s->bag, land, uniform(0, 500e3));
    case 2: return ent_field_nearer(s->bag, land, other);
    case 3: return ent_field_north_of(s->bag, s->centre.lat_deg + uniform(-3, 3));
    case 4:
        return ent_field_between_meridians(s->bag, s->centre.lon_deg - uniform(0, 5),
                                           s->centre.lon_deg + uniform(0, 5));
    case 5: return ent_field_and(s->bag, random_field(s, depth - 1), random_field(s, depth - 1));
    case 6: return ent_field_or(s->bag, random_field(s, depth - 1), random_field(s, depth - 1));
    default: return ent_field_not(s->bag, random_field(s, depth - 1));
    }
}

static void set_scene(scene *s)
{
    s->centre = (ent_lonlat){uniform(-180, 180), uniform(-75, 75)};
    for (int k = 0; k < 3; k++) {
        ent_lonlat at = {s->centre.lon_deg + uniform(-6, 6), s->centre.lat_deg + uniform(-4, 4)};
        s->land[k] = star(at, uniform(0.5, 4));
    }
    assert_int_equal(ent_fields_new(&s->bag, NULL), ENT_OK);
    s->field = random_field(s, 2);
    assert_non_null(s->field);
    s->regions[0] = (ent_region){.kind = ENT_REGION_AREA, .area = s->land[0]};
    s->regions[1] =
        (ent_region){.kind = ENT_REGION_DISC, .centre = s->centre, .radius_m = uniform(1e3, 400e3)};
    s->region_count = 2;
    if (uniform(0, 1) < 0.3)
        s->region_count = 1;
    else if (uniform(0, 1) < 0.4)
        s->regions[0] = s->regions[1], s->region_count = 1;
}

static void clear_scene(scene *s)
{
    ent_fields_free(s->bag);
    for (int k = 0; k < 3; k++) ent_tree_free(s->land[k]);
}

static bool is_member(const scene *s, ent_lonlat place, double margin_m)
{
    for (size_t k = 0; k < s->region_count; k++) {
        ent_bounds_m d;
        const ent_region *r = &s->regions[k];
        if (r->kind == ENT_REGION_AREA) {
            assert_int_equal(ent_tree_distance(r->area, place, 1e-6, &d, NULL), ENT_OK);
        } else {
            assert_int_equal(ent_geo_inverse(r->centre, place, &d.hi_m, NULL, NULL), ENT_OK);
            d.hi_m -= r->radius_m;
        }
        if (d.hi_m > margin_m) return false;
    }
    return true;
}

static void check_samples(const scene *s, const ent_field_range *range)
{
    for (int k = 0; k < 1000; k++) {
        ent_lonlat place = {s->centre.lon_deg + uniform(-12, 12),
                            fmax(-90, fmin(90, s->centre.lat_deg + uniform(-9, 9)))};
        ent_bounds_m f;
        if (!is_member(s, place, 0)) continue;
        assert_false(range->empty);
        assert_int_equal(ent_field_at(s->field, place, 1e-6, &f, NULL), ENT_OK);
        assert_true(f.hi_m >= range->least.lo_m && f.lo_m <= range->greatest.hi_m);
    }
}

static void check_places(const scene *s, const ent_field_range *range)
{
    ent_bounds_m f;
    if (range->empty || isnan(range->least_at.lon_deg)) return;
    assert_true(is_member(s, range->least_at, 1e-4) && is_member(s, range->greatest_at, 1e-4));
    assert_int_equal(ent_field_at(s->field, range->least_at, 1e-6, &f, NULL), ENT_OK);
    assert_true(f.lo_m <= range->least.hi_m && f.hi_m >= range->least.lo_m);
    assert_int_equal(ent_field_at(s->field, range->greatest_at, 1e-6, &f, NULL), ENT_OK);
    assert_true(f.lo_m <= range->greatest.hi_m && f.hi_m >= range->greatest.lo_m);
}

static void test_zone_range__holds_every_sample(void **state)
{
    (void)state;
    int limited = 0;
    for (int round = 0; round < 60; round++) {
        scene s;
        set_scene(&s);
        ent_field_range range, sign;
        ent_status st = ent_field_range_over(s.field, s.regions, s.region_count,
                                             (ent_range_opts){.slack_m = 50}, &range, NULL);
        assert_true(st == ENT_OK || st == ENT_E_LIMIT);
        limited += st == ENT_E_LIMIT;
        if (st == ENT_OK && s.region_count == 1 && !range.empty && !isnan(range.least_at.lon_deg)) {
            assert_true(range.least.hi_m - range.least.lo_m <= 50.0);
            assert_true(range.greatest.hi_m - range.greatest.lo_m <= 50.0);
        }
        check_samples(&s, &range);
        check_places(&s, &range);
        st =
            ent_field_range_over(s.field, s.regions, s.region_count, (ent_range_opts){50, true}, &sign, NULL);
        assert_true(st == ENT_OK || st == ENT_E_LIMIT);
        check_samples(&s, &sign);
        check_places(&s, &sign);
        clear_scene(&s);
    }
    print_message("rounds that spent the budget: %d\n", limited);
    assert_true(limited < 8);
}

int main(void)
{
    const char *given = getenv("ENT_SEED");
    seed_now = given ? strtoull(given, NULL, 10) : UINT64_C(20211217);
    print_message("seed %llu (set ENT_SEED to repeat)\n", (unsigned long long)seed_now);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zone_range__holds_every_sample)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
