/* build.c: from rings to the packed tree.
 *
 *     rings -> outline (edges.c) -> dissolved -> arcs (geo/split) -> order (order.c) -> leaves -> nodes ->
 * columns
 *
 * Each step owns one array; on failure ent_tree_free takes what there is. */
#include "tree/edges.h"
#include "tree/hull.h"
#include "tree/layout.h"
#include "tree/order.h"

#include "base/limits.h"
#include "base/mem.h"

#include <string.h>

/* ---- arcs ---------------------------------------------------------------------------------------------- */

static ent_status count_arcs(ent_tree *tree, const ent_outline *o, ent_error *err)
{
    uint64_t total = 0;
    double most_m = 0.0; /* of any edge */
    for (size_t i = 0; i < o->borders.count; i++) {
        ent_split split;
        ent_split_init(&split, &tree->geodesy, o->borders.items[i],
                       (ent_joining){tree->edges, tree->stray_m});
        most_m = fmax(most_m, split.stray_m);
        total += split.count;
        if (total > ENT_ARCS_MAX)
            return ent_fail(err, ENT_E_LIMIT,
                            "the edges of a shape are so long that they make more than %d arcs",
                            ENT_ARCS_MAX);
    }
    tree->arc_count = (uint32_t)total;
    tree->edge_error_m = tree->off_m + (tree->stray_m > 0.0 ? most_m : 0.0);
    return ENT_OK;
}

static void fill_arcs(const ent_tree *tree, const ent_outline *o)
{
    ent_arc *arcs = tree->arcs;
    for (size_t i = 0; i < o->borders.count; i++) {
        ent_split split;
        ent_split_init(&split, &tree->geodesy, o->borders.items[i],
                       (ent_joining){tree->edges, tree->stray_m});
        ent_lonlat last = ent_split_joint(&split, 0);
        for (uint32_t k = 1; k <= split.count; k++) {
            ent_lonlat next = ent_split_joint(&split, k);
            *arcs++ = (ent_arc){last, next};
            last = next;
        }
    }
}

/* The arcs in straight coordinates, kept while building only. */
typedef struct ends {
    ent_vec3 a, b;
} ends;

/* An arc mostly begins where the one before it ended. */
static void fill_ends(const ent_tree *tree, ends *out)
{
    for (uint32_t i = 0; i < tree->arc_count; i++) {
        ent_arc arc = tree->arcs[i];
        bool follows = i > 0 && arc.a.lon_deg == tree->arcs[i - 1].b.lon_deg &&
                       arc.a.lat_deg == tree->arcs[i - 1].b.lat_deg;
        out[i].a = follows ? out[i - 1].b : ent_ecef(arc.a);
        out[i].b = ent_ecef(arc.b);
    }
}

static ent_status make_arcs(ent_tree *tree, const ent_outline *o, ends **out_ends, ent_error *err)
{
    ent_status st = count_arcs(tree, o, err);
    if (st != ENT_OK) return st;
    size_t n = (size_t)tree->arc_count + 1;
    tree->arcs = ent_alloc(n * sizeof *tree->arcs);
    *out_ends = ent_alloc(n * sizeof **out_ends);
    if (!tree->arcs || !*out_ends)
        return ent_fail(err, ENT_E_NOMEM, "no memory for %u arcs", tree->arc_count);
    fill_arcs(tree, o);
    fill_ends(tree, *out_ends);
    return ENT_OK;
}

/* ---- order --------------------------------------------------------------------------------------------- */

/* Put arcs and ends into the order, in place of what they were. */
static void apply_order(ent_tree *tree, ends **e, const ent_order_item *order, ent_arc *arcs, ends *sorted)
{
    for (uint32_t i = 0; i < tree->arc_count; i++)
        arcs[i] = tree->arcs[order[i].arc], sorted[i] = (*e)[order[i].arc];
    ent_free(tree->arcs), ent_free(*e);
    tree->arcs = arcs, *e = sorted;
}

static ent_status sort_arcs(ent_tree *tree, ends **e, ent_error *err)
{
    uint32_t n = tree->arc_count;
    size_t room = (size_t)n + 1;
    ent_order_item *order = ent_alloc(room * sizeof *order);
    ent_arc *arcs = ent_alloc(room * sizeof *arcs);
    ends *sorted = ent_alloc(room * sizeof *sorted);
    bool good = order && arcs && sorted;
    if (good) {
        for (uint32_t i = 0; i < n; i++) {
            ent_vec3 a = (*e)[i].a, b = (*e)[i].b;
            order[i] = (ent_order_item){{(float)(a.x + b.x), (float)(a.y + b.y), (float)(a.z + b.z)}, i};
        }
        ent_order_by_space(order, n, ENT_FAN);
        apply_order(tree, e, order, arcs, sorted);
        arcs = NULL, sorted = NULL;
    }
    ent_free(order), ent_free(arcs), ent_free(sorted);
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "no memory to sort %u arcs", n);
}

/* ---- leaves and nodes ---------------------------------------------------------------------------------- */

typedef struct box {
    double lo[3], hi[3];
} box;

