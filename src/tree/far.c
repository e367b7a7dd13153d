/* far.c: the greatest distance from a place to a shape.
 *
 * Away from its only greatest point, the antipode, the distance has no local greatest: so the farthest point
 * of a shape lies on its arcs, unless the antipode is inside. Boxes are visited farthest corner first. Where
 * the corner is so far that chords say nothing (chord.h: beyond 12,570 km), the box is bounded by its middle,
 * measured exactly, plus its radius: dearer, but it works up to the antipode. */
#include "tree/walk.h"

typedef struct far_search {
    const ent_tree *tree;
    ent_lonlat place;
    ent_vec3 p;
    ent_arc_hit best; /* bounds.lo_m is the greatest lower bound so far */
    double hi_m;      /* no arc measured so far is farther */
} far_search;

static double far_axis(double lo, double hi, double p)
{
    return fmax(fabs(lo - p), fabs(hi - p));
}

double ent_node_disc(const ent_node *node, uint32_t k, ent_lonlat *out_centre)
{
    ent_vec3 lo, hi;
    ent_node_box(node, k, &lo, &hi);
    *out_centre = ent_ecef_place((ent_vec3){0.5 * (lo.x + hi.x), 0.5 * (lo.y + hi.y), 0.5 * (lo.z + hi.z)});
    ent_vec3 c = ent_ecef(*out_centre); /* on the surface */
    ent_vec3 corner = {far_axis(lo.x, hi.x, c.x), far_axis(lo.y, hi.y, c.y), far_axis(lo.z, hi.z, c.z)};
    return ent_chord_most_m(ent_vec3_length(corner));
}

/* At most this far is anything in child k of the node. */
static double child_most(const far_search *s, const ent_node *node, uint32_t k)
{
    ent_vec3 lo, hi;
    ent_node_box(node, k, &lo, &hi);
    ent_vec3 d = {far_axis(lo.x, hi.x, s->p.x), far_axis(lo.y, hi.y, s->p.y), far_axis(lo.z, hi.z, s->p.z)};
    double most = ent_chord_most_m(ent_vec3_length(d));
    if (most < ENT_HALF_MERIDIAN_M) return most;
    ent_lonlat at;
    double radius = ent_node_disc(node, k, &at);
    return fmin(most,
                ent_geodesy_inverse(&s->tree->geodesy, s->place, at).distance_m + ENT_GEODESY_ERR_M + radius);
}

static void far_leaf(far_search *s, uint32_t leaf)
{
    const ent_leaf *l = &s->tree->leaves[leaf];
    for (uint32_t k = 0; k < ENT_FAN && leaf * ENT_FAN + k < s->tree->arc_count; k++) {
        ent_vec3 a = {l->ax[k] - s->p.x, l->ay[k] - s->p.y, l->az[k] - s->p.z};
        ent_vec3 b = {a.x + l->dx[k], a.y + l->dy[k], a.z + l->dz[k]};
        double chord = fmax(ent_vec3_length(a), ent_vec3_length(b)) + l->sag[k];
        if (ent_chord_most_m(chord) < s->best.bounds.lo_m) continue;
        ent_arc_hit hit = ent_arc_farthest(&s->tree->geodesy, s->place, s->tree->arcs[leaf * ENT_FAN + k]);
        s->hi_m = fmax(s->hi_m, hit.bounds.hi_m);
        if (hit.bounds.lo_m > s->best.bounds.lo_m) s->best = hit;
    }
}

typedef struct far_visit {
    double most;
    uint32_t level, index;
} far_visit;

static void far_walk(far_search *s)
{
    const ent_tree *tree = s->tree;
    far_visit stack[ENT_LEVELS_MAX * ENT_FAN];
    uint32_t depth = 0;
    stack[depth++] = (far_visit){INFINITY, tree->level_count, 0};
    while (depth > 0) {
        far_visit v = stack[--depth];
        if (v.most < s->best.bounds.lo_m) continue;
        if (v.level == 0) {
            far_leaf(s, v.index);
            continue;
        }
        const ent_node *node = &tree->nodes[tree->level_starts[v.level - 1] + v.index];
        uint32_t base = depth;
        for (uint32_t k = 0; k < ENT_FAN; k++) {
            if (!(node->half[0][k] >= 0.0f)) continue;
            double most = child_most(s, node, k);
            if (most < s->best.bounds.lo_m) continue;
            uint32_t at = depth++;
            while (at > base && stack[at - 1].most > most) stack[at] = stack[at - 1], at--;
            stack[at] = (far_visit){most, v.level - 1, v.index * ENT_FAN + k};
        }
    }
}

ent_status ent_tree_farthest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out,
                             ent_lonlat *out_farthest, ent_error *err)
{
    if (!ent_lonlat_is_valid(place))
        return ent_fail(err, ENT_E_DOMAIN, "(%.17g, %.17g) is no longitude and latitude", place.lon_deg,
                        place.lat_deg);
    place.lon_deg = ent_lon_reduce(place.lon_deg);
    ent_lonlat antipode = {ent_lon_reduce(place.lon_deg + 180.0), -place.lat_deg};
    ent_arc_hit hit = {{-INFINITY, -INFINITY}, {NAN, NAN}, NAN};
    if (ent_tree_is_inside(tree, antipode)) {
        double d = ent_geodesy_inverse(&tree->geodesy, place, antipode).distance_m;
        hit = (ent_arc_hit){{d - ENT_GEODESY_ERR_M, d + ENT_GEODESY_ERR_M}, antipode, NAN};
    } else if (tree->arc_count > 0) {
        far_search s = {.tree = tree, .place = place, .p = ent_ecef(place), .hi_m = -INFINITY};
        s.best.bounds = (ent_bounds_m){-INFINITY, -INFINITY};
        far_walk(&s);
        hit = s.best;
        hit.bounds.hi_m = s.hi_m;
    }
    *out = (ent_bounds_m){hit.bounds.lo_m - tree->edge_error_m, hit.bounds.hi_m + tree->edge_error_m};
    if (out_farthest) *out_farthest = hit.at;
    return ENT_OK;
}
