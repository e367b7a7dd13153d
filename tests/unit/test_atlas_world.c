/* The real map, at $ENTENTE_ATLAS or build/atlas/world.atlas; skipped where none was built. Figures name
 * their layer; distances were computed by an independent program over the same geodesic edges. */
#include "atlas/atlas_file.h"
#include "base/csv.h"
#include "cm.h"
#include "with_world.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_time day(const char *text)
{
    ent_when when;
    size_t offset;
    assert_int_equal(ent_when_parse(ent_str_of(text), &when, &offset, NULL), ENT_OK);
    return ent_when_hull(&when).from;
}

static ent_territory_query query(const char *view, ent_layer layer, const char *on)
{
    return (ent_territory_query){
        .view = (size_t)ent_atlas_view_find(world, ent_str_of(view)), .layer = layer, .day = day(on)};
}

static ent_tree *territory(const char *code, ent_territory_query q)
{
    const int index = ent_atlas_country_find(world, ent_str_of(code));
    ent_tree *tree = NULL;
    assert_true(index >= 0);
    assert_int_equal(ent_atlas_territory(world, &index, 1, q, &tree, NULL), ENT_OK);
    return tree;
}

static double distance_km(const ent_tree *tree, double lon, double lat)
{
    ent_bounds_m d = {NAN, NAN};
    assert_int_equal(ent_tree_distance(tree, (ent_lonlat){lon, lat}, 0, &d, NULL), ENT_OK);
    return d.lo_m / 1000;
}

static void is_near(double got, double wanted, double slack)
{
    if (!(fabs(got - wanted) <= slack)) fail_msg("%.6f, wanted %.6f within %g", got, wanted, slack);
}

/* ---- distances from Chernyakhovsk -------------------------------------------------------- */

static void atlas_world__chernyakhovsk_on_land(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        double km;
    } wanted[] = {{"DEU", 499.781}, {"POL", 33.203}, {"LTU", 47.160}, {"LVA", 165.618}, {"RUS", -33.203}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        ent_tree *tree = territory(wanted[i].code, query("un", ENT_LAYER_LAND, "2022-01-11"));
        is_near(distance_km(tree, 21.81, 54.63), wanted[i].km, 0.001);
        ent_tree_free(tree);
    }
}

static void atlas_world__chernyakhovsk_with_the_sea(void **state)
{
    (void)state;
    ent_territory_query q = query("un", ENT_LAYER_LAND_SEA, "2022-01-11");
    ent_tree *planar = territory("DEU", q);
    is_near(distance_km(planar, 21.81, 54.63), 497.329, 0.002); /* edges straight in longitude and latitude */
    ent_tree_free(planar);
    q.edges = ENT_EDGES_GEODESIC;
    ent_tree *geodesic = territory("DEU", q);
    is_near(distance_km(geodesic, 21.81, 54.63), 497.321, 0.001);
    ent_tree_free(geodesic);
}

/* ---- groups ------------------------------------------------------------------------------ */

static ent_tree *group_territory(const char *group, ent_territory_query q)
{
    int members[64];
    size_t count = 0;
    const ent_groups *groups = ent_atlas_groups(world);
    for (size_t i = 0; i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (strcmp(m->group, group) != 0 || !ent_is_yes(ent_membership_holds(m, q.day))) continue;
        members[count++] = ent_atlas_country_find(world, ent_str_of(m->member));
    }
    ent_tree *tree = NULL;
    assert_true(count > 5);
    assert_int_equal(ent_atlas_territory(world, members, count, q, &tree, NULL), ENT_OK);
    return tree;
}

/* No border is left between members: places on them lie deep inside. */
static void atlas_world__nato_has_no_inner_borders(void **state)
{
    (void)state;
    ent_tree *nato = group_territory("NATO", query("un", ENT_LAYER_LAND, "2022-01-11"));
    assert_true(distance_km(nato, 14.60, 52.60) < -80); /* the Oder, Germany and Poland */
    assert_true(distance_km(nato, 12.10, 50.32) < -20); /* Germany and Czechia; Austria is some way off */
    assert_true(distance_km(nato, 23.0, 58.0) > 0);     /* the Gulf of Riga */
    assert_true(distance_km(nato, 25.31, 57.98) < -50); /* Estonia and Latvia */
    is_near(distance_km(nato, 21.81, 54.63), 33.203, 0.001);
    ent_tree_free(nato);
}

