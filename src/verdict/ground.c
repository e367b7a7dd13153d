/* ground.c: which ground a name means on a day. Trees are built on first use and kept: a territory changes
 * only when a row of the view does, so the key of a tree holds the last such change, not the day. */
#include "verdict/internal.h"
#include "verdict/outline.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"

/* Either a tree, or a territory that waits in the map to be asked. */
struct ent_tree_entry {
    ent_tree *tree;
    ent_territory *territory;
    ent_tree_entry *next;
    ent_drawn_rings drawn; /* what the tree was made of, by which edges: lines alone */
    ent_edges edges;
};

/* Around a larger disc a territory is built whole: it would be nearly so anyway, and may serve again. */
#define NEAR_RADIUS_M 1e6

/* The last moment up to t at which some ground changed hands. */
static ent_time last_change(const ent_judgement *j, ent_time t)
{
    size_t lo = 0, hi = j->change_count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (j->changes[middle].seconds <= t.seconds)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo ? j->changes[lo - 1] : ENT_TIME_MIN;
}

static const ent_tree_entry *keep(ent_judgement *j, const char *key, ent_tree_entry kept)
{
    ent_tree_entry *entry = ent_judge_alloc(j, 1, sizeof *entry);
    if (!entry || !ent_map_put(j->trees, ent_str_of(key), entry)) {
        ent_tree_free(kept.tree);
        ent_territory_free(kept.territory);
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
        return NULL;
    }
    kept.next = j->tree_list;
    *entry = kept;
    return j->tree_list = entry;
}

static const ent_tree *keep_tree(ent_judgement *j, const char *key, ent_tree *tree)
{
    return keep(j, key, (ent_tree_entry){.tree = tree}) ? tree : NULL;
}

static const ent_tree *kept_tree(ent_judgement *j, const char *key, bool *out_found)
{
    const ent_tree_entry *entry = ent_map_get(j->trees, ent_str_of(key));
    const bool of_text = key[0] == 'O'; /* an outline of the text, which may say something else now */
    for (const ent_judgement *k = j->lender; k && !entry && !of_text; k = k->lender)
        entry = ent_map_get(k->trees, ent_str_of(key));
    *out_found = entry != NULL;
    return entry ? entry->tree : NULL;
}

static const char *key_of(ent_judgement *j, const char *what, const char *const *codes, size_t count,
                          ent_time t)
{
    ent_buf buf;
    ent_buf_init(&buf, 1u << 20);
    ent_buf_printf(&buf, "%s@%lld", what, (long long)t.seconds);
    for (size_t i = 0; i < count; i++) ent_buf_printf(&buf, "|%s", codes[i]);
    const char *key = ent_judge_printf(j, "%.*s", (int)buf.len, buf.ptr ? buf.ptr : "");
    if (buf.failed) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    ent_buf_done(&buf);
    return key;
}

static ent_territory_query query_of(const ent_judgement *j, int layer, ent_time t)
{
    return (ent_territory_query){.view = j->opts.view,
                                 .layer = layer < 0 ? j->opts.layer : (ent_layer)layer,
                                 .day = t,
                                 .edges = j->opts.edges};
}

static size_t country_indexes(ent_judgement *j, const char *const *codes, size_t count, int *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        int index = ent_world_country(j, codes[i]);
        if (index >= 0) out[n++] = index;
    }
    return n;
}

static const char *ground_key(ent_judgement *j, const char *what, ent_ground ground, ent_time t)
{
    int layer = ground.layer < 0 ? (int)j->opts.layer : ground.layer;
    return key_of(j, ent_judge_printf(j, "%s%d", what, layer), ground.codes, ground.count, last_change(j, t));
}

const ent_tree *ent_world_territory(ent_judgement *j, const char *const *codes, size_t count, int layer,
                                    ent_time t)
{
    const char *key = ground_key(j, "T", (ent_ground){codes, count, layer}, t);
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    int *indexes = ent_judge_alloc(j, count + 1, sizeof *indexes);
    if (!indexes) return NULL;
    size_t n = country_indexes(j, codes, count, indexes);
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ent_atlas_territory(j->world.atlas, indexes, n, query_of(j, layer, t), &tree, &err);
    if (st != ENT_OK) {
        ent_judge_fail(j, st, &err);
        return NULL;
    }
    return keep_tree(j, key, tree);
}

/* The territory as it lies in the map, found under `key`. */
static const ent_territory *waiting(ent_judgement *j, const char *key, const char *const *codes, size_t count,
                                    ent_territory_query query)
{
    const ent_tree_entry *entry = NULL;
    for (const ent_judgement *k = j; k && !entry; k = k->lender)
        entry = ent_map_get(k->trees, ent_str_of(key));
    if (entry) return entry->territory;
    int *indexes = ent_judge_alloc(j, count + 1, sizeof *indexes);
    if (!indexes) return NULL;
    size_t n = country_indexes(j, codes, count, indexes);
    ent_territory *territory = NULL;
    ent_error err = {0};
    ent_status st = ent_territory_new(j->world.atlas, indexes, n, query, &territory, &err);
    if (st != ENT_OK) {
        ent_judge_fail(j, st, &err);
        return NULL;
    }
    return keep(j, key, (ent_tree_entry){.territory = territory}) ? territory : NULL;
}

