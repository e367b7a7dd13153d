/* Measuring on the map without building a territory, against the territory built: the same distances, the
 * same neighbours. On the real map, at $ENTENTE_ATLAS or build/atlas/world.atlas; skipped where there is
 * none. */
#include "cm.h"
#include "with_world.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AGREES_M 1e-6
#define WIDE 60  /* random places a country and layer, anywhere */
#define CLOSE 80 /* and around its border, 30 cm to 300 km off */
#define DISCS 20

static const char *const codes[] = {"RUS", "USA", "CAN", "NOR", "DNK", "FRA", "GBR", "NLD", "AUS", "NZL",
                                    "FJI", "KIR", "ATA", "CHN", "IND", "BRA", "CHL", "ARG", "ZAF", "LSO",
                                    "ITA", "VAT", "SMR", "MCO", "LIE", "CHE", "DEU", "POL", "LTU", "UKR",
                                    "BLR", "TUR", "CYP", "ISR", "EGY", "MAR", "GUY", "IDN", "PHL", "JPN"};
#define COUNTRIES (sizeof codes / sizeof *codes)

static const ent_lonlat corners[] = {{0, 90},   {0, -90},       {77, 89.999},    {180, 0},      {-180, 66.5},
                                     {180, 71}, {179.999, -17}, {-179.999, -17}, {180, -85},    {-180, -90},
                                     {360, 52}, {-540, 10},     {0, 0},          {179.9999, 68}};

/* ---- places ------------------------------------------------------------------------------ */

static uint64_t state = 20211217;

static double uniform(void)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (double)(state >> 11) * 0x1p-53;
}

static ent_lonlat anywhere(void)
{
    return (ent_lonlat){360 * uniform() - 180, asin(2 * uniform() - 1) * (180 / 3.14159265358979323846)};
}

static ent_lonlat walk(ent_lonlat from, double metres)
{
    ent_lonlat to;
    assert_int_equal(ent_geo_direct(from, 360 * uniform(), metres, &to, NULL), ENT_OK);
    return to;
}

/* A place off the border by 30 cm to 300 km, as likely near as far. */
static ent_lonlat by_the_border(const ent_tree *tree)
{
    const size_t count = ent_tree_segment_count(tree);
    ent_lonlat a = anywhere(), b;
    if (count) ent_tree_segment(tree, (size_t)(uniform() * (double)count), &a, &b);
    return walk(a, 0.3 * pow(1e6, uniform()));
}

/* ---- one territory ----------------------------------------------------------------------- */

typedef struct subject {
    ent_tree *tree;
    ent_territory *territory;
    ent_territory_query query;
    int country;
} subject;

static bool is_known(ent_bounds_m d)
{
    return d.hi_m - d.lo_m <= 2 * ENT_PLANAR_MAP_M + AGREES_M;
}

/* Each books what the edges that it looked at may be off: the built one all of the territory's. Nearer to the
 * border than that, the other one leaves the side open. */
static void agree(const char *what, const subject *s, ent_lonlat place, ent_bounds_m a, ent_bounds_m b)
{
    if (a.lo_m == b.lo_m && a.hi_m == b.hi_m) return; /* infinite, or bit for bit */
    const double apart = fabs(a.lo_m + a.hi_m - b.lo_m - b.hi_m) / 2;
    if (apart <= AGREES_M && is_known(a) && is_known(b)) return;
    if (b.lo_m == -b.hi_m && b.hi_m <= 2 * ENT_PLANAR_MAP_M && apart <= ENT_PLANAR_MAP_M && is_known(a))
        return;
    fail_msg("%s, %s layer %d at %.17g %.17g: %.9f..%.9f built, %.9f..%.9f not", what,
             ent_atlas_country_at(world, (size_t)s->country).code, (int)s->query.layer, place.lon_deg,
             place.lat_deg, a.lo_m, a.hi_m, b.lo_m, b.hi_m);
}

static void same_distance(const subject *s, ent_lonlat place)
{
    ent_bounds_m built, kept;
    assert_int_equal(ent_tree_distance(s->tree, place, 0, &built, NULL), ENT_OK);
    assert_int_equal(ent_territory_distance(s->territory, place, &kept, NULL), ENT_OK);
    agree("distance", s, place, built, kept);
}

