/* The rules of docs/language.md, one test each, quoted by id. */
#include "entente/base.h"
#include "lang_read.h"

#include <stdio.h>
#include <string.h>

#define CLAUSE "clause 1 prohibits exercise\n"
#define LIMIT "clause 1 limits number of holding\n"

/* ---- statements, lines, words ----------------------------------------------------------------------- */

static void test_l1__a_statement_starts_on_a_line_of_its_own(void **state) /* [L1] */
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 prohibits exercise\n  by RUS\nclause 2 prohibits flight\n  by UKR\n");
    assert_int_equal(r.d->clause_count, 2);
    lang_read_done(&r);
    lang_wrong("5 prohibits exercise\n", "statement-unknown");
}

static void test_l2__deeper_indentation_goes_on(void **state) /* [L2] */
{
    (void)state;
    lang_read r =
        lang_read_good(CLAUSE "  when tanks at least 250\n    or guns at least\n      250\n  by RUS\n");
    assert_int_equal(lang_when(&r)->kind, ENT_N_OR);
    assert_non_null(lang_only(&r)->by);
    lang_read_done(&r);
    r = lang_read_good("clause 1 prohibits exercise,\n    activity\n  by RUS\n");
    assert_int_equal(lang_only(&r)->acts->kid_count, 2);
    lang_read_done(&r);
}

static void test_l3__a_tab_is_an_error(void **state) /* [L3] */
{
    (void)state;
    lang_wrong(CLAUSE "\tby RUS\n", "indent-tab");
    lang_read r = lang_read_good(CLAUSE "  by\tRUS\n");
    lang_read_done(&r);
}

static void test_l4__a_comment_runs_to_the_end(void **state) /* [L4] */
{
    (void)state;
    lang_read r =
        lang_read_good("# a comment, \"unclosed\n" CLAUSE "  # deeper\n  by RUS # who\n  when \"a # b\"\n");
    assert_string_equal(lang_when(&r)->text, "a # b");
    lang_read_done(&r);
}

static void test_l5__names_are_quoted_keywords_are_lower_case(void **state) /* [L5] */
{
    (void)state;
    lang_read r = lang_read_good("define \"by\" is tanks at least 5\n" CLAUSE "  when \"by\"\n");
    assert_int_equal(lang_when(&r)->kind, ENT_N_TERM);
    lang_read_done(&r);
    lang_wrong("Clause 1 prohibits exercise\n", "statement-unknown");
    lang_wrong("define by is tanks at least 5\n", "expected");
}

static void test_l6__a_clause_id_is_a_name(void **state) /* [L6] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 5 prohibits exercise\nclause 5.0 prohibits exercise\nclause IV.4 prohibits exercise\n"
        "clause 18.1.a prohibits exercise\nclause \"Annex A\" prohibits exercise\n");
    assert_int_equal(r.d->clause_count, 5);
    assert_non_null(ent_doc_clause_find(r.doc, ENT_STR("18.1.a")));
    assert_ptr_not_equal(ent_doc_clause_find(r.doc, ENT_STR("5")),
                         ent_doc_clause_find(r.doc, ENT_STR("5.0")));
    lang_read_done(&r);
    lang_wrong("clause 5 prohibits exercise\nclause 5 prohibits exercise\n", "name-twice");
}

static void test_l7__every_quantity_has_a_unit(void **state) /* [L7] */
{
    (void)state;
    lang_wrong(CLAUSE "  when range at least 500\n", "unit-missing");
    lang_wrong(CLAUSE "  when personnel at least 500 km\n", "dimension");
    lang_read r = lang_read_good(CLAUSE "  when range at least 12 nmi\n");
    assert_true(lang_when(&r)->kids[1]->number == 12 * 1852.0);
    assert_true(lang_when(&r)->kids[1]->written == 12);
    lang_read_done(&r);
}

