/* A view of the user's own laid over the tiny map. */
#include "base/buf.h"
#include "cm.h"
#include "entente/ogr.h"
#include "ogr/ogr.h"
#include "tiny_atlas.h"
#include <math.h>
#include <string.h>

/* A square in Alpha from 2020, one over the border of the two until 2010, and a third over the first from
 * 2030. */
static const char areas[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"owner\":\"Beta\",\"from\":\"2020-01-01\",\"source\":\"a\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[4,4],[6,4],[6,6],[4,6],[4,4]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"owner\":null,\"until\":\"2010-01-01\",\"source\":\"b\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[9,7],[11,7],[11,9],[9,9],[9,7]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"owner\":\"CCC\",\"from\":\"2030-01-01\",\"source\":\"c\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[5,4],[6,4],[6,6],[5,6],[5,4]]]}}]}";

static ent_status lay(const char *text, const char *name, ent_diags *diags, ent_atlas **out, ent_error *err)
{
    char drawn[128], made[128];
    tiny_path(drawn, sizeof drawn, "areas.geojson");
    tiny_path(made, sizeof made, "overlay.atlas");
    assert_int_equal(ent_file_replace(drawn, ent_str_of(text), NULL), ENT_OK);
    ent_atlas *tiny = tiny_open();
    assert_non_null(tiny);
    const ent_overlay_opts opts = {.areas = drawn, .name = name, .base_view = NULL, .out = made};
    ent_status st = ent_ogr_view_overlay(tiny, &opts, diags, err);
    if (st == ENT_OK) st = ent_atlas_open(made, out, err);
    ent_atlas_close(tiny);
    (void)unlink(drawn);
    (void)unlink(made);
    return st;
}

static const char *owner(const ent_atlas *atlas, const char *view, const char *on, double lon, double lat)
{
    ent_when when;
    size_t offset;
    assert_int_equal(ent_when_parse(ent_str_of(on), &when, &offset, NULL), ENT_OK);
    const ent_territory_query q = {.view = (size_t)ent_atlas_view_find(atlas, ent_str_of(view)),
                                   .day = ent_when_hull(&when).from,
                                   .own_only = true};
    const int index = ent_atlas_owner_at(atlas, q, (ent_lonlat){lon, lat});
    return index < 0 ? "" : ent_atlas_country_at(atlas, (size_t)index).code;
}

static void ogr_overlay__areas_belong_to_their_owner_in_their_time(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_atlas *atlas = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(lay(areas, "mine", diags, &atlas, NULL), ENT_OK);
    assert_int_equal(ent_atlas_view_count(atlas), 3);
    assert_string_equal(owner(atlas, "mine", "2019-12-31", 4.5, 5), "AAA");
    assert_string_equal(owner(atlas, "mine", "2020-01-01", 4.5, 5), "BBB");
    assert_string_equal(owner(atlas, "mine", "2031-01-01", 4.5, 5), "BBB");
    assert_string_equal(owner(atlas, "mine", "2019-12-31", 5.5, 5), "AAA");
    assert_string_equal(owner(atlas, "mine", "2025-01-01", 5.5, 5), "BBB");
    assert_string_equal(owner(atlas, "mine", "2031-01-01", 5.5, 5),
                        "CCC"); /* the later area goes over the earlier */
    assert_string_equal(owner(atlas, "mine", "2009-12-31", 9.5, 8), "");
    assert_string_equal(owner(atlas, "mine", "2009-12-31", 10.5, 8), "");
    assert_string_equal(owner(atlas, "mine", "2010-01-01", 9.5, 8), "AAA");
    assert_string_equal(owner(atlas, "mine", "2010-01-01", 10.5, 8), "BBB");
    assert_string_equal(owner(atlas, "mine", "2025-01-01", 8, 5), "AAA");
    ent_atlas_close(atlas);
    ent_diags_free(diags);
}

static void ogr_overlay__the_rest_stays_as_it_was(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_atlas *atlas = NULL;
    ent_town town;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(lay(areas, "mine", diags, &atlas, NULL), ENT_OK);
    assert_string_equal(owner(atlas, "un", "2031-01-01", 5.5, 5), "AAA");
    assert_string_equal(owner(atlas, "de-facto", "2031-01-01", 15, 5), "CCC");
    assert_string_equal(owner(atlas, "mine", "2031-01-01", 15, 5), "AAA"); /* as in the base view */
    assert_int_equal(ent_atlas_towns_find(atlas, ENT_STR("litzmannstadt"), &town, 1), 1);
    assert_string_equal(town.name, "Łódź");
    assert_true(ent_groups_has(ent_atlas_groups(atlas), ENT_STR("Pact")));
    assert_int_equal(ent_atlas_country_find(atlas, ENT_STR("Betaland")), 1);
    /* The parts of Alpha make up Alpha: no border is left between them. */
    const int aaa = ent_atlas_country_find(atlas, ENT_STR("AAA"));
    ent_bounds_m d = {NAN, NAN};
    const ent_territory_query q = {.view = 0, .own_only = true};
    assert_int_equal(ent_atlas_distance(atlas, &aaa, 1, q, (ent_lonlat){6, 5}, &d, NULL), ENT_OK);
    assert_true(d.hi_m < -400000);
    double alpha = 0;
    for (size_t i = 0; i < ent_atlas_piece_count(atlas); i++)
        if (strncmp(ent_atlas_piece_at(atlas, i).name, "AAA", 3) == 0 &&
            !strchr(ent_atlas_piece_at(atlas, i).name, '|'))
            alpha += ent_atlas_piece_at(atlas, i).area_m2[ENT_LAYER_LAND];
    assert_true(fabs(alpha / (8 * 10 * 12308e6) - 1) < 0.01); /* eight by ten degrees at the equator */
    ent_atlas_close(atlas);
    ent_diags_free(diags);
}

static void ogr_overlay__wrong_areas_are_shown(void **state)
{
    (void)state;
    static const char wrong[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"owner\":\"Bta\"},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[4,4],[6,4],[6,6],[4,4]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"owner\":\"AAA\",\"from\":\"soon\"},\"geometry\":{\"type\":"
        "\"Point\",\"coordinates\":[4,4]}}]}";
    ent_diags *diags = NULL;
    ent_atlas *atlas = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(lay(wrong, "mine", diags, &atlas, NULL), ENT_E_FORMAT);
    assert_int_equal(ent_diags_count(diags), 3);
    assert_string_equal(ent_diags_at(diags, 0)->message, "no country \"Bta\"");
    assert_string_equal(ent_diags_at(diags, 1)->message, "not a date");
    assert_string_equal(ent_diags_at(diags, 2)->message, "not an area");
    ent_diags_free(diags);
}

static void ogr_overlay__names_that_cannot_be(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_atlas *atlas = NULL;
    ent_error err;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(lay(areas, "de-facto", diags, &atlas, &err), ENT_E_DOMAIN);
    assert_string_equal(err.message, "the map has a view \"de-facto\" already");
    assert_int_equal(lay("{\"type\":\"FeatureCollection\",\"features\":[]}", "mine", diags, &atlas, &err),
                     ENT_E_FORMAT);
    ent_diags_free(diags);
}

static void ogr_draft__what_is_beside_the_seam_is_on_it(void **state)
{
    (void)state;
    const int32_t seam = 180 * ENT_GRID_PER_DEGREE;
    assert_int_equal(ent_draft_point(179.9999914, -78).x, seam); /* 86 steps off, as Antarctica is drawn */
    assert_int_equal(ent_draft_point(-179.9999914, -78).x, -seam);
    assert_int_equal(ent_draft_point(180, 0).x, seam);
    assert_int_equal(ent_draft_point(-180.0000001, 0).x, -seam);
    assert_int_equal(ent_draft_point(179.99998, 0).x, seam - 200);
    assert_int_equal(ent_draft_point(-179.99998, 0).x, 200 - seam);
    assert_int_equal(ent_draft_point(0, -90.5).y, -90 * ENT_GRID_PER_DEGREE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ogr_draft__what_is_beside_the_seam_is_on_it),
        cmocka_unit_test(ogr_overlay__areas_belong_to_their_owner_in_their_time),
        cmocka_unit_test(ogr_overlay__the_rest_stays_as_it_was),
        cmocka_unit_test(ogr_overlay__wrong_areas_are_shown),
        cmocka_unit_test(ogr_overlay__names_that_cannot_be),
    };
    return cmocka_run_group_tests_name("ogr_overlay", tests, NULL, NULL);
}
