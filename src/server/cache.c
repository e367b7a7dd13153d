/* cache.c: a short list in order of use. With a few hundred entries a walk along it costs less than the least
 * answer, and there is nothing to get wrong. */
#include "server/cache.h"

#include "base/mem.h"

#include <pthread.h>
#include <string.h>

typedef struct entry {
    struct entry *next;
    ent_shared *shared;
    size_t key_length;
    char key[];
} entry;

struct ent_cache {
    pthread_mutex_t lock;
    entry *first; /* the most recently used */
    size_t bytes, entries, bytes_max, entries_max;
};

ent_cache *ent_cache_new(size_t bytes_max, size_t entries_max)
{
    ent_cache *cache = ent_alloc_zero(1, sizeof *cache);
    if (!cache) return NULL;
    if (pthread_mutex_init(&cache->lock, NULL) != 0) return ent_free(cache), NULL;
    cache->bytes_max = bytes_max, cache->entries_max = entries_max;
    return cache;
}

/* The lock is held, or nobody else is there. */
static void let_go(ent_shared *shared)
{
    if (--shared->holders > 0) return;
    ent_free(shared->bytes);
    ent_free(shared);
}

static void drop(ent_cache *cache, entry **at)
{
    entry *gone = *at;
    *at = gone->next;
    cache->bytes -= gone->shared->length;
    cache->entries--;
    let_go(gone->shared);
    ent_free(gone);
}

void ent_cache_free(ent_cache *cache)
{
    if (!cache) return;
    while (cache->first) drop(cache, &cache->first);
    pthread_mutex_destroy(&cache->lock);
    ent_free(cache);
}

static entry **place_of(ent_cache *cache, const char *key)
{
    const size_t length = strlen(key);
    entry **at = &cache->first;
    while (*at && ((*at)->key_length != length || memcmp((*at)->key, key, length) != 0)) at = &(*at)->next;
    return at;
}

ent_shared *ent_cache_find(ent_cache *cache, const char *key)
{
    ent_shared *found = NULL;
    pthread_mutex_lock(&cache->lock);
    entry **at = place_of(cache, key);
    if (*at) {
        entry *hit = *at;
        *at = hit->next;
        hit->next = cache->first, cache->first = hit;
        found = hit->shared;
        found->holders++;
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

static void make_room(ent_cache *cache)
{
    while (cache->first && (cache->bytes > cache->bytes_max || cache->entries > cache->entries_max)) {
        entry **last = &cache->first;
        while ((*last)->next) last = &(*last)->next;
        drop(cache, last);
    }
}

static void insert(ent_cache *cache, const char *key, ent_shared *shared)
{
    const size_t length = strlen(key);
    entry *made = ent_alloc(sizeof *made + length + 1);
    if (!made) return; /* answered, but not kept */
    memcpy(made->key, key, length + 1);
    made->key_length = length, made->shared = shared;
    pthread_mutex_lock(&cache->lock);
    entry **old = place_of(cache, key);
    if (*old) drop(cache, old);
    made->next = cache->first, cache->first = made;
    cache->bytes += shared->length, cache->entries++;
    shared->holders++;
    make_room(cache);
    pthread_mutex_unlock(&cache->lock);
}

ent_shared *ent_shared_new(ent_cache *home, char *bytes, size_t length, const char *type)
{
    ent_shared *shared = ent_alloc_zero(1, sizeof *shared);
    if (!shared) return ent_free(bytes), NULL;
    *shared = (ent_shared){.bytes = bytes, .length = length, .type = type, .holders = 1, .home = home};
    return shared;
}

ent_shared *ent_cache_keep(ent_cache *cache, const char *key, char *bytes, size_t length, const char *type)
{
    ent_shared *shared = ent_shared_new(cache, bytes, length, type);
    if (shared && length <= cache->bytes_max / 4) insert(cache, key, shared);
    return shared;
}

void ent_shared_release(ent_shared *shared)
{
    ent_cache *cache = shared->home;
    pthread_mutex_lock(&cache->lock);
    let_go(shared);
    pthread_mutex_unlock(&cache->lock);
}
