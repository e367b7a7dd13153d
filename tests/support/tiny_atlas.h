/* tiny_atlas.h: an atlas of two states side by side, small enough to know by heart.
 *
 *    0    2          10          20      AAA west of 10 (sea from 0 to 2), BBB east of it
 *    +----+-----------+-----------+ 10   DIS, disputed, from 14 to 16 and 4 to 6
 *    |~~~~|    AAA    |  BBB [DIS]|      view un: DIS is AAA's; view de-facto: BBB's, CCC's from 2014-03-18
 *    +----+-----------+-----------+ 0    CCC is a territory of AAA without ground of its own */
#ifndef ENT_TESTS_TINY_ATLAS_H
#define ENT_TESTS_TINY_ATLAS_H

#include "atlas/atlas_format.h"
#include "atlas/atlas_write.h"
#include <stdio.h>
#include <unistd.h>

#define TINY(lon, lat)                                                                                       \
    {                                                                                                        \
        (lon) * ENT_GRID_PER_DEGREE, (lat)*ENT_GRID_PER_DEGREE                                               \
    }
#define TINY_NONE ENT_ATLAS_NO_PIECE
enum { TINY_AAA, TINY_BBB, TINY_DIS, TINY_GAP };

static const ent_grid_point tiny_south[] = {TINY(10, 0), TINY(10, 2)};
static const ent_grid_point tiny_gap_west[] = {TINY(10, 2), TINY(10, 3)};
static const ent_grid_point tiny_gap_east[] = {TINY(10, 2), {100010000, 25000000}, TINY(10, 3)};
static const ent_grid_point tiny_north[] = {TINY(10, 3), TINY(10, 5), TINY(10, 10)};
static const ent_grid_point tiny_top[] = {TINY(10, 10), TINY(2, 10)};
static const ent_grid_point tiny_coast[] = {TINY(2, 10), TINY(2, 0)};
static const ent_grid_point tiny_sea[] = {TINY(2, 10), TINY(0, 10), TINY(0, 0), TINY(2, 0)};
static const ent_grid_point tiny_bottom[] = {TINY(2, 0), TINY(10, 0)};
static const ent_grid_point tiny_east[] = {TINY(10, 0), TINY(20, 0), TINY(20, 10), TINY(10, 10)};
static const ent_grid_point tiny_box[] = {TINY(14, 4), TINY(16, 4), TINY(16, 6), TINY(14, 6), TINY(14, 4)};

static const ent_make_arc tiny_arcs[] = {
    {tiny_south, 2, {TINY_AAA, TINY_AAA}, {TINY_BBB, TINY_BBB}},
    {tiny_gap_west, 2, {TINY_AAA, TINY_AAA}, {TINY_GAP, TINY_GAP}},
    {tiny_gap_east, 3, {TINY_GAP, TINY_GAP}, {TINY_BBB, TINY_BBB}},
    {tiny_north, 3, {TINY_AAA, TINY_AAA}, {TINY_BBB, TINY_BBB}},
    {tiny_top, 2, {TINY_AAA, TINY_AAA}, {TINY_NONE, TINY_NONE}},
    {tiny_coast, 2, {TINY_AAA, TINY_AAA}, {TINY_NONE, TINY_AAA}},
    {tiny_sea, 4, {TINY_NONE, TINY_AAA}, {TINY_NONE, TINY_NONE}},
    {tiny_bottom, 2, {TINY_AAA, TINY_AAA}, {TINY_NONE, TINY_NONE}},
    {tiny_east, 4, {TINY_BBB, TINY_BBB}, {TINY_NONE, TINY_NONE}},
    {tiny_box, 5, {TINY_DIS, TINY_DIS}, {TINY_BBB, TINY_BBB}},
};

static const ent_make_country tiny_countries[] = {
    {"BBB", "BB", "Beta", "Republic of Beta", "", "Betaland;Land of B"},
    {"AAA", "AA", "Alpha", "Kingdom of Alpha", "", ""},
    {"CCC", "", "Gamma", "", "AAA", ""},
};

static const ent_make_piece tiny_pieces[] = {{"AAA", "Alpha", {0, 0}, false},
                                             {"BBB", "Beta", {0, 0}, false},
                                             {"DIS", "The Box", {4.9e10, 4.9e10}, false},
                                             {"AAA|BBB", "left between them", {6e6, 6e6}, true}};
static const ent_view tiny_views[] = {{"un", "as drawn"}, {"de-facto", "as held"}};

#define TINY_DAY_2014 1395100800 /* 2014-03-18 */
static const ent_make_holding tiny_holdings[] = {
    {1, TINY_DIS, "CCC", "taken", {TINY_DAY_2014}, {INT64_MAX / 4}, true},
    {1, TINY_DIS, "BBB", "", {INT64_MIN / 4}, {TINY_DAY_2014}, true},
    {0, TINY_DIS, "AAA", "claimed", {INT64_MIN / 4}, {INT64_MAX / 4}, true},
    {0, TINY_AAA, "AAA", "", {INT64_MIN / 4}, {INT64_MAX / 4}, false},
    {1, TINY_AAA, "AAA", "", {INT64_MIN / 4}, {INT64_MAX / 4}, false},
    {0, TINY_BBB, "BBB", "", {INT64_MIN / 4}, {INT64_MAX / 4}, false},
    {1, TINY_BBB, "BBB", "", {INT64_MIN / 4}, {INT64_MAX / 4}, false},
};

static const ent_make_group tiny_groups[] = {
    {"Pact", "AAA", "1999-03-12", "", "charter"},
    {"Pact", "BBB", "2004", "2010-06", "protocol"},
};

static const ent_make_town tiny_towns[] = {
    {"Łódź", "AA", {"Lodz,Лодзь,Litzmannstadt", 29}, TINY(5, 5), 700000, 1},
    {"Newtown", "BB", {"", 0}, TINY(12, 5), 10, 2},
    {"Newtown", "AA", {"New-Town", 8}, TINY(3, 5), 5000, 3},
    {"Washington, D.C.", "BB", {"", 0}, TINY(19, 9), 600000, 4},
};

static const char *const tiny_sources[] = {"made up, 2031"};

static ent_atlas_content tiny_content(void)
{
    return (ent_atlas_content){.sources = tiny_sources,
                               .source_count = 1,
                               .error_m = 3,
                               .countries = tiny_countries,
                               .country_count = 3,
                               .pieces = tiny_pieces,
                               .piece_count = 4,
                               .arcs = tiny_arcs,
                               .arc_count = sizeof tiny_arcs / sizeof *tiny_arcs,
                               .views = tiny_views,
                               .view_count = 2,
                               .holdings = tiny_holdings,
                               .holding_count = sizeof tiny_holdings / sizeof *tiny_holdings,
                               .groups = tiny_groups,
                               .group_count = 2,
                               .towns = tiny_towns,
                               .town_count = 4};
}

/* A name in the temporary folder that is this process's own. */
static inline void tiny_path(char *path, size_t size, const char *what)
{
    (void)snprintf(path, size, "/tmp/entente-test-%ld-%s", (long)getpid(), what);
}

static inline ent_atlas *tiny_open(void)
{
    char path[128];
    tiny_path(path, sizeof path, "tiny.atlas");
    const ent_atlas_content content = tiny_content();
    ent_atlas *atlas = NULL;
    if (ent_atlas_write(path, &content, NULL) != ENT_OK || ent_atlas_open(path, &atlas, NULL) != ENT_OK)
        return NULL;
    (void)unlink(path); /* the mapping stays */
    return atlas;
}

#endif
