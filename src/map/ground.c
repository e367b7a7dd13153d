/* ground.c: see ground.h. A run whose box lies out of sight keeps its two ends: what this moves lies in the
 * box. An island out of sight goes. In sight a point stays when it is a step away from the last that did. */
#include "map/ground.h"
#include "base/limits.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

#define TURN 1800000000
#define POLE 900000000

void ent_ground_done(ent_ground *ground)
{
    ent_free(ground->points);
    ent_free(ground->stretches);
    ent_free(ground->states);
    *ground = (ent_ground){0};
}

static bool make_room(void **block, size_t *cap, size_t count, size_t size)
{
    if (count < *cap) return true;
    const size_t more = *cap ? *cap * 2 : 4096;
    void *grown = ent_realloc(*block, more, size);
    if (grown) *block = grown, *cap = more;
    return grown != NULL;
}

static bool add_point(ent_ground *g, ent_lonlat p)
{
    if (!make_room((void **)&g->points, &g->point_cap, g->point_count, sizeof *g->points)) return false;
    g->points[g->point_count++] = p;
    return true;
}

static bool add_stretch(ent_ground *g, size_t first, const ent_run *run, bool rough)
{
    if (g->point_count - first < 2) {
        g->point_count = first;
        return true;
    }
    if (!make_room((void **)&g->stretches, &g->stretch_cap, g->stretch_count, sizeof *g->stretches))
        return false;
    g->stretches[g->stretch_count++] =
        (ent_stretch){first, g->point_count - first, run->left, run->right, run->views_parting, rough};
    return true;
}

/* ---- what is in sight ------------------------------------------------------------------------------- */

static ent_lonlat corner(const ent_run *run, int east, int north)
{
    return (ent_lonlat){(east ? run->high_e7 : run->low_e7)[0] / 1e7,
                        (north ? run->high_e7 : run->low_e7)[1] / 1e7};
}

/* Larger than half the Earth counts as in sight. */
static bool in_sight(const ent_run *run, const ent_focus *focus)
{
    const ent_lonlat low = corner(run, 0, 0), high = corner(run, 1, 1);
    if (high.lon_deg - low.lon_deg > 90) return true;
    const ent_lonlat middle = {(low.lon_deg + high.lon_deg) / 2, (low.lat_deg + high.lat_deg) / 2};
    const double reach = hypot(high.lon_deg - low.lon_deg, high.lat_deg - low.lat_deg) / 2;
    return ent_unit3_angle_deg(ent_unit3_of(middle), focus->middle) <= focus->radius_deg + reach + 0.5;
}

static bool is_speck(const ent_run *run, double step_deg)
{
    const double c = cos(run->low_e7[1] / 1e7 * ENT_DEGREE);
    return (run->high_e7[0] - run->low_e7[0]) / 1e7 * c < step_deg &&
           (run->high_e7[1] - run->low_e7[1]) / 1e7 < step_deg;
}

/* ---- loading ---------------------------------------------------------------------------------------- */

typedef struct grid {
    int32_t x, y;
} grid;

static grid point(const ent_run *run, size_t k)
{
    return (grid){run->points_e7[2 * k], run->points_e7[2 * k + 1]};
}

static bool on_the_cut(grid a, grid b)
{
    return (a.x == b.x && (a.x == TURN || a.x == -TURN)) || (a.y == b.y && (a.y <= -POLE || a.y >= POLE));
}

static bool is_island(const ent_run *run)
{
    const grid a = point(run, 0), b = point(run, run->count - 1);
    return a.x == b.x && a.y == b.y;
}

static bool touches_cut(const ent_run *run)
{
    return run->low_e7[0] <= -TURN || run->high_e7[0] >= TURN || run->low_e7[1] <= -POLE ||
           run->high_e7[1] >= POLE;
}

static ent_lonlat degrees(grid p)
{
    return (ent_lonlat){p.x / 1e7, p.y / 1e7};
}

static bool load_rough(ent_ground *g, const ent_run *run)
{
    const size_t first = g->point_count;
    return add_point(g, degrees(point(run, 0))) && add_point(g, degrees(point(run, run->count - 1))) &&
           add_stretch(g, first, run, true);
}

