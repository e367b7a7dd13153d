/* queue.h: what a search has still to look at, the most promising first. */
#ifndef ENT_ZONE_QUEUE_H
#define ENT_ZONE_QUEUE_H

#include "entente/base.h"

/* Items of one size, each beginning with a double: how much it may hold. Zero but for `size`: empty. */
typedef struct ent_queue {
    size_t size, count, cap;
    unsigned char *items; /* a heap, the greatest on top */
} ent_queue;

ent_status ent_queue_push(ent_queue *q, const void *item, ent_error *err) ENT_MUST_USE;
/* Take the greatest out; there is one. */
void ent_queue_pop(ent_queue *q, void *out);
/* How much the greatest may hold; -infinity when there is none. */
double ent_queue_most(const ent_queue *q);
void ent_queue_done(ent_queue *q);

#endif
