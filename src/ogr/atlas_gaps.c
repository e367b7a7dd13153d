/* atlas_gaps.c: hairs of nobody's ground between neighbours.
 *
 * The source draws some borders twice, a few metres apart; where the two lines overlap there is ground of
 * both, where they part there is ground of none: 4,600 gaps, nearly all under a square kilometre. Left alone
 * each would be a hole in a group of which both neighbours are members, and a place there would lie on a
 * border. A gap is therefore a piece of its own, "A|B", which nobody holds, and a union takes it in when it
 * holds everything around it (atlas_territory.c). The border of a single state stays exactly where its source
 * draws it.
 *
 * A gap is found by walking along chains with nobody on the left: a walk that closes around less than
 * ENT_SLIVER_M2, touches some piece, and beyond that only other gaps. The last rule keeps out what opens to
 * the sea. */
#include "atlas/area.h"
#include "atlas_make.h"
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_LOOP UINT32_MAX
#define NEIGHBOURS_MAX 4

/* A chain, followed so that the side with nobody lies on its left. */
typedef struct walk {
    ent_grid_point start;
    uint32_t chain, set, loop;
    bool backwards;
} walk;

typedef struct finder {
    ent_maker *m;
    walk *walks;
    size_t walk_count;
    bool *is_gap; /* of each loop */
    double *area_m2;
    uint32_t loop_count;
    uint32_t *loop_left, *loop_right; /* for each chain: the loop of nobody's ground on that side */
} finder;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while looking for gaps in the map");
}

static const ent_chain *chain_of(const finder *f, uint32_t chain)
{
    return ent_arrange_chain_at(f->m->draft.arrange, chain);
}

static const ent_grid_point *points_of(const finder *f, uint32_t chain)
{
    return ent_arrange_points(f->m->draft.arrange) + chain_of(f, chain)->first;
}

static bool is_nobodys(const finder *f, uint32_t set)
{
    return f->m->piece_of_set[set] == ENT_ATLAS_NO_PIECE;
}

/* ---- walks ------------------------------------------------------------------------------- */

static int compare_points(ent_grid_point a, ent_grid_point b)
{
    if (a.x != b.x) return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

/* By start, then by what lies on the left; then by chain, so that the order does not depend on the sort. */
static int compare_walks(const void *left, const void *right)
{
    const walk *a = left, *b = right;
    const int order = compare_points(a->start, b->start);
    if (order != 0) return order;
    if (a->set != b->set) return a->set < b->set ? -1 : 1;
    if (a->chain != b->chain) return a->chain < b->chain ? -1 : 1;
    return (int)a->backwards - (int)b->backwards;
}

static ent_status list_walks(finder *f, ent_error *err)
{
    const size_t chains = ent_arrange_chain_count(f->m->draft.arrange);
    f->walks = ent_alloc_zero(2 * chains + 1, sizeof *f->walks);
    if (!f->walks) return no_memory(err);
    for (uint32_t i = 0; i < chains; i++) {
        const ent_chain *c = chain_of(f, i);
        const ent_grid_point *p = points_of(f, i);
        if (c->left == c->right) continue;
        if (is_nobodys(f, c->left)) f->walks[f->walk_count++] = (walk){p[0], i, c->left, NO_LOOP, false};
        if (is_nobodys(f, c->right))
            f->walks[f->walk_count++] = (walk){p[c->count - 1], i, c->right, NO_LOOP, true};
    }
    if (f->walk_count > 0) qsort(f->walks, f->walk_count, sizeof *f->walks, compare_walks);
    return ENT_OK;
}

/* The first walk from the point with the same set on its left that is in no loop yet, or NULL. */
static walk *next_walk(finder *f, ent_grid_point start, uint32_t set)
{
    size_t low = 0, high = f->walk_count;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        const int order = compare_points(f->walks[mid].start, start);
        if (order < 0 || (order == 0 && f->walks[mid].set < set))
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < f->walk_count && compare_points(f->walks[low].start, start) == 0 && f->walks[low].set == set;
         low++)
        if (f->walks[low].loop == NO_LOOP) return &f->walks[low];
    return NULL;
}

static void close_loop(finder *f, walk *first)
{
    const uint32_t loop = f->loop_count++;
    const ent_grid_point start = first->start;
    for (walk *w = first; w;) {
        const ent_chain *c = chain_of(f, w->chain);
        const ent_grid_point *p = points_of(f, w->chain);
        const double area = ent_arc_area_m2(p, c->count);
        f->area_m2[loop] += w->backwards ? -area : area;
        w->loop = loop;
        *(w->backwards ? &f->loop_right[w->chain] : &f->loop_left[w->chain]) = loop;
        const ent_grid_point end = p[w->backwards ? 0 : c->count - 1];
        w = compare_points(end, start) == 0 ? NULL : next_walk(f, end, w->set);
    }
    f->is_gap[loop] = f->area_m2[loop] > 0 && f->area_m2[loop] < ENT_SLIVER_M2;
}

/* ---- which loops are gaps ---------------------------------------------------------------- */

