/* model.c: see model.h. What is used of the geometry, with c = a^2 / b and lengths E = c * edge:
 *
 * Above a distance. The distance to a set bends upwards by at most cot(d / c) / c per metre squared of way,
 * since the curvature of the ellipsoid is nowhere below 1 / c^2 (Hessian comparison; kinks only bend
 * downwards). Below it. The distance to the one place q nearest to the middle is an upper bound of the
 * distance everywhere; it is smooth up to pi b and bends downwards by at most max(0, -cot(d / b) / b), the
 * curvature being nowhere above 1 / b^2. How much the distance to q exceeds the distance at the corners is
 * measured: that is where a kink shows. So for the distance to the one arc nearest to the middle, which along
 * a straight border stays close where that to a place does not; it bends downwards by at most tan(d / b) / b.
 *
 * Straight lines of the model's planes, read on the ellipsoid, accelerate by at most BEND / c per metre
 * squared: 0.0108 from the ellipsoid's not being a sphere, 4.2 edge from the plane's not being the sphere.
 *
 * A function that bends upwards by at most k lies above its linear interpolation on a triangle less k rho^2 /
 * 2, rho the radius of a disc that holds the triangle; on an edge, less k E^2 / 8. Without any of this it
 * lies within Lipschitz * rho of it. The smaller error is taken. */
#include "zone/model.h"
#include "cell/extent.h"
#include "geo/solve.h"

#include <math.h>

static double bend(double edge_rad)
{
    return (0.0108 + 4.2 * edge_rad) / ENT_POLAR_RADIUS_M;
}

/* 1 / tan without its pole; 0 < x < pi. */
static double cot(double x)
{
    return cos(x) / sin(x);
}

/* k ways² for the bending k, a way given by the square of its chord on the unit sphere. The line's speed is
 * at most 1 / sqrt(1 - 2.8 edge²); its own bending is good to a percent. */
static double sag(double k, double edge_rad, double chord2)
{
    double speed2 = 1.0 + 3.0 * edge_rad * edge_rad;
    return (speed2 * k + 1.03 * bend(edge_rad)) * (ENT_POLAR_RADIUS_M * ENT_POLAR_RADIUS_M) * chord2;
}

/* By how much a function that bends by k leaves its linear interpolation on a triangle of the patch. */
static double lens(double k, const ent_patch *patch)
{
    return 0.5 * sag(k, patch->edge_rad, patch->spread2);
}

static double lipschitz_error(double spread2)
{
    return 1.01 * ENT_POLAR_RADIUS_M * sqrt(spread2);
}

/* Before there is a patch: a square's triangles have right angles, or nearly. */
#define SPREAD2_USUAL(edge_rad) (0.26 * (edge_rad) * (edge_rad))

/* How much the distance may bend upwards when it is at least `least_m` > 0. */
static double bend_up(double least_m)
{
    double x = least_m / ENT_POLAR_RADIUS_M;
    return x < 1.57 ? cot(x) / ENT_POLAR_RADIUS_M : 0.0;
}

/* How much the distance to one place may bend downwards when it is at most `most_m`: up to pi b (19,970 km)
 * it is smooth, whatever other ways there are near the antipode. */
#define BEND_DOWN_MOST_M 19.9e6
static double bend_down(double most_m)
{
    double x = most_m / ENT_B_M;
    return x > 1.57 ? -cot(x) / ENT_B_M + 1e-12 : 0.0;
}

/* How much the distance to an arc may bend downwards when it is at most `most_m`: up to pi/2 b its nearest
 * point is one and moves smoothly, and where that is inside the arc the distance is that to a geodesic. */
#define ARC_MOST_M 9.9e6
static double bend_down_arc(double most_m)
{
    return tan(most_m / ENT_B_M) / ENT_B_M;
}

/* ---- the patch --------------------------------------------------------------------------------------- */

static double apart2(ent_vec a, ent_vec b)
{
    double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    return x * x + y * y + z * z;
}

/* Square of the radius of the smallest disc that holds a triangle with these squares of sides, the first the
 * longest: about half of that side if the angle facing it is right or more, else the circle through all three
 * (16 area² = 4 b c - (b + c - a)²). */
static double enclosing2(double a, double b, double c)
{
    double rest = b + c - a;
    return rest <= 0.0 ? 0.25 * a : a * b * c / (4.0 * b * c - rest * rest);
}

