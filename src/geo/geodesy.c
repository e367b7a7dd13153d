/* geodesy.c: see geodesy.h. The structures of PROJ are copied in and out of opaque words, so that no header
 * of ours shows them; the copies are a few hundred bytes against a microsecond of series. */
#include "geo/geodesy.h"

#include <geodesic.h>
#include <pthread.h>
#include <string.h>

_Static_assert(sizeof(struct geod_geodesic) <= sizeof(ent_geodesy), "room for the ellipsoid");
_Static_assert(sizeof(struct geod_geodesicline) <= sizeof(ent_geodesic_line), "room for a line");

/* PROJ fills tables of constants on the first call without a lock; taking turns once makes that safe. */
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void fill_tables(void)
{
    struct geod_geodesic unused;
    geod_init(&unused, ENT_A_M, ENT_F);
}

void ent_geodesy_init(ent_geodesy *g)
{
    struct geod_geodesic geod;
    (void)pthread_once(&tables_once, fill_tables);
    memset(g, 0, sizeof *g);
    geod_init(&geod, ENT_A_M, ENT_F);
    memcpy(g->words, &geod, sizeof geod);
}

static const struct geod_geodesic *geod_of(const ent_geodesy *g)
{
    return (const struct geod_geodesic *)(const void *)g->words;
}

ent_inverse ent_geodesy_inverse(const ent_geodesy *g, ent_lonlat from, ent_lonlat to)
{
    ent_inverse r;
    geod_inverse(geod_of(g), from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, &r.distance_m,
                 &r.azimuth_from_deg, &r.azimuth_to_deg);
    return r;
}

ent_heading ent_geodesy_direct(const ent_geodesy *g, ent_heading from, double distance_m)
{
    ent_heading r;
    geod_direct(geod_of(g), from.at.lat_deg, from.at.lon_deg, from.azimuth_deg, distance_m, &r.at.lat_deg,
                &r.at.lon_deg, &r.azimuth_deg);
    return r;
}

void ent_geodesy_line(const ent_geodesy *g, ent_heading from, ent_geodesic_line *out)
{
    struct geod_geodesicline line;
    memset(out, 0, sizeof *out);
    geod_lineinit(&line, geod_of(g), from.at.lat_deg, from.at.lon_deg, from.azimuth_deg,
                  GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_AZIMUTH | GEOD_DISTANCE_IN);
    memcpy(out->words, &line, sizeof line);
}

ent_heading ent_geodesy_along(const ent_geodesic_line *line, double distance_m)
{
    ent_heading r;
    geod_position((const struct geod_geodesicline *)(const void *)line->words, distance_m, &r.at.lat_deg,
                  &r.at.lon_deg, &r.azimuth_deg);
    return r;
}

double ent_geodesy_ring_area(const ent_geodesy *g, const ent_lonlat *ring, size_t count)
{
    struct geod_polygon polygon;
    double area_m2 = 0;
    geod_polygon_init(&polygon, 0);
    for (size_t k = 0; k < count; k++)
        geod_polygon_addpoint(geod_of(g), &polygon, ring[k].lat_deg, ring[k].lon_deg);
    geod_polygon_compute(geod_of(g), &polygon, 0, 1, &area_m2, NULL);
    return area_m2;
}
