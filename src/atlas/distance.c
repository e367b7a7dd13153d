/* distance.c: how far a place is from a territory, without building the territory.
 *
 * In geodetic coordinates ds² = M² dφ² + N² cos²φ dλ², and a(1-e²) <= M, N <= a²/b everywhere. A geodesic is
 * therefore no shorter than a(1-e²) and no longer than a²/b times the angle between the two places as if
 * their latitudes were a sphere's. Two passes throw away with these bounds what cannot be nearest: first
 * whole runs of border by their boxes, then single edges by their ends. What is left, some dozens of edges,
 * is measured exactly. */
#include "atlas_file.h"
#include "base/limits.h"
#include "base/mem.h"
#include <math.h>
#include <string.h>

#define LEAST_RADIUS_M 6335439.3270    /* a(1-e²) of WGS84, rounded down */
#define GREATEST_RADIUS_M 6399593.6260 /* a²/b, rounded up */
#define RADIANS 0.017453292519943295
#define ROUNDING 1e-9 /* of the angle, in radians: sines and an arcsine of doubles err by far less */

typedef struct unit {
    double x, y, z;
} unit;

static unit unit_of(double lon_deg, double lat_deg)
{
    const double lat = lat_deg * RADIANS, lon = lon_deg * RADIANS;
    return (unit){cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)};
}

static double angle(unit a, unit b)
{
    const double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
    return 2 * asin(fmin(1, sqrt(dx * dx + dy * dy + dz * dz) / 2));
}

static double degrees_of(int32_t grid)
{
    return grid / (double)ENT_GRID_PER_DEGREE;
}

/* A map that ends at ±180 and at the poles draws its edges there; they part nothing. */
static bool on_seam(ent_grid_point a, ent_grid_point b)
{
    const int32_t x = 180 * ENT_GRID_PER_DEGREE, y = 90 * ENT_GRID_PER_DEGREE;
    return (a.x == b.x && (a.x == x || a.x == -x)) || (a.y == b.y && (a.y == y || a.y == -y));
}

/* ---- which runs of border --------------------------------------------------------------- */

typedef struct candidate {
    const ent_arc_rec *arc;
    double least_m; /* it is no nearer than this */
} candidate;

typedef struct search {
    const ent_atlas *atlas;
    unit from;
    candidate *candidates;
    size_t count, cap;
    double most_m; /* something is no farther than this */
    ent_lonlat *points;
    uint32_t *starts;
    size_t point_count, line_count, edge_cap;
} search;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while measuring on the atlas");
}