static const box NOWHERE = {{INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}};

static void box_add(box *b, ent_vec3 p, double margin)
{
    const double v[3] = {p.x, p.y, p.z};
    for (int k = 0; k < 3; k++) {
        b->lo[k] = fmin(b->lo[k], v[k] - margin);
        b->hi[k] = fmax(b->hi[k], v[k] + margin);
    }
}

/* The last leaf is filled up with its last arc: a repeated candidate does no harm, a hole would need a test.
 */
static box fill_leaf(ent_leaf *leaf, const ends *e, uint32_t first, uint32_t count)
{
    box b = NOWHERE;
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        uint32_t i = first + k < count ? first + k : count - 1;
        ent_vec3 p = e[i].a, q = e[i].b, d = ent_vec3_sub(q, p);
        double length2 = ent_vec3_dot(d, d);
        leaf->ax[k] = p.x, leaf->ay[k] = p.y, leaf->az[k] = p.z;
        leaf->dx[k] = d.x, leaf->dy[k] = d.y, leaf->dz[k] = d.z;
        leaf->inv[k] = length2 > 0.0 ? 1.0 / length2 : 0.0;
        leaf->sag[k] = ent_chord_sagitta_m(ent_chord_most_m(sqrt(length2)));
        box_add(&b, p, leaf->sag[k]);
        box_add(&b, q, leaf->sag[k]);
    }
    return b;
}

/* The metre is more than rounding the middle and the half extent to floats (half a metre together) can take.
 */
static void set_child(ent_node *node, uint32_t slot, const box *b)
{
    for (int k = 0; k < 3; k++) {
        node->middle[k][slot] = (float)(0.5 * (b->lo[k] + b->hi[k]));
        node->half[k][slot] = (float)(0.5 * (b->hi[k] - b->lo[k]) + ENT_BOX_MARGIN_M);
    }
}

static void set_absent(ent_node *node, uint32_t slot)
{
    for (int k = 0; k < 3; k++) node->middle[k][slot] = 0.0f, node->half[k][slot] = -INFINITY;
}

static box node_box(const ent_node *node)
{
    box b = NOWHERE;
    for (uint32_t i = 0; i < ENT_FAN; i++) {
        if (!(node->half[0][i] >= 0.0f)) continue;
        ent_vec3 lo, hi;
        ent_node_box(node, i, &lo, &hi);
        box_add(&b, lo, 0.0);
        box_add(&b, hi, 0.0);
    }
    return b;
}

static uint32_t parents_of(uint32_t n)
{
    return (n + ENT_FAN - 1) / ENT_FAN;
}

static void plan_levels(ent_tree *tree)
{
    uint32_t width = tree->leaf_count, start = 0;
    do {
        width = parents_of(width);
        tree->level_starts[tree->level_count++] = start;
        start += width;
    } while (width > 1);
    tree->level_starts[tree->level_count] = start;
}

static ent_status make_nodes(ent_tree *tree, const ends *e, ent_error *err)
{
    tree->leaf_count = parents_of(tree->arc_count);
    if (tree->leaf_count == 0) return ENT_OK;
    plan_levels(tree);
    uint32_t total = tree->level_starts[tree->level_count];
    tree->leaves = ent_alloc_zero(tree->leaf_count, sizeof *tree->leaves);
    tree->nodes = ent_alloc_zero(total, sizeof *tree->nodes);
    if (!tree->leaves || !tree->nodes) return ent_fail(err, ENT_E_NOMEM, "no memory for %u nodes", total);
    for (uint32_t i = 0; i < total; i++)
        for (uint32_t k = 0; k < ENT_FAN; k++) set_absent(&tree->nodes[i], k);
    for (uint32_t i = 0; i < tree->leaf_count; i++) {
        box b = fill_leaf(&tree->leaves[i], e, i * ENT_FAN, tree->arc_count);
        set_child(&tree->nodes[i / ENT_FAN], i % ENT_FAN, &b);
    }
    for (uint32_t level = 0; level + 1 < tree->level_count; level++) {
        uint32_t from = tree->level_starts[level], above = tree->level_starts[level + 1];
        for (uint32_t i = from; i < above; i++) {
            box b = node_box(&tree->nodes[i]);
            set_child(&tree->nodes[above + (i - from) / ENT_FAN], (i - from) % ENT_FAN, &b);
        }
    }
    return ENT_OK;
}

/* ---- the cap ------------------------------------------------------------------------------------------- */

/* Every point of an arc is within half its length of an end. An area can reach out of the cap of its border
 * only if it holds the whole rest of the Earth, hence the antipode of the centre. */
