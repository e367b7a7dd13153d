/* The further rules of docs/language.md, [L35] and up: the forms in detail. */
#include "lang_read.h"

#include <stdio.h>

#define CLAUSE "clause 1 prohibits exercise\n"
#define LIMIT "clause 1 limits number of holding\n  at most 5\n"

static void test_l35__blocks_at_the_top_level_below_the_nearest_heading(void **state) /* [L35] */
{
    (void)state;
    lang_read r =
        lang_read_markdown("# One\n\n```entente\nclause 1 prohibits exercise\n```\n\n## Article II. Two\n\n"
                           "~~~ entente of sorts\nclause 2 prohibits exercise\n~~~\n\n```\nclause 3\n```\n\n"
                           "> ```entente\n> clause 4 prohibits exercise\n> ```\n\n    clause 5\n");
    assert_int_equal(r.d->clause_count, 2);
    assert_int_equal(r.d->clauses[0].article, 0);
    assert_int_equal(r.d->clauses[1].article, 1);
    assert_string_equal(r.d->articles[1].number, "II");
    assert_int_equal(r.d->clauses[1].span.line, 10);
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    assert_string_equal(ent_diags_at(r.diags, 0)->code, "block-nested");
    lang_read_done(&r);
    static const char *const numbers[][2] = {{"Article 5", "5"},       {"ARTICLE IV.", "IV"},
                                             {"18.1 Tonnage", "18.1"}, {"§ 3", "3"},
                                             {"Preamble", ""},         {"Annex A: maps", "A"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[80];
        snprintf(text, sizeof text, "# %s\n", numbers[i][0]);
        r = lang_read_markdown(text);
        assert_string_equal(r.d->articles[0].number, numbers[i][1]);
        lang_read_done(&r);
    }
}

static void test_l36__a_head_goes_on(void **state) /* [L36] */
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 prohibits exercise,\n  activity\n  by RUS\ngroup g is RUS,\n  UKR,\n  BLR\n"
                       "define d is tanks at least 5\n  or guns at least 5\n  source \"s\"\n");
    assert_int_equal(lang_only(&r)->acts->kid_count, 2);
    assert_int_equal(r.d->decls[0].body->kid_count, 3);
    assert_int_equal(r.d->decls[1].body->kind, ENT_N_OR);
    assert_string_equal(r.d->decls[1].source, "s");
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits exercise\n  activity\n", "line-unknown");
}

static void test_l37__numbers(void **state) /* [L37] */
{
    (void)state;
    lang_read r = lang_read_good(LIMIT "  when tanks at least 2/3 * 9\n  when speed at least 10 km/h\n");
    const ent_node *third = lang_only(&r)->when->kids[0]->kids[1]->kids[0];
    assert_int_equal(third->kind, ENT_N_NUMBER);
    assert_string_equal(third->text, "2/3");
    assert_true(third->number == 2.0 / 3.0);
    assert_int_equal(lang_only(&r)->when->kids[1]->kids[1]->unit->dimension, ENT_DIM_SPEED);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  when tanks at least 9,000\n", "number-grouping");
    lang_wrong(CLAUSE "  when tanks at least 9 000\n", "number-grouping");
    lang_wrong(CLAUSE "  when range at least 500km\n", "number-unit-space");
    lang_wrong(CLAUSE "  when range at least 1.2.3 km\n", "number");
}

static void test_l38__sorts_of_kinds(void **state) /* [L38] */
{
    (void)state;
    lang_read r =
        lang_read_good("kind battlegroup is formation\nclause 1 prohibits deployment of battlegroup\n");
    assert_true(ent_doc_kind_is(r.doc, ENT_STR("battlegroup"), ENT_STR("formation")));
    assert_false(ent_doc_kind_is(r.doc, ENT_STR("formation"), ENT_STR("battlegroup")));
    assert_true(ent_doc_kind_is(r.doc, ENT_STR("cruise-missile"), ENT_STR("missile")));
    assert_true(ent_doc_kind_is(r.doc, ENT_STR("howitzer"), ENT_STR("artillery")));
    assert_false(ent_doc_kind_is(r.doc, ENT_STR("tank"), ENT_STR("artillery")));
    lang_read_done(&r);
    r = lang_read_good("kind aa-gun\nclause 1 prohibits holding of aa-gun\n"); /* declared: of its own */
    assert_false(ent_doc_kind_is(r.doc, ENT_STR("aa-gun"), ENT_STR("gun")));
    assert_true(ent_doc_kind_is(r.doc, ENT_STR("field-gun"), ENT_STR("gun")));
    lang_read_done(&r);
    r = lang_read_good("kind weapon\nkind pistol is weapon\nclause 1 prohibits holding of pistol\n");
    assert_int_equal(ent_diags_count(r.diags), 0); /* the sort above is used by the one below */
    lang_read_done(&r);
    lang_wrong("kind weapon\nkind pistol is waepon\nclause 1 prohibits holding of pistol\n",
               "kind-undeclared");
    lang_wrong("kind pistol is zzzz\nclause 1 prohibits holding of pistol\n", "kind-undeclared");
    lang_wrong("kind a is b\nkind b is a\nclause 1 prohibits deployment of a\n", "circle");
}

static void test_l39__what_an_attribute_measures(void **state) /* [L39] */
{
    (void)state;
    lang_read r = lang_read_good(
        "attribute a is count\nattribute b is word\nattribute c is word of x, y\n"
        "attribute e is rank of low, high\nattribute f is date\n" CLAUSE
        "  when a at least 5 and b is z and c is x and e above low\n  when f is 2020-01-01 to 2021-01-01\n");
    ent_dimension dimension;
    assert_true(ent_doc_attribute(r.doc, ENT_STR("e"), &dimension));
    assert_int_equal(dimension, ENT_DIM_RANK);
    assert_int_equal(ent_doc_rank(r.doc, ENT_STR("e"), ENT_STR("high")), 1);
    lang_read_done(&r);
    lang_wrong("attribute c is word of x, y\n" CLAUSE "  when c is z\n", "word-unknown");
    lang_wrong("attribute c is colour\n", "expected");
}