static void atlas_world__no_arc_parts_a_group_from_itself(void **state)
{
    (void)state;
    /* Borders drawn twice would leave hairs inside: every place along POL-DEU must be far from any border of
     * the two. */
    const int two[] = {ent_atlas_country_find(world, ENT_STR("POL")),
                       ent_atlas_country_find(world, ENT_STR("DEU"))};
    const ent_territory_query q = query("un", ENT_LAYER_LAND, "2022-01-11");
    ent_tree *both = NULL, *line = NULL;
    assert_int_equal(ent_atlas_territory(world, two, 2, q, &both, NULL), ENT_OK);
    line = territory("POL", q);
    size_t tried = 0;
    for (double lat = 51.2; lat < 53.2; lat += 0.04) {
        ent_bounds_m d;
        ent_lonlat at;
        double azimuth;
        if (ent_tree_nearest(line, (ent_lonlat){14.0, lat}, &d, &at, &azimuth, NULL) != ENT_OK) continue;
        assert_true(distance_km(both, at.lon_deg, at.lat_deg) < -10);
        tried++;
    }
    assert_true(tried > 40);
    ent_tree_free(both);
    ent_tree_free(line);
}

/* Ground drawn for two states is ground of each: the Dollart, of Germany and of the Netherlands. */
static void atlas_world__ground_of_two(void **state)
{
    (void)state;
    static const char *const codes[] = {"DEU", "NLD"};
    const ent_territory_query q = query("un", ENT_LAYER_LAND_SEA, "2022-01-11");
    for (size_t i = 0; i < 2; i++) {
        const int index = ent_atlas_country_find(world, ent_str_of(codes[i]));
        ent_bounds_m d = {NAN, NAN};
        assert_int_equal(ent_atlas_distance(world, &index, 1, q, (ent_lonlat){7.08, 53.32}, &d, NULL),
                         ENT_OK);
        assert_true(d.hi_m < 0);
    }
    int found[4];
    assert_int_equal(ent_atlas_owners_near(world, q, (ent_lonlat){7.08, 53.32}, 0, found, 4), 2);
}

static void atlas_world__members_on_a_day(void **state)
{
    (void)state;
    const ent_groups *g = ent_atlas_groups(world);
    assert_true(ent_is_no(ent_groups_is_member(g, ENT_STR("NATO"), ENT_STR("FIN"), day("2023-04-03"))));
    assert_true(ent_is_yes(ent_groups_is_member(g, ENT_STR("NATO"), ENT_STR("FIN"), day("2023-05-01"))));
    assert_true(ent_is_no(ent_groups_is_member(g, ENT_STR("NATO"), ENT_STR("POL"), day("1997-05-27"))));
    assert_true(ent_is_yes(ent_groups_is_member(g, ENT_STR("EU"), ENT_STR("GBR"), day("2020-01-31"))));
    assert_true(ent_is_no(ent_groups_is_member(g, ENT_STR("EU"), ENT_STR("GBR"), day("2020-02-01"))));
    assert_true(ent_is_unclear(ent_groups_is_member(g, ENT_STR("OSCE"), ENT_STR("MLT"), day("1973-06-01"))));
    assert_true(
        ent_is_yes(ent_groups_is_member(g, ENT_STR("Black Sea Powers"), ENT_STR("GEO"), day("2022-01-11"))));
}

/* ---- ground ------------------------------------------------------------------------------ */

static double area_km2(const char *name, ent_layer layer)
{
    for (size_t i = 0; i < ent_atlas_piece_count(world); i++)
        if (strcmp(ent_atlas_piece_at(world, i).name, name) == 0)
            return ent_atlas_piece_at(world, i).area_m2[layer] / 1e6;
    fail_msg("no piece %s", name);
    return NAN;
}

