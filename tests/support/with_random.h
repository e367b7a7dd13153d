/* with_random.h: the square world and a seed for random cases, for a whole group of tests. */
#ifndef ENT_TESTS_WITH_RANDOM_H
#define ENT_TESTS_WITH_RANDOM_H

#include "random_case.h"
#include "with_square.h"

static inline int open_seeded(void **state)
{
    static uint64_t seed;
    seed = random_seed();
    *state = &seed;
    return open_atlas(&(void *){NULL});
}

#endif
