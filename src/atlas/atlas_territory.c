/* atlas_territory.c: from owners to outlines, and from a place to its owner.
 *
 * A territory is a set of pieces, and its outline is exactly the arcs that have a piece of the set on one
 * side only: the borders between its pieces are left out because both sides are in, not by comparing
 * coordinates. Arcs are joined into rings by their ends; where more than two arcs meet any pairing will do,
 * since rings are even-odd.
 *
 * Where only a vicinity matters, a run elsewhere is drawn by one edge from its start to its end. What this
 * moves across the outline lies between the two, so in the box of the run, and not in the vicinity.
 *
 * A place is located by the nearest arc to its west: the piece on that arc's eastern side is where the place
 * lies. Only arcs of the place's band of latitude whose box the ray meets are looked into. */
#include "atlas/sight.h"
#include "base/limits.h"
#include "base/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_status damaged(ent_error *err)
{
    return ent_fail(err, ENT_E_FORMAT, "the borders of the atlas are damaged");
}
static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while taking a territory from the atlas");
}

/* ---- which pieces ------------------------------------------------------------------------ */

static bool is_asked_for(const ent_atlas *atlas, uint32_t owner, const int *countries, size_t count,
                         bool own_only)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t asked = (uint32_t)countries[i];
        if (owner == asked || (!own_only && atlas->countries[owner].state == asked)) return true;
    }
    return false;
}

bool ent_atlas_holds_on(const ent_holding_rec *h, ent_time day)
{
    return h->owner != ENT_ATLAS_NO_OWNER && h->from <= day.seconds && day.seconds < h->until;
}

/* Mark the pieces that the countries own. `chosen` has one flag a piece. */
static void choose_pieces(const ent_atlas *atlas, const int *countries, size_t count,
                          const ent_territory_query *query, bool *chosen)
{
    const ent_view_rec *view = &atlas->views[query->view];
    for (size_t i = view->holding_first; i < (size_t)view->holding_first + view->holding_count; i++) {
        const ent_holding_rec *h = &atlas->holdings[i];
        if (ent_atlas_holds_on(h, query->day) &&
            is_asked_for(atlas, h->owner, countries, count, query->own_only))
            chosen[h->piece] = true;
    }
}

/* ---- gaps between them ------------------------------------------------------------------- */

/* Does the set hold every piece around the gap? Other gaps and, on land, the sea at its end do not count. */
static bool is_enclosed(const ent_atlas *atlas, const bool *chosen, ent_layer layer, uint16_t gap)
{
    const ent_piece_rec *rec = &atlas->pieces[gap];
    bool touches = false;
    for (uint32_t i = 0; i < rec->border_count; i++) {
        const uint32_t number = atlas->borders[rec->border_first + i];
        if (number >= atlas->arc_count) return false;
        const ent_arc_rec *arc = &atlas->arcs[number];
        if ((arc->left[layer] == gap) == (arc->right[layer] == gap)) continue;
        const uint16_t other = arc->left[layer] == gap ? arc->right[layer] : arc->left[layer];
        if (other >= atlas->piece_count || atlas->pieces[other].gap) continue;
        if (!chosen[other]) return false;
        touches = true;
    }
    return touches;
}

/* Neighbours whose borders the source draws a little apart leave gaps; a union closes those inside it. */
static void choose_gaps(const ent_atlas *atlas, ent_layer layer, bool *chosen)
{
    for (size_t i = 0; i < atlas->piece_count; i++)
        if (atlas->pieces[i].gap && !chosen[i]) chosen[i] = is_enclosed(atlas, chosen, layer, (uint16_t)i);
}

bool *ent_atlas_chosen(const ent_atlas *atlas, const ent_territory_query *query, const int *countries,
                       size_t count)
{
    bool *chosen = ent_alloc_zero(atlas->piece_count + 1, sizeof *chosen);
    if (!chosen) return NULL;
    choose_pieces(atlas, countries, count, query, chosen);
    choose_gaps(atlas, query->layer, chosen);
    return chosen;
}

/* ---- their outline ----------------------------------------------------------------------- */

