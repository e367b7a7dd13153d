/* Cell ids against published values: the pairs of id and position, the tokens and the relations stand in the
 * tests of the S2 libraries (golang/geo s2/cellid_test.go, google/s2geometry s2cell_id_test.cc). */
#include "entente/cell.h"
#include "cell/face.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    uint64_t id;
    double lat, lon;
} published[] = {
    {UINT64_C(0x47a1cbd595522b39), 49.703498679, 11.770681595},
    {UINT64_C(0x46525318b63be0f9), 55.685376759, 12.588490937},
    {UINT64_C(0x52b30b71698e729d), 45.486546517, -93.449700022},
    {UINT64_C(0x46ed8886cfadda85), 58.299984854, 23.049300056},
    {UINT64_C(0x3663f18a24cbe857), 34.364439040, 108.330699969},
    {UINT64_C(0x010a06c0a948cf5d), -30.694551352, -30.048758753},
    {UINT64_C(0x2b2bfd076787c5df), -25.285264027, 133.823116966},
    {UINT64_C(0xb09dff882a7809e1), -75.000000031, 0.000000133},
    {UINT64_C(0x94daa3d000000001), -24.694439215, -47.537363213},
    {UINT64_C(0x87a1000000000001), 38.899730392, -99.901813021},
    {UINT64_C(0x4fc76d5000000001), 81.647200334, -55.631712940},
    {UINT64_C(0x3b00955555555555), 10.050986518, 78.293170610},
    {UINT64_C(0x1dcc469991555555), -34.055420593, 18.551140038},
    {UINT64_C(0xb112966aaaaaaaab), -69.219262171, 49.670072392},
};

static void test_cell__positions_have_their_published_ids(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
        ent_lonlat place = {published[k].lon, published[k].lat};
        ent_cell cell = ent_cell_at(place, 30);
        assert_int_equal(cell.id, published[k].id);
        ent_lonlat centre = ent_cell_centre(cell);
        assert_true(fabs(centre.lon_deg - place.lon_deg) < 2e-9 / cos(place.lat_deg * 0.0174533));
        assert_true(fabs(centre.lat_deg - place.lat_deg) < 2e-9);
    }
}

static const struct {
    const char *token;
    uint64_t id;
} tokens[] = {
    {"1", UINT64_C(0x1000000000000000)},
    {"3", UINT64_C(0x3000000000000000)},
    {"14", UINT64_C(0x1400000000000000)},
    {"41", UINT64_C(0x4100000000000000)},
    {"094", UINT64_C(0x0940000000000000)},
    {"537", UINT64_C(0x5370000000000000)},
    {"3fec", UINT64_C(0x3fec000000000000)},
    {"72f3", UINT64_C(0x72f3000000000000)},
    {"52b8c", UINT64_C(0x52b8c00000000000)},
    {"990ed", UINT64_C(0x990ed00000000000)},
    {"4476dc", UINT64_C(0x4476dc0000000000)},
    {"b675785", UINT64_C(0xb675785000000000)},
    {"40cd6124", UINT64_C(0x40cd612400000000)},
    {"08f569b5c", UINT64_C(0x08f569b5c0000000)},
    {"0bca3c7f74c", UINT64_C(0x0bca3c7f74c00000)},
    {"8ffc3f02af305c", UINT64_C(0x8ffc3f02af305c00)},
    {"aa05238e7bd3ee7c", UINT64_C(0xaa05238e7bd3ee7c)},
};

static void test_cell__tokens_are_the_published_ones(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof tokens / sizeof *tokens; k++) {
        assert_string_equal(ent_cell_token((ent_cell){tokens[k].id}).text, tokens[k].token);
        ent_cell back = ent_cell_from_token(ent_str_of(tokens[k].token));
        ent_cell expected = {tokens[k].id};
        assert_int_equal(back.id, ent_cell_is_valid(expected) ? expected.id : 0);
    }
    assert_string_equal(ent_cell_token(ENT_CELL_NONE).text, "X");
    assert_int_equal(ent_cell_from_token(ENT_STR("89C25")).id, ent_cell_from_token(ENT_STR("89c25")).id);
}

static void test_cell__what_is_no_token_gives_none(void **state)
{
    (void)state;
    const char *wrong[] = {"",         "X",         "876b e99", "876bee99\n",
                           "876[ee99", " 876bee99", "f",        "52b8c00000000000f"};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        assert_int_equal(ent_cell_from_token(ent_str_of(wrong[k])).id, 0);
}

