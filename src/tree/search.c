/* search.c: distance, nearest place, within.
 *
 * Two passes over the same boxes. The first finds the arc whose chord is nearest, in plain arithmetic, and
 * measures it exactly: an upper bound that is nearly always the answer. The second visits what the chords
 * cannot rule out: an arc whose chord, less its sagitta, is farther than any geodesic of that length can span
 * is out (chord.h). What is left is measured exactly, each improving the bound. */
#include "tree/walk.h"

static double squared(double v)
{
    return v * v;
}

/* ---- first pass: the nearest chord --------------------------------------------------------------------- */

typedef struct near_chord {
    uint32_t arc;
    double chord2, along;
} near_chord;

static near_chord nearest_chord(const ent_tree *tree, ent_vec3 p)
{
    near_chord best = {0, INFINITY, 0.0};
    ent_walk w;
    ent_walk_init(&w, tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, best.chord2, &leaf)) {
        double d2[ENT_FAN], along[ENT_FAN];
        ent_leaf_distances2(&tree->leaves[leaf], p, d2, along);
        for (uint32_t k = 0; k < ENT_FAN; k++)
            if (d2[k] < best.chord2) best = (near_chord){leaf * ENT_FAN + k, d2[k], along[k]};
    }
    if (best.arc >= tree->arc_count) best.arc = tree->arc_count - 1; /* the filling of the last leaf */
    return best;
}

/* ---- second pass: everything the chords leave open ----------------------------------------------------- */

typedef struct search {
    const ent_tree *tree;
    ent_lonlat place;
    double slack_m;
    ent_arc_hit best; /* bounds.hi_m is the least upper bound so far */
    double lo_m;      /* no arc measured so far is nearer */
    double limit2;    /* straight distance beyond which an arc cannot matter */
} search;

static void search_limit(search *s)
{
    s->limit2 = squared(ent_chord_beyond_m(s->best.bounds.hi_m - s->slack_m));
}

static void search_take(search *s, ent_arc_hit hit)
{
    s->lo_m = fmin(s->lo_m, hit.bounds.lo_m);
    if (hit.bounds.hi_m < s->best.bounds.hi_m) {
        s->best = hit;
        search_limit(s);
    }
}

static void search_leaf(search *s, const ent_walk *w, uint32_t leaf, uint32_t done)
{
    const ent_leaf *l = &s->tree->leaves[leaf];
    double d2[ENT_FAN], along[ENT_FAN];
    ent_leaf_distances2(l, w->p, d2, along);
    for (uint32_t k = 0; k < ENT_FAN; k++) {
        uint32_t arc = leaf * ENT_FAN + k;
        if (arc >= s->tree->arc_count || arc == done) continue;
        double least = sqrt(d2[k]) - l->sag[k];
        if (least > 0.0 && squared(least) > s->limit2) continue;
        search_take(s, ent_arc_nearest(&s->tree->geodesy, s->place, s->tree->arcs[arc], along[k]));
    }
}

ent_arc_hit ent_border_nearest(const ent_tree *tree, ent_lonlat place, double slack_m)
{
    ent_vec3 p = ent_ecef(place);
    near_chord first = nearest_chord(tree, p);
    search s = {.tree = tree, .place = place, .slack_m = slack_m};
    s.best = ent_arc_nearest(&tree->geodesy, place, tree->arcs[first.arc], first.along);
    s.lo_m = s.best.bounds.lo_m;
    search_limit(&s);
    ent_walk w;
    ent_walk_init(&w, tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, s.limit2, &leaf)) search_leaf(&s, &w, leaf, first.arc);
    ent_arc_hit hit = s.best;
    hit.bounds.lo_m = fmax(0.0, fmin(s.lo_m, hit.bounds.hi_m - slack_m));
    return hit;
}

/* ---- within -------------------------------------------------------------------------------------------- */

/* One arc against the limit: plain bounds first, the exact distance only if they straddle it. */
static ent_truth arc_within(const ent_tree *tree, ent_lonlat place, uint32_t arc, double along,
                            double limit_m)
{
    ent_arc_hit hit = ent_arc_nearest(&tree->geodesy, place, tree->arcs[arc], along);
    if (hit.bounds.hi_m <= limit_m) return ENT_YES;
    return hit.bounds.lo_m > limit_m ? ENT_NO : ENT_UNCLEAR;
}

