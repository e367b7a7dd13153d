/* field.c: building fields and asking for their value at one place.
 *
 * Why each leaf is 1-Lipschitz in geodesic distance: a distance to a set is, by the triangle inequality; so
 * is the signed one, because a path from inside to outside crosses the border and spends at least both
 * distances. The length of the meridian up to a place grows by at most the way walked. max, min and negation
 * keep the constant; a difference adds the two. */
#include "entente/zone.h"
#include "base/arena.h"
#include "base/mem.h"
#include "geo/geodesy.h"
#include "tree/layout.h"
#include "zone/field.h"

#include <math.h>

typedef struct owned_tree {
    ent_tree *tree;
    struct owned_tree *next;
} owned_tree;

struct ent_fields {
    ent_arena *arena;
    owned_tree *trees; /* of the meridians */
};

ent_status ent_fields_new(ent_fields **out, ent_error *err)
{
    ent_fields *bag = ent_alloc_zero(1, sizeof *bag);
    if (bag != NULL) bag->arena = ent_arena_new();
    if (bag == NULL || bag->arena == NULL) {
        ent_free(bag);
        return ent_fail(err, ENT_E_NOMEM, "out of memory for fields");
    }
    *out = bag;
    return ENT_OK;
}

void ent_fields_free(ent_fields *bag)
{
    if (bag == NULL) return;
    for (owned_tree *t = bag->trees; t != NULL; t = t->next) ent_tree_free(t->tree);
    ent_arena_free(bag->arena);
    ent_free(bag);
}

/* ---- constructors ----------------------------------------------------------------------------------- */

static ent_field *new_field(ent_fields *bag, ent_field_kind kind)
{
    ent_field *field = bag == NULL ? NULL : ent_arena_alloc(bag->arena, 1, sizeof *field);
    if (field == NULL) return NULL;
    field->kind = kind;
    field->sign = 1;
    field->lipschitz = 1;
    field->leaves = 1;
    return field;
}

static bool is_empty(const ent_tree *shape)
{
    ent_lonlat centre;
    double radius_m;
    ent_tree_cap(shape, &centre, &radius_m);
    return radius_m < 0;
}

const ent_field *ent_field_constant(ent_fields *bag, double value_m)
{
    if (isnan(value_m)) return NULL;
    ent_field *field = new_field(bag, ENT_FIELD_CONSTANT);
    if (field == NULL) return NULL;
    field->value_m = value_m;
    field->lipschitz = 0;
    return field;
}

static const ent_field *distance(ent_fields *bag, const ent_tree *shape, double radius_m, double sign)
{
    if (bag == NULL || shape == NULL || isnan(radius_m)) return NULL;
    if (is_empty(shape)) return ent_field_constant(bag, sign * INFINITY);
    if (isinf(radius_m)) return ent_field_constant(bag, sign * -radius_m);
    ent_field *field = new_field(bag, ENT_FIELD_DISTANCE);
    if (field == NULL) return NULL;
    field->sign = sign;
    field->shape = shape;
    field->value_m = radius_m;
    return field;
}

const ent_field *ent_field_within(ent_fields *bag, const ent_tree *shape, double radius_m)
{
    return distance(bag, shape, radius_m, 1);
}

const ent_field *ent_field_beyond(ent_fields *bag, const ent_tree *shape, double radius_m)
{
    return distance(bag, shape, radius_m, -1);
}

const ent_field *ent_field_nearer(ent_fields *bag, const ent_tree *a, const ent_tree *b)
{
    if (a == NULL || b == NULL) return NULL;
    if (a == b) return ent_field_constant(bag, 0);
    if (is_empty(a)) return ent_field_constant(bag, INFINITY);
    if (is_empty(b)) return ent_field_constant(bag, -INFINITY);
    ent_field *field = new_field(bag, ENT_FIELD_NEARER);
    if (field == NULL) return NULL;
    field->lipschitz = 2;
    field->shape = a;
    field->other = b;
    return field;
}

