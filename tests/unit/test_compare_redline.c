/* Two texts: what became of an article, of its words, of its clauses. */
#include "entente/compare.h"
#include "base/buf.h"
#include "lang_read.h"

#include <stdio.h>

typedef struct pair {
    lang_read a, b;
    ent_redline *r;
} pair;

static pair compare(const char *before, const char *after)
{
    pair p = {lang_read_markdown(before), lang_read_markdown(after), NULL};
    ent_error err = {0};
    assert_int_equal(ent_redline_find(p.a.doc, p.b.doc, &p.r, &err), ENT_OK);
    return p;
}

static void done(pair *p)
{
    ent_redline_free(p->r);
    lang_read_done(&p->a);
    lang_read_done(&p->b);
}

#define HEAD "# Pact\n\n```entente\nparty RUS\nparty POL\n```\n\n"
#define ONE "## Article 1\n\nThe parties settle their disputes by peaceful means and inform each other.\n\n"
#define TWO                                                                                                  \
    "## Article 2\n\nNo party deploys missiles from which the land of another party can be reached.\n\n"     \
    "```entente\nclause 2.1 prohibits deployment of missile\n  by any party P\n  when range is 500 km to "   \
    "5500 km and kind "                                                                                      \
    "is missile\n```\n\n"
#define TWO_AS_THREE                                                                                         \
    "## Article 3\n\nNo party deploys missiles from which the land of another party can be reached.\n\n"     \
    "```entente\nclause 3.1 prohibits deployment of missile\n  by any party P\n  when range is 480 km to "   \
    "5500 km and kind "                                                                                      \
    "is missile\n```\n\n"

static const ent_article_pair *find(const pair *p, const char *title)
{
    for (size_t i = 0; i < ent_redline_article_count(p->r); i++) {
        const ent_article_pair *a = ent_redline_article_at(p->r, i);
        if (a->after != ENT_NOWHERE && strcmp(p->b.d->articles[a->after].title, title) == 0) return a;
    }
    return NULL;
}

static void test_redline__the_same_text_differs_in_nothing(void **state)
{
    (void)state;
    pair p = compare(HEAD ONE TWO, HEAD ONE TWO);
    assert_int_equal(ent_redline_change_count(p.r), 0);
    assert_int_equal(ent_redline_article_count(p.r), 3);
    for (size_t i = 0; i < 3; i++) assert_false(ent_redline_article_at(p.r, i)->is_changed);
    done(&p);
}

static void test_redline__a_renumbered_article_is_found(void **state)
{
    (void)state;
    pair p =
        compare(HEAD ONE TWO, HEAD ONE
                "## Article 2\n\nEvery party tells the others about exercises of any size.\n\n" TWO_AS_THREE);
    const ent_article_pair *third = find(&p, "Article 3");
    assert_non_null(third);
    assert_int_equal(third->before, 2);
    assert_true(third->renumbered);
    assert_int_equal(find(&p, "Article 2")->before, ENT_NOWHERE);
    assert_false(find(&p, "Article 1")->is_changed);
    /* its clause is the same clause: a new id and one figure */
    assert_int_equal(ent_redline_change_count(p.r), 2);
    const ent_model_change *id = ent_redline_change_at(p.r, 0), *range = ent_redline_change_at(p.r, 1);
    assert_string_equal(id->line, "id");
    assert_string_equal(id->before, "2.1");
    assert_string_equal(id->after, "3.1");
    assert_string_equal(range->line, "when");
    assert_string_equal(range->label, "2.1.range.lo");
    assert_string_equal(range->before, "500 km");
    assert_string_equal(range->after, "480 km");
    assert_string_equal(range->context, "range is 500 km to 5500 km");
    done(&p);
}

/* Words without what is new are the old text; without what is gone the new one. */
static void rebuild(const ent_article_pair *a, bool old, ent_buf *out)
{
    ent_buf_init(out, 1 << 16);
    for (size_t i = 0; i < a->piece_count; i++) {
        ent_mark mark = a->pieces[i].mark;
        bool gone = mark == ENT_MARK_GONE || mark == ENT_MARK_MOVED_AWAY,
             come = mark == ENT_MARK_NEW || mark == ENT_MARK_MOVED_HERE;
        if (old ? come : gone) continue;
        ent_buf_printf(out, "%s%s", out->len ? " " : "", a->pieces[i].text);
    }
    if (!out->ptr) ent_buf_adds(out, "");
}

static void test_redline__words_rebuild_both_texts(void **state)
{
    (void)state;
    pair p = compare("## Article 1\n\none two three four five six seven\n",
                     "## Article 1\n\none 2 three four five seven eight\n");
    const ent_article_pair *a = find(&p, "Article 1");
    ent_buf old, new;
    rebuild(a, true, &old);
    rebuild(a, false, &new);
    assert_string_equal(old.ptr, "one two three four five six seven");
    assert_string_equal(new.ptr, "one 2 three four five seven eight");
    static const ent_mark marks[] = {ENT_MARK_SAME, ENT_MARK_GONE, ENT_MARK_NEW, ENT_MARK_SAME,
                                     ENT_MARK_GONE, ENT_MARK_SAME, ENT_MARK_NEW};
    assert_int_equal(a->piece_count, 7);
    for (size_t i = 0; i < 7; i++) assert_int_equal(a->pieces[i].mark, marks[i]);
    ent_buf_done(&old);
    ent_buf_done(&new);
    done(&p);
}

static const ent_prose_run *piece(const pair *p, const char *title, ent_mark mark)
{
    const ent_article_pair *a = find(p, title);
    for (size_t i = 0; i < a->piece_count; i++)
        if (a->pieces[i].mark == mark) return &a->pieces[i];
    return NULL;
}

