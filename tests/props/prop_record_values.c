/* Values: what is written reads back to the same value, whatever was read; and a value read under a unit is
 * the value read without one, scaled, its excluded bounds still excluded. */
#include "base/figure.h"
#include "cm.h"

#include "base/buf.h"
#include "entente/record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 20000

static uint64_t seed;

static uint32_t next_random(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33);
}

/* A figure as sources write it, sometimes as only a machine would. */
static void add_figure(ent_buf *text, bool may_be_negative)
{
    switch (next_random() % 4) {
    case 0: ent_buf_printf(text, "%u", next_random() % 10000); break;
    case 1: ent_buf_printf(text, "%u.%u", next_random() % 1000, next_random() % 100); break;
    case 2: ent_buf_printf(text, "%ue%d", 1 + next_random() % 99, (int)(next_random() % 9)); break;
    default:
        ent_buf_printf(text, "%s%u", may_be_negative && next_random() % 2 ? "-" : "", next_random() % 100);
    }
}

static void add_interval(ent_buf *text)
{
    static const char *const signs[] = {"<", "<=", ">", ">="};
    switch (next_random() % 5) {
    case 0: ent_buf_adds(text, signs[next_random() % 4]), add_figure(text, true); break;
    case 1: add_figure(text, true), ent_buf_adds(text, ".."); break;
    case 2: ent_buf_adds(text, ".."), add_figure(text, true); break;
    case 3: ent_buf_printf(text, "%u..%u", next_random() % 500, 500 + next_random() % 5000); break;
    default: add_figure(text, true);
    }
}

static void make_text(ent_buf *text)
{
    ent_buf_clear(text);
    if (next_random() % 4 == 0) ent_buf_addc(text, '~');
    for (uint32_t i = 0, count = 1 + next_random() % 4; i < count; i++) {
        if (i) ent_buf_addc(text, '|');
        add_interval(text);
    }
}

static void assert_same(const ent_value *a, const ent_value *b, const char *text)
{
    bool same = a->count == b->count && a->about == b->about;
    for (uint32_t i = 0; same && i < a->count; i++)
        same = a->numbers[i].lo == b->numbers[i].lo && a->numbers[i].hi == b->numbers[i].hi;
    if (!same) fail_msg("%s does not read back; seed %" PRIu64, text, seed);
}

static void prop_record_values__read_write_read(void **state)
{
    (void)state;
    ent_buf text, written;
    ent_buf_init(&text, 4096), ent_buf_init(&written, 4096);
    for (int i = 0; i < ROUNDS; i++) {
        ent_interval first[ENT_VALUE_MAX], second[ENT_VALUE_MAX];
        ent_value a, b;
        ent_error err = {0};
        make_text(&text);
        ent_buf_clear(&written);
        if (ent_value_parse_number(ent_buf_str(&text), first, &a, &err) != ENT_OK)
            fail_msg("%s: %s", text.ptr, err.message);
        assert_int_equal(ent_value_write(&a, ent_buf_sink(&written), NULL), ENT_OK);
        assert_int_equal(ent_value_parse_number(ent_buf_str(&written), second, &b, NULL), ENT_OK);
        assert_same(&a, &b, text.ptr);
    }
    ent_buf_done(&text), ent_buf_done(&written);
}

/* The value of the attribute `x` of an item whose only figure stands in that column. */
static void read_item(const char *column, const char *cell, ent_items **items, const ent_value **out)
{
    char table[512];
    ent_diags *diags = NULL;
    snprintf(table, sizeof table, "name,%s\nA,%s\n", column, cell);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_items_load_memory("t.csv", ent_str_of(table), diags, items, NULL), ENT_OK);
    assert_int_equal(ent_diags_error_count(diags), 0);
    *out = &ent_item_attribute(ent_items_at(*items, 0), ENT_STR("x"))->value;
    ent_diags_free(diags);
}

static void prop_record_values__a_unit_scales(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS / 20; i++) {
        ent_items *plain = NULL, *scaled = NULL;
        const ent_value *in_km, *in_m;
        char cell[64];
        uint32_t figure = next_random() % 100000;
        bool below = next_random() % 2;
        snprintf(cell, sizeof cell, "%s%u", below ? "<" : ">=", figure + 1);
        read_item("x_m", cell, &plain, &in_m);
        read_item("x_km", cell, &scaled, &in_km);
        double bound = 1000.0 * (figure + 1);
        if (below) assert_true(in_km->numbers[0].hi == ent_figure_beyond(bound, 0));
        if (below)
            assert_true(in_m->numbers[0].hi < figure + 1 && in_m->numbers[0].lo == 0 &&
                        in_km->numbers[0].lo == 0);
        if (!below) assert_true(in_km->numbers[0].lo == bound && in_m->numbers[0].lo == figure + 1);
        ent_items_free(plain);
        ent_items_free(scaled);
    }
}

/* A precision widens and never narrows: whatever the figure may be without one, it may be with one. */
static void prop_record_values__precision_widens(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS / 20; i++) {
        ent_items *without = NULL, *with = NULL;
        const ent_value *a, *b;
        char cell[64], cells[96];
        uint32_t lo = next_random() % 1000, hi = lo + next_random() % 1000, by = next_random() % 50;
        snprintf(cell, sizeof cell, "%u..%u", lo, hi);
        snprintf(cells, sizeof cells, "%s,%u", cell, by);
        read_item("x_km", cell, &without, &a);
        read_item("x_km,x_km.precision", cells, &with, &b);
        assert_true(b->numbers[0].lo <= a->numbers[0].lo && b->numbers[0].hi >= a->numbers[0].hi);
        assert_true(b->numbers[0].lo >= 0 && b->precision == 1000.0 * by);
        ent_items_free(without);
        ent_items_free(with);
    }
}

int main(int argc, char **argv)
{
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : UINT64_C(20211217);
    print_message("seed %" PRIu64 "\n", seed);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prop_record_values__read_write_read),
        cmocka_unit_test(prop_record_values__a_unit_scales),
        cmocka_unit_test(prop_record_values__precision_widens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
