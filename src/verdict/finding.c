/* finding.c: findings as they are kept: margins in the units people read, sources without repeats. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

ent_finding *ent_finding_add(ent_judgement *j)
{
    if (j->finding_count == j->finding_cap) {
        size_t cap = j->finding_cap ? 2 * j->finding_cap : 64;
        ent_finding *grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return NULL;
        if (j->finding_count) memcpy(grown, j->findings, j->finding_count * sizeof *grown);
        j->findings = grown, j->finding_cap = cap;
    }
    ent_finding *f = &j->findings[j->finding_count++];
    *f = (ent_finding){.reading = "", .party = "", .target = ""};
    return f;
}

static ent_margin shown(ent_judgement *j, const ent_bounds *b)
{
    const ent_unit *unit =
        ent_quantity_unit((ent_quantity){b->lo, b->hi, b->dimension, b->unit, 0, false, false}, NULL);
    double scale = unit ? unit->scale : 1;
    double lo = b->lo / scale, hi = b->hi / scale;
    return (ent_margin){lo == 0 ? 0 : lo, hi == 0 ? 0 : hi, unit ? unit->name : b->unit_name,
                        ent_judge_say(j, b->node)};
}

/* The binding one first: the one nearest to turning over. */
static double slack(const ent_margin *m)
{
    double least = fmin(fabs(m->lo), fabs(m->hi));
    return m->lo <= 0 && m->hi >= 0 ? 0 : least;
}

void ent_finding_margins(ent_judgement *j, ent_finding *f, const ent_outcome *outcome)
{
    ent_margin *m = ent_judge_alloc(j, ENT_MARGINS_MAX, sizeof *m);
    if (!m) return;
    for (int i = 0; i < outcome->margin_count; i++) m[f->margin_count++] = shown(j, &outcome->margins[i]);
    for (size_t i = 1; i < f->margin_count; i++)
        for (size_t k = i; k > 0 && slack(&m[k]) == 0 && slack(&m[k - 1]) != 0; k--) {
            ent_margin swap = m[k];
            m[k] = m[k - 1], m[k - 1] = swap;
        }
    f->margins = m;
}

static void add_source(ent_judgement *j, ent_lines *lines, const char *source)
{
    if (source && *source) ent_lines_add(j, lines, source);
}

void ent_finding_sources(ent_judgement *j, ent_finding *f)
{
    ent_lines lines = {0};
    const char *last = NULL; /* neighbours often have one source, kept once */
    for (size_t i = 0; i < f->record_count; i++) {
        const ent_record *r = f->records[i];
        if (r->source != last) add_source(j, &lines, last = r->source);
        add_source(j, &lines, r->quantity.source);
        for (uint32_t k = 0; k < r->item.count && j->world.items; k++) {
            const ent_item *item = ent_items_find(j->world.items, ent_str_of(r->item.words[k]));
            if (!item) continue;
            add_source(j, &lines, item->source);
            const ent_attribute *range = ent_item_attribute(item, ENT_STR("range"));
            if (range) add_source(j, &lines, range->value.source);
        }
    }
    f->sources = ent_lines_texts(&lines);
}

void ent_finding_texts(ent_finding *f, const ent_lines *because, const ent_lines *settle)
{
    f->because = ent_lines_texts(because), f->telling = because->telling;
    f->settle = ent_lines_texts(settle);
}

bool ent_finding_is_farther(const ent_finding *a, const ent_finding *b)
{
    if (!a->margin_count || !b->margin_count) return false;
    const ent_margin *m = &a->margins[0], *n = &b->margins[0];
    return m->lo != n->lo ? m->lo > n->lo : m->hi > n->hi;
}