bool ent_field_is_same(const ent_field *a, const ent_field *b)
{
    if (a == b) return true;
    if (a == NULL || b == NULL || a->kind != b->kind || a->leaves != b->leaves) return false;
    if (a->kind == ENT_FIELD_MAX || a->kind == ENT_FIELD_MIN)
        return ent_field_is_same(a->a, b->a) && ent_field_is_same(a->b, b->b);
    return a->sign == b->sign && a->value_m == b->value_m && a->shape == b->shape && a->other == b->other &&
           a->lon_deg == b->lon_deg;
}

static double error_of_edges(const ent_tree *shape)
{
    return (shape->kind == ENT_SHAPE_AREA ? 1.0 : 2.0) * ent_tree_edge_error_m(shape);
}

double ent_field_edge_error_m(const ent_field *field)
{
    switch (field->kind) {
    case ENT_FIELD_MAX:
    case ENT_FIELD_MIN: return fmax(ent_field_edge_error_m(field->a), ent_field_edge_error_m(field->b));
    case ENT_FIELD_NEARER: return error_of_edges(field->shape) + error_of_edges(field->other);
    case ENT_FIELD_DISTANCE: return error_of_edges(field->shape);
    default: return 0.0; /* meridians are geodesics */
    }
}

double ent_meridian_m(double lat_deg)
{
    ent_geodesy g;
    ent_geodesy_init(&g);
    return copysign(ent_geodesy_inverse(&g, (ent_lonlat){0, 0}, (ent_lonlat){0, lat_deg}).distance_m,
                    lat_deg);
}

const ent_field *ent_field_north_of(ent_fields *bag, double lat_deg)
{
    if (!(fabs(lat_deg) <= 90.0)) return NULL;
    ent_field *field = new_field(bag, ENT_FIELD_PARALLEL);
    if (field == NULL) return NULL;
    field->value_m = ent_meridian_m(lat_deg);
    return field;
}

/* A meridian from pole to pole and, for `both`, back on the other side of the Earth, cut every 45 degrees:
 * geodesics all of them, straight or not. The tree belongs to the bag. */
static const ent_tree *meridian(ent_fields *bag, double lon_deg, bool both)
{
    ent_lonlat points[10];
    const uint32_t starts[3] = {0, 5, 10};
    owned_tree *owned = ent_arena_alloc(bag->arena, 1, sizeof *owned);
    if (owned == NULL) return NULL;
    for (int k = 0; k < 5; k++) {
        points[k] = (ent_lonlat){lon_deg, -90.0 + 45.0 * k};
        points[5 + k] = (ent_lonlat){ent_lon_reduce(lon_deg + 180.0), -90.0 + 45.0 * k};
    }
    ent_rings rings = {points, starts, both ? 2 : 1};
    ent_tree_opts opts = {.kind = ENT_SHAPE_LINE, .edges = ENT_EDGES_GEODESIC};
    if (ent_tree_build(&rings, 1, opts, &owned->tree, NULL) != ENT_OK) return NULL;
    owned->next = bag->trees;
    bag->trees = owned;
    return owned->tree;
}

/* At most zero in the half of the Earth east of a meridian (sign 1) or west of it (sign -1). */
static const ent_field *half(ent_fields *bag, double lon_deg, double sign)
{
    ent_field *field = new_field(bag, ENT_FIELD_HALF);
    if (field == NULL) return NULL;
    field->lon_deg = ent_lon_reduce(lon_deg);
    field->sign = sign;
    field->shape = meridian(bag, field->lon_deg, true);
    return field->shape == NULL ? NULL : field;
}

static const ent_field *join(ent_fields *bag, ent_field_kind kind, const ent_field *a, const ent_field *b)
{
    if (a == NULL || b == NULL) return NULL;
    ent_field *field = new_field(bag, kind);
    if (field == NULL) return NULL;
    field->a = a;
    field->b = b;
    field->lipschitz = fmax(a->lipschitz, b->lipschitz);
    field->leaves = a->leaves + b->leaves;
    return field;
}

