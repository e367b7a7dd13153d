/* keymap.h: from 63-bit keys to consecutive numbers 0, 1, 2 …: open addressing, at most two thirds full. */
#ifndef ENT_ZONE_KEYMAP_H
#define ENT_ZONE_KEYMAP_H

#include "entente/base.h"

#define ENT_KEY_NONE UINT32_MAX

typedef struct ent_keymap {
    uint64_t *keys;  /* by number */
    uint32_t *slots; /* number + 1, 0 where free */
    uint32_t count, slot_count;
} ent_keymap;

void ent_keymap_done(ent_keymap *map);
/* The number of a key, a new one when it was not there; ENT_KEY_NONE when memory ran out. */
uint32_t ent_keymap_add(ent_keymap *map, uint64_t key);
/* ENT_KEY_NONE when it is not there. */
uint32_t ent_keymap_find(const ent_keymap *map, uint64_t key);

#endif