static void atlas_world__areas(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        double km2;
    } land[] = {{"POL", 312004}, {"DEU", 357637}, {"ISL", 102797},
                {"MLT", 316},    {"FJI", 18720},  {"GBR", 244528}};
    for (size_t i = 0; i < sizeof land / sizeof *land; i++)
        is_near(area_km2(land[i].code, ENT_LAYER_LAND) / land[i].km2, 1, 0.005);
    static const struct {
        const char *piece;
        double km2;
        ent_layer layer;
    } pieces[] = {{"UKR-CRI", 44801, ENT_LAYER_LAND_SEA}, {"ESH-W", 207731, ENT_LAYER_LAND_SEA},
                  {"GEO-ABK", 8660, ENT_LAYER_LAND},      {"GEO-SOS", 4463, ENT_LAYER_LAND},
                  {"SYR-GOL", 1307, ENT_LAYER_LAND},      {"PSE-EJ", 72, ENT_LAYER_LAND},
                  {"SDN-ABY", 10494, ENT_LAYER_LAND}};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        is_near(area_km2(pieces[i].piece, pieces[i].layer) / pieces[i].km2, 1,
                0.025); /* lines are good to kilometres */
}

/* Pieces do not overlap and leave no gaps between them: with what is nobody's, they make up the Earth. Here:
 * their land is the land of the sea mask, 149 million km2 with Antarctica and its ice. */
static void atlas_world__land_of_the_earth(void **state)
{
    (void)state;
    double sum = 0;
    for (size_t i = 0; i < ent_atlas_piece_count(world); i++) {
        const ent_piece p = ent_atlas_piece_at(world, i);
        assert_true(p.area_m2[ENT_LAYER_LAND] > -1 &&
                    p.area_m2[ENT_LAYER_LAND] <= p.area_m2[ENT_LAYER_LAND_SEA] + 1);
        sum += p.area_m2[ENT_LAYER_LAND] / 1e6;
    }
    is_near(sum, 147.5e6, 1.5e6);
}

static size_t table_of_places(const ent_cell_text **cells, ent_csv *csv)
{
    size_t places = 0;
    while (ent_csv_next(csv, cells)) {
        double lon, lat;
        const ent_cell_text *c = *cells;
        char on[32];
        assert_true(ent_str_to_double(c[1].text, &lon) && ent_str_to_double(c[2].text, &lat));
        (void)snprintf(on, sizeof on, ENT_STR_FMT, ENT_STR_ARG(c[3].text));
        for (int view = 0; view < 2; view++)
            for (int layer = 0; layer < 2; layer++) {
                ent_territory_query q = query(view ? "de-facto" : "un", (ent_layer)layer, on);
                q.own_only = true;
                const int owner = ent_atlas_owner_at(world, q, (ent_lonlat){lon, lat});
                const char *code = owner < 0 ? "" : ent_atlas_country_at(world, (size_t)owner).code;
                if (!ent_str_is(c[4 + view].text, code))
                    fail_msg(ENT_STR_FMT " under view %d on layer %d: %s", ENT_STR_ARG(c[0].text), view,
                             layer, code);
            }
        places++;
    }
    return places;
}

static void atlas_world__every_place_of_the_table_has_its_owner(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_csv *csv = NULL;
    const ent_cell_text *cells = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_csv_open(ENT_SOURCE_DIR "/data/view-points.csv", diags, &csv, NULL), ENT_OK);
    assert_true(table_of_places(&cells, csv) > 70);
    assert_int_equal(ent_csv_status(csv, NULL), ENT_OK);
    ent_csv_close(csv);
    ent_diags_free(diags);
}

/* Every row of since.csv is a state of the map, a day after the silence, and names its source. */
static void atlas_world__days_of_states_are_dated_and_sourced(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_csv *csv = NULL;
    const ent_cell_text *c = NULL;
    size_t states = 0;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_csv_open(ENT_SOURCE_DIR "/data/since.csv", diags, &csv, NULL), ENT_OK);
    for (; ent_csv_next(csv, &c); states++) {
        const int country = ent_atlas_country_find(world, c[0].text);
        assert_true(country >= 0 && c[2].text.len && c[3].text.len);
        const char *since = ent_atlas_ground_since(world, country);
        assert_true(since && ent_str_is(c[1].text, since) && strcmp(since, ENT_ATLAS_SILENT_UNTIL) > 0);
        (void)day(since);
    }
    assert_int_equal(ent_csv_status(csv, NULL), ENT_OK);
    assert_int_equal(states, 35);
    assert_null(ent_atlas_ground_since(world, ent_atlas_country_find(world, ENT_STR("POL"))));
    ent_csv_close(csv);
    ent_diags_free(diags);
}

