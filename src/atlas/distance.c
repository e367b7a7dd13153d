/* distance.c: how far a place is from a territory, without building the territory.
 *
 * A territory is kept as its runs of border, each inside a ball around the middle of its box. From a place,
 * three sieves leave what may be nearest:
 *   1. the vertices of the run with the nearest middle give a first bound; runs whose balls lie beyond it are
 *      not looked at;
 *   2. the vertices of the others lower the bound;
 *   3. edges whose ends are too far for any of their points to be within it are left out.
 * The few edges that remain are measured exactly, as a tree of their own.
 *
 * For all places of a disc at once: the distance changes by no more than the way walked, so nothing farther
 * from the centre than its own distance and twice the radius is nearest to any place of the disc. What is
 * farther may be drawn roughly.
 *
 * Edges along ±180 that the map draws on both sides of the seam are no border; what it draws on one side
 * alone is, as it is in a tree (tree/edges.h).
 *
 * Joined by geodesics, long edges leave the boxes of their ends, and whether a place is inside can no longer
 * be told by them; such a territory is built whole, once. */
#include "atlas/sight.h"
#include "base/mem.h"
#include <stdlib.h>

typedef struct run {
    ent_ball ball;
    uint32_t arc;
} run;

struct ent_territory {
    const ent_atlas *atlas;
    ent_territory_query query;
    bool *chosen; /* pieces */
    run *runs;
    size_t count, cap;
    int32_t *seam; /* latitudes: border along ±180 from each even one to the next */
    size_t seam_count, seam_cap;
    ent_tree *whole; /* when edges are geodesics */
};

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while measuring on the atlas");
}

/* ---- the runs of a territory -------------------------------------------------------------- */