static void test_l8__dates_are_iso_8601_others_are_quoted(void **state) /* [L8] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  from 1997-05-27\n  until \"2004-06~\"\n");
    assert_int_equal(lang_only(&r)->from->kind, ENT_N_DATE);
    assert_true(lang_only(&r)->until->when->approximate);
    lang_read_done(&r);
    r = lang_read_good(CLAUSE "  from 2015-02-15T00:00+02:00\n");
    assert_int_equal(lang_only(&r)->from->when->spans[0].from.seconds % ENT_DAY_SECONDS, 22 * 3600);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  from 2022-02-29\n", "date");
}

static void test_l9__intervals_include_both_ends(void **state) /* [L9] */
{
    (void)state;
    static const struct {
        const char *text;
        int op;
    } cases[] = {{"500 km to 5500 km", 0},       {"above 500 km up to 5500 km", 1},
                 {"500 km to below 5500 km", 2}, {"above 500 km to below 5500 km", 3},
                 {"500 to 5500 km", 0},          {"between 500 km and 5500 km", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, CLAUSE "  when range is %s\n", cases[i].text);
        lang_read r = lang_read_good(text);
        assert_int_equal(lang_when(&r)->kind, ENT_N_BETWEEN);
        assert_int_equal(lang_when(&r)->op, cases[i].op);
        assert_true(lang_when(&r)->kids[1]->number == 500000 && lang_when(&r)->kids[2]->number == 5500000);
        lang_read_done(&r);
    }
}

/* ---- declarations ----------------------------------------------------------------------------------- */

static void test_l10__a_name_is_declared_once(void **state) /* [L10] */
{
    (void)state;
    lang_wrong("group g is RUS\nparameter g is length\n", "name-twice");
    lang_read r =
        lang_read_good("party RUS\nparty RUS, UKR\n" CLAUSE "  where position in area \"Black Sea\"\n");
    lang_read_done(&r);
}

static void test_l11__define_names_a_condition_or_acts(void **state) /* [L11] */
{
    (void)state;
    lang_read r =
        lang_read_good("define heavy is displacement above 5 t\ndefine moves is acts deployment, exercise\n"
                       "clause 1 prohibits moves of heavy ship\n");
    assert_int_equal(r.d->decls[0].kind, ENT_DECL_TERM);
    assert_int_equal(r.d->decls[1].kind, ENT_DECL_ACTS);
    assert_int_equal(lang_only(&r)->acts->kids[0]->kind, ENT_N_TERM);
    lang_read_done(&r);
}

static void test_l12__all_words_of_an_object_apply(void **state) /* [L12] */
{
    (void)state;
    lang_read r =
        lang_read_good("define ground-launched is launch is ground\nclause 1 prohibits deployment of "
                       "ground-launched missile\n");
    assert_int_equal(lang_only(&r)->object->kid_count, 2);
    assert_int_equal(lang_only(&r)->object->kids[0]->ref, ENT_REF_TERM);
    assert_int_equal(lang_only(&r)->object->kids[1]->ref, ENT_REF_KIND);
    lang_read_done(&r);
}

static void test_l110__kinds_are_listed_in_a_head(void **state) /* [L110] */
{
    (void)state;
    lang_read r = lang_read_good("clause 1 limits number of holding of tank, gun or mortar by any party P\n"
                                 "  per P\n  at most 5\n");
    assert_int_equal(lang_only(&r)->object->kid_count, 3);
    assert_int_equal(lang_only(&r)->object->op, ENT_OBJECT_ANY);
    assert_int_equal(lang_only(&r)->by->kind, ENT_N_ACTORS);
    lang_read_done(&r);
    r = lang_read_good("clause 1 prohibits deployment of gun\n"
                       "  unless there is transfer of (tank, gun) or position north of 60 N\n");
    assert_int_equal(lang_only(&r)->object->op, 0);
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits deployment of ground-launched missile or gun\n", "expected");
    lang_wrong("clause 1 prohibits deployment of gun or heavy missile\n", "expected");
    lang_wrong("clause 1 prohibits deployment of gun\n  unless there is transfer of (tank gun)\n",
               "expected");
}

