/* model.c: see model.h. What is used of the geometry, with c = a^2 / b and lengths E = c * edge:
 *
 * Above a distance. The distance to a set bends upwards by at most cot(d / c) / c per metre squared of way,
 * since the curvature of the ellipsoid is nowhere below 1 / c^2 (Hessian comparison; kinks only bend
 * downwards). Below it. The distance to the one place q nearest to the middle is an upper bound of the
 * distance everywhere; it is smooth up to pi b and bends downwards by at most max(0, -cot(d / b) / b), the
 * curvature being nowhere above 1 / b^2. How much the distance to q exceeds the distance at the corners is
 * measured: that is where a kink shows.
 *
 * Straight lines of the model's planes, read on the ellipsoid, accelerate by at most BEND / c per metre
 * squared: 0.0108 from the ellipsoid's not being a sphere, 4.2 edge from the plane's not being the sphere.
 *
 * A function that bends upwards by at most k lies above its linear interpolation on a triangle less k E^2 /
 * 6, because a triangle lies in a disc of radius E / sqrt 3; on an edge, less k E^2 / 8. Without any of this
 * it lies within Lipschitz * E / sqrt 3 of it. The smaller error is taken. */
#include "zone/model.h"
#include "geo/geodesy.h"
#include "geo/quick.h"
#include "tree/near.h"

#include <math.h>

/* A chord of the unit sphere as a way on the ellipsoid, squared, for edges up to 0.05. */
#define PATH_FACTOR 1.03

static double bend(double edge_rad)
{
    return (0.0108 + 4.2 * edge_rad) / ENT_POLAR_RADIUS_M;
}

/* 1 / tan without its pole; 0 < x < pi. */
static double cot(double x)
{
    return cos(x) / sin(x);
}

/* k E^2 for the bending k. */
static double sag(double k, double edge_rad)
{
    double way_m = ENT_POLAR_RADIUS_M * edge_rad;
    return PATH_FACTOR * (k + bend(edge_rad)) * way_m * way_m;
}

static double lipschitz_error(double edge_rad)
{
    return 1.01 * ENT_POLAR_RADIUS_M * edge_rad / 1.7320508;
}

/* How much the distance may bend upwards when it is at least `least_m` > 0. */
static double bend_up(double least_m)
{
    double x = least_m / ENT_POLAR_RADIUS_M;
    return x < 1.57 ? cot(x) / ENT_POLAR_RADIUS_M : 0.0;
}

/* How much the distance to one place may bend downwards when it is at most `most_m` < 19,000 km. */
static double bend_down(double most_m)
{
    double x = most_m / ENT_B_M;
    return x > 1.57 ? -cot(x) / ENT_B_M + 1e-12 : 0.0;
}

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

static ent_status value_in_middle(const ent_field *field, const ent_patch *patch, ent_known known,
                                  double *out, ent_error *err)
{
    ent_bounds_m f;
    if (known.middle != NULL) {
        *out = *known.middle;
        return ENT_OK;
    }
    ent_status st = ent_field_at(field, patch->middle, patch->fine_m, &f, err);
    if (st == ENT_OK) *out = 0.5 * (f.lo_m + f.hi_m);
    return st;
}

/* The place whose normal this is, on the reduced sphere: (cos lat, sin lat b / a) / sqrt(1 - e^2 sin^2 lat).
 */
static ent_vec3 reduced_of(ent_vec normal)
{
    double k = 1.0 / sqrt(1.0 - ENT_E2 * normal.z * normal.z);
    return (ent_vec3){k * normal.x, k * normal.y, k * normal.z * (ENT_B_M / ENT_A_M)};
}

/* At least the distance between a corner and the foot, and at most 4 fine_m more than it. */
static double distance_most(const ent_geodesy *g, const ent_patch *patch, int k, ent_vec3 foot)
{
    ent_quick q = ent_quick_between(reduced_of(patch->corner[k]), foot);
    if (ent_quick_is_sure(&q) && ent_quick_width_m(q.angle) <= 4 * patch->fine_m) return ent_quick_most_m(&q);
    return ent_geodesy_inverse(g, ent_vec_lonlat(patch->corner[k]), ent_quick_place(foot)).distance_m + 1e-7;
}

/* How far the distance to one place of the border, about the nearest to the middle, exceeds the distance at
 * the corners and in the middle. */
static double excess(const ent_field *field, const ent_patch *patch, const ent_model *m)
{
    const ent_geodesy *g = &field->shape->geodesy;
    ent_foot foot = ent_tree_foot(field->shape, patch->middle);
    double most = ent_geodesy_inverse(g, patch->middle, ent_quick_place(foot.reduced)).distance_m -
                  fabs(field->sign * m->at[4] + field->value_m);
    for (int k = 0; k < 4; k++) {
        double d = fabs(field->sign * m->at[k] + field->value_m);
        most = fmax(most, distance_most(g, patch, k, foot.reduced) - d);
    }
    return fmax(0, most) + foot.off_m + patch->fine_m;
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
    double error = sag(bends, patch->edge_rad) / 6 + patch->fine_m;
    out->below_m = fmin(out->below_m, error);
    out->above_m = fmin(out->above_m, error);
}