/* Face 3, position 0x12345700, level 26, and its relations as published. */
static void test_cell__parents_and_children(void **state)
{
    (void)state;
    uint64_t face = UINT64_C(3) << 61;
    ent_cell cell = {face + 0x12345700};
    assert_true(ent_cell_is_valid(cell));
    assert_int_equal(ent_cell_level(cell), 26);
    assert_int_equal(ent_cell_face_of(cell), 3);
    assert_int_equal(ent_cell_child(cell, 0).id, face + 0x12345640);
    assert_int_equal(ent_cell_child(ent_cell_child(cell, 0), 0).id, face + 0x12345610);
    assert_int_equal(ent_cell_parent(cell, 25).id, face + 0x12345400);
    assert_int_equal(ent_cell_parent(cell, 24).id, face + 0x12345000);
    assert_int_equal(ent_cell_range_min(cell), face + 0x12345601);
    assert_int_equal(ent_cell_range_max(cell), face + 0x123457ff);
    for (int k = 0; k < 4; k++) assert_int_equal(ent_cell_parent(ent_cell_child(cell, k), 26).id, cell.id);
}

static void test_cell__containment(void **state)
{
    (void)state;
    ent_cell pittsburg = {UINT64_C(0x80855c0000000000)}, child = {UINT64_C(0x80855d0000000000)};
    ent_cell grandchild = {UINT64_C(0x80855dc000000000)}, apart = {UINT64_C(0x8085630000000000)};
    assert_true(ent_cell_contains(pittsburg, pittsburg));
    assert_true(ent_cell_contains(pittsburg, child));
    assert_true(ent_cell_contains(child, grandchild));
    assert_false(ent_cell_contains(child, pittsburg));
    assert_false(ent_cell_contains(pittsburg, apart));
}

static ent_cell by_path(int face, const char *path)
{
    ent_cell cell = ent_cell_face(face);
    for (; *path; path++) cell = ent_cell_child(cell, *path - '0');
    return cell;
}

static void test_cell__paths_along_the_curve(void **state)
{
    (void)state;
    assert_int_equal(by_path(5, "31200").id, UINT64_C(0xbb04000000000000));
}

static bool has(const ent_cell *cells, size_t count, ent_cell wanted)
{
    for (size_t k = 0; k < count; k++)
        if (cells[k].id == wanted.id) return true;
    return false;
}

static void test_cell__neighbours_of_faces(void **state)
{
    (void)state;
    ent_cell near[4];
    const int expected[4] = {5, 3, 2, 0};
    ent_cell_neighbours(ent_cell_face(1), near);
    for (int k = 0; k < 4; k++) assert_int_equal(near[k].id, ent_cell_face(expected[k]).id);
    ent_cell_neighbours(by_path(3, "0000"), near);
    assert_true(has(near, 4, by_path(2, "3333")) || has(near, 4, by_path(2, "3330")));
    assert_true(has(near, 4, by_path(3, "0001")) && has(near, 4, by_path(3, "0003")));
    ent_cell_neighbours(by_path(2, "033020001100"), near);
    assert_true(has(near, 4, by_path(2, "033020001101")) && has(near, 4, by_path(2, "033020001103")));
}

/* The corner square (0, 0) of face 1 at each level has its neighbours at (max, max) of face 5, (size, 0) and
 * (0, size) of face 1 and (max, 0) of face 0. */
static void test_cell__neighbours_across_faces_at_every_level(void **state)
{
    (void)state;
    for (int level = 1; level <= 30; level++) {
        uint32_t size = ENT_IJ_SIZE >> level, last = ENT_IJ_SIZE - 1;
        ent_square want[4] = {
            {5, level, last, last}, {1, level, size, 0}, {1, level, 0, size}, {0, level, last, 0}};
        ent_cell near[4], cell = {ent_square_id((ent_square){1, level, 0, 0})};
        ent_cell_neighbours(cell, near);
        for (int k = 0; k < 4; k++) assert_int_equal(near[k].id, ent_square_id(want[k]));
    }
}

static void test_cell__being_neighbours_is_mutual(void **state)
{
    (void)state;
    for (int level = 0; level <= 4; level++) {
        for (uint64_t id = ent_cell_range_min(ent_cell_face(0)); id < UINT64_C(6) << 61;) {
            ent_cell cell = ent_cell_parent((ent_cell){id}, level), near[4], back[4];
            ent_cell_neighbours(cell, near);
            for (int k = 0; k < 4; k++) {
                ent_cell_neighbours(near[k], back);
                assert_true(has(back, 4, cell));
            }
            id = ent_cell_range_max(cell) + 2;
        }
    }
}

