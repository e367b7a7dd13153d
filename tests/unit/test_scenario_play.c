/* Scenarios played on a small world: what passes, what fails and why, what is decided; and memory that runs
 * out at every allocation on the way. */
#include "base/buf.h"
#include "base/mem.h"
#include "cm.h"
#include "entente/scenario.h"
#include "square_world.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "```entente\nparty AAA, BBB, CCC\n"
    "define heavy is displacement above 5000 t\n"
    "clause 1 prohibits deployment of missile\n  by any party P\n  when range at least 500 km\n"
    "  where position in territory of a party other than P\n  unless 1.x\n"
    "exception 1.x\n  when there is consent C by host\n"
    "clause 2 limits number of holding of tank\n  by any party P\n  at most 10\n  without status is stored\n"
    "reading \"by half\" of 2\n  at most 5\n"
    "clause 3 requires notification\n  for exercise E by any party P\n  by P\n  due 5 days before start of "
    "E\n"
    "  counting calendar days\n"
    "in force from 2000-01-01 for every party\n```\n\n"
    "```entente\nscenarios of 1\n  day 2022-01-01\n```\n\n"
    "| scenario | kind | actor | item.kind | item.range (km) | lon | lat | from | expect | margin "
    "|\n|-|-|-|-|-|-|-|-|-|-|\n"
    "| far | deployment | AAA | cruise-missile | 501 | 15 | 3 | 2021-01-01 | breach | + |\n"
    "| near | deployment | AAA | missile | 499.5 | 15 | 3 | 2021-01-01 | kept | -0.5 km |\n"
    "| home | deployment | AAA | missile | 600 | 5 | 3 | 2021-01-01 | kept | |\n"
    "| asked | deployment | AAA | missile | 600 | 15 | 3 | 2021-06-01 | exempt | |\n"
    "| | consent | BBB | | | | | 2021-01-01 | | |\n"
    "| wrong | deployment | AAA | missile | 480..520 | 15 | 3 | 2021-01-01 | kept | |\n"
    "| else | deployment | DDD | missile | 600 | 15 | 3 | 2021-01-01 | no finding | |\n\n"
    "```entente\nscenarios\n  day 2022-01-01\n```\n\n"
    "| scenario | kind | actor | item | quantity | status | about | from | expect | clause | party | reading "
    "| margin |\n"
    "|-|-|-|-|-|-|-|-|-|-|-|-|-|\n"
    "| every | complete | AAA | | | | holding | 2000-01-01 | | | | | |\n"
    "| ten | holding | AAA | tank | 4 | active | | 2021-01-01 | kept | 2 | | | 0 |\n"
    "| | holding | AAA | tank | 6 | active | | 2021-01-01 | breach | 2 | | by half | 5 |\n"
    "| | holding | AAA | tank | 6 | stored | | 2021-01-01 | no finding | 2 | | | |\n"
    "| more | holding | AAA | tank | 11 | active | | 2021-01-01 | breach | 2 | AAA | | 1 |\n"
    "| told | exercise | BBB | | | | | 2021-05-10 | kept | 3 | | | 0 |\n"
    "| | notification | BBB | | | | r1 | 2021-05-05 | | | | | |\n"
    "| late | exercise | BBB | | | | | 2021-05-10 | breach | 3 | | | 1 day |\n"
    "| | notification | BBB | | | | r1 | 2021-05-06 | | | | | |\n"
    "| idle | | | | | | | | no-record | 2 | CCC | | |\n";

static ent_atlas *atlas;
static char path[] = "/tmp/entente-scenario-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    atlas = square_open();
    int fd = mkstemp(path);
    bool written = fd >= 0 && ent_file_write_all(fd, ent_str_of(text));
    if (fd >= 0) (void)close(fd);
    return atlas && written ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    ent_atlas_close(atlas);
    return unlink(path);
}

