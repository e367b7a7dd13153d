/* with_square.h: the square world, open for a whole group of tests. */
#ifndef ENT_TESTS_WITH_SQUARE_H
#define ENT_TESTS_WITH_SQUARE_H

#include "square_world.h"

static ent_atlas *atlas;

static inline int open_atlas(void **state)
{
    (void)state;
    atlas = square_open();
    return atlas ? 0 : -1;
}

static inline int close_atlas(void **state)
{
    (void)state;
    ent_atlas_close(atlas);
    return 0;
}

#endif
