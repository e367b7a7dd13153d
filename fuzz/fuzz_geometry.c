/* fuzz_geometry.c: any bytes as rings and places. What is built must answer consistently: bounds in order and
 * nested, the nearest place as far as said, inside as the sign says, within as the distance says, nothing
 * beyond the cap, and no two distances farther apart than their places. */
#include "entente/tree.h"
#include "fuzz.h"

#include <math.h>
#include <string.h>

#define VERTICES_MAX 40
#define PLACES_MAX 4

typedef struct reader {
    const uint8_t *bytes;
    size_t left;
} reader;

static uint64_t take(reader *r, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i<n; i++, r->left -= r->left> 0) v = v << 8 | (r->left > 0 ? *r->bytes++ : 0);
    return v;
}

/* A coordinate by its first byte: round degrees (poles and the seam among them), a grid of 1/182 degree, or
 * any double. */
static double take_degrees(reader *r, double most)
{
    unsigned how = (unsigned)take(r, 1);
    double v;
    uint64_t bits;
    switch (how % 4) {
    case 0: return most * ((double)(take(r, 1) % 9) - 4.0) / 4.0;
    case 1: return (double)(int16_t)take(r, 2) / 32768.0 * most;
    case 2: return (double)(int32_t)take(r, 4) / 2147483648.0 * most;
    default: bits = take(r, 8), memcpy(&v, &bits, sizeof v); return v;
    }
}

/* Often a small step from the place before, so that shapes can be small. */
static ent_lonlat take_place(reader *r, ent_lonlat before)
{
    unsigned how = (unsigned)take(r, 1);
    if (how % 2 && fabs(before.lat_deg) <= 89.0 && fabs(before.lon_deg) <= 1000.0) {
        const double steps[] = {1e-11, 1e-9, 1e-6, 1e-3};
        double step = steps[how / 2 % 4];
        before.lon_deg += step * (int8_t)take(r, 1), before.lat_deg += step * (int8_t)take(r, 1);
        return before;
    }
    double lon = take_degrees(r, 180.0);
    return (ent_lonlat){lon, take_degrees(r, 90.0)};
}

typedef struct answer {
    ent_lonlat place;
    ent_bounds_m d;
    double least, most; /* unsigned */
} answer;

static double between(ent_lonlat p, ent_lonlat q)
{
    double d = NAN;
    REQUIRE(ent_geo_inverse(p, q, &d, NULL, NULL) == ENT_OK);
    return d;
}

static void check_sign_and_limits(const ent_tree *tree, const answer *a, bool area)
{
    int contains = ent_tree_contains(tree, a->place).sign;
    REQUIRE(area || (contains < 0 && a->d.lo_m >= 0.0));
    if (contains > 0) REQUIRE(a->d.hi_m < 0.0);
    if (contains < 0 && area) REQUIRE(a->d.lo_m > 0.0);
    ent_truth t;
    REQUIRE(ent_tree_within(tree, a->place, a->d.hi_m + 2e-6, &t, NULL) == ENT_OK && ent_is_yes(t));
    REQUIRE(ent_tree_within(tree, a->place, a->d.lo_m - 2e-6, &t, NULL) == ENT_OK && !ent_is_yes(t));
    double middle = 0.5 * a->d.lo_m;
    if (fabs(middle) > 1e-5) {
        REQUIRE(ent_tree_within(tree, a->place, middle, &t, NULL) == ENT_OK);
        REQUIRE(middle > 0.0 ? ent_is_no(t) : ent_is_yes(t));
    }
}

static void check_far_and_cap(const ent_tree *tree, const answer *a)
{
    ent_bounds_m far;
    ent_lonlat at, centre;
    double radius;
    REQUIRE(ent_tree_farthest(tree, a->place, &far, &at, NULL) == ENT_OK);
    REQUIRE(far.lo_m <= far.hi_m && far.hi_m - far.lo_m < 2e-6 && far.hi_m >= a->most);
    REQUIRE(fabs(between(a->place, at) - far.lo_m) < 1e-6);
    ent_tree_cap(tree, &centre, &radius);
    REQUIRE(a->most >= between(a->place, centre) - radius - 1e-6);
    REQUIRE(between(centre, at) <= radius + 1e-6);
}