ent_truth ent_border_within(const ent_tree *tree, ent_lonlat place, double limit_m)
{
    ent_vec3 p = ent_ecef(place);
    double limit2 = squared(ent_chord_beyond_m(limit_m));
    ent_truth found = ENT_NO;
    ent_walk w;
    ent_walk_init(&w, tree, p);
    uint32_t leaf;
    while (ent_walk_next(&w, limit2, &leaf)) {
        const ent_leaf *l = &tree->leaves[leaf];
        double d2[ENT_FAN], along[ENT_FAN];
        ent_leaf_distances2(l, p, d2, along);
        for (uint32_t k = 0; k < ENT_FAN; k++) {
            double chord = sqrt(d2[k]), least = chord - l->sag[k];
            uint32_t arc = leaf * ENT_FAN + k;
            if (arc >= tree->arc_count || (least > 0.0 && squared(least) > limit2)) continue;
            if (ent_chord_most_m(chord + l->sag[k]) <= limit_m) return ENT_YES;
            found = ent_or(found, arc_within(tree, place, arc, along[k], limit_m));
            if (ent_is_yes(found)) return found;
        }
    }
    return found;
}

/* ---- public -------------------------------------------------------------------------------------------- */

#define SLACK_LEAST_M 1e-6
/* Closer to the border than this, inside and outside are not told apart. */
#define SIGN_SURE_M 1e-7

static ent_status check_place(ent_lonlat *place, ent_error *err)
{
    if (!ent_lonlat_is_valid(*place))
        return ent_fail(err, ENT_E_DOMAIN, "(%.17g, %.17g) is no longitude and latitude", place->lon_deg,
                        place->lat_deg);
    place->lon_deg = ent_lon_reduce(place->lon_deg);
    return ENT_OK;
}

/* The unsigned interval with its sign. An area without a border is nothing or the whole Earth. */
static ent_bounds_m with_sign(const ent_tree *tree, ent_lonlat place, ent_bounds_m d)
{
    if (tree->kind != ENT_SHAPE_AREA) return d;
    if (d.lo_m <= SIGN_SURE_M && d.hi_m <= 2.0 * SIGN_SURE_M) return (ent_bounds_m){-d.hi_m, d.hi_m};
    return ent_tree_is_inside(tree, place) ? (ent_bounds_m){-d.hi_m, -d.lo_m} : d;
}

ent_status ent_tree_nearest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out,
                            ent_lonlat *out_nearest, double *out_azimuth_deg, ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    ent_arc_hit hit = {{INFINITY, INFINITY}, {NAN, NAN}, NAN};
    if (tree->arc_count > 0) hit = ent_border_nearest(tree, place, 0.0);
    *out = with_sign(tree, place, hit.bounds);
    if (out_nearest) *out_nearest = hit.at;
    if (out_azimuth_deg) *out_azimuth_deg = hit.bounds.lo_m > 0.0 ? hit.azimuth_deg : NAN;
    return ENT_OK;
}

ent_status ent_tree_distance(const ent_tree *tree, ent_lonlat place, double slack_m, ent_bounds_m *out,
                             ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    if (!(slack_m >= 0.0)) return ent_fail(err, ENT_E_DOMAIN, "slack of %g m", slack_m);
    ent_bounds_m d = {INFINITY, INFINITY};
    if (tree->arc_count > 0)
        d = ent_border_nearest(tree, place, slack_m > SLACK_LEAST_M ? slack_m - SLACK_LEAST_M : 0.0).bounds;
    *out = with_sign(tree, place, d);
    return ENT_OK;
}

ent_status ent_tree_within(const ent_tree *tree, ent_lonlat place, double limit_m, ent_truth *out,
                           ent_error *err)
{
    ent_status st = check_place(&place, err);
    if (st != ENT_OK) return st;
    if (isnan(limit_m)) return ent_fail(err, ENT_E_DOMAIN, "a limit that is not a number");
    ent_truth on_border = tree->arc_count > 0 ? ent_border_within(tree, place, fabs(limit_m)) : ENT_NO;
    if (limit_m >= 0.0 && ent_is_yes(on_border)) {
        *out = ENT_YES;
        return ENT_OK;
    }
    /* Beyond |limit| from the border, or unclear: which side? */
    bool inside = ent_tree_is_inside(tree, place);
    if (limit_m >= 0.0)
        *out = inside && limit_m > SIGN_SURE_M ? ENT_YES
               : ent_is_unclear(on_border)     ? on_border
               : inside                        ? ENT_YES
                                               : ENT_NO;
    else
        *out = inside ? ent_not(on_border) : ENT_NO;
    if (limit_m < 0.0 && limit_m > -SIGN_SURE_M && !ent_is_no(on_border)) *out = ENT_UNCLEAR;
    return ENT_OK;
}
