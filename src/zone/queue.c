/* queue.c: see queue.h. A binary heap in one array. */
#include "zone/queue.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

static double key_at(const ent_queue *q, size_t k)
{
    double most;
    memcpy(&most, q->items + k * q->size, sizeof most);
    return most;
}

static void put(ent_queue *q, size_t k, const void *item)
{
    memcpy(q->items + k * q->size, item, q->size);
}

static void move(ent_queue *q, size_t to, size_t from)
{
    memcpy(q->items + to * q->size, q->items + from * q->size, q->size);
}

double ent_queue_most(const ent_queue *q)
{
    return q->count ? key_at(q, 0) : -INFINITY;
}

ent_status ent_queue_push(ent_queue *q, const void *item, ent_error *err)
{
    double most;
    memcpy(&most, item, sizeof most);
    if (q->count == q->cap) {
        size_t cap = q->cap ? 2 * q->cap : 256;
        unsigned char *items = ent_realloc(q->items, cap, q->size);
        if (items == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for a search");
        q->items = items, q->cap = cap;
    }
    size_t k = q->count++;
    for (; k > 0 && key_at(q, (k - 1) / 2) < most; k = (k - 1) / 2) move(q, k, (k - 1) / 2);
    put(q, k, item);
    return ENT_OK;
}

void ent_queue_pop(ent_queue *q, void *out)
{
    size_t k = 0, last = q->count - 1;
    memcpy(out, q->items, q->size);
    for (size_t kid = 1; kid < last; kid = 2 * k + 1) {
        if (kid + 1 < last && key_at(q, kid + 1) > key_at(q, kid)) kid++;
        if (key_at(q, last) >= key_at(q, kid)) break;
        move(q, k, kid);
        k = kid;
    }
    if (k != last) move(q, k, last);
    q->count = last;
}

void ent_queue_done(ent_queue *q)
{
    ent_free(q->items);
    *q = (ent_queue){.size = q->size};
}
