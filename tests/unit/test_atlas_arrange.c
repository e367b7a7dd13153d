/* The arrangement: who covers what, exactly, where outlines cross, touch, overlap and coincide. */
#include "atlas/arrange.h"
#include "atlas/area.h"
#include "base/mem.h"
#include "cm.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef ent_grid_point P;

static ent_arrange *start(void)
{
    ent_arrange *a = NULL;
    assert_int_equal(ent_arrange_new(&a, NULL), ENT_OK);
    return a;
}

static void box(ent_arrange *a, uint16_t feature, P low, P high, bool hole)
{
    const P ring[] = {low, {high.x, low.y}, high, {low.x, high.y}};
    assert_int_equal(ent_arrange_ring(a, feature, ring, 4, hole, NULL), ENT_OK);
}

static void solve(ent_arrange *a)
{
    assert_int_equal(ent_arrange_solve(a, NULL), ENT_OK);
}

/* "0,2" for a set of features. */
static const char *name_of(const ent_arrange *a, size_t set, char out[64])
{
    const ent_cover cover = ent_arrange_set_at(a, set);
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < cover.count && length < 48; i++)
        length += (size_t)snprintf(out + length, 64 - length, "%s%d", i ? "," : "", cover.features[i]);
    return out;
}

/* Twice the area that a set covers, from the chains around it; exact in these small figures. */
static long long twice_area(const ent_arrange *a, const char *set)
{
    long long sum = 0;
    char name[64];
    for (size_t i = 0; i < ent_arrange_chain_count(a); i++) {
        const ent_chain *c = ent_arrange_chain_at(a, i);
        const P *p = ent_arrange_points(a) + c->first;
        const int sign =
            (strcmp(name_of(a, c->left, name), set) == 0) - (strcmp(name_of(a, c->right, name), set) == 0);
        for (uint32_t j = 0; sign && j + 1 < c->count; j++)
            sum += sign * ((long long)p[j].x * p[j + 1].y - (long long)p[j + 1].x * p[j].y);
    }
    return sum;
}

static void atlas_arrange__two_boxes_that_cross(void **state)
{
    (void)state;
    ent_arrange *a = start();
    box(a, 0, (P){0, 0}, (P){100, 100}, false);
    box(a, 1, (P){50, 50}, (P){150, 150}, false);
    solve(a);
    assert_int_equal(twice_area(a, "0,1"), 2 * 50 * 50);
    assert_int_equal(twice_area(a, "0"), 2 * (100 * 100 - 50 * 50));
    assert_int_equal(twice_area(a, "1"), 2 * (100 * 100 - 50 * 50));
    assert_int_equal(ent_arrange_chain_count(a), 4); /* between the two crossings */
    ent_arrange_free(a);
}

/* A common border is one chain with both neighbours, whichever vertices each of them has on it. */
static void atlas_arrange__neighbours_share_one_border(void **state)
{
    (void)state;
    ent_arrange *a = start();
    const P west[] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};
    const P east[] = {{200, 0},  {200, 100}, {100, 100},
                      {100, 70}, {100, 30},  {100, 0}}; /* clockwise or not: no matter */
    assert_int_equal(ent_arrange_ring(a, 0, west, 4, false, NULL), ENT_OK);
    assert_int_equal(ent_arrange_ring(a, 1, east, 6, false, NULL), ENT_OK);
    solve(a);
    char left[64], right[64];
    size_t common = 0;
    for (size_t i = 0; i < ent_arrange_chain_count(a); i++) {
        const ent_chain *c = ent_arrange_chain_at(a, i);
        name_of(a, c->left, left), name_of(a, c->right, right);
        common += (strcmp(left, "0") == 0 && strcmp(right, "1") == 0) ||
                  (strcmp(left, "1") == 0 && strcmp(right, "0") == 0);
    }
    assert_int_equal(common, 1);
    assert_int_equal(twice_area(a, "0"), 20000);
    assert_int_equal(twice_area(a, "1"), 20000);
    ent_arrange_free(a);
}

static void atlas_arrange__holes_and_islands(void **state)
{
    (void)state;
    ent_arrange *a = start();
    box(a, 0, (P){0, 0}, (P){100, 100}, false);
    box(a, 0, (P){20, 20}, (P){80, 80}, true);
    box(a, 1, (P){20, 20}, (P){80, 80}, false); /* fills the hole exactly */
    box(a, 2, (P){40, 40}, (P){60, 60}, false);
    solve(a);
    assert_int_equal(twice_area(a, "0"), 2 * (10000 - 3600));
    assert_int_equal(twice_area(a, "1"), 2 * (3600 - 400));
    assert_int_equal(twice_area(a, "1,2"), 2 * 400);
    ent_arrange_free(a);
}

