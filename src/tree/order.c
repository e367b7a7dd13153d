/* order.c: see order.h. The loading is that of a packed R-tree cut from the top down: cuts fall on multiples
 * of the size of a full subtree, hence every subtree but the last is full and children need no pointers. */
#include "tree/order.h"

static double coordinate(const ent_vec3 *p, int axis)
{
    return axis == 0 ? p->x : axis == 1 ? p->y : p->z;
}

static int longest_axis(const uint32_t *order, uint32_t count, const ent_vec3 *middles)
{
    double lo[3] = {INFINITY, INFINITY, INFINITY}, hi[3] = {-INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < count; i++)
        for (int k = 0; k < 3; k++) {
            double v = coordinate(&middles[order[i]], k);
            if (v < lo[k]) lo[k] = v;
            if (v > hi[k]) hi[k] = v;
        }
    int best = 0;
    for (int k = 1; k < 3; k++)
        if (hi[k] - lo[k] > hi[best] - lo[best]) best = k;
    return best;
}

static double median_of(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* Put the `nth` smallest where it belongs, smaller ones before it (Hoare's selection, three-way, so that many
 * equal keys cost nothing extra). */
static void select_nth(uint32_t *order, uint32_t count, uint32_t nth, const ent_vec3 *middles, int axis)
{
    uint32_t from = 0, to = count; /* [from, to) holds the nth */
    while (to - from > 1) {
        double pivot = median_of(coordinate(&middles[order[from]], axis),
                                 coordinate(&middles[order[from + (to - from) / 2]], axis),
                                 coordinate(&middles[order[to - 1]], axis));
        uint32_t less = from, more = to, i = from;
        while (i < more) {
            uint32_t item = order[i];
            double v = coordinate(&middles[item], axis);
            if (v < pivot)
                order[i++] = order[less], order[less++] = item;
            else if (v > pivot)
                order[i] = order[--more], order[more] = item;
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
void ent_order_by_space(uint32_t *order, uint32_t count, const ent_vec3 *middles, uint32_t fan)
{
    while (count > fan) {
        uint32_t cut = cut_at(count, fan);
        select_nth(order, count, cut, middles, longest_axis(order, count, middles));
        if (cut <= count - cut) {
            ent_order_by_space(order, cut, middles, fan);
            order += cut, count -= cut;
        } else {
            ent_order_by_space(order + cut, count - cut, middles, fan);
            count = cut;
        }
    }
}
