/* geos.c: the zone by GEOS in the plane: an azimuthal equidistant projection of the ellipsoid around the
 * middle of the territory (PROJ), GEOSBuffer with its usual eight segments a quarter, and back.
 *
 *   geos FOLDER LAND REACH_KM LON LAT */
#include "exchange.h"

#include <geos_c.h>
#include <proj.h>
#include <stdarg.h>

static void say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "   geos: ");
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

static PJ *projection(const char *lon, const char *lat)
{
    char text[256];
    snprintf(text, sizeof text, "+proj=aeqd +ellps=WGS84 +lon_0=%s +lat_0=%s", lon, lat);
    PJ *pj = proj_create(PJ_DEFAULT_CTX, text);
    if (!pj) exit(1);
    return pj;
}

static GEOSGeometry *read_ring(FILE *file, PJ *pj)
{
    uint32_t n = 0;
    if (fread(&n, 4, 1, file) != 1) exit(1);
    double *v = malloc(16 * (size_t)n);
    if (!v || fread(v, 16, n, file) != n) exit(1);
    GEOSCoordSequence *seq = GEOSCoordSeq_create(n + 1, 2);
    for (uint32_t i = 0; i <= n; i++) {
        const double *p = v + 2 * (i % n);
        PJ_COORD c = proj_trans(pj, PJ_FWD, proj_coord(proj_torad(p[0]), proj_torad(p[1]), 0, 0));
        GEOSCoordSeq_setXY(seq, i, c.xy.x, c.xy.y);
    }
    free(v);
    return GEOSGeom_createLinearRing(seq);
}

static GEOSGeometry *read_land(const char *folder, const char *land, PJ *pj)
{
    char name[128];
    uint32_t polygons = 0;
    snprintf(name, sizeof name, "%s.land", land);
    FILE *file = exchange_open(folder, name, "rb");
    if (!file || fread(&polygons, 4, 1, file) != 1) exit(1);
    GEOSGeometry **all = calloc(polygons, sizeof *all);
    for (uint32_t p = 0; p < polygons; p++) {
        uint32_t rings = 0;
        if (fread(&rings, 4, 1, file) != 1) exit(1);
        GEOSGeometry *shell = read_ring(file, pj), **holes = calloc(rings, sizeof *holes);
        for (uint32_t r = 1; r < rings; r++) holes[r - 1] = read_ring(file, pj);
        all[p] = GEOSGeom_createPolygon(shell, holes, rings - 1);
        free(holes);
    }
    fclose(file);
    return GEOSGeom_createCollection(GEOS_MULTIPOLYGON, all, polygons);
}

static size_t write_ring(FILE *file, const GEOSGeometry *ring, PJ *pj)
{
    const GEOSCoordSequence *seq = GEOSGeom_getCoordSeq(ring);
    unsigned n = 0;
    GEOSCoordSeq_getSize(seq, &n);
    for (unsigned i = 0; i + 1 < n; i++) {
        double x, y;
        GEOSCoordSeq_getXY(seq, i, &x, &y);
        PJ_COORD c = proj_trans(pj, PJ_INV, proj_coord(x, y, 0, 0));
        fprintf(file, "%.12f %.12f\n", proj_todeg(c.lp.lam), proj_todeg(c.lp.phi));
    }
    fputc('\n', file);
    return n ? n - 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc < 6) return 2;
    initGEOS(say, say);
    PJ *pj = projection(argv[4], argv[5]);
    double start = cpu_now();
    GEOSGeometry *land = read_land(argv[1], argv[2], pj);
    double built = cpu_now();
    GEOSGeometry *zone = GEOSBuffer(land, atof(argv[3]) * 1000, 8);
    double seconds = cpu_now() - built;
    if (!zone) return 1;
    char name[128];
    FILE *file = exchange_open(argv[1], exchange_name(name, "geos", "zone", argv[2], argv[3]), "w");
    size_t vertices = 0;
    for (int k = 0; k < GEOSGetNumGeometries(zone); k++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN(zone, k);
        vertices += write_ring(file, GEOSGetExteriorRing(polygon), pj);
        for (int h = 0; h < GEOSGetNumInteriorRings(polygon); h++)
            vertices += write_ring(file, GEOSGetInteriorRingN(polygon, h), pj);
    }
    fclose(file);
    exchange_result(argv[1], (work_done){"geos", "zone", argv[2], argv[3], vertices, built - start, seconds});
    return 0;
}