static void test_l13__a_parameter_may_stay_open(void **state) /* [L13] */
{
    (void)state;
    lang_read r =
        lang_read_good("parameter width is length\nparameter band is length = 25 km\n" CLAUSE
                       "  where position within width of line a or position within band of line a\n");
    assert_null(r.d->decls[0].body);
    assert_true(r.d->decls[1].body->number == 25000);
    assert_int_equal(lang_where(&r)->kids[0]->kids[2]->kind, ENT_N_PARAMETER);
    lang_read_done(&r);
    lang_wrong("parameter band is length = 25 t\n" CLAUSE "  where position within band of line a\n",
               "dimension");
}

static void test_l14__cells_are_numbers_dates_or_words(void **state) /* [L14] */
{
    (void)state;
    lang_read r = lang_read_markdown(
        "```entente\ntable t\n```\n\n| from | range (km) | tanks | who | note |\n|---|---|--:|---|---|\n"
        "| 1995-11-17 | 700 | 12 | RUS | |\n| 1997 | 5 m | 13 | \"a, b\" | x |\n");
    const ent_table *t = r.d->decls[0].table;
    assert_int_equal(t->column_count, 5);
    assert_string_equal(t->columns[1], "range");
    assert_int_equal(t->cells[0]->kind, ENT_N_DATE);
    assert_true(t->cells[1]->number == 700000);
    assert_true(t->cells[2]->number == 12 && t->cells[2]->unit == NULL);
    assert_int_equal(t->cells[3]->kind, ENT_N_WORD);
    assert_int_equal(t->cells[4]->kind, ENT_N_NONE);
    assert_true(t->cells[6]->number == 5);
    assert_string_equal(t->cells[2]->label, "t.tanks.1");
    lang_read_done(&r);
}

static void test_l15__prose_alone_is_known_as_such(void **state) /* [L15] */
{
    (void)state;
    lang_read r =
        lang_read_markdown("# Article 1\n\nProse.\n\n# Article 2\n\nProse.\n\n```entente\nnot formalised 2.1 "
                           "because \"open\"\n```\n");
    assert_int_equal(r.d->article_count, 2);
    assert_true(r.d->articles[0].has_prose && r.d->articles[0].clause_count == 0);
    assert_true(r.d->articles[1].has_prose && r.d->articles[1].clause_count == 1);
    assert_string_equal(r.d->articles[1].number, "2");
    lang_read_done(&r);
}

/* ---- clauses ---------------------------------------------------------------------------------------- */

static void test_l16__head_by_from_until_select_when_where_judge(void **state) /* [L16] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 prohibits exercise of tank to NATO\n  by RUS\n  from 2020-01-01\n  until 2021-01-01\n"
        "  when tanks at least 5\n  when guns at least 5\n  where position in area a\n");
    const ent_clause *c = lang_only(&r);
    assert_non_null(c->to);
    assert_int_equal(c->when->kind, ENT_N_AND);
    assert_int_equal(c->when->kid_count, 2);
    assert_int_equal(c->where->kid_count, 1);
    lang_read_done(&r);
}

static void test_l17__limits_have_a_sum_and_a_ceiling(void **state) /* [L17] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 limits sum of displacement of holding of ship\n  when displacement above 5 t\n  "
        "at most 100 t\n");
    assert_int_equal(lang_only(&r)->aggregate->op, ENT_SUM);
    assert_string_equal(lang_only(&r)->aggregate->text, "displacement");
    assert_int_equal(lang_only(&r)->ceiling_op, ENT_AT_MOST);
    assert_int_equal(lang_only(&r)->object->kid_count, 1);
    lang_read_done(&r);
    lang_wrong(LIMIT, "ceiling-missing");
    lang_wrong(CLAUSE "  at most 5\n", "line-misplaced");
}

static void test_l18__three_kinds_of_exception(void **state) /* [L18] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 limits number of holding\n  at most 5\n  unless e\n  without e, f\n"
        "clause 2 requires notification\n  for exercise E\nclause 3 requires report\n  instead of 2\n"
        "exception e\n  when mission is transit\n  unless f\nexception f\n  when mission is combat\n");
    assert_int_equal(r.d->clauses[0].unless->kids[0]->kind, ENT_N_CLAUSE);
    assert_int_equal(r.d->clauses[0].without->kid_count, 2);
    assert_string_equal(r.d->clauses[2].instead->kids[0]->text, "2");
    assert_string_equal(r.d->clauses[3].unless->kids[0]->text, "f");
    lang_read_done(&r);
    lang_wrong(CLAUSE "  without mission is transit\n", "line-misplaced");
    lang_wrong("clause 1 prohibits exercise\n  unless a\nexception a\n  when tanks at least 1\n  unless a\n",
               "circle");
}

static void test_l19__an_exception_counts_only_when_shown(void **state) /* [L19] */
{
    (void)state;
    lang_explains(CLAUSE "  unless there is consent C by every party\n",
                  "an exception counts only when it is shown");
    lang_explains(
        LIMIT "  at most 5\n  without mission is transit\n",
        "an exception counts only when it is shown; what is left out perhaps is in the sum perhaps");
}

