/* split.h: an edge as a chain of short geodesic arcs. The same edge in either direction gives the same arcs,
 * so that two neighbours who share a border share its arcs. */
#ifndef ENT_GEO_SPLIT_H
#define ENT_GEO_SPLIT_H

#include "geo/arc.h"

/* No arc is longer; its chord then leaves it by at most 2 m. */
#define ENT_ARC_LENGTH_MAX_M 10000.0

typedef struct ent_split {
    ent_lonlat a, b; /* as given, longitudes canonical */
    ent_lonlat from; /* the smaller end, in the order of (longitude, latitude) */
    bool reversed;   /* from is b */
    bool planar;
    double dlon_deg, dlat_deg; /* planar: from `from` to the other end */
    double length_m;           /* geodesic */
    ent_geodesic_line line;    /* geodesic with count > 1 */
    uint32_t count;            /* arcs, at least 1 */
    double stray_m;            /* no point of the edge is farther from its arc; 0 for a geodesic */
} ent_split;

/* How edges join, and how far the arcs of a planar one may lie off it (0: ENT_PLANAR_SPLIT_M). */
typedef struct ent_joining {
    ent_edges edges;
    double stray_m;
} ent_joining;

/* Longitudes of `a` and `b` lie in [-180, 180]; an edge that spans more than 180 degrees is read as crossing
 * the seam. */
void ent_split_init(ent_split *split, const ent_geodesy *g, ent_arc edge, ent_joining how);
/* Joint i of 0 .. count; 0 is exactly a, count exactly b. */
ent_lonlat ent_split_joint(const ent_split *split, uint32_t i);

#endif