static void test_l40__corners(void **state) /* [L40] */
{
    (void)state;
    lang_read r = lang_read_good(
        "area z is from 60 41.0 N 21 0 36 E by rhumb line to 10 S 20 W by chart to 0 N 180 E\n" CLAUSE
        "  where position in area z\n");
    const ent_node *v = r.d->decls[0].body->kids[0];
    assert_true(v->kids[1]->number == 60 + 41.0 / 60);
    assert_true(v->kids[0]->number > 21.0099 && v->kids[0]->number < 21.0101);
    assert_int_equal(v->op, ENT_SIDE_RHUMB);
    assert_true(r.d->decls[0].body->kids[1]->kids[1]->number == -10);
    assert_int_equal(r.d->decls[0].body->kids[2]->op, ENT_SIDE_GEODESIC);
    lang_read_done(&r);
    lang_wrong("area z is from 60 61 N 21 E to 0 N 0 E to 1 N 1 E\n", "degrees-range");
    lang_wrong("area z is from 60 N 181 E to 0 N 0 E to 1 N 1 E\n", "degrees-range");
    lang_wrong("area z is from 60 E 20 N to 0 N 0 E to 1 N 1 E\n", "expected");
}

static void test_l41__versions(void **state) /* [L41] */
{
    (void)state;
    lang_read r = lang_read_good(
        "line l is line a for UKR from 2014-09-19 until 2015-02-12, line b for \"formations\", line c\n"
        "actor \"formations\"\n" CLAUSE "  where position within 5 km of line l\n");
    const ent_node *v = r.d->decls[0].body->kids[0];
    assert_int_equal(v->kind, ENT_N_VERSION);
    assert_string_equal(v->kids[1]->kids[0]->text, "UKR");
    assert_int_equal(v->kids[2]->kind, ENT_N_DATE);
    assert_int_equal(v->kids[3]->kind, ENT_N_DATE);
    assert_int_equal(r.d->decls[0].body->kids[2]->kids[1]->kind, ENT_N_NONE);
    lang_read_done(&r);
}

static void test_l42__the_table_below_the_block(void **state) /* [L42] */
{
    (void)state;
    lang_read r = lang_read_markdown(
        "| a |\n|---|\n| 1 |\n\n```entente\ntable t\ntable u\n```\n\n| b |\n|---|\n| 2 |\n");
    assert_int_equal(r.d->decl_count, 1);
    assert_string_equal(r.d->decls[0].table->columns[0], "b");
    assert_int_equal(ent_diags_error_count(r.diags), 1);
    lang_read_done(&r);
}

static void test_l43__titles(void **state) /* [L43] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 \"T\" prohibits exercise\nclause 4 prohibits exercise\n  title \"T\"\n"
        "kind \"observation post\"\nclause 6 prohibits deployment of small \"observation post\"\n");
    for (size_t i = 0; i < 2; i++) assert_string_equal(r.d->clauses[i].title, "T");
    assert_string_equal(r.d->clauses[2].title, "");
    assert_string_equal(r.d->clauses[2].object->kids[1]->text, "observation post");
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits exercise \"T\"\n", "left-over");
    lang_wrong("clause 1 prohibits exercise of tank \"T\"\n", "kind-undeclared");
}

static void test_l44__lines_that_stand_once(void **state) /* [L44] */
{
    (void)state;
    lang_read r = lang_read_good(
        LIMIT
        "  when tanks at least 1\n  when guns at least 1\n  without mission is a\n  without mission is b\n");
    assert_int_equal(lang_only(&r)->when->kid_count, 2);
    assert_int_equal(lang_only(&r)->without->kid_count, 2);
    lang_read_done(&r);
    lang_wrong(LIMIT "  at most 6\n", "line-twice");
    lang_wrong(CLAUSE "  from 2020-01-01\n  from 2021-01-01\n", "line-twice");
}

static void test_l45__a_duty_speaks_of_its_event(void **state) /* [L45] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 requires notification to every party other than P\n  by any party P\n"
        "  for exercise E of tank by P\n  when personnel at least 9000 and E.tanks at least 5\n"
        "  due within 48 hours after start of E\n");
    assert_string_equal(lang_only(&r)->trigger->text, "E");
    assert_int_equal(lang_only(&r)->trigger->kids[5]->kind, ENT_N_OBJECT);
    assert_int_equal(lang_when(&r)->kids[0]->kids[0]->kids[0]->kind, ENT_N_NONE);
    assert_string_equal(lang_when(&r)->kids[1]->kids[0]->kids[0]->text, "E");
    assert_int_equal(lang_only(&r)->due->op, 1);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  for exercise E\n", "line-misplaced");
}

static void test_l46__an_exception_uses_the_binders_of_its_clause(void **state) /* [L46] */
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 prohibits exercise\n  by any party P\n  unless e\nexception e\n"
                       "  when there is consent C by every party other than P\n  when mission is training\n");
    assert_int_equal(r.d->clauses[1].when->kid_count, 2);
    lang_read_done(&r);
}

