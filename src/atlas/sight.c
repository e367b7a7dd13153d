/* sight.c: see sight.h. */
#include "atlas/sight.h"
#include "base/mem.h"

/* The arcs that an edge is measured as keep within ENT_PLANAR_MAP_M of it, and how far off they are is part
 * of what is measured. */
#define STRAY_M (ENT_PLANAR_MAP_M + 0.01)

ent_sight ent_sight_from(const ent_atlas *atlas, ent_lonlat place)
{
    return (ent_sight){.atlas = atlas, .place = place, .from = ent_ecef(place)};
}

void ent_sight_done(ent_sight *sight)
{
    ent_free(sight->points);
    ent_free(sight->starts);
}

ent_lonlat ent_grid_degrees(ent_grid_point p)
{
    return (ent_lonlat){p.x / (double)ENT_GRID_PER_DEGREE, p.y / (double)ENT_GRID_PER_DEGREE};
}

bool ent_grid_on_seam(ent_grid_point a, ent_grid_point b)
{
    const int32_t x = 180 * ENT_GRID_PER_DEGREE, y = 90 * ENT_GRID_PER_DEGREE;
    return (a.x == b.x && (a.x == x || a.x == -x)) || (a.y == b.y && (a.y == y || a.y == -y));
}

double ent_grid_path_m(ent_grid_point a, ent_grid_point b)
{
    const double steps = fabs((double)b.x - a.x) + fabs((double)b.y - a.y);
    return ENT_RADIUS_MOST_M * (steps / ENT_GRID_PER_DEGREE * ENT_DEG_RAD);
}

/* From the middle of the box along its meridian, then along the parallel: the least circle of latitude in the
 * box is the longest. Arcs bulge out of a box by less than the two metres. */
ent_ball ent_arc_ball(const ent_arc_rec *arc)
{
    const ent_lonlat low = ent_grid_degrees(arc->low), high = ent_grid_degrees(arc->high);
    const double lat = low.lat_deg > 0 ? low.lat_deg : high.lat_deg < 0 ? -high.lat_deg : 0;
    const double way = (high.lat_deg - low.lat_deg) + (high.lon_deg - low.lon_deg) * cos(lat * ENT_DEG_RAD);
    const ent_lonlat middle = {(low.lon_deg + high.lon_deg) / 2, (low.lat_deg + high.lat_deg) / 2};
    return (ent_ball){ent_ecef(middle), ENT_RADIUS_MOST_M * (way / 2 * ENT_DEG_RAD) + 2.0};
}

double ent_ball_least_m(ent_ball ball, ent_vec3 from)
{
    return ent_vec3_length(ent_vec3_sub(ball.middle, from)) - ball.reach_m;
}

static double chord_to(const ent_sight *sight, ent_grid_point p)
{
    return ent_vec3_length(ent_vec3_sub(ent_ecef(ent_grid_degrees(p)), sight->from));
}

double ent_sight_chords(const ent_sight *sight, const ent_arc_rec *arc, double *out_chords)
{
    const ent_grid_point *p = sight->atlas->points + arc->first;
    double least = INFINITY;
    for (uint32_t i = 0; i < arc->count; i++) {
        const double chord = chord_to(sight, p[i]);
        if (chord < least && !ent_grid_on_seam(p[i], p[i])) least = chord;
        out_chords[i] = chord;
    }
    return least;
}

static ent_status add_edge(ent_sight *s, ent_grid_point a, ent_grid_point b, ent_error *err)
{
    if (s->count == s->cap) {
        const size_t cap = s->cap ? 2 * s->cap : 64;
        ent_lonlat *points = ent_realloc(s->points, 2 * cap, sizeof *points);
        if (points) s->points = points;
        uint32_t *starts = ent_realloc(s->starts, cap + 1, sizeof *starts);
        if (starts) s->starts = starts;
        if (!points || !starts)
            return ent_fail(err, ENT_E_NOMEM, "out of memory while measuring on the atlas");
        s->cap = cap;
    }
    s->points[2 * s->count] = ent_grid_degrees(a);
    s->points[2 * s->count + 1] = ent_grid_degrees(b);
    s->starts[s->count] = (uint32_t)(2 * s->count);
    s->count++;
    s->starts[s->count] = (uint32_t)(2 * s->count);
    return ENT_OK;
}

ent_status ent_sight_keep(ent_sight *sight, const ent_arc_rec *arc, const double *chords, double within_m,
                          ent_error *err)
{
    const ent_grid_point *p = sight->atlas->points + arc->first;
    for (uint32_t i = 1; i < arc->count; i++) {
        const double nearer = chords[i] < chords[i - 1] ? chords[i] : chords[i - 1];
        if (nearer - (ent_grid_path_m(p[i - 1], p[i]) / 2 + STRAY_M) > within_m) continue;
        if (!sight->seam_too && ent_grid_on_seam(p[i - 1], p[i])) continue;
        const ent_status st = add_edge(sight, p[i - 1], p[i], err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

ent_status ent_sight_keep_edge(ent_sight *sight, ent_grid_point a, ent_grid_point b, double within_m,
                               ent_error *err)
{
    const double nearer = fmin(chord_to(sight, a), chord_to(sight, b));
    if (nearer - (ent_grid_path_m(a, b) / 2 + STRAY_M) > within_m) return ENT_OK;
    return add_edge(sight, a, b, err);
}

ent_status ent_sight_tree(const ent_sight *sight, ent_edges edges, ent_tree **out, ent_error *err)
{
    const ent_rings rings = {sight->points, sight->starts, sight->count};
    return ent_tree_build(
        &rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_LINE, .edges = edges, .stray_m = ENT_PLANAR_MAP_M}, out,
        err);
}
