/* The promise of the outline, {f <= -t} in Z in {f <= t}, on random fields: along its edges |f| <= t; places
 * drawn at random, most of them near the outline, lie on the side that f gives them unless |f| <= t; rings
 * neither meet nor cross; and the cover and the area say the same. */
#include "scene.h"

#include "entente/cell.h"

static double value_at(const ent_field *field, ent_lonlat place)
{
    ent_bounds_m f;
    assert_int_equal(ent_field_at(field, place, 1e-6, &f, NULL), ENT_OK);
    return 0.5 * (f.lo_m + f.hi_m);
}

/* Onto the map, off its border, where even-odd has no say. */
static ent_lonlat reduced(ent_lonlat p)
{
    const double edge = 1e-9;
    return (ent_lonlat){fmax(edge - 180, fmin(180 - edge, remainder(p.lon_deg, 360))),
                        fmax(edge - 90, fmin(90 - edge, p.lat_deg))};
}

static bool on_border(ent_lonlat a, ent_lonlat b)
{
    return (a.lon_deg == b.lon_deg && fabs(a.lon_deg) == 180) ||
           (a.lat_deg == b.lat_deg && fabs(a.lat_deg) == 90);
}

/* Halfway along the great circle, as spherical readers draw it. */
static ent_lonlat middle_on_sphere(ent_lonlat a, ent_lonlat b)
{
    const double deg = 0.017453292519943295;
    double x = cos(a.lat_deg * deg) * cos(a.lon_deg * deg) + cos(b.lat_deg * deg) * cos(b.lon_deg * deg);
    double y = cos(a.lat_deg * deg) * sin(a.lon_deg * deg) + cos(b.lat_deg * deg) * sin(b.lon_deg * deg);
    double z = sin(a.lat_deg * deg) + sin(b.lat_deg * deg);
    return (ent_lonlat){atan2(y, x) / deg, atan2(z, sqrt(x * x + y * y)) / deg};
}

static void check_edges(const ent_field *field, const ent_polygons *p, double tolerance_m, bool uncut,
                        size_t every)
{
    size_t seen = 0;
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, r);
        assert_true(ring.count >= 3);
        for (size_t k = 0; k < ring.count; k++) {
            ent_lonlat a = ring.points[k], b = ring.points[(k + 1) % ring.count];
            if (seen++ % every != 0 || (!uncut && on_border(a, b))) continue;
            assert_true(fabs(value_at(field, a)) <= tolerance_m + 1e-5);
            ent_lonlat middle = {0.5 * (a.lon_deg + b.lon_deg), 0.5 * (a.lat_deg + b.lat_deg)};
            if (uncut) middle = middle_on_sphere(a, b);
            assert_true(fabs(value_at(field, middle)) <= tolerance_m + 1e-5);
        }
    }
}

static bool is_within(const ent_polygons *p, ent_lonlat place)
{
    bool inside = false;
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, r);
        for (size_t k = 0; k < ring.count; k++) {
            ent_lonlat a = ring.points[k], b = ring.points[(k + 1) % ring.count];
            if ((a.lat_deg > place.lat_deg) == (b.lat_deg > place.lat_deg)) continue;
            double along = (place.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg);
            if (a.lon_deg + along * (b.lon_deg - a.lon_deg) > place.lon_deg) inside = !inside;
        }
    }
    return inside;
}

static void check_place(const ent_zone *zone, const ent_field *field, const ent_polygons *p, ent_lonlat place)
{
    double f = value_at(field, place), t = ent_zone_tolerance_m(zone);
    ent_truth truth;
    if (fabs(f) > t) assert_int_equal(is_within(p, place), f < 0);
    assert_int_equal(ent_zone_contains(zone, place, &truth, NULL), ENT_OK);
    if (fabs(f) > 1e-5) assert_int_equal(truth.sign, f < 0 ? 1 : -1);
}

static void check_places(const scene *s, const ent_zone *zone, const ent_field *field, const ent_polygons *p)
{
    size_t rings = ent_polygons_ring_count(p);
    for (int k = 0; k < 120; k++) {
        ent_lonlat at = {s->centre.lon_deg + scene_uniform(s->seed, -15, 15),
                         s->centre.lat_deg + scene_uniform(s->seed, -12, 12)};
        if (rings > 0 && k % 4 != 0) {
            ent_polygon_ring ring = ent_polygons_ring_at(p, (size_t)scene_uniform(s->seed, 0, (double)rings));
            double near = pow(10, scene_uniform(s->seed, -5, -1));
            at = ring.points[(size_t)scene_uniform(s->seed, 0, (double)ring.count)];
            at.lat_deg += scene_uniform(s->seed, -near, near);
            at.lon_deg += scene_uniform(s->seed, -near, near) / fmax(0.01, cos(at.lat_deg * 0.01745));
        }
        check_place(zone, field, p, reduced(at));
    }
}

