/* arena.h: what is born together dies together. Blocks are zeroed and aligned for any object. In a build with
 * ENT_ARENA_MALLOC every block is a malloc of its own, so that sanitizers see it. */
#ifndef ENT_ARENA_H
#define ENT_ARENA_H

#include "entente/base.h"
#include <stdarg.h>

typedef struct ent_arena ent_arena;

ent_arena *ent_arena_new(void); /* NULL when memory ran out */
void ent_arena_free(ent_arena *arena);
void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size); /* zeroed; NULL when memory ran out */
char *ent_arena_copy(ent_arena *arena, ent_str s); /* terminated copy; NULL when memory ran out */
char *ent_arena_printf(ent_arena *arena, const char *format, ...) ENT_PRINTF(2, 3);
char *ent_arena_vprintf(ent_arena *arena, const char *format, va_list args);
size_t ent_arena_bytes(const ent_arena *arena);

#endif
