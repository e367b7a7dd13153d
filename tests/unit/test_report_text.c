/* The page that people read: held against the files of tests/fixtures/reports (UPDATE=1 writes them; read the
 * difference before you keep it), and what holds of every page: it fits its width, colour only adds to it. */
#include "base/utf8.h"
#include "judged.h"
#include "report/internal.h"

#include <stdio.h>
#include <stdlib.h>

static void hold_against(const ent_buf *text, const char *name)
{
    char path[512];
    ent_buf expected;
    ent_error err = {0};
    (void)snprintf(path, sizeof path, "%s/tests/fixtures/reports/%s", ENT_SOURCE_DIR, name);
    const char *update = getenv("UPDATE");
    if (update && *update) assert_int_equal(ent_file_replace(path, ent_buf_str(text), &err), ENT_OK);
    assert_int_equal(ent_file_read(path, 1 << 20, &expected, &err), ENT_OK);
    assert_string_equal(text->ptr, expected.ptr);
    ent_buf_done(&expected);
}

static void test_report_text__tells_the_answer_then_each_article(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text =
        judged_write(&s, ent_report_text, &(ent_report_opts){.version = "1.2.3", .case_title = "A case"});
    hold_against(&text, "pact.txt");
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_text__verbose_tells_all(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = judged_write(&s, ent_report_text,
                                &(ent_report_opts){.version = "1.2.3", .verbose = true, .width = 100});
    hold_against(&text, "pact-verbose.txt");
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_text__an_empty_judgement_is_still_a_page(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    ent_buf text = judged_write(&s, ent_report_text, NULL);
    assert_non_null(strstr(text.ptr, "0 breaches, 0 unclear, 0 kept."));
    assert_non_null(strstr(text.ptr, "NO FINDING:"));
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_text__fits_its_width(void **state)
{
    (void)state;
    static const int widths[] = {40, 60, 80, 120};
    judged s;
    judged_init(&s);
    judged_fill(&s);
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        ent_buf text = judged_write(&s, ent_report_text, &(ent_report_opts){.width = widths[w]});
        for (const char *line = text.ptr, *end; *line; line = end + 1) {
            end = strchr(line, '\n');
            size_t columns = ent_utf8_columns((ent_str){line, (size_t)(end - line)});
            bool wraps = strncmp(line, "Receipt ", 8) != 0 && strncmp(line, "Article and", 11) != 0 &&
                         !strstr(line, "       -");
            if (wraps && columns > (size_t)widths[w])
                fail_msg("%zu columns: %.*s", columns, (int)(end - line), line);
            assert_true(end == line || end[-1] != ' ');
        }
        ent_buf_done(&text);
    }
    judged_done(&s);
}

static void strip_colours(char *text)
{
    char *to = text;
    for (char *from = text; *from;) {
        if (*from == '\033')
            from = strchr(from, 'm') + 1;
        else
            *to++ = *from++;
    }
    *to = '\0';
}

static void test_report_text__colour_only_adds(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf plain = judged_write(&s, ent_report_text, &(ent_report_opts){.color = false});
    ent_buf coloured = judged_write(&s, ent_report_text, &(ent_report_opts){.color = true});
    assert_null(strchr(plain.ptr, '\033'));
    assert_non_null(strchr(coloured.ptr, '\033'));
    strip_colours(coloured.ptr);
    assert_string_equal(plain.ptr, coloured.ptr);
    ent_buf_done(&plain);
    ent_buf_done(&coloured);
    judged_done(&s);
}

static void test_report_text__control_characters_do_not_reach_a_terminal(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    ent_finding *f = judged_add(&s, "2.1", "ex-1", ENT_BREACH);
    f->because = judged_texts(&s,
                              "a \033[2Jbell\a and \xC2\x9B"
                              "csi",
                              NULL);
    ent_buf text = judged_write(&s, ent_report_text, NULL);
    assert_non_null(strstr(text.ptr, "a ?[2Jbell? and ?csi"));
    for (size_t i = 0; i < text.len; i++)
        assert_true((unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n');
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_text__filters_leave_the_counts(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text =
        judged_write(&s, ent_report_text, &(ent_report_opts){.clause = "2.2", .verdicts = 1u << ENT_BREACH});
    assert_non_null(strstr(text.ptr, "1 breach, 1 unclear, 1 kept."));
    assert_null(strstr(text.ptr, "2.1  No exercises"));
    assert_null(strstr(text.ptr, "UNCLEAR"));
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_text__views_that_differ_are_told_first(void **state)
{
    (void)state;
    judged s, other;
    judged_init(&s);
    judged_init(&other);
    judged_add(&s, "2.1", "ex-1", ENT_BREACH);
    judged_add(&other, "2.1", "ex-1", ENT_KEPT);
    judged_add(&other, "2.1", "far", ENT_KEPT);
    const ent_judgement *list[] = {&s.j, &other.j};
    ent_buf text;
    ent_error err = {0};
    ent_buf_init(&text, 1 << 20);
    assert_int_equal(ent_report_text(list, 2, NULL, ent_buf_sink(&text), &err), ENT_OK);
    assert_true(strncmp(text.ptr, "Views , : 2 of the verdicts shown differ", 40) ==
                0); /* no map: views have no name */
    assert_non_null(strstr(text.ptr, "2.1: breach under , kept under : EST ex-1"));
    assert_non_null(strstr(text.ptr, "2.1: not spoken of under , kept under : RUS far"));
    ent_buf_done(&text);
    judged_done(&s);
    judged_done(&other);
}

/* ---- words ---- */

static void sheet_init(ent_sheet *sheet, judged *s)
{
    ent_error err = {0};
    judged_init(s);
    assert_int_equal(ent_sheet_init(sheet, &s->j, NULL, &err), ENT_OK);
}

static void sheet_done(ent_sheet *sheet, judged *s)
{
    ent_sheet_done(sheet);
    judged_done(s);
}

static void expect_margin(const ent_sheet *sheet, double lo, double hi, ent_verdict verdict,
                          const char *expected)
{
    ent_margin m = {lo, hi, "km", ""};
    assert_string_equal(ent_report_margin(sheet, &m, verdict), expected);
}

static void expect_one(const ent_sheet *sheet, const char *unit, const char *expected)
{
    ent_margin m = {1, 1, unit, ""};
    assert_string_equal(ent_report_margin(sheet, &m, ENT_BREACH), expected);
}

static void test_report_words__one_is_said_in_the_singular(void **state)
{
    (void)state;
    judged s;
    ent_sheet sheet;
    sheet_init(&sheet, &s);
    expect_one(&sheet, "inspectors", "by 1 inspector");
    expect_one(&sheet, "systems", "by 1 system");
    expect_one(&sheet, "batteries", "by 1 battery");
    expect_one(&sheet, "days", "by 1 day");
    expect_one(&sheet, "personnel", "by 1 personnel");
    expect_one(&sheet, "aircraft", "by 1 aircraft");
    expect_one(&sheet, "corps", "by 1 corps");
    expect_one(&sheet, "m/s", "by 1 m/s");
    sheet_done(&sheet, &s);
}

static void test_report_words__margins_say_which_side(void **state)
{
    (void)state;
    judged s;
    ent_sheet sheet;
    sheet_init(&sheet, &s);
    expect_margin(&sheet, 3, 3, ENT_BREACH, "by 3 km");
    expect_margin(&sheet, 0, 12.26, ENT_BREACH, "by 0 to 12.3 km");
    expect_margin(&sheet, 1234.6, INFINITY, ENT_BREACH, "by 1,235 km or more");
    expect_margin(&sheet, 0, INFINITY, ENT_BREACH, "by any amount");
    expect_margin(&sheet, 0, 0, ENT_KEPT, "exactly at the limit");
    expect_margin(&sheet, -5.5, -0.0001, ENT_KEPT, "by less than 0.001 to 5.5 km");
    expect_margin(&sheet, -INFINITY, -7, ENT_KEPT, "by 7 km or more");
    expect_margin(&sheet, -20, 0, ENT_VERDICT_UNCLEAR, "from 20 km short of a breach to its edge");
    expect_margin(&sheet, -20, 4, ENT_VERDICT_UNCLEAR, "from 20 km short of a breach to 4 km into it");
    expect_margin(&sheet, 0, INFINITY, ENT_VERDICT_UNCLEAR,
                  "from the edge of a breach to any amount into it");
    expect_margin(&sheet, 2, 3, ENT_VERDICT_UNCLEAR, "2 to 3 km into a breach");
    expect_margin(&sheet, -3, -2, ENT_EXEMPT, "2 to 3 km short of a breach");
    expect_margin(&sheet, 2, 3, ENT_KEPT, "2 to 3 km into a breach");
    expect_margin(&sheet, -INFINITY, INFINITY, ENT_VERDICT_UNCLEAR, "not known on which side");
    sheet_done(&sheet, &s);
}

static void expect_when(const ent_sheet *sheet, const char *edtf, const char *expected)
{
    ent_when w;
    ent_error err = {0};
    assert_int_equal(ent_when_parse(ent_str_of(edtf), &w, NULL, &err), ENT_OK);
    assert_string_equal(ent_report_when(sheet, &w), expected);
}

static void test_report_words__dates_keep_their_precision(void **state)
{
    (void)state;
    judged s;
    ent_sheet sheet;
    sheet_init(&sheet, &s);
    expect_when(&sheet, "2022-01-11", "2022-01-11");
    expect_when(&sheet, "2022-02", "2022-02");
    expect_when(&sheet, "2021", "2021");
    expect_when(&sheet, "201X", "the 2010s");
    expect_when(&sheet, "2021~", "about 2021");
    expect_when(&sheet, "2021-03-04?", "2021-03-04 (uncertain)");
    expect_when(&sheet, "2021-12/2022-01-10", "2021-12 to 2022-01-10");
    expect_when(&sheet, "2021-12-01/..", "2021-12-01 on");
    expect_when(&sheet, "[2020,2022]", "2020 or 2022");
    expect_when(&sheet, "2022-01-11T10:00:00Z", "2022-01-11T10:00:00Z");
    expect_when(&sheet, "", "");
    sheet_done(&sheet, &s);
}

static void expect_period(const ent_sheet *sheet, ent_time from, ent_time until, const char *expected)
{
    assert_string_equal(ent_report_period(sheet, (ent_span_time){from, until}), expected);
}

static void test_report_words__periods_end_with_their_last_day(void **state)
{
    (void)state;
    judged s;
    ent_sheet sheet;
    sheet_init(&sheet, &s);
    ent_time march = judged_day(2030, 3, 1), later = judged_day(2030, 3, 11), end = judged_day(2030, 5, 1);
    expect_period(&sheet, march, later, "2030-03-01 to 2030-03-10");
    expect_period(&sheet, march, end, "since 2030-03-01"); /* it holds on the day that is judged */
    expect_period(&sheet, march, ENT_TIME_MAX, "since 2030-03-01");
    expect_period(&sheet, march, judged_day(2030, 3, 2), "on 2030-03-01");
    expect_period(&sheet, ENT_TIME_MIN, later, "until 2030-03-10");
    expect_period(&sheet, ENT_TIME_MIN, end, "at any time");
    expect_period(&sheet, march, (ent_time){later.seconds + 1}, "2030-03-01 to 2030-03-11");
    sheet_done(&sheet, &s);
}

static void test_report_words__records_are_told_on_one_line(void **state)
{
    (void)state;
    judged s;
    ent_sheet sheet;
    sheet_init(&sheet, &s);
    const ent_record *men = ent_records_at(s.records, 2), *about = ent_records_at(s.records, 3);
    assert_string_equal(ent_report_record_line(&sheet, men, NULL),
                        "LVA, deployment, 450 to 560 personnel, EST, since 2030-02-01");
    assert_string_equal(ent_report_record_line(&sheet, about, "LVA"),
                        "deployment, about 90 personnel, EST, since 2030-02-01");
    sheet_done(&sheet, &s);
}

/* ---- one record ---- */

static ent_buf explain(judged *s, const char *clause, const char *record)
{
    ent_buf text;
    ent_error err = {0};
    ent_buf_init(&text, 1 << 20);
    assert_int_equal(
        ent_report_record(&s->j, record, &(ent_report_opts){.clause = clause}, ent_buf_sink(&text), &err),
        ENT_OK);
    return text;
}

static void test_report_record__gives_the_chain_for_each_reading(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = explain(&s, "2.1", "ex-1");
    hold_against(&text, "pact-record.txt");
    ent_buf_done(&text);
    text = explain(&s, "2.2", "men-2"); /* one of two in a sum */
    assert_non_null(strstr(text.ptr, "recorded: 450 to 560 personnel in 2 records"));
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_record__says_who_is_not_bound(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = explain(&s, "2.1", "far");
    assert_non_null(strstr(text.ptr, "the clause does not speak of this record."));
    assert_non_null(strstr(text.ptr, "The clause does not bind RUS."));
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_record__unknown_names_are_errors(void **state)
{
    (void)state;
    judged s;
    ent_buf text;
    ent_error err = {0};
    judged_init(&s);
    ent_buf_init(&text, 1 << 20);
    ent_sink sink = ent_buf_sink(&text);
    assert_int_equal(ent_report_record(&s.j, "ex-1", &(ent_report_opts){.clause = "9"}, sink, &err),
                     ENT_E_NOT_FOUND);
    assert_int_equal(ent_report_record(&s.j, "nix", &(ent_report_opts){.clause = "2.1"}, sink, &err),
                     ENT_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "nix"));
    assert_int_equal(text.len, 0);
    ent_buf_done(&text);
    judged_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_text__tells_the_answer_then_each_article),
        cmocka_unit_test(test_report_text__verbose_tells_all),
        cmocka_unit_test(test_report_text__an_empty_judgement_is_still_a_page),
        cmocka_unit_test(test_report_text__fits_its_width),
        cmocka_unit_test(test_report_text__colour_only_adds),
        cmocka_unit_test(test_report_text__control_characters_do_not_reach_a_terminal),
        cmocka_unit_test(test_report_text__filters_leave_the_counts),
        cmocka_unit_test(test_report_text__views_that_differ_are_told_first),
        cmocka_unit_test(test_report_words__one_is_said_in_the_singular),
        cmocka_unit_test(test_report_words__margins_say_which_side),
        cmocka_unit_test(test_report_words__dates_keep_their_precision),
        cmocka_unit_test(test_report_words__periods_end_with_their_last_day),
        cmocka_unit_test(test_report_words__records_are_told_on_one_line),
        cmocka_unit_test(test_report_record__gives_the_chain_for_each_reading),
        cmocka_unit_test(test_report_record__says_who_is_not_bound),
        cmocka_unit_test(test_report_record__unknown_names_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
