/* bench_distance.c: how many distances in metres does one thread get in a second?
 *
 *   bench_distance [countries-10m.json]
 *
 * Natural Earth as npm world-atlas 2.0.2 has it, and the built atlas when ENTENTE_ATLAS names it: Russia,
 * Poland, and the 30 members of NATO in 2021 together. Places with fixed seeds: globe (uniform on the Earth),
 * cap (uniform in the cap that holds the territory, widened by 1.3 R), near (within 0.5 % of R = 500 km of
 * it, Poland 20 km), hotspot (clusters of a few kilometres). Slack of 1 mm. */
#define _DEFAULT_SOURCE
#include "entente/atlas.h"

#include "topojson.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define SLACK_M 1e-3
#define WANTED_PER_S 300e3
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

static ent_lonlat on_globe(uint64_t *state)
{
    double lon = 360.0 * next_random(state) - 180.0;
    return (ent_lonlat){lon, asin(2.0 * next_random(state) - 1.0) * 57.29577951308232};
}

/* Uniform in a spherical cap: the cosine of the radius is uniform. */
static ent_lonlat in_cap(ent_lonlat centre, double radius_m, uint64_t *state)
{
    double least = cos(fmin(radius_m / 6371000.0, 3.14159265358979));
    double arc = acos(1.0 - (1.0 - least) * next_random(state)) * 6371000.0;
    ent_lonlat p = centre;
    if (ent_geo_direct(centre, 360.0 * next_random(state), arc, &p, NULL) != ENT_OK) abort();
    return p;
}

typedef enum places_kind { GLOBE, CAP, NEAR, HOTSPOT } places_kind;
static const char *const KIND[] = {"globe", "cap", "near", "hotspot"};

/* A place whose distance is within 0.5 % of the reach: walk towards or away from the border until it is. */
static ent_lonlat near_reach(const ent_tree *tree, double reach_m, uint64_t *state)
{
    ent_lonlat centre, p;
    double radius;
    ent_tree_cap(tree, &centre, &radius);
    for (;;) {
        p = in_cap(centre, radius + 1.3 * reach_m, state);
        double wanted = reach_m * (1.0 + 0.01 * (next_random(state) - 0.5));
        for (int step = 0; step < 12; step++) {
            ent_bounds_m d;
            ent_lonlat at;
            double azimuth;
            if (ent_tree_nearest(tree, p, &d, &at, &azimuth, NULL) != ENT_OK) abort();
            if (d.lo_m <= 0.0 || isnan(azimuth)) break;
            if (fabs(d.lo_m - reach_m) < 0.005 * reach_m) return p;
            if (ent_geo_direct(p, azimuth, d.lo_m - wanted, &p, NULL) != ENT_OK) abort();
        }
    }
}

static void make_places(const ent_tree *tree, double reach_m, places_kind kind, ent_lonlat *out, size_t n)
{
    uint64_t state = 88172645463325252u + (uint64_t)kind;
    ent_lonlat centre, spot = {0, 0};
    double radius;
    ent_tree_cap(tree, &centre, &radius);
    for (size_t i = 0; i < n; i++) {
        if (kind == GLOBE) out[i] = on_globe(&state);
        if (kind == CAP) out[i] = in_cap(centre, radius + 1.3 * reach_m, &state);
        if (kind == NEAR) out[i] = near_reach(tree, reach_m, &state);
        if (kind != HOTSPOT) continue;
        if (i % 1000 == 0) spot = in_cap(centre, radius + 1.3 * reach_m, &state);
        out[i] = in_cap(spot, 3000.0, &state);
    }
}

static void measure(const ent_tree *tree, double reach_m, places_kind kind, size_t n)
{
    ent_lonlat *places = malloc(n * sizeof *places);
    make_places(tree, reach_m, kind, places, n);
    double start = now(), widest = 0.0, sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        ent_bounds_m d = {0, 0};
        if (ent_tree_distance(tree, places[i], SLACK_M, &d, NULL) != ENT_OK) abort();
        if (d.hi_m - d.lo_m > widest) widest = d.hi_m - d.lo_m;
        sum += fabs(d.lo_m);
    }
    double seconds = now() - start;
    printf("  %-8s %9.0f distances/s   (mean %.0f km, bounds at most %.1e m apart)%s\n", KIND[kind],
           (double)n / seconds, sum / (double)n / 1000.0, widest,
           (double)n / seconds < WANTED_PER_S ? "  below the aim of 300,000" : "");
    free(places);
}

