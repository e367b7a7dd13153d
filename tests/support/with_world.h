/* with_world.h: the map of the whole world, open for a whole program of tests. */
#ifndef ENT_TESTS_WITH_WORLD_H
#define ENT_TESTS_WITH_WORLD_H

#include "entente/atlas.h"

#include <stdio.h>
#include <stdlib.h>

static ent_atlas *world;

/* 0: open; else the exit code: 77 (skipped) when the map has not been made, 1 when it cannot be read. */
static inline int open_world(void)
{
    const char *path = getenv("ENTENTE_ATLAS");
    if (!path || !*path) path = ENT_SOURCE_DIR "/build/atlas/world.atlas";
    ent_error err = {0};
    const ent_status st = ent_atlas_open(path, &world, &err);
    if (st == ENT_OK) return 0;
    printf(st == ENT_E_IO ? "skipped: %s; ./dev atlas builds it\n" : "%s\n", err.message);
    return st == ENT_E_IO ? 77 : 1;
}

#endif
