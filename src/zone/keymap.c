#include "zone/keymap.h"
#include "base/mem.h"

void ent_keymap_done(ent_keymap *map)
{
    ent_free(map->keys);
    ent_free(map->slots);
    *map = (ent_keymap){0};
}

/* Multiplication by an odd number spreads a key's differences into the upper bits (Knuth, TAOCP 6.4). */
static uint32_t first_slot(const ent_keymap *map, uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (map->slot_count - 1);
}

static uint32_t slot_of(const ent_keymap *map, uint64_t key)
{
    uint32_t slot = first_slot(map, key);
    while (map->slots[slot] != 0 && map->keys[map->slots[slot] - 1] != key)
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static bool grow(ent_keymap *map)
{
    uint32_t slot_count = map->slot_count ? 2 * map->slot_count : 256;
    if (slot_count > (UINT32_C(1) << 30)) return false;
    uint64_t *keys = ent_realloc(map->keys, slot_count / 3 * 2 + 2, sizeof *keys);
    if (keys == NULL) return false;
    map->keys = keys;
    uint32_t *slots = ent_alloc_zero(slot_count, sizeof *slots);
    if (slots == NULL) return false;
    ent_free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    for (uint32_t k = 0; k < map->count; k++) map->slots[slot_of(map, map->keys[k])] = k + 1;
    return true;
}

uint32_t ent_keymap_add(ent_keymap *map, uint64_t key)
{
    if (map->slot_count > 0) {
        uint32_t slot = slot_of(map, key);
        if (map->slots[slot] != 0) return map->slots[slot] - 1;
    }
    if (map->count + 1 > map->slot_count / 3 * 2 && !grow(map)) return ENT_KEY_NONE;
    map->keys[map->count] = key;
    map->slots[slot_of(map, key)] = map->count + 1;
    return map->count++;
}

uint32_t ent_keymap_find(const ent_keymap *map, uint64_t key)
{
    if (map->slot_count == 0) return ENT_KEY_NONE;
    uint32_t slot = slot_of(map, key);
    return map->slots[slot] != 0 ? map->slots[slot] - 1 : ENT_KEY_NONE;
}