static void measure_all(const char *name, ent_tree *tree, double build_s, double reach_m)
{
    printf("%s: %zu arcs, built in %.3f s\n", name, ent_tree_segment_count(tree), build_s);
    for (places_kind kind = GLOBE; kind <= HOTSPOT; kind++)
        measure(tree, reach_m, kind, kind == NEAR ? 20000 : 200000);
    ent_tree_free(tree);
}

static const char *const NATO_2021[] = {"008", "056", "100", "124", "191", "203", "208", "233", "250", "276",
                                        "300", "348", "352", "380", "428", "440", "442", "499", "528", "578",
                                        "616", "620", "642", "703", "705", "724", "792", "807", "826", "840"};

static bool natural_earth(const topology *t, const char *name, const char *const *ids, size_t count,
                          double reach_m)
{
    rings_buffer b = {0};
    for (size_t i = 0; i < count; i++)
        if (!topology_add_country(t, ids[i], &b)) return false;
    ent_rings rings = {b.points, b.starts, b.ring_count};
    ent_tree *tree = NULL;
    double start = now();
    bool good = ent_tree_build(&rings, 1, (ent_tree_opts){.dissolve = true}, &tree, NULL) == ENT_OK;
    double seconds = now() - start;
    printf("%zu vertices. ", b.point_count);
    if (good) measure_all(name, tree, seconds, reach_m);
    free(b.points), free(b.starts);
    return good;
}

static bool from_natural_earth(const char *path)
{
    topology t;
    if (!topology_open(&t, path)) {
        printf("skipped: no TopoJSON at %s (npm world-atlas 2.0.2, countries-10m.json)\n", path);
        return true;
    }
    bool good = natural_earth(&t, "Russia, Natural Earth", &(const char *){"643"}, 1, 500e3) &&
                natural_earth(&t, "Poland, Natural Earth", &(const char *){"616"}, 1, 20e3) &&
                natural_earth(&t, "30 states, Natural Earth", NATO_2021, 30, 500e3);
    json_decref(t.root);
    return good;
}

static bool territory(const ent_atlas *atlas, const char *name, const char *const *ids, size_t count,
                      double reach_m)
{
    int countries[32];
    for (size_t i = 0; i < count; i++) {
        countries[i] = ent_atlas_country_find(atlas, ent_str_of(ids[i]));
        if (countries[i] < 0) return false;
    }
    int view = ent_atlas_view_find(atlas, ENT_STR("un"));
    ent_territory_query query = {.view = view < 0 ? 0 : (size_t)view, .layer = ENT_LAYER_LAND, .day = DAY};
    ent_tree *tree = NULL;
    double start = now();
    if (ent_atlas_territory(atlas, countries, count, query, &tree, NULL) != ENT_OK) return false;
    measure_all(name, tree, now() - start, reach_m);
    return true;
}

static const char *const NATO_CODES[] = {
    "ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST", "FRA", "DEU", "GRC", "HUN", "ISL", "ITA", "LVA",
    "LTU", "LUX", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "TUR", "MKD", "GBR", "USA"};

/* The territories in full detail, as the program itself asks for them: from the atlas file to the finished
 * tree. */
static bool from_atlas(const char *path)
{
    ent_atlas *atlas = NULL;
    if (!path || ent_atlas_open(path, &atlas, NULL) != ENT_OK) {
        printf("skipped: ENTENTE_ATLAS names no atlas\n");
        return true;
    }
    bool good = territory(atlas, "Russia, atlas", &(const char *){"RUS"}, 1, 500e3) &&
                territory(atlas, "Poland, atlas", &(const char *){"POL"}, 1, 20e3) &&
                territory(atlas, "30 states, atlas", NATO_CODES, 30, 500e3);
    ent_atlas_close(atlas);
    return good;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : ENT_SOURCE_DIR "/build/packages/world-atlas/countries-10m.json";
    return from_natural_earth(path) && from_atlas(getenv("ENTENTE_ATLAS")) ? 0 : 1;
}
