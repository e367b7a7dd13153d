#include "tree/near.h"
#include "geo/solve.h"
#include "geo/wide.h"
#include "tree/walk.h"

static bool comes_first(ent_lonlat a, ent_lonlat b)
{
    return a.lon_deg < b.lon_deg || (a.lon_deg == b.lon_deg && a.lat_deg <= b.lat_deg);
}

static ent_arc in_order(ent_arc arc)
{
    return comes_first(arc.a, arc.b) ? arc : (ent_arc){arc.b, arc.a};
}

ENT_WIDE size_t ent_tree_near(const ent_tree *tree, ent_lonlat place, double radius_m,
                              ent_arc out[ENT_NEAR_MAX])
{
    double limit = ent_chord_beyond_m(radius_m), limit2 = limit * limit;
    size_t count = 0;
    uint32_t leaf;
    ent_walk w;
    if (tree->arc_count == 0) return 0;
    ent_walk_init(&w, tree, ent_ecef(place));
    while (ent_walk_next(&w, limit2, &leaf)) {
        double d2[ENT_FAN], along[ENT_FAN];
        ent_leaf_distances2(&tree->leaves[leaf], w.p, d2, along);
        for (uint32_t k = 0; k < ENT_FAN; k++) {
            uint32_t arc = leaf * ENT_FAN + k;
            double least = sqrt(d2[k]) - tree->leaves[leaf].sag[k];
            if (arc >= tree->arc_count || least > limit) continue;
            if (count == ENT_NEAR_MAX) return ENT_NEAR_MAX + 1;
            out[count++] = in_order(tree->arcs[arc]);
        }
    }
    return count;
}

static bool is_same(ent_arc p, ent_arc q)
{
    return p.a.lon_deg == q.a.lon_deg && p.a.lat_deg == q.a.lat_deg && p.b.lon_deg == q.b.lon_deg &&
           p.b.lat_deg == q.b.lat_deg;
}

static bool is_among(ent_arc wanted, const ent_arc *arcs, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (is_same(arcs[k], wanted)) return true;
    return false;
}

bool ent_tree_same_border(const ent_tree *a, const ent_tree *b, ent_lonlat place, double radius_m)
{
    ent_arc of_a[ENT_NEAR_MAX], of_b[ENT_NEAR_MAX];
    size_t count = ent_tree_near(a, place, radius_m, of_a);
    if (count == 0 || count > ENT_NEAR_MAX || ent_tree_near(b, place, radius_m, of_b) != count) return false;
    for (size_t k = 0; k < count; k++)
        if (!is_among(of_a[k], of_b, count) || !is_among(of_b[k], of_a, count)) return false;
    return true;
}

double ent_tree_arc_most_m(const ent_tree *tree, ent_vec3 place, const ent_foot *foot, double slack_m)
{
    ent_chord chord = ent_leaf_chord(&tree->leaves[foot->arc / ENT_FAN], foot->arc % ENT_FAN);
    double along = foot->along;
    ent_bounds_m d = ent_quick_arc(place, chord, &along, slack_m);
    if (d.hi_m - d.lo_m <= slack_m) return d.hi_m;
    ent_solve_memory memory = {0};
    return fmin(d.hi_m, ent_solve_arc(place, chord, along, &memory).hi_m);
}