static void test_cell__squares_and_ids_are_inverse(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
        for (int level = 0; level <= 30; level++) {
            ent_cell cell = ent_cell_parent((ent_cell){published[k].id}, level);
            ent_lonlat place = {published[k].lon, published[k].lat};
            assert_int_equal(ent_square_id(ent_square_of(cell.id)), cell.id);
            assert_int_equal(ent_cell_at(place, level).id, cell.id);
            assert_int_equal(ent_cell_at(ent_cell_centre(cell), level).id, cell.id);
        }
    }
}

static void test_cell__whatever_is_no_place_has_no_cell(void **state)
{
    (void)state;
    assert_int_equal(ent_cell_at((ent_lonlat){0, 90.0000001}, 30).id, 0);
    assert_int_equal(ent_cell_at((ent_lonlat){NAN, 0}, 30).id, 0);
    assert_int_equal(ent_cell_at((ent_lonlat){0, NAN}, 30).id, 0);
    assert_int_equal(ent_cell_at((ent_lonlat){INFINITY, 0}, 30).id, 0);
    assert_int_equal(ent_cell_at((ent_lonlat){0, 0}, 31).id, 0);
    assert_int_equal(ent_cell_at((ent_lonlat){0, 0}, -1).id, 0);
    assert_int_equal(ent_cell_face(6).id, 0);
}

static void test_cell__seam_and_poles_are_ordinary_places(void **state)
{
    (void)state;
    ent_lonlat east = {180, 10}, west = {-180, 10}, far = {540, 10};
    assert_int_equal(ent_cell_at(east, 20).id, ent_cell_at(west, 20).id);
    assert_int_equal(ent_cell_at(far, 20).id, ent_cell_at(west, 20).id);
    for (double lon = -180; lon <= 180; lon += 15) {
        assert_int_equal(ent_cell_face_of(ent_cell_at((ent_lonlat){lon, 90}, 30)), 2);
        assert_int_equal(ent_cell_face_of(ent_cell_at((ent_lonlat){lon, -90}, 30)), 5);
    }
}

static void test_cell__areas_add_up_to_the_ellipsoid(void **state)
{
    (void)state;
    double lo = 0, hi = 0, l, h;
    for (int face = 0; face < 6; face++) {
        ent_cell_area(ent_cell_face(face), &l, &h);
        lo += l, hi += h;
    }
    /* 2 pi a^2 + pi b^2 / e ln((1 + e) / (1 - e)) = 510065621724088.44 m2 */
    assert_true(lo <= 510065621724088.5 && hi >= 510065621724088.4);
    assert_true(hi - lo < 5e-8 * 510065621724088.5);
}

static void test_cell__areas_of_children_add_up(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
        for (int level = 0; level < 30; level++) {
            ent_cell cell = ent_cell_parent((ent_cell){published[k].id}, level);
            double lo, hi, sum_lo = 0, sum_hi = 0, l, h;
            ent_cell_area(cell, &lo, &hi);
            for (int c = 0; c < 4; c++) {
                ent_cell_area(ent_cell_child(cell, c), &l, &h);
                sum_lo += l, sum_hi += h;
            }
            assert_true(sum_lo <= hi && lo <= sum_hi);
            assert_true(hi - lo <= (level <= 20 ? 5e-8 : 2e-6) * hi);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cell__positions_have_their_published_ids),
        cmocka_unit_test(test_cell__tokens_are_the_published_ones),
        cmocka_unit_test(test_cell__what_is_no_token_gives_none),
        cmocka_unit_test(test_cell__parents_and_children),
        cmocka_unit_test(test_cell__containment),
        cmocka_unit_test(test_cell__paths_along_the_curve),
        cmocka_unit_test(test_cell__neighbours_of_faces),
        cmocka_unit_test(test_cell__neighbours_across_faces_at_every_level),
        cmocka_unit_test(test_cell__being_neighbours_is_mutual),
        cmocka_unit_test(test_cell__squares_and_ids_are_inverse),
        cmocka_unit_test(test_cell__whatever_is_no_place_has_no_cell),
        cmocka_unit_test(test_cell__seam_and_poles_are_ordinary_places),
        cmocka_unit_test(test_cell__areas_add_up_to_the_ellipsoid),
        cmocka_unit_test(test_cell__areas_of_children_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
