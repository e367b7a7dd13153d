/* mem.c: the one door to the heap. The only global state of the library lives here: a count of allocations
 * and the number of the one that shall fail. Both are atomic, so that a threaded program may allocate
 * anywhere; the counter costs a few nanoseconds, and what allocates often goes through an arena. */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static atomic_uint_fast64_t allocation_count;
static atomic_uint_fast64_t failing_allocation; /* 0: none */

static bool may_allocate(void)
{
    uint64_t n = atomic_fetch_add_explicit(&allocation_count, 1, memory_order_relaxed) + 1;
    return n != atomic_load_explicit(&failing_allocation, memory_order_relaxed);
}

void *ent_alloc(size_t size)
{
    if (!may_allocate()) return NULL;
    return malloc(size ? size : 1);
}

void *ent_alloc_zero(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) return NULL;
    if (!may_allocate()) return NULL;
    return count && size ? calloc(count, size) : calloc(1, 1);
}

void *ent_realloc(void *block, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) return NULL;
    if (!may_allocate()) return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes ? bytes : 1);
}

void ent_free(void *block)
{
    free(block);
}

void ent_mem_fail_at(uint64_t n)
{
    atomic_store(&allocation_count, 0);
    atomic_store(&failing_allocation, n);
}

uint64_t ent_mem_count(void)
{
    return atomic_load(&allocation_count);
}
