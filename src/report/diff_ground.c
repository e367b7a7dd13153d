/* diff_ground.c: the rows of changed ground put together for people: items whose ground changes alike are
 * told once, and so are states that are closed or opened as a whole. */
#include "report/diff.h"

#include <string.h>

static const ent_ground_change *row_at(const ent_effect *e, size_t i)
{
    return ent_effect_ground_at(e, i);
}

/* A row for anywhere and those of its territories: up to the next one, or the end. */
static size_t end_of(const ent_effect *e, size_t first)
{
    size_t i = first + 1;
    while (i < ent_effect_ground_count(e) && *row_at(e, i)->territory) i++;
    return i;
}

static bool same_area(ent_area a, ent_area b)
{
    return a.lo_m2 == b.lo_m2 && a.hi_m2 == b.hi_m2;
}

static bool is_alike(const ent_ground_change *a, const ent_ground_change *b)
{
    return strcmp(a->clause, b->clause) == 0 && strcmp(a->actor, b->actor) == 0 &&
           strcmp(a->territory, b->territory) == 0 && a->certain == b->certain &&
           same_area(a->before, b->before) && same_area(a->after, b->after) &&
           same_area(a->closed, b->closed) && same_area(a->opened, b->opened);
}

static bool are_alike(const ent_effect *e, size_t a, size_t b)
{
    const size_t count = end_of(e, a) - a;
    if (end_of(e, b) - b != count) return false;
    for (size_t i = 0; i < count; i++)
        if (!is_alike(row_at(e, a + i), row_at(e, b + i))) return false;
    return true;
}

bool ent_diff_ground_next(const ent_sheet *words, const ent_effect *e, ent_diff_ground *g)
{
    const size_t count = ent_effect_ground_count(e);
    if (g->next >= count) return false;
    g->first = g->next, g->end = g->next = end_of(e, g->first);
    g->items = row_at(e, g->first)->item;
    while (g->next < count && are_alike(e, g->first, g->next)) {
        const char *item = row_at(e, g->next)->item;
        g->next = end_of(e, g->next);
        const bool is_last = g->next >= count || !are_alike(e, g->first, g->next);
        g->items = ent_report_printf(words, "%s%s%s", g->items, is_last ? " and " : ", ", item);
    }
    return true;
}

ent_diff_wholes ent_diff_ground_wholes(const ent_sheet *words, const ent_effect *e, const ent_diff_ground *g,
                                       bool opened)
{
    ent_diff_wholes found = {.codes = ""};
    for (size_t i = g->first + 1; i < g->end; i++) {
        const ent_ground_change *row = row_at(e, i);
        const ent_area area = opened ? row->opened : row->closed;
        if (!row->is_whole || ent_diff_area_is_nothing(area)) continue;
        found.codes =
            ent_report_printf(words, "%s%s%s", found.codes, found.count ? ", " : "", row->territory);
        found.area.lo_m2 += area.lo_m2, found.area.hi_m2 += area.hi_m2;
        found.count++;
    }
    return found;
}

const char *ent_diff_ground_where(const ent_sheet *words, const ent_ground_change *row)
{
    if (!*row->territory) return "everywhere";
    if (strcmp(row->territory, ENT_GROUND_NOBODYS) == 0) return "on no territory";
    return ent_report_party(words, row->territory);
}
