/* sum.c: adding up one group, totals and their parts linked.
 *
 * The records of a group form a forest: a part hangs below its whole (`part_of`), and records that may tell
 * of one event (`same_as`) hang together below a joint. What a node is worth follows from itself and its
 * children:
 *
 *   1. a whole is at least the sum of its parts, and what it says itself less what is not counted of it;
 *   2. parts are never added to a whole that stands in the sum; where it does not, they count by themselves;
 *   3. of what may be one event, at least the greatest counts, and at most all;
 *   4. what is perhaps there adds nothing to the lower bound.
 *
 * Each node keeps its children's values in a tree of sums, so that one change costs the logarithm of the
 * siblings at each level, and so that the sum depends on what is in it alone, not on the order in which it
 * came: children stand in the order of their ids. */
#include "base/figure.h"
#include "verdict/sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

#define BIT(reason) (1u << (reason))

typedef struct worth {
    double lo, hi;
    double lifted;           /* at most so much of it is lifted */
    double gone_lo, gone_hi; /* so much of what a whole says is not counted */
    uint32_t reasons;
    uint32_t count; /* records */
} worth;

typedef struct node {
    const ent_record *record; /* NULL: the root, or a joint */
    const ent_share *share;   /* what is in force of it now, or NULL */
    bool must, joint;
    uint32_t parent, slot; /* whose tree of sums, and where in it */
    uint32_t width;        /* children */
    worth *sums;           /* 2 * width; the sum of all in [1] */
} node;

struct ent_adder {
    const ent_group *group;
    node *nodes; /* [0] is the root, then the records by their ids, then the joints */
    uint32_t count, records;
    uint32_t *node_of; /* by share */
    worth *sums;
};

/* ---- what a node is worth --------------------------------------------------------------------------- */

static worth add(const worth *a, const worth *b, bool joint)
{
    return (worth){.lo = joint ? fmax(a->lo, b->lo) : a->lo + b->lo,
                   .hi = a->hi + b->hi,
                   .lifted = a->lifted + b->lifted,
                   .gone_lo = a->gone_lo + b->gone_lo,
                   .gone_hi = a->gone_hi + b->gone_hi,
                   .reasons = a->reasons | b->reasons |
                              (joint && a->lo > 0 && b->lo > 0 ? BIT(ENT_REASON_SAME_EVENT) : 0),
                   .count = a->count + b->count};
}

static worth uncounted(const ent_share *s, bool must, worth kids)
{
    kids.gone_lo += must && s->left_out ? s->lo : 0;
    kids.gone_hi += s->hi;
    return kids;
}

static worth lifted(const ent_share *s, bool must, worth kids)
{
    kids.lifted += s->hi, kids.gone_lo += must ? s->lo : 0, kids.gone_hi += s->hi;
    kids.reasons |= s->reasons, kids.count++;
    return kids;
}

static worth counted(const ent_share *s, bool must, worth kids)
{
    bool belongs = ent_is_yes(s->counts) && ent_is_no(s->lifted), certain = must && belongs;
    double lo = fmax(ent_figure_past(s->lo, kids.gone_hi), 0),
           hi = fmax(ent_figure_past(s->hi, kids.gone_lo), 0);
    worth w = kids;
    w.reasons |= s->reasons | (must ? 0 : BIT(ENT_REASON_VALUE_COARSE)), w.count++;
    if (!certain) {
        w.hi = fmax(hi, kids.hi);
        if (!belongs) w.gone_hi = fmax(s->hi, kids.gone_hi);
        return w;
    }
    w.lo = fmax(lo, kids.lo), w.hi = fmax(hi, kids.lo);
    if (ent_figure_past(kids.lo, hi) > 0)
        w.lo = hi, w.reasons |= BIT(ENT_REASON_SOURCES_CONFLICT); /* the parts exceed the whole */
    return w;
}

static worth worth_of(const node *n)
{
    worth kids = n->width ? n->sums[1] : (worth){0};
    const ent_share *s = n->share;
    if (!s) return kids;
    if (ent_is_no(s->counts)) return uncounted(s, n->must, kids);
    return ent_is_yes(s->lifted) ? lifted(s, n->must, kids) : counted(s, n->must, kids);
}

static void update(ent_adder *a, uint32_t i)
{
    while (i) {
        node *n = &a->nodes[i], *parent = &a->nodes[n->parent];
        size_t at = parent->width + n->slot;
        parent->sums[at] = worth_of(n);
        for (at /= 2; at; at /= 2)
            parent->sums[at] = add(&parent->sums[2 * at], &parent->sums[2 * at + 1], parent->joint);
        i = n->parent;
    }
}

/* ---- the forest ------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return strcmp(((const node *)a)->record->id, ((const node *)b)->record->id);
}

static uint32_t find_node(const ent_adder *a, const char *id)
{
    uint32_t lo = 1, hi = a->records + 1;
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        int order = strcmp(a->nodes[middle].record->id, id);
        if (order == 0) return middle;
        if (order < 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    return 0;
}

/* The nearest whole that stands in the group: 0, the root, when there is none. */
static uint32_t whole_of(const ent_adder *a, const ent_records *records, const ent_record *r)
{
    for (int depth = 0; *r->part_of && depth < ENT_NESTING_MAX; depth++) {
        uint32_t i = find_node(a, r->part_of);
        if (i) return i;
        int64_t index = ent_records_find(records, ent_str_of(r->part_of));
        if (index < 0) break;
        r = ent_records_at(records, (size_t)index);
    }
    return 0;
}