const ent_tree *ent_world_territory_near(ent_judgement *j, ent_ground ground, ent_time t, ent_lonlat centre,
                                         double radius_m)
{
    if (!(radius_m <= NEAR_RADIUS_M) || j->opts.edges != ENT_EDGES_PLANAR)
        return ent_world_territory(j, ground.codes, ground.count, ground.layer, t);
    bool found;
    const ent_tree *whole = kept_tree(j, ground_key(j, "T", ground, t), &found);
    if (found) return whole;
    const char *place = ground_key(j, "W", ground, t);
    const char *key =
        ent_judge_printf(j, "%s near %a,%a,%a", place, centre.lon_deg, centre.lat_deg, radius_m);
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    const ent_territory *territory =
        waiting(j, place, ground.codes, ground.count, query_of(j, ground.layer, t));
    if (!territory) return NULL;
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ent_territory_near(territory, centre, radius_m, &tree, &err);
    if (st == ENT_OK) return keep_tree(j, key, tree);
    ent_judge_fail(j, st, &err);
    return NULL;
}

/* Signed distance from a place to a territory, asked of the map itself: no tree is built for it. */
bool ent_world_distance(ent_judgement *j, ent_ground ground, ent_time t, ent_lonlat place, ent_bounds_m *out)
{
    const char *key = ground_key(j, "W", ground, t);
    const ent_territory *territory =
        waiting(j, key, ground.codes, ground.count, query_of(j, ground.layer, t));
    ent_error err = {0};
    if (!territory) return false;
    ent_status st = ent_territory_distance(territory, place, out, &err);
    if (st != ENT_OK) ent_judge_fail(j, st, &err);
    return st == ENT_OK;
}

typedef struct ent_cap {
    ent_lonlat centre;
    double radius_m;
} ent_cap;

void ent_world_cap(ent_judgement *j, const char *code, ent_time t, ent_lonlat *out_centre,
                   double *out_radius_m)
{
    const char *key = key_of(j, "C", &code, 1, last_change(j, t));
    const ent_cap *had = NULL;
    *out_radius_m = -1;
    for (const ent_judgement *k = j; k && !had; k = k->lender) had = ent_map_get(k->caps, ent_str_of(key));
    if (!had) {
        ent_cap *cap = ent_judge_alloc(j, 1, sizeof *cap);
        if (!cap) return;
        ent_atlas_country_cap(j->world.atlas, query_of(j, -1, t), ent_world_country(j, code), &cap->centre,
                              &cap->radius_m);
        if (!ent_map_put(j->caps, ent_str_of(key), cap)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
        had = cap;
    }
    *out_centre = had->centre, *out_radius_m = had->radius_m;
}

const char *ent_world_piece_owner(ent_judgement *j, const char *piece, ent_time t)
{
    if (!ent_map_get(j->pieces, ent_str_of(piece))) return NULL;
    size_t count = ent_atlas_holding_count(j->world.atlas, j->opts.view);
    for (size_t i = 0; i < count; i++) {
        ent_holding h = ent_atlas_holding_at(j->world.atlas, j->opts.view, i);
        if (strcmp(h.piece, piece) != 0 || h.from.seconds > t.seconds || h.until.seconds <= t.seconds)
            continue;
        return h.owner && *h.owner ? ent_world_code(j, h.owner) : NULL;
    }
    return NULL;
}

const ent_tree *ent_world_piece(ent_judgement *j, const char *piece)
{
    const char *key = key_of(j, "piece", &piece, 1, (ent_time){0});
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st =
        ent_atlas_piece(j->world.atlas, ent_str_of(piece), j->opts.layer, j->opts.edges, &tree, &err);
    if (st == ENT_OK) return keep_tree(j, key, tree);
    if (st != ENT_E_NOT_FOUND) ent_judge_fail(j, st, &err);
    return NULL;
}

const ent_tree *ent_world_border(ent_judgement *j, ent_ground a, ent_ground b, ent_time t)
{
    const char *left = key_of(j, "B", a.codes, a.count, last_change(j, t));
    const char *key = key_of(j, left, b.codes, b.count, (ent_time){0});
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    int *ia = ent_judge_alloc(j, a.count + 1, sizeof *ia), *ib = ent_judge_alloc(j, b.count + 1, sizeof *ib);
    if (!ia || !ib) return NULL;
    ent_atlas_sides sides = {ia, country_indexes(j, a.codes, a.count, ia), ib,
                             country_indexes(j, b.codes, b.count, ib)};
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ent_atlas_border(j->world.atlas, sides, query_of(j, -1, t), &tree, &err);
    if (st != ENT_OK) {
        ent_judge_fail(j, st, &err);
        return NULL;
    }
    return keep_tree(j, key, tree);
}

static bool same_actor(ent_judgement *j, const char *a, const char *b)
{
    return strcmp(a, b) == 0 || strcmp(ent_world_code(j, a), ent_world_code(j, b)) == 0;
}

static bool valid_at(const ent_shape *shape, ent_time t)
{
    if (shape->from.count && ent_when_hull(&shape->from).from.seconds > t.seconds) return false;
    return !shape->until.count || ent_when_hull(&shape->until).until.seconds > t.seconds;
}

const ent_tree *ent_world_shape(ent_judgement *j, const char *name, const char *party, bool line, ent_time t)
{
    size_t count = j->world.shapes ? ent_shapes_count(j->world.shapes) : 0;
    const ent_shape *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const ent_shape *s = ent_shapes_at(j->world.shapes, i);
        if (s->is_line != line || strcmp(s->name, name) != 0 || !valid_at(s, t)) continue;
        bool mine = party && s->party[0] && same_actor(j, s->party, party);
        if (mine || (!s->party[0] && !best)) best = s;
    }
    if (!best) return NULL;
    const char *key = ent_judge_printf(j, "S%p", (const void *)best);
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    ent_drawn_rings drawn = {.rings = {best->points, best->starts, best->ring_count}};
    ent_tree_opts opts = {
        .kind = line ? ENT_SHAPE_LINE : ENT_SHAPE_AREA, .edges = j->opts.edges, .stray_m = ENT_PLANAR_FINE_M};
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ent_tree_build(&drawn.rings, 1, opts, &tree, &err);
    if (st != ENT_OK) {
        ent_judge_fail(j, st, &err);
        return NULL;
    }
    return keep(j, key, (ent_tree_entry){.tree = tree, .drawn = drawn, .edges = opts.edges}) ? tree : NULL;
}

