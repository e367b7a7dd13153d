/* quick.c: see quick.h. */
#include "geo/quick.h"

/* a E at angles of 1.05, 1.10 … 2.90, in metres, rounded up: a 1.03 e⁴/32 times the integral of
 * sin² t + (t / sin t - cos t)² from 0 (test_geo integrates it again). */
static const double WIDTH_M[] = {3.843,   4.456,   5.137,   5.891,   6.725,   7.645,  8.658,   9.772,
                                 10.994,  12.334,  13.802,  15.410,  17.170,  19.097, 21.206,  23.517,
                                 26.049,  28.829,  31.883,  35.244,  38.952,  43.051, 47.597,  52.655,
                                 58.305,  64.648,  71.805,  79.935,  89.237,  99.977, 112.505, 127.304,
                                 145.049, 166.721, 193.804, 228.644, 275.197, 340.695};

double ent_quick_width_m(double angle)
{
    double round = 2.0 * ENT_QUICK_ERR_M + angle * (ENT_A_M * (ENT_QUICK_SERIES + 1e-14));
    if (angle <= 1.0) {
        /* sin² t + (t / sin t - cos t)² <= t² (1 + 0.15 t²) up to 1 */
        double cube = angle * angle * angle;
        return ENT_A_M * 1.0301 * ENT_E2 * ENT_E2 / 32.0 * cube * (1.0 / 3.0 + 0.03 * angle * angle) + round;
    }
    double knot = ceil((angle - 1.05) * 20.0);
    return WIDTH_M[knot > 0.0 ? (knot < 37.0 ? (int)knot : 37) : 0] + round;
}

ent_lonlat ent_quick_place(ent_vec3 n)
{
    double axis = sqrt(n.x * n.x + n.y * n.y);
    double lon = axis > 0.0 ? atan2(n.y, n.x) / ENT_DEG_RAD : 0.0;
    return (ent_lonlat){lon, atan2(n.z * ENT_A_M, axis * ENT_B_M) / ENT_DEG_RAD};
}

typedef struct arc_look {
    ent_bounds_m bounds;
    double slope, angle, fall;
} arc_look;

static arc_look look_at(ent_vec3 place, const ent_chord *arc, double length, double along)
{
    ent_quick q = ent_quick_between(place, ent_chord_foot(arc, along));
    if (!ent_quick_is_sure(&q)) return (arc_look){{0.0, INFINITY}, 0.0, ENT_PI, 0.0};
    double most = ent_quick_most_m(&q), width = ent_quick_width_m(q.angle), stray = ent_quick_stray_m(length);
    if (length == 0.0) return (arc_look){{most - width, most}, 0.0, q.angle, 0.0};
    double by = 1.0 / length;
    ent_vec3 unit = {arc->d.x * by, arc->d.y * by, arc->d.z * by};
    double slope = ent_quick_slope(&q, ent_quick_reduce(unit)), reach = length * 1.000001;
    double fall = ent_fall_m(slope, ent_quick_slope_err(&q), ent_quick_bend(&q, slope), along * reach,
                             (1.0 - along) * reach);
    return (arc_look){{most - width - fall - stray, most + stray}, slope, q.angle, fall};
}

ent_bounds_m ent_quick_arc(ent_vec3 place, ent_chord arc, double *along, double wanted_m)
{
    double length = ent_vec3_length(arc.d), t = *along;
    arc_look look = look_at(place, &arc, length, t);
    ent_bounds_m best = look.bounds;
    /* Newton, as long as it is the slope that keeps the bounds apart; the distance circle bends by cot(angle)
     * / a. */
    for (int round = 0; round < 3 && look.fall > wanted_m && look.angle < 1.5; round++) {
        if (look.fall < 0.25 * (best.hi_m - best.lo_m)) break;
        double next = t - look.slope * ENT_A_M * tan(look.angle) / length;
        next = next > 0.0 ? next < 1.0 ? next : 1.0 : 0.0;
        if (next == t) break;
        t = next;
        look = look_at(place, &arc, length, t);
        if (look.bounds.hi_m < best.hi_m) best.hi_m = look.bounds.hi_m, *along = t;
        if (look.bounds.lo_m > best.lo_m) best.lo_m = look.bounds.lo_m;
    }
    if (best.lo_m > best.hi_m) best.lo_m = best.hi_m;
    if (!(best.lo_m > 0.0)) best.lo_m = 0.0;
    return best;
}
