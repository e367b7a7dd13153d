/* Figures are told apart as decimals are, not as doubles. */
#include "base/figure.h"
#include "cm.h"

#include <math.h>

static void test_base_figure__sums_of_decimals_meet_their_ceiling(void **state) /* [T88] */
{
    (void)state;
    const double ton = 1.0160469088;
    assert_true(3 * 0.1 != 0.3);
    assert_true(ent_figure_past(3 * 0.1, 0.3) == 0);
    assert_true(ent_figure_past(14 * (35000 * ton) + 35000 * ton, 525000 * ton) == 0);
    double million = 0;
    for (int i = 0; i < 1000000; i++) million += 0.1;
    assert_true(million != 100000);
    assert_true(fabs(million - 100000) > 1e-7); /* one by one is not how sums are taken: see sum.c */
    assert_true(ent_figure_past(0.1 + 0.7, 0.8) == 0 && ent_figure_past(-0.3, -(0.1 + 0.2)) == 0);
}

static void test_base_figure__what_was_written_apart_stays_apart(void **state)
{
    (void)state;
    assert_true(ent_figure_past(525000.001, 525000) > 0);
    assert_true(ent_figure_past(0.3, 0.300000000001) < 0);                     /* the twelfth digit */
    assert_true(ent_figure_past(9007199254740991.0, 9007199254740990.0) == 1); /* whole numbers exactly */
    assert_true(ent_figure_past(1e-30, 0) > 0);
    assert_true(ent_figure_past(5, 5) == 0 && ent_figure_past(4, 5) == -1);
}

static void test_base_figure__ends_that_are_open_stay_open(void **state)
{
    (void)state;
    assert_true(isinf(ent_figure_past(INFINITY, 5)) && ent_figure_past(-INFINITY, 5) < 0);
    assert_true(isnan(ent_figure_past(INFINITY, INFINITY)) && isnan(ent_figure_past(NAN, 1)));
}

static void test_base_figure__more_than_is_beyond(void **state)
{
    (void)state;
    const double at[] = {500, 0.3, 1e-300, 5e-324, 0, -500, 35000 * 1.0160469088, 1e15};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        double above = ent_figure_beyond(at[i], 1), below = ent_figure_beyond(at[i], 0);
        assert_true(ent_figure_past(above, at[i]) > 0);
        assert_true(ent_figure_past(below, at[i]) < 0);
        assert_true(fabs(above - at[i]) <= fmax(1e-300, fabs(at[i]) * 1e-12));
    }
    assert_true(isinf(ent_figure_beyond(INFINITY, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_figure__sums_of_decimals_meet_their_ceiling),
        cmocka_unit_test(test_base_figure__what_was_written_apart_stays_apart),
        cmocka_unit_test(test_base_figure__ends_that_are_open_stay_open),
        cmocka_unit_test(test_base_figure__more_than_is_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
