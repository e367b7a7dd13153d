/* Checks on a text that need an act as counter-example: each warning with its message, and none where there
 * is no reason for one. */
#include "base/buf.h"
#include "cm.h"
#include "entente/scenario.h"
#include "with_square.h"

#include <stdio.h>
#include <string.h>

typedef struct checked {
    ent_doc *doc;
    ent_diags *diags;
    size_t before; /* diagnostics of the language itself */
} checked;

static checked check(ent_doc *doc, ent_diags *diags)
{
    ent_error err = {0};
    checked c = {doc, diags, 0};
    assert_int_equal(ent_doc_check(doc, NULL, diags, &err), ENT_OK);
    assert_int_equal(ent_diags_error_count(diags), 0);
    c.before = ent_diags_count(diags);
    ent_world world = {.atlas = atlas, .agreement = doc};
    assert_int_equal(ent_text_check(&world, diags, &err), ENT_OK);
    return c;
}

static checked check_text(const char *statements)
{
    char text[4000];
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    (void)snprintf(text, sizeof text, "```entente\nparty AAA, BBB\n%s```\n", statements);
    assert_int_equal(ent_doc_parse("t", ent_str_of(text), diags, &doc, &err), ENT_OK);
    return check(doc, diags);
}

static void done(checked *c)
{
    ent_doc_free(c->doc);
    ent_diags_free(c->diags);
}

/* One warning, of that code, whose detail says so. */
static void warns(const char *statements, const char *code, const char *detail)
{
    checked c = check_text(statements);
    for (size_t i = c.before; i < ent_diags_count(c.diags); i++)
        print_message("%s: %s\n", ent_diags_at(c.diags, i)->message, ent_diags_at(c.diags, i)->detail);
    assert_int_equal(ent_diags_count(c.diags), c.before + 1);
    const ent_diag *d = ent_diags_at(c.diags, c.before);
    assert_int_equal(d->severity, ENT_SEV_WARNING);
    assert_string_equal(d->code, code);
    assert_non_null(d->detail);
    if (!strstr(d->detail, detail)) fail_msg("it says: %s", d->detail);
    assert_non_null(strstr(d->detail, "Counter-example: "));
    assert_true(d->span.line > 2);
    done(&c);
}

static void is_quiet(const char *statements)
{
    checked c = check_text(statements);
    for (size_t i = c.before; i < ent_diags_count(c.diags); i++)
        fail_msg("%s", ent_diags_at(c.diags, i)->message);
    done(&c);
}

static void test_scenario_check__a_clause_no_act_can_breach(void **state)
{
    (void)state;
    warns("clause 1 prohibits deployment of missile\n  when range at least 500 km\n  when range less than "
          "300 km\n",
          "never-breached", "range 400 km, from 2020-06-13: kept");
    warns("clause 1 prohibits deployment\n  when launch is ground and not launch is ground or sea\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  when echelon above brigade and echelon below brigade\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  where position within 5 km of area \"zone\"\n"
          "  where position beyond 5 km from area \"zone\"\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  when never\n", "never-breached", "never holds");
    warns("clause 1 permits only deployment of gun\n  when calibre at least 100 mm or calibre less than 120 "
          "mm\n",
          "never-breached", "on its list");
    warns("clause 1 limits number of holding of tank\n  at least 0\n", "never-breached", "never less than 0");
    warns("define short is range less than 300 km\nclause 1 prohibits test of short missile\n  when range "
          "above 300 km\n",
          "never-breached", "exclude each other");
    warns("clause 1 requires notification\n  for exercise E by any party\n  when E.tanks above 5 and tanks "
          "at most 5\n",
          "never-breached", "exclude each other");
}

static void test_scenario_check__who_and_whose_territory(void **state)
{
    (void)state;
    warns("clause 1 prohibits deployment\n  by AAA\n  when actor is not AAA\n", "never-breached",
          "actor AAA, from 2020-06-13: kept");
    warns("clause 1 prohibits deployment\n  by any party P\n  when P is AAA\n  when actor is BBB\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  by any party other than AAA\n  when actor is AAA\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  where position in territory of AAA\n"
          "  where position outside territory of AAA\n",
          "never-breached", "exclude each other");
    warns("clause 1 prohibits deployment\n  by AAA\n  unless 2\nexception 2\n  when actor is BBB\n",
          "dead-exception", "breach");
    warns("clause 1 prohibits deployment\n  where position in territory of AAA\n  unless 2\nexception 2\n"
          "  where position in territory of BBB\n",
          "dead-exception", "territory AAA, from 2020-06-13: breach");
    is_quiet("clause 1 prohibits deployment\n  by AAA, BBB\n  when actor is not AAA\n");
    is_quiet("group G is AAA, BBB\nclause 1 prohibits deployment\n  by G\n  when actor is AAA\n");
    is_quiet("clause 1 prohibits deployment\n  by AAA\n  when target is not AAA\n");
    is_quiet("clause 1 prohibits deployment\n  by AAA\n  where position in territory of AAA\n"
             "  where position outside territory of BBB\n");
    is_quiet("clause 1 prohibits deployment\n  where position in territory of any party\n  unless 2\n"
             "exception 2\n  where position in territory of BBB\n");
}

