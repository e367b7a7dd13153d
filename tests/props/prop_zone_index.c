/* The index against the field: whatever it says at once is so, and what it decides is what the field says;
 * likewise the early answer without any preparation. */
#include "scene.h"

static void check_place(const ent_zone_index *index, const ent_field *field, ent_lonlat place)
{
    ent_bounds_m f;
    ent_truth at_once = ent_zone_index_look(index, place), early;
    signed char decided = 2;
    assert_int_equal(ent_field_at(field, place, 1e-6, &f, NULL), ENT_OK);
    assert_int_equal(ent_zone_index_decide(index, &place, 1, &decided, NULL), ENT_OK);
    assert_int_equal(ent_field_holds(field, place, &early, NULL), ENT_OK);
    int expected = f.hi_m < -1e-5 ? 1 : f.lo_m > 1e-5 ? -1 : 0;
    if (!ent_is_unclear(at_once)) assert_int_equal(at_once.sign, expected);
    if (expected != 0) {
        assert_int_equal(decided, expected);
        assert_int_equal(early.sign, expected);
    }
}

/* Half of the places lie near where the field is zero: found by halving a random way across it. */
static ent_lonlat near_zero(const ent_field *field, ent_lonlat a, ent_lonlat b)
{
    ent_truth ta, tm;
    assert_int_equal(ent_field_holds(field, a, &ta, NULL), ENT_OK);
    for (int k = 0; k < 30; k++) {
        ent_lonlat m = {0.5 * (a.lon_deg + b.lon_deg), 0.5 * (a.lat_deg + b.lat_deg)};
        assert_int_equal(ent_field_holds(field, m, &tm, NULL), ENT_OK);
        if (tm.sign == ta.sign)
            a = m;
        else
            b = m;
    }
    return a;
}

static ent_lonlat random_place(const scene *s)
{
    double lat = s->centre.lat_deg + scene_uniform(s->seed, -12, 12);
    return (ent_lonlat){s->centre.lon_deg + scene_uniform(s->seed, -15, 15), fmax(-90, fmin(90, lat))};
}

static void test_zone_index__says_what_the_field_says(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 25; round++) {
        scene s;
        ent_zone_index *index = NULL;
        scene_set(&s, &seed, 800e3);
        const ent_field *field = scene_field(&s, (int)scene_uniform(&seed, 0, 3));
        assert_int_equal(ent_zone_index_build(field, (uint64_t)scene_uniform(&seed, 1, 30000), &index, NULL),
                         ENT_OK);
        for (int k = 0; k < 150; k++) {
            ent_lonlat a = random_place(&s), b = random_place(&s);
            check_place(index, field, a);
            check_place(index, field, near_zero(field, a, b));
        }
        for (double lat = -90; lat <= 90; lat += 45)
            for (double lon = -540; lon <= 540; lon += 90) check_place(index, field, (ent_lonlat){lon, lat});
        ent_zone_index_free(index);
        scene_clear(&s);
    }
}

static void test_zone_index__many_at_once_are_as_one_by_one(void **state)
{
    enum { COUNT = 700 }; /* batches, the last of them not full */
    uint64_t seed = *(uint64_t *)*state;
    ent_lonlat places[COUNT];
    signed char together[COUNT], alone;
    scene s;
    ent_zone_index *index = NULL;
    scene_set(&s, &seed, 800e3);
    assert_int_equal(ent_zone_index_build(scene_field(&s, 2), 5000, &index, NULL), ENT_OK);
    for (int k = 0; k < COUNT; k++) places[k] = random_place(&s);
    assert_int_equal(ent_zone_index_decide(index, places, COUNT, together, NULL), ENT_OK);
    for (int k = 0; k < COUNT; k++) {
        assert_int_equal(ent_zone_index_decide(index, &places[k], 1, &alone, NULL), ENT_OK);
        assert_int_equal(together[k], alone);
    }
    ent_error err;
    places[600].lon_deg = NAN;
    assert_int_equal(ent_zone_index_decide(index, places, COUNT, together, &err), ENT_E_DOMAIN);
    assert_non_null(strstr(err.message, "place 600"));
    ent_zone_index_free(index);
    scene_clear(&s);
}

static void test_zone_index__refuses_what_is_no_place(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    scene s;
    ent_zone_index *index = NULL;
    ent_error err;
    signed char out[2] = {5, 5};
    const ent_lonlat places[2] = {{0, 0}, {0, 90.0000001}};
    scene_set(&s, &seed, 1e5);
    assert_int_equal(ent_zone_index_build(ent_field_north_of(s.bag, 10), 0, &index, NULL), ENT_OK);
    assert_int_equal(ent_zone_index_decide(index, places, 2, out, &err), ENT_E_DOMAIN);
    assert_non_null(strstr(err.message, "place 1"));
    assert_int_equal(ent_zone_index_look(index, (ent_lonlat){NAN, 0}).sign, 0);
    assert_int_equal(ent_zone_index_look(index, (ent_lonlat){0, INFINITY}).sign, 0);
    ent_zone_index_free(index);
    scene_clear(&s);
}

int main(void)
{
    uint64_t seed = scene_seed();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_zone_index__says_what_the_field_says, &seed),
        cmocka_unit_test_prestate(test_zone_index__many_at_once_are_as_one_by_one, &seed),
        cmocka_unit_test_prestate(test_zone_index__refuses_what_is_no_place, &seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