static void same_in_disc(const subject *s, ent_lonlat centre, double radius_m)
{
    ent_tree *part = NULL;
    assert_int_equal(ent_territory_near(s->territory, centre, radius_m, &part, NULL), ENT_OK);
    for (int i = 0; i < 8; i++) {
        const ent_lonlat place = walk(centre, i ? radius_m * uniform() : radius_m);
        ent_bounds_m built, near;
        assert_int_equal(ent_tree_distance(s->tree, place, 0, &built, NULL), ENT_OK);
        assert_int_equal(ent_tree_distance(part, place, 0, &near, NULL), ENT_OK);
        agree("disc", s, place, built, near);
        assert_int_equal(ent_tree_contains(s->tree, place).sign, ent_tree_contains(part, place).sign);
    }
    assert_true(ent_tree_segment_count(part) <= ent_tree_segment_count(s->tree));
    ent_tree_free(part);
}

static void same_neighbour(const subject *s, ent_lonlat place, double radius_m)
{
    int owners[64];
    const size_t count = ent_atlas_owners_near(world, s->query, place, radius_m, owners, 64);
    bool found = false;
    ent_truth within, touches = ENT_NO;
    for (size_t i = 0; i < count && i < 64; i++) found |= owners[i] == s->country;
    assert_int_equal(ent_tree_within(s->tree, place, radius_m, &within, NULL), ENT_OK);
    if (!ent_is_unclear(within) && found != ent_is_yes(within))
        fail_msg("neighbour, %s layer %d at %.17g %.17g within %g m: %d built, %d not",
                 ent_atlas_country_at(world, (size_t)s->country).code, (int)s->query.layer, place.lon_deg,
                 place.lat_deg, radius_m, within.sign, found);
    ent_bounds_m d;
    assert_int_equal(ent_tree_distance(s->tree, place, 0, &d, NULL), ENT_OK);
    if (fabs(d.lo_m) < radius_m - 1) touches = ENT_YES;
    if (ent_is_yes(touches)) assert_false(ent_atlas_is_interior(world, s->query, place, radius_m));
}

static subject open_subject(const char *code, ent_layer layer, ent_edges edges)
{
    subject s = {.country = ent_atlas_country_find(world, ent_str_of(code))};
    assert_true(s.country >= 0);
    s.query = (ent_territory_query){.view = (size_t)ent_atlas_view_find(world, ENT_STR("un")),
                                    .layer = layer,
                                    .day = {1641859200}, /* 2022-01-11 */
                                    .edges = edges};
    assert_int_equal(ent_atlas_territory(world, &s.country, 1, s.query, &s.tree, NULL), ENT_OK);
    assert_int_equal(ent_territory_new(world, &s.country, 1, s.query, &s.territory, NULL), ENT_OK);
    return s;
}

static void close_subject(subject *s)
{
    ent_tree_free(s->tree);
    ent_territory_free(s->territory);
}

static void hold_against_tree(const char *code, ent_layer layer)
{
    subject s = open_subject(code, layer, ENT_EDGES_PLANAR);
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) same_distance(&s, corners[i]);
    for (int i = 0; i < WIDE; i++) same_distance(&s, anywhere());
    for (int i = 0; i < CLOSE; i++) {
        const ent_lonlat place = by_the_border(s.tree);
        same_distance(&s, place);
        same_neighbour(&s, place, 1e5 * pow(1e-4, uniform()));
    }
    for (int i = 0; i < DISCS; i++)
        same_in_disc(&s, i % 2 ? by_the_border(s.tree) : anywhere(), 4e5 * pow(1e-4, uniform()));
    close_subject(&s);
}

/* ---- tests ------------------------------------------------------------------------------- */

static void atlas_distance__forty_countries_on_land(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNTRIES; i++) hold_against_tree(codes[i], ENT_LAYER_LAND);
}

static void atlas_distance__forty_countries_with_the_sea(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNTRIES; i++) hold_against_tree(codes[i], ENT_LAYER_LAND_SEA);
}