static void test_l47__no_circles(void **state) /* [L47] */
{
    (void)state;
    lang_wrong("define a is b\ndefine b is a\n" CLAUSE "  when a\n", "circle");
    lang_wrong("group g is h, RUS\ngroup h is members of g\nclause 1 prohibits exercise\n  by g\n", "circle");
    lang_wrong("area a is area b\narea b is position within 5 km of area a\n" CLAUSE
               "  where position in area a\n",
               "circle");
    lang_wrong("parameter p is length = q\nparameter q is length = p\n" CLAUSE "  when range above p\n",
               "circle");
}

static void test_l48__a_reading_replaces_by_keyword(void **state) /* [L48] */
{
    (void)state;
    lang_read r = lang_read_good(
        "parameter width is length\nclause 1 prohibits exercise\n  by any party P\n  when tanks at least 1\n"
        "  when guns at least 1\n  where position within width of border of P\nreading wide of 1 \"note\"\n"
        "  when tanks at least 2\n  counting calendar days\n  assume width = 25 km\n  source \"s\"\n");
    const ent_clause *as_read = NULL;
    const ent_reading *reading = &r.d->readings[0];
    assert_int_equal(ent_clause_with_reading(r.doc, lang_only(&r), reading, &as_read, NULL), ENT_OK);
    assert_int_equal(as_read->when->kid_count, 1);
    assert_true(as_read->when->kids[0]->kids[1]->number == 2);
    assert_ptr_equal(as_read->where, lang_only(&r)->where);
    assert_int_equal(as_read->counting, ENT_COUNT_CALENDAR_DAYS);
    assert_string_equal(reading->source, "s");
    assert_string_equal(reading->note, "note");
    assert_string_equal(reading->assumes->kids[0]->kids[0]->text, "width");
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits exercise\nreading x of 1\n  where position in territory of P\n",
               "binder-unbound");
}

static void test_l49__binders_in_any_order(void **state) /* [L49] */
{
    (void)state;
    lang_read r = lang_read_good("clause 1 prohibits exercise\n  where territory of any party T other than P "
                                 "is within range of position\n"
                                 "  by any party P\n");
    assert_int_equal(lang_where(&r)->kids[1]->kids[0]->kids[0]->kids[0]->kids[0]->ref, ENT_REF_BINDER);
    lang_read_done(&r);
}

static void test_l50__comparisons(void **state) /* [L50] */
{
    (void)state;
    static const struct {
        const char *words;
        ent_compare op;
    } cases[] = {{"at least", ENT_AT_LEAST},      {"is at least", ENT_AT_LEAST},
                 {"not less than", ENT_AT_LEAST}, {"more than", ENT_MORE_THAN},
                 {"above", ENT_MORE_THAN},        {"over", ENT_MORE_THAN},
                 {"exceeds", ENT_MORE_THAN},      {"at most", ENT_AT_MOST},
                 {"not more than", ENT_AT_MOST},  {"is no more than", ENT_AT_MOST},
                 {"less than", ENT_LESS_THAN},    {"fewer than", ENT_LESS_THAN},
                 {"below", ENT_LESS_THAN},        {"under", ENT_LESS_THAN},
                 {"exactly", ENT_EXACTLY},        {"is", ENT_EXACTLY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[120];
        snprintf(text, sizeof text, CLAUSE "  when tanks %s 5\n", cases[i].words);
        lang_read r = lang_read_good(text);
        assert_int_equal(lang_when(&r)->kind, ENT_N_COMPARE);
        assert_int_equal(lang_when(&r)->op, cases[i].op);
        lang_read_done(&r);
    }
}

static void test_l51__or_after_a_word(void **state) /* [L51] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  when launch is ground or submarine or mission is training\n");
    assert_int_equal(lang_when(&r)->kind, ENT_N_OR);
    assert_int_equal(lang_when(&r)->kids[0]->kid_count, 3);
    lang_read_done(&r);
}

/* [L51] for names: "or" begins another condition when "of" or a comparison follows the word behind it. */
static void test_l51__or_after_a_name(void **state)
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 prohibits exercise\n  by any party P\n"
        "  where position outside territory of P or RUS or territory of another party is within range of "
        "position\n"
        "  when P is RUS or UKR or tanks at least 5\n  when launch is sea or start of E is 2020-01-01\n"
        "  unless there is request E by P\n");
    assert_int_equal(lang_where(&r)->kind, ENT_N_OR);
    assert_int_equal(lang_where(&r)->kids[0]->kids[1]->kids[0]->kid_count, 2);
    assert_int_equal(lang_when(&r)->kids[0]->kids[1]->kid_count, 2);
    assert_int_equal(lang_only(&r)->when->kids[1]->kid_count, 2);
    lang_read_done(&r);
}

static void test_l52__a_band_is_half_on_either_side(void **state) /* [L52] */
{
    (void)state;
    lang_explains(CLAUSE "  where position in zone 50 km wide along line l\n",
                  "half of the width on either side");
}

static void test_l53__positions_of_roles_and_events(void **state) /* [L53] */
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 requires report\n  for exercise E\n  where position of launcher in area a\n"
                       "  where position of E is in area b\n");
    assert_string_equal(lang_where(&r)->kids[0]->text, "launcher");
    assert_string_equal(lang_only(&r)->where->kids[1]->kids[0]->kids[0]->text, "E");
    lang_read_done(&r);
}

static void test_l54__what_is_added_measures_the_same(void **state) /* [L54] */
{
    (void)state;
    lang_read r = lang_read_good(
        "clause 1 limits sum of displacement of holding\n  at most 2 * (5 t + 300 kg) * (10 km / 5 km)\n");
    lang_read_done(&r);
    lang_wrong("clause 1 limits sum of displacement of holding\n  at most 5 t + 3 km\n", "dimension");
    lang_wrong("clause 1 limits sum of displacement of holding\n  at most 5 t * 3 t\n", "dimension");
    lang_wrong("clause 1 limits sum of displacement of holding\n  at most min(5 t, 6 km)\n", "dimension");
}

