/* square_world.h: a world small enough to know by heart, on which verdicts are tested.
 *
 *   lon 0       10        20        30  34 35   40       States lie between 5° south and 5° north. Along the
 * equator 5 +---------+---------+---------+    +-+----+     a degree is 111.3195 km, so distances can be
 * worked out by |   AAA   |   BBB   |   DDD   |    |~|CCC |     hand: AAA's border with BBB lies at 10°,
 * BBB's with DDD at 0 |  Alpha  | [DIS]   |  Delta  |    |~|    |     20°; CCC is an island with a strip of
 * sea to its west. |         |         |         |    |~|    | -5 +---------+---------+---------+    +-+----+
 * DIS, disputed, runs from 14° to 16° and 1° south to 1° north: un: BBB's.  de-facto: BBB's, from 2014-03-18
 * DDD's.  same: as un. Pact: AAA since 1990, BBB since 2000, CCC since 2020-06-01, EEE (no ground) since some
 * day of May 2021. Bloc: DDD from 1990 until 2021-07-01. Towns: Ada (2°E), Port Beta (11°E), Twin (in AAA
 * and, larger, in BBB). */
#ifndef ENT_TESTS_SQUARE_WORLD_H
#define ENT_TESTS_SQUARE_WORLD_H

#include "atlas/atlas_format.h"
#include "atlas/atlas_write.h"

#include <stdio.h>
#include <unistd.h>

#define SQUARE(lon, lat)                                                                                     \
    {                                                                                                        \
        (lon) * ENT_GRID_PER_DEGREE, (lat)*ENT_GRID_PER_DEGREE                                               \
    }
#define SQUARE_NONE ENT_ATLAS_NO_PIECE
#define SQUARE_KM_PER_DEGREE 111.31949079327357 /* along the equator */
enum { SQUARE_AAA, SQUARE_BBB, SQUARE_CCC, SQUARE_DDD, SQUARE_DIS };
enum { SQUARE_VIEW_UN, SQUARE_VIEW_DE_FACTO, SQUARE_VIEW_SAME };

static const ent_grid_point square_ab[] = {SQUARE(10, -5), SQUARE(10, 5)};
static const ent_grid_point square_bd[] = {SQUARE(20, -5), SQUARE(20, 5)};
static const ent_grid_point square_west[] = {SQUARE(10, 5), SQUARE(0, 5), SQUARE(0, -5), SQUARE(10, -5)};
static const ent_grid_point square_b_north[] = {SQUARE(20, 5), SQUARE(10, 5)};
static const ent_grid_point square_b_south[] = {SQUARE(10, -5), SQUARE(20, -5)};
static const ent_grid_point square_east[] = {SQUARE(20, -5), SQUARE(30, -5), SQUARE(30, 5), SQUARE(20, 5)};
static const ent_grid_point square_box[] = {SQUARE(14, -1), SQUARE(16, -1), SQUARE(16, 1), SQUARE(14, 1),
                                            SQUARE(14, -1)};
static const ent_grid_point square_coast[] = {SQUARE(35, 5), SQUARE(35, -5)};
static const ent_grid_point square_island[] = {SQUARE(35, -5), SQUARE(40, -5), SQUARE(40, 5), SQUARE(35, 5)};
static const ent_grid_point square_sea[] = {SQUARE(35, 5), SQUARE(34, 5), SQUARE(34, -5), SQUARE(35, -5)};

static const ent_make_arc square_arcs[] = {
    {square_ab, 2, {SQUARE_AAA, SQUARE_AAA}, {SQUARE_BBB, SQUARE_BBB}},
    {square_bd, 2, {SQUARE_BBB, SQUARE_BBB}, {SQUARE_DDD, SQUARE_DDD}},
    {square_west, 4, {SQUARE_AAA, SQUARE_AAA}, {SQUARE_NONE, SQUARE_NONE}},
    {square_b_north, 2, {SQUARE_BBB, SQUARE_BBB}, {SQUARE_NONE, SQUARE_NONE}},
    {square_b_south, 2, {SQUARE_BBB, SQUARE_BBB}, {SQUARE_NONE, SQUARE_NONE}},
    {square_east, 4, {SQUARE_DDD, SQUARE_DDD}, {SQUARE_NONE, SQUARE_NONE}},
    {square_box, 5, {SQUARE_DIS, SQUARE_DIS}, {SQUARE_BBB, SQUARE_BBB}},
    {square_coast, 2, {SQUARE_CCC, SQUARE_CCC}, {SQUARE_NONE, SQUARE_CCC}},
    {square_island, 4, {SQUARE_CCC, SQUARE_CCC}, {SQUARE_NONE, SQUARE_NONE}},
    {square_sea, 4, {SQUARE_NONE, SQUARE_CCC}, {SQUARE_NONE, SQUARE_NONE}},
};

