/* The atlas file: what is written is read back, what is damaged is refused, and no byte can make a reader
 * leave it. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "cm.h"
#include "with_tiny.h"
#include <fcntl.h>
#include <math.h>
#include <string.h>

static int country(const char *name)
{
    return ent_atlas_country_find(tiny, ent_str_of(name));
}

static void atlas_file__tables_come_back(void **state)
{
    (void)state;
    assert_int_equal(ent_atlas_source_count(tiny), 1);
    assert_string_equal(ent_atlas_source_at(tiny, 0), "made up, 2031");
    assert_true(ent_atlas_error_m(tiny) == 3.0);
    assert_int_equal(strlen(ent_atlas_hash(tiny)), 64);
    assert_int_equal(ent_atlas_view_count(tiny), 2);
    assert_int_equal(ent_atlas_view_find(tiny, ENT_STR("DE-FACTO")), 1);
    assert_int_equal(ent_atlas_view_find(tiny, ENT_STR("mine")), -1);
    assert_string_equal(ent_atlas_view_at(tiny, 0).note, "as drawn");
    assert_int_equal(ent_atlas_piece_count(tiny), 4);
    assert_string_equal(ent_atlas_piece_at(tiny, 2).title, "The Box");
}

static void atlas_file__countries_by_code_and_name(void **state)
{
    (void)state;
    assert_int_equal(ent_atlas_country_count(tiny), 3);
    assert_string_equal(ent_atlas_country_at(tiny, 0).code, "AAA"); /* sorted, whatever order they came in */
    assert_int_equal(country("aaa"), 0);
    assert_int_equal(country("BB"), 1);
    assert_int_equal(country("republic of beta"), 1);
    assert_int_equal(country("Land of B"), 1);
    assert_int_equal(country("Land"), -1);
    assert_int_equal(country(""), -1);
    assert_string_equal(ent_atlas_country_at(tiny, 2).state, "AAA");
    assert_string_equal(ent_atlas_country_at(tiny, 1).state, "BBB");
    assert_string_equal(ent_atlas_country_suggest(tiny, ENT_STR("Alpa")), "Alpha");
    assert_string_equal(ent_atlas_country_suggest(tiny, ENT_STR("BBC")), "BBB");
    assert_null(ent_atlas_country_suggest(tiny, ENT_STR("Quite another")));
}

static void atlas_file__only_pieces_that_differ_are_holdings(void **state)
{
    (void)state;
    assert_int_equal(ent_atlas_holding_count(tiny, 0), 1);
    assert_int_equal(ent_atlas_holding_count(tiny, 1), 2);
    const ent_holding before = ent_atlas_holding_at(tiny, 1, 0), after = ent_atlas_holding_at(tiny, 1, 1);
    assert_string_equal(before.owner, "BBB"); /* in order of time, though given the other way round */
    assert_string_equal(after.owner, "CCC");
    assert_true(before.until.seconds == TINY_DAY_2014 && after.from.seconds == TINY_DAY_2014);
    assert_string_equal(after.piece, "DIS");
    assert_string_equal(after.note, "taken");
    assert_true(after.area_m2 == 4.9e10);
}

static ent_territory_query query(size_t view, ent_layer layer, int64_t day)
{
    return (ent_territory_query){.view = view, .layer = layer, .day = {day}};
}

static double distance(const int *countries, size_t count, ent_territory_query q, double lon, double lat)
{
    ent_tree *tree = NULL;
    ent_bounds_m d = {NAN, NAN};
    assert_int_equal(ent_atlas_territory(tiny, countries, count, q, &tree, NULL), ENT_OK);
    assert_int_equal(ent_tree_distance(tree, (ent_lonlat){lon, lat}, 0, &d, NULL), ENT_OK);
    ent_tree_free(tree);
    return d.lo_m;
}

static void atlas_file__groups_dissolve_inner_borders(void **state)
{
    (void)state;
    const int both[] = {country("AAA"), country("BBB")};
    const ent_territory_query q = query(0, ENT_LAYER_LAND, 0);
    assert_true(fabs(distance(both, 1, q, 10, 5)) <= 2 * ENT_PLANAR_MAP_M); /* on the border of one */
    assert_true(distance(both, 2, q, 10, 5) < -550000);                     /* deep inside the two */
    assert_true(distance(both, 2, q, 14, 5) < -440000); /* the border of the disputed box is inner too */
    assert_true(fabs(distance(both + 1, 1, q, 14, 5)) <=
                2 * ENT_PLANAR_MAP_M); /* but a border of the other alone */
}