static void test_windows__calendar_years_in_a_row(void **state)
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 limits count of exercise\n  in any 3 calendar years\n  at most 1\n");
    assert_int_equal(lang_only(&r)->window_kind, ENT_WINDOW_CALENDAR);
    assert_true(lang_only(&r)->window->number == 3);
    lang_read_done(&r);
    lang_explains("clause 1 limits count of exercise\n  in any 3 calendar years\n  at most 1\n",
                  "The number of exercises by any party must in any 3 calendar years in a row be at most 1.");
}

static void test_l55__months(void **state) /* [L55] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  from 6 months after entry into force\n");
    assert_int_equal(lang_only(&r)->from->kids[0]->op, ENT_ENTRY);
    assert_int_equal(lang_only(&r)->from->kids[1]->unit->dimension, ENT_DIM_MONTHS);
    lang_read_done(&r);
    lang_explains(CLAUSE "  from 6 months after entry into force\n", "the last day of a shorter month");
}

static void test_l56__an_end_before_its_beginning(void **state) /* [L56] */
{
    (void)state;
    lang_wrong(CLAUSE "  from 2022-01-02\n  until 2022-01-01\n", "period-empty");
}

static void test_l60__force_from_records(void **state) /* [L60] */
{
    (void)state;
    lang_read r = lang_read_good(
        "party RUS, UKR\nin force from 30 days after deposit by more than half of every party\n"
        "ended from notification of missile by each party\n"
        "suspended from notification by 2 of every party\n");
    assert_int_equal(r.d->decls[1].body->kind, ENT_N_OFFSET);
    assert_int_equal(r.d->decls[1].body->kids[0]->kind, ENT_N_EVENT);
    assert_int_equal(r.d->decls[1].body->kids[0]->op, ENT_BY_HALF);
    assert_int_equal(r.d->decls[2].body->op, ENT_BY_EACH);
    assert_int_equal(r.d->decls[2].body->kids[1]->kind, ENT_N_OBJECT);
    assert_int_equal(r.d->decls[3].body->op, ENT_BY_SOME);
    assert_true(r.d->decls[3].body->number == 2);
    lang_read_done(&r);
    lang_wrong("party RUS\nin force from deposit by 0 of every party\n", "count");
    lang_wrong("party RUS\nin force from deposit\n", "expected");
    lang_wrong(CLAUSE "  from deposit by each party\n", "left-over");
}

static void test_l61__deadlines_with_two_ends(void **state) /* [L61] */
{
    (void)state;
    const char *head = "clause 1 requires request\n  by any party P\n  for any inspection I by P\n";
    static const char *const ways[] = {"between 5 days and 36 hours", "between 36 hours and 5 days"};
    for (size_t i = 0; i < 2; i++) {
        char text[300];
        snprintf(text, sizeof text, "%s  due %s before start of I\n", head, ways[i]);
        lang_read r = lang_read_good(text);
        const ent_node *due = lang_only(&r)->due;
        assert_int_equal(due->kind, ENT_N_BETWEEN_MOMENTS);
        assert_true(due->kids[0]->kids[1]->written == 5 && due->kids[1]->kids[1]->written == 36);
        lang_read_done(&r);
        lang_explains(text,
                      "not earlier than 5 days before the start of I, and at the latest 36 hours before");
    }
    lang_wrong("clause 1 requires request\n  due between 5 and 36 hours before 2020-01-01\n", "duration");
    lang_wrong("clause 1 requires request\n  due between 5 days and 36 hours\n", "expected");
}

static void test_l62__days_of_each_year(void **state) /* [L62] */
{
    (void)state;
    const char *text = "clause 1 requires report\n  due 1 January and 1 July in each calendar year\n";
    lang_read r = lang_read_good(text);
    assert_int_equal(lang_only(&r)->due->kind, ENT_N_YEARLY);
    assert_int_equal(lang_only(&r)->due->kids[1]->op, 701);
    lang_read_done(&r);
    lang_explains(text, "at the latest on 1 January and 1 July of each calendar year");
    lang_wrong("clause 1 requires report\n  due 31 June in each calendar year\n", "date");
    lang_wrong("clause 1 requires report\n  due 1 June\n", "expected");
    lang_wrong("clause 1 requires report\n  for any exercise E\n  due 1 June in each calendar year\n",
               "line-misplaced");
}

static void test_l63__sums_beside_an_act(void **state) /* [L63] */
{
    (void)state;
    static const struct {
        const char *span, *said;
        int op;
    } ways[] = {
        {"in the same calendar year", " in the same calendar year", ENT_SPAN_YEAR},
        {"earlier in the same calendar year", " earlier in the same calendar year", ENT_SPAN_YEAR_SO_FAR},
        {"in the 90 days before", " in the 90 days before it", ENT_SPAN_BEFORE}};
    for (size_t i = 0; i < 3; i++) {
        char text[300], said[200];
        snprintf(text, sizeof text, "%s  unless count of inspection to P %s at least 3\n  by any party P\n",
                 CLAUSE, ways[i].span);
        lang_read r = lang_read_good(text);
        const ent_node *sum = lang_only(&r)->unless->kids[0]->kids[0];
        assert_int_equal(sum->kids[6]->kind, ENT_N_ACTORS);
        assert_int_equal(sum->kids[7]->op, ways[i].op);
        lang_read_done(&r);
        snprintf(said, sizeof said, "the number of inspections by anyone of P%s is at least 3", ways[i].said);
        lang_explains(text, said);
    }
    lang_wrong(CLAUSE "  when count of test in the same year at least 3\n", "expected");
    lang_wrong(CLAUSE "  when count of test in the 30 km before at least 3\n", "duration");
    lang_wrong(CLAUSE "  when count of test earlier in the 30 days before at least 3\n", "expected");
    lang_wrong("clause 1 limits count of test in the same calendar year\n  at most 3\n", "line-misplaced");
}