/* Up to half a turn, what lies east of the one and west of the other; beyond, what lies on either side. */
const ent_field *ent_field_between_meridians(ent_fields *bag, double west_deg, double east_deg)
{
    if (bag == NULL || !isfinite(west_deg) || !isfinite(east_deg)) return NULL;
    double wide = east_deg - west_deg;
    if (wide >= 360.0) return ent_field_constant(bag, -INFINITY);
    wide = fmod(wide, 360.0);
    if (wide < 0) wide += 360.0;
    if (wide == 0) return distance(bag, meridian(bag, ent_lon_reduce(west_deg), false), 0, 1);
    const ent_field *east = half(bag, west_deg, 1), *west = half(bag, east_deg, -1);
    return join(bag, wide <= 180.0 ? ENT_FIELD_MAX : ENT_FIELD_MIN, east, west);
}

const ent_field *ent_field_and(ent_fields *bag, const ent_field *a, const ent_field *b)
{
    return join(bag, ENT_FIELD_MAX, a, b);
}

const ent_field *ent_field_or(ent_fields *bag, const ent_field *a, const ent_field *b)
{
    return join(bag, ENT_FIELD_MIN, a, b);
}

/* De Morgan: the negation moves down to the leaves, where it is a sign. */
const ent_field *ent_field_not(ent_fields *bag, const ent_field *a)
{
    if (a == NULL) return NULL;
    if (a->kind == ENT_FIELD_MAX || a->kind == ENT_FIELD_MIN) {
        ent_field_kind dual = a->kind == ENT_FIELD_MAX ? ENT_FIELD_MIN : ENT_FIELD_MAX;
        return join(bag, dual, ent_field_not(bag, a->a), ent_field_not(bag, a->b));
    }
    if (a->kind == ENT_FIELD_NEARER) return ent_field_nearer(bag, a->other, a->shape);
    if (a->kind == ENT_FIELD_CONSTANT) return ent_field_constant(bag, -a->value_m);
    ent_field *field = new_field(bag, a->kind);
    if (field == NULL) return NULL;
    *field = *a;
    field->sign = -a->sign;
    return field;
}

/* ---- caps ------------------------------------------------------------------------------------------- */

/* A cap around both. */
static void join_caps(ent_lonlat a, double ra, ent_lonlat *out, double *out_radius_m)
{
    ent_geodesy g;
    ent_geodesy_init(&g);
    if (*out_radius_m < 0) {
        *out = a, *out_radius_m = ra;
        return;
    }
    double apart_m = ent_geodesy_inverse(&g, *out, a).distance_m + ENT_GEODESY_ERR_M;
    *out_radius_m = fmin(ENT_HALF_TURN_M, fmax(*out_radius_m, apart_m + ra));
}

static void cap_of_join(const ent_field *field, ent_lonlat *out_centre, double *out_radius_m)
{
    ent_lonlat centre;
    double radius_m;
    ent_field_cap(field->a, out_centre, out_radius_m);
    ent_field_cap(field->b, &centre, &radius_m);
    if (field->kind == ENT_FIELD_MIN && radius_m >= 0) join_caps(centre, radius_m, out_centre, out_radius_m);
    if (field->kind == ENT_FIELD_MAX && radius_m < *out_radius_m)
        *out_centre = centre, *out_radius_m = radius_m;
}

