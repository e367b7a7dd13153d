/* The calendar and EDTF. Expected spans are written as the two moments that ent_time_format prints. */
#include "base/buf.h"
#include "base/mem.h"
#include "cm.h"
#include "entente/time.h"

#include <string.h>

static ent_time at(int year, int month, int day)
{
    ent_time t = {1};
    assert_true(ent_time_from_civil((ent_civil){year, (uint8_t)month, (uint8_t)day, 0, 0, 0}, &t));
    return t;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Every day of twenty thousand years, by counting them one after the other. */
static void test_base_time__the_calendar_agrees_with_counting(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = at(-9999, 1, 1).seconds / ENT_DAY_SECONDS;
    for (int year = -9999; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
            for (int day = 1; day <= length; day++, days++) {
                assert_true(at(year, month, day).seconds == days * ENT_DAY_SECONDS);
                ent_civil c = ent_time_to_civil((ent_time){days * ENT_DAY_SECONDS + 86399});
                assert_true(c.year == year && c.month == month && c.day == day);
                assert_true(c.hour == 23 && c.minute == 59 && c.second == 59);
            }
            ent_time t;
            ent_civil beyond = {year, (uint8_t)month, (uint8_t)(length + 1), 0, 0, 0};
            assert_false(ent_time_from_civil(beyond, &t));
        }
    }
    assert_true(at(1970, 1, 1).seconds == 0);
    assert_true(at(2022, 2, 24).seconds == 1645660800);
}

