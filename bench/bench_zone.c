/* bench_zone.c: how long does a zone take, and how many positions does one thread decide in a second?
 *
 *   bench_zone [countries-10m.json]
 *
 * Natural Earth as npm world-atlas 2.0.2 has it: Russia, Poland, and the 30 members of NATO in 2021 together;
 * and the same in full detail when ENTENTE_ATLAS names the built atlas. Processor time. A zone is its cover,
 * outline on the map and area. Positions with a fixed seed are uniform in the cap that holds the territory,
 * widened by 1.3 R; every 200th is asked of the field as well. */
#define _DEFAULT_SOURCE
#include "entente/atlas.h"
#include "entente/zone.h"

#include "topojson.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define PLACES ((size_t)10 * 1000 * 1000)
#define DECISIONS_PER_S 40e6
#define EARTH_RADIUS_M 6371e3
#define DAY ((ent_time){1641859200}) /* 2022-01-11 */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Uniform in [0, 1): xorshift64* (S. Vigna, 2016). */
static double next_random(uint64_t *state)
{
    *state ^= *state >> 12, *state ^= *state << 25, *state ^= *state >> 27;
    return (double)((*state * 0x2545F4914F6CDD1Du) >> 11) / 9007199254740992.0;
}

typedef struct task {
    double reach_m, tolerance_m, ceiling_s;
} task;

static bool draw(const ent_field *field, task t)
{
    ent_zone *zone = NULL;
    ent_polygons *polygons = NULL;
    ent_error err;
    size_t vertices = 0;
    double lo, hi, start = now();
    if (ent_zone_build(field, (ent_zone_opts){.tolerance_m = t.tolerance_m}, &zone, &err) != ENT_OK ||
        ent_zone_polygons(zone, ENT_OUTLINE_CUT, &polygons, &err) != ENT_OK) {
        printf("  %s\n", err.message);
        ent_zone_free(zone);
        return false;
    }
    double seconds = now() - start;
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++)
        vertices += ent_polygons_ring_at(polygons, k).count;
    ent_zone_area(zone, &lo, &hi);
    printf("  zone %5.0f km to %4g m: %.3f s (ceiling %g s), %zu vertices, area known to %.2g%s\n",
           t.reach_m / 1e3, t.tolerance_m, seconds, t.ceiling_s, vertices, (hi - lo) / hi,
           seconds > t.ceiling_s ? "  TOO SLOW" : "");
    ent_polygons_free(polygons);
    ent_zone_free(zone);
    return seconds <= t.ceiling_s;
}

static ent_lonlat *in_cap(const ent_tree *tree, double reach_m)
{
    uint64_t state = 20220111;
    ent_lonlat centre, *places = malloc(PLACES * sizeof *places);
    double radius_m;
    ent_tree_cap(tree, &centre, &radius_m);
    double angle = fmin(3.14, (radius_m + 1.3 * reach_m) / EARTH_RADIUS_M);
    for (size_t k = 0; places != NULL && k < PLACES; k++) {
        double far_m = acos(1 - next_random(&state) * (1 - cos(angle))) * EARTH_RADIUS_M;
        if (ent_geo_direct(centre, 360 * next_random(&state), far_m, &places[k], NULL) != ENT_OK) abort();
    }
    return places;
}

static bool decide(const ent_tree *tree, const ent_field *field, double reach_m)
{
    ent_zone_index *index = NULL;
    ent_lonlat *places = in_cap(tree, reach_m);
    signed char *answers = malloc(PLACES);
    size_t wrong = 0;
    double start = now();
    if (!places || !answers || ent_zone_index_build(field, 0, &index, NULL) != ENT_OK) abort();
    double built = now();
    if (ent_zone_index_decide(index, places, PLACES, answers, NULL) != ENT_OK) abort();
    double seconds = now() - built;
    for (size_t k = 0; k < PLACES; k += 200) {
        ent_bounds_m f = {0, 0};
        if (ent_field_at(field, places[k], 1e-6, &f, NULL) != ENT_OK) abort();
        wrong += answers[k] > 0 ? f.lo_m > 0 : answers[k] < 0 && f.hi_m <= 0;
    }
    printf("  decide %4.0f km: index in %.3f s, then %.1f million a second (wanted %.0f), %zu wrong of %zu "
           "looked at\n",
           reach_m / 1e3, built - start, (double)PLACES / seconds / 1e6, DECISIONS_PER_S / 1e6, wrong,
           PLACES / 200);
    ent_zone_index_free(index);
    free(places), free(answers);
    return wrong == 0 && (double)PLACES / seconds >= DECISIONS_PER_S;
}

