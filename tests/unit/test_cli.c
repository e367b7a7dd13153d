/* test_cli.c: the frame of the command line, with a page made here: what it accepts, what it refuses with
 * which words, and what becomes of -o FILE. Messages go to standard error, which is read back from a file. */
#include "base/buf.h"
#include "base/mem.h"
#include "cli/frame.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const ent_option as_of = {"as-of", 0, "DATE", false};
static const ent_option as_known = {"as-known", 0, "DATE", false};
static const ent_option view = {"view", 0, "NAME", false};
static const ent_option layer = {"layer", 0, "NAME", false};
static const ent_option edges = {"edges", 0, "KIND", false};
static const ent_option format = {"format", 0, "NAME", false};
static const ent_option output = {"output", 'o', "FILE", false};
static const ent_option jobs = {"jobs", 'j', "N", false};
static const ent_option strict = {"strict", 's', NULL, false};
static const ent_option atlas = {"atlas", 0, "FILE", false};
static const ent_option set = {"set", 0, "LABEL=VALUE", true};
static const ent_option *const all_options[] = {&as_of,  &as_known, &view,   &layer, &edges, &format,
                                                &output, &jobs,     &strict, &atlas, &set,   NULL};
static const char *const two_formats[] = {"text", "json", NULL};
static const char *const one_usage[] = {"entente probe CASE", NULL};
static const char *const no_text[] = {NULL};
static const ent_page probe = {"probe",   "a page for tests", NULL,        1,      2,
                               one_usage, all_options,        two_formats, no_text};

typedef struct run {
    ent_cli cli;
    int code;
    char message[4096]; /* what was said on standard error */
} run;

/* Parse a line of words parted by single spaces. */
static void parse(run *r, const char *line)
{
    static char words[4096]; /* the parsed values borrow from it */
    char *argv[64];
    int argc = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *at = words; *at && argc < 64;) {
        argv[argc++] = at;
        at += strcspn(at, " ");
        if (*at) *at++ = '\0';
    }
    memset(r, 0, sizeof *r);
    r->cli.page = &probe;
    snprintf(r->cli.program, sizeof r->cli.program, "entente probe");
    FILE *file = tmpfile();
    assert_non_null(file);
    fflush(stderr);
    int saved = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    bool help = false;
    r->code = ent_cli_parse(&r->cli, argc, argv, &help);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    r->message[fread(r->message, 1, sizeof r->message - 1, file)] = '\0';
    fclose(file);
}

static void done(run *r)
{
    ent_free(r->cli.args);
}

static void accepts(run *r, const char *line)
{
    parse(r, line);
    assert_string_equal(r->message, "");
    assert_int_equal(r->code, 0);
}

static void refuses(const char *line, const char *first_line)
{
    run r;
    parse(&r, line);
    char wanted[512];
    snprintf(wanted, sizeof wanted, "entente probe: error: %s", first_line);
    r.message[strcspn(r.message, "\n")] = '\0';
    assert_string_equal(r.message, wanted);
    assert_int_equal(r.code, ENT_EXIT_USAGE);
    done(&r);
}

static void test_cli__defaults(void **state)
{
    (void)state;
    run r;
    accepts(&r, "case");
    const ent_common *common = ent_cli_common(&r.cli);
    assert_false(common->as_of_given || common->as_known_given || common->layer_given || common->edges_given);
    assert_false(common->strict);
    assert_int_equal(common->view_count, 0);
    assert_string_equal(common->format, "text");
    assert_null(common->output);
    assert_true(common->jobs >= 1);
    assert_int_equal(ent_cli_arg_count(&r.cli), 1);
    assert_string_equal(ent_cli_arg(&r.cli, 0), "case");
    assert_null(ent_cli_arg(&r.cli, 1));
    done(&r);
}

static void test_cli__values_stand_after_an_equals_sign_or_as_the_next_word(void **state)
{
    (void)state;
    run r;
    accepts(&r, "--format=json case --layer land+sea -j3 --edges geodesic -s --view un,de-facto");
    const ent_common *common = ent_cli_common(&r.cli);
    assert_string_equal(common->format, "json");
    assert_true(common->layer_given && common->layer == ENT_LAYER_LAND_SEA);
    assert_true(common->edges_given && common->edges == ENT_EDGES_GEODESIC);
    assert_int_equal(common->jobs, 3);
    assert_true(common->strict);
    assert_int_equal(common->view_count, 2);
    assert_true(ent_str_is(common->views[0], "un"));
    assert_true(ent_str_is(common->views[1], "de-facto"));
    done(&r);
}