static void test_base_time__what_does_not_exist_is_refused(void **state)
{
    (void)state;
    static const ent_civil wrong[] = {
        {2022, 2, 29, 0, 0, 0}, {2022, 0, 1, 0, 0, 0},     {2022, 13, 1, 0, 0, 0}, {2022, 1, 0, 0, 0, 0},
        {10000, 1, 1, 0, 0, 0}, {-10000, 1, 1, 0, 0, 0},   {2022, 1, 1, 24, 0, 0}, {2022, 1, 1, 0, 60, 0},
        {2022, 1, 1, 0, 0, 60}, {INT32_MIN, 1, 1, 0, 0, 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ent_time t = {77};
        assert_false(ent_time_from_civil(wrong[i], &t));
        assert_int_equal(t.seconds, 77);
    }
}

static void expect_format(ent_time t, const char *expected)
{
    char text[32];
    ent_time_format(t, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_base_time__formats_dates_and_ends(void **state)
{
    (void)state;
    expect_format(at(2022, 1, 11), "2022-01-11");
    expect_format((ent_time){at(2022, 1, 11).seconds + 36000}, "2022-01-11T10:00:00Z");
    expect_format((ent_time){-1}, "1969-12-31T23:59:59Z");
    expect_format(at(0, 3, 1), "0000-03-01");
    expect_format(at(-44, 3, 15), "-0044-03-15");
    expect_format(ent_time_add_months(at(9999, 12, 1), 1), "Y10000-01-01");
    expect_format(ENT_TIME_MIN, "..");
    expect_format(ENT_TIME_MAX, "..");
    expect_format((ent_time){INT64_MAX}, "..");
    char text[32];
    ent_time_format((ent_time){ENT_TIME_MIN.seconds + 1}, text, sizeof text);
    assert_int_equal(text[strlen(text) - 1], 'Z'); /* the longest one fits */
    ent_civil last = ent_time_to_civil(ENT_TIME_MAX), first = ent_time_to_civil((ent_time){INT64_MIN});
    assert_true(last.year == 9999 && last.month == 12 && last.day == 31 && last.second == 59);
    assert_true(first.year == -9999 && first.month == 1 && first.day == 1 && first.second == 0);
}

static void test_base_time__months_keep_the_day_or_take_the_last(void **state)
{
    (void)state;
    expect_format(ent_time_add_months(at(2022, 1, 31), 1), "2022-02-28");
    expect_format(ent_time_add_months(at(2024, 1, 31), 1), "2024-02-29");
    expect_format(ent_time_add_months(at(2022, 3, 31), -1), "2022-02-28");
    expect_format(ent_time_add_months(at(2022, 1, 15), 24), "2024-01-15");
    expect_format(ent_time_add_months(at(2022, 11, 30), 3), "2023-02-28");
    expect_format(ent_time_add_months(at(2022, 1, 1), -1), "2021-12-01");
    expect_format(ent_time_add_months((ent_time){at(2022, 1, 31).seconds + 3601}, 1), "2022-02-28T01:00:01Z");
    expect_format(ent_time_add_months(at(2022, 1, 1), INT64_MAX), "..");
    expect_format(ent_time_add_months(at(2022, 1, 1), INT64_MIN), "..");
    expect_format(ent_time_add_months(ENT_TIME_MAX, -5), "..");
    expect_format(ent_time_add_months(ENT_TIME_MIN, 5), "..");
    int64_t far = INT64_C(800000000000);
    assert_true(ent_time_add_months(ent_time_add_months(at(2022, 5, 5), far), -far).seconds ==
                at(2022, 5, 5).seconds);
}

static void test_base_time__seconds_saturate(void **state)
{
    (void)state;
    expect_format(ent_time_add_seconds(at(2022, 1, 1), 86400), "2022-01-02");
    assert_true(ent_time_add_seconds(at(2022, 1, 1), INT64_MAX).seconds == ENT_TIME_MAX.seconds);
    assert_true(ent_time_add_seconds(at(2022, 1, 1), INT64_MIN).seconds == ENT_TIME_MIN.seconds);
    assert_true(ent_time_add_seconds(ENT_TIME_MAX, -1).seconds == ENT_TIME_MAX.seconds);
    assert_true(ent_time_add_seconds((ent_time){INT64_MIN}, 1).seconds == ENT_TIME_MIN.seconds);
}

/* ---- EDTF --------------------------------------------------------------------------------------------- */

static void describe_span(ent_buf *buf, ent_span_time span)
{
    char text[32];
    ent_time_format(span.from, text, sizeof text);
    ent_buf_printf(buf, "%s|", text);
    ent_time_format(span.until, text, sizeof text);
    ent_buf_adds(buf, text);
}

static void describe(ent_buf *buf, const ent_when *w)
{
    for (uint32_t i = 0; i < w->count; i++) {
        if (i) ent_buf_addc(buf, ' ');
        describe_span(buf, w->spans[i]);
    }
    ent_buf_adds(buf, w->uncertain ? " ?" : "");
    ent_buf_adds(buf, w->approximate ? " ~" : "");
    ent_buf_adds(buf, w->all_of ? " all" : "");
    if (!w->is_interval) return;
    ent_buf_adds(buf, w->start_open ? " start open " : w->start_unknown ? " start unknown " : " start ");
    describe_span(buf, w->start);
    ent_buf_adds(buf, w->end_open ? " end open " : w->end_unknown ? " end unknown " : " end ");
    describe_span(buf, w->end);
}

static void expect_when(const char *text, const char *expected)
{
    ent_when when;
    ent_error err;
    ent_buf buf;
    size_t offset = 0;
    if (ent_when_parse(ent_str_of(text), &when, &offset, &err) != ENT_OK)
        fail_msg("%s refused at %zu: %s", text, offset, err.message);
    ent_buf_init(&buf, 4096);
    ent_buf_adds(&buf, "");
    describe(&buf, &when);
    if (strcmp(buf.ptr, expected) != 0) fail_msg("%s is %s, not %s", text, buf.ptr, expected);
    ent_buf_done(&buf);
}

static void test_base_time__edtf_dates(void **state)
{
    (void)state;
    expect_when("", "");
    expect_when("2022-01-11", "2022-01-11|2022-01-12");
    expect_when("2022-12-31", "2022-12-31|2023-01-01");
    expect_when("2022-12", "2022-12-01|2023-01-01");
    expect_when("2024-02", "2024-02-01|2024-03-01");
    expect_when("2022", "2022-01-01|2023-01-01");
    expect_when("0000", "0000-01-01|0001-01-01");
    expect_when("-0044-03-15", "-0044-03-15|-0044-03-16");
    expect_when("9999", "9999-01-01|Y10000-01-01");
    expect_when("-9999", "-9999-01-01|-9998-01-01");
}

static void test_base_time__edtf_times_have_zones(void **state)
{
    (void)state;
    expect_when("2022-01-11T10:00:00Z", "2022-01-11T10:00:00Z|2022-01-11T10:00:01Z");
    expect_when("2022-01-11T10:00:00.987Z", "2022-01-11T10:00:00Z|2022-01-11T10:00:01Z");
    expect_when("2022-01-11T10:00Z", "2022-01-11T10:00:00Z|2022-01-11T10:01:00Z");
    expect_when("2022-01-11T10Z", "2022-01-11T10:00:00Z|2022-01-11T11:00:00Z");
    expect_when("2022-01-11T01:30:00+03:00", "2022-01-10T22:30:00Z|2022-01-10T22:30:01Z");
    expect_when("2022-01-11T01:30:00-0330", "2022-01-11T05:00:00Z|2022-01-11T05:00:01Z");
    expect_when("2022-01-11T01:30:00+14", "2022-01-10T11:30:00Z|2022-01-10T11:30:01Z");
    expect_when("2022-12-31T24:00:00Z", "2023-01-01|2023-01-01T00:00:01Z");
    expect_when("2022-01-11T10:00:00Z~", "2022-01-11T10:00:00Z|2022-01-11T10:00:01Z ~");
}

static void test_base_time__edtf_qualifiers_widen_nothing(void **state)
{
    (void)state;
    expect_when("2022?", "2022-01-01|2023-01-01 ?");
    expect_when("2022-05~", "2022-05-01|2022-06-01 ~");
    expect_when("2022-05-03%", "2022-05-03|2022-05-04 ? ~");
    expect_when("2022~-05-?03", "2022-05-03|2022-05-04 ? ~");
    expect_when("?2022", "2022-01-01|2023-01-01 ?");
}

static void test_base_time__edtf_unknown_digits(void **state)
{
    (void)state;
    expect_when("201X", "2010-01-01|2020-01-01");
    expect_when("19XX", "1900-01-01|2000-01-01");
    expect_when("XXXX", "0000-01-01|Y10000-01-01");
    expect_when("-XXXX", "-9999-01-01|0000-01-01");
    expect_when("-004X", "-0049-01-01|-0039-01-01");
    expect_when("XXXX-XX-XX", "0000-01-01|Y10000-01-01");
    expect_when("2022-XX", "2022-01-01|2023-01-01");
    expect_when("2022-XX-XX", "2022-01-01|2023-01-01");
    expect_when("2022-05-XX", "2022-05-01|2022-06-01");
    expect_when("2022-1X", "2022-10-01|2023-01-01");
    expect_when("2022-X2", "2022-02-01|2022-03-01 2022-12-01|2023-01-01");
    expect_when("2022-02-2X", "2022-02-20|2022-03-01");
    expect_when("2022-01-3X", "2022-01-30|2022-02-01");
    expect_when("2022-0X-31", "2022-01-31|2022-02-01 2022-03-31|2022-04-01 2022-05-31|2022-06-01 "
                              "2022-07-31|2022-08-01 2022-08-31|2022-09-01");
    expect_when("156X-02-29", "1560-02-29|1560-03-01 1564-02-29|1564-03-01 1568-02-29|1568-03-01");
}

static void test_base_time__edtf_parts_of_a_year(void **state)
{
    (void)state;
    expect_when("2022-21", "2022-03-01|2022-06-01");
    expect_when("2022-22", "2022-06-01|2022-09-01");
    expect_when("2022-23~", "2022-09-01|2022-12-01 ~");
    expect_when("2022-24", "2022-01-01|2022-03-01 2022-12-01|2023-03-01");
    expect_when("2022-29", "2022-09-01|2022-12-01");
    expect_when("2022-33", "2022-01-01|2022-04-01");
    expect_when("2022-36", "2022-10-01|2023-01-01");
    expect_when("2022-39", "2022-09-01|2023-01-01");
    expect_when("2022-41", "2022-07-01|2023-01-01");
    expect_when("202X-21", "2020-03-01|2020-06-01 2021-03-01|2021-06-01 2022-03-01|2022-06-01 "
                           "2023-03-01|2023-06-01 2024-03-01|2024-06-01 2025-03-01|2025-06-01 "
                           "2026-03-01|2026-06-01 2027-03-01|2027-06-01 2028-03-01|2028-06-01 "
                           "2029-03-01|2029-06-01");
}

static void test_base_time__edtf_intervals(void **state)
{
    (void)state;
    expect_when("2004/2006", "2004-01-01|2007-01-01 start 2004-01-01|2005-01-01 end 2006-01-01|2007-01-01");
    expect_when("2004-02-01/2005-02",
                "2004-02-01|2005-03-01 start 2004-02-01|2004-02-02 end 2005-02-01|2005-03-01");
    expect_when("2004-06/2004",
                "2004-06-01|2005-01-01 start 2004-06-01|2004-07-01 end 2004-01-01|2005-01-01");
    expect_when("2004-06-01/..", "2004-06-01|.. start 2004-06-01|2004-06-02 end open ..|..");
    expect_when("../2004", "..|2005-01-01 start open ..|.. end 2004-01-01|2005-01-01");
    expect_when("2004?/", "2004-01-01|.. ? start 2004-01-01|2005-01-01 end unknown 2004-01-01|..");
    expect_when("/2004", "..|2005-01-01 start unknown ..|2005-01-01 end 2004-01-01|2005-01-01");
    expect_when("../..", "..|.. start open ..|.. end open ..|..");
    expect_when("/", "..|.. start unknown ..|.. end unknown ..|..");
    expect_when("2022-24/2023",
                "2022-01-01|2024-01-01 start 2022-01-01|2023-03-01 end 2023-01-01|2024-01-01");
    expect_when("2022-01-01T10:00Z/2022-01-01T12:00Z",
                "2022-01-01T10:00:00Z|2022-01-01T12:01:00Z start 2022-01-01T10:00:00Z|2022-01-01T10:01:00Z "
                "end 2022-01-01T12:00:00Z|2022-01-01T12:01:00Z");
}

static void test_base_time__edtf_sets(void **state)
{
    (void)state;
    expect_when("[1667,1668, 1670..1672]", "1667-01-01|1669-01-01 1670-01-01|1673-01-01");
    expect_when("{1667,1668, 1670..1672}",
                "1667-01-01|1668-01-01 1668-01-01|1669-01-01 1670-01-01|1673-01-01 all");
    expect_when("[..1760-12-03]", "..|1760-12-04");
    expect_when("[1760-12..]", "1760-12-01|..");
    expect_when("[1760-01,1760-02,1760-12..]", "1760-01-01|1760-03-01 1760-12-01|..");
    expect_when("{1960,1961-12}", "1960-01-01|1961-01-01 1961-12-01|1962-01-01 all");
    expect_when("{1961-12,1960}", "1960-01-01|1961-01-01 1961-12-01|1962-01-01 all");
    expect_when("[1960,1960-05?]", "1960-01-01|1961-01-01 ?");
    expect_when("{2022-24}", "2022-01-01|2023-03-01 all");
    expect_when("[2022-24]", "2022-01-01|2022-03-01 2022-12-01|2023-03-01");
    expect_when("[2022-01-11]", "2022-01-11|2022-01-12");
}

typedef struct refusal {
    const char *text, *reason;
    size_t offset;
} refusal;

static void test_base_time__edtf_refuses_with_a_place_and_a_reason(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {"2022-02-29", "there is no day 29 in that month", 8},
        {"2022-05-00", "there is no day 00 in that month", 8},
        {"15XX-02-3X", "no day fits 3X", 8},
        {"2022-13", "there is no month 13", 5},
        {"2022-00", "there is no month 00", 5},
        {"2022-20", "there is no month 20", 5},
        {"2022-42", "there is no month 42", 5},
        {"2022-2X", "no month fits 2X", 5},
        {"2022-21-01", "a season has no days", 8},
        {"2022-1-5", "month needs two digits", 5},
        {"2022-01-5", "day needs two digits", 8},
        {"12345", "year has more than four digits", 0},
        {"198", "year needs four digits", 0},
        {"19", "year needs four digits", 0},
        {"11.01.2022", "year needs four digits", 0},
        {"yesterday", "year needs four digits", 0},
        {" 2022", "year needs four digits", 0},
        {"2022 ", "unexpected text after the date", 4},
        {"2022-01-11 10:00", "unexpected text after the date", 10},
        {"2022~~", "unexpected text after the date", 5},
        {"-0000", "there is no year -0000", 0},
        {"Y170000002", "years of more than four digits are not supported", 0},
        {"1950S2", "significant digits are not supported", 4},
        {"15XX-12-25", "more than 16 separate possibilities", 0},
        {"2022-01-11T10:00:00", "time has no zone: add Z or, say, +02:00", 19},
        {"2022-01-11T10:00:00-00:00", "there is no zone -00:00", 19},
        {"2022-01-11T10:00:00+14:01", "there is no such zone", 19},
        {"2022-01-11T10:00:00-12:01", "there is no such zone", 19},
        {"2022-01-11T10:00:00+1", "zone needs two digits for its hours", 19},
        {"2022-01-11T10:00:00+01:60", "there is no minute 60", 23},
        {"2022-01-11T24:00:01Z", "a day ends at 24:00:00", 11},
        {"2022-01-11T25:00Z", "there is no hour 25", 11},
        {"2022-01-11T10:00:60Z", "there is no second 60", 17},
        {"2022-01-11T1XZ", "a time cannot have unknown digits", 11},
        {"2022-01-11T10:00:00.Z", "a digit must follow the point", 20},
        {"2022-01T10:00Z", "a time needs a whole date before it", 7},
        {"2022-01-XXT10:00Z", "a time needs a date without unknown digits", 10},
        {"2006/2004", "the interval ends before it starts", 5},
        {"2004x/2005", "unexpected text before the slash", 4},
        {"2022/01/05", "year needs four digits", 5},
        {"2022/2023/2024", "an interval has one slash; dates are written 2022-01-11", 9},
        {"[1667", "expected a comma or the closing bracket", 5},
        {"{1667]", "expected a comma or the closing brace", 5},
        {"[]", "year needs four digits", 1},
        {"[..]", "year needs four digits", 3},
        {"[1667..1660]", "the range ends before it starts", 7},
        {"[1667]x", "unexpected text after the date", 6},
        {"[15XX-12-25]", "more than 16 separate possibilities", 1},
        {"[1501,1503,1505,1507,1509,1511,1513,1515,1517,1519,1521,1523,1525,1527,1529,1531,1533]",
         "more than 16 separate possibilities", 81},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_when when = {.count = 99};
        ent_error err;
        size_t offset = 12345;
        if (ent_when_parse(ent_str_of(cases[i].text), &when, &offset, &err) != ENT_E_FORMAT)
            fail_msg("accepted: %s", cases[i].text);
        if (strcmp(err.message, cases[i].reason) != 0) fail_msg("%s: %s", cases[i].text, err.message);
        if (offset != cases[i].offset) fail_msg("%s: offset %zu", cases[i].text, offset);
        assert_int_equal(when.count, 99);
    }
    assert_int_equal(ent_when_parse(ENT_STR("x"), &(ent_when){0}, NULL, NULL), ENT_E_FORMAT);
    assert_int_equal(ent_when_parse((ent_str){"2022\0", 5}, &(ent_when){0}, NULL, NULL), ENT_E_FORMAT);
}

static void test_base_time__edtf_hull(void **state)
{
    (void)state;
    ent_when when;
    assert_int_equal(ent_when_parse(ENT_STR("[1667,1670]"), &when, NULL, NULL), ENT_OK);
    expect_format(ent_when_hull(&when).from, "1667-01-01");
    expect_format(ent_when_hull(&when).until, "1671-01-01");
    when.count = 0;
    assert_true(ent_when_hull(&when).from.seconds == ENT_TIME_MIN.seconds);
    assert_true(ent_when_hull(&when).until.seconds == ENT_TIME_MAX.seconds);
}

/* Reading a date takes nothing from the heap, so there is nothing in it that could run out. */
static void test_base_time__edtf_allocates_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"2022", "XXXX-XX-XX", "[1667,1668, 1670..1672]", "wrong",
                                        "15XX-12-25"};
    ent_mem_fail_at(1);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ent_when when;
        ent_error err;
        (void)!ent_when_parse(ent_str_of(texts[i]), &when, NULL, &err);
    }
    assert_int_equal(ent_mem_count(), 0);
    ent_mem_fail_at(0);
}