/* A union has no inner borders, and the call that asks once agrees with the one that keeps the runs. */
static void atlas_distance__a_union(void **unused)
{
    (void)unused;
    int countries[COUNTRIES];
    for (size_t i = 0; i < COUNTRIES; i++) countries[i] = ent_atlas_country_find(world, ent_str_of(codes[i]));
    const subject one = open_subject("BLR", ENT_LAYER_LAND, ENT_EDGES_PLANAR);
    subject all = one;
    assert_int_equal(ent_atlas_territory(world, countries, COUNTRIES, one.query, &all.tree, NULL), ENT_OK);
    assert_int_equal(ent_territory_new(world, countries, COUNTRIES, one.query, &all.territory, NULL), ENT_OK);
    for (int i = 0; i < 200; i++) {
        const ent_lonlat place = i % 2 ? by_the_border(all.tree) : by_the_border(one.tree);
        ent_bounds_m kept, once;
        same_distance(&all, place);
        assert_int_equal(ent_territory_distance(all.territory, place, &kept, NULL), ENT_OK);
        assert_int_equal(ent_atlas_distance(world, countries, COUNTRIES, one.query, place, &once, NULL),
                         ENT_OK);
        agree("once", &all, place, kept, once);
    }
    close_subject(&all);
    close_subject(&(subject){one.tree, one.territory, one.query, one.country});
}

/* Long edges leave the boxes of their ends: the parallel between Canada and the United States. */
static void atlas_distance__edges_as_geodesics(void **unused)
{
    (void)unused;
    static const char *const some[] = {"CAN", "EGY", "LSO"};
    for (size_t k = 0; k < sizeof some / sizeof *some; k++) {
        subject s = open_subject(some[k], ENT_LAYER_LAND, ENT_EDGES_GEODESIC);
        for (int i = 0; i < CLOSE; i++) {
            const ent_lonlat place = by_the_border(s.tree);
            same_distance(&s, place);
            if (i < 3) same_in_disc(&s, place, 1000); /* built whole each time */
            same_neighbour(&s, place, 1e5 * pow(1e-4, uniform()));
        }
        close_subject(&s);
    }
}

static void atlas_distance__nowhere(void **unused)
{
    (void)unused;
    ent_bounds_m d = {1, 2};
    ent_tree *part = NULL;
    ent_error err;
    subject s = open_subject("LIE", ENT_LAYER_LAND, ENT_EDGES_PLANAR);
    assert_int_equal(ent_territory_distance(s.territory, (ent_lonlat){0, 91}, &d, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_territory_distance(s.territory, (ent_lonlat){NAN, 0}, &d, &err), ENT_E_DOMAIN);
    assert_true(d.lo_m == 1 && d.hi_m == 2);
    assert_int_equal(ent_territory_near(s.territory, (ent_lonlat){0, 0}, NAN, &part, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_territory_near(s.territory, (ent_lonlat){0, 0}, -1, &part, &err), ENT_E_DOMAIN);
    close_subject(&s);

    ent_territory *empty = NULL;
    assert_int_equal(ent_territory_new(world, NULL, 0, s.query, &empty, NULL), ENT_OK);
    assert_int_equal(ent_territory_distance(empty, (ent_lonlat){9, 47}, &d, NULL), ENT_OK);
    assert_true(isinf(d.lo_m) && d.lo_m > 0);
    assert_int_equal(ent_territory_near(empty, (ent_lonlat){9, 47}, 1000, &part, NULL), ENT_OK);
    assert_int_equal(ent_tree_segment_count(part), 0);
    ent_tree_free(part);
    ent_territory_free(empty);
    s.query.view = 99;
    assert_int_equal(ent_territory_new(world, NULL, 0, s.query, &empty, &err), ENT_E_DOMAIN);
}

int main(void)
{
    const int unopened = open_world();
    if (unopened) return unopened;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(atlas_distance__forty_countries_on_land),
        cmocka_unit_test(atlas_distance__forty_countries_with_the_sea),
        cmocka_unit_test(atlas_distance__a_union),
        cmocka_unit_test(atlas_distance__edges_as_geodesics),
        cmocka_unit_test(atlas_distance__nowhere),
    };
    const int failed = cmocka_run_group_tests_name("atlas_distance", tests, NULL, NULL);
    ent_atlas_close(world);
    return failed;
}