static void test_l20__a_right_breaches_nothing(void **state) /* [L20] */
{
    (void)state;
    lang_explains("clause 1 permits exercise\n", "nothing breaches it");
    lang_explains("clause 1 recommends notification\n  for exercise E\n", "Not following it is no breach");
}

static void test_l21__permits_only_closes_the_rest(void **state) /* [L21] */
{
    (void)state;
    lang_read r = lang_read_good("clause 1 permits only exercise\n  when tanks at most 5\n");
    assert_int_equal(lang_only(&r)->modality, ENT_PERMITS_ONLY);
    lang_read_done(&r);
    lang_explains("clause 1 permits only exercise\n  when tanks at most 5\n",
                  "Everything else of the kind is prohibited.");
}

/* ---- who -------------------------------------------------------------------------------------------- */

static void test_l22__a_capital_is_a_binder(void **state) /* [L22] */
{
    (void)state;
    lang_read r = lang_read_good(
        CLAUSE
        "  by any party P in NATO97 other than USA\n  where position in territory of any state H not in G\n"
        "group G is UKR, GEO\n");
    assert_string_equal(lang_only(&r)->by->text, "P");
    assert_int_equal(lang_only(&r)->by->kids[0]->op, ENT_FILTER_IN);
    assert_int_equal(lang_only(&r)->by->kids[1]->op, ENT_FILTER_OTHER_THAN);
    assert_int_equal(lang_where(&r)->kids[1]->kids[0]->kids[0]->op, ENT_FILTER_NOT_IN);
    assert_int_equal(lang_where(&r)->kids[1]->kids[0]->kids[0]->kids[0]->ref, ENT_REF_GROUP);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  where position in territory of H\n", "binder-unbound");
    lang_wrong(CLAUSE "  by any party P\n  where position in territory of any state P\n", "binder-twice");
}

static void test_l23__members_with_and_without_a_date(void **state) /* [L23] */
{
    (void)state;
    lang_read r = lang_read_good(
        CLAUSE "  by members of NATO on 1997-05-27\n  where position in territory of members of EU\n");
    assert_int_equal(lang_only(&r)->by->kids[0]->kids[0]->kind, ENT_N_DATE);
    assert_int_equal(lang_where(&r)->kids[1]->kids[0]->kids[0]->kids[0]->kind, ENT_N_NONE);
    lang_read_done(&r);
    lang_explains(CLAUSE "  by members of NATO\n", "members are those of the day of the act");
}

static void test_l24__the_host_is_a_role(void **state) /* [L24] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  by any party P\n  when P is host and the host is not RUS\n");
    assert_int_equal(lang_when(&r)->kids[0]->kind, ENT_N_ACTOR_IN);
    assert_int_equal(lang_when(&r)->kids[0]->kids[1]->kids[0]->op, ENT_ROLE_HOST);
    assert_int_equal(lang_when(&r)->kids[1]->kind, ENT_N_NOT);
    lang_read_done(&r);
}

/* ---- conditions ------------------------------------------------------------------------------------- */

