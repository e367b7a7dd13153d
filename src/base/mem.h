/* mem.h: the one door to the heap. Every allocation of our own code goes through it, so that tests can make
 * the n-th one fail and see that nothing leaks and nothing is half written. */
#ifndef ENT_MEM_H
#define ENT_MEM_H

#include <stddef.h>
#include <stdint.h>

void *ent_alloc(size_t size);                    /* NULL when it fails; size 0 gives a unique block */
void *ent_alloc_zero(size_t count, size_t size); /* checks the product */
void *ent_realloc(void *block, size_t count,
                  size_t size); /* checks the product; the block stays on failure */
void ent_free(void *block);

/* For tests, one thread: fail the n-th allocation from now (1 = the next); 0 switches it off. */
void ent_mem_fail_at(uint64_t n);
uint64_t ent_mem_count(void); /* allocations since the last ent_mem_fail_at */

#endif
