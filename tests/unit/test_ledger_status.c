/* Where the talks stand: on real talks, and rule by rule. */
#include "cm.h"

#include "entente/ledger.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                                 \
    "id,date,kind,speaker,to,forum,place,article,about,answers,due,statement,agency,quoted_agency,reported," \
    "source\n"

typedef struct asked {
    ent_ledger *ledger;
    ent_ledger_status *status;
    ent_diags *diags;
    const ent_talks *talks;
} asked;

static ent_time end_of(const char *day)
{
    ent_when when;
    size_t at;
    assert_int_equal(ent_when_parse(ent_str_of(day), &when, &at, NULL), ENT_OK);
    return ent_when_hull(&when).until;
}

static asked ask_loaded(asked a, const char *as_of, const char *as_known)
{
    ent_ledger_query query = {end_of(as_of), as_known ? end_of(as_known) : ENT_TIME_MAX};
    assert_int_equal(ent_ledger_finish(a.ledger, a.diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_ask(a.ledger, query, &a.status, NULL), ENT_OK);
    a.talks = ent_ledger_talks(a.status);
    return a;
}

static asked start(void)
{
    asked a = {0};
    assert_int_equal(ent_diags_new(&a.diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_new(&a.ledger, NULL), ENT_OK);
    return a;
}

static asked ask(const char *rows, const char *as_of, const char *as_known)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s", HEAD, rows);
    asked a = start();
    assert_int_equal(ent_ledger_load_memory(a.ledger, "ledger.csv", ent_str_of(text), a.diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_count(a.diags), 0);
    return ask_loaded(a, as_of, as_known);
}

static asked ask_flagship(const char *as_of, const char *as_known)
{
    asked a = start();
    assert_int_equal(
        ent_ledger_load(a.ledger, ENT_SOURCE_DIR "/examples/russia-nato-2021/ledger.csv", a.diags, NULL),
        ENT_OK);
    assert_int_equal(ent_diags_count(a.diags), 0);
    return ask_loaded(a, as_of, as_known);
}

static void done(asked a)
{
    ent_ledger_status_free(a.status);
    ent_ledger_free(a.ledger);
    ent_diags_free(a.diags);
}

static const ent_talk_cell *cell(asked a, const char *article, const char *party)
{
    for (size_t i = 0; i < a.talks->cell_count; i++) {
        const ent_talk_cell *c = &a.talks->cells[i];
        if (strcmp(a.talks->articles[c->article], article) == 0 &&
            strcmp(a.talks->parties[c->party], party) == 0)
            return c;
    }
    return NULL;
}

static void assert_cell(asked a, const char *article, const char *party, ent_talk_state state, int64_t days)
{
    const ent_talk_cell *c = cell(a, article, party);
    assert_non_null(c);
    if (c->state != state || c->days_hi != days)
        print_message("%s %s: %s %lld\n", article, party, ent_talk_state_name(c->state),
                      (long long)c->days_hi);
    assert_int_equal(c->state, state);
    assert_int_equal(c->days_hi, days);
}

static void test_ledger_status__flagship_on_11_january(void **state)
{
    (void)state;
    asked a = ask_flagship("2022-01-11", NULL);
    assert_cell(a, "1", "NATO", ENT_TALK_UNANSWERED, 25);
    assert_cell(a, "9", "NATO", ENT_TALK_UNANSWERED, 25);
    assert_cell(a, "6", "USA", ENT_TALK_REFUSED, 0);
    assert_cell(a, "5", "USA", ENT_TALK_COUNTERED, 0);
    assert_cell(a, "1", "USA", ENT_TALK_UNANSWERED, 27);
    assert_string_equal(a.talks->next_meeting->id, "T05");
    const ent_meeting *council = NULL;
    for (size_t i = 0; i < a.talks->meeting_count; i++)
        if (strcmp(a.talks->meetings[i].forum, "NATO-Russia Council") == 0) council = &a.talks->meetings[i];
    assert_non_null(council);
    assert_string_equal(council->last->id, "N10");
    assert_string_equal(council->next->id, "T05");
    done(a);
}

static void test_ledger_status__flagship_on_27_january(void **state)
{
    (void)state;
    asked a = ask_flagship("2022-01-27", NULL);
    assert_cell(a, "6", "NATO", ENT_TALK_REFUSED, 0);
    assert_cell(a, "4", "NATO", ENT_TALK_COUNTERED, 0);
    assert_cell(a, "5", "NATO", ENT_TALK_COUNTERED, 0);
    assert_cell(a, "7", "NATO", ENT_TALK_COUNTERED, 0);
    assert_cell(a, "8", "NATO", ENT_TALK_UNANSWERED, 41);
    assert_cell(a, "9", "NATO", ENT_TALK_UNANSWERED, 41);
    assert_cell(a, "6", "USA", ENT_TALK_REFUSED, 0);
    assert_cell(a, "4", "BGR", ENT_TALK_REFUSED, 0);
    assert_cell(a, "5", "RUS", ENT_TALK_UNANSWERED,
                15); /* to NATO; the United States were answered that day */
    done(a);
}

static void test_ledger_status__what_was_not_yet_known(void **state)
{
    (void)state;
    /* The US counter-proposals of 26 January were published on 2 February. */
    asked a = ask_flagship("2022-01-27", "2022-01-27");
    assert_cell(a, "4", "USA", ENT_TALK_UNANSWERED, 43);
    assert_cell(a, "6", "USA", ENT_TALK_REFUSED, 0);
    done(a);
    a = ask_flagship("2022-02-02", "2022-02-02");
    assert_cell(a, "4", "USA", ENT_TALK_COUNTERED, 0);
    done(a);
}

static void test_ledger_status__an_answer_closes_what_was_asked_before(void **state)
{
    (void)state;
    const char *rows = "a,2022-01-01,request,X,Y,,,4;5,,,,,,,,\n"
                       "b,2022-01-02,proposal,X,Y,,,4;5,,,,,,,,\n"
                       "c,2022-01-05,reply,Y,X,,,4,,b,,,,,,\n"
                       "d,2022-01-07,request,X,Y,,,4,,,,,,,,\n";
    asked a = ask(rows, "2022-01-05", NULL);
    assert_cell(a, "4", "Y", ENT_TALK_ANSWERED, 0);
    assert_cell(a, "5", "Y", ENT_TALK_UNANSWERED, 4);
    assert_int_equal(a.talks->question_count, 2);
    assert_int_equal(a.talks->questions[1].open_count, 1);
    assert_int_equal(a.talks->questions[1].article_count, 2);
    assert_string_equal(a.talks->articles[a.talks->questions[1].open[0]], "5");
    done(a);
    a = ask(rows, "2022-01-10", NULL);
    assert_cell(a, "4", "Y", ENT_TALK_UNANSWERED, 3);
    done(a);
}

static void test_ledger_status__kinds_of_answer(void **state)
{
    (void)state;
    asked a = ask("q,2022-01-01,proposal,X,Y;Z;V;W;U,,,1,,,,,,,,\n"
                  "a,2022-01-02,acceptance,Y,X,,,,,q,,,,,,\n"
                  "b,2022-01-02,refusal,Z,X,,,,,q,,,,,,\n"
                  "c,2022-01-02,counter-proposal,V,X,,,1,,q,,,,,,\n"
                  "d,2022-01-02,statement,W,X,,,1,,,,,,,,\n"
                  "e,2022-01-09,silence,U,X,,,,,q,,,,,,\n",
                  "2022-01-10", NULL);
    assert_cell(a, "1", "Y", ENT_TALK_ACCEPTED, 0);
    assert_cell(a, "1", "Z", ENT_TALK_REFUSED, 0);
    assert_cell(a, "1", "V", ENT_TALK_COUNTERED, 0);
    assert_cell(a, "1", "W", ENT_TALK_UNANSWERED, 9);
    assert_string_equal(cell(a, "1", "W")->talks[0]->reaction->id, "d");
    assert_cell(a, "1", "U", ENT_TALK_SILENT, 9);
    assert_cell(a, "1", "X", ENT_TALK_UNANSWERED, 8);
    assert_string_equal(cell(a, "1", "X")->proposed->id, "q");
    done(a);
}

static void test_ledger_status__due_and_coarse_dates(void **state)
{
    (void)state;
    const char *rows = "q,2021-12,request,X,Y,,,1,,,2022-01-15,,,,,\n";
    asked a = ask(rows, "2022-01-15", NULL);
    const ent_talk_cell *c = cell(a, "1", "Y");
    assert_int_equal(c->days_lo, 15);
    assert_int_equal(c->days_hi, 45);
    assert_true(c->talks[0]->is_overdue);
    done(a);
    a = ask(rows, "2022-01-14", NULL);
    assert_false(cell(a, "1", "Y")->talks[0]->is_overdue);
    done(a);
}

static void test_ledger_status__questions_without_an_article(void **state)
{
    (void)state;
    asked a = ask("q,2022-01-01,request,X,Y,,,,talks,,,,,,,\n", "2022-01-03", NULL);
    assert_cell(a, "", "Y", ENT_TALK_UNANSWERED, 2);
    assert_int_equal(a.talks->question_count, 1);
    done(a);
    a = ask("q,2022-01-01,request,X,Y,,,,talks,,,,,,,\nr,2022-01-02,reply,Y,X,,,2,,q,,,,,,\n", "2022-01-03",
            NULL);
    assert_cell(a, "", "Y", ENT_TALK_ANSWERED, 0);
    done(a);
}

static void test_ledger_status__articles_in_order_of_number(void **state)
{
    (void)state;
    asked a = ask("q,2022-01-01,request,X,Y,,,10;2;18.1.b;18.1.a;IV.4,,,,,,,,\n", "2022-01-03", NULL);
    const char *const order[] = {"2", "10", "18.1.a", "18.1.b", "IV.4"};
    assert_int_equal(a.talks->article_count, 5);
    for (size_t i = 0; i < 5; i++) assert_string_equal(a.talks->articles[i], order[i]);
    done(a);
}

static void test_ledger_status__an_empty_ledger(void **state)
{
    (void)state;
    asked a = ask("", "2022-01-03", NULL);
    assert_int_equal(a.talks->cell_count, 0);
    assert_null(a.talks->next_meeting);
    done(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ledger_status__flagship_on_11_january),
        cmocka_unit_test(test_ledger_status__flagship_on_27_january),
        cmocka_unit_test(test_ledger_status__what_was_not_yet_known),
        cmocka_unit_test(test_ledger_status__an_answer_closes_what_was_asked_before),
        cmocka_unit_test(test_ledger_status__kinds_of_answer),
        cmocka_unit_test(test_ledger_status__due_and_coarse_dates),
        cmocka_unit_test(test_ledger_status__questions_without_an_article),
        cmocka_unit_test(test_ledger_status__articles_in_order_of_number),
        cmocka_unit_test(test_ledger_status__an_empty_ledger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
