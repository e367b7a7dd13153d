#include "zone/path.h"
#include "base/mem.h"

void ent_path_done(ent_path *path)
{
    ent_free(path->points);
    *path = (ent_path){0};
}

static bool is_same(ent_lonlat a, ent_lonlat b)
{
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static void append(ent_path *path, ent_lonlat place)
{
    if (path->count == path->cap && !path->failed) {
        size_t cap = path->cap ? 2 * path->cap : 1024;
        ent_lonlat *points = ent_realloc(path->points, cap, sizeof *points);
        if (points == NULL) {
            path->failed = true;
        } else {
            path->points = points;
            path->cap = cap;
        }
    }
    if (!path->failed) path->points[path->count++] = place;
}

void ent_path_add(ent_path *path, size_t from, ent_lonlat place)
{
    if (path->count > from && is_same(path->points[path->count - 1], place)) return;
    append(path, place);
}
