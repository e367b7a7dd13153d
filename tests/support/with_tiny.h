/* with_tiny.h: the tiny atlas, open for a whole group of tests. */
#ifndef ENT_TESTS_WITH_TINY_H
#define ENT_TESTS_WITH_TINY_H

#include "tiny_atlas.h"

static ent_atlas *tiny;

static inline int open_tiny(void **state)
{
    (void)state;
    tiny = tiny_open();
    return tiny ? 0 : -1;
}

static inline int close_tiny(void **state)
{
    (void)state;
    ent_atlas_close(tiny);
    return 0;
}

#endif
