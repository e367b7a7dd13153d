/* chord.c: see chord.h; proofs in docs/numerics.md. */
#include "geo/chord.h"
#include "geo/quick.h"

static const double RELATIVE =
    4e-15; /* asin, sqrt, product and quotient: each within 1 ulp of 1.1e-16 .. 2.2e-16,
              times at most 12, the condition of asin at the longest chord there is */

static double arcsine(double x)
{
    return x <= 0.5 ? ent_quick_arcsine(x, x * x) : asin(x);
}

double ent_chord_least_m(double chord_m)
{
    double x = (chord_m - ENT_CHORD_ERR_M) / (2.0 * ENT_RADIUS_MOST_M);
    if (!(x > 0.0)) return 0.0;
    if (x > 1.0) x = 1.0;
    return 2.0 * ENT_RADIUS_MOST_M * arcsine(x) * (1.0 - RELATIVE);
}

double ent_chord_most_m(double chord_m)
{
    double c = chord_m + ENT_CHORD_ERR_M;
    if (!(c < ENT_CHORD_TRUST_M)) return ENT_HALF_MERIDIAN_M;
    double s = 2.0 * ENT_RADIUS_LEAST_M * arcsine(c / (2.0 * ENT_RADIUS_LEAST_M)) * (1.0 + RELATIVE);
    return s < ENT_HALF_MERIDIAN_M ? s : ENT_HALF_MERIDIAN_M;
}

double ent_chord_beyond_m(double distance_m)
{
    /* The greatest argument that occurs is 20,004 km / 2 R_most = 1.563 < pi/2, so the sine is still rising.
     */
    if (!(distance_m < ENT_HALF_MERIDIAN_M)) return INFINITY;
    if (distance_m < 0.0) return 0.0;
    return 2.0 * ENT_RADIUS_MOST_M * sin(distance_m / (2.0 * ENT_RADIUS_MOST_M)) * (1.0 + RELATIVE) +
           ENT_CHORD_ERR_M;
}

double ent_chord_rival_m(double chord_m)
{
    /* 2 R sin(k asin x), x = chord / 2r, k = r / R, r and R the least and the most radius. The series
     *   sin(k asin x) = k x (1 + (1 - k²) x²/6 (1 + (9 - k²) x²/20 (1 + (25 - k²) x²/42 (…))))
     * has positive terms; up to x = 0.35 what follows x²/6 is below 1 + 0.45 x². */
    double k = ENT_RADIUS_LEAST_M / ENT_RADIUS_MOST_M;
    double x = chord_m / (2.0 * ENT_RADIUS_LEAST_M), x2 = x * x;
    if (!(x < 0.35)) return ent_chord_beyond_m(ent_chord_most_m(chord_m));
    return chord_m * (1.0 + (1.0 - k * k) / 6.0 * x2 * (1.0 + 0.45 * x2)) * (1.0 + RELATIVE) +
           3.0 * ENT_CHORD_ERR_M;
}

double ent_chord_sagitta_m(double length_m)
{
    return length_m * length_m / (8.0 * ENT_RADIUS_LEAST_M) * (1.0 + 1e-4) + ENT_CHORD_ERR_M;
}
