/* arc.c: see arc.h. Everything here walks along one arc and looks at the place from there. */
#include "geo/arc.h"

#define CONVEX_BELOW_M 9985160.0   /* pi/2 b = 9,985,163.19, rounded down */
#define CONCAVE_ABOVE_M 10052470.0 /* pi/2 a²/b = 10,052,458.9, rounded up */
#define GAP_M 2e-8                 /* stop when the bounds are this close, before the error of the routines */
#define GAP_BETWEEN_M 4e-7         /* the same in the band where f is neither convex nor concave */
/* Errors of two geodesic problems add up in one sample: the place on the arc and the distance to it. */
#define SAMPLE_ERR_M (2.0 * ENT_GEODESY_ERR_M)
#define ROUNDS_MAX 60

typedef struct walk {
    const ent_geodesy *g;
    ent_lonlat place;
    ent_arc arc;
    ent_inverse whole; /* from a to b */
    ent_geodesic_line line;
    bool has_line;
} walk;

/* One look at the place from the point s metres along the arc. */
typedef struct sample {
    double s, d;
    double slope; /* f'(s), within slope_err */
    double slope_err;
    ent_lonlat at;
    double azimuth_deg;
} sample;

static walk walk_start(const ent_geodesy *g, ent_lonlat place, ent_arc arc)
{
    walk w = {.g = g, .place = place, .arc = arc, .has_line = false};
    w.whole = ent_geodesy_inverse(g, arc.a, arc.b);
    return w;
}

static ent_heading heading_at(walk *w, double s)
{
    if (s <= 0.0) return (ent_heading){w->arc.a, w->whole.azimuth_from_deg};
    if (s >= w->whole.distance_m) return (ent_heading){w->arc.b, w->whole.azimuth_to_deg};
    if (!w->has_line) {
        ent_geodesy_line(w->g, (ent_heading){w->arc.a, w->whole.azimuth_from_deg}, &w->line);
        w->has_line = true;
    }
    return ent_geodesy_along(&w->line, s);
}

/* How far the computed slope may be off. A lateral error of the routines turns the arriving geodesic by that
 * error over the reduced length m12 >= b sin(d / b). The arc's own direction is taken as exact: the line
 * walked is a geodesic within the error of one problem of the true arc, and that is booked in SAMPLE_ERR_M.
 */
static double slope_error(double d)
{
    double reduced = d < 3.0 * ENT_B_M ? ENT_B_M * sin(d / ENT_B_M) : 0.0;
    double e = reduced > 0.0 ? ENT_GEODESY_ERR_M / reduced + 1e-14 : 1.0;
    return e < 1.0 ? e : 1.0;
}

static sample look(walk *w, double s)
{
    ent_heading h = heading_at(w, s);
    ent_inverse r = ent_geodesy_inverse(w->g, w->place, h.at);
    double sine, cosine;
    ent_sincos_deg(r.azimuth_to_deg - h.azimuth_deg, &sine, &cosine);
    return (sample){s, r.distance_m, cosine, slope_error(r.distance_m), h.at, r.azimuth_from_deg};
}

static ent_arc_hit hit_of(sample best, double lo, double hi)
{
    ent_arc_hit hit = {{lo - SAMPLE_ERR_M, hi + SAMPLE_ERR_M}, best.at, best.azimuth_deg};
    if (!(hit.bounds.lo_m > 0.0)) hit.bounds.lo_m = 0.0;
    if (hit.bounds.hi_m > ENT_HALF_MERIDIAN_M) hit.bounds.hi_m = ENT_HALF_MERIDIAN_M;
    return hit;
}

/* ---- convex: one sample bounds the minimum ----------------------------------------------------------- */

/* r k(r) of the distance circle is at least (r/b) cot(r/b) (Sturm: the Gaussian curvature is at most 1/b²).
 */
static double circle_least(double r)
{
    double x = r / ENT_B_M;
    return x < 1e-3 ? 1.0 - x * x : x / tan(x);
}

/* How far below p.d the minimum of a convex f can lie. Two bounds hold; the smaller is taken:
 *   f is convex:          f_min >= d - |f'| (metres left downhill)
 *   f² is convex too:     f_min² >= d² (1 - f'² / mu),  mu = min over the way of r k(r). */
