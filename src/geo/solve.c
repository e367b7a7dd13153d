/* solve.c: see solve.h; the series and what they leave out are in docs/numerics.md, "Bessel's circle". */
#include "geo/solve.h"

#define ROUNDS_MAX 8
#define SERIES 1.4e-14 /* what the series leave out, 1.2e-14, and rounding, as a part of the distance */
#define EPS_GOOD 1e-7  /* leaves 2e-7 m a million metres away, less farther away */

/* A great circle between two points of the auxiliary sphere. */
typedef struct circle {
    double angle, sine, cosine;
    double half2, diff_z;
    double sin_alpha0; /* sine of its azimuth on the equator */
    double kappa2,
        lean; /* cos² alpha0; the same times the cosine of twice the middle's angle from the equator */
} circle;

static circle circle_through(ent_vec3 p, ent_vec3 q)
{
    circle c;
    ent_vec3 step = ent_vec3_sub(q, p), sum = {p.x + q.x, p.y + q.y, p.z + q.z};
    double rest2 = 0.25 * ent_vec3_dot(sum, sum);
    c.half2 = 0.25 * ent_vec3_dot(step, step);
    double half = sqrt(c.half2), rest = sqrt(rest2);
    c.angle = half < rest ? 2.0 * asin(half) : ENT_PI - 2.0 * asin(rest);
    c.sine = 2.0 * half * rest, c.cosine = rest2 - c.half2;
    c.diff_z = step.z;
    c.sin_alpha0 = (p.x * step.y - p.y * step.x) / c.sine;
    double s = sum.z * sum.z / (4.0 * rest2), k = step.z * step.z / (4.0 * c.half2);
    c.kappa2 = s + k, c.lean = k - s;
    return c;
}

/* m^i times the integral of cos^i(2 tau) along the circle, tau the angle from the equator; m = h / (1 + h).
 */
typedef struct waves {
    double h, p1, p2, p3, p4;
} waves;

static waves waves_of(const circle *c)
{
    waves w;
    w.h = 0.5 * ENT_EP2 * c->kappa2;
    double m = w.h / (1.0 + w.h), m2 = m * m, m1 = 0.5 * ENT_EP2 * c->lean / (1.0 + w.h);
    double sin2 = 2.0 * c->sine * c->cosine, sin3 = c->sine * (3.0 - 4.0 * c->sine * c->sine);
    double cos2 = 1.0 - 2.0 * c->sine * c->sine, m4 = 2.0 * m1 * m1 - m2;
    w.p1 = m1 * c->sine;
    w.p2 = 0.5 * m2 * c->angle + 0.25 * sin2 * m4;
    w.p3 = 0.75 * m2 * m1 * c->sine + (1.0 / 12.0) * sin3 * m1 * (4.0 * m1 * m1 - 3.0 * m2);
    w.p4 = 0.125 *
           (3.0 * m2 * m2 * c->angle + 2.0 * sin2 * m2 * m4 + 0.5 * sin2 * cos2 * (2.0 * m4 * m4 - m2 * m2));
    return w;
}

/* How far the circle's longitude runs ahead of the geodesic's, in radians. */
static double ahead_of(const circle *c, const waves *w)
{
    double r = (1.0 - ENT_F) * sqrt(1.0 + w->h), q = 1.0 / (1.0 + r), rho = r * q;
    /* 1 / (1 - rho t) with t = 1 - sqrt(1 - x), the coefficients of x, x², x³, x⁴ */
    double c1 = 0.5 * rho, c2 = rho * (0.125 + 0.25 * rho), c3 = rho * (0.0625 + rho * (0.125 + 0.125 * rho));
    double c4 = rho * (5.0 / 128.0 + rho * (5.0 / 64.0 + rho * (3.0 / 32.0 + 0.0625 * rho)));
    double sum = c->angle + c1 * w->p1 + c2 * w->p2 + c3 * w->p3 + c4 * w->p4;
    return c->sin_alpha0 * ENT_E2 * q * sum;
}

