#include "zone/cover.h"
#include "base/mem.h"

#define SIGN_BIT (UINT64_C(1) << 63)

void ent_cover_done(ent_cover *cover)
{
    ent_free(cover->ranges);
    *cover = (ent_cover){0};
}

/* Ids of level 30 are odd, so the next one after `max` is max + 2. */
static bool joins(ent_zone_range last, ent_zone_range next)
{
    return last.state == next.state && last.max_id + 2 == next.min_id &&
           ((last.max_id ^ next.min_id) & SIGN_BIT) == 0;
}

bool ent_cover_add(ent_cover *cover, ent_zone_range range)
{
    if (cover->count > 0 && joins(cover->ranges[cover->count - 1], range)) {
        cover->ranges[cover->count - 1].max_id = range.max_id;
        return true;
    }
    if (cover->count == cover->cap) {
        size_t cap = cover->cap ? 2 * cover->cap : 256;
        ent_zone_range *ranges = ent_realloc(cover->ranges, cap, sizeof *ranges);
        if (ranges == NULL) return false;
        cover->ranges = ranges;
        cover->cap = cap;
    }
    cover->ranges[cover->count++] = range;
    return true;
}

const ent_zone_range *ent_cover_find(const ent_cover *cover, uint64_t id)
{
    size_t lo = 0, hi = cover->count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (cover->ranges[middle].max_id < id)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo < cover->count && cover->ranges[lo].min_id <= id ? &cover->ranges[lo] : NULL;
}
