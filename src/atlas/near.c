/* near.c: neighbours: who has ground near a place, where two sets of countries meet, and a cap around a
 * country.
 *
 * On the ellipsoid ds² = M² dφ² + N² cos²φ dλ² with M, N <= a²/b. The great circle of the same geodetic
 * coordinates on a sphere of radius a²/b is therefore never shorter than the geodesic: distances are bounded
 * from above by spherical ones, which is all that a cap needs. */
#include "atlas/sight.h"
#include "base/limits.h"
#include "base/mem.h"
#include <math.h>
#include <string.h>

#define POLAR_RADIUS_M 6399593.6258 /* a²/b of WGS84, rounded up */
#define RADIANS 0.017453292519943295
#define SHORTEST_DEGREE_M                                                                                    \
    110574.0 /* of latitude, at the equator; longitude is scaled by the cosine beside it */

/* ---- owners near a place ----------------------------------------------------------------- */

typedef struct owners {
    int *out;
    size_t count, max;
} owners;

static void add_owner(owners *o, int owner)
{
    for (size_t i = 0; i < o->count && i < o->max; i++)
        if (o->out[i] == owner) return;
    if (owner < 0) return;
    if (o->count < o->max) o->out[o->count] = owner;
    o->count++;
}

/* All who hold the piece: one that the source draws for several states is held by each. */
static void add_holders(owners *o, const ent_atlas *atlas, const ent_territory_query *query, uint16_t piece)
{
    const ent_view_rec *view = &atlas->views[query->view];
    for (size_t i = view->holding_first; i < (size_t)view->holding_first + view->holding_count; i++) {
        const ent_holding_rec *h = &atlas->holdings[i];
        if (h->piece == piece && ent_atlas_holds_on(h, query->day))
            add_owner(o, (int)(query->own_only ? h->owner : atlas->countries[h->owner].state));
    }
}

/* A disc that borders are held against. */
typedef struct disc {
    const ent_atlas *atlas;
    ent_territory_query query;
    ent_lonlat centre;
    double radius_m;
} disc;

/* Could the arc's box come within the radius? Degrees of latitude are never shorter than SHORTEST_DEGREE_M;
 * those of longitude shrink with the cosine at the far side of the disc, and do not matter near a pole.
 * Geodesics between the vertices may leave the box, by half their length at most. */
static bool box_is_near(const disc *d, const ent_arc_rec *arc)
{
    const double bulge = d->query.edges == ENT_EDGES_PLANAR ? 0 : ent_grid_path_m(arc->low, arc->high) / 2;
    const double lat = (d->radius_m + bulge) / SHORTEST_DEGREE_M;
    const double top = fabs(d->centre.lat_deg) + lat;
    const ent_lonlat low = ent_grid_degrees(arc->low), high = ent_grid_degrees(arc->high);
    if (low.lat_deg > d->centre.lat_deg + lat || high.lat_deg < d->centre.lat_deg - lat) return false;
    if (top >= 89.0) return true;
    const double lon = lat / cos(top * RADIANS);
    const double middle = (low.lon_deg + high.lon_deg) / 2, half = (high.lon_deg - low.lon_deg) / 2;
    return fabs(remainder(middle - d->centre.lon_deg, 360.0)) <= half + lon;
}

/* A vertex within the radius settles it, and so does it when no edge can come within; in between, the few
 * edges that may are measured. When that cannot be told, they may be near. */
static bool arc_is_within(const disc *d, const ent_arc_rec *arc)
{
    double chords[ENT_ATLAS_ARC_POINTS];
    ent_sight sight = ent_sight_from(d->atlas, d->centre);
    sight.seam_too = true;
    if (ent_chord_most_m(ent_sight_chords(&sight, arc, chords)) <= d->radius_m) return true;
    ent_tree *tree = NULL;
    ent_truth within = ENT_UNCLEAR;
    ent_error err;
    ent_status st = ent_sight_keep(&sight, arc, chords, ent_chord_beyond_m(d->radius_m), &err);
    if (st == ENT_OK && sight.count == 0) within = ENT_NO;
    if (st == ENT_OK && sight.count > 0) st = ent_sight_tree(&sight, d->query.edges, &tree, &err);
    if (tree && ent_tree_within(tree, d->centre, d->radius_m, &within, &err) != ENT_OK) within = ENT_UNCLEAR;
    ent_tree_free(tree);
    ent_sight_done(&sight);
    return !ent_is_no(within);
}

static bool parts_ground_within(const disc *d, const ent_arc_rec *arc)
{
    const ent_layer layer = d->query.layer;
    return arc->left[layer] != arc->right[layer] && box_is_near(d, arc) &&
           ent_atlas_arc_is_sound(d->atlas, arc) && arc_is_within(d, arc);
}