/* Drawn as a whole and in parts, as Palestine is: the union, and no inner border between the parts. */
static void atlas_arrange__a_feature_that_overlaps_itself(void **state)
{
    (void)state;
    ent_arrange *a = start();
    box(a, 0, (P){0, 0}, (P){100, 100}, false);
    box(a, 0, (P){0, 0}, (P){50, 100}, false);
    box(a, 0, (P){50, 0}, (P){100, 100}, false);
    solve(a);
    assert_int_equal(twice_area(a, "0"), 20000);
    assert_int_equal(ent_arrange_set_count(a), 2);
    ent_arrange_free(a);
}

static void atlas_arrange__edges_that_cancel_leave_nothing(void **state)
{
    (void)state;
    ent_arrange *a = start();
    const P spike[] = {{0, 0}, {100, 0}, {200, 0}, {100, 0}, {100, 100}, {0, 100}}; /* out and back */
    assert_int_equal(ent_arrange_ring(a, 0, spike, 6, false, NULL), ENT_OK);
    solve(a);
    assert_int_equal(twice_area(a, "0"), 20000);
    for (size_t i = 0; i < ent_arrange_chain_count(a); i++) {
        const ent_chain *c = ent_arrange_chain_at(a, i);
        for (uint32_t j = 0; j < c->count; j++) assert_true(ent_arrange_points(a)[c->first + j].x <= 100);
    }
    ent_arrange_free(a);
}

static void atlas_arrange__nothing_at_all(void **state)
{
    (void)state;
    ent_arrange *a = start();
    solve(a);
    assert_int_equal(ent_arrange_chain_count(a), 0);
    ent_arrange_free(a);
    a = start();
    const P line[] = {{0, 0}, {0, 0}, {0, 0}};
    assert_int_equal(ent_arrange_ring(a, 0, line, 3, false, NULL), ENT_OK);
    solve(a);
    assert_int_equal(ent_arrange_chain_count(a), 0);
    ent_arrange_free(a);
}

static void atlas_arrange__edges_of_the_grid(void **state)
{
    (void)state;
    ent_arrange *a = start();
    const int32_t x = 180 * ENT_GRID_PER_DEGREE, y = 90 * ENT_GRID_PER_DEGREE;
    box(a, 0, (P){-x, -y}, (P){x, y}, false);
    box(a, 1, (P){-x, -y}, (P){0, 0}, false);
    const P slant[] = {{-x, -y}, {x, y}, {x, y - 7}};
    assert_int_equal(ent_arrange_ring(a, 2, slant, 3, false, NULL), ENT_OK);
    solve(a);
    assert_true(twice_area(a, "0,1") > 0);
    assert_true(twice_area(a, "0,2") > 0);
    ent_arrange_free(a);
}

/* ---- against brute force ----------------------------------------------------------------- */

#define TRIANGLES 12
#define SPAN 2000

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static int side(P a, P b, double x, double y)
{
    const double s = ((double)b.x - a.x) * (y - a.y) - ((double)b.y - a.y) * (x - a.x);
    return (s > 0) - (s < 0);
}

static bool in_triangle(const P t[3], double x, double y)
{
    const int s = side(t[0], t[1], x, y);
    return s != 0 && s == side(t[1], t[2], x, y) && s == side(t[2], t[0], x, y);
}

/* How many outlines pass within eight grid steps. Crossings are rounded to the grid, so the cover four steps
 * beside an edge is certain only where no other outline is near. */
static int outlines_near(P t[][3], double x, double y)
{
    int count = 0;
    for (size_t i = 0; i < TRIANGLES; i++)
        for (int j = 0; j < 3; j++) {
            const P a = t[i][j], b = t[i][(j + 1) % 3];
            const double dx = (double)b.x - a.x, dy = (double)b.y - a.y, n = dx * dx + dy * dy;
            double u = n > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / n : 0;
            u = u < 0 ? 0 : u > 1 ? 1 : u;
            count += hypot(x - a.x - u * dx, y - a.y - u * dy) < 8;
        }
    return count;
}

static size_t compare_sides(const ent_arrange *a, P t[][3])
{
    size_t compared = 0;
    for (size_t i = 0; i < ent_arrange_chain_count(a); i++) {
        const ent_chain *c = ent_arrange_chain_at(a, i);
        const P p = ent_arrange_points(a)[c->first], q = ent_arrange_points(a)[c->first + 1];
        const double dx = (double)q.x - p.x, dy = (double)q.y - p.y, n = hypot(dx, dy);
        for (int left = 0; left < 2; left++) {
            const double off = left ? 4 : -4, mx = (p.x + (double)q.x) / 2, my = (p.y + (double)q.y) / 2;
            const double x = mx - dy / n * off, y = my + dx / n * off;
            if (outlines_near(t, mx, my) != 1) continue;
            char wanted[64] = "", got[64];
            size_t length = 0;
            for (int f = 0; f < TRIANGLES; f++)
                if (in_triangle(t[f], x, y))
                    length += (size_t)snprintf(wanted + length, sizeof wanted - length, "%s%d",
                                               length ? "," : "", f);
            assert_string_equal(name_of(a, left ? c->left : c->right, got), wanted);
            compared++;
        }
    }
    return compared;
}

