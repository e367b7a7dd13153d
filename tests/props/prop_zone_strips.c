/* Areas inside a border, strip by strip, against brute force: points on a fine grid, and very small pieces of
 * ground near the outline, of which every corner must be as the strips say. */
#include "scene.h"
#include "zone/strips.h"

#define RAD 0.017453292519943295

static ent_strips *strips_of(const ent_field *field, double tolerance_m)
{
    ent_strips *strips = NULL;
    const ent_strips_opts opts = {.tolerance_m = tolerance_m};
    assert_int_equal(ent_strips_build(field, &opts, &strips, NULL), ENT_OK);
    return strips;
}

static ent_strip_sum around(const ent_strips *strips, const ent_lonlat *ring, size_t count)
{
    ent_strip_sum sum = {0};
    for (size_t k = 0; k < count; k++) ent_strips_add_edge(strips, ring[k], ring[(k + 1) % count], &sum);
    return sum;
}

static ent_strip_sum around_box(const ent_strips *strips, ent_lonlat low, ent_lonlat high)
{
    const ent_lonlat ring[4] = {low, {high.lon_deg, low.lat_deg}, high, {low.lon_deg, high.lat_deg}};
    return around(strips, ring, 4);
}

/* From the equator to a parallel, per radian of longitude: b^2 / 2 (s / (1 - e^2 s^2) + artanh(e s) / e). */
static double belt_m2(double lat_deg)
{
    const double f = 1 / 298.257223563, e2 = f * (2 - f), e = sqrt(e2), b = 6378137.0 * (1 - f);
    const double s = sin(lat_deg * RAD);
    return b * b / 2 * (s / (1 - e2 * s * s) + atanh(e * s) / e);
}

static double box_m2(ent_lonlat low, ent_lonlat high)
{
    return (belt_m2(high.lat_deg) - belt_m2(low.lat_deg)) * (high.lon_deg - low.lon_deg) * RAD;
}

/* Not across the seam, where a map is cut. */
static void set(scene *s, uint64_t *seed)
{
    for (;;) {
        scene_set(s, seed, 800e3);
        if (fabs(s->centre.lon_deg) < 140) return;
        scene_clear(s);
    }
}

static void test_strips__a_box_has_its_area(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    scene s;
    set(&s, &seed);
    ent_strips *all = strips_of(ent_field_constant(s.bag, -1), 20e3),
               *none = strips_of(ent_field_constant(s.bag, 1), 20e3);
    for (int k = 0; k < 200; k++) {
        const ent_lonlat low = {scene_uniform(&seed, -180, 170), scene_uniform(&seed, -90, 80)};
        const ent_lonlat high = {scene_uniform(&seed, low.lon_deg, 180),
                                 scene_uniform(&seed, low.lat_deg, 90)};
        const ent_strip_sum a = around_box(all, low, high), b = around_box(none, low, high);
        const double m2 = box_m2(low, high), slack = ENT_STRIPS_ROUNDING * a.turnover_m2 + 1e-3;
        assert_true(fabs(a.all_m2 - m2) <= slack && fabs(a.closed_m2 - m2) <= slack && a.open_m2 == 0);
        assert_true(fabs(b.all_m2 - m2) <= slack && b.closed_m2 == 0 && b.open_m2 == 0);
    }
    ent_strips_free(all);
    ent_strips_free(none);
    scene_clear(&s);
}

static bool is_in_ring(const ent_lonlat *ring, size_t count, ent_lonlat p)
{
    bool in = false;
    for (size_t k = 0; k < count; k++) {
        const ent_lonlat a = ring[k], b = ring[(k + 1) % count];
        if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
        const double x =
            a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
        in ^= x > p.lon_deg;
    }
    return in;
}

enum { GRID = 160 };

/* The middles of GRID x GRID boxes stand for them. What is off are boxes that a border runs through. */
static double count_points(const ent_field *field, const ent_lonlat *ring, size_t count, ent_lonlat low,
                           ent_lonlat high, double *out_off)
{
    static bool in[GRID + 1][GRID + 1];
    const double dx = (high.lon_deg - low.lon_deg) / GRID, dy = (high.lat_deg - low.lat_deg) / GRID;
    double sum = 0;
    ent_truth truth;
    *out_off = 0;
    for (int j = 0; j <= GRID; j++)
        for (int i = 0; i <= GRID; i++) {
            const ent_lonlat at = {low.lon_deg + dx * i, low.lat_deg + dy * j};
            assert_int_equal(ent_field_holds(field, at, &truth, NULL), ENT_OK);
            in[j][i] = truth.sign > 0 && is_in_ring(ring, count, at);
        }
    for (int j = 0; j < GRID; j++)
        for (int i = 0; i < GRID; i++) {
            const int corners = in[j][i] + in[j][i + 1] + in[j + 1][i] + in[j + 1][i + 1];
            const ent_lonlat a = {low.lon_deg + dx * i, low.lat_deg + dy * j},
                             b = {a.lon_deg + dx, a.lat_deg + dy};
            sum += box_m2(a, b) * corners / 4;
            if (corners % 4) *out_off += box_m2(a, b);
        }
    return sum;
}