static void test_cli__a_day_is_half_open(void **state)
{
    (void)state;
    run r;
    accepts(&r, "case --as-of 2022-01-11 --as-known 2022-01-12T10:00:00Z");
    const ent_common *common = ent_cli_common(&r.cli);
    assert_int_equal(common->as_of.until.seconds - common->as_of.from.seconds, ENT_DAY_SECONDS);
    assert_int_equal(common->as_of.from.seconds, 1641859200);
    assert_int_equal(common->as_known.from.seconds, 1641859200 + ENT_DAY_SECONDS + 36000);
    assert_string_equal(common->as_of_text, "2022-01-11");
    done(&r);
}

static void test_cli__as_of_wants_one_day(void **state)
{
    (void)state;
    const char *wrong[] = {"2022",       "2022-01", "2022-01-11/2022-01-12", "2022-01-11~", "../2022-01-11",
                           "2022-02-30", "x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char line[64], start[64];
        snprintf(line, sizeof line, "case --as-of %s", wrong[i]);
        snprintf(start, sizeof start, "entente probe: error: --as-of \"%s\": ", wrong[i]);
        run r;
        parse(&r, line);
        assert_int_equal(r.code, ENT_EXIT_USAGE);
        assert_memory_equal(r.message, start, strlen(start));
        done(&r);
    }
}

static void test_cli__a_value_may_start_with_a_dash(void **state)
{
    (void)state;
    run r;
    accepts(&r, "case --set a=1 --set -5 -- --strict");
    assert_int_equal(ent_cli_value_count(&r.cli, "set"), 2);
    assert_string_equal(ent_cli_value_at(&r.cli, "set", 0), "a=1");
    assert_string_equal(ent_cli_value(&r.cli, "set"), "-5");
    assert_string_equal(ent_cli_arg(&r.cli, 1), "--strict");
    assert_false(ent_cli_common(&r.cli)->strict);
    done(&r);
}

static void test_cli__a_dash_alone_is_an_argument(void **state)
{
    (void)state;
    run r;
    accepts(&r, "- -o -");
    assert_string_equal(ent_cli_arg(&r.cli, 0), "-");
    assert_null(ent_cli_common(&r.cli)->output);
    done(&r);
}

static void test_cli__refuses_with_a_reason(void **state)
{
    (void)state;
    refuses("", "an argument is missing");
    refuses("a b c", "unexpected argument \"c\"");
    refuses("case --stric", "unknown option --stric; did you mean --strict?");
    refuses("case --zebra", "unknown option --zebra");
    refuses("case -x", "unknown option -x");
    refuses("case --strict=yes", "--strict takes no value");
    refuses("case --strict --strict", "--strict is given twice");
    refuses("case --view", "--view needs a value: NAME");
    refuses("case --view un,,x", "--view \"un,,x\": a name is missing");
    refuses("case --view a,b,c,d,e,f,g,h,i", "--view: more than 8 names");
    refuses("case --layer sea", "unknown value of --layer \"sea\"; known: land, land+sea");
    refuses("case --edges geodetic", "unknown value of --edges \"geodetic\"; did you mean \"geodesic\"?");
    refuses("case --format jsn", "unknown value of --format \"jsn\"; did you mean \"json\"?");
    refuses("case -j 0", "--jobs \"0\": a number from 1 to 1024 is wanted");
    refuses("case -jmany", "--jobs \"many\": a number from 1 to 1024 is wanted");
    refuses("case --output=", "--output needs the name of a file");
}

static void test_cli__limit_of_options(void **state)
{
    (void)state;
    char word[] = "--set=1", *argv[ENT_CLI_VALUES_MAX + 2];
    for (int i = 0; i < ENT_CLI_VALUES_MAX + 1; i++) argv[i] = word;
    char last[] = "case";
    argv[ENT_CLI_VALUES_MAX + 1] = last;
    run r = {.cli = {.page = &probe, .program = "entente probe"}};
    bool help = false;
    assert_int_equal(ent_cli_parse(&r.cli, ENT_CLI_VALUES_MAX + 2, argv, &help), ENT_EXIT_USAGE);
    done(&r);
    r = (run){.cli = {.page = &probe, .program = "entente probe"}};
    assert_int_equal(ent_cli_parse(&r.cli, ENT_CLI_VALUES_MAX + 1, argv + 1, &help), 0);
    assert_int_equal(ent_cli_value_count(&r.cli, "set"), ENT_CLI_VALUES_MAX);
    done(&r);
}