static double length_of(const circle *c, const waves *w)
{
    double sum = c->angle - (0.5 * w->p1 + 0.125 * w->p2 + 0.0625 * w->p3 + (5.0 / 128.0) * w->p4);
    return ENT_B_M * sqrt(1.0 + w->h) * sum;
}

/* A small turn about the axis; |angle| < 0.02, so the sixth power is below rounding. */
static ent_vec3 turned(ent_vec3 p, double angle)
{
    double a2 = angle * angle, s = angle * (1.0 - a2 / 6.0 * (1.0 - a2 / 20.0)),
           c = 0.5 * a2 * (1.0 - a2 / 12.0);
    return (ent_vec3){p.x - (p.x * c + p.y * s), p.y - (p.y * c - p.x * s), p.z};
}

/* Greatest |second derivative| of the distance along the parallel of the second place, metres per radian²:
 * the circle's curvature times the parallel's radius², and the parallel's own curvature. */
static double parallel_bend(double distance, double axis)
{
    double low = 1.0 / (tan(distance / ENT_B_M) * ENT_B_M);
    double high = 1.0 / (tan(distance / ENT_RADIUS_MOST_M) * ENT_RADIUS_MOST_M);
    double radius = ENT_A_M * axis;
    return radius * radius * fmax(fabs(low), fabs(high)) + ENT_A_M;
}

ent_solution ent_solve(ent_vec3 from, ent_vec3 to)
{
    ent_solution out = {.distance_m = 0.0, .err_m = ENT_QUICK_ERR_M, .turn_err = 1.0};
    ent_vec3 step = ent_vec3_sub(to, from);
    if (ent_vec3_dot(step, step) == 0.0) return out;
    circle c = circle_through(from, to);
    waves w;
    double ahead = c.sin_alpha0 * (0.5 * ENT_E2) * c.angle, eps = 0.0;
    for (int round = 1; round <= ROUNDS_MAX; round++) {
        c = circle_through(from, turned(to, ahead));
        w = waves_of(&c);
        eps = ahead - ahead_of(&c, &w);
        if (round >= 2 && fabs(eps) < EPS_GOOD) break;
        ahead -= eps;
    }
    double distance = length_of(&c, &w) - eps * ENT_A_M * c.sin_alpha0;
    if (!(fabs(eps) < 1e-4 && distance < ENT_SOLVE_MAX_M)) return (ent_solution){.distance_m = -1.0};
    out.axis = sqrt(to.x * to.x + to.y * to.y);
    double bend = parallel_bend(distance, out.axis);
    out.distance_m = distance;
    out.err_m = ENT_QUICK_ERR_M + SERIES * distance + 0.6 * bend * eps * eps;
    out.axis_sine = c.sin_alpha0;
    out.axis_cosine = (c.diff_z - 2.0 * c.half2 * to.z) / c.sine;
    out.turn_err = fabs(eps) * bend / ENT_A_M + 3e-8 / distance + 1e-15;
    return out;
}

ent_bounds_m ent_solve_bounds(ent_vec3 from, ent_vec3 to)
{
    ent_solution s = ent_solve(from, to);
    if (s.distance_m < 0.0) return (ent_bounds_m){0.0, INFINITY};
    return (ent_bounds_m){fmax(0.0, s.distance_m - s.err_m), s.distance_m + s.err_m};
}

double ent_solution_slope(const ent_solution *solution, ent_vec3 at, ent_vec3 direction)
{
    double axis = solution->axis, up = at.z * ENT_A_M, out = axis * ENT_B_M, w = sqrt(up * up + out * out);
    double east = at.x * direction.y - at.y * direction.x, outward = at.x * direction.x + at.y * direction.y;
    double north = (out * axis * direction.z - up * outward) / w; /* both times axis */
    return (solution->axis_sine * east + solution->axis_cosine * north) / (axis * axis);
}

double ent_solution_slope_err(const ent_solution *solution)
{
    /* divided by the distance from the axis, where azimuths are ill-defined; 1 means unknown */
    double e = (solution->turn_err + 1e-14) / solution->axis;
    return solution->axis > 1e-6 && e < 1.0 ? e : 1.0;
}

