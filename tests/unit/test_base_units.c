/* The table of units. */
#include "cm.h"
#include "entente/units.h"

#include <string.h>

static void test_base_units__every_unit_is_found_by_its_own_name(void **state)
{
    (void)state;
    assert_true(ent_unit_count() > 0);
    for (size_t i = 0; i < ent_unit_count(); i++) {
        const ent_unit *unit = ent_unit_at(i);
        assert_ptr_equal(ent_unit_find(ent_str_of(unit->name)), unit);
        assert_true(unit->scale > 0);
        assert_true(strlen(ent_dimension_name(unit->dimension)) > 0);
    }
    assert_null(ent_unit_at(ent_unit_count()));
}

static void expect_unit(const char *name, ent_dimension dimension, double scale)
{
    const ent_unit *unit = ent_unit_find(ent_str_of(name));
    assert_non_null(unit);
    assert_int_equal(unit->dimension, dimension);
    assert_true(unit->scale == scale);
}

static void test_base_units__spellings_mean_what_they_say(void **state)
{
    (void)state;
    expect_unit("km", ENT_DIM_LENGTH, 1000);
    expect_unit("nmi", ENT_DIM_LENGTH, 1852);
    expect_unit("nm", ENT_DIM_LENGTH, 1852);
    expect_unit("tonnes", ENT_DIM_MASS, 1);
    expect_unit("day", ENT_DIM_DURATION, 86400);
    expect_unit("week", ENT_DIM_DURATION, 604800);
    expect_unit("year", ENT_DIM_MONTHS, 12);
    expect_unit("%", ENT_DIM_FRACTION, 0.01);
    /* [L80] */
    expect_unit("inch", ENT_DIM_LENGTH, 0.0254);
    expect_unit("yards", ENT_DIM_LENGTH, 0.9144);
    expect_unit("mile", ENT_DIM_LENGTH, 5280 * 0.3048);
    expect_unit("pounds", ENT_DIM_MASS, 0.00045359237);
    expect_unit("long-ton", ENT_DIM_MASS, 1.0160469088);
    expect_unit("short-tons", ENT_DIM_MASS, 0.90718474);
    assert_null(ent_unit_find(ENT_STR("in"))); /* a word of the language */
    assert_null(ent_unit_find(ENT_STR("furlong")));
    assert_null(ent_unit_find(ENT_STR("KM")));
    assert_null(ent_unit_find(ENT_STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_units__every_unit_is_found_by_its_own_name),
        cmocka_unit_test(test_base_units__spellings_mean_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