/* Visit the arcs that part pieces within the disc until one says stop. Each band of latitude lists the arcs
 * that meet it: one is taken where it is met first. Geodesics may leave their bands: then all are tried. */
static bool each_arc_within(const disc *d, bool (*visit)(void *context, const ent_arc_rec *arc),
                            void *context)
{
    const ent_atlas *atlas = d->atlas;
    const double reach = d->query.edges == ENT_EDGES_PLANAR ? d->radius_m / SHORTEST_DEGREE_M : 180.0;
    const size_t first = ent_atlas_band(d->centre.lat_deg - reach),
                 last = ent_atlas_band(d->centre.lat_deg + reach);
    for (size_t band = first; band <= last; band++)
        for (uint32_t i = atlas->bands[band]; i < atlas->bands[band + 1]; i++) {
            if (atlas->band_arcs[i] >= atlas->arc_count) continue;
            const ent_arc_rec *arc = &atlas->arcs[atlas->band_arcs[i]];
            const size_t met = ent_atlas_band(ent_grid_degrees(arc->low).lat_deg);
            if (band != (met > first ? met : first) || !parts_ground_within(d, arc)) continue;
            if (!visit(context, arc)) return false;
        }
    return true;
}

typedef struct holders {
    const disc *disc;
    owners *owners;
} holders;

static bool add_both_sides(void *context, const ent_arc_rec *arc)
{
    const holders *h = context;
    const ent_territory_query *query = &h->disc->query;
    add_holders(h->owners, h->disc->atlas, query, arc->left[query->layer]);
    add_holders(h->owners, h->disc->atlas, query, arc->right[query->layer]);
    return true;
}

static bool is_query(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place)
{
    return query.view < atlas->view_count && isfinite(place.lon_deg) && fabs(place.lat_deg) <= 90.0;
}

size_t ent_atlas_owners_near(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place,
                             double radius_m, int *out, size_t max)
{
    owners found = {out, 0, max};
    if (!is_query(atlas, query, place)) return 0;
    const disc d = {atlas, query, place, radius_m};
    add_holders(&found, atlas, &query, ent_atlas_piece_number(atlas, query.layer, place));
    if (radius_m > 0) (void)each_arc_within(&d, add_both_sides, &(holders){&d, &found});
    return found.count;
}

static bool stop(void *context, const ent_arc_rec *arc)
{
    (void)context, (void)arc;
    return false;
}

bool ent_atlas_is_interior(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place,
                           double radius_m)
{
    const disc d = {atlas, query, place, radius_m};
    return is_query(atlas, query, place) && each_arc_within(&d, stop, NULL);
}

/* ---- a cap around a country -------------------------------------------------------------- */

static void to_unit(ent_lonlat p, double v[3])
{
    const double lat = p.lat_deg * RADIANS, lon = p.lon_deg * RADIANS;
    v[0] = cos(lat) * cos(lon), v[1] = cos(lat) * sin(lon), v[2] = sin(lat);
}

static ent_lonlat box_middle(const ent_arc_rec *arc)
{
    return (ent_lonlat){(arc->low.x + (double)arc->high.x) / 2 / (double)ENT_GRID_PER_DEGREE,
                        (arc->low.y + (double)arc->high.y) / 2 / (double)ENT_GRID_PER_DEGREE};
}

/* From the middle of a box to any point of it, at most: along the meridian, then along the parallel. */
static double box_reach_m(const ent_arc_rec *arc)
{
    const double dlat = ((double)arc->high.y - arc->low.y) / 2 / (double)ENT_GRID_PER_DEGREE;
    const double dlon = ((double)arc->high.x - arc->low.x) / 2 / (double)ENT_GRID_PER_DEGREE;
    return POLAR_RADIUS_M * RADIANS * (dlat + dlon);
}

typedef void (*arc_visitor)(void *context, const ent_arc_rec *arc);

static void each_arc(const ent_atlas *atlas, const bool *chosen, ent_layer layer, arc_visitor visit,
                     void *context)
{
    for (size_t i = 0; i < atlas->piece_count; i++)
        for (uint32_t j = 0; chosen[i] && j < atlas->pieces[i].border_count; j++) {
            const uint32_t number = atlas->borders[atlas->pieces[i].border_first + j];
            if (number >= atlas->arc_count) continue;
            const ent_arc_rec *arc = &atlas->arcs[number];
            if (arc->left[layer] != arc->right[layer]) visit(context, arc);
        }
}

static void add_middle(void *context, const ent_arc_rec *arc)
{
    double v[3], *sum = context;
    to_unit(box_middle(arc), v);
    for (int i = 0; i < 3; i++) sum[i] += v[i] * arc->count;
}