static void test_l64__as_many_as_the_other_side(void **state) /* [L64] */
{
    (void)state;
    lang_explains("clause 5 limits number of holding of tank\n  by any party P\n  per P\n"
                  "  at most number of holding of tank by any party other than P\n",
                  "must at any moment be at most the number of tanks, summed over every holding of any party "
                  "other than P");
}

static void test_l65__what_came_before(void **state) /* [L65] */
{
    (void)state;
    const char *text = "clause 1 prohibits attack E to any bound party Q\n  by any party P\n"
                       "  unless there is attack A by Q to P when start of A before start of E\n";
    lang_read r = lang_read_good(text);
    assert_string_equal(lang_only(&r)->acts->text, "E");
    assert_int_equal(lang_only(&r)->to->op, ENT_BASE_BOUND);
    lang_read_done(&r);
    lang_explains(text, "Any attack (E) on any bound party (Q) by any party (P) is prohibited");
    lang_explains(text, "the start of A is before the start of E");
    lang_wrong("clause 1 prohibits attack E\n  by any party E\n", "binder-twice");
}

static void test_l66__pairs(void **state) /* [L66] */
{
    (void)state;
    lang_explains(CLAUSE "  when there is no war W between FIN and any state at that time\n",
                  "there is no war (W) between Finland and any state at that time");
    lang_wrong(CLAUSE "  when there is war by FIN between FIN and USA\n", "expected");
    lang_wrong(CLAUSE "  when there is war between FIN or USA\n", "expected");
    lang_wrong(CLAUSE "  when there is war between every state and USA\n", "expected");
    lang_wrong("clause 1 requires reply\n  for war W between FIN and USA\n", "line-misplaced");
}

static void test_l67__of_the_same(void **state) /* [L67] */
{
    (void)state;
    lang_explains(
        CLAUSE "  when there is test T of the same item, model when T.range at least 500 km\n",
        "there is a test (T) of the same item and model for which the range of T is at least 500 km");
    lang_wrong(CLAUSE "  when there is test T of the same itme\n", "value-unknown");
    lang_wrong("clause 1 requires reply\n  for test T of the same item\n", "line-misplaced");
}

static void test_l68__days_of_other_years(void **state) /* [L68] */
{
    (void)state;
    const char *text = "clause 1 requires notification\n  for exercise E\n"
                       "  due 15 November of the second year before start of E\n";
    lang_read r = lang_read_good(text);
    assert_int_equal(lang_only(&r)->due->kind, ENT_N_YEAR_DAY);
    assert_true(lang_only(&r)->due->number == -2);
    lang_read_done(&r);
    lang_explains(text, "at the latest on 15 November of the second year before that of the start of E");
    lang_explains("clause 1 requires notification\n  for exercise E\n  due 1 May of the year of start of E\n",
                  "on 1 May of the year of the start of E");
    lang_wrong(
        "clause 1 requires notification\n  for exercise E\n  due 31 June of the year before start of E\n",
        "date");
    lang_wrong(
        "clause 1 requires notification\n  for exercise E\n  due 1 May of the second year of start of E\n",
        "expected");
}

static void test_l69__whole_numbers(void **state) /* [L69] */
{
    (void)state;
    lang_explains(
        CLAUSE "  when tanks more than min(15, round up (personnel / 60))\n",
        "the lesser of 15 and (its number of personnel divided by 60, rounded up to a whole number)");
    lang_wrong(CLAUSE "  when displacement more than round up (displacement / 2)\n", "dimension");
    lang_wrong(CLAUSE "  when tanks more than round up personnel\n", "expected");
    lang_wrong(CLAUSE "  when tanks more than round up (tanks at least 5)\n", "value-wanted");
}

static void test_l70__a_place_that_selects(void **state) /* [L70] */
{
    (void)state;
    const char *text = "area zone is from 65 N 20 E to 60 N 20 E to 60 N 30 E\n"
                       "clause 10 permits only passage of warship in area zone\n  by any party in NATO\n";
    lang_explains(text,
                  "Any passage of a warship in the area \"zone\" by any party in NATO is permitted only");
    lang_wrong("clause 1 prohibits test in territory of any party P\n", "line-misplaced");
    lang_wrong("clause 1 requires report in territory of FIN\n", "line-misplaced");
}

static void test_l71__what_answers_a_duty(void **state) /* [L71] */ /* [L72] */
{
    (void)state;
    const char *head = "attribute announced is date\nclause 1 requires notification N\n  for passage E\n";
    char text[400];
    snprintf(text, sizeof text, "%s  such that start of E not after 5 days after N.announced\n", head);
    lang_explains(
        text, "It is fulfilled only if the start of E is at the latest 5 days after the announced date of N");
    lang_wrong("clause 1 requires notification N\n  for passage E\n  such that E.tanks at least 3\n",
               "such-that");
    lang_wrong("clause 1 prohibits test E\n  such that E.tanks at least 3\n", "line-misplaced");
    lang_wrong("clause 1 requires notification N\n  for passage E\n  due 5 days after N.tanks\n",
               "dimension");
}

static void test_l73__at_that_time(void **state) /* [L73] */
{
    (void)state;
    lang_read r = lang_read_good(CLAUSE "  when there is war W by FIN at that time\n");
    assert_int_equal((int)lang_only(&r)->when->kids[0]->number, ENT_EXISTS_THEN);
    lang_read_done(&r);
    lang_wrong(CLAUSE "  when there is war W by FIN at that moment\n", "expected");
}