static double drop_convex(const walk *w, sample p)
{
    double steep = fmin(1.0, fabs(p.slope) + p.slope_err);
    double left = p.s, right = w->whole.distance_m - p.s;
    double way = p.slope > p.slope_err ? left : p.slope < -p.slope_err ? right : fmax(left, right);
    double linear = steep * way;
    double mu = circle_least(p.d);
    double x = mu > 0.0 ? steep * steep / mu : 1.0;
    double square = x < 1.0 ? p.d * x / (1.0 + sqrt(1.0 - x)) : p.d;
    return fmin(linear, square);
}

/* Newton's step for f²/2, whose second derivative is cos² + r k sin² and never small near the place. */
static double step_from(const walk *w, sample p)
{
    double c2 = p.slope * p.slope;
    double bend = c2 + circle_least(p.d) * (1.0 - c2);
    double s = bend > 0.0 ? p.s - p.d * p.slope / bend : p.slope > 0.0 ? 0.0 : w->whole.distance_m;
    return fmin(fmax(s, 0.0), w->whole.distance_m);
}

static ent_arc_hit nearest_convex(walk *w, sample p)
{
    double from = 0.0, to = w->whole.distance_m; /* the minimum is in between */
    sample best = p;
    double lo = p.d - drop_convex(w, p);
    for (int round = 0; round < ROUNDS_MAX && best.d - lo > GAP_M; round++) {
        if (p.slope > 0.0) to = fmin(to, p.s);
        if (p.slope < 0.0) from = fmax(from, p.s);
        double s = step_from(w, p);
        if (s < from || s > to || s == p.s) s = 0.5 * (from + to);
        if (s == p.s) break;
        p = look(w, s);
        if (p.d < best.d) best = p;
        lo = fmax(lo, p.d - drop_convex(w, p));
    }
    return hit_of(best, fmin(lo, best.d), best.d);
}

/* ---- the band between: bisect ------------------------------------------------------------------------ */

/* |f''| over the arc: k lies between cot(r/b)/b and cot(r b/a²) b/a² (Sturm again). */
static double bend_between(double d_least, double d_most)
{
    double low = fabs(1.0 / tan(d_most / ENT_B_M)) / ENT_B_M;
    double high = fabs(1.0 / tan(d_least / ENT_RADIUS_MOST_M)) / ENT_RADIUS_MOST_M;
    return fmax(low, high);
}

typedef struct band {
    double bend;
    double sign; /* +1 looks for the least f, -1 for the greatest */
    sample best;
    double bound; /* no point of the parts given up lies beyond it */
} band;

/* The third derivative of f in the band: the circle's curvature changes by at most 1/b² + k² a metre along
 * the arriving geodesic and by 2.3e-16 across it (docs/numerics.md, "In between"). */
static double third_derivative(double slope)
{
    return 2.6e-14 * slope + 3e-16;
}

/* Nothing between two samples has sign * f below this. Ends and |k| bound it; and, better where the arc runs
 * almost across, the parabola through the first sample with both slopes, which f leaves by at most its third
 * derivative times h³ / 2. */
static double band_beyond(const band *b, sample p, sample q)
{
    double h = q.s - p.s;
    double ends = fmin(b->sign * p.d, b->sign * q.d), plain = ends - b->bend * h * h / 8.0;
    double steep = fmax(fabs(p.slope), fabs(q.slope)) + p.slope_err + q.slope_err + b->bend * h;
    if (steep > 1e-3) return plain;
    double slope = b->sign * p.slope, second = b->sign * (q.slope - p.slope) / h;
    double least = ends;
    if (second > 0.0 && slope < 0.0 && -slope < second * h)
        least = fmin(least, b->sign * p.d - 0.5 * slope * slope / second);
    double off = 0.5 * third_derivative(steep) * h * h * h + (p.slope_err + q.slope_err) * h;
    return fmax(plain, least - off);
}

static void band_consider(band *b, sample p)
{
    if (b->sign * p.d < b->sign * b->best.d) b->best = p;
}

/* Give up [p, q] if nothing in it can beat the best by more than the gap; else halve it. Halving 1,000 km to
 * a metre takes 20 levels; the depth bounds the recursion. */