static void read_back(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

/* Write `answer` to -o FILE, which holds "before", and leave with `code`; `text` is what FILE holds then. */
static void write_answer(const char *answer, int code, char *text, size_t size)
{
    char path[] = "/tmp/entente-test-XXXXXX", line[128];
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "before", 6), 6);
    close(descriptor);
    snprintf(line, sizeof line, "case -o %s", path);
    run r;
    accepts(&r, line);
    if (answer) ent_cli_printf(&r.cli, "%s", answer);
    assert_int_equal(ent_cli_finish(&r.cli, code), code);
    read_back(path, text, size);
    unlink(path);
    done(&r);
}

static void test_cli__output_replaces_its_file_when_the_command_ends_well(void **state)
{
    (void)state;
    char text[2048];
    write_answer("after", ENT_EXIT_BREACH, text, sizeof text);
    assert_string_equal(text, "after");
    char wide[1500];
    memset(wide, 'x', sizeof wide - 1), wide[sizeof wide - 1] = '\0';
    write_answer(wide, ENT_EXIT_OK, text, sizeof text);
    assert_string_equal(text, wide);
}

static void test_cli__output_stays_when_the_command_fails(void **state)
{
    (void)state;
    char text[64];
    write_answer("half", ENT_EXIT_FAILED, text, sizeof text);
    assert_string_equal(text, "before");
    write_answer(NULL, ENT_EXIT_TEXT, text, sizeof text);
    assert_string_equal(text, "before");
}

static void test_cli__atlas_that_is_named_but_absent(void **state)
{
    (void)state;
    run r;
    accepts(&r, "case --atlas /nowhere/world.atlas");
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    assert_int_equal(ent_cli_atlas_path(&r.cli, path, &err), ENT_E_IO);
    assert_string_equal(err.message,
                        "--atlas \"/nowhere/world.atlas\": no such atlas; \"./dev atlas\" in the source "
                        "folder builds one");
    done(&r);
}

static void test_cli__atlas_of_the_environment(void **state)
{
    (void)state;
    run r;
    accepts(&r, "case");
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    setenv("ENTENTE_ATLAS", "/dev/null", 1);
    assert_int_equal(ent_cli_atlas_path(&r.cli, path, &err), ENT_OK);
    assert_string_equal(path, "/dev/null");
    setenv("ENTENTE_ATLAS", "/nowhere", 1);
    assert_int_equal(ent_cli_atlas_path(&r.cli, path, &err), ENT_E_IO);
    unsetenv("ENTENTE_ATLAS");
    done(&r);
}

static void test_cli__a_failure_has_one_exit_code(void **state)
{
    (void)state;
    const struct {
        ent_status status;
        int code;
    } rows[] = {{ENT_E_FORMAT, 3},    {ENT_E_LIMIT, 3},       {ENT_E_USAGE, 4},
                {ENT_E_NOT_FOUND, 4}, {ENT_E_DOMAIN, 4},      {ENT_E_IO, 5},
                {ENT_E_NOMEM, 5},     {ENT_E_UNSUPPORTED, 5}, {ENT_E_INTERNAL, 5}};
    run r;
    accepts(&r, "case");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {rows[i].status, "said for a test"};
        assert_int_equal(ent_cli_fail(&r.cli, &err), rows[i].code);
    }
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cli__defaults),
        cmocka_unit_test(test_cli__values_stand_after_an_equals_sign_or_as_the_next_word),
        cmocka_unit_test(test_cli__a_day_is_half_open),
        cmocka_unit_test(test_cli__as_of_wants_one_day),
        cmocka_unit_test(test_cli__a_value_may_start_with_a_dash),
        cmocka_unit_test(test_cli__a_dash_alone_is_an_argument),
        cmocka_unit_test(test_cli__refuses_with_a_reason),
        cmocka_unit_test(test_cli__limit_of_options),
        cmocka_unit_test(test_cli__output_replaces_its_file_when_the_command_ends_well),
        cmocka_unit_test(test_cli__output_stays_when_the_command_fails),
        cmocka_unit_test(test_cli__atlas_that_is_named_but_absent),
        cmocka_unit_test(test_cli__atlas_of_the_environment),
        cmocka_unit_test(test_cli__a_failure_has_one_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
