/* geo.c: the public face of the ellipsoid. */
#include "geo/geodesy.h"

static ent_status check_place(ent_lonlat p, ent_error *err)
{
    if (!isfinite(p.lon_deg))
        return ent_fail(err, ENT_E_DOMAIN, "longitude %g is not a finite number of degrees", p.lon_deg);
    if (!(fabs(p.lat_deg) <= 90.0))
        return ent_fail(err, ENT_E_DOMAIN, "latitude %.17g is not within ±90", p.lat_deg);
    return ENT_OK;
}

ent_status ent_geo_inverse(ent_lonlat from, ent_lonlat to, double *out_m, double *out_azimuth_deg,
                           ent_error *err)
{
    ent_status st = check_place(from, err);
    if (st == ENT_OK) st = check_place(to, err);
    if (st != ENT_OK) return st;
    ent_geodesy g;
    ent_geodesy_init(&g);
    from.lon_deg = ent_lon_reduce(from.lon_deg), to.lon_deg = ent_lon_reduce(to.lon_deg);
    ent_inverse r = ent_geodesy_inverse(&g, from, to);
    if (out_m) *out_m = r.distance_m;
    if (out_azimuth_deg) *out_azimuth_deg = r.azimuth_from_deg;
    return ENT_OK;
}

ent_status ent_geo_direct(ent_lonlat from, double azimuth_deg, double distance_m, ent_lonlat *out,
                          ent_error *err)
{
    ent_status st = check_place(from, err);
    if (st != ENT_OK) return st;
    if (!isfinite(azimuth_deg))
        return ent_fail(err, ENT_E_DOMAIN, "azimuth %g is not a finite number", azimuth_deg);
    if (!isfinite(distance_m))
        return ent_fail(err, ENT_E_DOMAIN, "distance %g is not a finite number", distance_m);
    ent_geodesy g;
    ent_geodesy_init(&g);
    from.lon_deg = ent_lon_reduce(from.lon_deg);
    *out = ent_geodesy_direct(&g, (ent_heading){from, azimuth_deg}, distance_m).at;
    return ENT_OK;
}