/* Each names the one before twice: told out in full the sixtieth would be measured 2^60 times. */
static void test_nested_quantities__are_measured_once(void **state)
{
    (void)state;
    char text[4096];
    int at = snprintf(text, sizeof text, "quantity q0 is 1 t\n");
    for (int i = 1; i < 60; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, "quantity q%d is quantity q%d + quantity q%d\n",
                       i, i - 1, i - 1);
    snprintf(text + at, sizeof text - (size_t)at,
             "clause 1 limits sum of displacement of holding\n  at most quantity q59\n");
    lang_read r = lang_read_good(text);
    lang_read_done(&r);
}

static void test_read_back__who_owes_and_how_many(void **state)
{
    (void)state;
    lang_explains(
        "attribute brigades is count\nclause 40 requires notification\n  by the host\n  for any exercise E\n"
        "  when E.brigades at least 2 and E.acvs at least 500\n",
        "For every exercise (E), the state on whose territory E takes place owes a notification, if the "
        "number of "
        "brigades of E is at least 2 and the number of armoured combat vehicles of E is at least 500");
    lang_explains("clause 86 requires reply\n  by the target\n  for any request R\n",
                  "For every request (R), the state to which R is addressed owes a reply");
    lang_explains("clause 3 prohibits attack to any party Q\n",
                  "Any attack on any party (Q) by any party is prohibited");
}

static void test_l80__units_of_other_measures(void **state) /* [L80] */
{
    (void)state;
    lang_read r = lang_read_good("clause 1 prohibits holding\n  when calibre more than 16 inches\n"
                                 "  when displacement more than 35000 long-tons\n");
    const ent_node *when = lang_only(&r)->when;
    assert_float_equal(when->kids[0]->kids[1]->number, 0.4064, 1e-12);
    assert_float_equal(when->kids[1]->kids[1]->number, 35561.641808, 1e-6);
    lang_read_done(&r);
    lang_explains("clause 1 prohibits holding\n  when displacement more than 35000 long-tons\n",
                  "more than 35,000 long-tons");
}

static void test_l81__a_group_together(void **state) /* [L81] */
{
    (void)state;
    lang_read r = lang_read_good("group north is RUS, BLR\nclause 1 limits number of holding of tank\n"
                                 "  by all north together\n  at most 100\n");
    assert_int_equal(lang_only(&r)->by->op, ENT_BASE_NAMES);
    assert_true(lang_only(&r)->by->number == 1);
    assert_int_equal(lang_only(&r)->by->kids[0]->ref, ENT_REF_GROUP);
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits holding\n  by all north\n", "expected");
}

static void test_l82__an_area_of_the_text_as_a_position(void **state) /* [L82] */
{
    (void)state;
    lang_explains("area belt is position within 15 km of line \"contact line\"\n"
                  "clause 1 prohibits exercise\n  where position in area belt\n",
                  "the place is in the area \"belt\"");
}

static void test_l83__a_side_of_a_line(void **state) /* [L83] */
{
    (void)state;
    lang_read r = lang_read_good(
        CLAUSE "  where position north of line L for RUS\nline L is from 1 N 1 E to 2 N 2 E\n");
    assert_int_equal(lang_where(&r)->op, ENT_PLACE_NORTH_OF);
    assert_int_equal(lang_where(&r)->kids[1]->kind, ENT_N_LINE);
    lang_read_done(&r);
    lang_explains(CLAUSE "  where position west of line L\nline L is from 1 N 1 E to 2 N 2 E\n",
                  "west of the line \"L\"");
    lang_wrong(CLAUSE "  where position north of area L\narea L is from 1 N 1 E to 2 N 2 E to 1 N 3 E\n",
               "expected");
}

static void test_l84__an_act_with_two_ends(void **state) /* [L84] */
{
    (void)state;
    lang_explains(CLAUSE
                  "  where position of origin south of line L and position of destination north of line L\n"
                  "line L is from 1 N 1 E to 2 N 2 E\n",
                  "north of the line \"L\"");
}

static void test_l85__periods_of_the_calendar(void **state) /* [L85] */
{
    (void)state;
    static const char *const units[] = {"year", "quarter", "month", "week", "day"};
    for (int i = 0; i < 5; i++) {
        char text[200], said[80];
        snprintf(text, sizeof text,
                 "clause 1 limits number of transfer\n  in each calendar %s\n  at most 3\n", units[i]);
        snprintf(said, sizeof said, "in each calendar %s", units[i]);
        lang_read r = lang_read_good(text);
        assert_int_equal(lang_only(&r)->window_kind, ENT_WINDOW_CALENDAR);
        assert_int_equal(lang_only(&r)->calendar, i);
        lang_read_done(&r);
        lang_explains(text, said);
    }
    lang_explains("clause 1 limits number of transfer\n  in any 3 calendar months\n  at most 3\n",
                  "in any 3 calendar months in a row");
    lang_wrong("clause 1 limits number of transfer\n  in each calendar fortnight\n  at most 3\n", "expected");
    lang_wrong("clause 1 limits number of transfer\n  in each month\n  at most 3\n", "expected");
}

static void test_l86__days_of_each_month(void **state) /* [L86] */
{
    (void)state;
    const char *text = "clause 1 requires report\n  due 1 and 15 in each calendar month\n";
    lang_read r = lang_read_good(text);
    assert_int_equal(lang_only(&r)->due->kind, ENT_N_YEARLY);
    assert_int_equal(lang_only(&r)->due->kid_count, 24);
    assert_int_equal(lang_only(&r)->due->kids[23]->op, 1215);
    lang_read_done(&r);
    lang_explains(text, "at the latest on day 1 and day 15 of each calendar month");
    lang_explains("clause 1 requires report\n  due the last day of each calendar month\n",
                  "on the last day of each calendar month");
    lang_wrong("clause 1 requires report\n  due 30 in each calendar month\n", "date");
    lang_wrong("clause 1 requires report\n  due 1, 5, 10, 15 and 20 in each calendar month\n", "date");
    lang_wrong("clause 1 requires report\n  due 1 in each calendar week\n", "expected");
}

