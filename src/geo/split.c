/* split.c: see split.h.
 *
 * Planar edges. X(t), t in [0, 1], goes straight in longitude and latitude. Its acceleration within the
 * surface is east   -2 M sin(lat) dlon dlat,        north   p sin(lat) dlon² + dM/dlat dlat² with M the
 * meridian radius and p the distance from the axis. An arc between X(t) and X(t + 1/n) strays from the
 * geodesic by at most 1.02/8 of that over n² (docs/numerics.md, "Planar edges"), so n follows from what is
 * allowed. The count never exceeds some thirty thousand at a centimetre: near a pole it is p that shrinks. */
#include "geo/split.h"

static bool lonlat_less(ent_lonlat p, ent_lonlat q)
{
    return p.lon_deg < q.lon_deg || (p.lon_deg == q.lon_deg && p.lat_deg < q.lat_deg);
}

/* Nearly all edges of a map are so short that a bound without trigonometry will do: with s the sine of the
 * higher latitude and c the cosine of the lower one, s <= 1 and s c = (sin(high + low) + sin(high - low)) / 2
 * <= 0.5 + dlat / 2, and 1.6 e² a < 0.011 R. */
static double surely_m(double dlon, double dlat)
{
    return 1.05 / 8.0 * ENT_RADIUS_MOST_M * (dlon * (2.0 * dlat + 0.501 * dlon) + 0.011 * dlat * dlat);
}
#define SURELY_ONE_RAD 1e-3 /* 6.4 km: no longer than an arc may be */

/* Sets split->count and split->stray_m. */
static void init_planar(ent_split *split, ent_lonlat a, ent_lonlat b, double stray_m)
{
    double dlon = fabs(split->dlon_deg) * ENT_DEG_RAD, dlat = fabs(b.lat_deg - a.lat_deg) * ENT_DEG_RAD;
    split->count = 1u, split->stray_m = surely_m(dlon, dlat);
    if (dlon + dlat <= SURELY_ONE_RAD && split->stray_m <= stray_m) return;
    double high = fmax(fabs(a.lat_deg), fabs(b.lat_deg)), low = fmin(fabs(a.lat_deg), fabs(b.lat_deg));
    if ((a.lat_deg < 0.0) != (b.lat_deg < 0.0)) low = 0.0;
    double sin_high, cos_low, unused;
    ent_sincos_deg(high, &sin_high, &unused);
    ent_sincos_deg(low, &unused, &cos_low);
    double axis = ENT_RADIUS_MOST_M * cos_low; /* >= p */
    double east = 2.0 * ENT_RADIUS_MOST_M * sin_high * dlon * dlat;
    double north = axis * sin_high * dlon * dlon + 1.6 * ENT_E2 * ENT_A_M * dlat * dlat;
    double stray = 1.05 / 8.0 * hypot(east, north);
    double length = ENT_RADIUS_MOST_M * dlat + axis * dlon;
    double n = fmax(sqrt(stray / stray_m), length / ENT_ARC_LENGTH_MAX_M);
    n = fmax(n, fabs(split->dlon_deg) / 90.0); /* so that each arc says by itself which way round it goes */
    if (n > 1.0) split->count = (uint32_t)ceil(n);
    split->stray_m = stray / ((double)split->count * (double)split->count);
}

static void init_geodesic(ent_split *split, const ent_geodesy *g)
{
    ent_lonlat to = split->reversed ? split->a : split->b;
    ent_inverse r = ent_geodesy_inverse(g, split->from, to);
    split->length_m = r.distance_m, split->stray_m = 0.0;
    double n = ceil(r.distance_m / ENT_ARC_LENGTH_MAX_M);
    split->count = n > 1.0 ? (uint32_t)n : 1u;
    if (split->count > 1) ent_geodesy_line(g, (ent_heading){split->from, r.azimuth_from_deg}, &split->line);
}

void ent_split_init(ent_split *split, const ent_geodesy *g, ent_arc edge, ent_joining how)
{
    double dlon = edge.b.lon_deg - edge.a.lon_deg;
    if (fabs(dlon) > 180.0) dlon -= copysign(360.0, dlon);
    split->a = (ent_lonlat){ent_lon_canonical(edge.a.lon_deg), edge.a.lat_deg};
    split->b = (ent_lonlat){ent_lon_canonical(edge.b.lon_deg), edge.b.lat_deg};
    split->reversed = lonlat_less(split->b, split->a);
    split->from = split->reversed ? split->b : split->a;
    split->planar = how.edges == ENT_EDGES_PLANAR;
    split->dlon_deg = split->reversed ? -dlon : dlon;
    split->dlat_deg = (split->reversed ? split->a : split->b).lat_deg - split->from.lat_deg;
    if (split->planar)
        init_planar(split, edge.a, edge.b, how.stray_m > 0.0 ? how.stray_m : ENT_PLANAR_SPLIT_M);
    else
        init_geodesic(split, g);
}

ent_lonlat ent_split_joint(const ent_split *split, uint32_t i)
{
    if (i == 0) return split->a;
    if (i >= split->count) return split->b;
    double t = (double)(split->reversed ? split->count - i : i) / (double)split->count;
    if (!split->planar) {
        ent_lonlat at = ent_geodesy_along(&split->line, t * split->length_m).at;
        return (ent_lonlat){ent_lon_canonical(at.lon_deg), at.lat_deg};
    }
    return (ent_lonlat){ent_lon_canonical(split->from.lon_deg + t * split->dlon_deg),
                        split->from.lat_deg + t * split->dlat_deg};
}
