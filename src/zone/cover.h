/* cover.h: a growing list of ranges of cell ids, in order, neighbours in the same state joined. */
#ifndef ENT_ZONE_COVER_H
#define ENT_ZONE_COVER_H

#include "entente/zone.h"

typedef struct ent_cover {
    ent_zone_range *ranges;
    size_t count, cap;
} ent_cover;

void ent_cover_done(ent_cover *cover);
/* Add the cells of [min_id, max_id], which lie after all added before. False when memory ran out. A range
 * never spans the change of sign that ids read as signed numbers have in the middle. */
bool ent_cover_add(ent_cover *cover, ent_zone_range range);
/* The range that holds an id, or NULL. */
const ent_zone_range *ent_cover_find(const ent_cover *cover, uint64_t id);

#endif