static void atlas_arrange__random_triangles_agree_with_brute_force(void **state)
{
    (void)state;
    size_t compared = 0;
    for (uint32_t round = 1; round <= 200; round++) {
        uint32_t seed = round;
        P t[TRIANGLES][3];
        ent_arrange *a = start();
        for (uint16_t i = 0; i < TRIANGLES; i++) {
            for (int j = 0; j < 3; j++)
                t[i][j] = (P){(int32_t)(next_random(&seed) % SPAN), (int32_t)(next_random(&seed) % SPAN)};
            assert_int_equal(ent_arrange_ring(a, i, t[i], 3, false, NULL), ENT_OK);
        }
        solve(a);
        compared += compare_sides(a, t);
        ent_arrange_free(a);
    }
    assert_true(compared > 10000);
}

/* Each set's border closes: as many chains arrive at a point as leave it. */
static void atlas_arrange__borders_close(void **state)
{
    (void)state;
    uint32_t seed = 7;
    ent_arrange *a = start();
    for (uint16_t i = 0; i < 40; i++) {
        P ring[8];
        for (int j = 0; j < 8; j++)
            ring[j] = (P){(int32_t)(next_random(&seed) % 300), (int32_t)(next_random(&seed) % 300)};
        assert_int_equal(ent_arrange_ring(a, i, ring, 8, false, NULL),
                         ENT_OK); /* crosses itself, and everything */
    }
    solve(a);
    for (size_t set = 0; set < ent_arrange_set_count(a); set += 97) {
        static int balance[301][301];
        memset(balance, 0, sizeof balance);
        for (size_t i = 0; i < ent_arrange_chain_count(a); i++) {
            const ent_chain *c = ent_arrange_chain_at(a, i);
            const P first = ent_arrange_points(a)[c->first],
                    last = ent_arrange_points(a)[c->first + c->count - 1];
            const int sign = (c->left == set) - (c->right == set);
            balance[first.x][first.y] += sign;
            balance[last.x][last.y] -= sign;
        }
        for (size_t i = 0; i < sizeof balance / sizeof(int); i++) assert_int_equal(((int *)balance)[i], 0);
    }
    ent_arrange_free(a);
}

static void atlas_arrange__running_out_of_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 500; n++) {
        ent_arrange *a = start();
        box(a, 0, (P){0, 0}, (P){100, 100}, false);
        box(a, 1, (P){50, 50}, (P){150, 150}, false);
        ent_mem_fail_at(n);
        const ent_status st = ent_arrange_solve(a, NULL);
        ent_mem_fail_at(0);
        ent_arrange_free(a);
        if (st == ENT_OK) {
            assert_true(n > 5);
            return;
        }
        assert_int_equal(st, ENT_E_NOMEM);
    }
    fail_msg("it never succeeded");
}

/* ---- areas ------------------------------------------------------------------------------- */

static void atlas_area__of_the_ellipsoid(void **state)
{
    (void)state;
    const int32_t g = ENT_GRID_PER_DEGREE;
    const P south[] = {
        {-180 * g, -90 * g}, {180 * g, -90 * g}, {180 * g, 0}, {-180 * g, 0}, {-180 * g, -90 * g}};
    assert_true(fabs(ent_arc_area_m2(south, 5) / 255032810857000.0 - 1) <
                1e-6); /* half of WGS84's 510065621724088 m2 */
    const P degree[] = {{0, 45 * g}, {g, 45 * g}, {g, 46 * g}, {0, 46 * g}, {0, 45 * g}};
    assert_true(fabs(ent_arc_area_m2(degree, 5) / 8.6931e9 - 1) < 1e-3);
    const P back[] = {{0, 45 * g}, {0, 46 * g}, {g, 46 * g}, {g, 45 * g}, {0, 45 * g}};
    assert_true(ent_arc_area_m2(back, 5) == -ent_arc_area_m2(degree, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(atlas_arrange__two_boxes_that_cross),
        cmocka_unit_test(atlas_arrange__neighbours_share_one_border),
        cmocka_unit_test(atlas_arrange__holes_and_islands),
        cmocka_unit_test(atlas_arrange__a_feature_that_overlaps_itself),
        cmocka_unit_test(atlas_arrange__edges_that_cancel_leave_nothing),
        cmocka_unit_test(atlas_arrange__nothing_at_all),
        cmocka_unit_test(atlas_arrange__edges_of_the_grid),
        cmocka_unit_test(atlas_arrange__random_triangles_agree_with_brute_force),
        cmocka_unit_test(atlas_arrange__borders_close),
        cmocka_unit_test(atlas_arrange__running_out_of_memory),
        cmocka_unit_test(atlas_area__of_the_ellipsoid),
    };
    return cmocka_run_group_tests_name("atlas_arrange", tests, NULL, NULL);
}
