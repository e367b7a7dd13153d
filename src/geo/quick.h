/* quick.h: the distance between two places without iteration, as bounds that hold: a few millimetres apart at
 * 500 km, centimetres at 1,000 km, 14 m at 10,000 km, in some 30 ns.
 *
 * Scaling z by a/b turns the ellipsoid into a sphere on which it has the metric a² (g - e² dz²), with g the
 * metric of the unit sphere and z the height. Carry over the great circle between the two places: its length
 *     a u,   u = integral over the circle of sqrt(1 - e² z'²),   z' = dz along it,
 * is at least the distance s, since it is the length of a path. And the gradient of u, as a function of the
 * second place, has in that metric the length sqrt(1 + Omega) with (docs/numerics.md, "The great circle of
 * the reduced sphere") 0 <= Omega <= 1.03 e⁴/16 (sin² t + (t / sin t - cos t)²)      at angle t from the
 * first place, so that u - E(angle), E the integral of half of it, changes no faster than distance: a (u - E)
 * <= s <= a u. */
#ifndef ENT_GEO_QUICK_H
#define ENT_GEO_QUICK_H

#include "geo/ellipsoid.h"

/* Beyond this angle (19,450 km) nothing is said. */
#define ENT_QUICK_ANGLE_MAX 3.05
#define ENT_QUICK_HALF_CHORD2_MAX 0.9979039 /* sin²(1.525), rounded down */
/* Rounding: positions on the sphere are within 4e-16, the rest within a few units in the last place. */
#define ENT_QUICK_ERR_M 2e-8
/* The series of the root stops after e⁶; what is left out is less than this part of the distance. */
#define ENT_QUICK_SERIES 8.1e-11

/* A point of the ellipsoid on the reduced sphere: (x/a, y/a, z/b). */
static inline ent_vec3 ent_quick_reduce(ent_vec3 p)
{
    return (ent_vec3){p.x * (1.0 / ENT_A_M), p.y * (1.0 / ENT_A_M), p.z * (1.0 / ENT_B_M)};
}

/* A point at most 100 m below the surface, lifted to it along the normal, on the reduced sphere. */
static inline ent_vec3 ent_quick_lift(ent_vec3 p)
{
    ent_vec3 n = ent_quick_reduce(p);
    ent_vec3 up = {n.x, n.y, n.z * ((ENT_A_M * ENT_A_M) / (ENT_B_M * ENT_B_M))}; /* the normal, reduced */
    double by = 0.5 * (1.0 - ent_vec3_dot(n, n)) / ent_vec3_dot(n, up);
    return (ent_vec3){n.x + by * up.x, n.y + by * up.y, n.z + by * up.z};
}

typedef struct ent_quick {
    double angle; /* on the reduced sphere; more than ENT_QUICK_ANGLE_MAX: nothing below is meaningful */
    double sine, cosine;
    double half2, rest2;  /* sin² and cos² of half the angle */
    double sum_z, diff_z; /* z1 + z2, z2 - z1 */
    double s, c;          /* the parts of the circle's inclination: kappa² = s + c */
    ent_vec3 step;        /* from the first to the second */
    ent_vec3 at;          /* the second */
} ent_quick;

/* The arc sine of x = sqrt(z) for z <= 1/4: x + x z P(z), P a Chebyshev fit good to 1.5e-17 (coefficients by
 * mpmath's chebyfit over [0, 1/4] with 40 digits); within two units in the last place of a double. Without
 * branches or divisions, a third of the library's time. */
static inline double ent_quick_arcsine(double x, double z)
{
    double z2 = z * z, z4 = z2 * z2, z8 = z4 * z4;
    double p0 = (1.66666666666666685e-01 + 7.49999999999843292e-02 * z) +
                (4.46428571463554288e-02 + 3.03819441385312465e-02 * z) * z2;
    double p4 = (2.23721729421498886e-02 + 1.73523927208699726e-02 * z) +
                (1.39712129735529329e-02 + 1.14791774151849057e-02 * z) * z2;
    double p8 = (1.03228143501857793e-02 + 5.45750671864035815e-03 * z) +
                (1.74008794426940214e-02 - 1.48518870712472037e-02 * z) * z2 + 2.87578513674215663e-02 * z4;
    return x + x * z * (p0 + p4 * z4 + p8 * z8);
}