static ent_status add_candidate(search *s, const ent_arc_rec *arc, ent_error *err)
{
    const double lon = (degrees_of(arc->low.x) + degrees_of(arc->high.x)) / 2;
    const double lat = (degrees_of(arc->low.y) + degrees_of(arc->high.y)) / 2;
    const double half = (degrees_of(arc->high.x) - degrees_of(arc->low.x) + degrees_of(arc->high.y) -
                         degrees_of(arc->low.y)) /
                        2;
    const double reach = half * RADIANS, away = angle(s->from, unit_of(lon, lat));
    const double least = LEAST_RADIUS_M * (away - reach - ROUNDING);
    s->most_m = fmin(s->most_m, GREATEST_RADIUS_M * (away + reach + ROUNDING));
    if (least > s->most_m) return ENT_OK;
    if (s->count == s->cap) {
        const size_t cap = s->cap ? 2 * s->cap : 256;
        candidate *grown = ent_realloc(s->candidates, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        s->candidates = grown, s->cap = cap;
    }
    s->candidates[s->count++] = (candidate){arc, least};
    return ENT_OK;
}

/* ---- which edges ------------------------------------------------------------------------ */

static double most_to_vertices(const search *s, const ent_arc_rec *arc, double most_m)
{
    for (uint32_t i = 0; i < arc->count; i++) {
        const ent_grid_point p = s->atlas->points[arc->first + i];
        if (on_seam(p, p)) continue;
        const double away = angle(s->from, unit_of(degrees_of(p.x), degrees_of(p.y)));
        most_m = fmin(most_m, GREATEST_RADIUS_M * (away + ROUNDING));
    }
    return most_m;
}

static ent_status add_edge(search *s, ent_lonlat a, ent_lonlat b, ent_error *err)
{
    if (s->line_count == s->edge_cap) {
        const size_t cap = s->edge_cap ? 2 * s->edge_cap : 64;
        ent_lonlat *points = ent_realloc(s->points, 2 * cap, sizeof *points);
        if (points) s->points = points;
        uint32_t *starts = ent_realloc(s->starts, cap + 1, sizeof *starts);
        if (starts) s->starts = starts;
        if (!points || !starts) return no_memory(err);
        s->edge_cap = cap;
    }
    s->starts[s->line_count++] = (uint32_t)s->point_count;
    s->points[s->point_count++] = a;
    s->points[s->point_count++] = b;
    s->starts[s->line_count] = (uint32_t)s->point_count;
    return ENT_OK;
}

/* An edge is nowhere farther from its ends than it is long. */
static ent_status add_near_edges(search *s, const ent_arc_rec *arc, ent_error *err)
{
    const ent_grid_point *p = s->atlas->points + arc->first;
    ent_lonlat a = {degrees_of(p[0].x), degrees_of(p[0].y)};
    unit ua = unit_of(a.lon_deg, a.lat_deg);
    for (uint32_t i = 1; i < arc->count; i++) {
        const ent_lonlat b = {degrees_of(p[i].x), degrees_of(p[i].y)};
        const unit ub = unit_of(b.lon_deg, b.lat_deg);
        const double length = (fabs(b.lon_deg - a.lon_deg) + fabs(b.lat_deg - a.lat_deg)) * RADIANS;
        const double least =
            LEAST_RADIUS_M * (fmin(angle(s->from, ua), angle(s->from, ub)) - length - ROUNDING);
        const ent_status st =
            least <= s->most_m && !on_seam(p[i - 1], p[i]) ? add_edge(s, a, b, err) : ENT_OK;
        if (st != ENT_OK) return st;
        a = b, ua = ub;
    }
    return ENT_OK;
}

static ent_status near_edges(search *s, ent_error *err)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->candidates[i].least_m <= s->most_m)
            s->most_m = most_to_vertices(s, s->candidates[i].arc, s->most_m);
    for (size_t i = 0; i < s->count; i++) {
        if (s->candidates[i].least_m > s->most_m) continue;
        const ent_status st = add_near_edges(s, s->candidates[i].arc, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* ---- the measure ------------------------------------------------------------------------ */

static ent_status measure(const search *s, ent_edges edges, ent_lonlat place, bool inside, ent_bounds_m *out,
                          ent_error *err)
{
    const ent_rings rings = {s->points, s->starts, s->line_count};
    ent_tree *tree = NULL;
    ent_bounds_m away;
    ent_status st = ent_tree_build(&rings, 1, (ent_tree_opts){ENT_SHAPE_LINE, edges, false}, &tree, err);
    if (st == ENT_OK) st = ent_tree_distance(tree, place, 0, &away, err);
    ent_tree_free(tree);
    if (st == ENT_OK) *out = inside ? (ent_bounds_m){-away.hi_m, -away.lo_m} : away;
    return st;
}

static ent_status collect(search *s, const bool *chosen, ent_layer layer, ent_error *err)
{
    const ent_atlas *atlas = s->atlas;
    for (size_t i = 0; i < atlas->piece_count; i++)
        for (uint32_t j = 0; chosen[i] && j < atlas->pieces[i].border_count; j++) {
            const uint32_t number = atlas->borders[atlas->pieces[i].border_first + j];
            if (number >= atlas->arc_count) continue;
            const ent_arc_rec *arc = &atlas->arcs[number];
            const uint16_t l = arc->left[layer], r = arc->right[layer];
            const bool left = l < atlas->piece_count && chosen[l],
                       right = r < atlas->piece_count && chosen[r];
            if (left == right || on_seam(arc->low, arc->high) || !ent_atlas_arc_is_sound(atlas, arc))
                continue;
            const ent_status st = add_candidate(s, arc, err);
            if (st != ENT_OK) return st;
        }
    return ENT_OK;
}

ent_status ent_atlas_distance(const ent_atlas *atlas, const int *countries, size_t count,
                              ent_territory_query query, ent_lonlat place, ent_bounds_m *out, ent_error *err)
{
    if (query.view >= atlas->view_count) return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", query.view);
    if (!isfinite(place.lon_deg) || !(fabs(place.lat_deg) <= 90.0))
        return ent_fail(err, ENT_E_DOMAIN,
                        "latitude %g is not within -90 and 90, or the place is not a number", place.lat_deg);
    bool *chosen = ent_atlas_chosen(atlas, &query, countries, count);
    if (!chosen) return no_memory(err);
    search s = {.atlas = atlas, .from = unit_of(place.lon_deg, place.lat_deg), .most_m = INFINITY};
    ent_status st = collect(&s, chosen, query.layer, err);
    if (st == ENT_OK) st = near_edges(&s, err);
    const uint16_t piece = ent_atlas_piece_number(atlas, query.layer, place);
    const bool inside = piece < atlas->piece_count && chosen[piece];
    if (st == ENT_OK) st = measure(&s, query.edges, place, inside, out, err);
    ent_free(s.candidates);
    ent_free(s.points);
    ent_free(s.starts);
    ent_free(chosen);
    return st;
}
