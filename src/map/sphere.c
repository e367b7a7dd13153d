/* sphere.c: see sphere.h. The smallest cap is approached by stepping towards the farthest direction, by less
 * each time (M. Bădoiu, K. L. Clarkson, Smaller core-sets for balls, SODA 2003): after n steps the radius is
 * within one part in the square root of n, and in practice far closer. */
#include "map/sphere.h"
#include <math.h>

#define CAP_STEPS 200

ent_unit3 ent_unit3_of(ent_lonlat place)
{
    const double lon = place.lon_deg * ENT_DEGREE, lat = place.lat_deg * ENT_DEGREE, c = cos(lat);
    return (ent_unit3){c * cos(lon), c * sin(lon), sin(lat)};
}

ent_lonlat ent_unit3_place(ent_unit3 v)
{
    return (ent_lonlat){atan2(v.y, v.x) / ENT_DEGREE, atan2(v.z, hypot(v.x, v.y)) / ENT_DEGREE};
}

double ent_unit3_dot(ent_unit3 a, ent_unit3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

double ent_unit3_angle_deg(ent_unit3 a, ent_unit3 b)
{
    const ent_unit3 cross = {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
    return atan2(sqrt(ent_unit3_dot(cross, cross)), ent_unit3_dot(a, b)) / ENT_DEGREE;
}

static ent_unit3 scaled(ent_unit3 a, double s, ent_unit3 b, double t)
{
    const ent_unit3 v = {s * a.x + t * b.x, s * a.y + t * b.y, s * a.z + t * b.z};
    const double length = sqrt(ent_unit3_dot(v, v));
    if (!(length > 1e-12)) return a;
    return (ent_unit3){v.x / length, v.y / length, v.z / length};
}

ent_unit3 ent_unit3_middle(ent_unit3 a, ent_unit3 b)
{
    return scaled(a, 1, b, 1);
}

ent_unit3 ent_unit3_towards(ent_unit3 from, ent_unit3 to, double angle_deg)
{
    const double along = ent_unit3_dot(from, to);
    const ent_unit3 off = {to.x - along * from.x, to.y - along * from.y, to.z - along * from.z};
    const double length = sqrt(ent_unit3_dot(off, off));
    if (!(length > 1e-12)) return from;
    return scaled(from, cos(angle_deg * ENT_DEGREE), off, sin(angle_deg * ENT_DEGREE) / length);
}

ent_unit3 ent_unit3_around(ent_unit3 from, double azimuth_deg, double angle_deg)
{
    const bool polar = fabs(from.z) > 0.9999;
    const ent_unit3 top = polar ? (ent_unit3){1, 0, 0} : (ent_unit3){0, 0, 1};
    const ent_unit3 north = ent_unit3_towards(from, top, 90);
    const ent_unit3 east = {north.y * from.z - north.z * from.y, north.z * from.x - north.x * from.z,
                            north.x * from.y - north.y * from.x};
    const ent_unit3 to = scaled(north, cos(azimuth_deg * ENT_DEGREE), east, sin(azimuth_deg * ENT_DEGREE));
    return scaled(from, cos(angle_deg * ENT_DEGREE), to, sin(angle_deg * ENT_DEGREE));
}

double ent_lon_near(double lon_deg, double middle_deg)
{
    const double turns = floor((lon_deg - middle_deg + 180) / 360);
    return lon_deg - 360 * turns;
}

static size_t farthest(const ent_unit3 *v, size_t count, ent_unit3 from, double *out_dot)
{
    size_t best = 0;
    double least = 2;
    for (size_t k = 0; k < count; k++) {
        const double dot = ent_unit3_dot(v[k], from);
        if (dot < least) least = dot, best = k;
    }
    *out_dot = least;
    return best;
}

void ent_unit3_cap(const ent_unit3 *v, size_t count, ent_unit3 *out_middle, double *out_radius_deg)
{
    ent_unit3 middle = v[0];
    double dot = 1;
    for (size_t k = 1; k < count; k++) {
        const ent_unit3 sum = {middle.x + v[k].x, middle.y + v[k].y, middle.z + v[k].z};
        middle = sum;
    }
    middle = scaled(middle, 1, middle, 0);
    for (int step = 1; step <= CAP_STEPS; step++) {
        const size_t far = farthest(v, count, middle, &dot);
        const double angle = ent_unit3_angle_deg(middle, v[far]);
        middle = ent_unit3_towards(middle, v[far], angle / (step + 1));
    }
    const size_t far = farthest(v, count, middle, &dot);
    *out_middle = middle, *out_radius_deg = ent_unit3_angle_deg(middle, v[far]);
}