typedef struct cap {
    double centre[3], radius_m;
} cap;

static void widen(void *context, const ent_arc_rec *arc)
{
    cap *c = context;
    double v[3], chord = 0;
    to_unit(box_middle(arc), v);
    for (int i = 0; i < 3; i++) chord += (v[i] - c->centre[i]) * (v[i] - c->centre[i]);
    const double angle = 2 * asin(fmin(1, sqrt(chord) / 2));
    c->radius_m = fmax(c->radius_m, POLAR_RADIUS_M * angle + box_reach_m(arc) + 0.01);
}

void ent_atlas_country_cap(const ent_atlas *atlas, ent_territory_query query, int country,
                           ent_lonlat *out_centre, double *out_radius_m)
{
    cap c = {.radius_m = -1};
    *out_centre = (ent_lonlat){0, 0}, *out_radius_m = -1;
    if (query.view >= atlas->view_count || country < 0 || (size_t)country >= atlas->country_count) return;
    bool *chosen = ent_atlas_chosen(atlas, &query, &country, 1);
    if (!chosen) {
        *out_radius_m = INFINITY; /* no memory to tell: everything may be near */
        return;
    }
    each_arc(atlas, chosen, query.layer, add_middle, c.centre);
    const double length =
        sqrt(c.centre[0] * c.centre[0] + c.centre[1] * c.centre[1] + c.centre[2] * c.centre[2]);
    for (int i = 0; i < 3; i++) c.centre[i] = length > 0 ? c.centre[i] / length : i == 2;
    each_arc(atlas, chosen, query.layer, widen, &c);
    ent_free(chosen);
    *out_centre = (ent_lonlat){atan2(c.centre[1], c.centre[0]) / RADIANS,
                               asin(fmax(-1, fmin(1, c.centre[2]))) / RADIANS};
    *out_radius_m = c.radius_m;
}

/* ---- common borders ---------------------------------------------------------------------- */

typedef struct line {
    const ent_atlas *atlas;
    ent_lonlat *points;
    uint32_t *starts;
    size_t point_count, count;
} line;

static bool parts(const ent_atlas *atlas, const ent_arc_rec *arc, const bool *a, const bool *b)
{
    const uint16_t l = arc->left[ENT_LAYER_LAND], r = arc->right[ENT_LAYER_LAND];
    const bool land = l < atlas->piece_count && r < atlas->piece_count;
    if (!land || a[l] == a[r]) return false;
    const uint16_t other = a[l] ? r : l;
    return !b || b[other];
}

static void add_arc(line *l, const ent_arc_rec *arc)
{
    for (uint32_t i = 0; i < arc->count; i++) {
        const ent_grid_point p = l->atlas->points[arc->first + i];
        if (l->points)
            l->points[l->point_count] =
                (ent_lonlat){p.x / (double)ENT_GRID_PER_DEGREE, p.y / (double)ENT_GRID_PER_DEGREE};
        l->point_count++;
    }
    if (l->starts) l->starts[l->count + 1] = (uint32_t)l->point_count;
    l->count++;
}

static void collect(line *l, const bool *a, const bool *b)
{
    l->point_count = l->count = 0;
    for (size_t i = 0; i < l->atlas->arc_count; i++) {
        const ent_arc_rec *arc = &l->atlas->arcs[i];
        if (parts(l->atlas, arc, a, b) && ent_atlas_arc_is_sound(l->atlas, arc)) add_arc(l, arc);
    }
}

ent_status ent_atlas_border(const ent_atlas *atlas, ent_atlas_sides sides, ent_territory_query query,
                            ent_tree **out, ent_error *err)
{
    if (query.view >= atlas->view_count) return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", query.view);
    line l = {.atlas = atlas};
    ent_status st = ent_fail(err, ENT_E_NOMEM, "out of memory while taking a border from the atlas");
    bool *a = ent_atlas_chosen(atlas, &query, sides.a, sides.a_count);
    bool *b = sides.b_count ? ent_atlas_chosen(atlas, &query, sides.b, sides.b_count) : NULL;
    if (!a || (sides.b_count && !b)) goto done;
    collect(&l, a, b);
    l.points = ent_alloc_zero(l.point_count + 1, sizeof *l.points);
    l.starts = ent_alloc_zero(l.count + 2, sizeof *l.starts);
    if (!l.points || !l.starts) goto done;
    collect(&l, a, b);
    const ent_rings rings = {l.points, l.starts, l.count};
    st = ent_tree_build(
        &rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_LINE, .edges = query.edges, .stray_m = ENT_PLANAR_MAP_M},
        out, err);
done:
    ent_free(l.points);
    ent_free(l.starts);
    ent_free(a);
    ent_free(b);
    return st;
}