static void test_base_time__a_day_begins_at_its_midnight(void **state)
{
    (void)state;
    assert_int_equal(ent_time_day((ent_time){0}), 0);
    assert_int_equal(ent_time_day((ent_time){ENT_DAY_SECONDS - 1}), 0);
    assert_int_equal(ent_time_day((ent_time){-1}), -1);
    assert_int_equal(ent_time_day((ent_time){-ENT_DAY_SECONDS}), -1);
    assert_int_equal(ent_time_day((ent_time){-ENT_DAY_SECONDS - 1}), -2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_time__the_calendar_agrees_with_counting),
        cmocka_unit_test(test_base_time__what_does_not_exist_is_refused),
        cmocka_unit_test(test_base_time__a_day_begins_at_its_midnight),
        cmocka_unit_test(test_base_time__formats_dates_and_ends),
        cmocka_unit_test(test_base_time__months_keep_the_day_or_take_the_last),
        cmocka_unit_test(test_base_time__seconds_saturate),
        cmocka_unit_test(test_base_time__edtf_dates),
        cmocka_unit_test(test_base_time__edtf_times_have_zones),
        cmocka_unit_test(test_base_time__edtf_qualifiers_widen_nothing),
        cmocka_unit_test(test_base_time__edtf_unknown_digits),
        cmocka_unit_test(test_base_time__edtf_parts_of_a_year),
        cmocka_unit_test(test_base_time__edtf_intervals),
        cmocka_unit_test(test_base_time__edtf_sets),
        cmocka_unit_test(test_base_time__edtf_refuses_with_a_place_and_a_reason),
        cmocka_unit_test(test_base_time__edtf_hull),
        cmocka_unit_test(test_base_time__edtf_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