static void test_l25__not_binds_closer_than_and_than_or(void **state) /* [L25] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  when not \"a\" and \"b\" or \"c\" and (\"d\" or \"e\")\n");
    assert_int_equal(lang_when(&r)->kind, ENT_N_OR);
    assert_int_equal(lang_when(&r)->kids[0]->kind, ENT_N_AND);
    assert_int_equal(lang_when(&r)->kids[0]->kids[0]->kind, ENT_N_NOT);
    assert_int_equal(lang_when(&r)->kids[1]->kids[1]->kind, ENT_N_OR);
    lang_read_done(&r);
}

static void test_l26__quoted_words_alone_are_open(void **state) /* [L26] */
{
    (void)state;
    lang_read r = lang_read_good("define \"land activity\" is tanks at least 1\n" CLAUSE
                                 "  when \"in good faith\"\n  when \"land activity\"\n");
    assert_int_equal(lang_only(&r)->when->kids[0]->kind, ENT_N_OPEN);
    assert_int_equal(lang_only(&r)->when->kids[1]->kind, ENT_N_TERM);
    lang_read_done(&r);
}

static void test_l27__within_includes_nearer_than_does_not(void **state) /* [L27] */
{
    (void)state;
    static const struct {
        const char *text;
        ent_place_relation op;
    } cases[] = {{"within 12 nmi of coast of NOR", ENT_PLACE_WITHIN},
                 {"nearer than 15 km to border of RUS with members of NATO", ENT_PLACE_NEARER_THAN},
                 {"less than 15 km from line a", ENT_PLACE_NEARER_THAN},
                 {"at most 15 km from line a", ENT_PLACE_WITHIN},
                 {"beyond 15 km from line a", ENT_PLACE_BEYOND},
                 {"at least 15 km from place b", ENT_PLACE_AT_LEAST},
                 {"between 10 km and 20 km from coast of NOR", ENT_PLACE_BETWEEN_DISTANCES},
                 {"nearer to line a than to line b", ENT_PLACE_NEARER_TO},
                 {"north of 60 30 N", ENT_PLACE_NORTH_OF},
                 {"west of meridian 20 E", ENT_PLACE_WEST_OF},
                 {"in zone 50 km wide along line a", ENT_PLACE_IN_BAND},
                 {"outside area z", ENT_PLACE_OUTSIDE},
                 {"is in land territory of UKR", ENT_PLACE_IN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, CLAUSE "  where position %s\n", cases[i].text);
        lang_read r = lang_read_good(text);
        assert_int_equal(lang_where(&r)->kind, ENT_N_PLACE);
        assert_int_equal(lang_where(&r)->op, cases[i].op);
        lang_read_done(&r);
    }
}

static void test_l28__range_is_the_records_own(void **state) /* [L28] */
{
    (void)state;
    lang_read r = lang_read_good(
        CLAUSE "  where territory of UKR is within range of position\n  where position within 2 * "
               "range of line a\n");
    assert_int_equal(lang_where(&r)->kids[2]->kind, ENT_N_ATTRIBUTE);
    assert_int_equal(lang_where(&r)->kids[1]->kind, ENT_N_TERRITORY);
    assert_int_equal(lang_only(&r)->where->kids[1]->kids[2]->kind, ENT_N_ARITH);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  where position within personnel of line a\n", "dimension");
}

static void test_l29__a_place_is_judged_as_one_set(void **state) /* [L29] */
{
    (void)state;
    lang_explains(CLAUSE "  where position in area a\n",
                  "a place that is known only roughly is judged as a whole");
}

static void test_l30__ranks_are_ordered(void **state) /* [L30] */
{
    (void)state;
    lang_read r = lang_read_good("attribute size is rank of small, large\n" CLAUSE
                                 "  when echelon above brigade\n  when size at least large\n");
    assert_int_equal(lang_when(&r)->op, ENT_MORE_THAN);
    assert_int_equal(lang_when(&r)->kids[1]->kind, ENT_N_WORD);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  when echelon above brigada\n", "word-unknown");
    lang_wrong(CLAUSE "  when mission above training\n", "dimension");
}