/* `allow`: the ceilings are for Natural Earth; a border in full detail may take so many times as long. */
static bool measure(const ent_tree *tree, const task *tasks, double decide_m, double allow)
{
    ent_fields *fields = NULL;
    bool good = true;
    if (ent_fields_new(&fields, NULL) != ENT_OK) abort();
    for (; tasks->reach_m > 0; tasks++)
        good = draw(ent_field_within(fields, tree, tasks->reach_m),
                    (task){tasks->reach_m, tasks->tolerance_m, allow * tasks->ceiling_s}) &&
               good;
    good = decide(tree, ent_field_within(fields, tree, decide_m), decide_m) && good;
    ent_fields_free(fields);
    return good;
}

static const char *const NATO_2021[] = {"008", "056", "100", "124", "191", "203", "208", "233", "250", "276",
                                        "300", "348", "352", "380", "428", "440", "442", "499", "528", "578",
                                        "616", "620", "642", "703", "705", "724", "792", "807", "826", "840"};

static const char *const NATO_CODES[] = {
    "ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST", "FRA", "DEU", "GRC", "HUN", "ISL", "ITA", "LVA",
    "LTU", "LUX", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "TUR", "MKD", "GBR", "USA"};

typedef struct territory {
    const char *name;
    const char *const *ids, *const *codes; /* of Natural Earth and of the atlas */
    size_t count;
    const task *tasks; /* up to one without reach */
    double decide_m;
} territory;

static bool measure_territory(const topology *t, const territory *land)
{
    rings_buffer b = {0};
    for (size_t k = 0; k < land->count; k++)
        if (!topology_add_country(t, land->ids[k], &b)) return false;
    ent_rings rings = {b.points, b.starts, b.ring_count};
    ent_tree *tree = NULL;
    bool good = ent_tree_build(&rings, 1, (ent_tree_opts){.dissolve = true}, &tree, NULL) == ENT_OK;
    printf("%s, Natural Earth: %zu vertices\n", land->name, b.point_count);
    good = good && measure(tree, land->tasks, land->decide_m, 1);
    ent_tree_free(tree);
    free(b.points), free(b.starts);
    return good;
}

static bool measure_in_atlas(const ent_atlas *atlas, const territory *land)
{
    int countries[32], view = ent_atlas_view_find(atlas, ENT_STR("un"));
    for (size_t k = 0; k < land->count; k++) {
        countries[k] = ent_atlas_country_find(atlas, ent_str_of(land->codes[k]));
        if (countries[k] < 0) return false;
    }
    ent_territory_query query = {.view = view < 0 ? 0 : (size_t)view, .layer = ENT_LAYER_LAND, .day = DAY};
    ent_tree *tree = NULL;
    double start = now();
    if (ent_atlas_territory(atlas, countries, land->count, query, &tree, NULL) != ENT_OK) return false;
    printf("%s, atlas: %zu arcs, drawn in %.3f s\n", land->name, ent_tree_segment_count(tree), now() - start);
    bool good = measure(tree, land->tasks, land->decide_m, 2);
    ent_tree_free(tree);
    return good;
}

static bool all_in_atlas(const char *path, const territory *lands, size_t count)
{
    ent_atlas *atlas = NULL;
    bool good = true;
    if (!path || ent_atlas_open(path, &atlas, NULL) != ENT_OK) {
        printf("skipped: ENTENTE_ATLAS names no atlas\n");
        return true;
    }
    for (size_t k = 0; k < count; k++) good = measure_in_atlas(atlas, &lands[k]) && good;
    ent_atlas_close(atlas);
    return good;
}

int main(int argc, char **argv)
{
    static const char *const russia[] = {"643"}, *const poland[] = {"616"}, *const rus[] = {"RUS"},
                             *const pol[] = {"POL"};
    static const task of_russia[] = {
        {500e3, 1, 1}, {2500e3, 1, 1}, {5500e3, 1, 1}, {500e3, 100, 0.2}, {0, 0, 0}};
    static const task of_poland[] = {{500e3, 1, 0.1}, {500e3, 10, 0.1}, {0, 0, 0}};
    static const task of_nato[] = {{500e3, 1, 3}, {500e3, 100, 0.5}, {0, 0, 0}};
    static const territory lands[] = {{"Russia", russia, rus, 1, of_russia, 500e3},
                                      {"Poland", poland, pol, 1, of_poland, 20e3},
                                      {"30 states", NATO_2021, NATO_CODES, 30, of_nato, 500e3}};
    const char *path = argc > 1 ? argv[1] : ENT_SOURCE_DIR "/build/packages/world-atlas/countries-10m.json";
    topology t;
    bool good = true;
    if (!topology_open(&t, path)) {
        printf("skipped: no TopoJSON at %s (npm world-atlas 2.0.2, countries-10m.json)\n", path);
        return 0;
    }
    for (size_t k = 0; k < 3; k++) good = measure_territory(&t, &lands[k]) && good;
    json_decref(t.root);
    good = all_in_atlas(getenv("ENTENTE_ATLAS"), lands, 3) && good;
    return good ? 0 : 1;
}
