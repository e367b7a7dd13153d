/* label.c: see label.h. A few hundred rectangles: looking through all of them costs nothing that is felt. */
#include "map/label.h"
#include "base/mem.h"

void ent_labels_done(ent_labels *labels)
{
    ent_free(labels->taken);
    *labels = (ent_labels){0};
}

void ent_labels_take(ent_labels *labels, ent_rect r)
{
    if (labels->count == labels->cap) {
        const size_t cap = labels->cap ? labels->cap * 2 : 128;
        ent_rect *grown = ent_realloc(labels->taken, cap, sizeof *grown);
        if (!grown) {
            labels->failed = true;
            return;
        }
        labels->taken = grown, labels->cap = cap;
    }
    labels->taken[labels->count++] = r;
}

bool ent_labels_free_at(const ent_labels *labels, ent_rect r)
{
    for (size_t k = 0; k < labels->count; k++) {
        const ent_rect *t = &labels->taken[k];
        if (r.x0 < t->x1 && t->x0 < r.x1 && r.y0 < t->y1 && t->y0 < r.y1) return false;
    }
    return true;
}