static double side(ent_lonlat a, ent_lonlat b, ent_lonlat c)
{
    return (b.lon_deg - a.lon_deg) * (c.lat_deg - a.lat_deg) -
           (c.lon_deg - a.lon_deg) * (b.lat_deg - a.lat_deg);
}

static bool do_cross(ent_lonlat a, ent_lonlat b, ent_lonlat c, ent_lonlat d)
{
    return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

static bool is_same(ent_lonlat a, ent_lonlat b)
{
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

typedef struct edge {
    ent_lonlat a, b;
} edge;

static int by_west_end(const void *pa, const void *pb)
{
    const edge *a = pa, *b = pb;
    return (a->a.lon_deg > b->a.lon_deg) - (a->a.lon_deg < b->a.lon_deg);
}

/* All edges by their western end; each against those that start before it ends. */
static void check_simple(const ent_polygons *p)
{
    size_t count = 0, filled = 0;
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) count += ent_polygons_ring_at(p, r).count;
    edge *edges = calloc(count + 1, sizeof *edges);
    assert_non_null(edges);
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, r);
        for (size_t k = 0; k < ring.count; k++) {
            edge e = {ring.points[k], ring.points[(k + 1) % ring.count]};
            edges[filled++] = e.a.lon_deg <= e.b.lon_deg ? e : (edge){e.b, e.a};
        }
    }
    qsort(edges, count, sizeof *edges, by_west_end);
    for (size_t k = 0; k < count; k++)
        for (size_t m = k + 1; m < count && edges[m].a.lon_deg < edges[k].b.lon_deg; m++) {
            edge e = edges[k], f = edges[m];
            bool chained = is_same(e.a, f.a) || is_same(e.a, f.b) || is_same(e.b, f.a) || is_same(e.b, f.b);
            assert_true(chained || !do_cross(e.a, e.b, f.a, f.b));
        }
    free(edges);
}

static void check_order(const ent_polygons *p, bool uncut)
{
    size_t polygon = 0;
    for (size_t r = 0; r < ent_polygons_ring_count(p); r++) {
        ent_polygon_ring ring = ent_polygons_ring_at(p, r);
        double twice = 0;
        for (size_t k = 0; k < ring.count; k++)
            twice += side(ring.points[0], ring.points[k], ring.points[(k + 1) % ring.count]);
        if (!uncut) assert_true((twice < 0) == ring.is_hole);
        bool opens = r == 0 || ring.polygon != polygon;
        assert_int_equal(opens, !ring.is_hole);
        if (opens) assert_int_equal(ring.polygon, r == 0 ? 0 : polygon + 1);
        polygon = ring.polygon;
    }
}

static void check_field(const scene *s, const ent_field *field, double tolerance_m)
{
    ent_zone *zone = NULL;
    ent_error err;
    ent_zone_opts opts = {.tolerance_m = tolerance_m, .cells_max = 60000};
    ent_status st = ent_zone_build(field, opts, &zone, &err);
    if (st == ENT_E_LIMIT) return;
    assert_int_equal(st, ENT_OK);
    for (int kind = 0; kind < 2; kind++) {
        ent_polygons *p = NULL;
        assert_int_equal(ent_zone_polygons(zone, (ent_outline_kind)kind, &p, &err), ENT_OK);
        check_edges(field, p, tolerance_m, kind == ENT_OUTLINE_UNCUT, 7);
        check_order(p, kind == ENT_OUTLINE_UNCUT);
        if (kind == ENT_OUTLINE_CUT) {
            check_places(s, zone, field, p);
            check_simple(p);
        }
        ent_polygons_free(p);
    }
    double lo, hi;
    ent_zone_area(zone, &lo, &hi);
    assert_true(0 <= lo && lo <= hi && hi < 510065621724089.0 * 1.000001);
    ent_zone_free(zone);
}

static void test_zone_outline__keeps_its_promise(void **state)
{
    uint64_t seed = *(uint64_t *)*state;
    for (int round = 0; round < 40; round++) {
        scene s;
        scene_set(&s, &seed, scene_uniform(&seed, 0, 1) < 0.2 ? 5e6 : 800e3);
        print_message("round %d seed %llu\n", round, (unsigned long long)seed);
        const ent_field *field = scene_field(&s, (int)scene_uniform(&seed, 0, 3));
        check_field(&s, field, pow(10, scene_uniform(&seed, 1.5, 4)));
        scene_clear(&s);
    }
}

int main(void)
{
    uint64_t seed = scene_seed();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_zone_outline__keeps_its_promise, &seed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