typedef struct way {
    uint32_t arc;
    bool backwards, rough;
    ent_grid_point start;
} way;

typedef struct outline {
    const ent_atlas *atlas;
    const bool *chosen; /* one flag a piece */
    ent_layer layer;
    ent_vicinity vicinity;
    way *ways;
    size_t way_count, way_cap;
    size_t point_count;
    ent_lonlat *points;
    uint32_t *starts;
    size_t ring_count;
} outline;

static bool in_set(const outline *o, uint16_t piece)
{
    return piece < o->atlas->piece_count && o->chosen[piece];
}

static ent_status add_way(outline *o, way item, uint32_t points, ent_error *err)
{
    if (o->way_count == o->way_cap) {
        const size_t cap = o->way_cap ? o->way_cap * 2 : 256;
        way *grown = ent_realloc(o->ways, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        o->ways = grown, o->way_cap = cap;
    }
    o->ways[o->way_count++] = item;
    o->point_count += points;
    return o->point_count <= ENT_VERTICES_MAX ? ENT_OK : damaged(err);
}

static int compare_points(ent_grid_point a, ent_grid_point b)
{
    if (a.x != b.x) return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

/* Runs along the seam and at the poles are drawn as they are: what they do there has a meaning of its own. */
static bool is_rough(const outline *o, const ent_arc_rec *arc)
{
    const int32_t x = 180 * ENT_GRID_PER_DEGREE, y = 90 * ENT_GRID_PER_DEGREE;
    if (isinf(o->vicinity.within_m) || arc->low.x <= -x || arc->high.x >= x) return false;
    if (arc->low.y <= -y || arc->high.y >= y || arc->high.x - arc->low.x >= x / 2) return false;
    return ent_ball_least_m(ent_arc_ball(arc), o->vicinity.from) > o->vicinity.within_m;
}

/* Take an arc of the piece's list if it bounds the set, running so that the set lies on its left. The list
 * serves both layers, so the arc may not bound this piece on the layer asked for; it is then another piece's
 * to take. */
static ent_status take_arc(outline *o, size_t piece, uint32_t number, ent_error *err)
{
    const ent_atlas *atlas = o->atlas;
    if (number >= atlas->arc_count) return damaged(err);
    const ent_arc_rec *arc = &atlas->arcs[number];
    const bool left = in_set(o, arc->left[o->layer]), right = in_set(o, arc->right[o->layer]);
    if (left == right || (left ? arc->left : arc->right)[o->layer] != piece) return ENT_OK;
    if (!ent_atlas_arc_is_sound(atlas, arc)) return damaged(err);
    const ent_grid_point *p = atlas->points + arc->first, last = p[arc->count - 1];
    const bool rough = is_rough(o, arc);
    if (rough && compare_points(p[0], last) == 0) return ENT_OK; /* an island elsewhere */
    return add_way(o, (way){number, right, rough, right ? last : p[0]}, arc->count, err);
}

static ent_status collect_ways(outline *o, ent_error *err)
{
    const ent_atlas *atlas = o->atlas;
    for (size_t i = 0; i < atlas->piece_count; i++) {
        const ent_piece_rec *piece = &atlas->pieces[i];
        if (!o->chosen[i]) continue;
        for (uint32_t j = 0; j < piece->border_count; j++) {
            const uint32_t number = atlas->borders[piece->border_first + j];
            const ent_status st = take_arc(o, i, number, err);
            if (st != ENT_OK) return st;
        }
    }
    return ENT_OK;
}

static int compare_ways(const void *left, const void *right)
{
    const way *a = left, *b = right;
    const int order = compare_points(a->start, b->start);
    return order != 0 ? order : (a->arc > b->arc) - (a->arc < b->arc);
}

/* The first unused way that starts at the point, or way_count. */
static size_t find_way(const outline *o, const bool *used, ent_grid_point start)
{
    size_t low = 0, high = o->way_count;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (compare_points(o->ways[mid].start, start) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    while (low < o->way_count && compare_points(o->ways[low].start, start) == 0) {
        if (!used[low]) return low;
        low++;
    }
    return o->way_count;
}

/* Append a way without its last point, which the next way repeats; the end of the way comes back. */
static ent_grid_point append_way(outline *o, const way *w)
{
    const ent_arc_rec *arc = &o->atlas->arcs[w->arc];
    const ent_grid_point *p = o->atlas->points + arc->first;
    const uint32_t count = w->rough ? 1 : arc->count - 1;
    for (uint32_t i = 0; i < count; i++)
        o->points[o->point_count++] = ent_grid_degrees(p[w->backwards ? arc->count - 1 - i : i]);
    return p[w->backwards ? 0 : arc->count - 1];
}

static ent_status join_rings(outline *o, bool *used, ent_error *err)
{
    if (o->way_count > 0) qsort(o->ways, o->way_count, sizeof *o->ways, compare_ways);
    o->point_count = 0;
    for (size_t i = 0; i < o->way_count; i++) {
        if (used[i]) continue;
        o->starts[o->ring_count++] = (uint32_t)o->point_count;
        const ent_grid_point start = o->ways[i].start;
        size_t at = i;
        for (;;) {
            used[at] = true;
            const ent_grid_point end = append_way(o, &o->ways[at]);
            if (compare_points(end, start) == 0) break;
            at = find_way(o, used, end);
            if (at == o->way_count) return damaged(err);
        }
    }
    o->starts[o->ring_count] = (uint32_t)o->point_count;
    return ENT_OK;
}

static ent_status make_rings(outline *o, ent_error *err)
{
    bool *used = ent_alloc_zero(o->way_count + 1, sizeof *used);
    o->points = ent_alloc(sizeof *o->points * (o->point_count + 1));
    o->starts = ent_alloc_zero(o->way_count + 2, sizeof *o->starts);
    const ent_status st = used && o->points && o->starts ? join_rings(o, used, err) : no_memory(err);
    ent_free(used);
    return st;
}

static void outline_done(outline *o)
{
    ent_free(o->ways);
    ent_free(o->points);
    ent_free(o->starts);
}

ent_status ent_atlas_outline(const ent_atlas *atlas, const bool *chosen, const ent_territory_query *query,
                             const ent_vicinity *vicinity, ent_tree **out, ent_error *err)
{
    outline o = {.atlas = atlas, .chosen = chosen, .layer = query->layer, .vicinity = *vicinity};
    ent_status st = collect_ways(&o, err);
    if (st == ENT_OK) st = make_rings(&o, err);
    if (st == ENT_OK) {
        ent_free(o.ways), o.ways = NULL; /* before the tree needs its memory */
        const ent_rings rings = {o.points, o.starts, o.ring_count};
        st = ent_tree_build(&rings, 1, (ent_tree_opts){.edges = query->edges, .stray_m = ENT_PLANAR_MAP_M},
                            out, err);
    }
    outline_done(&o);
    return st;
}

static const ent_vicinity everywhere = {{0, 0, 0}, INFINITY};

ent_status ent_atlas_territory(const ent_atlas *atlas, const int *countries, size_t count,
                               ent_territory_query query, ent_tree **out, ent_error *err)
{
    if (query.view >= atlas->view_count) return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", query.view);
    for (size_t i = 0; i < count; i++)
        if (countries[i] < 0 || (size_t)countries[i] >= atlas->country_count)
            return ent_fail(err, ENT_E_DOMAIN, "no country number %d", countries[i]);
    bool *chosen = ent_atlas_chosen(atlas, &query, countries, count);
    if (!chosen) return no_memory(err);
    const ent_status st = ent_atlas_outline(atlas, chosen, &query, &everywhere, out, err);
    ent_free(chosen);
    return st;
}

ent_status ent_atlas_piece(const ent_atlas *atlas, ent_str piece, ent_layer layer, ent_edges edges,
                           ent_tree **out, ent_error *err)
{
    for (size_t i = 0; i < atlas->piece_count; i++) {
        if (!ent_str_eq_nocase(ent_str_of(ent_atlas_text(atlas, atlas->pieces[i].name)), piece)) continue;
        bool *chosen = ent_alloc_zero(atlas->piece_count + 1, sizeof *chosen);
        if (!chosen) return no_memory(err);
        chosen[i] = true;
        const ent_territory_query query = {.layer = layer, .edges = edges};
        const ent_status st = ent_atlas_outline(atlas, chosen, &query, &everywhere, out, err);
        ent_free(chosen);
        return st;
    }
    return ent_fail(err, ENT_E_NOT_FOUND, "the atlas has no piece " ENT_STR_FMT, ENT_STR_ARG(piece));
}

/* ---- whose place is this ----------------------------------------------------------------- */

/* The nearest edge so far that the ray to the west meets. The ray runs an infinitesimal step north of the
 * place: of two edges that leave one vertex northwards the one that leans more to the east is nearer. */
typedef struct nearest {
    double x, lean;
    uint16_t piece; /* on the edge's eastern side */
} nearest;

static void look_into_arc(const ent_atlas *atlas, const ent_arc_rec *arc, ent_layer layer, ent_lonlat at,
                          nearest *best)
{
    const ent_grid_point *p = atlas->points + arc->first;
    for (uint32_t i = 0; i + 1 < arc->count; i++) {
        const bool rises = p[i + 1].y > p[i].y;
        const ent_grid_point low = rises ? p[i] : p[i + 1], high = rises ? p[i + 1] : p[i];
        if (!(low.y <= at.lat_deg && at.lat_deg < high.y)) continue;
        const double lean = ((double)high.x - low.x) / ((double)high.y - low.y);
        const double x = low.x + (at.lat_deg - low.y) * lean;
        if (x > at.lon_deg || x < best->x || (x == best->x && lean <= best->lean)) continue;
        *best = (nearest){x, lean, rises ? arc->right[layer] : arc->left[layer]};
    }
}

size_t ent_atlas_band(double lat_deg)
{
    const double band = floor((lat_deg + 90.0) / (180.0 / ENT_ATLAS_BANDS));
    return band <= 0 ? 0 : band < ENT_ATLAS_BANDS ? (size_t)band : ENT_ATLAS_BANDS - 1;
}

uint16_t ent_atlas_piece_number(const ent_atlas *atlas, ent_layer layer, ent_lonlat place)
{
    double lon = remainder(place.lon_deg, 360.0);
    if (lon == 180.0) lon = -180.0;
    const ent_lonlat at = {lon * ENT_GRID_PER_DEGREE,
                           place.lat_deg * ENT_GRID_PER_DEGREE}; /* in grid steps */
    const size_t band = ent_atlas_band(place.lat_deg);
    nearest best = {-INFINITY, -INFINITY, ENT_ATLAS_NO_PIECE};
    for (uint32_t i = atlas->bands[band]; i < atlas->bands[band + 1]; i++) {
        if (atlas->band_arcs[i] >= atlas->arc_count) continue;
        const ent_arc_rec *arc = &atlas->arcs[atlas->band_arcs[i]];
        const bool misses = arc->low.y > at.lat_deg || arc->high.y < at.lat_deg || arc->low.x > at.lon_deg ||
                            arc->high.x < best.x;
        if (misses || arc->left[layer] == arc->right[layer] || !ent_atlas_arc_is_sound(atlas, arc)) continue;
        look_into_arc(atlas, arc, layer, at, &best);
    }
    return best.piece;
}

int ent_atlas_owner_at(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place)
{
    if (query.view >= atlas->view_count || !isfinite(place.lon_deg) || !(fabs(place.lat_deg) <= 90.0))
        return -1;
    const uint16_t piece = ent_atlas_piece_number(atlas, query.layer, place);
    if (piece >= atlas->piece_count) return -1;
    const ent_view_rec *view = &atlas->views[query.view];
    for (size_t i = view->holding_first; i < (size_t)view->holding_first + view->holding_count; i++) {
        const ent_holding_rec *h = &atlas->holdings[i];
        if (h->piece == piece && ent_atlas_holds_on(h, query.day))
            return (int)(query.own_only ? h->owner : atlas->countries[h->owner].state);
    }
    return -1;
}
