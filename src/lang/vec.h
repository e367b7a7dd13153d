/* vec.h: a growing array of one kind of item, for lists whose length is not known while a text is read. */
#ifndef ENT_LANG_VEC_H
#define ENT_LANG_VEC_H

#include "base/arena.h"

typedef struct ent_vec {
    void *ptr;
    size_t count, cap;
} ent_vec; /* all zero: empty */

/* Append a copy of an item of `size` bytes. False when memory ran out; the vector is unchanged then. */
bool ent_vec_push(ent_vec *vec, const void *item, size_t size) ENT_MUST_USE;
void ent_vec_done(ent_vec *vec);
/* A copy of the whole array in an arena; NULL when memory ran out (never for an empty one). */
void *ent_vec_seal(const ent_vec *vec, ent_arena *arena, size_t size);

#endif