static void test_l87__a_sum_in_a_ceiling_is_of_the_same(void **state) /* [L87] */
{
    (void)state;
    lang_explains(
        "clause 1 limits number of deployment of tank\n  by any party P\n  per P, item\n"
        "  at most number of holding of tank by P\n",
        "at most the number of tanks, summed over every holding of P, of the same item, separately for each "
        "party P and item");
}

static void test_l107__the_days_at_both_ends(void **state) /* [L107] */
{
    (void)state;
    lang_explains(
        "clause 1 prohibits flight\n  by any party P\n  from 1 day after 3 years after entry into force\n",
        "from 1 day after 3 years after entry into force");
}

static void test_l108__a_sum_among_values_is_one_figure(void **state) /* [L108] */
{
    (void)state;
    lang_wrong("clause 1 limits number of holding\n  at most number of deployment per item\n", "sum-per");
    lang_explains("clause 1 limits number of holding\n  by RUS\n  at most 1/2 * number of holding of tank\n",
                  "at most one half of the number of tanks, summed over every holding of anyone.");
    lang_explains("clause 1 limits number of holding\n  by RUS\n  at most number of holding by UKR\n",
                  "at most the total quantity, summed over every holding of Ukraine.");
    lang_explains(
        "clause 1 limits number of holding\n  by RUS\n"
        "  at most greatest of number of holding per actor\n",
        "the greatest, for any one actor, of the total quantity, summed over every holding of any party.");
}

static void test_l88__the_later_of_two_moments(void **state) /* [L88] */
{
    (void)state;
    lang_explains("clause 1 requires report\n  for exercise E\n"
                  "  due earlier of (30 days after start of E, 2 days after end of E)\n",
                  "the earlier of 30 days after the start of E and 2 days after the end of E");
    lang_read r = lang_read_good(
        "party RUS, UKR\nended from later of (2030-12-31, 2 years after notification of missile "
        "by any party) for every party\n");
    assert_int_equal(r.d->decls[1].body->kind, ENT_N_MAX);
    lang_read_done(&r);
    lang_wrong("clause 1 requires report\n  due later of 2030-12-31, 2031-12-31\n", "expected");
}

static void test_l89__years_from_a_day(void **state) /* [L89] */
{
    (void)state;
    const char *text =
        "clause 1 limits count of inspection\n  in any 3 years from 1 months after entry into force\n"
        "  at most 3\n";
    lang_read r = lang_read_good(text);
    assert_int_equal(lang_only(&r)->window_kind, ENT_WINDOW_CALENDAR);
    assert_int_equal(lang_only(&r)->calendar, ENT_CALENDAR_FROM);
    assert_true(lang_only(&r)->window->number == 3);
    lang_read_done(&r);
    lang_explains(text, "in any 3 years in a row, counted from 1 month after entry into force");
    lang_explains("clause 1 requires report\n  due the last day of each year from 2011-02-05\n",
                  "on the last day of each year counted from 5 February 2011");
    lang_wrong("clause 1 limits count of inspection\n  in each year from start\n  at most 3\n",
               "moment-of-record");
    lang_wrong("clause 1 limits count of inspection\n  in any 18 months from 2011-02-05\n  at most 3\n",
               "expected");
    lang_wrong("clause 1 prohibits flight\n  by any party\n  from end\n", "moment-of-record");
}

static void test_l100__an_exception_counts_days(void **state) /* [L100] */
{
    (void)state;
    lang_read r = lang_read_good("clause 1 prohibits passage\n  unless 1.a\nexception 1.a\n"
                                 "  when duration of presence by RUS in the 90 days before at most 9 days\n"
                                 "  counting calendar days\n");
    assert_int_equal(r.d->clauses[1].counting, ENT_COUNT_CALENDAR_DAYS);
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits passage\n  unless 1.a\nexception 1.a\n  when mission is training\n"
               "  counting calendar days\n",
               "line-misplaced");
}

static void test_l101__there_is_no_such_state(void **state) /* [L101] */
{
    (void)state;
    lang_explains(
        "clause 1 prohibits exercise\n  where not (position in territory of any state H and there is "
        "consent by H)\n",
        "it is not so that the place is in the territory of any state (H), and there is a consent by H");
}

static void test_l102__a_word_that_a_table_lists(void **state) /* [L102] */
{
    (void)state;
    lang_read r =
        lang_read_markdown("# A\n\n```entente\ntable \"types\"\n```\n\n| model | from |\n|---|---|\n"
                           "| SS-20 | 1987-12-08 |\n\n```entente\nclause 1 prohibits holding\n"
                           "  when model in \"types\".model and launch is not in \"types\".model\n"
                           "clause 2 prohibits holding H\n  when H.model not in \"types\".model\n```\n");
    assert_int_equal(ent_diags_error_count(r.diags), 0);
    const ent_node *both = r.d->clauses[0].when->kids[0], *other = r.d->clauses[1].when->kids[0];
    assert_int_equal(both->kids[0]->kind, ENT_N_LISTED);
    assert_int_equal(both->kids[1]->kind, ENT_N_NOT);
    assert_int_equal(both->kids[1]->kids[0]->kind, ENT_N_LISTED);
    assert_int_equal(other->kind, ENT_N_NOT);
    assert_string_equal(other->kids[0]->kids[0]->kids[0]->text, "H");
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits holding\n  when model in \"types\".model\n", "table-unknown");
}

