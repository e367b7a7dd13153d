/* label.h: room on paper: what is taken, and where a text still fits. */
#ifndef ENT_MAP_LABEL_H
#define ENT_MAP_LABEL_H

#include "map/ink.h"

typedef struct ent_labels {
    ent_rect *taken;
    size_t count, cap;
    bool failed;
} ent_labels;

void ent_labels_done(ent_labels *labels);
void ent_labels_take(ent_labels *labels, ent_rect r);
bool ent_labels_free_at(const ent_labels *labels, ent_rect r);

#endif