/* Nobody's hair between neighbours stays outside each of them, and is closed in their union. */
static void atlas_file__gaps_close_inside_a_group(void **state)
{
    (void)state;
    const int both[] = {country("AAA"), country("BBB")};
    const ent_territory_query q = query(0, ENT_LAYER_LAND, 0);
    assert_true(distance(both, 1, q, 10.0005, 2.5) > 50);
    assert_true(distance(both + 1, 1, q, 10.0005, 2.5) > 50);
    assert_true(distance(both, 2, q, 10.0005, 2.5) < -200000);
    assert_true(distance(both, 2, q, 10, 2.5) < -200000);
    assert_int_equal(ent_atlas_owner_at(tiny, q, (ent_lonlat){10.0005, 2.5}), -1);
}

static void atlas_file__layers_and_views_choose_the_ground(void **state)
{
    (void)state;
    const int aaa[] = {country("AAA")}, bbb[] = {country("BBB")}, ccc[] = {country("CCC")};
    assert_true(distance(aaa, 1, query(0, ENT_LAYER_LAND, 0), 1, 5) > 110000);
    assert_true(distance(aaa, 1, query(0, ENT_LAYER_LAND_SEA, 0), 1, 5) < -110000);
    assert_true(distance(aaa, 1, query(0, ENT_LAYER_LAND, 0), 15, 5) < -100000);
    assert_true(distance(bbb, 1, query(1, ENT_LAYER_LAND, TINY_DAY_2014 - 1), 15, 5) < -100000);
    assert_true(distance(bbb, 1, query(1, ENT_LAYER_LAND, TINY_DAY_2014), 15, 5) > 100000);
    assert_true(distance(aaa, 1, query(1, ENT_LAYER_LAND, TINY_DAY_2014), 15, 5) <
                -100000); /* by its territory CCC */
    ent_territory_query own = query(1, ENT_LAYER_LAND, TINY_DAY_2014);
    own.own_only = true;
    assert_true(distance(aaa, 1, own, 15, 5) > 400000);
    assert_true(distance(ccc, 1, own, 15, 5) < -100000);
    assert_true(distance(ccc, 1, query(0, ENT_LAYER_LAND, 0), 15, 5) ==
                INFINITY); /* no ground: the empty shape */
}

static const char *owner(size_t view, ent_layer layer, int64_t day, double lon, double lat)
{
    ent_territory_query q = query(view, layer, day);
    q.own_only = true;
    const int index = ent_atlas_owner_at(tiny, q, (ent_lonlat){lon, lat});
    return index < 0 ? "" : ent_atlas_country_at(tiny, (size_t)index).code;
}

static void atlas_file__owner_of_a_place(void **state)
{
    (void)state;
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 5, 5), "AAA");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 365, 5), "AAA");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 12, 0.001), "BBB");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 1, 5), "");
    assert_string_equal(owner(0, ENT_LAYER_LAND_SEA, 0, 1, 5), "AAA");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 15, 5), "AAA");
    assert_string_equal(owner(1, ENT_LAYER_LAND, 0, 15, 5), "BBB");
    assert_string_equal(owner(1, ENT_LAYER_LAND, TINY_DAY_2014, 15, 5), "CCC");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 17, 5), "BBB"); /* east of the box again */
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 25, 5), "");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 12, 2),
                        "BBB"); /* level with the vertex where the gap begins */
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 12, 3), "BBB");
    assert_string_equal(owner(0, ENT_LAYER_LAND, 0, 5, -5), "");
    assert_int_equal(ent_atlas_owner_at(tiny, query(0, ENT_LAYER_LAND, 0), (ent_lonlat){NAN, 5}), -1);
    assert_int_equal(ent_atlas_owner_at(tiny, query(0, ENT_LAYER_LAND, 0), (ent_lonlat){5, 91}), -1);
    const int state_of_it =
        ent_atlas_owner_at(tiny, query(1, ENT_LAYER_LAND, TINY_DAY_2014), (ent_lonlat){15, 5});
    assert_int_equal(state_of_it, country("AAA")); /* without own_only: the state */
}