const ent_tree *ent_world_point(ent_judgement *j, ent_lonlat place)
{
    const char *key = ent_judge_printf(j, "P%a,%a", place.lon_deg, place.lat_deg);
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    uint32_t starts[2] = {0, 1};
    ent_rings rings = {&place, starts, 1};
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ent_tree_build(&rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_POINTS}, &tree, &err);
    if (st == ENT_OK) return keep_tree(j, key, tree);
    ent_judge_fail(j, st, &err);
    return NULL;
}

const ent_tree *ent_world_site(ent_judgement *j, const char *name, ent_time t)
{
    const ent_site *site = j->world.sites ? ent_sites_find(j->world.sites, ent_str_of(name), t) : NULL;
    ent_town town = {0};
    if (!site && ent_atlas_towns_find(j->world.atlas, ent_str_of(name), &town, 1) == 0) return NULL;
    return ent_world_point(j, site ? site->centre : town.place);
}

const ent_tree *ent_world_outline(ent_judgement *j, const char *name, const ent_node *outline, bool line)
{
    const char *key = ent_judge_printf(j, "O%d%s", line, name);
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    ent_drawn_rings drawn = {0};
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_tree_opts opts = {.kind = line ? ENT_SHAPE_LINE : ENT_SHAPE_AREA, .edges = ENT_EDGES_GEODESIC};
    ent_status st = ENT_E_NOMEM;
    if (ent_outline_rings(outline, line, j->arena, &drawn)) {
        opts.off_m = drawn.off_m;
        st = ent_tree_build(&drawn.rings, 1, opts, &tree, &err);
    }
    if (st != ENT_OK) {
        ent_judge_fail(j, st, st == ENT_E_NOMEM ? NULL : &err);
        return NULL;
    }
    return keep(j, key, (ent_tree_entry){.tree = tree, .drawn = drawn, .edges = opts.edges}) ? tree : NULL;
}

static const ent_tree_entry *entry_of(const ent_judgement *j, const ent_tree *tree)
{
    for (const ent_judgement *k = j; k; k = k->lender)
        for (const ent_tree_entry *e = k->tree_list; e; e = e->next)
            if (e->tree == tree) return e;
    return NULL;
}

const ent_tree *ent_world_side(ent_judgement *j, const ent_tree *line, bool is_east)
{
    const char *key = ent_judge_printf(j, "H%d%p", is_east, (const void *)line);
    bool found;
    const ent_tree *kept = kept_tree(j, key, &found);
    if (found || j->failed) return kept;
    const ent_tree_entry *entry = entry_of(j, line);
    if (!entry) return NULL;
    const ent_rings *run = &entry->drawn.rings;
    if (run->ring_count != 1 || run->starts[1] < run->starts[0] + 2) return NULL;
    ent_drawn_rings side;
    ent_tree *tree = NULL;
    ent_error err = {0};
    ent_status st = ENT_E_NOMEM;
    if (ent_outline_side(&entry->drawn, entry->edges, is_east, j->arena, &side)) {
        ent_tree_opts opts = {
            .edges = entry->edges, .dissolve = true, .stray_m = ENT_PLANAR_FINE_M, .off_m = side.off_m};
        st = ent_tree_build(&side.rings, 1, opts, &tree, &err);
    }
    if (st == ENT_OK) return keep_tree(j, key, tree);
    ent_judge_fail(j, st, st == ENT_E_NOMEM ? NULL : &err);
    return NULL;
}

void ent_ground_free(ent_judgement *j)
{
    for (ent_tree_entry *e = j->tree_list; e; e = e->next)
        ent_tree_free(e->tree), ent_territory_free(e->territory);
}