/* The angle whose half has this sine: twice the arc sine, beyond 60 degrees by way of asin x = pi/2 - 2 asin
 * sqrt((1 - x) / 2). */
static inline double ent_quick_angle(double half, double half2)
{
    if (half2 <= 0.25) return 2.0 * ent_quick_arcsine(half, half2);
    double rest2 = 0.5 * (1.0 - half);
    return ENT_PI - 4.0 * ent_quick_arcsine(sqrt(rest2), rest2);
}

static inline ent_quick ent_quick_between(ent_vec3 from, ent_vec3 to)
{
    ent_quick q;
    q.at = to;
    q.step = ent_vec3_sub(to, from);
    q.half2 = 0.25 * ent_vec3_dot(q.step, q.step);
    if (!(q.half2 <= ENT_QUICK_HALF_CHORD2_MAX)) {
        q.angle = ENT_PI;
        return q;
    }
    q.rest2 = 1.0 - q.half2;
    double half = sqrt(q.half2);
    q.angle = ent_quick_angle(half, q.half2);
    q.sine = 2.0 * half * sqrt(q.rest2);
    q.cosine = 1.0 - 2.0 * q.half2;
    q.sum_z = from.z + to.z, q.diff_z = to.z - from.z;
    q.s = q.sum_z * q.sum_z / (4.0 * q.rest2);
    q.c = q.half2 > 0.0 ? q.diff_z * q.diff_z / (4.0 * q.half2) : 0.0;
    return q;
}

static inline bool ent_quick_is_sure(const ent_quick *q)
{
    return q->angle <= ENT_QUICK_ANGLE_MAX;
}

/* a u, cut after e⁶: at least the distance. */
static inline double ent_quick_most_m(const ent_quick *q)
{
    double k = q->s + q->c, d = q->c - q->s, k2 = k * k, d2 = d * d, sine = q->sine;
    double four = 2.0 * d2 - k2, six = d * (4.0 * d2 - 3.0 * k2);
    double i2 = 0.5 * (k * q->angle + d * sine);
    double i4 = 0.125 * (3.0 * k2 * q->angle + 4.0 * k * d * sine + sine * q->cosine * four);
    double i6 = (10.0 * k2 * k * q->angle + 15.0 * k2 * d * sine + 6.0 * k * sine * q->cosine * four +
                 sine * (1.0 - (4.0 / 3.0) * sine * sine) * six) *
                (1.0 / 32.0);
    double e2 = ENT_E2;
    return ENT_A_M * (q->angle - e2 * (0.5 * i2 + e2 * (0.125 * i4 + e2 * 0.0625 * i6))) + ENT_QUICK_ERR_M;
}

/* a E: how much less than ent_quick_most_m the distance can be, rounding and series included. */
double ent_quick_width_m(double angle);

/* How the distance changes along a straight direction in the ellipsoid's space, per metre: the derivative of
 * u, within ent_quick_slope_err. `direction` is a unit vector along the surface, reduced. */
static inline double ent_quick_slope(const ent_quick *q, ent_vec3 direction)
{
    if (!(q->half2 > 0.0)) return 0.0;
    double tangent2 = q->half2 / q->rest2, ratio = sqrt(tangent2);
    double less = q->angle - q->sine, more = q->angle + q->sine;
    double by_angle = 0.5 * (q->s * (2.0 * q->half2 + less * ratio) + q->c * (2.0 * q->rest2 - more / ratio));
    double by_z = 0.25 * (less * q->sum_z / q->rest2 + more * q->diff_z / q->half2);
    double turn =
        (ent_vec3_dot(q->step, direction) - 2.0 * q->half2 * ent_vec3_dot(q->at, direction)) / q->sine;
    return ENT_A_M * ((1.0 - 0.5 * ENT_E2 * by_angle) * turn - 0.5 * ENT_E2 * by_z * direction.z);
}

/* The slope leaves out the terms in e⁴: 5.7e-6 along the circle, 1.13e-5 angle / sine across it; and the
 * chord of an arc of 10 km points up to 8e-4 out of the surface, of which the scaling turns 0.0034 sideways.
 */
static inline double ent_quick_slope_err(const ent_quick *q)
{
    return q->half2 > 0.0 ? 1.2e-5 + 1.2e-5 * q->angle / q->sine + 2e-15 / sqrt(q->half2) : 1.0;
}

