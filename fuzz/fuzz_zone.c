/* fuzz_zone.c: any bytes as two shapes, a condition on them, a tolerance and places. A zone within its budget
 * must keep its promises: ranges in order, areas in order, the field near zero along the outline, the same
 * answer by cover, index and field, and nothing of a region outside the bounds of its range. */
#include "entente/zone.h"
#include "fuzz.h"

#include <math.h>
#include <string.h>

#define VERTICES_MAX 12
#define STEPS_MAX 6
#define CELLS_MAX 2500

typedef struct reader {
    const uint8_t *bytes;
    size_t left;
} reader;

static unsigned take(reader *r)
{
    if (r->left == 0) return 0;
    r->left--;
    return *r->bytes++;
}

/* -1 to 1: round fractions, or one of 65,536. */
static double take_part(reader *r)
{
    unsigned first = take(r);
    if (first < 64) return ((double)(first % 9) - 4) / 4;
    return (double)(int16_t)(uint16_t)(first << 8 | take(r)) / 32768.0;
}

static ent_lonlat take_place(reader *r, ent_lonlat near)
{
    if (take(r) % 3 == 0) return (ent_lonlat){180 * take_part(r), 90 * take_part(r)};
    double lat = near.lat_deg + 3 * take_part(r);
    return (ent_lonlat){near.lon_deg + 3 * take_part(r), fmax(-90, fmin(90, lat))};
}

static ent_tree *take_shape(reader *r, ent_lonlat *near)
{
    ent_lonlat points[VERTICES_MAX];
    ent_tree_opts opts = {.kind = (ent_shape_kind)(take(r) % 3), .edges = (ent_edges)(take(r) % 2)};
    uint32_t starts[2] = {0, take(r) % (VERTICES_MAX + 1)};
    for (uint32_t k = 0; k < starts[1]; k++) points[k] = *near = take_place(r, *near);
    ent_rings rings = {points, starts, 1};
    ent_tree *tree = NULL;
    return ent_tree_build(&rings, starts[1] > 0, opts, &tree, NULL) == ENT_OK ? tree : NULL;
}

/* Up to 6 steps: each joins a new leaf to what there is. */
static const ent_field *take_field(reader *r, ent_fields *bag, const ent_tree *a, const ent_tree *b,
                                   double reach_m)
{
    const ent_field *field = NULL;
    unsigned steps = 1 + take(r) % STEPS_MAX;
    for (unsigned k = 0; k < steps; k++) {
        const ent_field *leaf = NULL;
        const ent_tree *shape = take(r) % 2 ? a : b;
        double part = take_part(r);
        switch (take(r) % 6) {
        case 0: leaf = ent_field_within(bag, shape, reach_m * part); break;
        case 1: leaf = ent_field_beyond(bag, shape, reach_m * part); break;
        case 2: leaf = ent_field_nearer(bag, a, b); break;
        case 3: leaf = ent_field_north_of(bag, 90 * part); break;
        case 4: leaf = ent_field_between_meridians(bag, 360 * part, 360 * take_part(r)); break;
        default: leaf = ent_field_constant(bag, reach_m * part); break;
        }
        REQUIRE(leaf != NULL);
        unsigned how = take(r);
        if (how & 4) leaf = ent_field_not(bag, leaf);
        field = field == NULL ? leaf
                : how & 1     ? ent_field_and(bag, field, leaf)
                              : ent_field_or(bag, field, leaf);
    }
    return field;
}

static double value(const ent_field *field, ent_lonlat place)
{
    ent_bounds_m f;
    REQUIRE(ent_field_at(field, place, 1e-6, &f, NULL) == ENT_OK);
    REQUIRE(f.lo_m <= f.hi_m);
    return isinf(f.lo_m) ? f.lo_m : 0.5 * (f.lo_m + f.hi_m);
}

static void check_ranges(const ent_zone *zone)
{
    double lo, hi;
    uint64_t last = 0;
    ent_zone_area(zone, &lo, &hi);
    REQUIRE(0 <= lo && lo <= hi);
    for (size_t k = 0; k < ent_zone_range_count(zone); k++) {
        ent_zone_range range = ent_zone_range_at(zone, k);
        REQUIRE(range.min_id > last && range.min_id <= range.max_id);
        last = range.max_id;
    }
}

