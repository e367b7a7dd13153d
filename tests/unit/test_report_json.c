/* JSON, NDJSON and CSV of a judgement: what a program reads back, and that it is what
 * docs/schema/check.schema.json says. */
#include "judged.h"
#include "schema.h"

#include <stdio.h>

static json_t *at(json_t *findings, size_t index, const char *key)
{
    return json_object_get(json_array_get(findings, index), key);
}
static const char *text_at(json_t *findings, size_t index, const char *key)
{
    return json_string_value(at(findings, index, key));
}

/* ---- tests ---- */

static void test_report_json__fits_its_schema(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    json_t *schema = schema_load("check");
    ent_buf text = judged_write(&s, ent_report_json, &(ent_report_opts){.version = "1"});
    json_t *root = schema_parse(&text);
    assert_true(schema_fits(schema, root));
    json_object_set_new(root, "surprise", json_true());
    assert_false(schema_fits(schema, root)); /* the walker would notice a key too many … */
    json_object_del(root, "surprise");
    json_object_del(json_array_get(json_object_get(root, "findings"), 0), "margin");
    assert_false(schema_fits(schema, root)); /* … and one too few */
    json_decref(root);
    json_decref(schema);
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_json__keys_come_in_the_order_of_the_design(void **state)
{
    (void)state;
    static const char *const keys[] = {"\"schema\"",  "\"agreement\"", "\"as_of\"",    "\"as_known\"",
                                       "\"view\"",    "\"layer\"",     "\"map\"",      "\"assumptions\"",
                                       "\"version\"", "\"receipt\"",   "\"findings\"", "\"coverage\""};
    judged s;
    judged_init(&s);
    ent_buf text = judged_write(&s, ent_report_json, NULL);
    const char *p = text.ptr;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        p = strstr(p, keys[i]);
        if (!p) fail_msg("%s is missing or too early", keys[i]);
    }
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_json__findings_stand_in_order_with_open_ends_null(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = judged_write(&s, ent_report_json, NULL);
    json_t *root = schema_parse(&text), *f = json_object_get(root, "findings");
    assert_int_equal(json_array_size(f), 5);
    assert_true(json_is_null(json_object_get(root, "as_known")));
    assert_string_equal(text_at(f, 0, "record"), "ex-2"); /* earlier period first */
    assert_string_equal(text_at(f, 0, "verdict"), "unclear");
    assert_string_equal(text_at(f, 1, "record"), "ex-1");
    assert_string_equal(text_at(f, 2, "verdict"), "breach");
    assert_true(json_is_null(at(f, 2, "reading")));
    assert_string_equal(text_at(f, 3, "reading"), "wide"); /* readings after the base */
    assert_true(json_is_true(at(f, 3, "differs")));
    assert_string_equal(text_at(f, 4, "clause"), "2.2");
    assert_true(json_is_null(at(f, 4, "record"))); /* a sum of two has no one record */
    assert_int_equal(json_array_size(at(f, 4, "records")), 2);
    json_t *margin = at(f, 4, "margin");
    assert_true(json_number_value(json_object_get(margin, "lo")) == -50);
    assert_true(json_is_null(json_object_get(margin, "hi")));
    assert_string_equal(json_string_value(json_object_get(at(f, 4, "period"), "until")), "2030-05-01");
    json_decref(root);
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_json__order_does_not_depend_on_the_order_of_judging(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf first = judged_write(&s, ent_report_json, NULL);
    ent_finding keep = s.findings[0];
    s.findings[0] = s.findings[4], s.findings[4] = keep;
    ent_buf second = judged_write(&s, ent_report_json, NULL);
    assert_string_equal(first.ptr, second.ptr);
    ent_buf_done(&first);
    ent_buf_done(&second);
    judged_done(&s);
}

static void test_report_json__a_filter_hides_findings_but_not_the_worst(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_report_opts opts = {.clause = "2.1", .party = "EST", .verdicts = 1u << ENT_KEPT};
    ent_buf text = judged_write(&s, ent_report_json, &opts);
    json_t *root = schema_parse(&text), *f = json_object_get(root, "findings");
    assert_int_equal(json_array_size(f), 1);
    assert_string_equal(text_at(f, 0, "verdict"), "kept");
    assert_int_equal(json_array_size(json_object_get(root, "coverage")), 1);
    assert_string_equal(json_string_value(json_object_get(root, "worst")), "breach");
    json_decref(root);
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_json__several_judgements_are_an_array_and_say_how_they_differ(void **state)
{
    (void)state;
    judged s, other;
    judged_init(&s);
    judged_init(&other);
    judged_add(&s, "2.1", "ex-1", ENT_BREACH);
    judged_add(&s, "2.1", "ex-2", ENT_BREACH);
    judged_add(&other, "2.1", "ex-1", ENT_KEPT);
    judged_add(&other, "2.1", "ex-2", ENT_BREACH);
    const ent_judgement *list[] = {&s.j, &other.j};
    ent_buf text;
    ent_error err = {0};
    ent_buf_init(&text, 1 << 20);
    assert_int_equal(ent_report_json(list, 2, NULL, ent_buf_sink(&text), &err), ENT_OK);
    json_t *schema = schema_load("check"), *root = schema_parse(&text),
           *d = json_object_get(json_array_get(root, 1), "differences");
    assert_true(schema_fits(schema, root));
    assert_int_equal(json_array_size(root), 2);
    assert_int_equal(json_array_size(d), 1);
    assert_string_equal(text_at(d, 0, "record"), "ex-1");
    json_decref(root);
    json_decref(schema);
    ent_buf_done(&text);
    judged_done(&s);
    judged_done(&other);
}

static void test_report_ndjson__has_a_type_on_each_line(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = judged_write(&s, ent_report_ndjson, NULL);
    size_t types[3] = {0};
    for (char *line = text.ptr, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        json_error_t err;
        json_t *row = json_loadb(line, (size_t)(end - line), 0, &err);
        assert_non_null(row);
        const char *type = json_string_value(json_object_get(row, "type"));
        types[strcmp(type, "judgement") == 0 ? 0 : strcmp(type, "finding") == 0 ? 1 : 2]++;
        json_decref(row);
    }
    assert_int_equal(types[0], 1);
    assert_int_equal(types[1], 5);
    assert_int_equal(types[2], 6);
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_csv__is_a_row_a_finding(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_buf text = judged_write(&s, ent_report_csv, NULL);
    const char *expected =
        "view,article,clause,reading,party,target,verdict,state,from,until,records,margin_lo,margin_hi,"
        "margin_unit,"
        "margin_condition,reasons,settle,because,sources\n"
        ",2,2.1,,LVA,,unclear,unclear,2030-02-01,2030-03-01,\"ex-2\",,,,,value too coarse,\"\",\"\",\"\"\n"
        ",2,2.1,,EST,,kept,kept,2030-03-01,2030-05-01,\"ex-1\",-40.25,-30,km,what is "
        "allowed,,\"\",\"\",\"Gazette, 2030\"\n"
        ",2,2.1,,LVA,EST,breach,breach,2030-03-01,2030-05-01,\"ex-2\",,,,,,\"\","
        "\"the position is in the territory of EST: yes\",\"unsourced\"\n"
        ",2,2.1,wide,EST,,breach,breach,2030-03-01,2030-05-01,\"ex-1\",,,,,,\"\",\"\",\"Gazette, 2030\"\n"
        ",2,2.2,,LVA,EST,unclear,unclear,2030-03-01,2030-05-01,\"men-1 | men-2\",-50,,personnel,what is "
        "allowed,"
        "\"value too coarse, completeness not shown\",\"whether more stands there than is recorded\","
        "\"recorded: 450 to 560 personnel in 2 records | it may be at most 500\",\"Echo\"\n";
    assert_string_equal(text.ptr, expected);
    ent_buf_done(&text);
    judged_done(&s);
}

static bool stops(void *context, const char *bytes, size_t length)
{
    size_t *left = context;
    (void)bytes;
    if (length > *left) return false;
    *left -= length;
    return true;
}

static void test_report_json__a_sink_that_stops_is_an_error(void **state)
{
    (void)state;
    static judged_writer *const writers[] = {ent_report_json, ent_report_ndjson, ent_report_csv,
                                             ent_report_text};
    judged s;
    judged_init(&s);
    judged_fill(&s);
    const ent_judgement *list[] = {&s.j};
    for (size_t w = 0; w < sizeof writers / sizeof *writers; w++) {
        size_t left = 100;
        ent_error err = {0};
        assert_int_equal(writers[w](list, 1, NULL, (ent_sink){stops, &left}, &err), ENT_E_IO);
        assert_true(err.message[0] != '\0');
    }
    judged_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_json__fits_its_schema),
        cmocka_unit_test(test_report_json__keys_come_in_the_order_of_the_design),
        cmocka_unit_test(test_report_json__findings_stand_in_order_with_open_ends_null),
        cmocka_unit_test(test_report_json__order_does_not_depend_on_the_order_of_judging),
        cmocka_unit_test(test_report_json__a_filter_hides_findings_but_not_the_worst),
        cmocka_unit_test(test_report_json__several_judgements_are_an_array_and_say_how_they_differ),
        cmocka_unit_test(test_report_ndjson__has_a_type_on_each_line),
        cmocka_unit_test(test_report_csv__is_a_row_a_finding),
        cmocka_unit_test(test_report_json__a_sink_that_stops_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
