/* cache.h: answers given before. A case does not change while it is served, so an answer holds until its
 * place is needed. Any thread. */
#ifndef ENT_SERVER_CACHE_H
#define ENT_SERVER_CACHE_H

#include "entente/base.h"

typedef struct ent_cache ent_cache;

/* Bytes that are shared by the cache and those who are sending them; the last to let go frees them. */
typedef struct ent_shared {
    char *bytes;
    size_t length;
    const char *type; /* media type, static storage */
    unsigned holders;
    ent_cache *home;
} ent_shared;

ent_cache *ent_cache_new(size_t bytes_max, size_t entries_max); /* NULL when memory ran out */
void ent_cache_free(ent_cache *cache); /* NULL is fine; nothing may be held any more */
/* The bytes kept under the key, held for the caller; NULL when there are none. */
ent_shared *ent_cache_find(ent_cache *cache, const char *key);
/* Bytes that are not kept, only held; taken over, also on failure. NULL when memory ran out. */
ent_shared *ent_shared_new(ent_cache *home, char *bytes, size_t length, const char *type);
/* Keep bytes (taken over, also on failure) and hold them for the caller; NULL when memory ran out. What is
 * larger than a quarter of the cache is held but not kept. */
ent_shared *ent_cache_keep(ent_cache *cache, const char *key, char *bytes, size_t length, const char *type);
void ent_shared_release(ent_shared *shared);

#endif
