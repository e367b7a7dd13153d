/* Clauses read back: sentences that a lawyer can sign. Each of these forms once read wrongly or could be read
 * in two ways. */
#include "lang_read.h"

/* All clauses, or all declarations, of the text, one after the other. */
static void reads_back(const char *text, bool clauses, const char *words)
{
    lang_read r = lang_read_good(text);
    ent_buf out;
    ent_buf_init(&out, 1 << 16);
    for (size_t i = 0; clauses && i < r.d->clause_count; i++)
        assert_int_equal(ent_clause_explain(r.doc, &r.d->clauses[i], ent_buf_sink(&out), NULL), ENT_OK);
    for (size_t i = 0; !clauses && i < r.d->decl_count; i++)
        assert_int_equal(ent_decl_explain(&r.d->decls[i], ent_buf_sink(&out), NULL), ENT_OK);
    if (!strstr(out.ptr, words)) fail_msg("\"%s\" is not in: %s", words, out.ptr);
    ent_buf_done(&out);
    lang_read_done(&r);
}

static void clauses_read(const char *text, const char *words)
{
    reads_back(text, true, words);
}

static void declarations_read(const char *text, const char *words)
{
    reads_back(text, false, words);
}

static void test_explain__mixed_conditions_are_lettered(void **state)
{
    (void)state;
    clauses_read(
        "clause 1 prohibits flight\n  when (tanks at least 5 or guns at least 5) and quantity at least 2\n",
        "if (a) its number of tanks is at least 5 or its number of guns is at least 5; and (b) its "
        "quantity is at least 2.");
    clauses_read(
        "clause 1 prohibits flight\n  when quantity at least 2\n"
        "  when any of (tanks at least 5, tanks at most 1 and guns at most 2)\n",
        "(b) (i) its number of tanks is at least 5; or (ii) its number of tanks is at most 1 and its "
        "number of guns is at most 2.");
    clauses_read(
        "clause 1 prohibits flight\n  when tanks at least 5\n  when guns at least 5 and ships at least 5\n",
        "if its number of tanks is at least 5, its number of guns is at least 5 and its number of "
        "ships is at least 5.");
}

static void test_explain__a_list_inside_a_list_takes_a_comma(void **state)
{
    (void)state;
    clauses_read(
        "clause 1 prohibits flight\n  when mission is training or transit\n  when tanks at least 5\n",
        "if its mission is training or transit, and its number of tanks is at least 5.");
    clauses_read("clause 1 prohibits flight\n  when tanks at least 5\n"
                 "  where position in area A and position north of 5 N\n",
                 "if its number of tanks is at least 5, and the place is in the area \"A\" and north of the "
                 "parallel 5° N.");
}

static void test_explain__a_period_is_not_of_the_last_condition(void **state)
{
    (void)state;
    clauses_read(
        "clause 1 prohibits flight\n  when tanks at least 5\n  from 2015-03-03\n  until 2016-03-03\n",
        "is prohibited from 3 March 2015 until 3 March 2016 if its number");
    clauses_read(
        "clause 1 requires report\n  by any party P\n  when quantity at least 5\n  for flight E by P\n"
        "  from 2015-03-03\n",
        "From 3 March 2015, each party (P) owes a report for every flight (E) by P, if");
}

static void test_explain__whom_an_exception_is_said_of(void **state)
{
    (void)state;
    const char *two = "clause 1 prohibits passage of warship\n  unless 2\n"
                      "clause 3 limits number of presence of warship\n  at most 5\n  without 2\n"
                      "exception 2\n  when mission is training\n";
    clauses_read(two,
                 "Exception 2 applies to any passage or presence of a warship if its mission is training.");
    clauses_read("clause 1 prohibits deployment\n  where position in territory of any state H\n  unless 2\n"
                 "exception 2\n  when there is consent C by H\n",
                 "if there is a consent (C) by H. H is that of clause 1.");
    clauses_read(
        "clause 1 requires report\n  for exercise E\n  unless 2\nexception 2\n  when quantity at most 3\n",
        "Exception 2 applies to any exercise if its quantity is at most 3.");
    clauses_read("clause 1 prohibits test\n  unless 2\nexception 2\n  when quantity at most 3\n  unless 3\n"
                 "exception 3\n  when quantity at most 1\n",
                 "Exception 3 applies to any test if its quantity is at most 1.");
}

static void test_explain__who_owes(void **state)
{
    (void)state;
    clauses_read("actor \"armed formations\"\nclause 1 requires withdrawal\n  by UKR, \"armed formations\"\n",
                 "Each of Ukraine and the armed formations owes a withdrawal");
    clauses_read("clause 1 requires notification\n  by host\n  for exercise E\n",
                 "For every exercise (E), the state on whose territory E takes place owes a notification");
    clauses_read("clause 1 prohibits fortification\n  by anyone\n  binds NOR\n", "Norway answers for it.");
    clauses_read("clause 1 prohibits accession to NATO\n  by anyone\n  binds members of NATO\n",
                 "Any accession to NATO by anyone is prohibited. The members of NATO answer for it.");
    clauses_read("clause 1 prohibits flight\n  by members of NATO\n", "by any member of NATO is prohibited");
}