/* A loop that borders on nobody's ground beyond the gaps is none itself. Repeated until nothing changes. */
static void drop_open_loops(finder *f)
{
    const size_t chains = ent_arrange_chain_count(f->m->draft.arrange);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < chains; i++) {
            const uint32_t left = f->loop_left[i], right = f->loop_right[i];
            if (left == NO_LOOP || right == NO_LOOP || f->is_gap[left] == f->is_gap[right]) continue;
            f->is_gap[left] = f->is_gap[right] = false;
            changed = true;
        }
    }
}

typedef struct neighbours {
    uint16_t pieces[NEIGHBOURS_MAX]; /* in rising order */
    size_t count;
    bool many;
} neighbours;

static void add_neighbour(neighbours *n, uint16_t piece)
{
    size_t at = 0;
    while (at < n->count && n->pieces[at] < piece) at++;
    if (piece == ENT_ATLAS_NO_PIECE || (at < n->count && n->pieces[at] == piece)) return;
    if (n->count == NEIGHBOURS_MAX) {
        n->many = true;
        return;
    }
    memmove(n->pieces + at + 1, n->pieces + at, (n->count - at) * sizeof *n->pieces);
    n->pieces[at] = piece, n->count++;
}

static void collect_neighbours(const finder *f, neighbours *of)
{
    for (size_t i = 0; i < f->walk_count; i++) {
        const walk *w = &f->walks[i];
        const ent_chain *c = chain_of(f, w->chain);
        if (f->is_gap[w->loop])
            add_neighbour(&of[w->loop], f->m->piece_of_set[w->backwards ? c->left : c->right]);
    }
}

/* Gaps between the same neighbours are one piece: "CZE|DEU". */
static ent_status gap_piece(finder *f, const neighbours *n, uint16_t *out, ent_error *err)
{
    char name[256] = "";
    size_t length = 0;
    for (size_t i = 0; i < n->count; i++)
        length += (size_t)snprintf(name + length, sizeof name - length, "%s%s", i || n->count == 1 ? "|" : "",
                                   f->m->pieces[n->pieces[i]].name);
    if (n->many || length >= sizeof f->m->pieces[0].name) (void)snprintf(name, sizeof name, "|");
    const ent_status st = ent_maker_piece(f->m, name, out, err);
    if (st != ENT_OK) return st;
    f->m->pieces[*out].gap = true;
    f->m->pieces[*out].title = "left between its neighbours by the source";
    return ENT_OK;
}

static ent_status name_gaps(finder *f, const neighbours *of, uint16_t *piece_of_loop, ent_error *err)
{
    for (uint32_t loop = 0; loop < f->loop_count; loop++) {
        piece_of_loop[loop] = ENT_ATLAS_NO_PIECE;
        if (!f->is_gap[loop] || of[loop].count == 0) continue;
        const ent_status st = gap_piece(f, &of[loop], &piece_of_loop[loop], err);
        if (st != ENT_OK) return st;
    }
    const size_t chains = ent_arrange_chain_count(f->m->draft.arrange);
    for (size_t i = 0; i < chains; i++) {
        const uint32_t left = f->loop_left[i], right = f->loop_right[i];
        f->m->gap_left[i] = left == NO_LOOP ? ENT_ATLAS_NO_PIECE : piece_of_loop[left];
        f->m->gap_right[i] = right == NO_LOOP ? ENT_ATLAS_NO_PIECE : piece_of_loop[right];
    }
    return ENT_OK;
}

static ent_status find(finder *f, ent_error *err)
{
    ent_status st = list_walks(f, err);
    if (st != ENT_OK) return st;
    const size_t chains = ent_arrange_chain_count(f->m->draft.arrange);
    f->is_gap = ent_alloc_zero(f->walk_count + 1, sizeof *f->is_gap);
    f->area_m2 = ent_alloc_zero(f->walk_count + 1, sizeof *f->area_m2);
    f->loop_left = ent_alloc(sizeof *f->loop_left * (chains + 1));
    f->loop_right = ent_alloc(sizeof *f->loop_right * (chains + 1));
    neighbours *of = ent_alloc_zero(f->walk_count + 1, sizeof *of);
    uint16_t *piece_of_loop = ent_alloc_zero(f->walk_count + 1, sizeof *piece_of_loop);
    if (f->is_gap && f->area_m2 && f->loop_left && f->loop_right && of && piece_of_loop) {
        for (size_t i = 0; i < chains; i++) f->loop_left[i] = f->loop_right[i] = NO_LOOP;
        for (size_t i = 0; i < f->walk_count; i++)
            if (f->walks[i].loop == NO_LOOP) close_loop(f, &f->walks[i]);
        drop_open_loops(f);
        collect_neighbours(f, of);
        st = name_gaps(f, of, piece_of_loop, err);
    } else {
        st = no_memory(err);
    }
    ent_free(of);
    ent_free(piece_of_loop);
    return st;
}

ent_status ent_maker_find_gaps(ent_maker *m, ent_error *err)
{
    const size_t chains = ent_arrange_chain_count(m->draft.arrange);
    m->gap_left = ent_alloc_zero(chains + 1, sizeof *m->gap_left);
    m->gap_right = ent_alloc_zero(chains + 1, sizeof *m->gap_right);
    if (!m->gap_left || !m->gap_right) return no_memory(err);
    finder f = {.m = m};
    const ent_status st = find(&f, err);
    void *blocks[] = {f.walks, f.is_gap, f.area_m2, f.loop_left, f.loop_right};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
    return st;
}
