/* brute.h: what the tree must agree with, worked out the slow way: no box, no chord, no bound, and no code
 * shared with src/. Each edge is sampled densely with PROJ's routines and its best stretch is narrowed by
 * golden section. */
#ifndef ENT_TESTS_BRUTE_H
#define ENT_TESTS_BRUTE_H

#include "entente/tree.h"

#include <geodesic.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define BRUTE_SAMPLES 24

typedef struct brute {
    struct geod_geodesic g;
    uint64_t random;
} brute;

static inline void brute_init(brute *b, uint64_t seed)
{
    geod_init(&b->g, 6378137.0, 1.0 / 298.257223563);
    b->random = seed * 0x9E3779B97F4A7C15u + 0x1234567u;
}

/* Uniform in [0, 1): xorshift64* (S. Vigna, 2016). */
static inline double brute_random(brute *b)
{
    b->random ^= b->random >> 12, b->random ^= b->random << 25, b->random ^= b->random >> 27;
    return (double)((b->random * 0x2545F4914F6CDD1Du) >> 11) / 9007199254740992.0;
}

static inline double brute_between(brute *b, double lo, double hi)
{
    return lo + (hi - lo) * brute_random(b);
}

/* Uniform on the sphere. */
static inline ent_lonlat brute_place(brute *b)
{
    return (ent_lonlat){brute_between(b, -180.0, 180.0),
                        asin(brute_between(b, -1.0, 1.0)) * 57.29577951308232};
}

static inline double brute_inverse(const brute *b, ent_lonlat p, ent_lonlat q)
{
    double d;
    geod_inverse(&b->g, p.lat_deg, p.lon_deg, q.lat_deg, q.lon_deg, &d, NULL, NULL);
    return d;
}

static inline ent_lonlat brute_direct(const brute *b, ent_lonlat p, double azimuth, double distance)
{
    ent_lonlat q;
    geod_direct(&b->g, p.lat_deg, p.lon_deg, azimuth, distance, &q.lat_deg, &q.lon_deg, NULL);
    return q;
}

typedef struct brute_edge {
    const brute *b;
    struct geod_geodesicline line;
    double length;
    ent_lonlat place;
    double sign; /* +1 nearest, -1 farthest */
} brute_edge;

static inline brute_edge brute_edge_of(const brute *b, ent_lonlat place, ent_lonlat p, ent_lonlat q,
                                       double sign)
{
    brute_edge e = {.b = b, .place = place, .sign = sign};
    geod_inverseline(&e.line, &b->g, p.lat_deg, p.lon_deg, q.lat_deg, q.lon_deg, 0);
    e.length = e.line.s13;
    return e;
}

static inline double brute_at(const brute_edge *e, double s)
{
    ent_lonlat q;
    geod_position(&e->line, s, &q.lat_deg, &q.lon_deg, NULL);
    return e->sign * brute_inverse(e->b, e->place, q);
}

static inline double brute_narrow(const brute_edge *e, double from, double to)
{
    const double golden = 0.6180339887498949;
    double l = to - golden * (to - from), r = from + golden * (to - from);
    double fl = brute_at(e, l), fr = brute_at(e, r);
    while (to - from > 1e-7) {
        if (fl < fr) {
            to = r, r = l, fr = fl;
            l = to - golden * (to - from), fl = brute_at(e, l);
        } else {
            from = l, l = r, fl = fr;
            r = from + golden * (to - from), fr = brute_at(e, r);
        }
    }
    return fmin(fl, fr);
}

/* Least (sign +1) or greatest (sign -1) distance from the place to the geodesic from p to q. */
static inline double brute_arc(const brute *b, ent_lonlat place, ent_lonlat p, ent_lonlat q, double sign)
{
    brute_edge e = brute_edge_of(b, place, p, q, sign);
    double f[BRUTE_SAMPLES + 1];
    int best = 0;
    for (int i = 0; i <= BRUTE_SAMPLES; i++) {
        f[i] = brute_at(&e, e.length * i / BRUTE_SAMPLES);
        if (f[i] < f[best]) best = i;
    }
    int from = best > 0 ? best - 1 : 0, to = best < BRUTE_SAMPLES ? best + 1 : BRUTE_SAMPLES;
    double d = e.length > 0.0
                   ? brute_narrow(&e, e.length * from / BRUTE_SAMPLES, e.length * to / BRUTE_SAMPLES)
                   : f[0];
    return sign * fmin(d, f[best]);
}

/* Over the closed ring of n vertices, geodesic edges. */
static inline double brute_ring(const brute *b, ent_lonlat place, const ent_lonlat *v, size_t n, double sign)
{
    double best = sign * INFINITY;
    for (size_t i = 0; i < n; i++) {
        double d = brute_arc(b, place, v[i], v[(i + 1) % n], sign);
        if (sign * d < sign * best) best = d;
    }
    return best;
}

/* Over the arcs of a tree. */
static inline double brute_tree(const brute *b, ent_lonlat place, const ent_tree *tree, double sign)
{
    double best = sign * INFINITY;
    for (size_t i = 0; i < ent_tree_segment_count(tree); i++) {
        ent_lonlat p, q;
        ent_tree_segment(tree, i, &p, &q);
        double d = brute_arc(b, place, p, q, sign);
        if (sign * d < sign * best) best = d;
    }
    return best;
}

/* How often the ring goes round the place, by the azimuth in which its points are seen: odd when the ring
 * parts the place from its antipode. */
static inline int brute_turns(const brute *b, ent_lonlat place, const ent_lonlat *v, size_t n)
{
    double sum = 0.0, last = NAN;
    for (size_t i = 0; i < n; i++) {
        brute_edge e = brute_edge_of(b, place, v[i], v[(i + 1) % n], 1.0);
        for (int k = 0; k <= 200; k++) {
            ent_lonlat q;
            double azimuth;
            geod_position(&e.line, e.length * k / 200, &q.lat_deg, &q.lon_deg, NULL);
            geod_inverse(&b->g, place.lat_deg, place.lon_deg, q.lat_deg, q.lon_deg, NULL, &azimuth, NULL);
            if (!isnan(last)) sum += remainder(azimuth - last, 360.0);
            last = azimuth;
        }
    }
    return abs((int)lrint(sum / 360.0));
}

/* A star-shaped ring of n vertices around a centre. */
static inline void brute_star(brute *b, ent_lonlat centre, double radius, ent_lonlat *v, size_t n)
{
    bool turn = brute_random(b) < 0.5;
    for (size_t i = 0; i < n; i++) {
        double azimuth = 360.0 * ((double)i + 0.8 * brute_random(b)) / (double)n;
        v[i] = brute_direct(b, centre, turn ? -azimuth : azimuth, radius * brute_between(b, 0.3, 1.0));
    }
}

#endif
