/* Caps of cells: no place of a cell is farther from its centre than the radius, on the ellipsoid, by Karney's
 * geodesics; and the radius is no more than 1 % too large. */
#include "entente/cell.h"
#include "cell/face.h"

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

static double metres(ent_lonlat a, ent_lonlat b)
{
    double m = NAN;
    assert_int_equal(ent_geo_inverse(a, b, &m, NULL, NULL), ENT_OK);
    return m;
}

/* A place of the cell: anywhere, or on its rim, where it is farthest. */
static ent_lonlat place_in(ent_cell cell)
{
    ent_square q = ent_square_of(cell.id);
    double size = (double)(ENT_IJ_SIZE >> q.level) / (double)ENT_IJ_SIZE;
    double s = (double)q.i / (double)ENT_IJ_SIZE, t = (double)q.j / (double)ENT_IJ_SIZE;
    double a = uniform(-0.2, 1.2), b = uniform(-0.2, 1.2);
    s += size * fmax(0, fmin(1, a)), t += size * fmax(0, fmin(1, b));
    return ent_vec_lonlat(ent_face_vec((ent_face_uv){q.face, ent_uv_of_st(s), ent_uv_of_st(t)}));
}

static void test_cell_cap__holds_the_cell_and_little_more(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        int level = (int)uniform(0, 31);
        ent_lonlat at = {uniform(-180, 180), asin(uniform(-1, 1)) * 57.29577951308232}, centre, corner[4];
        if (round % 50 == 0) at.lat_deg = round % 100 ? 90 : -90;
        ent_cell cell = ent_cell_at(at, level);
        double radius, farthest = 0;
        ent_cell_cap(cell, &centre, &radius);
        ent_cell_corners(cell, corner);
        for (int k = 0; k < 4; k++) farthest = fmax(farthest, metres(centre, corner[k]));
        assert_true(farthest <= radius);
        assert_true(radius <= 1.01 * farthest + 1e-7);
        for (int k = 0; k < 20; k++) assert_true(metres(centre, place_in(cell)) <= radius);
        assert_true(level == 0 || metres(centre, at) <= radius);
    }
}

int main(void)
{
    const char *given = getenv("ENT_SEED");
    seed_now = given ? strtoull(given, NULL, 10) : UINT64_C(20211217);
    print_message("seed %llu (set ENT_SEED to repeat)\n", (unsigned long long)seed_now);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cell_cap__holds_the_cell_and_little_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