static uint32_t depth_of(const ent_adder *a, uint32_t i)
{
    uint32_t depth = 0;
    for (; i; i = a->nodes[i].parent) depth++;
    return depth;
}

static uint32_t leader(uint32_t *lead, uint32_t i)
{
    while (lead[i] != i) i = lead[i] = lead[lead[i]];
    return i;
}

/* Two records may be one event: so may the branches be that hold them, side by side below one whole. */
static void tie(ent_adder *a, uint32_t *lead, uint32_t i, uint32_t k)
{
    uint32_t di = depth_of(a, i), dk = depth_of(a, k);
    for (; di > dk; di--) i = a->nodes[i].parent;
    for (; dk > di; dk--) k = a->nodes[k].parent;
    if (i == k) return;
    while (a->nodes[i].parent != a->nodes[k].parent) i = a->nodes[i].parent, k = a->nodes[k].parent;
    uint32_t x = leader(lead, i), y = leader(lead, k);
    if (x < y) lead[y] = x;
    if (y < x) lead[x] = y;
}

static void hang_joints(ent_adder *a, uint32_t *lead)
{
    for (uint32_t i = 1; i <= a->records; i++) { /* a leader comes before those it leads */
        uint32_t first = leader(lead, i);
        if (first == i) continue;
        if (a->nodes[first].parent <= a->records || !a->nodes[a->nodes[first].parent].joint) {
            a->nodes[a->count] = (node){.joint = true, .parent = a->nodes[first].parent};
            a->nodes[first].parent = a->count++;
        }
        a->nodes[i].parent = a->nodes[first].parent;
    }
}

static bool find_ties(ent_adder *a)
{
    uint32_t *lead = NULL;
    for (uint32_t i = 1; i <= a->records; i++) {
        uint32_t k = *a->nodes[i].record->same_as ? find_node(a, a->nodes[i].record->same_as) : 0;
        if (!k || k == i) continue;
        if (!lead) {
            lead = ent_alloc_zero(a->records + 1, sizeof *lead);
            if (!lead) return false;
            for (uint32_t n = 0; n <= a->records; n++) lead[n] = n;
        }
        tie(a, lead, i, k);
    }
    if (lead) hang_joints(a, lead);
    ent_free(lead);
    return true;
}

/* Room for every node's tree of sums, and the nodes' places in them. */
static bool lay_out(ent_adder *a)
{
    for (uint32_t i = 1; i < a->count; i++) a->nodes[i].slot = a->nodes[a->nodes[i].parent].width++;
    a->sums = ent_alloc_zero(2 * (size_t)a->count, sizeof *a->sums);
    if (!a->sums) return false;
    worth *at = a->sums;
    for (uint32_t i = 0; i < a->count; i++) {
        a->nodes[i].sums = at;
        at += 2 * (size_t)a->nodes[i].width;
    }
    return true;
}

static bool plant(ent_adder *a)
{
    const ent_group *g = a->group;
    for (size_t i = 0; i < g->share_count; i++)
        if (i == 0 || g->shares[i].record != g->shares[i - 1].record)
            a->nodes[1 + a->records++].record = g->shares[i].record;
    qsort(a->nodes + 1, a->records, sizeof *a->nodes, by_id);
    a->count = a->records + 1;
    for (size_t i = 0; i < g->share_count; i++) {
        bool again = i > 0 && g->shares[i].record == g->shares[i - 1].record;
        a->node_of[i] = again ? a->node_of[i - 1] : find_node(a, g->shares[i].record->id);
    }
    return true;
}

ent_adder *ent_adder_new(ent_judgement *j, const ent_group *group)
{
    ent_adder *a = ent_alloc_zero(1, sizeof *a);
    bool ok = a != NULL;
    if (ok) {
        a->group = group;
        a->nodes = ent_alloc_zero(2 * group->share_count + 2, sizeof *a->nodes);
        a->node_of = ent_alloc_zero(group->share_count + 1, sizeof *a->node_of);
        ok = a->nodes && a->node_of && plant(a);
    }
    for (uint32_t i = 1; ok && i <= a->records; i++)
        a->nodes[i].parent = whole_of(a, j->world.records, a->nodes[i].record);
    if (ok && find_ties(a) && lay_out(a)) return a;
    ent_adder_free(a);
    ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return NULL;
}

void ent_adder_free(ent_adder *a)
{
    if (!a) return;
    ent_free(a->nodes);
    ent_free(a->node_of);
    ent_free(a->sums);
    ent_free(a);
}

void ent_adder_set(ent_adder *a, size_t share, bool may, bool must)
{
    uint32_t i = a->node_of[share];
    node *n = &a->nodes[i];
    const ent_share *s = &a->group->shares[share];
    if (!may && n->share != s) return; /* the next stretch of the same record has begun already */
    n->share = may ? s : NULL, n->must = may && must;
    update(a, i);
}

ent_total ent_adder_total(const ent_adder *a)
{
    worth w = a->nodes[0].width ? a->nodes[0].sums[1] : (worth){0};
    return (ent_total){w.lo, w.hi, w.lifted, w.reasons, w.count};
}