static double spread2_of(double a, double b, double c)
{
    if (a >= b && a >= c) return enclosing2(a, b, c);
    return b >= c ? enclosing2(b, c, a) : enclosing2(c, a, b);
}

ent_patch ent_patch_of(ent_square square, double fine_m)
{
    ent_patch p = {.fine_m = fine_m};
    ent_square_extent extent = ent_square_corners(square, p.corner);
    double longest2 = 0.0, spoke2[4];
    p.centre = extent.centre;
    p.middle = ent_vec_lonlat(extent.centre);
    p.radius_m = extent.radius_m;
    for (int k = 0; k < 4; k++) spoke2[k] = apart2(p.corner[k], p.centre);
    for (int k = 0; k < 4; k++) {
        double side2 = apart2(p.corner[k], p.corner[(k + 1) & 3]);
        longest2 = fmax(longest2, fmax(side2, spoke2[k]));
        p.spread2 = fmax(p.spread2, spread2_of(side2, spoke2[k], spoke2[(k + 1) & 3]));
    }
    p.spread2 *= 1.0 + 1e-9;
    p.edge_rad = sqrt(longest2);
    return p;
}

/* ---- distances ---------------------------------------------------------------------------------------- */

static ent_status values_at_corners(const ent_field *field, const ent_patch *patch, ent_known known,
                                    ent_model *out, ent_error *err)
{
    for (int k = 0; k < 4; k++) {
        ent_bounds_m f;
        if (known.corners != NULL) {
            out->at[k] = known.corners[k];
            continue;
        }
        ent_status st = ent_field_at(field, ent_vec_lonlat(patch->corner[k]), patch->fine_m, &f, err);
        if (st != ENT_OK) return st;
        out->at[k] = 0.5 * (f.lo_m + f.hi_m);
    }
    return ENT_OK;
}

static double signed_distance(const ent_field *field, double value)
{
    return field->sign * value + field->value_m;
}

static ent_status value_in_middle(const ent_field *field, const ent_patch *patch, ent_known known,
                                  ent_model *out, ent_error *err)
{
    ent_bounds_m d;
    if (known.middle != NULL) {
        out->at[4] = *known.middle;
        out->side.foot = *known.foot;
        return ENT_OK;
    }
    ent_status st =
        ent_tree_distance_foot(field->shape, patch->middle, patch->fine_m, &d, &out->side.foot, err);
    if (st == ENT_OK) out->at[4] = field->sign * (0.5 * (d.lo_m + d.hi_m) - field->value_m);
    return st;
}

/* The place whose normal this is, on the reduced sphere: (cos lat, sin lat b / a) / sqrt(1 - e^2 sin^2 lat).
 */
static ent_vec3 reduced_of(ent_vec normal)
{
    double k = 1.0 / sqrt(1.0 - ENT_E2 * normal.z * normal.z);
    return (ent_vec3){k * normal.x, k * normal.y, k * normal.z * (ENT_B_M / ENT_A_M)};
}

/* At least the distance between a place and the foot, and at most 4 fine_m more than it. */
static double distance_most(const ent_geodesy *g, ent_vec place, ent_vec3 foot, double fine_m)
{
    ent_vec3 from = reduced_of(place);
    ent_quick q = ent_quick_between(from, foot);
    if (ent_quick_is_sure(&q) && ent_quick_width_m(q.angle) <= 4 * fine_m) return ent_quick_most_m(&q);
    ent_solution s = ent_solve(from, foot);
    if (s.distance_m >= 0) return s.distance_m + s.err_m;
    return ent_geodesy_inverse(g, ent_vec_lonlat(place), ent_quick_place(foot)).distance_m + 1e-7;
}

/* How far the distance to the side's place or arc exceeds the distance to the border, at a place with this
 * value. */
static double excess_at(const ent_field *field, const ent_side *side, ent_vec place, double value,
                        double fine_m)
{
    const ent_tree *tree = field->shape;
    double most = side->by_arc ? ent_tree_arc_most_m(tree, reduced_of(place), &side->foot, 4 * fine_m)
                               : distance_most(&tree->geodesy, place, side->foot.reduced, fine_m);
    return most - fabs(signed_distance(field, value)) + side->foot.off_m + fine_m;
}