static void test_scenario_check__over_before_it_begins(void **state)
{
    (void)state;
    warns("in force from 2015-01-01\nclause 1 prohibits deployment\n  until 2010-01-01\n", "never-breached",
          "does not begin before 2015-01-01");
    warns("clause 1 prohibits deployment\n  from 2015-01-01\n  until 2015-01-01\n", "never-breached",
          "no finding");
    warns(
        "in force from 2015-01-01\nclause 1 prohibits deployment\n  from 3 months after entry into force\n  "
        "until 2014-01-01\n",
        "never-breached", "no finding");
    is_quiet("in force from 2015-01-01\nclause 1 prohibits deployment\n  until 2015-01-02\n");
    is_quiet(
        "in force from 2015-01-01\nclause 1 prohibits deployment\n  from 2005-01-01\n  until 2010-01-01\n");
    is_quiet("clause 1 prohibits deployment\n  until 1950-01-01\n");
}

static void test_scenario_check__what_can_be_breached_is_let_be(void **state)
{
    (void)state;
    is_quiet("clause 1 prohibits deployment\n  when range at least 500 km and range at most 500 km\n");
    is_quiet("clause 1 prohibits deployment\n  when range at least 500 km or range less than 300 km\n");
    is_quiet("clause 1 prohibits deployment of artillery\n  when kind is gun\n");
    is_quiet("clause 1 prohibits deployment\n  where position in territory of any party\n"
             "  where position outside territory of any party\n");
    is_quiet("clause 1 permits only deployment of gun\n  when calibre at least 100 mm or calibre less than "
             "90 mm\n");
    is_quiet("clause 1 prohibits deployment\n  when \"in good faith\" and range at least 3 km\n");
    is_quiet("parameter width is length\nclause 1 prohibits deployment\n  when range above width and range "
             "below 3 km\n");
    is_quiet("clause 1 requires notification\n  for exercise E by any party\n"
             "  when E.tanks above 5\n  when there is reply N about E when (tanks at most 5)\n");
}

static void test_scenario_check__dead_and_living_exceptions(void **state)
{
    (void)state;
    warns("clause 1 prohibits deployment of tank\n  when quantity more than 10\n  unless 2\nexception 2\n  "
          "when quantity less than 5\n",
          "dead-exception", "quantity 11, from 2020-06-13: breach");
    warns("clause 1 limits number of holding of tank\n  at most 30\n  without kind is gun\n",
          "dead-exception", "exclude each other");
    warns("clause 1 prohibits flight\n  when launch is air\n  unless launch is air\n", "always-lifted",
          "exempt");
    is_quiet(
        "clause 1 prohibits flight\n  when launch is air\n  unless launch is air and range at most 5 km\n");
    is_quiet(
        "clause 1 prohibits flight of bomber\n  unless 2\nclause 3 prohibits flight of fighter\n  unless 2\n"
        "exception 2\n  when kind is fighter\n  when quantity at most 3\n");
}

