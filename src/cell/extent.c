/* extent.c: where a cell lies and how large it is, on the ellipsoid. The bounds are proved in
 * docs/numerics-cells.md; in short:
 *
 * Radius. Move a place by a small angle on the sphere of geodetic latitudes and it moves on the ellipsoid by
 * at most N times that angle, N the radius of curvature in the prime vertical, because the other one, M, is
 * nowhere larger. N is nowhere larger than c = a^2 / b. So the path that is a great circle on that sphere is
 * at most c * angle long, and the geodesic is no longer. A cell lies within the largest of its corners'
 * angles from the centre.
 *
 * Area. With w = (1 + u^2 + v^2) ** -3/2 and s the sine of latitude, dA = a^2 (1 - e^2) / (1 - e^2 s^2)^2 w
 * du dv. Two Gauss points each way leave at most 0.9 * (du^4 + dv^4) of the whole (Cauchy's estimate on the
 * disc of radius 0.6), so squares larger than AREA_STEP are first cut up. */
#include "entente/cell.h"
#include "cell/extent.h"

#include <math.h>

#define WGS84_A 6378137.0
#define WGS84_F (1.0 / 298.257223563)
#define WGS84_E2 (WGS84_F * (2.0 - WGS84_F))
#define POLAR_RADIUS_M 6399593.6259 /* a^2 / b = 6399593.62584…, rounded up */
#define RADIUS_SLACK_M 5e-8         /* rounding of the centre and of the angle: fewer than 32 * 2^-53 * c */
#define AREA_STEP 0.0105
#define AREA_ROUNDING 1e-13
#define EDGE_ROUNDING 4.5e-16 /* of u and v themselves: two roundings at most one unit each */

ent_uv_box ent_square_box(ent_square q)
{
    uint32_t size = ENT_IJ_SIZE >> q.level;
    return (ent_uv_box){q.face, ent_uv_of_ij(q.i), ent_uv_of_ij(q.j), ent_uv_of_ij(q.i + size),
                        ent_uv_of_ij(q.j + size)};
}

static double st_middle(uint32_t low, int level)
{
    return ((double)low + 0.5 * (double)(ENT_IJ_SIZE >> level)) / (double)ENT_IJ_SIZE;
}

static ent_vec middle_of(ent_square q)
{
    ent_face_uv p = {q.face, ent_uv_of_st(st_middle(q.i, q.level)), ent_uv_of_st(st_middle(q.j, q.level))};
    return ent_vec_unit(ent_face_vec(p));
}

static void corners_of(ent_square q, ent_vec out[4])
{
    ent_uv_box b = ent_square_box(q);
    out[0] = ent_vec_unit(ent_face_vec((ent_face_uv){b.face, b.u0, b.v0}));
    out[1] = ent_vec_unit(ent_face_vec((ent_face_uv){b.face, b.u1, b.v0}));
    out[2] = ent_vec_unit(ent_face_vec((ent_face_uv){b.face, b.u1, b.v1}));
    out[3] = ent_vec_unit(ent_face_vec((ent_face_uv){b.face, b.u0, b.v1}));
}

ent_lonlat ent_cell_centre(ent_cell cell)
{
    return ent_vec_lonlat(middle_of(ent_square_of(cell.id)));
}

void ent_cell_corners(ent_cell cell, ent_lonlat out[4])
{
    ent_vec corner[4];
    corners_of(ent_square_of(cell.id), corner);
    for (int k = 0; k < 4; k++) out[k] = ent_vec_lonlat(corner[k]);
}

ent_square_extent ent_square_corners(ent_square q, ent_vec corner[4])
{
    ent_square_extent extent = {.centre = middle_of(q)};
    double widest = 0;
    corners_of(q, corner);
    for (int k = 0; k < 4; k++) widest = fmax(widest, ent_vec_angle(extent.centre, corner[k]));
    extent.radius_m = widest * POLAR_RADIUS_M + RADIUS_SLACK_M;
    return extent;
}

ent_square_extent ent_square_cap(ent_square q)
{
    ent_vec corner[4];
    return ent_square_corners(q, corner);
}

void ent_cell_cap(ent_cell cell, ent_lonlat *out_centre, double *out_radius_m)
{
    ent_square_extent extent = ent_square_cap(ent_square_of(cell.id));
    *out_centre = ent_vec_lonlat(extent.centre);
    *out_radius_m = extent.radius_m;
}

double ent_uv_density(int face, double u, double v)
{
    double z = ent_face_vec((ent_face_uv){face, u, v}).z;
    double r2 = 1.0 + u * u + v * v;
    double k = 1.0 - WGS84_E2 * z * z / r2;
    return WGS84_A * WGS84_A * (1.0 - WGS84_E2) / (k * k * r2 * sqrt(r2));
}

static double gauss_area(ent_uv_box b)
{
    double du = b.u1 - b.u0, dv = b.v1 - b.v0, sum = 0;
    double u = 0.5 * (b.u0 + b.u1), v = 0.5 * (b.v0 + b.v1);
    double hu = du * 0.28867513459481288, hv = dv * 0.28867513459481288; /* half of 1 / sqrt 3 */
    sum = ent_uv_density(b.face, u - hu, v - hv) + ent_uv_density(b.face, u + hu, v - hv) +
          ent_uv_density(b.face, u - hu, v + hv) + ent_uv_density(b.face, u + hu, v + hv);
    return 0.25 * sum * du * dv;
}

double ent_uv_box_area(ent_uv_box b, double *out_error_m2)
{
    double du = b.u1 - b.u0, dv = b.v1 - b.v0, area = 0;
    int nu = (int)ceil(du / AREA_STEP), nv = (int)ceil(dv / AREA_STEP);
    nu = nu < 1 ? 1 : nu, nv = nv < 1 ? 1 : nv;
    for (int i = 0; i < nu; i++) {
        for (int j = 0; j < nv; j++) {
            ent_uv_box part = {b.face, b.u0 + du * i / nu, b.v0 + dv * j / nv, b.u0 + du * (i + 1) / nu,
                               b.v0 + dv * (j + 1) / nv};
            area += gauss_area(part);
        }
    }
    double rounding = AREA_ROUNDING + EDGE_ROUNDING / du + EDGE_ROUNDING / dv;
    du /= nu, dv /= nv;
    *out_error_m2 = area * (0.9 * (du * du * du * du + dv * dv * dv * dv) + rounding);
    return area;
}

void ent_cell_area(ent_cell cell, double *out_lo_m2, double *out_hi_m2)
{
    double error, area = ent_uv_box_area(ent_square_box(ent_square_of(cell.id)), &error);
    *out_lo_m2 = area - error;
    *out_hi_m2 = area + error;
}
