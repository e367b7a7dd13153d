/* runs.c: the runs of the map as they lie in the file, each with whose ground is on either side: what a map
 * is drawn from.
 *
 * Owners are worked out once a view, piece by piece; a run is then two look-ups. A gap between neighbours (a
 * sliver under a square kilometre that no source gives to anybody) goes to the first of those around it: else
 * one border would be drawn twice. */
#include "atlas/atlas_file.h"
#include "base/mem.h"

struct ent_runs {
    const ent_atlas *atlas;
    ent_layer layer;
    size_t view;
    int32_t *owners; /* piece_count of each view, one view after the other */
};

static void own_view(const ent_runs *runs, size_t view, const ent_territory_query *query, int32_t *out)
{
    const ent_atlas *atlas = runs->atlas;
    const ent_view_rec *rec = &atlas->views[view];
    for (size_t i = 0; i < atlas->piece_count; i++) out[i] = ENT_SIDE_NOBODY;
    for (size_t i = rec->holding_first; i < (size_t)rec->holding_first + rec->holding_count; i++) {
        const ent_holding_rec *h = &atlas->holdings[i];
        if (h->piece >= atlas->piece_count || out[h->piece] != ENT_SIDE_NOBODY) continue;
        if (!ent_atlas_holds_on(h, query->day)) continue;
        out[h->piece] = (int32_t)(query->own_only ? h->owner : atlas->countries[h->owner].state);
    }
}

/* The least owner of the pieces around a gap, or nobody. */
static int32_t around(const ent_runs *runs, uint16_t gap, const int32_t *owners)
{
    const ent_atlas *atlas = runs->atlas;
    const ent_piece_rec *rec = &atlas->pieces[gap];
    int32_t least = ENT_SIDE_NOBODY;
    for (uint32_t i = 0; i < rec->border_count; i++) {
        const uint32_t number = atlas->borders[rec->border_first + i];
        if (number >= atlas->arc_count) continue;
        const ent_arc_rec *arc = &atlas->arcs[number];
        const uint16_t other =
            arc->left[runs->layer] == gap ? arc->right[runs->layer] : arc->left[runs->layer];
        if (other >= atlas->piece_count || atlas->pieces[other].gap || owners[other] < 0) continue;
        if (least < 0 || owners[other] < least) least = owners[other];
    }
    return least;
}

ent_status ent_runs_new(const ent_atlas *atlas, ent_territory_query query, ent_runs **out, ent_error *err)
{
    if (query.view >= atlas->view_count) return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", query.view);
    ent_runs *runs = ent_alloc_zero(1, sizeof *runs);
    if (runs) runs->owners = ent_alloc_zero(atlas->piece_count * atlas->view_count + 1, sizeof *runs->owners);
    if (!runs || !runs->owners) {
        ent_runs_free(runs);
        return ent_fail(err, ENT_E_NOMEM, "out of memory for the borders of the map");
    }
    runs->atlas = atlas, runs->layer = query.layer, runs->view = query.view;
    for (size_t view = 0; view < atlas->view_count; view++) {
        int32_t *owners = runs->owners + view * atlas->piece_count;
        own_view(runs, view, &query, owners);
        for (size_t i = 0; i < atlas->piece_count; i++)
            if (atlas->pieces[i].gap) owners[i] = around(runs, (uint16_t)i, owners);
    }
    *out = runs;
    return ENT_OK;
}

void ent_runs_free(ent_runs *runs)
{
    if (runs) ent_free(runs->owners);
    ent_free(runs);
}

size_t ent_runs_count(const ent_runs *runs)
{
    return runs->atlas->arc_count;
}

static int side(const ent_runs *runs, size_t view, uint16_t piece)
{
    return piece < runs->atlas->piece_count ? runs->owners[view * runs->atlas->piece_count + piece]
                                            : ENT_SIDE_SEA;
}

bool ent_runs_at(const ent_runs *runs, size_t index, ent_run *out)
{
    const ent_atlas *atlas = runs->atlas;
    const ent_arc_rec *arc = &atlas->arcs[index];
    const uint16_t left = arc->left[runs->layer], right = arc->right[runs->layer];
    if (left == right || !ent_atlas_arc_is_sound(atlas, arc)) return false;
    *out = (ent_run){.points_e7 = &atlas->points[arc->first].x,
                     .count = arc->count,
                     .left = side(runs, runs->view, left),
                     .right = side(runs, runs->view, right),
                     .low_e7 = {arc->low.x, arc->low.y},
                     .high_e7 = {arc->high.x, arc->high.y}};
    for (size_t view = 0; view < atlas->view_count; view++)
        out->views_parting += side(runs, view, left) != side(runs, view, right);
    return true;
}