static int by_latitude(const void *left, const void *right)
{
    const int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* Note the edges along ±180, both ends each. Once sorted, places above an odd number of ends lie beside an
 * odd number of edges: the border goes from each end at an even index to the next. */
static ent_status note_seam(ent_territory *t, const ent_arc_rec *arc, ent_error *err)
{
    const int32_t x = 180 * ENT_GRID_PER_DEGREE;
    const ent_grid_point *p = t->atlas->points + arc->first;
    if (arc->low.x != -x && arc->high.x != x) return ENT_OK;
    for (uint32_t i = 1; i < arc->count; i++) {
        if (p[i].x != p[i - 1].x || abs(p[i].x) != x) continue;
        if (t->seam_count + 2 > t->seam_cap) {
            const size_t cap = t->seam_cap ? 2 * t->seam_cap : 64;
            int32_t *grown = ent_realloc(t->seam, cap, sizeof *grown);
            if (!grown) return no_memory(err);
            t->seam = grown, t->seam_cap = cap;
        }
        t->seam[t->seam_count++] = p[i - 1].y;
        t->seam[t->seam_count++] = p[i].y;
    }
    return ENT_OK;
}

static bool is_chosen(const ent_territory *t, uint16_t piece)
{
    return piece < t->atlas->piece_count && t->chosen[piece];
}

static ent_status add_run(ent_territory *t, uint32_t number, ent_error *err)
{
    if (t->count == t->cap) {
        const size_t cap = t->cap ? 2 * t->cap : 64;
        run *grown = ent_realloc(t->runs, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        t->runs = grown, t->cap = cap;
    }
    const ent_arc_rec *arc = &t->atlas->arcs[number];
    if (!ent_grid_on_seam(arc->low, arc->high)) t->runs[t->count++] = (run){ent_arc_ball(arc), number};
    return note_seam(t, arc, err);
}

/* A run is in the lists of the pieces on both its sides and on both layers: it is taken from the one whose
 * side it bounds. */
static ent_status collect_runs(ent_territory *t, ent_error *err)
{
    const ent_atlas *atlas = t->atlas;
    const ent_layer layer = t->query.layer;
    for (size_t i = 0; i < atlas->piece_count; i++)
        for (uint32_t j = 0; t->chosen[i] && j < atlas->pieces[i].border_count; j++) {
            const uint32_t number = atlas->borders[atlas->pieces[i].border_first + j];
            if (number >= atlas->arc_count || !ent_atlas_arc_is_sound(atlas, &atlas->arcs[number]))
                return ent_fail(err, ENT_E_FORMAT, "the borders of the atlas are damaged");
            const ent_arc_rec *arc = &atlas->arcs[number];
            const bool left = is_chosen(t, arc->left[layer]), right = is_chosen(t, arc->right[layer]);
            if (left == right || (left ? arc->left : arc->right)[layer] != i) continue;
            const ent_status st = add_run(t, number, err);
            if (st != ENT_OK) return st;
        }
    if (t->seam_count) qsort(t->seam, t->seam_count, sizeof *t->seam, by_latitude);
    return ENT_OK;
}

ent_status ent_territory_new(const ent_atlas *atlas, const int *countries, size_t count,
                             ent_territory_query query, ent_territory **out, ent_error *err)
{
    if (query.view >= atlas->view_count) return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", query.view);
    ent_territory *t = ent_alloc_zero(1, sizeof *t);
    if (!t) return no_memory(err);
    *t = (ent_territory){.atlas = atlas, .query = query};
    t->chosen = ent_atlas_chosen(atlas, &query, countries, count);
    ent_status st = t->chosen ? ENT_OK : no_memory(err);
    if (st == ENT_OK && query.edges == ENT_EDGES_GEODESIC)
        st = ent_atlas_territory(atlas, countries, count, query, &t->whole, err);
    else if (st == ENT_OK)
        st = collect_runs(t, err);
    if (st == ENT_OK) *out = t, t = NULL;
    ent_territory_free(t);
    return st;
}

void ent_territory_free(ent_territory *t)
{
    if (!t) return;
    ent_tree_free(t->whole);
    ent_free(t->chosen);
    ent_free(t->runs);
    ent_free(t->seam);
    ent_free(t);
}

static ent_status keep_seam(const ent_territory *t, ent_sight *sight, double within_m, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i + 1 < t->seam_count; i += 2) {
        const ent_grid_point a = {-180 * ENT_GRID_PER_DEGREE, t->seam[i]},
                             b = {-180 * ENT_GRID_PER_DEGREE, t->seam[i + 1]};
        if (a.y != b.y) st = ent_sight_keep_edge(sight, a, b, within_m, err);
    }
    return st;
}

/* ---- the sieves --------------------------------------------------------------------------- */

typedef struct look {
    uint32_t arc;
    double least_m; /* chord to its nearest vertex or, if that is less, to its ball */
    double chords[ENT_ATLAS_ARC_POINTS];
} look;

typedef struct search {
    const ent_territory *t;
    ent_sight sight;
    double *least_m; /* a chord to each run, to its ball */
    double within_m; /* a chord: what is farther cannot be nearest */
    look *looks;
    size_t count, cap;
} search;

static size_t nearest_run(search *s)
{
    size_t best = 0;
    for (size_t i = 0; i < s->t->count; i++) {
        s->least_m[i] = ent_ball_least_m(s->t->runs[i].ball, s->sight.from);
        if (s->least_m[i] < s->least_m[best]) best = i;
    }
    return best;
}

static ent_status look_at(search *s, size_t i, ent_error *err)
{
    if (s->count == s->cap) {
        const size_t cap = s->cap ? 2 * s->cap : 8;
        look *grown = ent_realloc(s->looks, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        s->looks = grown, s->cap = cap;
    }
    look *l = &s->looks[s->count++];
    l->arc = s->t->runs[i].arc;
    l->least_m = s->least_m[i];
    const double vertex = ent_sight_chords(&s->sight, &s->t->atlas->arcs[l->arc], l->chords);
    if (vertex < s->within_m) s->within_m = fmin(s->within_m, ent_chord_beyond_m(ent_chord_most_m(vertex)));
    return ENT_OK;
}

static ent_status sieve(search *s, ent_error *err)
{
    const ent_territory *t = s->t;
    s->least_m = ent_alloc_zero(t->count + 1, sizeof *s->least_m);
    if (!s->least_m) return no_memory(err);
    const size_t first = nearest_run(s);
    ent_status st = t->count ? look_at(s, first, err) : ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < t->count; i++)
        if (i != first && s->least_m[i] <= s->within_m) st = look_at(s, i, err);
    for (size_t i = 0; st == ENT_OK && i < s->count; i++) {
        const look *l = &s->looks[i];
        if (l->least_m <= s->within_m)
            st = ent_sight_keep(&s->sight, &t->atlas->arcs[l->arc], l->chords, s->within_m, err);
    }
    return st == ENT_OK ? keep_seam(t, &s->sight, s->within_m, err) : st;
}

static ent_status check_place(ent_lonlat place, ent_error *err)
{
    if (isfinite(place.lon_deg) && fabs(place.lat_deg) <= 90.0) return ENT_OK;
    return ent_fail(err, ENT_E_DOMAIN, "latitude %g is not within -90 and 90, or the place is not a number",
                    place.lat_deg);
}

/* Unsigned. */
static ent_status measure(const ent_territory *t, ent_lonlat place, ent_bounds_m *out, ent_error *err)
{
    search s = {.t = t, .sight = ent_sight_from(t->atlas, place), .within_m = INFINITY};
    ent_tree *tree = NULL;
    ent_status st = sieve(&s, err);
    if (st == ENT_OK) st = ent_sight_tree(&s.sight, t->query.edges, &tree, err);
    if (st == ENT_OK) st = ent_tree_distance(tree, place, 0, out, err);
    ent_tree_free(tree);
    ent_sight_done(&s.sight);
    ent_free(s.least_m);
    ent_free(s.looks);
    return st;
}

ent_status ent_territory_distance(const ent_territory *t, ent_lonlat place, ent_bounds_m *out, ent_error *err)
{
    if (t->whole) return ent_tree_distance(t->whole, place, 0, out, err);
    ent_bounds_m away;
    ent_status st = check_place(place, err);
    if (st == ENT_OK) st = measure(t, place, &away, err);
    if (st != ENT_OK) return st;
    const bool inside = is_chosen(t, ent_atlas_piece_number(t->atlas, t->query.layer, place));
    if (away.lo_m <= 0) /* on the border, as near as that is known: on either side */
        *out = (ent_bounds_m){-away.hi_m, away.hi_m};
    else
        *out = inside ? (ent_bounds_m){-away.hi_m, -away.lo_m} : away;
    return ENT_OK;
}

ent_status ent_atlas_distance(const ent_atlas *atlas, const int *countries, size_t count,
                              ent_territory_query query, ent_lonlat place, ent_bounds_m *out, ent_error *err)
{
    ent_territory *t = NULL;
    ent_status st = check_place(place, err);
    if (st == ENT_OK) st = ent_territory_new(atlas, countries, count, query, &t, err);
    if (st == ENT_OK) st = ent_territory_distance(t, place, out, err);
    ent_territory_free(t);
    return st;
}

/* ---- around a place ----------------------------------------------------------------------- */

ent_status ent_territory_near(const ent_territory *t, ent_lonlat centre, double radius_m, ent_tree **out,
                              ent_error *err)
{
    ent_bounds_m d;
    if (!(radius_m >= 0)) return ent_fail(err, ENT_E_DOMAIN, "no radius: %g", radius_m);
    ent_status st = ent_territory_distance(t, centre, &d, err);
    if (st != ENT_OK) return st;
    const double far_m = fmax(fabs(d.lo_m), fabs(d.hi_m)) + 2 * radius_m;
    const ent_vicinity vicinity = {ent_ecef(centre), t->whole ? INFINITY : ent_chord_beyond_m(far_m)};
    return ent_atlas_outline(t->atlas, t->chosen, &t->query, &vicinity, out, err);
}