static double excess(const ent_field *field, const ent_patch *patch, const ent_model *m, const ent_side *side)
{
    double most = fmax(0, excess_at(field, side, patch->centre, m->at[4], patch->fine_m));
    for (int k = 0; k < 4; k++)
        most = fmax(most, excess_at(field, side, patch->corner[k], m->at[k], patch->fine_m));
    return most;
}

double ent_model_at_rim(const ent_field *field, const ent_side *side, ent_vec place, double value,
                        double fine_m)
{
    return side->lens_m + fmax(0, excess_at(field, side, place, value, fine_m));
}

static double error_by(const ent_field *field, const ent_patch *patch, const ent_model *m, ent_side *side)
{
    side->lens_m = lens(side->bend, patch);
    return side->lens_m + excess(field, patch, m, side);
}

/* The error from above of a distance that is at most `most_m` all over the patch: by the place nearest to the
 * middle or by the arc, whichever is better. */
static double error_above(const ent_field *field, const ent_patch *patch, double most_m, ent_model *m)
{
    m->side.by_arc = false, m->side.bend = bend_down(most_m);
    double error = error_by(field, patch, m, &m->side);
    if (!(most_m < ARC_MOST_M) || lens(bend_down_arc(most_m), patch) >= error) return error;
    ent_side other = m->side;
    other.by_arc = true, other.bend = bend_down_arc(most_m);
    double other_error = error_by(field, patch, m, &other);
    if (other_error >= error) return error;
    m->side = other;
    return other_error;
}

static bool is_beyond(ent_vec3 from, ent_lonlat place, double reach_m)
{
    return ent_chord_least_m(ent_vec3_length(ent_vec3_sub(ent_ecef(place), from))) > reach_m;
}

/* Does the border run through the square and around it as one arc with its ends elsewhere, so that signed
 * distances are those from a single geodesic? */
static bool is_straight_border(const ent_field *field, const ent_patch *patch, double distance_m)
{
    ent_arc near[ENT_NEAR_MAX];
    double reach_m = fabs(distance_m) + 2 * (patch->radius_m + patch->fine_m);
    if (field->shape->kind != ENT_SHAPE_AREA || reach_m > ENT_ARC_LENGTH_MAX_M) return false;
    if (ent_tree_near(field->shape, patch->middle, reach_m, near) != 1) return false;
    ent_vec3 middle = ent_ecef(patch->middle);
    return is_beyond(middle, near[0].a, reach_m) && is_beyond(middle, near[0].b, reach_m);
}

/* Where the border crosses the square. */
static void border_model(const ent_field *field, const ent_patch *patch, double distance_m, ent_model *out)
{
    if (!is_straight_border(field, patch, distance_m)) return;
    double bends = tan((fabs(distance_m) + patch->radius_m) / ENT_B_M) / ENT_B_M;
    double error = lens(bends, patch) + patch->fine_m;
    out->below_m = fmin(out->below_m, error);
    out->above_m = fmin(out->above_m, error);
}

static ent_status distance_model(const ent_field *field, const ent_patch *patch, ent_known known,
                                 ent_model *out, ent_error *err)
{
    double rough = lipschitz_error(patch->spread2) + patch->fine_m;
    ent_status st = value_in_middle(field, patch, known, out, err);
    if (st == ENT_OK) st = values_at_corners(field, patch, known, out, err);
    if (st != ENT_OK) return st;
    double d = signed_distance(field, out->at[4]);
    double least = fabs(d) - patch->fine_m - patch->radius_m,
           most = fabs(d) + patch->fine_m + patch->radius_m;
    out->below_m = out->above_m = rough;
    if (least <= 0) {
        border_model(field, patch, d, out);
        return ENT_OK;
    }
    double up = bend_up(least), below = fmin(rough, lens(up, patch) + patch->fine_m), above = rough;
    if (most < BEND_DOWN_MOST_M) {
        double edge2 = patch->edge_rad * patch->edge_rad;
        above = fmin(rough, error_above(field, patch, most, out));
        out->rim_m =
            fmin(rough - above,
                 (sag(up, patch->edge_rad, edge2) + sag(out->side.bend, patch->edge_rad, edge2)) / 8);
    }
    out->side.swapped = field->sign * d < 0;
    out->below_m = out->side.swapped ? above : below;
    out->above_m = out->side.swapped ? below : above;
    return ENT_OK;
}

