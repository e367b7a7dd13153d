/* The canonical JSON writer and the numbers in it. */
#include "base/buf.h"
#include "base/json.h"
#include "cm.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_double(double v, const char *expected)
{
    char text[32];
    ent_double_format(v, text);
    assert_string_equal(text, expected);
}

static void test_base_json__doubles_are_short_and_plain(void **state)
{
    (void)state;
    expect_double(0, "0");
    expect_double(-0.0, "0");
    expect_double(0.1, "0.1");
    expect_double(0.1 + 0.2, "0.30000000000000004");
    expect_double(-1.5, "-1.5");
    expect_double(1e6, "1000000");
    expect_double(9007199254740991, "9007199254740991");
    expect_double(9007199254740992, "9007199254740992");
    expect_double(1e20, "100000000000000000000");
    expect_double(1e21, "1e+21");
    expect_double(1.25e-6, "0.00000125");
    expect_double(1e-7, "1e-7");
    expect_double(123456789012345680000.0, "123456789012345680000");
    expect_double(5e-324, "5e-324");
    expect_double(2.2250738585072014e-308, "2.2250738585072014e-308");
    expect_double(DBL_MAX, "1.7976931348623157e+308");
    expect_double(0x1p-44, "5.684341886080802e-14");
    expect_double(2251799813685248.5, "2251799813685248.5");
    expect_double(NAN, "nan");
    expect_double(-INFINITY, "-inf");
}

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void expect_round_trip(double v)
{
    char text[32], longer[40];
    double back = 0;
    ent_double_format(v, text);
    assert_true(strlen(text) < 32);
    assert_true(ent_str_to_double(ent_str_of(text), &back));
    if (back != v) fail_msg("%.17g reads back as %.17g from %s", v, back, text);
    snprintf(longer, sizeof longer, "%.17g", v); /* a second opinion on reading */
    assert_true(ent_str_to_double(ent_str_of(longer), &back));
    assert_true(back == v);
}

static void test_base_json__doubles_read_back(void **state)
{
    (void)state;
    uint64_t seed = 20220111;
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = next_random(&seed);
        double v;
        memcpy(&v, &bits, sizeof v);
        if (isfinite(v)) expect_round_trip(v);
        expect_round_trip((double)(int64_t)(bits >> 34) / 1000.0);
    }
    for (int e = -1074; e <= 1023; e++) {
        expect_round_trip(ldexp(1, e));
        expect_round_trip(nextafter(ldexp(1, e), 0));
        expect_round_trip(nextafter(ldexp(1, e), INFINITY));
    }
}

static void expect_reads(const char *text, double expected)
{
    double v = -77;
    if (!ent_str_to_double(ent_str_of(text), &v)) fail_msg("refused: %s", text);
    if (v != expected) fail_msg("%s read as %.17g, not %.17g", text, v, expected);
}

static void test_base_json__numbers_are_read_correctly_rounded(void **state)
{
    (void)state;
    expect_reads("0", 0);
    expect_reads("-0.0", 0);
    expect_reads("+12.50", 12.5);
    expect_reads(".5", 0.5);
    expect_reads("5.", 5);
    expect_reads("1e3", 1000);
    expect_reads("1E-3", 0.001);
    expect_reads("000000000000000000000000012", 12);
    expect_reads("0.000000000000000000000000000000000000000000000000000001", 1e-54);
    expect_reads("9007199254740993", 9007199254740992.0);
    expect_reads("9007199254740993.00000000000000000000000000000000000000000000000001", 9007199254740994.0);
    expect_reads("2.2250738585072011e-308", 2.2250738585072011e-308);
    expect_reads("1.7976931348623158e308", DBL_MAX);
    expect_reads("4.9e-324", 5e-324);
    expect_reads("1e-400", 0);
    expect_reads("0e999999999999999999999999", 0);
    expect_reads("1e-999999999999999999999999", 0);
    expect_reads("100000000000000000000000000000e-29", 1);
}

/* 0.1 followed by a thousand zeros and a one is above the double below it by less than 800 digits can show.
 */
static void test_base_json__digits_past_the_kept_ones_still_count(void **state)
{
    (void)state;
    char text[1200];
    memset(text, '0', sizeof text);
    memcpy(text, "9007199254740993.", 17); /* halfway between two doubles; ties go to the even one below */
    text[1199] = '\0';
    expect_reads(text, 9007199254740992.0);
    text[1198] = '1';
    expect_reads(text, 9007199254740994.0);
}

static void test_base_json__what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",     "-",     ".",     "+.",     "1e",  "1e+",  "e5",
                                        "0x10", "inf",   "nan",   "1 ",     " 1",  "1,5",  "1.2.3",
                                        "--1",  "1e5.0", "1e400", "-1e309", "12a", "1_000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double v = 42;
        if (ent_str_to_double(ent_str_of(wrong[i]), &v)) fail_msg("read: %s", wrong[i]);
        assert_true(v == 42);
    }
    double v = 42;
    assert_false(ent_str_to_double((ent_str){"1\0", 2}, &v));
    assert_false(ent_str_to_double((ent_str){NULL, 0}, &v));
}

