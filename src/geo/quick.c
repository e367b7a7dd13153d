/* quick.c: see quick.h. */
#include "geo/quick.h"

#include "geo/chord.h"

/* a E at angles of 1.05, 1.10 … 3.05, in metres, rounded up: a 1.03 e⁴/32 times the integral of
 * sin² t + (t / sin t - cos t)² from 0 (test_geo integrates it again). */
static const double WIDTH_M[] = {
    3.843,   4.456,   5.137,   5.891,   6.725,   7.645,   8.658,   9.772,  10.994,  12.334,  13.802,
    15.410,  17.170,  19.097,  21.206,  23.517,  26.049,  28.829,  31.883, 35.244,  38.952,  43.051,
    47.597,  52.655,  58.305,  64.648,  71.805,  79.935,  89.237,  99.977, 112.505, 127.304, 145.049,
    166.721, 193.804, 228.644, 275.197, 340.695, 439.911, 608.484, 959.865};
#define WIDTH_LAST ((int)(sizeof WIDTH_M / sizeof *WIDTH_M) - 1)

double ent_quick_width_m(double angle)
{
    double round = 2.0 * ENT_QUICK_ERR_M + angle * (ENT_A_M * (ENT_QUICK_SERIES + 1e-14));
    if (angle <= 1.0) {
        /* sin² t + (t / sin t - cos t)² <= t² (1 + 0.15 t²) up to 1 */
        double cube = angle * angle * angle;
        return ENT_A_M * 1.0301 * ENT_E2 * ENT_E2 / 32.0 * cube * (1.0 / 3.0 + 0.03 * angle * angle) + round;
    }
    double knot = ceil((angle - 1.05) * 20.0);
    return WIDTH_M[knot > 0.0 ? (knot < WIDTH_LAST ? (int)knot : WIDTH_LAST) : 0] + round;
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

/* s(place, antipode) = half a meridian <= s(place, x) + s(x, antipode). */
static ent_bounds_m beyond(ent_vec3 place, ent_vec3 at)
{
    ent_quick q = ent_quick_between((ent_vec3){-place.x, -place.y, -place.z}, at);
    double rest = ent_quick_is_sure(&q) ? ent_quick_most_m(&q) : ENT_HALF_MERIDIAN_M;
    return (ent_bounds_m){ENT_HALF_MERIDIAN_M - 2e-4 - rest, INFINITY};
}

ent_bounds_m ent_quick_bounds(ent_vec3 place, ent_vec3 at)
{
    ent_quick q = ent_quick_between(place, at);
    if (!ent_quick_is_sure(&q)) return beyond(place, at);
    double most = ent_quick_most_m(&q);
    return (ent_bounds_m){most - ent_quick_width_m(q.angle), most};
}

static ent_bounds_m nearer_end(ent_vec3 place, const ent_chord *arc, double *along)
{
    ent_bounds_m a = ent_quick_bounds(place, ent_quick_reduce(arc->a));
    ent_bounds_m b = ent_quick_bounds(
        place, ent_quick_reduce((ent_vec3){arc->a.x + arc->d.x, arc->a.y + arc->d.y, arc->a.z + arc->d.z}));
    *along = b.lo_m < a.lo_m ? 1.0 : 0.0;
    return (ent_bounds_m){fmax(0.0, fmin(a.lo_m, b.lo_m)), fmin(a.hi_m, b.hi_m)};
}

ent_bounds_m ent_quick_arc(ent_vec3 place, ent_chord arc, double *along, double wanted_m)
{
    if (ent_chord_is_far(place, &arc)) return nearer_end(place, &arc, along);
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

double ent_quick_box_least_m(ent_vec3 place, ent_vec3 lo, ent_vec3 hi)
{
    ent_vec3 middle = {0.5 * (lo.x + hi.x), 0.5 * (lo.y + hi.y), 0.5 * (lo.z + hi.z)},
             at = ent_quick_reduce(middle);
    double by = 1.0 / ent_vec3_length(at);
    at = (ent_vec3){at.x * by, at.y * by, at.z * by}; /* some point of the surface near the middle */
    ent_vec3 off = {middle.x - at.x * ENT_A_M, middle.y - at.y * ENT_A_M, middle.z - at.z * ENT_B_M};
    ent_vec3 half = {0.5 * (hi.x - lo.x), 0.5 * (hi.y - lo.y), 0.5 * (hi.z - lo.z)};
    return ent_quick_bounds(place, at).lo_m - ent_chord_most_m(ent_vec3_length(half) + ent_vec3_length(off));
}