static void make_cap(ent_tree *tree)
{
    tree->cap_centre = (ent_lonlat){0.0, 0.0};
    tree->cap_radius_m = tree->top ? ENT_HALF_MERIDIAN_M : -1.0;
    if (tree->leaf_count == 0) return;
    ent_vec3 sum = {0.0, 0.0, 0.0};
    for (uint32_t i = 0; i < tree->arc_count; i++) {
        const ent_leaf *l = &tree->leaves[i / ENT_FAN];
        uint32_t k = i % ENT_FAN;
        sum = (ent_vec3){sum.x + l->ax[k], sum.y + l->ay[k], sum.z + l->az[k]};
    }
    double n = ent_vec3_length(sum);
    if (n < 1.0)
        sum = (ent_vec3){0.0, 0.0, 1.0}, n = 1.0; /* spread over the whole Earth: any centre will do */
    double to_surface = ENT_A_M / n;
    tree->cap_centre = ent_ecef_place((ent_vec3){sum.x * to_surface, sum.y * to_surface, sum.z * to_surface});
    ent_vec3 c = ent_ecef(tree->cap_centre);
    double chord = 0.0, longest2 = 0.0;
    for (uint32_t i = 0; i < tree->leaf_count; i++)
        for (int k = 0; k < ENT_FAN; k++) {
            const ent_leaf *l = &tree->leaves[i];
            ent_vec3 d = {l->ax[k] - c.x, l->ay[k] - c.y, l->az[k] - c.z},
                     step = {l->dx[k], l->dy[k], l->dz[k]};
            ent_vec3 e = {d.x + step.x, d.y + step.y, d.z + step.z};
            chord = ent_max(chord, ent_max(ent_vec3_dot(d, d), ent_vec3_dot(e, e)));
            longest2 = ent_max(longest2, ent_vec3_dot(step, step));
        }
    double most = ent_chord_most_m(sqrt(chord)) + 0.5 * ent_chord_most_m(sqrt(longest2));
    ent_lonlat antipode = {ent_lon_canonical(tree->cap_centre.lon_deg + 180.0), -tree->cap_centre.lat_deg};
    bool beyond = tree->kind == ENT_SHAPE_AREA && ent_tree_is_inside(tree, antipode);
    tree->cap_radius_m = beyond ? ENT_HALF_MERIDIAN_M : fmin(most, ENT_HALF_MERIDIAN_M);
}

/* ---- public -------------------------------------------------------------------------------------------- */

static ent_status build_from(ent_tree *tree, ent_outline *o, bool dissolve, ent_error *err)
{
    ends *e = NULL;
    ent_status st = dissolve ? ent_outline_dissolve(o, err) : ENT_OK;
    if (st == ENT_OK) st = make_arcs(tree, o, &e, err);
    if (st == ENT_OK) st = sort_arcs(tree, &e, err);
    if (st == ENT_OK) st = make_nodes(tree, e, err);
    ent_free(e);
    if (st == ENT_OK && tree->kind == ENT_SHAPE_AREA) st = ent_columns_build(tree, err);
    if (st != ENT_OK) return st;
    tree->top = o->top;
    tree->rim_lons = o->rim_lons.items, tree->rim_count = o->rim_lons.count;
    o->rim_lons = (ent_number_list){0};
    make_cap(tree);
    return ent_hull_build(tree, err);
}

/* Finer than this the rounding of joints to doubles would count. */
#define STRAY_LEAST_M 1e-4

ent_status ent_tree_build(const ent_rings *rings, size_t count, ent_tree_opts opts, ent_tree **out,
                          ent_error *err)
{
    ent_tree *tree = ent_alloc_zero(1, sizeof *tree);
    if (!tree) return ent_fail(err, ENT_E_NOMEM, "no memory for a shape");
    tree->kind = opts.kind, tree->edges = opts.edges;
    tree->stray_m = opts.stray_m > 0.0 ? fmax(opts.stray_m, STRAY_LEAST_M) : 0.0;
    tree->off_m = fmax(0.0, opts.off_m);
    ent_geodesy_init(&tree->geodesy);
    ent_outline o = {.g = &tree->geodesy};
    ent_status st = ent_outline_read(&o, rings, count, &opts, err);
    if (st == ENT_OK) st = build_from(tree, &o, opts.dissolve && opts.kind == ENT_SHAPE_AREA, err);
    if (st == ENT_OK) *out = tree, tree = NULL;
    ent_outline_done(&o);
    ent_tree_free(tree);
    return st;
}

void ent_tree_free(ent_tree *tree)
{
    if (!tree) return;
    ent_free(tree->arcs);
    ent_free(tree->leaves);
    ent_free(tree->nodes);
    ent_free(tree->columns.starts);
    ent_free(tree->columns.crossings);
    ent_free(tree->rim_lons);
    ent_hull_done(&tree->hull);
    ent_free(tree);
}

size_t ent_tree_segment_count(const ent_tree *tree)
{
    return tree->arc_count;
}

void ent_tree_segment(const ent_tree *tree, size_t index, ent_lonlat *out_a, ent_lonlat *out_b)
{
    *out_a = tree->arcs[index].a, *out_b = tree->arcs[index].b;
}

double ent_tree_edge_error_m(const ent_tree *tree)
{
    return tree->edge_error_m;
}

void ent_tree_cap(const ent_tree *tree, ent_lonlat *out_centre, double *out_radius_m)
{
    *out_centre = tree->cap_centre, *out_radius_m = tree->cap_radius_m;
}