static void test_base_json__integers_are_read_to_their_limits(void **state)
{
    (void)state;
    int64_t v = 7;
    assert_true(ent_str_to_int64(ENT_STR("9223372036854775807"), &v) && v == INT64_MAX);
    assert_true(ent_str_to_int64(ENT_STR("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_true(ent_str_to_int64(ENT_STR("+0012"), &v) && v == 12);
    assert_false(ent_str_to_int64(ENT_STR("9223372036854775808"), &v));
    assert_false(ent_str_to_int64(ENT_STR("-9223372036854775809"), &v));
    assert_false(ent_str_to_int64(ENT_STR("1.0"), &v));
    assert_false(ent_str_to_int64(ENT_STR("-"), &v));
    assert_false(ent_str_to_int64(ENT_STR(""), &v));
    assert_int_equal(v, 12);
}

/* A host program may have set a locale with a decimal comma; this one is skipped where none is installed. */
static void test_base_json__a_foreign_locale_changes_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "C.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (setlocale(LC_ALL, names[i])) break;
    expect_double(0.1 + 0.2, "0.30000000000000004");
    expect_double(1.5e-9, "1.5e-9");
    expect_reads("0.30000000000000004", 0.1 + 0.2);
    double v;
    assert_false(ent_str_to_double(ENT_STR("0,5"), &v));
    setlocale(LC_ALL, "C");
}

static void write_sample(ent_json *json)
{
    ent_json_begin_object(json);
    ent_json_kint(json, "schema", 1);
    ent_json_kstring(json, "none", NULL);
    ent_json_kstring(json, "some", "x");
    ent_json_key(json, "list");
    ent_json_begin_array(json);
    ent_json_double(json, 0.5);
    ent_json_double(json, NAN);
    ent_json_double(json, INFINITY);
    ent_json_begin_object(json);
    ent_json_end_object(json);
    ent_json_end_array(json);
    ent_json_kbool(json, "yes", true);
    ent_json_kstr(json, "s", ENT_STR("a\"b\\c\n\x01/\xC3\xA9\xFF"));
    ent_json_kdouble(json, "d", -2);
    ent_json_end_object(json);
}

static void expect_sample(bool pretty, const char *expected)
{
    ent_buf buf;
    ent_json json;
    ent_buf_init(&buf, 4096);
    ent_json_init(&json, ent_buf_sink(&buf), pretty);
    write_sample(&json);
    assert_int_equal(ent_json_finish(&json, NULL), ENT_OK);
    assert_string_equal(buf.ptr, expected);
    ent_buf_done(&buf);
}

static void test_base_json__writes_canonical_bytes(void **state)
{
    (void)state;
    expect_sample(false,
                  "{\"schema\":1,\"none\":null,\"some\":\"x\",\"list\":[0.5,null,null,{}],\"yes\":true,"
                  "\"s\":\"a\\\"b\\\\c\\n\\u0001/\xC3\xA9\xEF\xBF\xBD\",\"d\":-2}\n");
    expect_sample(
        true, "{\n  \"schema\": 1,\n  \"none\": null,\n  \"some\": \"x\",\n  \"list\": [\n    0.5,\n    "
              "null,\n    null,\n    "
              "{}\n  ],\n"
              "  \"yes\": true,\n  \"s\": \"a\\\"b\\\\c\\n\\u0001/\xC3\xA9\xEF\xBF\xBD\",\n  \"d\": -2\n}\n");
}

static void test_base_json__a_full_sink_is_an_io_error(void **state)
{
    (void)state;
    ent_buf buf;
    ent_json json;
    ent_buf_init(&buf, 10);
    ent_json_init(&json, ent_buf_sink(&buf), false);
    write_sample(&json);
    assert_int_equal(ent_json_finish(&json, NULL), ENT_E_IO);
    ent_buf_done(&buf);
}

static void test_base_json__nests_to_sixty_four_levels(void **state)
{
    (void)state;
    ent_buf buf;
    ent_json json;
    ent_buf_init(&buf, 4096);
    ent_json_init(&json, ent_buf_sink(&buf), false);
    for (int i = 0; i < 64; i++) {
        if (i) ent_json_int(&json, 1);
        ent_json_begin_array(&json);
    }
    for (int i = 0; i < 64; i++) ent_json_end_array(&json);
    assert_int_equal(ent_json_finish(&json, NULL), ENT_OK);
    assert_int_equal(buf.len, 64 * 2 + 63 * 2 + 1);
    ent_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_json__doubles_are_short_and_plain),
        cmocka_unit_test(test_base_json__doubles_read_back),
        cmocka_unit_test(test_base_json__numbers_are_read_correctly_rounded),
        cmocka_unit_test(test_base_json__digits_past_the_kept_ones_still_count),
        cmocka_unit_test(test_base_json__what_is_no_number_is_refused),
        cmocka_unit_test(test_base_json__integers_are_read_to_their_limits),
        cmocka_unit_test(test_base_json__a_foreign_locale_changes_nothing),
        cmocka_unit_test(test_base_json__writes_canonical_bytes),
        cmocka_unit_test(test_base_json__a_full_sink_is_an_io_error),
        cmocka_unit_test(test_base_json__nests_to_sixty_four_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
