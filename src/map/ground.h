/* ground.h: the atlas's runs of border as far as a map shows them: thinned out to its scale, out of sight
 * drawn roughly, joined end to end. */
#ifndef ENT_MAP_GROUND_H
#define ENT_MAP_GROUND_H

#include "entente/atlas.h"
#include "map/sphere.h"

/* What of the Earth matters, and how finely. */
typedef struct ent_focus {
    ent_unit3 middle;
    double radius_deg;
    double step_deg; /* detail below this is not seen */
} ent_focus;

/* A stretch of the map; `points` of the ground it belongs to. */
typedef struct ent_stretch {
    size_t first, count;
    int left, right;      /* as in ent_run */
    size_t views_parting; /* likewise */
    bool rough;           /* out of sight: only its ends */
} ent_stretch;

typedef struct ent_ground {
    size_t view_count;
    int *states; /* of every country of the atlas: the state it belongs to */
    ent_lonlat *points;
    size_t point_count, point_cap;
    ent_stretch *stretches;
    size_t stretch_count, stretch_cap;
} ent_ground;

/* `left` and `right` of the stretches are territories by their own codes.
 *
 * Runs along ±180 and at the poles, where the map is cut open, are left out: their ends meet. */
ent_status ent_ground_load(const ent_atlas *atlas, ent_territory_query query, ent_focus focus,
                           ent_ground *out, ent_error *err) ENT_MUST_USE;
void ent_ground_done(ent_ground *ground);

/* Which stretches to take: those for which `wants` says so. */
typedef struct ent_ground_pick {
    bool (*wants)(const void *context, const ent_stretch *stretch);
    const void *context;
    bool rings; /* go on where more than two meet, until the ring closes; else lines end there */
} ent_ground_pick;

/* A line joined from stretches. `closed`: its last point repeats its first. `points` last during the call. */
typedef struct ent_joined {
    const ent_lonlat *points;
    size_t count;
    bool closed;
} ent_joined;
typedef struct ent_joined_sink {
    void (*take)(void *context, const ent_joined *line);
    void *context;
} ent_joined_sink;
ent_status ent_ground_join(const ent_ground *ground, ent_ground_pick pick, ent_joined_sink sink,
                           ent_error *err) ENT_MUST_USE;

/* Any lines joined by their ends: `starts` has line_count + 1 entries into `points`. */
typedef struct ent_loose {
    const ent_lonlat *points;
    const size_t *starts;
    size_t line_count;
} ent_loose;
ent_status ent_lines_join(const ent_loose *lines, bool rings, ent_joined_sink sink,
                          ent_error *err) ENT_MUST_USE;

#endif
