/* arrange.c: the second half of the arrangement: cut edges become chains, and each chain learns what covers
 * its two sides.
 *
 * A chain ends where other than two edges meet; along it both covers stay the same, so one look at one edge
 * is enough. The look is a ray from the middle of the edge to the west: every edge it crosses adds its `w` to
 * the winding number of its feature, and a feature covers a place when its winding number is positive. The
 * middle is kept doubled, so that all is decided in integers; the ray runs an infinitesimal step north of the
 * middle (an edge counts when low <= y < high), so that horizontal edges never count and ends never count
 * twice. The edge itself is left out: what it adds is the difference between its two sides. Edges are found
 * through bands of latitude.
 *
 * Four million edges take about six seconds and 700 MB. */
#include "atlas/arrange.h"
#include "arrange_edges.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

#define BAND (ENT_GRID_PER_DEGREE / 50)
#define BANDS 9001
#define FEATURES_MAX 4096

__extension__ typedef __int128 wide;

typedef struct set_entry {
    uint32_t first, count;
} set_entry;

struct ent_arrange {
    ent_edges_list input;
    size_t feature_count; /* the greatest number and one */
    size_t cuts;
    ent_edge *lines; /* one for each shape; `feature` unused */
    uint32_t *parts; /* lines[i] is input.edges[parts[i] .. parts[i + 1] - 1] */
    size_t line_count;
    uint32_t *from_vertex, *to_vertex; /* of each line */
    uint32_t *spoke_start, *spokes;    /* lines at each vertex */
    size_t vertex_count;
    uint32_t *band_start, *band_lines;
    ent_grid_point *points;
    size_t point_count;
    ent_chain *chains;
    size_t chain_count;
    set_entry *sets;
    size_t set_count, set_cap;
    uint16_t *set_features;
    size_t set_feature_count, set_feature_cap;
    uint32_t *set_slots; /* open addressing: set number + 1 */
    size_t set_slot_count;
};

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the arrangement of the map");
}

ent_status ent_arrange_new(ent_arrange **out, ent_error *err)
{
    ent_arrange *a = ent_alloc_zero(1, sizeof *a);
    if (!a) return no_memory(err);
    *out = a;
    return ENT_OK;
}

void ent_arrange_free(ent_arrange *a)
{
    if (!a) return;
    void *blocks[] = {a->input.edges, a->lines,  a->parts,        a->from_vertex, a->to_vertex,
                      a->spoke_start, a->spokes, a->band_start,   a->band_lines,  a->points,
                      a->chains,      a->sets,   a->set_features, a->set_slots};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
    ent_free(a);
}

/* ---- rings ------------------------------------------------------------------------------- */

static bool is_counter_clockwise(const ent_grid_point *p, size_t count)
{
    long double twice_area = 0;
    for (size_t i = 0; i < count; i++) {
        const ent_grid_point u = p[i], v = p[i + 1 < count ? i + 1 : 0];
        twice_area += ((long double)u.x - p[0].x) * ((long double)v.y - p[0].y) -
                      ((long double)v.x - p[0].x) * ((long double)u.y - p[0].y);
    }
    return twice_area > 0;
}

