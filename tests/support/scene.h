/* scene.h: random shapes and fields for the properties of zones, from a seed that is printed. */
#ifndef ENT_TEST_SCENE_H
#define ENT_TEST_SCENE_H

#include "entente/zone.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

typedef struct scene {
    uint64_t *seed;
    ent_lonlat centre;
    double reach_m; /* about the largest radius a field may have */
    ent_tree *land[3];
    ent_fields *bag;
} scene;

/* ENT_SEED, or always the same: a run that fails can be repeated, and one that passes does so again. */
static inline uint64_t scene_seed(void)
{
    const char *given = getenv("ENT_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : UINT64_C(20211217);
    print_message("seed %llu (set ENT_SEED to repeat)\n", (unsigned long long)seed);
    return seed;
}

static inline double scene_uniform(uint64_t *seed, double lo, double hi)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return lo + (hi - lo) * (double)(*seed >> 11) / 9007199254740992.0;
}

static inline ent_tree *scene_shape(const ent_lonlat *points, uint32_t count, ent_shape_kind kind)
{
    uint32_t starts[2] = {0, count};
    ent_rings rings = {points, starts, 1};
    ent_tree *tree = NULL;
    assert_int_equal(ent_tree_build(&rings, count > 0, (ent_tree_opts){.kind = kind}, &tree, NULL), ENT_OK);
    return tree;
}

/* A star of 5 to 24 vertices: any such ring is simple. */
static inline ent_tree *scene_star(uint64_t *seed, ent_lonlat centre, double size_deg)
{
    ent_lonlat points[24];
    uint32_t count = (uint32_t)scene_uniform(seed, 5, 25);
    for (uint32_t k = 0; k < count; k++) {
        double turn = 6.283185307179586 * (k + scene_uniform(seed, 0, 0.9)) / count;
        double far = size_deg * scene_uniform(seed, 0.3, 1);
        points[k] = (ent_lonlat){centre.lon_deg + far * cos(turn) / cos(centre.lat_deg * 0.0174533),
                                 centre.lat_deg + far * sin(turn)};
    }
    return scene_shape(points, count, ENT_SHAPE_AREA);
}

/* Three lands about a random centre. */
static inline void scene_set(scene *s, uint64_t *seed, double reach_m)
{
    s->seed = seed;
    s->reach_m = reach_m;
    s->centre = (ent_lonlat){scene_uniform(seed, -180, 180), scene_uniform(seed, -75, 75)};
    for (int k = 0; k < 3; k++) {
        ent_lonlat at = {s->centre.lon_deg + scene_uniform(seed, -6, 6),
                         s->centre.lat_deg + scene_uniform(seed, -4, 4)};
        s->land[k] = scene_star(seed, at, scene_uniform(seed, 0.5, 4));
    }
    assert_int_equal(ent_fields_new(&s->bag, NULL), ENT_OK);
}

static inline void scene_clear(scene *s)
{
    ent_fields_free(s->bag);
    for (int k = 0; k < 3; k++) ent_tree_free(s->land[k]);
}

/* Any field, `depth` joints deep. */
static inline const ent_field *scene_field(scene *s, int depth)
{
    uint64_t *seed = s->seed;
    const ent_tree *land = s->land[(int)scene_uniform(seed, 0, 3)],
                   *other = s->land[(int)scene_uniform(seed, 0, 3)];
    double lon = s->centre.lon_deg;
    switch ((int)scene_uniform(seed, 0, depth > 0 ? 8 : 5)) {
    case 0: return ent_field_within(s->bag, land, scene_uniform(seed, -0.1, 1) * s->reach_m);
    case 1: return ent_field_beyond(s->bag, land, scene_uniform(seed, 0, 1) * s->reach_m);
    case 2: /* on this side of the Earth: on the other one every distance asks for every edge */
        return ent_field_and(s->bag, ent_field_nearer(s->bag, land, other),
                             ent_field_within(s->bag, land, 0.7 * s->reach_m));
    case 3: return ent_field_north_of(s->bag, s->centre.lat_deg + scene_uniform(seed, -3, 3));
    case 4:
        return ent_field_between_meridians(s->bag, lon - scene_uniform(seed, 0, 5),
                                           lon + scene_uniform(seed, 0, 5));
    case 5: return ent_field_and(s->bag, scene_field(s, depth - 1), scene_field(s, depth - 1));
    case 6: return ent_field_or(s->bag, scene_field(s, depth - 1), scene_field(s, depth - 1));
    default: return ent_field_not(s->bag, scene_field(s, depth - 1));
    }
}

#endif
