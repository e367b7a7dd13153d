/* arena.c: a chain of chunks, each twice the one before up to a megabyte. A block too large for what is left
 * of the newest chunk opens a new one; a block larger than a chunk gets a chunk of its own, put behind the
 * newest so that what was left there stays usable. With ENT_ARENA_MALLOC every block is such a chunk. */
#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

#define CHUNK_BYTES_FIRST ((size_t)4096)
#define CHUNK_BYTES_LAST ((size_t)1 << 20)
#define BLOCK_ALIGN _Alignof(max_align_t)

typedef struct chunk {
    struct chunk *older;
    size_t used, size;
    max_align_t bytes[];
} chunk;

struct ent_arena {
    chunk *newest;
    size_t bytes, next_size;
};

ent_arena *ent_arena_new(void)
{
    ent_arena *arena = ent_alloc_zero(1, sizeof *arena);
    if (arena) arena->next_size = CHUNK_BYTES_FIRST;
    return arena;
}

void ent_arena_free(ent_arena *arena)
{
    if (!arena) return;
    for (chunk *c = arena->newest; c;) {
        chunk *older = c->older;
        ent_free(c);
        c = older;
    }
    ent_free(arena);
}

static chunk *chunk_new(ent_arena *arena, size_t size)
{
    chunk *c = ent_alloc(sizeof *c + size);
    if (!c) return NULL;
    c->older = NULL, c->used = 0, c->size = size;
    arena->bytes += size;
    return c;
}

/* A chunk for one block alone, behind the newest one. */
static chunk *chunk_for_one(ent_arena *arena, size_t size)
{
    chunk *c = chunk_new(arena, size);
    if (!c) return NULL;
    if (arena->newest) {
        c->older = arena->newest->older;
        arena->newest->older = c;
    } else {
        arena->newest = c;
    }
    return c;
}

static bool is_own_chunk(size_t size)
{
#ifdef ENT_ARENA_MALLOC
    return size > 0;
#else
    return size > CHUNK_BYTES_LAST / 4;
#endif
}

static chunk *chunk_with_room(ent_arena *arena, size_t size)
{
    chunk *newest = arena->newest;
    if (is_own_chunk(size)) return chunk_for_one(arena, size);
    if (newest && newest->size - newest->used >= size) return newest;
    size_t wanted = arena->next_size;
    while (wanted < size) wanted *= 2;
    chunk *c = chunk_new(arena, wanted);
    if (!c) return NULL;
    c->older = newest;
    arena->newest = c;
    if (arena->next_size < CHUNK_BYTES_LAST) arena->next_size *= 2;
    return c;
}

void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size)
{
    if (size && count > (ENT_ARENA_BYTES_MAX - BLOCK_ALIGN) / size) return NULL;
    size_t bytes = count && size ? count * size : 1;
#ifdef ENT_ARENA_MALLOC
    size_t rounded = bytes; /* unrounded, so that the first byte past the end is already poisoned */
#else
    size_t rounded = (bytes + BLOCK_ALIGN - 1) / BLOCK_ALIGN * BLOCK_ALIGN;
#endif
    if (rounded > ENT_ARENA_BYTES_MAX - arena->bytes) return NULL;
    chunk *c = chunk_with_room(arena, rounded);
    if (!c) return NULL;
    char *block = (char *)c->bytes + c->used;
    c->used += rounded;
    memset(block, 0, bytes);
    return block;
}

char *ent_arena_copy(ent_arena *arena, ent_str s)
{
    if (s.len == SIZE_MAX) return NULL;
    char *copy = ent_arena_alloc(arena, s.len + 1, 1);
    if (copy && s.len) memcpy(copy, s.ptr, s.len);
    return copy;
}

char *ent_arena_vprintf(ent_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) return NULL;
    char *text = ent_arena_alloc(arena, (size_t)length + 1, 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *ent_arena_printf(ent_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t ent_arena_bytes(const ent_arena *arena)
{
    return arena->bytes;
}
