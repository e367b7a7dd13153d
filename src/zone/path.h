/* path.h: growing lists of places in runs, as rings and pieces of rings are collected. */
#ifndef ENT_ZONE_PATH_H
#define ENT_ZONE_PATH_H

#include "entente/geo.h"

typedef struct ent_path {
    ent_lonlat *points;
    size_t count, cap;
    bool failed; /* memory ran out; said once, at the end */
} ent_path;

void ent_path_done(ent_path *path);
/* A place equal to the last one of the run that starts at `from` is left out. */
void ent_path_add(ent_path *path, size_t from, ent_lonlat place);

#endif