static bool load_fine(ent_ground *g, const ent_run *run, double step_deg)
{
    const double narrow = cos((run->low_e7[1] / 2 + run->high_e7[1] / 2) / 1e7 * ENT_DEGREE);
    const double step2 = step_deg * step_deg * 1e14;
    const bool cut = touches_cut(run);
    size_t first = g->point_count;
    grid last = point(run, 0);
    bool good = add_point(g, degrees(last));
    for (size_t k = 1; k < run->count && good; k++) {
        const grid p = point(run, k);
        if (cut && on_the_cut(point(run, k - 1), p)) { /* the map is cut here: begin anew */
            good = add_stretch(g, first, run, false);
            first = g->point_count;
            good = good && add_point(g, degrees(p));
            last = p;
            continue;
        }
        const double dx = ((double)p.x - last.x) * narrow, dy = (double)p.y - last.y;
        const bool turns = k + 1 == run->count || (cut && on_the_cut(p, point(run, k + 1)));
        if (!turns && dx * dx + dy * dy < step2) continue;
        good = add_point(g, degrees(p));
        last = p;
    }
    return good && add_stretch(g, first, run, false);
}

static bool load_run(ent_ground *g, const ent_run *run, const ent_focus *focus)
{
    const bool cut = touches_cut(run), island = is_island(run);
    if (!cut && !in_sight(run, focus)) return island || load_rough(g, run);
    if (!cut && island && is_speck(run, focus->step_deg)) return true;
    return load_fine(g, run, focus->step_deg);
}

static bool find_states(const ent_atlas *atlas, ent_ground *g)
{
    const size_t count = ent_atlas_country_count(atlas);
    g->states = ent_alloc_zero(count + 1, sizeof *g->states);
    for (size_t k = 0; k < count && g->states; k++) {
        const int state = ent_atlas_country_find(atlas, ent_str_of(ent_atlas_country_at(atlas, k).state));
        g->states[k] = state >= 0 ? state : (int)k;
    }
    return g->states != NULL;
}

ent_status ent_ground_load(const ent_atlas *atlas, ent_territory_query query, ent_focus focus,
                           ent_ground *out, ent_error *err)
{
    ent_runs *runs = NULL;
    ent_ground g = {.view_count = ent_atlas_view_count(atlas)};
    query.own_only = true;
    ent_status st = ent_runs_new(atlas, query, &runs, err);
    if (st != ENT_OK) return st;
    if (!find_states(atlas, &g)) st = ent_fail(err, ENT_E_NOMEM, "out of memory for the map of the world");
    const size_t count = ent_runs_count(runs);
    for (size_t k = 0; k < count && st == ENT_OK; k++) {
        ent_run run;
        if (!ent_runs_at(runs, k, &run)) continue;
        if (!load_run(&g, &run, &focus))
            st = ent_fail(err, ENT_E_NOMEM, "out of memory for the map of the world");
    }
    ent_runs_free(runs);
    if (st == ENT_OK)
        *out = g;
    else
        ent_ground_done(&g);
    return st;
}

/* ---- joining ---------------------------------------------------------------------------------------- */

ent_status ent_ground_join(const ent_ground *ground, ent_ground_pick pick, ent_joined_sink sink,
                           ent_error *err)
{
    size_t *starts = ent_alloc_zero(ground->stretch_count + 2, sizeof *starts);
    ent_lonlat *points = ent_alloc_zero(ground->point_count + 1, sizeof *points);
    ent_status st =
        starts && points ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for lines of a map");
    ent_loose loose = {points, starts, 0};
    size_t at = 0;
    for (size_t k = 0; k < ground->stretch_count && st == ENT_OK; k++) {
        const ent_stretch *s = &ground->stretches[k];
        if (!pick.wants(pick.context, s)) continue;
        for (size_t i = 0; i < s->count; i++) points[at++] = ground->points[s->first + i];
        starts[++loose.line_count] = at;
    }
    if (st == ENT_OK) st = ent_lines_join(&loose, pick.rings, sink, err);
    ent_free(starts);
    ent_free(points);
    return st;
}
