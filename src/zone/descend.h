/* descend.h: one walk down the cell tree: which cells a zone holds, which it does not, and a mesh of those
 * between. */
#ifndef ENT_ZONE_DESCEND_H
#define ENT_ZONE_DESCEND_H

#include "zone/cover.h"
#include "zone/mesh.h"
#include "zone/model.h"

typedef struct ent_descent_opts {
    double tolerance_m; /* largest error of a model on a leaf, from where the outline is drawn */
    uint64_t cells_max;
    ent_zone_progress progress;
} ent_descent_opts;

/* What is found. The caller's, initially all zero; ent_descent_done frees it, also after a failure. */
typedef struct ent_descent {
    ent_mesh mesh;
    ent_cover cover;
    double inside_m2, inside_error_m2; /* of the cells inside */
    uint64_t cells;
} ent_descent;

ent_status ent_descend(const ent_field *field, ent_descent_opts opts, ent_descent *out,
                       ent_error *err) ENT_MUST_USE;
void ent_descent_done(ent_descent *d);

#endif
