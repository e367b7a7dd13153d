/* order.h: arcs in an order in which neighbours in space are neighbours in the array. */
#ifndef ENT_TREE_ORDER_H
#define ENT_TREE_ORDER_H

#include <stdint.h>

/* An arc by about where it is. Floats will do: this decides which arcs share a box, not what the box is. */
typedef struct ent_order_item {
    float at[3];
    uint32_t arc;
} ent_order_item;

/* Permute by halving along the longest side, always at a multiple of a power of `fan`, so that groups of fan,
 * fan², … in a row are compact. Cost n log n. */
void ent_order_by_space(ent_order_item *items, uint32_t count, uint32_t fan);

#endif