static answer ask(const ent_tree *tree, ent_lonlat place, bool area)
{
    answer a = {.place = place};
    ent_bounds_m rough;
    ent_lonlat at;
    REQUIRE(ent_tree_nearest(tree, place, &a.d, &at, NULL, NULL) == ENT_OK);
    REQUIRE(a.d.lo_m <= a.d.hi_m && a.d.hi_m - a.d.lo_m <= 1e-6);
    a.most = fmax(fabs(a.d.lo_m), fabs(a.d.hi_m));
    REQUIRE(fabs(between(place, at) - a.most) < 1e-6);
    REQUIRE(ent_tree_distance(tree, place, 1000.0, &rough, NULL) == ENT_OK);
    REQUIRE(rough.lo_m <= a.d.hi_m && a.d.lo_m <= rough.hi_m && rough.hi_m - rough.lo_m <= 1000.0);
    check_sign_and_limits(tree, &a, area);
    check_far_and_cap(tree, &a);
    return a;
}

static void check_tree(const ent_tree *tree, reader *r, ent_lonlat place, bool area)
{
    answer last = {.d = {NAN, NAN}};
    for (int i = 0; i < PLACES_MAX; i++) {
        place = take_place(r, place);
        ent_bounds_m d;
        if (!isfinite(place.lon_deg) || !(fabs(place.lat_deg) <= 90.0)) {
            REQUIRE(ent_tree_distance(tree, place, 0.0, &d, NULL) == ENT_E_DOMAIN);
            continue;
        }
        if (ent_tree_segment_count(tree) == 0) {
            REQUIRE(ent_tree_distance(tree, place, 0.0, &d, NULL) == ENT_OK);
            REQUIRE(isinf(d.lo_m) && d.lo_m == d.hi_m &&
                    (d.lo_m < 0.0) == (ent_tree_contains(tree, place).sign > 0));
            continue;
        }
        answer a = ask(tree, place, area);
        if (!isnan(last.d.lo_m)) {
            double pq = between(place, last.place) + 1e-6;
            REQUIRE(a.d.lo_m - last.d.hi_m <= pq && last.d.lo_m - a.d.hi_m <= pq);
        }
        last = a;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reader r = {data, size};
    unsigned flags = (unsigned)take(&r, 1);
    ent_tree_opts opts = {.kind = (ent_shape_kind)(flags % 3),
                          .edges = flags / 3 % 2 ? ENT_EDGES_GEODESIC : ENT_EDGES_PLANAR,
                          .dissolve = flags / 6 % 2 != 0};
    ent_lonlat points[VERTICES_MAX];
    uint32_t starts[VERTICES_MAX + 1] = {0}, count = (uint32_t)take(&r, 1) % (VERTICES_MAX + 1);
    size_t rings = 0;
    for (uint32_t i = 0; i < count; i++) {
        points[i] = take_place(&r, i ? points[i - 1] : (ent_lonlat){NAN, NAN});
        if (i + 1 == count || take(&r, 1) % 8 == 0) starts[++rings] = i + 1;
    }
    ent_rings shape = {points, starts, rings};
    ent_tree *tree = NULL;
    ent_status st = ent_tree_build(&shape, 1, opts, &tree, NULL);
    REQUIRE(st == ENT_OK || (st == ENT_E_DOMAIN && !tree));
    if (st == ENT_OK)
        check_tree(tree, &r, count ? points[0] : (ent_lonlat){0, 0}, opts.kind == ENT_SHAPE_AREA);
    ent_tree_free(tree);
    return 0;
}