void ent_field_cap(const ent_field *field, ent_lonlat *out_centre, double *out_radius_m)
{
    *out_centre = (ent_lonlat){0, 0}, *out_radius_m = ENT_HALF_TURN_M;
    if (field->kind == ENT_FIELD_MAX || field->kind == ENT_FIELD_MIN) {
        cap_of_join(field, out_centre, out_radius_m);
    } else if (field->kind == ENT_FIELD_CONSTANT) {
        if (field->value_m > 0) *out_radius_m = -1;
    } else if (field->kind == ENT_FIELD_DISTANCE && field->sign > 0) {
        ent_tree_cap(field->shape, out_centre, out_radius_m);
        *out_radius_m = fmin(ENT_HALF_TURN_M, *out_radius_m + field->value_m);
    }
}

bool ent_field_is_within(const ent_field *field, const ent_tree *shape, double *out_radius_m)
{
    if (field->kind != ENT_FIELD_DISTANCE || field->sign < 0 || field->shape != shape) return false;
    *out_radius_m = field->value_m;
    return true;
}

/* ---- values ----------------------------------------------------------------------------------------- */

static ent_bounds_m signed_bounds(double sign, double lo_m, double hi_m)
{
    return sign > 0 ? (ent_bounds_m){lo_m, hi_m} : (ent_bounds_m){-hi_m, -lo_m};
}

static ent_status distance_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                              ent_error *err)
{
    ent_bounds_m d;
    ent_status st = ent_tree_distance(field->shape, place, slack_m, &d, err);
    if (st != ENT_OK) return st;
    *out = signed_bounds(field->sign, d.lo_m - field->value_m, d.hi_m - field->value_m);
    return ENT_OK;
}

static ent_status nearer_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                            ent_error *err)
{
    ent_bounds_m a = {0, 0}, b = {0, 0};
    ent_status st = ent_tree_distance(field->shape, place, slack_m / 2, &a, err);
    if (st == ENT_OK) st = ent_tree_distance(field->other, place, slack_m / 2, &b, err);
    if (st == ENT_OK) *out = (ent_bounds_m){a.lo_m - b.hi_m, a.hi_m - b.lo_m};
    return st;
}

static ent_status parallel_at(const ent_field *field, ent_lonlat place, ent_bounds_m *out, ent_error *err)
{
    if (!ent_lonlat_is_valid(place))
        return ent_fail(err, ENT_E_DOMAIN, "not a place: latitude %g", place.lat_deg);
    double value_m = field->value_m - ent_meridian_m(place.lat_deg);
    *out = signed_bounds(field->sign, value_m - 2 * ENT_GEODESY_ERR_M, value_m + 2 * ENT_GEODESY_ERR_M);
    return ENT_OK;
}

static bool is_east(const ent_field *field, double lon_deg)
{
    double east = ent_lon_reduce(lon_deg) - field->lon_deg;
    if (east < 0) east += 360.0;
    return east <= 180.0;
}

static ent_status half_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                          ent_error *err)
{
    ent_bounds_m d;
    ent_status st = ent_tree_distance(field->shape, place, slack_m, &d, err);
    if (st != ENT_OK) return st;
    *out = signed_bounds(is_east(field, place.lon_deg) ? -field->sign : field->sign, d.lo_m, d.hi_m);
    return ENT_OK;
}

static ent_status join_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                          ent_error *err)
{
    ent_bounds_m a = {0, 0}, b = {0, 0};
    ent_status st = ent_field_at(field->a, place, slack_m, &a, err);
    if (st == ENT_OK) st = ent_field_at(field->b, place, slack_m, &b, err);
    if (st != ENT_OK) return st;
    if (field->kind == ENT_FIELD_MAX)
        *out = (ent_bounds_m){fmax(a.lo_m, b.lo_m), fmax(a.hi_m, b.hi_m)};
    else
        *out = (ent_bounds_m){fmin(a.lo_m, b.lo_m), fmin(a.hi_m, b.hi_m)};
    return ENT_OK;
}

