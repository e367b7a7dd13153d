/* vec.c: the growing array. */
#include "lang/vec.h"
#include "base/mem.h"

#include <string.h>

#define CAP_FIRST 16

bool ent_vec_push(ent_vec *vec, const void *item, size_t size)
{
    if (vec->count == vec->cap) {
        size_t cap = vec->cap ? vec->cap * 2 : CAP_FIRST;
        void *grown = ent_realloc(vec->ptr, cap, size);
        if (!grown) return false;
        vec->ptr = grown, vec->cap = cap;
    }
    memcpy((char *)vec->ptr + vec->count * size, item, size);
    vec->count++;
    return true;
}

void ent_vec_done(ent_vec *vec)
{
    ent_free(vec->ptr);
    *vec = (ent_vec){0};
}

void *ent_vec_seal(const ent_vec *vec, ent_arena *arena, size_t size)
{
    void *copy = ent_arena_alloc(arena, vec->count ? vec->count : 1, size);
    if (copy && vec->count) memcpy(copy, vec->ptr, vec->count * size);
    return copy;
}