static ent_status distance_model(const ent_field *field, const ent_patch *patch, ent_known known,
                                 ent_model *out, ent_error *err)
{
    double edge = patch->edge_rad, rough = lipschitz_error(edge) + patch->fine_m;
    ent_status st = value_in_middle(field, patch, known, &out->at[4], err);
    if (st == ENT_OK) st = values_at_corners(field, patch, known, out, err);
    if (st != ENT_OK) return st;
    double d = field->sign * out->at[4] + field->value_m;
    double least = fabs(d) - patch->fine_m - patch->radius_m,
           most = fabs(d) + patch->fine_m + patch->radius_m;
    out->below_m = out->above_m = rough;
    if (least <= 0) {
        border_model(field, patch, d, out);
        return ENT_OK;
    }
    double up = bend_up(least);
    double below = fmin(rough, sag(up, edge) / 6 + patch->fine_m), above = rough;
    if (most < 19e6) {
        double down = bend_down(most);
        above = sag(down, edge) / 6 + (sag(up, edge) + sag(down, edge)) / 8 + patch->fine_m;
        above = fmin(rough, above + excess(field, patch, out));
    }
    bool swapped = field->sign * d < 0;
    out->below_m = swapped ? above : below;
    out->above_m = swapped ? below : above;
    return ENT_OK;
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
    double error = fmin(sag(k, patch->edge_rad) / 6, lipschitz_error(patch->edge_rad)) + patch->fine_m;
    out->below_m = out->above_m = error;
    return ENT_OK;
}

static ent_status nearer_model(const ent_field *field, const ent_patch *patch, ent_model *out, ent_error *err)
{
    ent_field a = {.kind = ENT_FIELD_DISTANCE, .sign = 1, .shape = field->shape};
    ent_field b = {.kind = ENT_FIELD_DISTANCE, .sign = 1, .shape = field->other};
    ent_model ma, mb;
    ent_status st = distance_model(&a, patch, (ent_known){0}, &ma, err);
    if (st == ENT_OK) st = distance_model(&b, patch, (ent_known){0}, &mb, err);
    if (st != ENT_OK) return st;
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
    if (field->kind == ENT_FIELD_MAX) {
        join_max(&a, &b, out);
    } else {
        negate(&a), negate(&b);
        join_max(&a, &b, out);
        negate(out);
    }
    double rough = field->lipschitz * lipschitz_error(patch->edge_rad) + patch->fine_m;
    out->below_m = fmin(out->below_m, rough);
    out->above_m = fmin(out->above_m, rough);
    return ENT_OK;
}

ent_status ent_model_make(const ent_field *field, const ent_patch *patch, ent_known known, ent_model *out,
                          ent_error *err)
{
    switch (field->kind) {
    case ENT_FIELD_CONSTANT:
        *out = (ent_model){
            {field->value_m, field->value_m, field->value_m, field->value_m, field->value_m}, 0, 0};
        return ENT_OK;
    case ENT_FIELD_DISTANCE: return distance_model(field, patch, known, out, err);
    case ENT_FIELD_NEARER: return nearer_model(field, patch, out, err);
    case ENT_FIELD_PARALLEL:
    case ENT_FIELD_HALF: return smooth_model(field, patch, known, out, err);
    default: return join_model(field, patch, out, err);
    }
}

bool ent_model_is_hopeful(const ent_field *field, const ent_patch *patch, double middle, double tolerance_m)
{
    double d = field->sign * middle + field->value_m;
    if (fabs(d) > patch->radius_m + patch->fine_m) return true;
    return lipschitz_error(patch->edge_rad) <= tolerance_m || is_straight_border(field, patch, d);
}

double ent_model_guess(const ent_field *field, double edge_rad)
{
    double rough = lipschitz_error(edge_rad), way_m = ENT_POLAR_RADIUS_M * edge_rad;
    if (edge_rad > ENT_MODEL_EDGE_MAX) return INFINITY;
    switch (field->kind) {
    case ENT_FIELD_MAX:
    case ENT_FIELD_MIN: return fmax(ent_model_guess(field->a, edge_rad), ent_model_guess(field->b, edge_rad));
    case ENT_FIELD_DISTANCE:
        if (fabs(field->value_m) <= way_m)
            return field->shape->kind == ENT_SHAPE_AREA ? fmin(rough, sag(0, edge_rad) / 6) : rough;
        return fmin(rough, sag(bend_up(fabs(field->value_m) - way_m / 2), edge_rad) / 6);
    default: return fmin(rough, sag(0, edge_rad) / 6);
    }
}