ent_status ent_field_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                        ent_error *err)
{
    switch (field->kind) {
    case ENT_FIELD_CONSTANT: *out = (ent_bounds_m){field->value_m, field->value_m}; return ENT_OK;
    case ENT_FIELD_DISTANCE: return distance_at(field, place, slack_m, out, err);
    case ENT_FIELD_NEARER: return nearer_at(field, place, slack_m, out, err);
    case ENT_FIELD_PARALLEL: return parallel_at(field, place, out, err);
    case ENT_FIELD_HALF: return half_at(field, place, slack_m, out, err);
    default: return join_at(field, place, slack_m, out, err);
    }
}

/* A distance is compared with the radius directly: that stops much earlier than measuring does. */
static ent_status distance_holds(const ent_field *field, ent_lonlat place, ent_truth *out, ent_error *err)
{
    ent_truth within;
    ent_status st = ent_tree_within(field->shape, place, field->value_m, &within, err);
    if (st == ENT_OK) *out = field->sign > 0 ? within : ent_not(within);
    return st;
}

static ent_status join_holds(const ent_field *field, ent_lonlat place, ent_truth *out, ent_error *err)
{
    ent_truth a, b;
    bool all = field->kind == ENT_FIELD_MAX;
    ent_status st = ent_field_holds(field->a, place, &a, err);
    if (st != ENT_OK) return st;
    if (all ? ent_is_no(a) : ent_is_yes(a)) {
        *out = a;
        return ENT_OK;
    }
    st = ent_field_holds(field->b, place, &b, err);
    if (st == ENT_OK) *out = all ? ent_and(a, b) : ent_or(a, b);
    return st;
}

ent_status ent_field_holds(const ent_field *field, ent_lonlat place, ent_truth *out, ent_error *err)
{
    ent_bounds_m f = {0, 0};
    if (field->kind == ENT_FIELD_DISTANCE) return distance_holds(field, place, out, err);
    if (field->kind == ENT_FIELD_MAX || field->kind == ENT_FIELD_MIN)
        return join_holds(field, place, out, err);
    ent_status st = ent_field_at(field, place, 1e-6, &f, err);
    if (st == ENT_OK) *out = f.hi_m <= 0 ? ENT_YES : f.lo_m > 0 ? ENT_NO : ENT_UNCLEAR;
    return st;
}

/* ---- downhill --------------------------------------------------------------------------------------- */

static ent_status leaf_downhill(const ent_field *field, ent_lonlat place, double *out_azimuth_deg,
                                ent_error *err)
{
    ent_bounds_m d;
    ent_lonlat nearest;
    if (field->kind == ENT_FIELD_CONSTANT) {
        *out_azimuth_deg = NAN;
        return ENT_OK;
    }
    if (field->kind == ENT_FIELD_PARALLEL) {
        *out_azimuth_deg = field->sign > 0 ? 0.0 : 180.0;
        return ENT_OK;
    }
    double azimuth_deg;
    ent_status st = ent_tree_nearest(field->shape, place, &d, &nearest, &azimuth_deg, err);
    if (st != ENT_OK) return st;
    bool away = d.hi_m < 0;
    if (field->kind == ENT_FIELD_HALF) away = is_east(field, place.lon_deg);
    *out_azimuth_deg = azimuth_deg + (away != (field->sign < 0) ? 180.0 : 0.0);
    return ENT_OK;
}

ent_status ent_field_downhill(const ent_field *field, ent_lonlat place, double *out_azimuth_deg,
                              ent_error *err)
{
    while (field->kind == ENT_FIELD_MAX || field->kind == ENT_FIELD_MIN) {
        ent_bounds_m a = {0, 0}, b = {0, 0};
        ent_status st = ent_field_at(field->a, place, 1.0, &a, err);
        if (st == ENT_OK) st = ent_field_at(field->b, place, 1.0, &b, err);
        if (st != ENT_OK) return st;
        field = (a.lo_m > b.lo_m) == (field->kind == ENT_FIELD_MAX) ? field->a : field->b;
    }
    return leaf_downhill(field, place, out_azimuth_deg, err);
}
