/* map.h: a hash map from text to a pointer; keys are borrowed and must outlive it. Insertion order is not
 * kept. */
#ifndef ENT_MAP_H
#define ENT_MAP_H

#include "entente/base.h"

typedef struct ent_map ent_map;

ent_map *ent_map_new(void); /* NULL when memory ran out */
void ent_map_free(ent_map *map);
/* False when memory ran out. Replaces an earlier value. */
bool ent_map_put(ent_map *map, ent_str key, void *value) ENT_MUST_USE;
void *ent_map_get(const ent_map *map, ent_str key); /* NULL when absent */
size_t ent_map_count(const ent_map *map);

/* Nearest known name, for "did you mean": the candidate with the least Damerau-Levenshtein distance to
 * `word`, case folded in ASCII, if it is at most a third of the word's length (at least 1); else -1. */
int ent_nearest_name(ent_str word, const ent_str *candidates, size_t count);

#endif