/* ---- seam and pole ----------------------------------------------------------------------- */

static void atlas_world__the_antimeridian_is_no_border(void **state)
{
    (void)state;
    ent_tree *russia = territory("RUS", query("un", ENT_LAYER_LAND, "2022-01-11"));
    assert_true(distance_km(russia, 180, 67.5) < -100);
    assert_true(distance_km(russia, -179.999, 67.5) < -100);
    assert_true(distance_km(russia, 179.999, 67.5) < -100);
    is_near(distance_km(russia, 179.9999, 67.5), distance_km(russia, -179.9999, 67.5), 0.05);
    ent_tree_free(russia);
    ent_tree *fiji = territory("FJI", query("un", ENT_LAYER_LAND_SEA, "2022-01-11"));
    assert_true(distance_km(fiji, 180, -16.5) < -10);
    ent_tree_free(fiji);
}

static void atlas_world__the_south_pole_is_inland(void **state)
{
    (void)state;
    ent_tree *antarctica = territory("ATA", query("un", ENT_LAYER_LAND, "2022-01-11"));
    assert_true(distance_km(antarctica, 0, -90) < -400);
    assert_true(distance_km(antarctica, 180, -86) < -100);
    assert_true(distance_km(antarctica, 10, -85.0511) < -400); /* where the source stops */
    assert_true(distance_km(antarctica, 0, -60) > 900);
    ent_tree_free(antarctica);
}

/* ---- towns ------------------------------------------------------------------------------- */

static void atlas_world__chernyakhovsk_by_its_names(void **state)
{
    (void)state;
    static const char *const names[] = {"Chernyakhovsk", "Insterburg", "insterburg, russia", "ЧЕРНЯХОВСК",
                                        "Tschernjachowsk"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ent_town town;
        assert_int_equal(ent_atlas_towns_find(world, ent_str_of(names[i]), &town, 1), 1);
        assert_int_equal(town.id, 568595);
        is_near(town.place.lon_deg, 21.81557, 1e-6);
    }
    assert_string_equal(ent_atlas_town_suggest(world, ENT_STR("Chernyakovsk")), "Chernyakhovsk");
    ent_town donetsk[4];
    assert_int_equal(ent_atlas_towns_find(world, ENT_STR("Donetsk"), donetsk, 4), 2);
    assert_string_equal(donetsk[0].code2, "UA"); /* the larger of the two */
}

int main(void)
{
    const int unopened = open_world();
    if (unopened) return unopened;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(atlas_world__chernyakhovsk_on_land),
        cmocka_unit_test(atlas_world__chernyakhovsk_with_the_sea),
        cmocka_unit_test(atlas_world__nato_has_no_inner_borders),
        cmocka_unit_test(atlas_world__no_arc_parts_a_group_from_itself),
        cmocka_unit_test(atlas_world__ground_of_two),
        cmocka_unit_test(atlas_world__members_on_a_day),
        cmocka_unit_test(atlas_world__areas),
        cmocka_unit_test(atlas_world__land_of_the_earth),
        cmocka_unit_test(atlas_world__every_place_of_the_table_has_its_owner),
        cmocka_unit_test(atlas_world__days_of_states_are_dated_and_sourced),
        cmocka_unit_test(atlas_world__the_antimeridian_is_no_border),
        cmocka_unit_test(atlas_world__the_south_pole_is_inland),
        cmocka_unit_test(atlas_world__chernyakhovsk_by_its_names),
    };
    const int failed = cmocka_run_group_tests_name("atlas_world", tests, NULL, NULL);
    ent_atlas_close(world);
    return failed;
}