static void test_l31__by_every_one(void **state) /* [L31] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 prohibits exercise\n  by any party P\n  unless there is consent C by every party "
        "other than P\n");
    const ent_node *e = lang_only(&r)->unless->kids[0];
    assert_int_equal(e->kind, ENT_N_EXISTS);
    assert_int_equal(e->op, 1);
    assert_string_equal(e->text, "C");
    lang_read_done(&r);
    r = lang_read_good(
        "clause 1 requires reply to P\n  by any party P\n  for request R by any party Q to P\n"
        "  unless there is no notification N by P about R when (reported at most 48 hours after end of R)\n");
    assert_int_equal(lang_only(&r)->unless->kids[0]->kind, ENT_N_NOT);
    lang_read_done(&r);
}

/* ---- values ----------------------------------------------------------------------------------------- */

static void test_l32__baseline_stands_in_a_ceiling(void **state) /* [L32] */
{
    (void)state;
    lang_read r = lang_read_good(LIMIT "  per actor, host, kind\n  at most baseline 1997-05-27\n");
    assert_int_equal(lang_only(&r)->ceiling->kind, ENT_N_BASELINE);
    assert_int_equal(lang_only(&r)->per->kids[0]->kind, ENT_N_ROLE);
    assert_int_equal(lang_only(&r)->per->kids[2]->kind, ENT_N_ATTRIBUTE);
    lang_read_done(&r);
    lang_wrong("clause 1 limits number of holding\n  at most 5\n  when quantity above baseline 1997-05-27\n",
               "line-misplaced");
}

static void test_l33__labels_are_stable(void **state) /* [L33] */
{
    (void)state;
    lang_read r = lang_read_good(
        "parameter band is length = 25 km\nclause 5 prohibits exercise\n  when range is 500 km to 5500 km\n"
        "  when tanks at least 5 or tanks at least 6\n  where position in zone 50 km wide along line a\n"
        "  where position within 12 nmi of line a\n  where position within band of line b\n"
        "clause 18.1.c limits number of holding\n  at most 2/3 * 9\n  over any 90 days\n"
        "clause 7 requires notification\n  for exercise E\n  due 42 days before start of E\n");
    const ent_node *const *k = r.d->clauses[0].when->kids;
    const ent_node *const *w = r.d->clauses[0].where->kids;
    assert_string_equal(k[0]->kids[1]->label, "5.range.lo");
    assert_string_equal(k[0]->kids[2]->label, "5.range.hi");
    assert_string_equal(k[1]->kids[0]->kids[1]->label, "5.tanks");
    assert_string_equal(k[1]->kids[1]->kids[1]->label, "5.tanks.2");
    assert_string_equal(w[0]->kids[2]->label, "5.width");
    assert_string_equal(w[1]->kids[2]->label, "5.within");
    assert_string_equal(r.d->clauses[1].ceiling->kids[0]->label, "18.1.c.ceiling");
    assert_string_equal(r.d->clauses[1].window->label, "18.1.c.over");
    assert_string_equal(r.d->clauses[2].due->kids[1]->label, "7.due");
    assert_string_equal(r.d->decls[0].body->label, "band");
    lang_read_done(&r);
}

static const char scenarios_text[] =
    "## Article 5\n\n```entente\nparameter width is length\nclause 5.1 prohibits deployment\n  where "
    "position within width of border of RUS\n"
    "scenarios of %s\n  day 2022-01-11\n  known 2022-01-10\n  view un\n  layer land+sea\n"
    "  in force from 2021-12-17 for every party\n  assume width = 25 km\n    source \"a "
    "statement\"\n```\n\n%s"
    "| scenario | range_km | expect |\n|---|---|---|\n| a | 480\\|2350 | breach |\n";

static void test_l58__scenarios_take_the_table_below(void **state) /* [L58] */
{
    (void)state;
    char text[1200];
    (void)snprintf(text, sizeof text, scenarios_text, "5", "");
    lang_read r = lang_read_markdown(text);
    assert_int_equal(ent_diags_error_count(r.diags), 0);
    assert_int_equal(r.d->scenario_count, 1);
    const ent_scenarios *s = &r.d->scenarios[0];
    assert_string_equal(s->of, "5");
    assert_int_equal(s->row_count, 2);
    assert_int_equal(s->column_count, 3);
    assert_string_equal(s->cells[4].text, "480|2350");
    assert_int_equal(s->cells[5].span.line, 19);
    lang_read_done(&r);
    (void)snprintf(text, sizeof text, scenarios_text, "5.1", "Words between.\n\n");
    r = lang_read_markdown(text);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "table-missing");
    lang_read_done(&r);
    (void)snprintf(text, sizeof text, scenarios_text, "6", "");
    r = lang_read_markdown(text);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "clause-unknown");
    lang_read_done(&r);
}

