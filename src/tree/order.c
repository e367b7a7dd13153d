/* order.c: see order.h. The loading is that of a packed R-tree cut from the top down: cuts fall on multiples
 * of the size of a full subtree, hence every subtree but the last is full and children need no pointers. */
#include "tree/order.h"

#include <math.h>

static int longest_axis(const ent_order_item *items, uint32_t count)
{
    float lo[3] = {INFINITY, INFINITY, INFINITY}, hi[3] = {-INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < count; i++)
        for (int k = 0; k < 3; k++) {
            float v = items[i].at[k];
            lo[k] = v < lo[k] ? v : lo[k];
            hi[k] = v > hi[k] ? v : hi[k];
        }
    int best = 0;
    for (int k = 1; k < 3; k++)
        if (hi[k] - lo[k] > hi[best] - lo[best]) best = k;
    return best;
}

static float median_of(float a, float b, float c)
{
    float least = a < b ? a : b, most = a < b ? b : a;
    return c < least ? least : c > most ? most : c;
}

static void swap_items(ent_order_item *p, ent_order_item *q)
{
    ent_order_item t = *p;
    *p = *q, *q = t;
}

/* Put the `nth` smallest where it belongs, smaller ones before it (Hoare's selection, three-way, so that many
 * equal keys cost nothing extra). */
static void select_nth(ent_order_item *items, uint32_t count, uint32_t nth, int axis)
{
    uint32_t from = 0, to = count; /* [from, to) holds the nth */
    while (to - from > 1) {
        float pivot =
            median_of(items[from].at[axis], items[from + (to - from) / 2].at[axis], items[to - 1].at[axis]);
        uint32_t less = from, more = to, i = from;
        while (i < more) {
            float v = items[i].at[axis];
            if (v < pivot)
                swap_items(&items[i++], &items[less++]);
            else if (v > pivot)
                swap_items(&items[i], &items[--more]);
            else
                i++;
        }
        if (nth < less)
            to = less;
        else if (nth >= more)
            from = more;
        else
            return;
    }
}

/* Where to cut `count` items: near the middle, at a multiple of the largest full subtree that is smaller. */
static uint32_t cut_at(uint32_t count, uint32_t fan)
{
    uint64_t full = fan;
    while (full * fan < count) full *= fan;
    uint64_t cut = (count / 2 + full / 2) / full * full;
    if (cut == 0) cut = full;
    if (cut >= count) cut = (count - 1) / full * full;
    return (uint32_t)cut;
}

/* The smaller part recurses, the larger loops: the depth stays under 32. */
void ent_order_by_space(ent_order_item *items, uint32_t count, uint32_t fan)
{
    while (count > fan) {
        uint32_t cut = cut_at(count, fan);
        select_nth(items, count, cut, longest_axis(items, count));
        if (cut <= count - cut) {
            ent_order_by_space(items, cut, fan);
            items += cut, count -= cut;
        } else {
            ent_order_by_space(items + cut, count - cut, fan);
            count = cut;
        }
    }
}
