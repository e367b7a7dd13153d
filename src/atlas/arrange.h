/* arrange.h: lay many overlapping outlines over each other and find out, exactly, who covers what.
 *
 * Outlines are rings of a *feature* (a state as one source draws it, the sea, a claimed region) on the
 * integer grid of 1e-7 degrees. The result is a set of chains: runs of edges that cross nothing, each with
 * the set of features that cover its left and its right. Chains are the only thing a map of disjoint pieces
 * needs: give every set of features a piece, forget the chains with the same piece on both sides, and every
 * border exists exactly once. */
#ifndef ENT_ARRANGE_H
#define ENT_ARRANGE_H

#include "entente/base.h"

#define ENT_GRID_PER_DEGREE 10000000 /* 1e-7 degrees: what the sources carry; 11 mm at the equator */

typedef struct ent_arrange ent_arrange;

typedef struct ent_grid_point {
    int32_t x, y;
} ent_grid_point;

/* A run of edges between junctions. `left` and `right` are set numbers. */
typedef struct ent_chain {
    uint32_t first,
        count; /* into the points of ent_arrange_points; count >= 2; a closed chain repeats its start */
    uint32_t left, right;
} ent_chain;

/* The features that cover a place, in rising order. */
typedef struct ent_cover {
    const uint16_t *features;
    size_t count;
} ent_cover;

ent_status ent_arrange_new(ent_arrange **out, ent_error *err) ENT_MUST_USE;
void ent_arrange_free(ent_arrange *arrange);

/* One ring, closed by itself. It is turned so that an outer ring has its inside on the left and a hole on the
 * right; what several rings of a feature cover is the union of the outer ones, less the holes of each. */
ent_status ent_arrange_ring(ent_arrange *arrange, uint16_t feature, const ent_grid_point *points,
                            size_t count, bool hole, ent_error *err) ENT_MUST_USE;

/* A run of border that is known already: one feature on its left, another on its right; ENT_ARRANGE_NONE for
 * neither. Together the runs around a feature must close. */
#define ENT_ARRANGE_NONE UINT16_MAX
ent_status ent_arrange_border(ent_arrange *arrange, uint16_t left, uint16_t right,
                              const ent_grid_point *points, size_t count, ent_error *err) ENT_MUST_USE;

/* Cut every edge where it meets another, and find the covers. Once, after all rings. ENT_E_INTERNAL when
 * cutting does not come to an end (it has in two or three rounds on every map seen). */
ent_status ent_arrange_solve(ent_arrange *arrange, ent_error *err) ENT_MUST_USE;

size_t ent_arrange_chain_count(const ent_arrange *arrange);
const ent_chain *ent_arrange_chain_at(const ent_arrange *arrange, size_t index);
const ent_grid_point *ent_arrange_points(const ent_arrange *arrange);
size_t ent_arrange_set_count(const ent_arrange *arrange);
ent_cover ent_arrange_set_at(const ent_arrange *arrange, size_t set);
/* Points added by cutting, and rounds it took: for the report. */
size_t ent_arrange_cut_count(const ent_arrange *arrange);

#endif
