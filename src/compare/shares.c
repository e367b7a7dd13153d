/* shares.c: see shares.h.
 *
 * Areas are added up for each piece of the atlas, which two states never part; what a state holds under the
 * view is a set of pieces. So one walk along the borders does for all of them, and nothing is drawn. Edges
 * are taken as straight in longitude and latitude; of geodesic ones, a long edge is followed in steps of
 * STEP_M, between which it bends away by less than a metre up to 85 degrees. */
#include "compare/shares.h"

#include "atlas/sight.h"
#include "base/mem.h"
#include "geo/geodesy.h"
#include "zone/strips.h"

#include <math.h>

#define STEP_M 2000.0

struct ent_shares {
    ent_strip_sum *pieces, held; /* `held`: of all that anybody holds */
    bool *is_held;
    size_t piece_count;
    ent_share *countries;
};

void ent_shares_free(ent_shares *s)
{
    if (!s) return;
    ent_free(s->pieces);
    ent_free(s->is_held);
    ent_free(s->countries);
    ent_free(s);
}

/* ---- along the borders ------------------------------------------------------------------------------ */

static void add_geodesic(const ent_strips *strips, ent_lonlat a, ent_lonlat b, ent_strip_sum *sum)
{
    ent_geodesy g;
    ent_geodesy_init(&g);
    const ent_inverse way = ent_geodesy_inverse(&g, a, b);
    const int steps = 1 + (int)(way.distance_m / STEP_M);
    ent_lonlat last = a;
    for (int k = 1; k < steps; k++) {
        ent_lonlat next =
            ent_geodesy_direct(&g, (ent_heading){a, way.azimuth_from_deg}, way.distance_m * k / steps).at;
        ent_strips_add_edge(strips, last, next, sum);
        last = next;
    }
    ent_strips_add_edge(strips, last, b, sum);
}

static ent_strip_sum along(const ent_shares_ask *ask, const ent_strips *strips, const ent_arc_rec *arc)
{
    ent_strip_sum sum = {0};
    const ent_grid_point *p = ask->atlas->points + arc->first;
    for (uint32_t i = 1; i < arc->count; i++) {
        const ent_lonlat a = ent_grid_degrees(p[i - 1]), b = ent_grid_degrees(p[i]);
        const bool bends = ask->query.edges != ENT_EDGES_PLANAR && !ent_grid_on_seam(p[i - 1], p[i]);
        if (bends && ent_grid_path_m(p[i - 1], p[i]) > STEP_M)
            add_geodesic(strips, a, b, &sum);
        else
            ent_strips_add_edge(strips, a, b, &sum);
    }
    return sum;
}

static void walk(const ent_shares_ask *ask, const ent_strips *strips, ent_shares *s)
{
    const ent_atlas *atlas = ask->atlas;
    const ent_layer layer = ask->query.layer;
    for (size_t i = 0; i < atlas->arc_count; i++) {
        const ent_arc_rec *arc = &atlas->arcs[i];
        if (arc->left[layer] == arc->right[layer] || !ent_atlas_arc_is_sound(atlas, arc)) continue;
        const ent_strip_sum sum = along(ask, strips, arc);
        if (arc->left[layer] < s->piece_count) ent_strips_add_sum(&s->pieces[arc->left[layer]], &sum, 1);
        if (arc->right[layer] < s->piece_count) ent_strips_add_sum(&s->pieces[arc->right[layer]], &sum, -1);
    }
}

/* ---- who holds what --------------------------------------------------------------------------------- */

static ent_share share_of(const ent_strip_sum *sum)
{
    const double slack = ENT_STRIPS_ROUNDING * sum->turnover_m2;
    ent_share share = {.is_whole = sum->all_m2 > slack && sum->all_m2 - sum->closed_m2 <= 2 * slack};
    if (sum->closed_m2 + sum->open_m2 <= 2 * slack) return share;
    share.area.lo_m2 = fmax(0, sum->closed_m2 - slack);
    share.area.hi_m2 = sum->closed_m2 + sum->open_m2 + slack;
    return share;
}

/* The pieces of one country, under the view and with the gaps in it. */
static ent_status hold(const ent_shares_ask *ask, ent_shares *s, int country, ent_error *err)
{
    ent_strip_sum sum = {0};
    bool *chosen = ent_atlas_chosen(ask->atlas, &ask->query, &country, 1);
    if (!chosen) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t k = 0; k < s->piece_count; k++) {
        if (!chosen[k]) continue;
        ent_strips_add_sum(&sum, &s->pieces[k], 1);
        if (!s->is_held[k]) ent_strips_add_sum(&s->held, &s->pieces[k], 1);
        s->is_held[k] = true;
    }
    ent_free(chosen);
    s->countries[country] = share_of(&sum);
    return ENT_OK;
}

/* At sea nobody asks how the outline runs. */
static bool has_ground(void *context, ent_lonlat middle, double radius_m)
{
    const ent_shares_ask *ask = context;
    int one;
    return ent_atlas_owner_at(ask->atlas, ask->query, middle) >= 0 ||
           ent_atlas_owners_near(ask->atlas, ask->query, middle, radius_m, &one, 1) > 0;
}

ent_status ent_shares_find(const ent_shares_ask *ask, ent_shares **out, ent_error *err)
{
    ent_strips *strips = NULL;
    const size_t n = ent_atlas_country_count(ask->atlas);
    ent_shares *s = ent_alloc_zero(1, sizeof *s);
    if (!s) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    s->piece_count = ask->atlas->piece_count;
    s->pieces = ent_alloc_zero(s->piece_count + 1, sizeof *s->pieces);
    s->is_held = ent_alloc_zero(s->piece_count + 1, sizeof *s->is_held);
    s->countries = ent_alloc_zero(n + 1, sizeof *s->countries);
    bool ok = s->pieces && s->is_held && s->countries;
    const ent_strips_opts opts = {ask->tolerance_m, has_ground,
                                  &(ent_shares_ask){ask->atlas, ask->query, 0, 0}};
    ent_status st =
        ok ? ent_strips_build(ask->field, &opts, &strips, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) walk(ask, strips, s);
    for (size_t i = 0; i < n && st == ENT_OK; i++) st = hold(ask, s, (int)i, err);
    ent_strips_free(strips);
    if (st == ENT_OK)
        *out = s;
    else
        ent_shares_free(s);
    return st;
}

ent_share ent_shares_of(const ent_shares *s, size_t country)
{
    return s->countries[country];
}

ent_area ent_shares_of_nobody(const ent_shares *s, ent_area all)
{
    const ent_area held = share_of(&s->held).area;
    return (ent_area){fmax(0, all.lo_m2 - held.hi_m2), fmax(0, all.hi_m2 - held.lo_m2)};
}