static void check_outline(const ent_zone *zone, const ent_field *field, ent_outline_kind kind)
{
    ent_polygons *polygons = NULL;
    REQUIRE(ent_zone_polygons(zone, kind, &polygons, NULL) == ENT_OK);
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++) {
        ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        REQUIRE(ring.count >= 3);
        for (size_t i = 0; i < ring.count; i += 1 + ring.count / 8) {
            ent_lonlat p = ring.points[i];
            if (kind == ENT_OUTLINE_CUT && (fabs(p.lon_deg) == 180 || fabs(p.lat_deg) == 90)) continue;
            REQUIRE(fabs(value(field, p)) <= ent_zone_tolerance_m(zone) + 1e-5);
        }
    }
    ent_polygons_free(polygons);
}

static void check_place(const ent_zone *zone, const ent_zone_index *index, const ent_field *field,
                        ent_lonlat place)
{
    double f = value(field, place);
    signed char decided = 2;
    ent_truth truth;
    REQUIRE(ent_zone_index_decide(index, &place, 1, &decided, NULL) == ENT_OK);
    REQUIRE(ent_field_holds(field, place, &truth, NULL) == ENT_OK);
    if (fabs(f) <= 1e-5) return;
    REQUIRE(decided == (f < 0 ? 1 : -1) && truth.sign == decided);
    if (zone == NULL) return;
    REQUIRE(ent_zone_contains(zone, place, &truth, NULL) == ENT_OK && truth.sign == decided);
}

static void check_range(const ent_field *field, const ent_tree *area, ent_lonlat centre, double radius_m)
{
    ent_region regions[2] = {{.kind = ENT_REGION_AREA, .area = area},
                             {.kind = ENT_REGION_DISC, .centre = centre, .radius_m = radius_m}};
    ent_field_range range;
    ent_range_opts opts = {.slack_m = 20e3, .sign_only = true};
    ent_status st = ent_field_range_over(field, regions, 2, opts, &range, NULL);
    REQUIRE(st == ENT_OK || st == ENT_E_LIMIT);
    if (range.empty) return;
    REQUIRE(range.least.lo_m <= range.least.hi_m && range.greatest.lo_m <= range.greatest.hi_m);
    ent_bounds_m d;
    REQUIRE(ent_tree_distance(area, centre, 1e-6, &d, NULL) == ENT_OK);
    if (d.hi_m > 0) return;
    double f = value(field, centre);
    REQUIRE(f >= range.least.lo_m - 1e-5 && f <= range.greatest.hi_m + 1e-5);
}

static void check_field(reader *r, const ent_field *field, const ent_tree *area, ent_lonlat near)
{
    ent_zone *zone = NULL;
    ent_zone_index *index = NULL;
    ent_zone_opts opts = {.tolerance_m = pow(10, 4.5 + 1.5 * take_part(r)), .cells_max = CELLS_MAX};
    ent_status st = ent_zone_build(field, opts, &zone, NULL);
    REQUIRE(st == ENT_OK || st == ENT_E_LIMIT);
    if (st != ENT_OK) zone = NULL;
    if (zone != NULL) {
        check_ranges(zone);
        check_outline(zone, field, ENT_OUTLINE_CUT);
        check_outline(zone, field, ENT_OUTLINE_UNCUT);
    }
    REQUIRE(ent_zone_index_build(field, 400, &index, NULL) == ENT_OK);
    for (int k = 0; k < 4; k++) check_place(zone, index, field, take_place(r, near));
    check_range(field, area, take_place(r, near), 1e5 * fabs(take_part(r)));
    ent_zone_index_free(index);
    ent_zone_free(zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reader r = {data, size};
    ent_lonlat near = {180 * take_part(&r), 90 * take_part(&r)};
    ent_tree *a = take_shape(&r, &near), *b = take_shape(&r, &near);
    ent_fields *bag = NULL;
    if (a != NULL && b != NULL && ent_fields_new(&bag, NULL) == ENT_OK) {
        double reach_m = pow(10, 5.65 + 1.65 * take_part(&r));
        check_field(&r, take_field(&r, bag, a, b, reach_m), a, near);
    }
    ent_fields_free(bag);
    ent_tree_free(a);
    ent_tree_free(b);
    return 0;
}
