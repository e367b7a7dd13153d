/* strips.h: how much of the ground inside a border a field closes, without drawing the common outline.
 *
 * The Earth is cut along parallels into strips, and each strip into stretches where the field is certainly at
 * most zero, certainly above, or not decided. Whoever goes once around a piece of ground, edge by edge, adds
 * up the area of its part in the first kind of stretch and in the last: the two bounds. Only the outline of
 * the field costs accuracy; the border itself, however ragged, is measured as it is. */
#ifndef ENT_ZONE_STRIPS_H
#define ENT_ZONE_STRIPS_H

#include "entente/zone.h"

typedef struct ent_strips ent_strips;

typedef struct ent_strips_opts {
    double tolerance_m;
    bool (*matters)(void *context, ent_lonlat middle,
                    double radius_m); /* is there any border or ground? or NULL */
    void *context;
} ent_strips_opts;
/* Undecided stretches are at most some five tolerances wide and high, where ENT_STRIPS_CELLS_MAX cells
 * suffice for that, and where it matters; else wider. The field need not outlive the strips. ENT_E_NOMEM.
 * Cost: some ten microseconds for every stretch of outline as long as the tolerance. */
ent_status ent_strips_build(const ent_field *field, const ent_strips_opts *opts, ent_strips **out,
                            ent_error *err) ENT_MUST_USE;
void ent_strips_free(ent_strips *strips);

/* Square metres: of what is closed for certain, of what is undecided, of everything. */
typedef struct ent_strip_sum {
    double closed_m2, open_m2, all_m2;
    double turnover_m2; /* the sum of all terms without their signs: ENT_STRIPS_ROUNDING of it is the error */
} ent_strip_sum;
#define ENT_STRIPS_ROUNDING 1e-12
/* Add what an edge, straight in longitude (-180 to 180) and latitude, contributes: once around a piece of
 * ground, with it on the left, gives its areas; with it on the right, their negatives. Edges of one ring are
 * added in any order. About 100 ns, and as much for every strip that the edge runs through. */
void ent_strips_add_edge(const ent_strips *strips, ent_lonlat from, ent_lonlat to, ent_strip_sum *sum);
void ent_strips_add_sum(ent_strip_sum *sum, const ent_strip_sum *other, double sign);

#endif