/* The distance asked of the map itself is that of the territory's tree, inside and out, gaps closed. */
static void atlas_file__distance_without_a_tree(void **state)
{
    (void)state;
    const int both[] = {country("AAA"), country("BBB")};
    const ent_territory_query q = query(0, ENT_LAYER_LAND, 0);
    static const double places[][2] = {{5, 5},  {10, 2.5},  {10.0005, 2.5}, {15, 5},
                                       {25, 5}, {-60, -40}, {9.9, 7},       {170, 5}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (size_t count = 1; count <= 2; count++) {
            ent_bounds_m d = {NAN, NAN};
            assert_int_equal(
                ent_atlas_distance(tiny, both, count, q, (ent_lonlat){places[i][0], places[i][1]}, &d, NULL),
                ENT_OK);
            const double built_m = distance(both, count, q, places[i][0], places[i][1]);
            assert_true(fabs(d.lo_m - built_m) <= 2 * ENT_PLANAR_MAP_M);
        }
}

/* The box's northern edge runs along the parallel, and the arcs that it is measured by to the north of it, a
 * metre if they were as long as they may be. What they are off is in every interval: right at the edge
 * neither side is certain, and half a metre off it each is. */
static void atlas_file__the_border_is_no_nearer_than_known(void **state)
{
    (void)state;
    const int one = country("AAA");
    const ent_territory_query q = query(0, ENT_LAYER_LAND, 0);
    static const double off_m[] = {-0.5, 0, 0.5};
    ent_tree *tree = NULL;
    assert_int_equal(ent_atlas_territory(tiny, &one, 1, q, &tree, NULL), ENT_OK);
    assert_true(ent_tree_edge_error_m(tree) > 0 && ent_tree_edge_error_m(tree) <= ENT_PLANAR_MAP_M);
    for (int i = 0; i < 3; i++)
        for (double lon = 2.53; lon < 9.5; lon += 0.37) {
            const ent_lonlat place = {lon, 10 + off_m[i] / 110608.0};
            ent_bounds_m d = {NAN, NAN};
            ent_truth inside;
            assert_int_equal(ent_atlas_distance(tiny, &one, 1, q, place, &d, NULL), ENT_OK);
            if (!(d.lo_m <= off_m[i] && off_m[i] <= d.hi_m))
                fail_msg("%g m off at %g: %.6f..%.6f", off_m[i], lon, d.lo_m, d.hi_m);
            assert_true(d.hi_m - d.lo_m <= 4 * ENT_PLANAR_MAP_M + 1e-6);
            assert_int_equal(ent_tree_within(tree, place, 0, &inside, NULL), ENT_OK);
            assert_int_equal(inside.sign, off_m[i] < 0 ? 1 : off_m[i] > 0 ? -1 : 0);
        }
    ent_tree_free(tree);
}

static void atlas_file__pieces_by_name(void **state)
{
    (void)state;
    ent_tree *tree = NULL;
    assert_int_equal(ent_atlas_piece(tiny, ENT_STR("dis"), ENT_LAYER_LAND, ENT_EDGES_PLANAR, &tree, NULL),
                     ENT_OK);
    assert_true(ent_is_yes(ent_tree_contains(tree, (ent_lonlat){15, 5})));
    assert_true(ent_is_no(ent_tree_contains(tree, (ent_lonlat){17, 5})));
    ent_tree_free(tree);
    ent_error err;
    assert_int_equal(ent_atlas_piece(tiny, ENT_STR("XYZ"), ENT_LAYER_LAND, ENT_EDGES_PLANAR, &tree, &err),
                     ENT_E_NOT_FOUND);
    assert_string_equal(err.message, "the atlas has no piece XYZ");
}

/* ---- writing ----------------------------------------------------------------------------- */

static void read_file(const char *path, ent_buf *out)
{
    assert_int_equal(ent_file_read(path, 1 << 20, out, NULL), ENT_OK);
}

static void write_tiny(char *path, size_t size, ent_buf *out)
{
    const ent_atlas_content content = tiny_content();
    tiny_path(path, size, "written.atlas");
    assert_int_equal(ent_atlas_write(path, &content, NULL), ENT_OK);
    read_file(path, out);
}

static void atlas_file__same_content_same_bytes(void **state)
{
    (void)state;
    char path[128];
    ent_buf first = {0}, second = {0};
    write_tiny(path, sizeof path, &first);
    write_tiny(path, sizeof path, &second);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.ptr, second.ptr, first.len);
    ent_sha256 sha;
    char hex[65];
    ent_sha256_init(&sha);
    ent_sha256_add(&sha, first.ptr + sizeof(ent_atlas_head), first.len - sizeof(ent_atlas_head));
    ent_sha256_done(&sha, hex);
    assert_string_equal(hex, ent_atlas_hash(tiny));
    ent_buf_done(&first);
    ent_buf_done(&second);
    (void)unlink(path);
}