static void test_strips__bounds_hold_the_area_that_points_show(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 12; round++) {
        scene s;
        ent_lonlat ring[16];
        set(&s, &seed);
        const uint32_t count = (uint32_t)scene_uniform(&seed, 3, 17);
        const ent_lonlat c = s.centre;
        for (uint32_t k = 0; k < count; k++) {
            const double turn = 360 * RAD * k / count, far = scene_uniform(&seed, 1, 8);
            ring[k] = (ent_lonlat){c.lon_deg + far * cos(turn), c.lat_deg + far * sin(turn)};
        }
        const ent_field *field = scene_field(&s, 2);
        ent_strips *strips = strips_of(field, scene_uniform(&seed, 3e3, 60e3));
        const ent_strip_sum sum = around(strips, ring, count);
        double off;
        const double shown = count_points(field, ring, count, (ent_lonlat){c.lon_deg - 8.1, c.lat_deg - 8.1},
                                          (ent_lonlat){c.lon_deg + 8.1, c.lat_deg + 8.1}, &off);
        const double slack = 0.5 * off + 1e-4 * sum.all_m2; /* most of what is off cancels */
        assert_true(sum.closed_m2 >= -1 && sum.open_m2 >= -1);
        assert_true(sum.closed_m2 + sum.open_m2 <= sum.all_m2 + 1);
        assert_true(sum.closed_m2 <= shown + slack && shown - slack <= sum.closed_m2 + sum.open_m2);
        ent_strips_free(strips);
        scene_clear(&s);
    }
}

/* Half of the places lie near where the field is zero: found by halving a random way across it. */
static ent_lonlat place_near(const scene *s, const ent_field *field)
{
    ent_lonlat ends[2];
    ent_truth first, truth;
    for (int k = 0; k < 2; k++)
        ends[k] = (ent_lonlat){s->centre.lon_deg + scene_uniform(s->seed, -12, 12),
                               s->centre.lat_deg + scene_uniform(s->seed, -10, 10)};
    assert_int_equal(ent_field_holds(field, ends[0], &first, NULL), ENT_OK);
    for (int k = (int)scene_uniform(s->seed, 0, 16); k > 0; k--) {
        const ent_lonlat m = {(ends[0].lon_deg + ends[1].lon_deg) / 2,
                              (ends[0].lat_deg + ends[1].lat_deg) / 2};
        assert_int_equal(ent_field_holds(field, m, &truth, NULL), ENT_OK);
        ends[truth.sign != first.sign] = m;
    }
    return ends[0];
}

static void check_small(const ent_strips *strips, const ent_field *field, ent_lonlat low)
{
    const double side = 0.002;
    const ent_lonlat high = {low.lon_deg + side, low.lat_deg + side};
    const ent_strip_sum sum = around_box(strips, low, high);
    const double slack = 2 * ENT_STRIPS_ROUNDING * sum.turnover_m2;
    const bool is_closed = sum.all_m2 - sum.closed_m2 <= slack, is_out = sum.closed_m2 + sum.open_m2 <= slack;
    for (int k = 0; k < 4; k++) {
        ent_truth truth;
        const ent_lonlat at = {k & 1 ? low.lon_deg : high.lon_deg, k & 2 ? low.lat_deg : high.lat_deg};
        assert_int_equal(ent_field_holds(field, at, &truth, NULL), ENT_OK);
        if (is_closed) assert_true(truth.sign > 0);
        if (is_out) assert_true(truth.sign < 0);
    }
}

static void test_strips__small_pieces_are_as_their_corners(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 12; round++) {
        scene s;
        set(&s, &seed);
        const ent_field *field = scene_field(&s, 2);
        ent_strips *strips = strips_of(field, scene_uniform(&seed, 500, 30e3));
        for (int k = 0; k < 200; k++) check_small(strips, field, place_near(&s, field));
        ent_strips_free(strips);
        scene_clear(&s);
    }
}

int main(void)
{
    uint64_t seed = scene_seed();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_strips__a_box_has_its_area, &seed),
        cmocka_unit_test_prestate(test_strips__bounds_hold_the_area_that_points_show, &seed),
        cmocka_unit_test_prestate(test_strips__small_pieces_are_as_their_corners, &seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
