#include "zone/model.h"
#include "cell/extent.h"
#include "entente/cell.h"
#include "scene.h"

static double length(ent_vec v)
{
    return sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
}
static ent_vec less(ent_vec a, ent_vec b)
{
    return (ent_vec){a.x - b.x, a.y - b.y, a.z - b.z};
}

/* Distance of p from the line through a and b. */
static double height(ent_vec p, ent_vec a, ent_vec b)
{
    ent_vec u = less(b, a), w = less(p, a);
    ent_vec cross = {u.y * w.z - u.z * w.y, u.z * w.x - u.x * w.z, u.x * w.y - u.y * w.x};
    return length(cross) / length(u);
}

/* docs/numerics-cells.md, section 4: the middle of a square is at least 0.3 of its longest edge away from
 * each side. The faces are alike; shape changes little from level to level, so one level with all its
 * squares, and the corner squares of the rest. */
static void check_square(ent_square q)
{
    ent_vec corner[4];
    ent_square_extent extent = ent_square_corners(q, corner);
    double edge = 0, low = 2;
    for (int k = 0; k < 4; k++) {
        ent_vec next = corner[(k + 1) & 3];
        edge = fmax(edge, fmax(length(less(corner[k], next)), length(less(corner[k], extent.centre))));
        low = fmin(low, height(extent.centre, corner[k], next));
    }
    assert_true(low >= 0.3 * edge);
}

static void test_zone_model__squares_are_not_thin(void **state)
{
    (void)state;
    uint32_t size = ENT_IJ_SIZE >> 7;
    for (uint32_t i = 0; i < 128; i++)
        for (uint32_t j = 0; j < 128; j++) check_square((ent_square){0, 7, i * size, j * size});
    for (int level = 4; level <= 20; level++) {
        uint32_t last = ENT_IJ_SIZE - (ENT_IJ_SIZE >> level), middle = ENT_IJ_SIZE / 2;
        check_square((ent_square){2, level, 0, 0});
        check_square((ent_square){2, level, last, 0});
        check_square((ent_square){2, level, middle, 0});
        check_square((ent_square){2, level, middle, middle});
    }
}

/* A parallel is straight on no square away from the equator: the model's errors must hold what it misses. */
static void test_zone_model__errors_hold_all_over_a_square(void **state)
{
    (void)state;
    ent_fields *bag = NULL;
    assert_int_equal(ent_fields_new(&bag, NULL), ENT_OK);
    const ent_lonlat spot = {25, 56};
    const uint32_t starts[2] = {0, 1};
    const ent_rings rings = {&spot, starts, 1};
    ent_tree *tree = NULL;
    assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_POINTS}, &tree, NULL),
                     ENT_OK);
    const ent_field *fields[] = {ent_field_north_of(bag, 60), ent_field_within(bag, tree, 300e3),
                                 ent_field_beyond(bag, tree, 9000e3),
                                 ent_field_between_meridians(bag, 0, 30)};
    const ent_lonlat at[] = {{30, 60}, {25, 58}, {-80, -20}, {30, 20}, {24.9, 56.1}};
    for (size_t f = 0; f < 4; f++) {
        for (size_t k = 0; k < 5; k++) {
            for (int level = 6; level <= 12; level += 2) {
                ent_square q = ent_square_of(ent_cell_parent(ent_cell_at(at[k], 30), level).id);
                ent_patch p = ent_patch_of(q, 1e-6);
                ent_model m;
                assert_int_equal(ent_model_make(fields[f], &p, (ent_known){0}, &m, NULL), ENT_OK);
                for (int c = 0; c < 4; c++) {
                    for (double u = 0; u <= 1; u += 0.25) {
                        for (double v = 0; u + v <= 1; v += 0.25) {
                            ent_vec a = p.centre, b = p.corner[c], d = p.corner[(c + 1) & 3];
                            double w = 1 - u - v, linear = w * m.at[4] + u * m.at[c] + v * m.at[(c + 1) & 3];
                            ent_vec r = {w * a.x + u * b.x + v * d.x, w * a.y + u * b.y + v * d.y,
                                         w * a.z + u * b.z + v * d.z};
                            ent_bounds_m value;
                            assert_int_equal(ent_field_at(fields[f], ent_vec_lonlat(r), 1e-6, &value, NULL),
                                             ENT_OK);
                            assert_true(value.hi_m >= linear - m.below_m && value.lo_m <= linear + m.above_m);
                        }
                    }
                }
            }
        }
    }
    ent_fields_free(bag);
    ent_tree_free(tree);
}

/* ---- edges that smaller neighbours cut ---------------------------------------------------------------- */

typedef struct fan {
    ent_vec r[17]; /* around the square, counter-clockwise, the first once more at the end */
    double f[17];
    size_t count;
} fan;

static double exact(const ent_field *field, ent_vec r)
{
    ent_bounds_m f;
    assert_int_equal(ent_field_at(field, ent_vec_lonlat(r), 1e-6, &f, NULL), ENT_OK);
    return 0.5 * (f.lo_m + f.hi_m);
}

static ent_vec between(ent_vec a, ent_vec b, double t)
{
    return ent_vec_unit((ent_vec){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.z + t * (b.z - a.z)});
}