/* A lower bound of the second derivative of a (u - E) along any arc of an ellipsoid geodesic that has this
 * slope, per metre (docs/numerics.md, "Bending"): what the sphere gives, less what e² can take across, askew
 * and along. */
static inline double ent_quick_bend(const ent_quick *q, double slope)
{
    double sine2 = q->sine * q->sine, cotangent = q->cosine / q->sine;
    double across = 0.5 + 1.1 * (q->angle + q->sine * q->cosine) / sine2 + fabs(cotangent);
    double askew = 0.5 + 0.5 * fabs(q->sine - q->angle * q->cosine) / sine2;
    double bend = cotangent - 0.5 * ENT_E2 * across;
    if (bend > 0.0) bend *= slope * slope < 1.0 ? 1.0 - slope * slope : 0.0;
    bend -= 0.5 * ENT_E2 * askew + 0.009;
    return (bend < 0.0 ? 1.03 * bend : bend) / ENT_A_M;
}

/* Over an arc that reaches left_m and right_m from here, how far below its value here can a function fall
 * that has this slope, up to err, and at least this second derivative: if it is positive as long as the
 * function falls, else all over the arc? (A function that bends downwards may rise at first and fall later,
 * so both ends are asked.) */
static inline double ent_fall_m(double slope, double err, double bend, double left_m, double right_m)
{
    double to_left = slope + err, to_right = err - slope; /* how steeply it may fall either way */
    if (bend > 0.0) {
        double steep = to_left > to_right ? to_left : to_right;
        double way = slope > err ? left_m : slope < -err ? right_m : left_m > right_m ? left_m : right_m;
        if (steep < bend * way) return 0.5 * steep * steep / bend;
        return way * (steep - 0.5 * bend * way);
    }
    double left = left_m * (to_left - 0.5 * bend * left_m),
           right = right_m * (to_right - 0.5 * bend * right_m);
    double fall = left > right ? left : right;
    return fall > 0.0 ? fall : 0.0;
}

/* The place that a point of the reduced sphere stands for. */
ent_lonlat ent_quick_place(ent_vec3 n);

/* How far an arc of this length strays sideways from its chord lifted along the normal: the geodesic's
 * torsion is at most e² / 2R (1 - e²), its curvature 1/R. */
static inline double ent_quick_stray_m(double length_m)
{
    return 7e-18 * length_m * length_m * length_m + 1e-8;
}

/* ---- a short arc --------------------------------------------------------------------------------------- */

/* An arc of a geodesic by its chord, in metres. */
typedef struct ent_chord {
    ent_vec3 a, d; /* one end, and from it to the other */
} ent_chord;

/* The point of the arc above the point `along` of its chord, on the reduced sphere. */
static inline ent_vec3 ent_chord_foot(const ent_chord *arc, double along)
{
    ent_vec3 foot = {arc->a.x + along * arc->d.x, arc->a.y + along * arc->d.y, arc->a.z + along * arc->d.z};
    return ent_quick_lift(foot);
}

/* A straight distance beyond which the geodesic one is over 10,065 km: there an arc of 10 km is nearest at an
 * end, since the distance along it bends downwards (geo/arc.h). */
#define ENT_QUICK_FAR_CHORD_M 9060000.0
static inline bool ent_chord_is_far(ent_vec3 place, const ent_chord *arc)
{
    ent_vec3 d = {place.x * ENT_A_M - arc->a.x, place.y * ENT_A_M - arc->a.y, place.z * ENT_B_M - arc->a.z};
    return ent_vec3_dot(d, d) > ENT_QUICK_FAR_CHORD_M * ENT_QUICK_FAR_CHORD_M;
}

/* Bounds of the distance from a place (on the reduced sphere) to the nearest point of an arc of at most 10
 * km; the upper one holds for the point `*along` (0 .. 1, in: a guess, out: better). As tight as `wanted_m`
 * asks, or as ent_quick_width_m allows. Beyond ENT_QUICK_ANGLE_MAX there is only what the triangle with the
 * antipode gives. */
ent_bounds_m ent_quick_arc(ent_vec3 place, ent_chord arc, double *along, double wanted_m);

/* Bounds of the distance between two places (on the reduced sphere), at any distance. */
ent_bounds_m ent_quick_bounds(ent_vec3 place, ent_vec3 at);

/* A distance that every point of the box is farther than (or as far), from the middle of the box. */
double ent_quick_box_least_m(ent_vec3 place, ent_vec3 lo, ent_vec3 hi);

#endif