static void atlas_file__contradictions_are_not_written(void **state)
{
    (void)state;
    char path[128];
    ent_error err;
    tiny_path(path, sizeof path, "wrong.atlas");
    ent_atlas_content content = tiny_content();
    const ent_make_holding stranger = {0, TINY_AAA, "ZZZ", "", {0}, {1}, false};
    content.holdings = &stranger, content.holding_count = 1;
    assert_int_equal(ent_atlas_write(path, &content, &err), ENT_E_DOMAIN);
    assert_string_equal(err.message, "a view gives a piece to ZZZ, which is no country here");
    content = tiny_content();
    content.piece_count = 2; /* arcs still name the others */
    assert_int_equal(ent_atlas_write(path, &content, &err), ENT_E_DOMAIN);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void atlas_file__running_out_of_memory_writes_nothing(void **state)
{
    (void)state;
    char path[128];
    tiny_path(path, sizeof path, "nomem.atlas");
    const ent_atlas_content content = tiny_content();
    ent_status st = ENT_E_NOMEM;
    uint64_t n = 0;
    while (st != ENT_OK && n < 1000) {
        ent_mem_fail_at(++n);
        st = ent_atlas_write(path, &content, NULL);
        ent_mem_fail_at(0);
        if (st == ENT_OK) break;
        assert_int_equal(st, ENT_E_NOMEM);
        assert_int_not_equal(access(path, F_OK), 0);
    }
    assert_int_equal(st, ENT_OK);
    assert_true(n > 5);
    (void)unlink(path);
}

typedef ent_status (*attempt)(void);

static char kept_path[128];

static ent_status try_to_open(void)
{
    ent_atlas *atlas = NULL;
    const ent_status st = ent_atlas_open(kept_path, &atlas, NULL);
    ent_atlas_close(atlas);
    return st;
}

static ent_status try_a_territory(void)
{
    const int both[] = {0, 1};
    ent_tree *tree = NULL;
    const ent_status st = ent_atlas_territory(tiny, both, 2, query(0, ENT_LAYER_LAND, 0), &tree, NULL);
    ent_tree_free(tree);
    return st;
}

static ent_status try_a_distance(void)
{
    const int both[] = {0, 1};
    ent_bounds_m d;
    return ent_atlas_distance(tiny, both, 2, query(0, ENT_LAYER_LAND, 0), (ent_lonlat){5, 15}, &d, NULL);
}

/* Fail the first allocation, the second, and so on until it succeeds: nothing leaks, nothing crashes. */
static void survives_any_failure(attempt ask)
{
    for (uint64_t n = 1; n < 2000; n++) {
        ent_mem_fail_at(n);
        const ent_status st = ask();
        ent_mem_fail_at(0);
        if (st == ENT_OK) {
            assert_true(n > 3);
            return;
        }
        assert_int_equal(st, ENT_E_NOMEM);
    }
    fail_msg("it never succeeded");
}

static void atlas_file__running_out_of_memory_while_asking(void **state)
{
    (void)state;
    ent_buf file = {0};
    write_tiny(kept_path, sizeof kept_path, &file);
    survives_any_failure(try_to_open);
    survives_any_failure(try_a_territory);
    survives_any_failure(try_a_distance);
    ent_buf_done(&file);
    (void)unlink(kept_path);
}

/* ---- damage ------------------------------------------------------------------------------ */

static ent_status open_bytes(const char *bytes, size_t length, ent_atlas **out)
{
    char path[128];
    tiny_path(path, sizeof path, "damaged.atlas");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC,
                  0600); /* thousands of them: not worth the disk's word each */
    assert_true(fd >= 0 && ent_file_write_all(fd, (ent_str){bytes, length}));
    assert_int_equal(close(fd), 0);
    const ent_status st = ent_atlas_open(path, out, NULL);
    (void)unlink(path);
    return st;
}