void ent_model_settle(ent_model *model)
{
    *(model->side.swapped ? &model->below_m : &model->above_m) += model->rim_m;
    model->rim_m = 0;
}

/* Bending of the length of the meridian: that of parallels, tan(lat) / N. */
static double parallel_bend(const ent_patch *patch)
{
    double lat = fabs(patch->middle.lat_deg) * ENT_DEG_RAD + patch->radius_m / ENT_RADIUS_LEAST_M;
    return lat < 1.55 ? tan(lat) / ENT_A_M : INFINITY;
}

/* Bending of the signed distance from a geodesic: within tan(d / b) / b either way, short of its focus. */
static double half_bend(const ent_patch *patch, double middle_m)
{
    double most = fabs(middle_m) + patch->radius_m;
    return most < 9e6 ? tan(most / ENT_B_M) / ENT_B_M : INFINITY;
}

static ent_status smooth_model(const ent_field *field, const ent_patch *patch, ent_known known,
                               ent_model *out, ent_error *err)
{
    ent_bounds_m f;
    ent_status st = ent_field_at(field, patch->middle, patch->fine_m, &f, err);
    if (st == ENT_OK) st = values_at_corners(field, patch, known, out, err);
    if (st != ENT_OK) return st;
    out->at[4] = 0.5 * (f.lo_m + f.hi_m);
    double k = field->kind == ENT_FIELD_HALF ? half_bend(patch, out->at[4]) : parallel_bend(patch);
    double error = fmin(lens(k, patch), lipschitz_error(patch->spread2)) + patch->fine_m;
    out->below_m = out->above_m = error;
    return ENT_OK;
}

static ent_status nearer_model(const ent_field *field, const ent_patch *patch, ent_model *out, ent_error *err)
{
    ent_field a = {.kind = ENT_FIELD_DISTANCE, .sign = 1, .shape = field->shape};
    ent_field b = {.kind = ENT_FIELD_DISTANCE, .sign = 1, .shape = field->other};
    ent_model ma = {.rim_m = 0}, mb = ma;
    ent_status st = distance_model(&a, patch, (ent_known){0}, &ma, err);
    if (st == ENT_OK) st = distance_model(&b, patch, (ent_known){0}, &mb, err);
    if (st != ENT_OK) return st;
    ent_model_settle(&ma), ent_model_settle(&mb);
    for (int k = 0; k < 5; k++) out->at[k] = ma.at[k] - mb.at[k];
    out->below_m = ma.below_m + mb.above_m;
    out->above_m = ma.above_m + mb.below_m;
    return ENT_OK;
}

/* The most by which `a` exceeds `b` at the five places; negative when it is below everywhere. */
static double most_above(const ent_model *a, const ent_model *b)
{
    double most = -INFINITY;
    for (int k = 0; k < 5; k++) most = fmax(most, a->at[k] - b->at[k]);
    return most;
}

/* The maximum of two models. Where one lies above the other by more than both errors it is the answer. Else L
 * is the interpolation of the greater value at each place, which exceeds the greater interpolation by at most
 * the lesser of the two ways in which one exceeds the other, plus what places on cut edges may add. */
static void join_max(const ent_model *a, const ent_model *b, ent_model *out)
{
    double a_up = most_above(a, b), b_up = most_above(b, a);
    double reach = fmax(a->below_m, a->above_m) + fmax(b->below_m, b->above_m);
    if (b_up < -2 * reach || a_up < -2 * reach) {
        *out = a_up > b_up ? *a : *b;
        return;
    }
    double gap = fmax(0, fmin(a_up, b_up)) + reach;
    for (int k = 0; k < 5; k++) out->at[k] = fmax(a->at[k], b->at[k]);
    out->below_m = fmax(a->below_m, b->below_m) + gap;
    out->above_m = fmax(a->above_m, b->above_m);
}

static void negate(ent_model *m)
{
    double below = m->below_m;
    for (int k = 0; k < 5; k++) m->at[k] = -m->at[k];
    m->below_m = m->above_m;
    m->above_m = below;
}