static void test_l59__scenarios_assume_what_they_say(void **state) /* [L59] */
{
    (void)state;
    char text[1200];
    ent_doc *case_doc = NULL;
    ent_error err;
    (void)snprintf(text, sizeof text, scenarios_text, "5.1", "");
    lang_read r = lang_read_markdown(text);
    assert_int_equal(ent_diags_error_count(r.diags), 0);
    assert_int_equal(ent_doc_case_of(r.doc, &r.d->scenarios[0], &case_doc, &err), ENT_OK);
    const ent_document *d = ent_doc_view(case_doc);
    assert_int_equal(d->assume_count, 2);
    assert_int_equal(d->assumes[0].kind, ENT_ASSUME_FORCE);
    assert_int_equal(d->assumes[1].kind, ENT_ASSUME_PARAMETER);
    assert_string_equal(d->assumes[1].source, "a statement");
    assert_int_equal(d->case_layer, 1);
    assert_string_equal(d->view, "un");
    assert_non_null(d->day);
    ent_doc_free(case_doc);
    lang_read_done(&r);
}

static void test_l34__a_case_says_what_it_assumes(void **state) /* [L34] */
{
    (void)state;
    lang_read r = lang_read_good(
        "case \"Council\"\n  agreement \"agreement.md\"\n  day 2022-01-11\n  view un\n  layer land+sea\n"
        "assume in force from 2021-12-17 for every party\nassume width = 25 km\n  source \"a statement\"\n"
        "assume \"exceptional cases\" holds\nassume \"in good faith\" does not hold\n"
        "assume reading \"R4b\" of 4.1\nassume about within 10 percent\n");
    assert_string_equal(r.d->case_title, "Council");
    assert_string_equal(r.d->view, "un");
    assert_int_equal(r.d->case_layer, 1);
    assert_int_equal(r.d->assume_count, 6);
    static const ent_assume_kind kinds[] = {ENT_ASSUME_FORCE, ENT_ASSUME_PARAMETER, ENT_ASSUME_WORDS,
                                            ENT_ASSUME_WORDS, ENT_ASSUME_READING,   ENT_ASSUME_TOLERANCE};
    for (size_t i = 0; i < 6; i++) assert_int_equal(r.d->assumes[i].kind, kinds[i]);
    assert_string_equal(r.d->assumes[1].source, "a statement");
    assert_int_equal(r.d->assumes[3].op, 0);
    assert_true(r.d->assumes[5].body->number == 0.1);
    lang_read_done(&r);
}

static void test_l106__a_day_left_open_is_a_moment(void **state) /* [L106] */
{
    (void)state;
    const char *open = "parameter \"transfer of authority\" is date\n";
    char text[400];
    snprintf(text, sizeof text,
             "%sclause 1 prohibits flight\n  from 30 days after \"transfer of authority\"\n", open);
    lang_read r = lang_read_good(text);
    const ent_node *from = lang_only(&r)->from;
    assert_int_equal(from->kind, ENT_N_OFFSET);
    assert_int_equal(from->kids[0]->kind, ENT_N_PARAMETER);
    assert_string_equal(from->kids[0]->text, "transfer of authority");
    lang_read_done(&r);
    lang_explains(text, "from 30 days after transfer of authority (a day that the text leaves open)");
    lang_explains("parameter landing is date = 1995-12-20\nclause 1 prohibits flight\n  until landing\n",
                  "until landing (20 December 1995)");
    lang_wrong("parameter width is length\nclause 1 prohibits flight\n  from width\n", "dimension");
    lang_wrong("clause 1 prohibits flight\n  from landing\n", "parameter-unknown");
    lang_wrong("parameter landing is date\nin force from 2 days after \"landing\"\n", "moment-open");
    lang_wrong("parameter landing is date\nclause 1 limits count of flight\n  in each year from landing\n"
               "  at most 3\n",
               "moment-open");
}

