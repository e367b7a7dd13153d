/* ellipsoid.h: the constants of WGS84 and the way between longitude/latitude and Earth-centred straight
 * coordinates.
 *
 * Rounding: every coordinate of ent_ecef is within 4e-9 m of the exact one (a few units in the last place
 * of 6.4e6, plus the error of sin and cos), so a chord computed from two of them is within ENT_CHORD_ERR_M of
 * the true one. */
#ifndef ENT_GEO_ELLIPSOID_H
#define ENT_GEO_ELLIPSOID_H

#include "entente/geo.h"
#include <math.h>

#define ENT_PI 3.14159265358979323846
#define ENT_DEG_RAD (ENT_PI / 180.0)

/* NGA.STND.0036 (WGS84, 2014): a and 1/f are exact by definition, the rest follows. */
#define ENT_A_M 6378137.0
#define ENT_F (1.0 / 298.257223563)
#define ENT_B_M (ENT_A_M * (1.0 - ENT_F))
#define ENT_E2 (ENT_F * (2.0 - ENT_F))
#define ENT_EP2 (ENT_E2 / (1.0 - ENT_E2))
/* Least and greatest radius of curvature of any normal section: b²/a on the equator northwards, a²/b at a
 * pole. */
#define ENT_RADIUS_LEAST_M (ENT_B_M * (1.0 - ENT_F))
#define ENT_RADIUS_MOST_M (ENT_A_M / (1.0 - ENT_F))
/* Half of a meridian, rounded up: the distance of every place from its antipode, and the greatest there is.
 */
#define ENT_HALF_MERIDIAN_M 20003931.4587
#define ENT_CHORD_ERR_M 2e-8

typedef struct ent_vec3 {
    double x, y, z;
} ent_vec3;

static inline ent_vec3 ent_vec3_sub(ent_vec3 p, ent_vec3 q)
{
    return (ent_vec3){p.x - q.x, p.y - q.y, p.z - q.z};
}
static inline double ent_vec3_dot(ent_vec3 p, ent_vec3 q)
{
    return p.x * q.x + p.y * q.y + p.z * q.z;
}
static inline double ent_vec3_length(ent_vec3 p)
{
    return sqrt(ent_vec3_dot(p, p));
}
static inline ent_vec3 ent_vec3_cross(ent_vec3 p, ent_vec3 q)
{
    return (ent_vec3){p.y * q.z - p.z * q.y, p.z * q.x - p.x * q.z, p.x * q.y - p.y * q.x};
}

/* Longitude in [-180, 180]; exact, since IEEE remainder is. -0 becomes 0 so that equal places are equal
 * doubles. */
static inline double ent_lon_reduce(double lon_deg)
{
    double reduced = fabs(lon_deg) <= 180.0 ? lon_deg : remainder(lon_deg, 360.0);
    return reduced + 0.0;
}

/* Longitude in [-180, 180): one name for the meridian of the seam. */
static inline double ent_lon_canonical(double lon_deg)
{
    double reduced = ent_lon_reduce(lon_deg);
    return reduced == 180.0 ? -180.0 : reduced;
}

/* Is this a place: finite, and a latitude within ±90? */
static inline bool ent_lonlat_is_valid(ent_lonlat p)
{
    return isfinite(p.lon_deg) && fabs(p.lat_deg) <= 90.0;
}

/* Sine and cosine of an angle in degrees, exact at multiples of 90. */
void ent_sincos_deg(double angle_deg, double *out_sin, double *out_cos);

/* The point of the ellipsoid in straight coordinates, metres: x towards (0, 0), z towards the north pole. */
ent_vec3 ent_ecef(ent_lonlat place);
/* The place of the point where the normal of the ellipsoid through `point` meets it. For points within 100 km
 * of the surface the result is within 1e-8 m of exact. */
ent_lonlat ent_ecef_place(ent_vec3 point);

#endif