static void test_redline__a_passage_that_moved_is_no_loss(void **state)
{
    (void)state;
    pair p = compare(
        "## Article 1\n\nFirst words stay here always. They set up hotlines for emergencies. Last words.\n\n"
        "## Article 2\n\nExercises are told in time to everyone.\n",
        "## Article 1\n\nFirst words stay here always. Last words.\n\n"
        "## Article 2\n\nExercises are told in time to everyone. They set up hotlines for emergencies.\n");
    const ent_prose_run *away = piece(&p, "Article 1", ENT_MARK_MOVED_AWAY),
                        *here = piece(&p, "Article 2", ENT_MARK_MOVED_HERE);
    assert_non_null(away);
    assert_non_null(here);
    assert_string_equal(away->text, "They set up hotlines for emergencies.");
    assert_string_equal(here->text, away->text);
    assert_int_equal(here->move, away->move);
    assert_null(piece(&p, "Article 1", ENT_MARK_GONE));
    done(&p);
}

static void test_redline__articles_that_change_places(void **state)
{
    (void)state;
    pair p = compare(HEAD ONE TWO "## Article 9\n\nIt enters into force at once.\n",
                     HEAD TWO ONE "## Article 9\n\nIt enters into force at once.\n");
    assert_int_not_equal(find(&p, "Article 1")->reordered, find(&p, "Article 2")->reordered);
    assert_false(find(&p, "Article 9")->reordered);
    done(&p);
}

static void only_change(const char *before, const char *after, const char *line, const char *was,
                        const char *is)
{
    char a[1024], b[1024];
    (void)snprintf(a, sizeof a, "## Article 1\n\n```entente\n%s\n```\n", before);
    (void)snprintf(b, sizeof b, "## Article 1\n\n```entente\n%s\n```\n", after);
    pair p = compare(a, b);
    assert_int_equal(ent_diags_error_count(p.a.diags) + ent_diags_error_count(p.b.diags), 0);
    assert_int_equal(ent_redline_change_count(p.r), 1);
    const ent_model_change *c = ent_redline_change_at(p.r, 0);
    assert_string_equal(c->line, line);
    assert_string_equal(c->before, was);
    assert_string_equal(c->after, is);
    done(&p);
}

static void test_redline__of_the_model(void **state)
{
    (void)state;
    const char *base = "clause 1 prohibits exercise\n  by any party P\n  when personnel more than 5000";
    only_change(base,
                "clause 1 prohibits exercise, activity\n  by any party P\n  when personnel more than 5000",
                "acts", "exercise", "exercise, activity");
    only_change(base, "clause 1 prohibits exercise\n  by RUS\n  when personnel more than 5000", "by",
                "any party P", "RUS");
    only_change(base, "clause 1 prohibits exercise\n  by any party P\n  when personnel at least 5000", "when",
                "personnel more than 5000", "personnel at least 5000");
    only_change(base, "clause 1 prohibits exercise\n  by any party P\n  when personnel more than 9000",
                "when", "5000", "9000");
    only_change(base, "clause 1 prohibits exercise\n  by any party P", "when", "personnel more than 5000",
                "");
    only_change(base, "clause 1 recommends exercise\n  by any party P\n  when personnel more than 5000",
                "modality", "prohibits", "recommends");
    only_change("clause 1 limits number of holding of tank\n  at most 5",
                "clause 1 limits number of holding of tank\n  at most 6", "at most", "5", "6");
    only_change("clause 1 limits number of holding of tank\n  at most 5",
                "clause 1 limits number of holding of tank\n  less than 5", "bound", "at most", "less than");
    only_change("parameter w is length = 5 km\nclause 1 prohibits exercise\n  where position within w of "
                "border of RUS",
                "parameter w is length = 7 km\nclause 1 prohibits exercise\n  where position within w of "
                "border of RUS",
                "parameter", "5 km", "7 km");
    only_change("party RUS", "party RUS\nparty POL", "party", "", "party POL");
}

static void test_redline__one_of_several_conditions(void **state)
{
    (void)state;
    only_change("clause 1 prohibits exercise\n  when personnel more than 5000 and tanks more than 10",
                "clause 1 prohibits exercise\n  when personnel more than 5000 and guns more than 5 and tanks "
                "more than 10",
                "when", "", "guns more than 5");
    only_change("clause 1 prohibits exercise\n  when any of (personnel more than 5000, tanks more than 10, "
                "guns more than 5)",
                "clause 1 prohibits exercise\n  when any of (personnel more than 5000, guns more than 5)",
                "when", "tanks more than 10", "");
}

/* What is laid out otherwise, or measured in another unit, says the same. */
static void test_redline__spelling_is_no_change(void **state)
{
    (void)state;
    pair p = compare(
        "## Article 1\n\n```entente\nclause 1 prohibits exercise\n  when range at least 0.5 km\n```\n",
        "## Article 1\n\n```entente\nclause 1 prohibits exercise # all\n  when   range\n       at least 500 "
        "m\n```\n");
    assert_int_equal(ent_redline_change_count(p.r), 0);
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_redline__the_same_text_differs_in_nothing),
        cmocka_unit_test(test_redline__a_renumbered_article_is_found),
        cmocka_unit_test(test_redline__words_rebuild_both_texts),
        cmocka_unit_test(test_redline__a_passage_that_moved_is_no_loss),
        cmocka_unit_test(test_redline__articles_that_change_places),
        cmocka_unit_test(test_redline__of_the_model),
        cmocka_unit_test(test_redline__one_of_several_conditions),
        cmocka_unit_test(test_redline__spelling_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
