/* What diff, sweep and status write for programs is what docs/schema says: no key too many and none too few.
 */
#include "entente/ledger.h"
#include "entente/report.h"
#include "schema.h"
#include "trial.h"

static ent_atlas *atlas;
static stage s;
static ent_world world;

static int open_world(void **state)
{
    (void)state;
    return trial_open(&s, &atlas, &world);
}

static int close_world(void **state)
{
    (void)state;
    stage_done(&s);
    ent_atlas_close(atlas);
    return 0;
}

/* Does the text fit, and would a walker that says yes to everything be found out? */
static json_t *check(const char *name, ent_buf *text)
{
    json_t *schema = schema_load(name), *root = schema_parse(text);
    assert_true(schema_fits(schema, root));
    json_object_set_new(root, "surprise", json_true());
    assert_false(schema_fits(schema, root));
    json_object_del(root, "surprise");
    json_decref(schema);
    ent_buf_done(text);
    return root;
}

static ent_judge_opts on(int year, int month, int day)
{
    return (ent_judge_opts){.as_of = trial_day(year, month, day), .as_known = ENT_TIME_MAX};
}

static void test_schemas__diff(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_variant *variant = NULL;
    ent_redline *redline = NULL;
    ent_judgement *before = NULL, *after = NULL;
    ent_effect *effect = NULL;
    ent_buf text;
    const ent_judge_opts opts = on(2021, 6, 1);
    const ent_change change = {ENT_STR("5.range.lo"), ENT_STR("480 km")};
    const char *const asked[] = {"5.range.lo = 480 km"};
    assert_int_equal(ent_variant_new(&world, (ent_changes){&change, 1}, s.diags, &variant, &err), ENT_OK);
    assert_int_equal(ent_judge(&world, &opts, &before, &err), ENT_OK);
    assert_int_equal(ent_judge(ent_variant_world(variant), &opts, &after, &err), ENT_OK);
    assert_int_equal(ent_redline_find(world.agreement, ent_variant_world(variant)->agreement, &redline, &err),
                     ENT_OK);
    assert_int_equal(ent_effect_find(redline, (ent_judged_pair){before, after}, NULL, &effect, &err), ENT_OK);
    const ent_effect *effects[] = {effect};
    const ent_report_diff diff = {.redline = redline,
                                  .effects = effects,
                                  .effect_count = 1,
                                  .before_name = "case",
                                  .asked = {asked, 1}};
    ent_buf_init(&text, 1 << 22);
    assert_true(ent_report_diff_differs(&diff));
    assert_int_equal(ent_report_diff_json(&diff, NULL, ent_buf_sink(&text), &err), ENT_OK);
    json_decref(check("diff", &text));
    ent_effect_free(effect);
    ent_redline_free(redline);
    ent_judgement_free(before);
    ent_judgement_free(after);
    ent_variant_free(variant);
}

static json_t *sweep(const ent_sweep_opts *opts)
{
    ent_error err = {0};
    ent_sweep *found = NULL;
    ent_buf text;
    ent_buf_init(&text, 1 << 22);
    if (ent_sweep_find(&world, opts, s.diags, &found, &err) != ENT_OK) fail_msg("%s", err.message);
    assert_int_equal(ent_report_sweep_json(found, NULL, ent_buf_sink(&text), &err), ENT_OK);
    ent_sweep_free(found);
    return check("sweep", &text);
}

static void test_schemas__sweep(void **state)
{
    (void)state;
    json_t *figure = sweep(&(ent_sweep_opts){
        .judge = on(2021, 6, 1), .label = "5.range.lo", .from = 470, .to = 510, .unit = "km"});
    assert_true(json_array_size(json_object_get(figure, "breakpoints")) > 0);
    json_t *days = sweep(&(ent_sweep_opts){
        .judge = on(2020, 2, 1), .day_from = trial_day(2020, 2, 1), .day_to = trial_day(2020, 5, 1)});
    assert_true(json_array_size(json_object_get(days, "breakpoints")) > 0);
    json_decref(figure);
    json_decref(days);
}

static ent_near_list two_near(void *context, const ent_entry *red_line)
{
    static const ent_near at[] = {{"5", "DDD m490", "d1", "breach", "by 3 km", 3, 4, "km"},
                                  {"7", "AAA", "", "unclear", "", 0, 0, NULL}};
    (void)context, (void)red_line;
    return (ent_near_list){at, 2, 9};
}

static void test_schemas__status(void **state)
{
    (void)state;
    static const char ledger_text[] = "id,date,kind,speaker,to,forum,article,answers,due\n"
                                      "q,2022-01-01,proposal,X,Y;Z,,1;2,,2022-01-03\n"
                                      "a,2022-01-02,counter-proposal,Y,X,,2,q,\n"
                                      "s,2022-01-02,silence,Z,,,,q,\n"
                                      "m,2022-01-09,consultation,X,Y,Council,,,\n"
                                      "r,2022-01-02,red-line,X,Y,,1,,\n";
    for (int judged = 0; judged < 2; judged++) {
        ent_ledger *ledger = NULL;
        ent_ledger_status *status = NULL;
        ent_buf text;
        const ent_ledger_report report = {
            .title = "", .as_of = "2022-01-05", .nearest = judged ? two_near : NULL};
        const ent_ledger_query query = {trial_day(2022, 1, 6), ENT_TIME_MAX};
        ent_buf_init(&text, 1 << 20);
        assert_int_equal(ent_ledger_new(&ledger, NULL), ENT_OK);
        assert_int_equal(ent_ledger_load_memory(ledger, "ledger.csv", ent_str_of(ledger_text), s.diags, NULL),
                         ENT_OK);
        assert_int_equal(ent_ledger_finish(ledger, s.diags, NULL), ENT_OK);
        assert_int_equal(ent_ledger_ask(ledger, query, &status, NULL), ENT_OK);
        assert_int_equal(ent_ledger_write_json(status, &report, ent_buf_sink(&text), NULL), ENT_OK);
        json_t *root = check("status", &text), *line = json_array_get(json_object_get(root, "red_lines"), 0);
        assert_int_equal(json_array_size(json_object_get(line, "nearest")), judged ? 2 : 0);
        assert_int_equal(json_is_null(json_object_get(line, "nearest")), !judged);
        json_decref(root);
        ent_ledger_status_free(status);
        ent_ledger_free(ledger);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schemas__diff),
        cmocka_unit_test(test_schemas__sweep),
        cmocka_unit_test(test_schemas__status),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
