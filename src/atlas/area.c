/* area.c: the area between an edge and the equator is a²/2 times the integral of q(φ) over longitude, where q
 * is the authalic function of the ellipsoid (J. P. Snyder, Map Projections, USGS Professional Paper 1395,
 * 1987, equation 3-12). Along an edge that is straight in longitude and latitude the integral is taken by
 * Simpson's rule. Edges along a pole or a meridian need no special case: the latter add nothing, the former
 * close the cap around the pole. */
#include "area.h"
#include <math.h>

#define A_M 6378137.0
#define ECCENTRICITY 0.081819190842621494335 /* of WGS84, from 1/f = 298.257223563 */
#define RADIANS 0.017453292519943295769

static double authalic(double lat_rad)
{
    const double e = ECCENTRICITY, s = sin(lat_rad), es = e * s;
    return (1 - e * e) * (s / (1 - es * es) + atanh(es) / e);
}

double ent_arc_area_m2(const ent_grid_point *points, size_t count)
{
    const double step = RADIANS / ENT_GRID_PER_DEGREE;
    double sum = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        const double low = points[i].y * step, high = points[i + 1].y * step;
        const double mean = (authalic(low) + 4 * authalic((low + high) / 2) + authalic(high)) / 6;
        sum -= mean * ((double)points[i + 1].x - points[i].x) * step;
    }
    return sum * A_M * A_M / 2;
}