static ent_status join_model(const ent_field *field, const ent_patch *patch, ent_model *out, ent_error *err)
{
    ent_model a, b;
    ent_status st = ent_model_make(field->a, patch, (ent_known){0}, &a, err);
    if (st == ENT_OK) st = ent_model_make(field->b, patch, (ent_known){0}, &b, err);
    if (st != ENT_OK) return st;
    ent_model_settle(&a), ent_model_settle(&b);
    if (field->kind == ENT_FIELD_MAX) {
        join_max(&a, &b, out);
    } else {
        negate(&a), negate(&b);
        join_max(&a, &b, out);
        negate(out);
    }
    double rough = field->lipschitz * lipschitz_error(patch->spread2) + patch->fine_m;
    rough += ent_field_edge_error_m(field);
    out->below_m = fmin(out->below_m, rough);
    out->above_m = fmin(out->above_m, rough), out->rim_m = 0;
    return ENT_OK;
}

static ent_status make(const ent_field *field, const ent_patch *patch, ent_known known, ent_model *out,
                       ent_error *err)
{
    *out = (ent_model){.rim_m = 0};
    switch (field->kind) {
    case ENT_FIELD_CONSTANT:
        for (int k = 0; k < 5; k++) out->at[k] = field->value_m;
        return ENT_OK;
    case ENT_FIELD_DISTANCE: return distance_model(field, patch, known, out, err);
    case ENT_FIELD_NEARER: return nearer_model(field, patch, out, err);
    case ENT_FIELD_PARALLEL:
    case ENT_FIELD_HALF: return smooth_model(field, patch, known, out, err);
    default: return join_model(field, patch, out, err);
    }
}

ent_status ent_model_make(const ent_field *field, const ent_patch *patch, ent_known known, ent_model *out,
                          ent_error *err)
{
    ent_status st = make(field, patch, known, out, err);
    bool joined = field->kind == ENT_FIELD_MAX || field->kind == ENT_FIELD_MIN; /* in its parts already */
    double error = joined ? 0.0 : ent_field_edge_error_m(field);
    if (st == ENT_OK) out->below_m += error, out->above_m += error;
    return st;
}

ent_bounds_m ent_model_quarter(const ent_model *model, int corner)
{
    double c = model->at[corner], lo = fmin(c, model->at[4]), hi = fmax(c, model->at[4]);
    for (int k = 1; k <= 3; k += 2) {
        double d = model->at[(corner + k) & 3];
        lo = fmin(lo, fmin(0.6 * c + 0.4 * d, 0.4 * c + 0.6 * d));
        hi = fmax(hi, fmax(0.6 * c + 0.4 * d, 0.4 * c + 0.6 * d));
    }
    return (ent_bounds_m){lo, hi};
}

bool ent_model_is_hopeful(const ent_field *field, const ent_patch *patch, double middle, double tolerance_m)
{
    double d = signed_distance(field, middle);
    if (fabs(d) > patch->radius_m + patch->fine_m) return true;
    return lipschitz_error(patch->spread2) <= tolerance_m || is_straight_border(field, patch, d);
}

double ent_model_guess(const ent_field *field, double edge_rad)
{
    double spread2 = SPREAD2_USUAL(edge_rad), rough = lipschitz_error(spread2),
           way_m = ENT_POLAR_RADIUS_M * edge_rad;
    if (edge_rad > ENT_MODEL_EDGE_MAX) return INFINITY;
    switch (field->kind) {
    case ENT_FIELD_MAX:
    case ENT_FIELD_MIN: return fmax(ent_model_guess(field->a, edge_rad), ent_model_guess(field->b, edge_rad));
    case ENT_FIELD_DISTANCE:
        if (fabs(field->value_m) <= way_m)
            return field->shape->kind == ENT_SHAPE_AREA ? fmin(rough, sag(0, edge_rad, spread2) / 2) : rough;
        return fmin(rough, sag(bend_up(fabs(field->value_m) - way_m / 2), edge_rad, spread2) / 2);
    default: return fmin(rough, sag(0, edge_rad, spread2) / 2);
    }
}

int ent_model_lean(const ent_field *field)
{
    if (field->kind == ENT_FIELD_MAX || field->kind == ENT_FIELD_MIN) {
        int a = ent_model_lean(field->a), b = ent_model_lean(field->b);
        return a == b ? a : 0;
    }
    if (field->kind != ENT_FIELD_DISTANCE || field->value_m == 0) return 0;
    return (field->sign > 0) == (field->value_m > 0) ? 1 : -1;
}
