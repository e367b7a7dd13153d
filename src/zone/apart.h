/* apart.h: how far apart two borders are, at most and at least. */
#ifndef ENT_ZONE_APART_H
#define ENT_ZONE_APART_H

#include "entente/zone.h"

typedef struct ent_apart_opts {
    bool nearest;   /* not the farthest pair */
    double slack_m; /* how far the bounds may be apart */
} ent_apart_opts;

/* The farthest (or nearest) pair of places, one on an arc of a, one on an arc of b; both have arcs. *pair is
 * one that is already known, with bounds of how far apart its places are; the better one takes its place, and
 * the bounds become those of the greatest (or least) distance of all: at most the slack wide, or *out_tired
 * after ENT_PAIR_LOOKS_MAX looks of some microseconds. The strays of edges are not counted. */
ent_status ent_apart_find(const ent_tree *a, const ent_tree *b, ent_apart_opts opts, ent_place_pair *pair,
                          bool *out_tired, ent_error *err) ENT_MUST_USE;

#endif