static void test_scenario_play__what_passes_and_what_does_not(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_trial *trial = NULL;
    ent_error err = {0};
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    assert_int_equal(ent_trial_play(path, atlas, diags, &trial, &err), ENT_OK);
    for (size_t i = 0; i < ent_diags_count(diags); i++)
        if (ent_diags_at(diags, i)->severity == ENT_SEV_ERROR)
            fail_msg("%s", ent_diags_at(diags, i)->message);
    assert_int_equal(ent_trial_scenario_count(trial), 11);
    for (size_t i = 0; i < ent_trial_result_count(trial); i++) {
        const ent_trial_result *r = ent_trial_result_at(trial, i);
        bool wrong = strcmp(r->scenario, "wrong") == 0;
        if (!wrong != !r->differs) fail_msg("%s: expected %s, found %s", r->scenario, r->expected, r->found);
        assert_true(r->span.line > 20);
        if (!wrong) continue;
        assert_string_equal(r->differs, "the verdict differs");
        assert_string_equal(r->found, "unclear (value too coarse), margin -20..20 km, party AAA");
        assert_true(r->because.count > 0 && r->settle.count > 0);
    }
    assert_int_equal(ent_trial_result_count(trial), 13);
    assert_int_equal(ent_trial_failed_count(trial), 1);
    ent_trial_free(trial);
    ent_diags_free(diags);
}

static void test_scenario_play__what_nothing_decides(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_trial *trial = NULL;
    ent_error err = {0};
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    assert_int_equal(ent_trial_play(path, atlas, diags, &trial, &err), ENT_OK);
    /* 1.range, 1.where, 2.without, 2.ceiling, 3.due, 1.x.when */
    assert_int_equal(ent_trial_condition_count(trial), 6);
    for (size_t i = 0; i < ent_trial_undecided_count(trial); i++)
        print_message("%s: %s\n", ent_trial_undecided_at(trial, i)->label,
                      ent_trial_undecided_at(trial, i)->why);
    assert_int_equal(ent_trial_undecided_count(trial), 0);
    ent_trial_free(trial);
    ent_diags_free(diags);
}

/* All of it once; true when no call noticed a lack of memory. */
static bool play_all(void)
{
    ent_diags *diags = NULL;
    ent_trial *trial = NULL;
    ent_error err = {0};
    ent_buf out;
    ent_buf_init(&out, 1u << 22);
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_trial_play(path, atlas, diags, &trial, &err);
    if (st == ENT_OK) st = ent_diags_status(diags, &err) == ENT_E_NOMEM ? ENT_E_NOMEM : ENT_OK;
    const ent_trial *list[] = {trial};
    if (st == ENT_OK)
        st = ent_trials_write(list, 1, (ent_trial_opts){ENT_TRIAL_TEXT, true}, ent_buf_sink(&out), &err);
    if (st == ENT_OK)
        st = ent_trials_write(list, 1, (ent_trial_opts){ENT_TRIAL_JUNIT, false}, ent_buf_sink(&out), &err);
    assert_true(st == ENT_OK || st == ENT_E_NOMEM || st == ENT_E_IO);
    ent_trial_free(trial);
    ent_diags_free(diags);
    ent_buf_done(&out);
    return st == ENT_OK;
}

/* Judging has its own test of this; here every 37th allocation is enough to come by each of ours. */
static void test_scenario_play__memory_may_run_out(void **state)
{
    (void)state;
    ent_mem_fail_at(0);
    assert_true(play_all());
    uint64_t total = ent_mem_count();
    assert_true(total > 1000);
    for (uint64_t n = 1; n <= total; n += n < 600 ? 1 : 37) {
        ent_mem_fail_at(n);
        (void)play_all();
    }
    ent_mem_fail_at(0);
    assert_true(play_all());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_scenario_play__what_passes_and_what_does_not),
                                       cmocka_unit_test(test_scenario_play__what_nothing_decides),
                                       cmocka_unit_test(test_scenario_play__memory_may_run_out)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