static const ent_make_country square_countries[] = {
    {"AAA", "AA", "Alpha", "", "", ""},   {"BBB", "BB", "Beta", "", "", ""},
    {"CCC", "CC", "Gamma", "", "", ""},   {"DDD", "DD", "Delta", "", "", ""},
    {"EEE", "EE", "Epsilon", "", "", ""},
};

static const ent_make_piece square_pieces[] = {
    {.name = "AAA", .title = "Alpha"},
    {.name = "BBB", .title = "Beta"},
    {.name = "CCC", .title = "Gamma"},
    {.name = "DDD", .title = "Delta"},
    {.name = "DIS", .title = "The Box", .area_m2 = {4.9e10, 4.9e10}}};
static const ent_view square_views[] = {
    {"un", "as drawn"}, {"de-facto", "as held"}, {"same", "as drawn, once more"}};

#define SQUARE_DAY_2014 1395100800 /* 2014-03-18 */
#define SQUARE_EVER                                                                                          \
    {INT64_MIN / 4},                                                                                         \
    {                                                                                                        \
        INT64_MAX / 4                                                                                        \
    }
#define SQUARE_HELD(view)                                                                                    \
    {view, SQUARE_AAA, "AAA", "", SQUARE_EVER, false}, {view, SQUARE_BBB, "BBB", "", SQUARE_EVER, false},    \
        {view, SQUARE_CCC, "CCC", "", SQUARE_EVER, false},                                                   \
    {                                                                                                        \
        view, SQUARE_DDD, "DDD", "", SQUARE_EVER, false                                                      \
    }
static const ent_make_holding square_holdings[] = {
    SQUARE_HELD(0),
    SQUARE_HELD(1),
    SQUARE_HELD(2),
    {0, SQUARE_DIS, "BBB", "claimed", SQUARE_EVER, true},
    {1, SQUARE_DIS, "BBB", "", {INT64_MIN / 4}, {SQUARE_DAY_2014}, true},
    {1, SQUARE_DIS, "DDD", "taken", {SQUARE_DAY_2014}, {INT64_MAX / 4}, true},
    {2, SQUARE_DIS, "BBB", "claimed", SQUARE_EVER, true},
};

static const ent_make_group square_groups[] = {
    {"Pact", "AAA", "1990-01-01", "", "charter"},           {"Pact", "BBB", "2000-01-01", "", "protocol"},
    {"Pact", "CCC", "2020-06-01", "", "protocol"},          {"Pact", "EEE", "2021-05", "", "protocol"},
    {"Bloc", "DDD", "1990-01-01", "2021-07-01", "charter"},
};

static const ent_make_town square_towns[] = {
    {"Ada", "AA", {"", 0}, SQUARE(2, 0), 1000, 1},
    {"Port Beta", "BB", {"", 0}, SQUARE(11, 0), 2000, 2},
    {"Twin", "BB", {"", 0}, SQUARE(18, 3), 9000, 3},
    {"Twin", "AA", {"", 0}, SQUARE(3, 3), 500, 4},
};

static const char *const square_sources[] = {"made up, 2031"};

#define SQUARE_COUNT(array) (sizeof(array) / sizeof *(array))
static inline ent_atlas_content square_content(void)
{
    return (ent_atlas_content){.sources = square_sources,
                               .source_count = 1,
                               .error_m = 1,
                               .countries = square_countries,
                               .country_count = SQUARE_COUNT(square_countries),
                               .pieces = square_pieces,
                               .piece_count = SQUARE_COUNT(square_pieces),
                               .arcs = square_arcs,
                               .arc_count = SQUARE_COUNT(square_arcs),
                               .views = square_views,
                               .view_count = SQUARE_COUNT(square_views),
                               .holdings = square_holdings,
                               .holding_count = SQUARE_COUNT(square_holdings),
                               .groups = square_groups,
                               .group_count = SQUARE_COUNT(square_groups),
                               .towns = square_towns,
                               .town_count = SQUARE_COUNT(square_towns)};
}

static inline ent_atlas *square_open(void)
{
    char path[128];
    (void)snprintf(path, sizeof path, "/tmp/entente-test-%ld-square.atlas", (long)getpid());
    const ent_atlas_content content = square_content();
    ent_atlas *atlas = NULL;
    ent_error err = {0};
    if (ent_atlas_write(path, &content, &err) != ENT_OK || ent_atlas_open(path, &atlas, &err) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return NULL;
    }
    (void)unlink(path); /* the mapping stays */
    return atlas;
}

#endif