static void test_scenario_check__clauses_that_cannot_both_be_kept(void **state)
{
    (void)state;
    warns("clause 1 limits number of holding of tank\n  at most 100\nclause 2 limits number of holding of "
          "tank\n  at least 150\n",
          "clauses-conflict", "quantity 150: clause 1: breach");
    warns("clause 1 prohibits inspection\nclause 2 requires inspection\n  for exercise E by any party\n",
          "clauses-conflict", "without it clause 2 is breached, with it clause 1");
    warns("clause 1 prohibits holding of tank\nclause 2 limits number of holding of tank\n  at least 3\n",
          "clauses-conflict", "quantity 3");
    is_quiet("clause 1 limits number of holding of tank\n  at most 100\nclause 2 limits number of holding of "
             "tank\n  at least 100\n");
    is_quiet("clause 1 limits number of holding of tank\n  at most 100\n  until 2015-01-01\n"
             "clause 2 limits number of holding of tank\n  at least 150\n  from 2015-01-01\n");
    is_quiet("clause 1 limits number of holding of tank\n  by AAA\n  at most 100\nclause 2 limits number of "
             "holding of tank\n"
             "  by BBB\n  at least 150\n");
    warns("clause 1 limits number of holding of artillery\n  at most 100\nclause 2 limits number of holding "
          "of mortar\n  at least 150\n",
          "clauses-conflict", "A part of the sum");
    warns("define big is calibre at least 100 mm\nclause 1 limits number of holding of big artillery\n  at "
          "most "
          "100\nclause 2 limits number of holding of gun\n  when calibre above 120 mm\n  at least 150\n",
          "clauses-conflict", "the whole at most 100");
    is_quiet("clause 1 limits number of holding of mortar\n  at most 100\nclause 2 limits number of holding "
             "of artillery\n  at least 150\n");
    is_quiet(
        "define big is calibre at least 100 mm\nclause 1 limits number of holding of big artillery\n  at "
        "most 100\nclause 2 limits number of holding of gun\n  at least 150\n");
    is_quiet("clause 1 limits number of holding of tank\n  by each party\n  at most 100\nclause 2 limits "
             "number of holding of tank\n  by all parties together\n  at least 150\n");
    is_quiet("clause 1 prohibits inspection of tank\nclause 2 requires inspection\n  for exercise E by any "
             "party\n");
    is_quiet("clause 1 prohibits inspection\n  when quantity above 3\nclause 2 requires inspection\n  for "
             "exercise E by any party\n");
}

static void test_scenario_check__how_days_are_counted(void **state)
{
    (void)state;
    warns("clause 1 requires notification\n  by any party P\n  for exercise E by P\n  due 42 days before "
          "start of E\n",
          "counting-unsaid", "six hours too late");
    warns("clause 1 limits duration of deployment\n  at most 21 days\n  each record\n", "counting-unsaid",
          "six hours more than 21 days");
    warns("clause 1 limits duration of deployment\n  at least 2 weeks\n  each record\n", "counting-unsaid",
          "six hours less than 2 weeks");
    is_quiet("clause 1 limits duration of deployment\n  at most 21 days\n  each record\n  counting elapsed "
             "time\n");
    is_quiet("clause 1 limits duration of deployment\n  at most 48 hours\n  each record\n");
    is_quiet(
        "clause 1 requires notification\n  for exercise E by any party\n  due 42 days before start of E\n"
        "  counting calendar days\n");
    is_quiet("clause 1 requires notification\n  for exercise E by any party\n  due within 48 hours after "
             "start of E\n");
    is_quiet("clause 1 requires notification\n  for exercise E by any party\n  due within 3 months after "
             "start of E\n");
}

/* No false alarm on texts that people wrote. In forms.md, which has one of every form, a duty really does not
 * say how its days are counted. */
static void test_scenario_check__nothing_is_said_of_whole_agreements(void **state)
{
    (void)state;
    static const char *const files[] = {
        "tests/fixtures/agreements/cfe-flank.md",  "tests/fixtures/agreements/forms.md",
        "tests/fixtures/agreements/minsk.md",      "tests/fixtures/agreements/montreux.md",
        "tests/fixtures/agreements/nato-draft.md", "tests/fixtures/agreements/vienna.md",
        "examples/russia-nato-2021/agreement.md",  "examples/strait/agreement.md"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[512];
        ent_error err = {0};
        ent_diags *diags = NULL;
        ent_doc *doc = NULL;
        (void)snprintf(path, sizeof path, "%s/%s", ENT_SOURCE_DIR, files[i]);
        assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
        assert_int_equal(ent_doc_load(path, diags, &doc, &err), ENT_OK);
        checked c = check(doc, diags);
        for (size_t k = c.before; k < ent_diags_count(diags); k++) {
            const ent_diag *d = ent_diags_at(diags, k);
            bool true_of_forms = strstr(files[i], "forms.md") && strcmp(d->code, "counting-unsaid") == 0;
            if (!true_of_forms) fail_msg("%s:%u: %s", files[i], d->span.line, d->message);
        }
        done(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenario_check__a_clause_no_act_can_breach),
        cmocka_unit_test(test_scenario_check__who_and_whose_territory),
        cmocka_unit_test(test_scenario_check__over_before_it_begins),
        cmocka_unit_test(test_scenario_check__what_can_be_breached_is_let_be),
        cmocka_unit_test(test_scenario_check__dead_and_living_exceptions),
        cmocka_unit_test(test_scenario_check__clauses_that_cannot_both_be_kept),
        cmocka_unit_test(test_scenario_check__how_days_are_counted),
        cmocka_unit_test(test_scenario_check__nothing_is_said_of_whole_agreements),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