static void test_l109__the_head_of_a_limit_is_bare(void **state) /* [L109] */
{
    (void)state;
    lang_wrong("clause 1 limits number of holding of tank when range above 5 km\n  at most 5\n",
               "line-misplaced");
    lang_wrong("clause 1 limits number of holding where position in territory of POL\n  at most 5\n",
               "line-misplaced");
    lang_wrong("clause 1 limits number of holding per item\n  at most 5\n", "line-misplaced");
    lang_wrong("clause 1 limits number of holding in the 12 months before\n  at most 5\n", "line-misplaced");
    lang_wrong("clause 1 limits number of holding by RUS\n  by UKR\n  at most 5\n", "line-twice");
    lang_wrong("clause 1 limits greatest of number of holding per actor\n  at most 5\n", "limit-greatest");
    lang_read r = lang_read_good("clause 1 limits number of holding of tank by RUS to UKR\n  at most 5\n");
    assert_non_null(lang_only(&r)->by);
    assert_non_null(lang_only(&r)->to);
    lang_read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l1__a_statement_starts_on_a_line_of_its_own),
        cmocka_unit_test(test_l2__deeper_indentation_goes_on),
        cmocka_unit_test(test_l3__a_tab_is_an_error),
        cmocka_unit_test(test_l4__a_comment_runs_to_the_end),
        cmocka_unit_test(test_l5__names_are_quoted_keywords_are_lower_case),
        cmocka_unit_test(test_l6__a_clause_id_is_a_name),
        cmocka_unit_test(test_l7__every_quantity_has_a_unit),
        cmocka_unit_test(test_l8__dates_are_iso_8601_others_are_quoted),
        cmocka_unit_test(test_l9__intervals_include_both_ends),
        cmocka_unit_test(test_l10__a_name_is_declared_once),
        cmocka_unit_test(test_l11__define_names_a_condition_or_acts),
        cmocka_unit_test(test_l12__all_words_of_an_object_apply),
        cmocka_unit_test(test_l110__kinds_are_listed_in_a_head),
        cmocka_unit_test(test_l13__a_parameter_may_stay_open),
        cmocka_unit_test(test_l14__cells_are_numbers_dates_or_words),
        cmocka_unit_test(test_l15__prose_alone_is_known_as_such),
        cmocka_unit_test(test_l16__head_by_from_until_select_when_where_judge),
        cmocka_unit_test(test_l17__limits_have_a_sum_and_a_ceiling),
        cmocka_unit_test(test_l18__three_kinds_of_exception),
        cmocka_unit_test(test_l19__an_exception_counts_only_when_shown),
        cmocka_unit_test(test_l20__a_right_breaches_nothing),
        cmocka_unit_test(test_l21__permits_only_closes_the_rest),
        cmocka_unit_test(test_l22__a_capital_is_a_binder),
        cmocka_unit_test(test_l23__members_with_and_without_a_date),
        cmocka_unit_test(test_l24__the_host_is_a_role),
        cmocka_unit_test(test_l25__not_binds_closer_than_and_than_or),
        cmocka_unit_test(test_l26__quoted_words_alone_are_open),
        cmocka_unit_test(test_l27__within_includes_nearer_than_does_not),
        cmocka_unit_test(test_l28__range_is_the_records_own),
        cmocka_unit_test(test_l29__a_place_is_judged_as_one_set),
        cmocka_unit_test(test_l30__ranks_are_ordered),
        cmocka_unit_test(test_l31__by_every_one),
        cmocka_unit_test(test_l32__baseline_stands_in_a_ceiling),
        cmocka_unit_test(test_l33__labels_are_stable),
        cmocka_unit_test(test_l34__a_case_says_what_it_assumes),
        cmocka_unit_test(test_l58__scenarios_take_the_table_below),
        cmocka_unit_test(test_l106__a_day_left_open_is_a_moment),
        cmocka_unit_test(test_l109__the_head_of_a_limit_is_bare),
        cmocka_unit_test(test_l59__scenarios_assume_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