static void band_search(walk *w, band *b, const sample *p, const sample *q, int depth)
{
    double beyond = band_beyond(b, *p, *q);
    bool steep = fabs(p->slope) > p->slope_err + b->bend * (q->s - p->s);
    if (steep) beyond = fmin(b->sign * p->d, b->sign * q->d); /* monotone */
    if (beyond > b->sign * b->best.d - GAP_BETWEEN_M || depth == 0) {
        b->bound = fmin(b->bound, beyond);
        return;
    }
    sample m = look(w, 0.5 * (p->s + q->s));
    band_consider(b, m);
    band_search(w, b, p, &m, depth - 1);
    band_search(w, b, &m, q, depth - 1);
}

static ent_arc_hit extreme_between(walk *w, sample p, double sign)
{
    double length = w->whole.distance_m;
    sample a = look(w, 0.0), z = look(w, length);
    band b = {.bend = bend_between(p.d - length, p.d + length), .sign = sign, .best = a, .bound = INFINITY};
    band_consider(&b, z);
    band_consider(&b, p);
    band_search(w, &b, &a, &z, 24);
    double other = fmin(b.bound, sign * b.best.d);
    return sign > 0.0 ? hit_of(b.best, other, b.best.d) : hit_of(b.best, b.best.d, -other);
}

static ent_arc_hit extreme_of_ends(walk *w, double sign)
{
    sample a = look(w, 0.0), z = look(w, w->whole.distance_m);
    sample best = sign * z.d < sign * a.d ? z : a;
    return hit_of(best, best.d, best.d);
}

/* ---- concave: the greatest, by golden section with secants as bounds ----------------------------------- */

#define GOLDEN 0.61803398874989484820

/* Over [from, to] a concave f stays below the line through two samples outside of the interval. */
static double secant(sample p, sample q, double s)
{
    double h = q.s - p.s;
    /* the two values may each be off by the error of a sample; tilt the line by it */
    return q.d + ((q.d - p.d) / h) * (s - q.s) + SAMPLE_ERR_M * fabs(s - q.s) / fabs(h);
}

static ent_arc_hit farthest_concave(walk *w)
{
    double length = w->whole.distance_m;
    sample a = look(w, 0.0), z = look(w, length);
    sample l = look(w, length * (1.0 - GOLDEN)), r = look(w, length * GOLDEN);
    double most = INFINITY;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        bool left = l.d >= r.d; /* the greatest is in [a, r], else in [l, z] */
        most = left ? fmax(secant(r, l, a.s), secant(a, l, r.s)) : fmax(secant(z, r, l.s), secant(l, r, z.s));
        double found = fmax(fmax(a.d, z.d), fmax(l.d, r.d));
        if (most - found <= GAP_BETWEEN_M || r.s - l.s < 1e-7) break;
        if (left)
            z = r, r = l, l = look(w, a.s + (z.s - a.s) * (1.0 - GOLDEN));
        else
            a = l, l = r, r = look(w, a.s + (z.s - a.s) * GOLDEN);
    }
    sample best = a;
    if (z.d > best.d) best = z;
    if (l.d > best.d) best = l;
    if (r.d > best.d) best = r;
    return hit_of(best, best.d, fmax(most, best.d));
}

/* ---- public -------------------------------------------------------------------------------------------- */

ent_arc_hit ent_arc_nearest(const ent_geodesy *g, ent_lonlat place, ent_arc arc, double guess)
{
    walk w = walk_start(g, place, arc);
    double length = w.whole.distance_m;
    sample p = look(&w, fmin(fmax(guess, 0.0), 1.0) * length);
    if (length == 0.0) return hit_of(p, p.d, p.d);
    if (p.d + length < CONVEX_BELOW_M) return nearest_convex(&w, p);
    if (p.d - length > CONCAVE_ABOVE_M) return extreme_of_ends(&w, +1.0);
    return extreme_between(&w, p, +1.0);
}

ent_arc_hit ent_arc_farthest(const ent_geodesy *g, ent_lonlat place, ent_arc arc)
{
    walk w = walk_start(g, place, arc);
    double length = w.whole.distance_m;
    sample p = look(&w, 0.0);
    if (length == 0.0) return hit_of(p, p.d, p.d);
    if (p.d + length < CONVEX_BELOW_M) return extreme_of_ends(&w, -1.0);
    if (p.d - length > CONCAVE_ABOVE_M) return farthest_concave(&w);
    return extreme_between(&w, p, -1.0);
}