static ent_status note_feature(ent_arrange *a, uint16_t feature, ent_error *err)
{
    if (feature >= FEATURES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d features on one map", FEATURES_MAX);
    if (feature >= a->feature_count) a->feature_count = (size_t)feature + 1;
    return ENT_OK;
}

ent_status ent_arrange_ring(ent_arrange *a, uint16_t feature, const ent_grid_point *points, size_t count,
                            bool hole, ent_error *err)
{
    ent_status st = note_feature(a, feature, err);
    const int8_t w = is_counter_clockwise(points, count) == hole ? -1 : 1;
    for (size_t i = 0; st == ENT_OK && i < count; i++) {
        const ent_edge edge = {
            .a = points[i], .b = points[i + 1 < count ? i + 1 : 0], .feature = feature, .w = w};
        st = ent_edges_add(&a->input, edge, err);
    }
    return st;
}

ent_status ent_arrange_border(ent_arrange *a, uint16_t left, uint16_t right, const ent_grid_point *points,
                              size_t count, ent_error *err)
{
    ent_status st = left == ENT_ARRANGE_NONE ? ENT_OK : note_feature(a, left, err);
    if (st == ENT_OK && right != ENT_ARRANGE_NONE) st = note_feature(a, right, err);
    for (size_t i = 0; st == ENT_OK && left != right && i + 1 < count; i++) {
        ent_edge edge = {.a = points[i], .b = points[i + 1], .feature = left, .w = 1};
        if (left != ENT_ARRANGE_NONE) st = ent_edges_add(&a->input, edge, err);
        edge.feature = right, edge.w = -1;
        if (st == ENT_OK && right != ENT_ARRANGE_NONE) st = ent_edges_add(&a->input, edge, err);
    }
    return st;
}

/* ---- lines and vertices ------------------------------------------------------------------ */

static ent_status make_lines(ent_arrange *a, ent_error *err)
{
    const size_t n = a->input.count;
    a->lines = ent_alloc_zero(n + 1, sizeof *a->lines);
    a->parts = ent_alloc_zero(n + 2, sizeof *a->parts);
    if (!a->lines || !a->parts) return no_memory(err);
    for (size_t i = 0; i < n; i++) {
        const ent_edge *e = &a->input.edges[i];
        if (a->line_count > 0 && ent_edge_compare_shape(&a->lines[a->line_count - 1], e) == 0) continue;
        a->parts[a->line_count] = (uint32_t)i;
        a->lines[a->line_count++] = *e;
    }
    a->parts[a->line_count] = (uint32_t)n;
    return ENT_OK;
}

typedef struct line_end {
    ent_grid_point at;
    uint32_t line; /* doubled; odd: the end b */
} line_end;

static int compare_ends(const void *left, const void *right)
{
    const line_end *p = left, *q = right;
    if (p->at.x != q->at.x) return p->at.x < q->at.x ? -1 : 1;
    if (p->at.y != q->at.y) return p->at.y < q->at.y ? -1 : 1;
    return (p->line > q->line) - (p->line < q->line);
}

static void number_vertices(ent_arrange *a, const line_end *ends)
{
    for (size_t i = 0; i < 2 * a->line_count; i++) {
        if (i == 0 || ends[i].at.x != ends[i - 1].at.x || ends[i].at.y != ends[i - 1].at.y)
            a->spoke_start[a->vertex_count++] = (uint32_t)i;
        const uint32_t vertex = (uint32_t)(a->vertex_count - 1), line = ends[i].line / 2;
        *(ends[i].line % 2 ? &a->to_vertex[line] : &a->from_vertex[line]) = vertex;
        a->spokes[i] = line;
    }
    a->spoke_start[a->vertex_count] = (uint32_t)(2 * a->line_count);
}

static ent_status make_vertices(ent_arrange *a, ent_error *err)
{
    const size_t n = a->line_count;
    line_end *ends = ent_alloc_zero(2 * n + 1, sizeof *ends);
    a->from_vertex = ent_alloc_zero(n + 1, sizeof *a->from_vertex);
    a->to_vertex = ent_alloc_zero(n + 1, sizeof *a->to_vertex);
    a->spoke_start = ent_alloc_zero(2 * n + 2, sizeof *a->spoke_start);
    a->spokes = ent_alloc_zero(2 * n + 1, sizeof *a->spokes);
    if (!ends || !a->from_vertex || !a->to_vertex || !a->spoke_start || !a->spokes) {
        ent_free(ends);
        return no_memory(err);
    }
    for (size_t i = 0; i < n; i++) {
        ends[2 * i] = (line_end){a->lines[i].a, (uint32_t)(2 * i)};
        ends[2 * i + 1] = (line_end){a->lines[i].b, (uint32_t)(2 * i + 1)};
    }
    qsort(ends, 2 * n, sizeof *ends, compare_ends);
    number_vertices(a, ends);
    ent_free(ends);
    return ENT_OK;
}

/* ---- what covers a place ----------------------------------------------------------------- */

static size_t band_of(int32_t y)
{
    return (size_t)(((int64_t)y + (int64_t)90 * ENT_GRID_PER_DEGREE) / BAND);
}

static void line_bands(const ent_edge *line, size_t *first, size_t *last)
{
    *first = band_of(line->a.y < line->b.y ? line->a.y : line->b.y);
    *last = band_of(line->a.y < line->b.y ? line->b.y : line->a.y);
}

static ent_status make_bands(ent_arrange *a, ent_error *err)
{
    a->band_start = ent_alloc_zero(BANDS + 2, sizeof *a->band_start);
    if (!a->band_start) return no_memory(err);
    size_t first, last;
    for (size_t i = 0; i < a->line_count; i++) {
        line_bands(&a->lines[i], &first, &last);
        for (size_t band = first; band <= last; band++) a->band_start[band + 1]++;
    }
    for (size_t band = 0; band < BANDS; band++) a->band_start[band + 1] += a->band_start[band];
    a->band_lines = ent_alloc_zero((size_t)a->band_start[BANDS] + 1, sizeof *a->band_lines);
    if (!a->band_lines) return no_memory(err);
    for (size_t i = 0; i < a->line_count; i++) {
        line_bands(&a->lines[i], &first, &last);
        for (size_t band = first; band <= last; band++) a->band_lines[a->band_start[band]++] = (uint32_t)i;
    }
    memmove(a->band_start + 1, a->band_start, BANDS * sizeof *a->band_start);
    a->band_start[0] = 0;
    return ENT_OK;
}

static bool goes_up(const ent_edge *line)
{
    return line->b.y > line->a.y;
}

/* Does the ray from the doubled place (x2, y2) to the west cross the line? Horizontal lines never. */
static bool is_west(const ent_edge *line, int64_t x2, int64_t y2)
{
    const ent_grid_point low = goes_up(line) ? line->a : line->b, high = goes_up(line) ? line->b : line->a;
    if (2 * (int64_t)low.y > y2 || 2 * (int64_t)high.y <= y2) return false;
    if (2 * (int64_t)line->a.x > x2) return false; /* a is the western end */
    const wide p = (wide)((int64_t)high.x - low.x) * (y2 - 2 * (int64_t)low.y);
    const wide q = (wide)((int64_t)high.y - low.y) * (x2 - 2 * (int64_t)low.x);
    return p < q;
}

/* Add `sign` times what the line's features gain on its left. */
static void add_windings(const ent_arrange *a, size_t line, int sign, int *windings)
{
    for (uint32_t i = a->parts[line]; i < a->parts[line + 1]; i++)
        windings[a->input.edges[i].feature] += sign * a->input.edges[i].w;
}

/* Winding numbers just north of the middle of a horizontal line, or just west of that of another. */
static void windings_at(const ent_arrange *a, size_t line, int *windings)
{
    const ent_edge *e = &a->lines[line];
    const int64_t x2 = (int64_t)e->a.x + e->b.x, y2 = (int64_t)e->a.y + e->b.y;
    memset(windings, 0, a->feature_count * sizeof *windings);
    const size_t band = band_of((int32_t)(y2 >> 1)); /* rounds down, as the ray's half-open rule does */
    for (uint32_t i = a->band_start[band]; i < a->band_start[band + 1]; i++) {
        const uint32_t other = a->band_lines[i];
        if (other != line && is_west(&a->lines[other], x2, y2))
            add_windings(a, other, goes_up(&a->lines[other]) ? -1 : 1, windings);
    }
}

/* ---- sets of features -------------------------------------------------------------------- */

static uint64_t hash_features(const uint16_t *features, size_t count)
{
    uint64_t hash = 1469598103934665603u;
    for (size_t i = 0; i < count; i++) hash = (hash ^ features[i]) * 1099511628211u;
    return hash ^ (hash >> 29);
}

static bool same_set(const ent_arrange *a, size_t set, const uint16_t *features, size_t count)
{
    return a->sets[set].count == count && (count == 0 || memcmp(a->set_features + a->sets[set].first,
                                                                features, count * sizeof *features) == 0);
}

static ent_status reserve_set(ent_arrange *a, size_t features, ent_error *err)
{
    if (a->set_count == a->set_cap) {
        const size_t cap = a->set_cap ? a->set_cap * 2 : 256;
        set_entry *grown = ent_realloc(a->sets, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        a->sets = grown, a->set_cap = cap;
    }
    if (a->set_feature_count + features > a->set_feature_cap) {
        const size_t cap = 2 * a->set_feature_cap + features + 256;
        uint16_t *grown = ent_realloc(a->set_features, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        a->set_features = grown, a->set_feature_cap = cap;
    }
    if (a->set_slots) return ENT_OK;
    a->set_slot_count = (size_t)1 << 16;
    a->set_slots = ent_alloc_zero(a->set_slot_count, sizeof *a->set_slots);
    return a->set_slots ? ENT_OK : no_memory(err);
}

static ent_status find_set(ent_arrange *a, const int *windings, uint32_t *out_set, ent_error *err)
{
    uint16_t features[FEATURES_MAX];
    size_t count = 0;
    for (uint16_t f = 0; f < a->feature_count; f++)
        if (windings[f] > 0) features[count++] = f;
    ent_status st = reserve_set(a, count, err);
    if (st != ENT_OK) return st;
    size_t slot = hash_features(features, count) & (a->set_slot_count - 1);
    for (; a->set_slots[slot]; slot = (slot + 1) & (a->set_slot_count - 1))
        if (same_set(a, a->set_slots[slot] - 1, features, count)) {
            *out_set = a->set_slots[slot] - 1;
            return ENT_OK;
        }
    if (2 * a->set_count > a->set_slot_count)
        return ent_fail(err, ENT_E_LIMIT, "too many different overlaps on one map");
    if (count > 0) memcpy(a->set_features + a->set_feature_count, features, count * sizeof *features);
    a->sets[a->set_count] = (set_entry){(uint32_t)a->set_feature_count, (uint32_t)count};
    a->set_feature_count += count;
    *out_set = (uint32_t)a->set_count++;
    a->set_slots[slot] = (uint32_t)a->set_count;
    return ENT_OK;
}

/* The sets left and right of the line's own direction, a to b. */
static ent_status find_covers(ent_arrange *a, size_t line, uint32_t *out_left, uint32_t *out_right,
                              ent_error *err)
{
    int windings[FEATURES_MAX];
    const ent_edge *e = &a->lines[line];
    windings_at(a, line, windings);
    const bool known_is_left = e->b.y >= e->a.y; /* west of a rising line, north of one that runs east */
    ent_status st = find_set(a, windings, known_is_left ? out_left : out_right, err);
    if (st != ENT_OK) return st;
    add_windings(a, line, known_is_left ? -1 : 1, windings);
    return find_set(a, windings, known_is_left ? out_right : out_left, err);
}

/* ---- chains ------------------------------------------------------------------------------ */

static size_t degree(const ent_arrange *a, uint32_t vertex)
{
    return a->spoke_start[vertex + 1] - a->spoke_start[vertex];
}

static uint32_t other_end(const ent_arrange *a, uint32_t line, uint32_t vertex)
{
    return a->from_vertex[line] == vertex ? a->to_vertex[line] : a->from_vertex[line];
}

static ent_grid_point vertex_point(const ent_arrange *a, uint32_t line, uint32_t vertex)
{
    return a->from_vertex[line] == vertex ? a->lines[line].a : a->lines[line].b;
}

/* Follow a chain that leaves `start` by `line` until a junction or its start, marking its lines as used. */
static ent_status follow(ent_arrange *a, uint32_t start, uint32_t line, bool *used, ent_error *err)
{
    ent_chain *chain = &a->chains[a->chain_count];
    *chain = (ent_chain){.first = (uint32_t)a->point_count};
    const bool forward = a->from_vertex[line] == start;
    const ent_status st = find_covers(a, line, forward ? &chain->left : &chain->right,
                                      forward ? &chain->right : &chain->left, err);
    if (st != ENT_OK) return st;
    uint32_t at = start;
    a->points[a->point_count++] = vertex_point(a, line, at);
    for (;;) {
        used[line] = true;
        at = other_end(a, line, at);
        a->points[a->point_count++] = vertex_point(a, line, at);
        if (at == start || degree(a, at) != 2) break;
        const uint32_t *spokes = a->spokes + a->spoke_start[at];
        line = spokes[0] == line ? spokes[1] : spokes[0];
    }
    chain->count = (uint32_t)(a->point_count - chain->first);
    a->chain_count++;
    return ENT_OK;
}

/* First the chains that start at a junction, then the closed ones that meet nothing. */
static ent_status follow_all(ent_arrange *a, bool *used, ent_error *err)
{
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t vertex = 0; vertex < a->vertex_count; vertex++) {
            if (pass == 0 && degree(a, vertex) == 2) continue;
            for (uint32_t i = a->spoke_start[vertex]; i < a->spoke_start[vertex + 1]; i++) {
                if (used[a->spokes[i]]) continue;
                const ent_status st = follow(a, vertex, a->spokes[i], used, err);
                if (st != ENT_OK) return st;
            }
        }
    return ENT_OK;
}

static ent_status make_chains(ent_arrange *a, ent_error *err)
{
    bool *used = ent_alloc_zero(a->line_count + 1, sizeof *used);
    a->points = ent_alloc_zero(2 * a->line_count + 2, sizeof *a->points);
    a->chains = ent_alloc_zero(a->line_count + 1, sizeof *a->chains);
    const ent_status st = used && a->points && a->chains ? follow_all(a, used, err) : no_memory(err);
    ent_free(used);
    return st;
}

ent_status ent_arrange_solve(ent_arrange *a, ent_error *err)
{
    ent_status st = ent_edges_cut(&a->input, &a->cuts, err);
    if (st == ENT_OK) st = make_lines(a, err);
    if (st == ENT_OK) st = make_vertices(a, err);
    if (st == ENT_OK) st = make_bands(a, err);
    if (st == ENT_OK) st = make_chains(a, err);
    return st;
}

size_t ent_arrange_chain_count(const ent_arrange *a)
{
    return a->chain_count;
}
const ent_chain *ent_arrange_chain_at(const ent_arrange *a, size_t index)
{
    return &a->chains[index];
}
const ent_grid_point *ent_arrange_points(const ent_arrange *a)
{
    return a->points;
}
size_t ent_arrange_set_count(const ent_arrange *a)
{
    return a->set_count;
}
size_t ent_arrange_cut_count(const ent_arrange *a)
{
    return a->cuts;
}

ent_cover ent_arrange_set_at(const ent_arrange *a, size_t set)
{
    return (ent_cover){a->set_features + a->sets[set].first, a->sets[set].count};
}