/* Ask an atlas everything it can be asked. Answers do not matter, staying inside does. */
static void ask_everything(const ent_atlas *atlas)
{
    ent_town towns[4];
    for (size_t view = 0; view < ent_atlas_view_count(atlas); view++)
        for (size_t i = 0; i < ent_atlas_holding_count(atlas, view); i++)
            (void)strlen(ent_atlas_holding_at(atlas, view, i).note);
    for (size_t i = 0; i < ent_atlas_country_count(atlas); i++) {
        const int index = (int)i;
        ent_tree *tree = NULL;
        (void)strlen(ent_atlas_country_at(atlas, i).name);
        for (int layer = 0; layer < 2; layer++)
            if (ent_atlas_territory(atlas, &index, 1, query(0, (ent_layer)layer, 0), &tree, NULL) == ENT_OK)
                ent_tree_free(tree);
    }
    for (double lon = -1; lon < 22; lon += 1.5)
        (void)ent_atlas_owner_at(atlas, query(0, ENT_LAYER_LAND, 0), (ent_lonlat){lon, 5});
    for (size_t i = 0; i < ent_atlas_source_count(atlas); i++) (void)strlen(ent_atlas_source_at(atlas, i));
    (void)ent_atlas_country_suggest(atlas, ENT_STR("Alpa"));
    (void)ent_atlas_towns_find(atlas, ENT_STR("Newtown, Beta"), towns, 4);
    (void)ent_atlas_town_suggest(atlas, ENT_STR("Newtwn"));
    (void)ent_groups_is_member(ent_atlas_groups(atlas), ENT_STR("Pact"), ENT_STR("AAA"), (ent_time){0});
}

static void atlas_file__every_truncation_is_refused(void **state)
{
    (void)state;
    char path[128];
    ent_buf file = {0};
    write_tiny(path, sizeof path, &file);
    for (size_t length = 0; length < file.len; length++) {
        ent_atlas *atlas = NULL;
        assert_int_equal(open_bytes(file.ptr, length, &atlas), ENT_E_FORMAT);
        assert_null(atlas);
    }
    ent_buf_done(&file);
    (void)unlink(path);
}

/* Every byte of head and tables set to several values; then random bytes anywhere. */
static void atlas_file__no_byte_leads_outside(void **state)
{
    (void)state;
    char path[128];
    ent_buf file = {0};
    write_tiny(path, sizeof path, &file);
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    size_t opened = 0;
    for (size_t i = 0; i < file.len; i += i < 512 ? 1 : 3)
        for (size_t v = 0; v < sizeof values; v++) {
            const char kept = file.ptr[i];
            ent_atlas *atlas = NULL;
            file.ptr[i] = (char)values[v];
            if (open_bytes(file.ptr, file.len, &atlas) == ENT_OK) {
                opened++;
                ask_everything(atlas);
            }
            ent_atlas_close(atlas);
            file.ptr[i] = kept;
        }
    assert_true(opened > 100); /* or nothing was tried beyond the door */
    ent_buf_done(&file);
    (void)unlink(path);
}

static void atlas_file__what_is_no_atlas_says_so(void **state)
{
    (void)state;
    ent_atlas *atlas = NULL;
    ent_error err;
    char path[128];
    tiny_path(path, sizeof path, "text.atlas");
    assert_int_equal(ent_atlas_open("/nonexistent/world.atlas", &atlas, &err), ENT_E_IO);
    assert_int_equal(ent_atlas_open("/tmp", &atlas, &err), ENT_E_IO);
    static const char text[] =
        "This is not a map of the world, but it is longer than the head of one would be, and so it is read.";
    assert_int_equal(ent_file_replace(path, ent_str_of(text), NULL), ENT_OK);
    assert_int_equal(ent_atlas_open(path, &atlas, &err), ENT_E_FORMAT);
    assert_non_null(strstr(err.message, "is not an atlas"));
    assert_null(atlas);
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(atlas_file__tables_come_back),
        cmocka_unit_test(atlas_file__countries_by_code_and_name),
        cmocka_unit_test(atlas_file__only_pieces_that_differ_are_holdings),
        cmocka_unit_test(atlas_file__groups_dissolve_inner_borders),
        cmocka_unit_test(atlas_file__gaps_close_inside_a_group),
        cmocka_unit_test(atlas_file__layers_and_views_choose_the_ground),
        cmocka_unit_test(atlas_file__owner_of_a_place),
        cmocka_unit_test(atlas_file__distance_without_a_tree),
        cmocka_unit_test(atlas_file__the_border_is_no_nearer_than_known),
        cmocka_unit_test(atlas_file__pieces_by_name),
        cmocka_unit_test(atlas_file__same_content_same_bytes),
        cmocka_unit_test(atlas_file__contradictions_are_not_written),
        cmocka_unit_test(atlas_file__running_out_of_memory_writes_nothing),
        cmocka_unit_test(atlas_file__running_out_of_memory_while_asking),
        cmocka_unit_test(atlas_file__every_truncation_is_refused),
        cmocka_unit_test(atlas_file__no_byte_leads_outside),
        cmocka_unit_test(atlas_file__what_is_no_atlas_says_so),
    };
    return cmocka_run_group_tests_name("atlas_file", tests, open_tiny, close_tiny);
}