/* Each edge whole, halved, or in quarters on one side or both. */
static fan random_fan(const ent_patch *p, const ent_field *field, uint64_t *random)
{
    static const double cuts[5][4] = {{0}, {0.5}, {0.25, 0.5}, {0.5, 0.75}, {0.25, 0.5, 0.75}};
    fan around = {.count = 0};
    for (int c = 0; c < 4; c++) {
        const double *cut = cuts[(size_t)scene_uniform(random, 0, 5)];
        around.r[around.count++] = p->corner[c];
        for (; *cut > 0; cut++)
            around.r[around.count++] = between(p->corner[c], p->corner[(c + 1) & 3], *cut);
    }
    around.r[around.count] = around.r[0];
    for (size_t k = 0; k <= around.count; k++) around.f[k] = exact(field, around.r[k]);
    return around;
}

/* The worst by which the field leaves the fan's model: below it and above it. */
static ent_bounds_m stray(const ent_field *field, const ent_patch *p, const fan *around, double middle)
{
    ent_bounds_m worst = {0, 0};
    for (size_t k = 0; k < around->count; k++)
        for (double u = 0; u <= 1; u += 0.25)
            for (double v = 0; u + v <= 1; v += 0.25) {
                ent_vec a = p->centre, b = around->r[k], d = around->r[k + 1];
                double w = 1 - u - v, linear = w * middle + u * around->f[k] + v * around->f[k + 1];
                ent_vec r = {w * a.x + u * b.x + v * d.x, w * a.y + u * b.y + v * d.y,
                             w * a.z + u * b.z + v * d.z};
                double off = exact(field, r) - linear;
                worst.lo_m = fmax(worst.lo_m, -off), worst.hi_m = fmax(worst.hi_m, off);
            }
    return worst;
}

static void check_cut_square(const ent_field *field, ent_square q, uint64_t *random)
{
    ent_patch p = ent_patch_of(q, 1e-6);
    ent_model plain, settled, bare;
    assert_int_equal(ent_model_make(field, &p, (ent_known){0}, &plain, NULL), ENT_OK);
    fan around = random_fan(&p, field, random);
    ent_bounds_m off = stray(field, &p, &around, plain.at[4]);
    settled = bare = plain;
    ent_model_settle(&settled);
    assert_true(off.lo_m <= settled.below_m + 2e-6 && off.hi_m <= settled.above_m + 2e-6);
    if (plain.rim_m == 0) return;
    double *side = plain.side.swapped ? &plain.below_m : &plain.above_m;
    for (size_t k = 0; k < around.count; k++)
        *side = fmax(*side, ent_model_at_rim(field, &plain.side, around.r[k], around.f[k], 1e-6));
    assert_true(off.lo_m <= plain.below_m + 2e-6 && off.hi_m <= plain.above_m + 2e-6);
    for (int c = 0; c < 4; c++) { /* what is said of a quarter holds in it */
        ent_bounds_m says = ent_model_quarter(&bare, c);
        ent_vec other = between(p.corner[c], p.corner[(c + 3) & 3], 0.5);
        for (double u = 0; u <= 1; u += 0.25)
            for (double v = 0; v <= 1; v += 0.25) {
                ent_vec a = between(p.corner[c], p.corner[(c + 1) & 3], 0.5 * u),
                        b = between(other, p.centre, u);
                double f = exact(field, between(a, b, v));
                assert_true(f >= says.lo_m - bare.below_m - 2e-6 && f <= says.hi_m + bare.above_m + 2e-6);
            }
    }
}

/* Areas with long straight sides and with corners, from near and far, both sides of the border: where sides
 * and corners take turns at being nearest the model bends, and smaller neighbours see it before it does. */
static void test_zone_model__errors_hold_with_cut_edges(void **state)
{
    (void)state;
    uint64_t random = 20220111;
    for (int trial = 0; trial < 300; trial++) {
        ent_lonlat ring[6], from = {25, 56}, at = from;
        double size = pow(10, scene_uniform(&random, 3.5, 5.7)),
               reach = pow(10, scene_uniform(&random, 3, 6.6));
        uint32_t starts[2] = {0, (uint32_t)scene_uniform(&random, 3, 6.99)};
        for (uint32_t k = 0; k < starts[1]; k++)
            assert_int_equal(ent_geo_direct(from, -360.0 * k / starts[1],
                                            size * scene_uniform(&random, 0.2, 1), &ring[k], NULL),
                             ENT_OK);
        const ent_rings rings = {ring, starts, 1};
        ent_tree *tree = NULL;
        ent_fields *bag = NULL;
        assert_int_equal(ent_tree_build(&rings, 1, (ent_tree_opts){0}, &tree, NULL), ENT_OK);
        assert_int_equal(ent_fields_new(&bag, NULL), ENT_OK);
        if (trial % 5 == 0) reach = -0.3 * size;
        const ent_field *field =
            trial & 1 ? ent_field_beyond(bag, tree, reach) : ent_field_within(bag, tree, reach);
        for (int k = 0; k < 6; k++) {
            double far = fmax(0, reach) + size * scene_uniform(&random, 0, 1);
            assert_int_equal(ent_geo_direct(from, scene_uniform(&random, 0, 360), far, &at, NULL), ENT_OK);
            int level = (int)scene_uniform(&random, 7, 16);
            check_cut_square(field, ent_square_of(ent_cell_parent(ent_cell_at(at, 30), level).id), &random);
        }
        ent_fields_free(bag);
        ent_tree_free(tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_model__squares_are_not_thin),
        cmocka_unit_test(test_zone_model__errors_hold_all_over_a_square),
        cmocka_unit_test(test_zone_model__errors_hold_with_cut_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
