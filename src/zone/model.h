/* model.h: a field on a small square, as a piecewise linear function through its values at the corners and
 * the middle, with proved errors.
 *
 * The square is cut into triangles from its middle to its corners (and to the corners of smaller neighbours
 * on its edges). On a triangle with unit vectors r1, r2, r3 the model L is linear on the plane through the
 * three points, read along the ray from the Earth's centre; so {L = 0} is an arc of a great circle, and the
 * model is continuous from square to square. The model says: L - below <= f <= L + above everywhere on the
 * square, however its edges are cut further (proof: docs/numerics-cells.md, "A field on a square"). */
#ifndef ENT_ZONE_MODEL_H
#define ENT_ZONE_MODEL_H

#include "cell/face.h"
#include "entente/zone.h"
#include "tree/near.h"
#include "zone/field.h"

#define ENT_POLAR_RADIUS_M 6399593.6259 /* a^2 / b, rounded up: no radius of curvature is larger */
#define ENT_MODEL_EDGE_MAX 0.05         /* radians: larger squares have no model */

typedef struct ent_patch {
    ent_lonlat middle;
    ent_vec centre, corner[4]; /* unit */
    double radius_m;           /* of a cap about the middle that holds the square */
    double edge_rad;           /* the longest chord among middle and corners, on the unit sphere */
    double spread2; /* square of the radius of a disc that holds a triangle of the fan, of each one */
    double fine_m;  /* how closely to measure: values are within this of the field's */
} ent_patch;

ent_patch ent_patch_of(ent_square square, double fine_m);

/* What the error of a distance from above was proved by: the distance to one place of the border, or to one
 * arc. */
typedef struct ent_side {
    ent_foot foot;
    bool by_arc, swapped; /* swapped: it is the error below */
    double bend;          /* how much this distance may bend downwards */
    double lens_m;        /* and leave a linear function on the square for that */
} ent_side;

typedef struct ent_model {
    double at[5]; /* the field at the corners and, last, in the middle */
    double below_m, above_m;
    /* Corners of smaller neighbours on the edges may add this to above (or to below, if side.swapped), unless
     * ent_model_at_rim has looked at each of them. */
    double rim_m;
    ent_side side;
} ent_model;

/* What is known already, to spare asking again: the field's values at the corners; the distance in the middle
 * with its foot. Either may be NULL. */
typedef struct ent_known {
    const double *corners, *middle;
    const ent_foot *foot; /* with middle */
} ent_known;

ent_status ent_model_make(const ent_field *field, const ent_patch *patch, ent_known known, ent_model *out,
                          ent_error *err) ENT_MUST_USE;
/* With rim_m added, so that the errors hold however the edges are cut. */
void ent_model_settle(ent_model *model);
/* The error from above (side) that a corner of a smaller neighbour at `place` with this value calls for. */
double ent_model_at_rim(const ent_field *field, const ent_side *side, ent_vec place, double value,
                        double fine_m);
/* The least and the greatest value of a model's linear function over the quarter of the square at a corner,
 * which are cut in the middle of each edge, within a tenth of it. */
ent_bounds_m ent_model_quarter(const ent_model *model, int corner);
/* Is it worth making a model of a distance that is `middle` in the middle of the patch? False where the
 * border of the shape runs through the square with a bend in it and the square is too large for the Lipschitz
 * constant alone. */
bool ent_model_is_hopeful(const ent_field *field, const ent_patch *patch, double middle, double tolerance_m);
/* About how large an error to expect where the field is near zero: cheap, to know when making a model is
 * worth it. */
double ent_model_guess(const ent_field *field, double edge_rad);
/* Which way most of the error goes: 1 if distances bend away below their linear interpolation everywhere (the
 * field is less than the model), -1 if above, 0 if both or neither. */
int ent_model_lean(const ent_field *field);

#endif