static void test_explain__attributes_that_are_no_nouns(void **state)
{
    (void)state;
    clauses_read(
        "attribute tested-for is word\nclause 1 prohibits flight\n  when there is test T of same item "
        "when tested-for is not war\n",
        "for which T is not tested for war");
    clauses_read("attribute arms is word\nclause 1 prohibits flight\n  when arms is carried\n",
                 "its arms are carried");
    clauses_read("clause 1 prohibits flight\n  when tanks above guns\n", "its number of tanks is more than");
    clauses_read(
        "attribute conversion is date\nclause 1 prohibits flight\n  when conversion before 2010-04-08\n",
        "its conversion date is before 8 April 2010");
    clauses_read(
        "attribute announced is date\nclause 1 requires notification N\n  for passage E\n"
        "  such that start of E not after 5 days after N.announced\n",
        "It is fulfilled only if the start of E is at the latest 5 days after the announced date of N.");
}

static void test_explain__phrases_have_no_plural(void **state)
{
    (void)state;
    clauses_read(
        "kind \"report on the Straits\"\nclause 1 limits count of report of \"report on the Straits\"\n"
        "  at least 1\n",
        "The number of reports of \"report on the Straits\" by any party");
    clauses_read("kind \"long calendar\"\nclause 1 requires report of \"long calendar\"\n",
                 "owes a report of a long calendar");
    clauses_read("clause 1 prohibits flight\n  when kind is uav\n", "if it is a drone.");
    clauses_read("kind treaty-limited\nclause 1 limits number of holding of treaty-limited\n  at most 5\n",
                 "The number of treaty limited items, summed");
    clauses_read("kind treaty-limited\nclause 1 prohibits holding of treaty-limited\n",
                 "of a treaty limited item");
    clauses_read("kind sea-bed\nclause 1 limits number of holding of sea-bed\n  at most 5\n",
                 "The number of sea beds, summed");
}

static void test_explain__declarations(void **state)
{
    (void)state;
    declarations_read("group camp is BGR, GRC\nparty members of camp\n",
                      "Bound by the text: the members of the \"camp\".");
    declarations_read(
        "area A is position in territory of NOR or (position in territory of RUS and position "
        "north of 5 N)\n",
        "takes in every place that is (a) in the territory of Norway; or (b) in the territory of "
        "Russia and north of the parallel 5° N.");
    declarations_read(
        "in force from deposit by more than half of every party\n",
        "a deposit by more than half of the parties, for those who have done so; for each of the "
        "others, from the day of its own.");
}

static void test_explain__sums(void **state)
{
    (void)state;
    clauses_read(
        "attribute branch is word\nclause 1 limits count of holding\n  by any party P\n  per P, branch\n"
        "  at most if branch is mechanized then 3 else if branch is armored then 1 else 0\n",
        "at most 3 if its branch is mechanized, and 1 if its branch is armored, and 0 otherwise, ");
    clauses_read("clause 1 limits duration of presence\n  by any party P\n  per P\n  in each calendar day\n"
                 "  at most 6 hours\n",
                 "what lasts counts in each period for as much as lies in it");
    clauses_read("clause 1 prohibits flight\n  by any party P\n  from 2 years after entry into force\n"
                 "  until 2031-06-01\n",
                 "the day from which it runs is in it; the day until which it runs is not in it");
}

static void test_explain__a_table_row_by_row(void **state)
{
    (void)state;
    const char *text = "# A\n\n```entente\ntable \"ceilings\"\n```\n\n"
                       "| category | from | tanks | range (km) |\n|---|---|---|---|\n"
                       "| acv | 1995-11-17 | 1300 | 500 |\n| artillery | 1999-05-31 | | 600 |\n";
    lang_read r = lang_read_text(ent_str_of(text), false, NULL);
    ent_buf out;
    ent_buf_init(&out, 1 << 16);
    assert_int_equal(ent_decl_explain(&r.d->decls[0], ent_buf_sink(&out), NULL), ENT_OK);
    assert_string_equal(out.ptr, "The table \"ceilings\" has 2 rows of category, from, tanks and range: "
                                 "armoured combat vehicle from 17 November 1995: tanks 1,300, range 500 km; "
                                 "artillery from 31 May 1999: range 600 km.\n");
    ent_buf_done(&out);
    lang_read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain__mixed_conditions_are_lettered),
        cmocka_unit_test(test_explain__a_list_inside_a_list_takes_a_comma),
        cmocka_unit_test(test_explain__a_period_is_not_of_the_last_condition),
        cmocka_unit_test(test_explain__whom_an_exception_is_said_of),
        cmocka_unit_test(test_explain__who_owes),
        cmocka_unit_test(test_explain__attributes_that_are_no_nouns),
        cmocka_unit_test(test_explain__phrases_have_no_plural),
        cmocka_unit_test(test_explain__declarations),
        cmocka_unit_test(test_explain__sums),
        cmocka_unit_test(test_explain__a_table_row_by_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
