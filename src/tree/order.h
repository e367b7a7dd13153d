/* order.h: arcs in an order in which neighbours in space are neighbours in the array. */
#ifndef ENT_TREE_ORDER_H
#define ENT_TREE_ORDER_H

#include "geo/ellipsoid.h"

/* Permute `order` (indices into `middles`) by halving along the longest side, always at a multiple of a power
 * of `fan`, so that groups of fan, fan², … in a row are compact. Cost n log n. */
void ent_order_by_space(uint32_t *order, uint32_t count, const ent_vec3 *middles, uint32_t fan);

#endif