/* ---- a short arc --------------------------------------------------------------------------------------- */

/* Sturm: where the distance is r the circle's curvature lies between cot(r/b)/b and cot(r/R)/R, R = a²/b. */
static double circle_lo(double r)
{
    return 1.0 / (tan(r / ENT_B_M) * ENT_B_M);
}
static double circle_hi(double r)
{
    return 1.0 / (tan(r / ENT_RADIUS_MOST_M) * ENT_RADIUS_MOST_M);
}

/* How much nearer than here, at least, a point of the arc is: where even the strongest bend lets the distance
 * fall. */
static double sure_fall(double slope, double slope_err, double most_bend, double way)
{
    double steep = fabs(slope) - slope_err;
    if (!(steep > 0.0)) return 0.0;
    if (most_bend < 0.0) most_bend = 0.0; /* where the arc runs straight away there is no bend at all */
    if (steep < most_bend * way) way = steep / most_bend;
    return way * (steep - 0.5 * most_bend * way);
}

/* Two names of one point differ by rounding only: less than 1e-15 of the radius, 6 nm. */
static ent_solution solve_once(ent_vec3 place, ent_vec3 at, ent_solve_memory *memory)
{
    ent_vec3 off = ent_vec3_sub(at, memory->at);
    if (ent_vec3_dot(off, off) > 1e-30) {
        memory->at = at;
        memory->solution = ent_solve(place, at);
        memory->solution.err_m += 7e-9;
    }
    return memory->solution;
}

static ent_bounds_m nearer_end(ent_vec3 place, const ent_chord *arc, ent_solve_memory *memory)
{
    ent_solution a = solve_once(place, ent_quick_reduce(arc->a), memory);
    ent_vec3 other = {arc->a.x + arc->d.x, arc->a.y + arc->d.y, arc->a.z + arc->d.z};
    ent_solution b = solve_once(place, ent_quick_reduce(other), memory);
    if (a.distance_m < 0.0 || b.distance_m < 0.0) return (ent_bounds_m){0.0, INFINITY};
    return (ent_bounds_m){fmin(a.distance_m - a.err_m, b.distance_m - b.err_m),
                          fmin(a.distance_m + a.err_m, b.distance_m + b.err_m)};
}

ent_bounds_m ent_solve_arc(ent_vec3 place, ent_chord arc, double along, ent_solve_memory *memory)
{
    if (ent_chord_is_far(place, &arc)) return nearer_end(place, &arc, memory);
    ent_vec3 foot = ent_chord_foot(&arc, along);
    ent_solution s = solve_once(place, foot, memory);
    if (s.distance_m < 0.0) return (ent_bounds_m){0.0, INFINITY};
    double length = ent_vec3_length(arc.d), reach = 1.000001 * length, d = s.distance_m,
           stray = ent_quick_stray_m(length);
    double err = s.err_m + stray;
    if (length == 0.0) return (ent_bounds_m){fmax(0.0, d - err), d + err};
    double by = 1.0 / length;
    double slope =
        d > 0.0 ? ent_solution_slope(&s, foot, (ent_vec3){arc.d.x * by, arc.d.y * by, arc.d.z * by}) : 0.0;
    /* the arc's own direction leaves that of its lifted chord by three times its stray over its length */
    double slope_err = ent_solution_slope_err(&s) + 3.0 * stray * by;
    double left = along * reach, right = (1.0 - along) * reach;
    /* Downhill the circle bends more and the angle opens, so what holds here holds there; uphill nothing is
     * asked. Where the circle bends the other way, the far end of the arc and a right angle are the worst. */
    double bend = circle_lo(d + reach);
    if (bend > 0.0) bend *= fmax(0.0, 1.0 - slope * slope);
    double fall = ent_fall_m(slope, slope_err, bend, left, right);
    double gain = d > 2.0 * reach ? sure_fall(slope, slope_err, circle_hi(d - reach),
                                              0.999998 * (slope > 0.0 ? left : right))
                                  : 0.0;
    return (ent_bounds_m){fmax(0.0, d - fall - err), d - gain + err};
}