static void test_l103__crossing_a_line(void **state) /* [L103] */
{
    (void)state;
    lang_read r =
        lang_read_good("clause 1 prohibits passage\n  where crosses line \"front\" from east to west\n"
                       "clause 2 prohibits passage\n  where crosses parallel 38 N between north and south\n");
    const ent_node *way = r.d->clauses[0].where->kids[0], *ways = r.d->clauses[1].where->kids[0];
    assert_int_equal(way->kind, ENT_N_AND);
    assert_string_equal(way->kids[0]->kids[0]->text, "origin");
    assert_int_equal(way->kids[0]->op, ENT_PLACE_EAST_OF);
    assert_string_equal(way->kids[1]->kids[0]->text, "destination");
    assert_int_equal(way->kids[1]->op, ENT_PLACE_WEST_OF);
    assert_int_equal(ways->kind, ENT_N_OR);
    assert_int_equal(ways->kids[1]->kids[1]->op, ENT_PLACE_NORTH_OF);
    lang_read_done(&r);
    lang_wrong("clause 1 prohibits passage\n  where crosses line \"front\" from east to north\n", "expected");
    lang_wrong("clause 1 prohibits passage\n  where crosses meridian 7 E from north to south\n", "expected");
    lang_wrong("clause 1 prohibits passage\n  where crosses area \"front\" from north to south\n",
               "expected");
}

static void test_l104__a_side_of_ones_own(void **state) /* [L104] */
{
    (void)state;
    lang_read r = lang_read_good(
        "party RUS, UKR\narea north is position north of line L\narea own is area north for RUS\n"
        "clause 1 prohibits exercise\n  by any party P\n  where position outside area own for P\n");
    assert_string_equal(r.d->clauses[0].where->kids[0]->kids[1]->kids[0]->text, "P");
    lang_read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l35__blocks_at_the_top_level_below_the_nearest_heading),
        cmocka_unit_test(test_l36__a_head_goes_on),
        cmocka_unit_test(test_l37__numbers),
        cmocka_unit_test(test_l38__sorts_of_kinds),
        cmocka_unit_test(test_l39__what_an_attribute_measures),
        cmocka_unit_test(test_l40__corners),
        cmocka_unit_test(test_l41__versions),
        cmocka_unit_test(test_l42__the_table_below_the_block),
        cmocka_unit_test(test_l43__titles),
        cmocka_unit_test(test_l44__lines_that_stand_once),
        cmocka_unit_test(test_l45__a_duty_speaks_of_its_event),
        cmocka_unit_test(test_l46__an_exception_uses_the_binders_of_its_clause),
        cmocka_unit_test(test_l47__no_circles),
        cmocka_unit_test(test_l48__a_reading_replaces_by_keyword),
        cmocka_unit_test(test_l49__binders_in_any_order),
        cmocka_unit_test(test_l50__comparisons),
        cmocka_unit_test(test_l51__or_after_a_word),
        cmocka_unit_test(test_l51__or_after_a_name),
        cmocka_unit_test(test_l52__a_band_is_half_on_either_side),
        cmocka_unit_test(test_l53__positions_of_roles_and_events),
        cmocka_unit_test(test_l54__what_is_added_measures_the_same),
        cmocka_unit_test(test_windows__calendar_years_in_a_row),
        cmocka_unit_test(test_l55__months),
        cmocka_unit_test(test_l56__an_end_before_its_beginning),
        cmocka_unit_test(test_l60__force_from_records),
        cmocka_unit_test(test_l61__deadlines_with_two_ends),
        cmocka_unit_test(test_l62__days_of_each_year),
        cmocka_unit_test(test_l63__sums_beside_an_act),
        cmocka_unit_test(test_l64__as_many_as_the_other_side),
        cmocka_unit_test(test_l65__what_came_before),
        cmocka_unit_test(test_l66__pairs),
        cmocka_unit_test(test_l67__of_the_same),
        cmocka_unit_test(test_l68__days_of_other_years),
        cmocka_unit_test(test_l69__whole_numbers),
        cmocka_unit_test(test_l70__a_place_that_selects),
        cmocka_unit_test(test_l71__what_answers_a_duty),
        cmocka_unit_test(test_l73__at_that_time),
        cmocka_unit_test(test_nested_quantities__are_measured_once),
        cmocka_unit_test(test_read_back__who_owes_and_how_many),
        cmocka_unit_test(test_l80__units_of_other_measures),
        cmocka_unit_test(test_l81__a_group_together),
        cmocka_unit_test(test_l82__an_area_of_the_text_as_a_position),
        cmocka_unit_test(test_l83__a_side_of_a_line),
        cmocka_unit_test(test_l84__an_act_with_two_ends),
        cmocka_unit_test(test_l85__periods_of_the_calendar),
        cmocka_unit_test(test_l86__days_of_each_month),
        cmocka_unit_test(test_l87__a_sum_in_a_ceiling_is_of_the_same),
        cmocka_unit_test(test_l108__a_sum_among_values_is_one_figure),
        cmocka_unit_test(test_l107__the_days_at_both_ends),
        cmocka_unit_test(test_l88__the_later_of_two_moments),
        cmocka_unit_test(test_l89__years_from_a_day),
        cmocka_unit_test(test_l100__an_exception_counts_days),
        cmocka_unit_test(test_l101__there_is_no_such_state),
        cmocka_unit_test(test_l102__a_word_that_a_table_lists),
        cmocka_unit_test(test_l103__crossing_a_line),
        cmocka_unit_test(test_l104__a_side_of_ones_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
