#include "cell/face.h"

#include <math.h>

#define DEGREE 0.017453292519943295769 /* pi / 180 */

/* Within (-180, 180], exactly: the two names of the seam are one place. */
static double reduced(double lon_deg)
{
    if (lon_deg > -180.0 && lon_deg <= 180.0) return lon_deg;
    double r = remainder(lon_deg, 360.0);
    return r == -180.0 ? 180.0 : r;
}

ent_vec ent_vec_of(ent_lonlat place)
{
    double lat = place.lat_deg * DEGREE, lon = reduced(place.lon_deg) * DEGREE;
    double c = cos(lat);
    return (ent_vec){cos(lon) * c, sin(lon) * c, sin(lat)};
}

ent_lonlat ent_vec_lonlat(ent_vec v)
{
    return (ent_lonlat){atan2(v.y, v.x) / DEGREE, atan2(v.z, sqrt(v.x * v.x + v.y * v.y)) / DEGREE};
}

ent_vec ent_vec_unit(ent_vec v)
{
    double n = 1.0 / sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
    return (ent_vec){v.x * n, v.y * n, v.z * n};
}

double ent_vec_angle(ent_vec a, ent_vec b)
{
    double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    double half = 0.5 * sqrt(x * x + y * y + z * z);
    return half < 1.0 ? 2.0 * asin(half) : 3.14159265358979323846;
}

/* Largest component; a tie goes to the later axis, as in S2. */
static int face_of(ent_vec v)
{
    double ax = fabs(v.x), ay = fabs(v.y), az = fabs(v.z);
    if (ax > ay) {
        if (ax > az) return v.x < 0 ? 3 : 0;
    } else if (ay > az) {
        return v.y < 0 ? 4 : 1;
    }
    return v.z < 0 ? 5 : 2;
}

ent_face_uv ent_face_project(int face, ent_vec v)
{
    switch (face) {
    case 0: return (ent_face_uv){0, v.y / v.x, v.z / v.x};
    case 1: return (ent_face_uv){1, -v.x / v.y, v.z / v.y};
    case 2: return (ent_face_uv){2, -v.x / v.z, -v.y / v.z};
    case 3: return (ent_face_uv){3, v.z / v.x, v.y / v.x};
    case 4: return (ent_face_uv){4, v.z / v.y, -v.x / v.y};
    default: return (ent_face_uv){5, -v.y / v.z, -v.x / v.z};
    }
}

ent_face_uv ent_face_of(ent_vec v)
{
    return ent_face_project(face_of(v), v);
}

ent_vec ent_face_vec(ent_face_uv p)
{
    switch (p.face) {
    case 0: return (ent_vec){1, p.u, p.v};
    case 1: return (ent_vec){-p.u, 1, p.v};
    case 2: return (ent_vec){-p.u, -p.v, 1};
    case 3: return (ent_vec){-1, -p.v, -p.u};
    case 4: return (ent_vec){p.v, -1, -p.u};
    default: return (ent_vec){p.v, p.u, -1};
    }
}

double ent_uv_of_st(double s)
{
    return s >= 0.5 ? (1.0 / 3.0) * (4.0 * s * s - 1.0) : (1.0 / 3.0) * (1.0 - 4.0 * (1.0 - s) * (1.0 - s));
}

double ent_st_of_uv(double u)
{
    return u >= 0 ? 0.5 * sqrt(1.0 + 3.0 * u) : 1.0 - 0.5 * sqrt(1.0 - 3.0 * u);
}

uint32_t ent_ij_of_st(double s)
{
    double scaled = floor(s * (double)ENT_IJ_SIZE);
    if (!(scaled > 0)) return 0;
    return scaled >= (double)ENT_IJ_SIZE ? ENT_IJ_SIZE - 1 : (uint32_t)scaled;
}

double ent_uv_of_ij(uint32_t i)
{
    return ent_uv_of_st((double)i * (1.0 / (double)ENT_IJ_SIZE));
}

/* A step off a face, in whole numbers: on a cube of edge 2 * 2^30 the middle of square i lies at 2i + 1 -
 * 2^30 and the face at distance 2^30. One square past the edge means the neighbour's face, one square down
 * from its edge: the coordinate that overran becomes the depth, and the old depth shrinks by one. */
static void axes_of(int face, int64_t u, int64_t v, int64_t w, int64_t out[3])
{
    static const signed char sign[6][3] = {{1, 1, 1},    {-1, 1, 1},  {-1, -1, 1},
                                           {-1, -1, -1}, {-1, 1, -1}, {1, 1, -1}};
    static const signed char axis[6][3] = {{1, 2, 0}, {0, 2, 1}, {0, 1, 2}, {2, 1, 0}, {2, 0, 1}, {1, 0, 2}};
    out[axis[face][0]] = sign[face][0] * u;
    out[axis[face][1]] = sign[face][1] * v;
    out[axis[face][2]] = sign[face][2] * w;
}

static void uv_of_axes(int face, const int64_t p[3], int64_t *u, int64_t *v)
{
    int64_t e[3];
    /* The columns of axes_of are signed unit vectors, so its transpose undoes it. */
    axes_of(face, 1, 2, 4, e);
    *u = *v = 0;
    for (int k = 0; k < 3; k++) {
        int64_t which = e[k] < 0 ? -e[k] : e[k], value = e[k] < 0 ? -p[k] : p[k];
        if (which == 1) *u = value;
        if (which == 2) *v = value;
    }
}

ent_square ent_square_wrap(int face, int64_t i, int64_t j)
{
    const int64_t size = ENT_IJ_SIZE;
    int64_t u = 2 * i + 1 - size, v = 2 * j + 1 - size, w = size, p[3];
    bool off = u < -size || u > size || v < -size || v > size;
    if (u < -size || u > size) w = size - 1, u = u < 0 ? -size : size;
    if (v < -size || v > size) w = size - 1, v = v < 0 ? -size : size;
    if (off) {
        axes_of(face, u, v, w, p);
        face = face_of((ent_vec){(double)p[0], (double)p[1], (double)p[2]});
        uv_of_axes(face, p, &u, &v);
    }
    return (ent_square){face, 30, (uint32_t)((u + size - 1) / 2), (uint32_t)((v + size - 1) / 2)};
}

uint64_t ent_corner_key(int face, uint32_t i, uint32_t j)
{
    const int64_t size = ENT_IJ_SIZE;
    if (i == 0 || j == 0 || i == ENT_IJ_SIZE || j == ENT_IJ_SIZE) {
        /* The first axis along which the corner lies at the cube's surface gives the face. */
        int64_t p[3], u, v;
        axes_of(face, 2 * (int64_t)i - size, 2 * (int64_t)j - size, size, p);
        int axis = p[0] == size || p[0] == -size ? 0 : p[1] == size || p[1] == -size ? 1 : 2;
        face = p[axis] > 0 ? axis : axis + 3;
        uv_of_axes(face, p, &u, &v);
        i = (uint32_t)((u + size) / 2), j = (uint32_t)((v + size) / 2);
    }
    return (uint64_t)face << 60 | (uint64_t)(i >> 1) << 30 | (j >> 1);
}

ent_vec ent_corner_vec(uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 30 & 0x3fffffff) << 1, j = (uint32_t)(key & 0x3fffffff) << 1;
    return ent_vec_unit(ent_face_vec((ent_face_uv){(int)(key >> 60), ent_uv_of_ij(i), ent_uv_of_ij(j)}));
}
