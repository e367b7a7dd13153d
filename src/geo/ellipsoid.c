/* ellipsoid.c: see ellipsoid.h. */
#include "geo/ellipsoid.h"

/* angle_deg less the nearest multiple of 90, and which multiple that is: what remquo gives, bit for bit, in a
 * tenth of its time. 90 q is exact and so is the difference, once q is right; the quotient is rounded before
 * it is rounded to an integer, so q can be one off beside a tie. */
static double quarter_rest(double angle_deg, unsigned *out_quarter)
{
    int quarter = 0;
    if (!(fabs(angle_deg) <= 720.0)) {
        double rest = remquo(angle_deg, 90.0, &quarter);
        *out_quarter = (unsigned)quarter;
        return rest;
    }
    double q = (double)lrint(angle_deg / 90.0), rest = angle_deg - 90.0 * q;
    if (rest > 45.0)
        q += 1.0, rest -= 90.0;
    else if (rest < -45.0)
        q -= 1.0, rest += 90.0;
    *out_quarter = (unsigned)(int)q;
    return rest == 0.0 ? copysign(rest, angle_deg) : rest;
}

void ent_sincos_deg(double angle_deg, double *out_sin, double *out_cos)
{
    /* Reduce to [-45, 45] around a multiple of 90 first, without error: so the poles and the quarter
     * meridians come out with exact zeros and ones. */
    unsigned quarter;
    double rest = quarter_rest(angle_deg, &quarter) * ENT_DEG_RAD;
    double s = sin(rest), c = cos(rest);
    switch (quarter & 3u) {
    case 0u: *out_sin = s, *out_cos = c; break;
    case 1u: *out_sin = c, *out_cos = -s; break;
    case 2u: *out_sin = -s, *out_cos = -c; break;
    default: *out_sin = -c, *out_cos = s; break;
    }
}

ent_vec3 ent_ecef(ent_lonlat place)
{
    double sin_lat, cos_lat, sin_lon, cos_lon;
    ent_sincos_deg(place.lat_deg, &sin_lat, &cos_lat);
    ent_sincos_deg(place.lon_deg, &sin_lon, &cos_lon);
    double n = ENT_A_M / sqrt(1.0 - ENT_E2 * sin_lat * sin_lat);
    return (ent_vec3){n * cos_lat * cos_lon, n * cos_lat * sin_lon, n * (1.0 - ENT_E2) * sin_lat};
}

ent_lonlat ent_ecef_place(ent_vec3 point)
{
    /* Bowring's iteration on the reduced latitude (B. R. Bowring, Transformation from spatial to geographical
     * coordinates, Survey Review 23, 323-327, 1976). Near the surface one round leaves 1e-11 rad; two are
     * taken. */
    double p = hypot(point.x, point.y);
    double tan_u_y = point.z * ENT_A_M, tan_u_x = p * ENT_B_M;
    double lat_y = 0.0, lat_x = 1.0;
    for (int round = 0; round < 2; round++) {
        double h = hypot(tan_u_y, tan_u_x);
        if (h == 0.0) return (ent_lonlat){0.0, 90.0};
        double s = tan_u_y / h, c = tan_u_x / h;
        lat_y = point.z + ENT_EP2 * ENT_B_M * s * s * s;
        lat_x = p - ENT_E2 * ENT_A_M * c * c * c;
        tan_u_y = lat_y * (1.0 - ENT_F), tan_u_x = lat_x;
    }
    double lon = point.x == 0.0 && point.y == 0.0 ? 0.0 : atan2(point.y, point.x) / ENT_DEG_RAD;
    return (ent_lonlat){lon, atan2(lat_y, lat_x) / ENT_DEG_RAD};
}
