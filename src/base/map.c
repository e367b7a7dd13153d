/* map.c: open addressing with linear probing, at most three quarters full, a power of two of slots; nothing
 * is ever taken out. Each map hashes with a seed of its own (its address and the clock), so that a crafted
 * file cannot make all its keys collide; no order leaves the map, so answers do not depend on it. */
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>
#include <time.h>

#define SLOTS_FIRST 16

typedef struct slot {
    uint64_t hash; /* 0: free */
    ent_str key;
    void *value;
} slot;

struct ent_map {
    slot *slots;
    size_t slot_count, count;
    uint64_t seed;
};

/* One round of mixing: the two halves of a 64 by 64 bit product, folded. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t a_lo = (uint32_t)a, a_hi = a >> 32, b_lo = (uint32_t)b, b_hi = b >> 32;
    uint64_t low = a_lo * b_lo, mid1 = a_hi * b_lo, mid2 = a_lo * b_hi, high = a_hi * b_hi;
    uint64_t mid = (low >> 32) + (uint32_t)mid1 + (uint32_t)mid2;
    high += (mid1 >> 32) + (mid2 >> 32) + (mid >> 32);
    return high ^ (a * b);
}

static uint64_t hash_of(uint64_t seed, ent_str key)
{
    /* The odd constants are the first digits of pi and e. */
    uint64_t h = mix(seed ^ key.len, UINT64_C(0x243F6A8885A308D3));
    size_t at = 0;
    while (key.len - at >= 8) {
        uint64_t word;
        memcpy(&word, key.ptr + at, 8);
        h = mix(h ^ word, UINT64_C(0xB7E151628AED2A6B) ^ seed);
        at += 8;
    }
    uint64_t tail = 0;
    if (key.len > at) memcpy(&tail, key.ptr + at, key.len - at);
    h = mix(h ^ tail, UINT64_C(0x13198A2E03707345) ^ seed);
    return h ? h : 1;
}

ent_map *ent_map_new(void)
{
    ent_map *map = ent_alloc_zero(1, sizeof *map);
    slot *slots = ent_alloc_zero(SLOTS_FIRST, sizeof *slots);
    if (!map || !slots) {
        ent_free(map);
        ent_free(slots);
        return NULL;
    }
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    map->slots = slots, map->slot_count = SLOTS_FIRST;
    map->seed = mix((uint64_t)(uintptr_t)map ^ UINT64_C(0xA4093822299F31D1), (uint64_t)now.tv_nsec | 1);
    return map;
}

void ent_map_free(ent_map *map)
{
    if (!map) return;
    ent_free(map->slots);
    ent_free(map);
}

/* The slot that holds the key, or the free one where it would go. */
static slot *find(slot *slots, size_t slot_count, uint64_t hash, ent_str key)
{
    for (size_t i = (size_t)hash & (slot_count - 1);; i = (i + 1) & (slot_count - 1)) {
        slot *s = &slots[i];
        if (s->hash == 0 || (s->hash == hash && ent_str_eq(s->key, key))) return s;
    }
}

static bool grow(ent_map *map)
{
    size_t wanted = map->slot_count * 2;
    slot *slots = ent_alloc_zero(wanted, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < map->slot_count; i++) {
        slot *old = &map->slots[i];
        if (old->hash) *find(slots, wanted, old->hash, old->key) = *old;
    }
    ent_free(map->slots);
    map->slots = slots, map->slot_count = wanted;
    return true;
}

bool ent_map_put(ent_map *map, ent_str key, void *value)
{
    uint64_t hash = hash_of(map->seed, key);
    slot *s = find(map->slots, map->slot_count, hash, key);
    if (s->hash == 0) {
        if ((map->count + 1) > map->slot_count / 4 * 3) {
            if (!grow(map)) return false;
            s = find(map->slots, map->slot_count, hash, key);
        }
        map->count++;
        s->hash = hash, s->key = key;
    }
    s->value = value;
    return true;
}

void *ent_map_get(const ent_map *map, ent_str key)
{
    return find(map->slots, map->slot_count, hash_of(map->seed, key), key)->value;
}

size_t ent_map_count(const ent_map *map)
{
    return map->count;
}

/* ---- the nearest name -------------------------------------------------------------------------------- */

#define WORD_MAX 64 /* code points; nobody mistypes a longer name in a way that a suggestion would mend */

typedef struct word {
    size_t length; /* WORD_MAX + 1: too long */
    uint32_t points[WORD_MAX];
} word;

static void word_read(ent_str s, word *out)
{
    out->length = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = 0xFFFD;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        at += n ? n : 1;
        if (out->length == WORD_MAX) {
            out->length = WORD_MAX + 1;
            return;
        }
        out->points[out->length++] = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: insert, delete, replace, or swap two neighbours, each at cost 1. Three rolling
 * rows. */
static size_t edit_distance(const word *a, const word *b)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->length; j++) above[j] = before[j] = j;
    for (size_t i = 1; i <= a->length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b->length; j++) {
            size_t same = a->points[i - 1] == b->points[j - 1] ? 0 : 1;
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + same);
            bool swapped = i > 1 && j > 1 && a->points[i - 1] == b->points[j - 2] &&
                           a->points[i - 2] == b->points[j - 1];
            if (swapped) row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above, above = row, row = oldest;
    }
    return above[b->length];
}

int ent_nearest_name(ent_str text, const ent_str *candidates, size_t count)
{
    word wanted, candidate;
    word_read(text, &wanted);
    if (wanted.length == 0 || wanted.length > WORD_MAX) return -1;
    size_t best_distance = wanted.length < 6 ? 2 : wanted.length / 3 + 1; /* one more than allowed */
    int best = -1;
    for (size_t i = 0; i < count && i <= INT32_MAX; i++) {
        word_read(candidates[i], &candidate);
        if (candidate.length == 0 || candidate.length > WORD_MAX) continue;
        size_t longer = candidate.length > wanted.length ? candidate.length - wanted.length
                                                         : wanted.length - candidate.length;
        if (longer >= best_distance) continue;
        size_t distance = edit_distance(&wanted, &candidate);
        if (distance < best_distance) best_distance = distance, best = (int)i;
    }
    return best;
}
