#include "zone/model.h"
#include "cell/extent.h"
#include "entente/cell.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

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
                ent_patch p = {.fine_m = 1e-6};
                ent_square_extent extent = ent_square_corners(q, p.corner);
                ent_model m;
                p.middle = ent_vec_lonlat(extent.centre);
                p.radius_m = extent.radius_m;
                for (int c = 0; c < 4; c++)
                    p.edge_rad = fmax(p.edge_rad, fmax(length(less(p.corner[c], p.corner[(c + 1) & 3])),
                                                       length(less(p.corner[c], extent.centre))));
                assert_int_equal(ent_model_make(fields[f], &p, (ent_known){0}, &m, NULL), ENT_OK);
                for (int c = 0; c < 4; c++) {
                    for (double u = 0; u <= 1; u += 0.25) {
                        for (double v = 0; u + v <= 1; v += 0.25) {
                            ent_vec a = extent.centre, b = p.corner[c], d = p.corner[(c + 1) & 3];
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_model__squares_are_not_thin),
        cmocka_unit_test(test_zone_model__errors_hold_all_over_a_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
