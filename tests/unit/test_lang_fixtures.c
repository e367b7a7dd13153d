/* The hard clauses of real agreements: they parse and check without a word, and read back as the sentences
 * that stand beside them in tests/cases/lang/explain/. */
#include "base/buf.h"
#include "cm.h"
#include "entente/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct loaded {
    ent_doc *doc;
    ent_diags *diags;
} loaded;

static loaded load(const char *name)
{
    char path[512];
    loaded l = {0};
    ent_error err = {0};
    snprintf(path, sizeof path, ENT_SOURCE_DIR "/tests/fixtures/agreements/%s.md", name);
    assert_int_equal(ent_diags_new(&l.diags, &err), ENT_OK);
    assert_int_equal(ent_doc_load(path, l.diags, &l.doc, &err), ENT_OK);
    assert_int_equal(ent_doc_check(l.doc, NULL, l.diags, &err), ENT_OK);
    for (size_t i = 0; i < ent_diags_count(l.diags); i++)
        print_message("%s:%u: %s\n", name, ent_diags_at(l.diags, i)->span.line,
                      ent_diags_at(l.diags, i)->message);
    assert_int_equal(ent_diags_count(l.diags), 0);
    return l;
}

static void unload(loaded *l)
{
    ent_doc_free(l->doc);
    ent_diags_free(l->diags);
}

static void explain_all(const loaded *l, ent_buf *out)
{
    const ent_document *d = ent_doc_view(l->doc);
    for (size_t i = 0; i < d->clause_count; i++) {
        ent_buf_printf(out, "%s\n", d->clauses[i].id);
        assert_int_equal(ent_clause_explain(l->doc, &d->clauses[i], ent_buf_sink(out), NULL), ENT_OK);
        ent_buf_addc(out, '\n');
    }
}

/* The file at `path`, written anew from `got` when UPDATE=1. */
static void assert_is_file(const char *path, const ent_buf *got)
{
    ent_buf expected;
    const char *update = getenv("UPDATE");
    if (update && *update) assert_int_equal(ent_file_replace(path, ent_buf_str(got), NULL), ENT_OK);
    assert_int_equal(ent_file_read(path, 1 << 20, &expected, NULL), ENT_OK);
    assert_string_equal(got->ptr, expected.ptr);
    ent_buf_done(&expected);
}

static void read_back(const char *name)
{
    char path[512];
    loaded l = load(name);
    ent_buf got;
    ent_buf_init(&got, 1 << 20);
    explain_all(&l, &got);
    snprintf(path, sizeof path, ENT_SOURCE_DIR "/tests/cases/lang/explain/%s.txt", name);
    assert_is_file(path, &got);
    ent_buf_done(&got);
    unload(&l);
}

static const ent_clause *clause(const loaded *l, const char *id)
{
    const ent_clause *found = ent_doc_clause_find(l->doc, ent_str_of(id));
    assert_non_null(found);
    return found;
}

static void test_montreux__two_thirds_and_a_ceiling_that_rises(void **state)
{
    (void)state;
    loaded l = load("montreux");
    const ent_clause *a = clause(&l, "18.1.a"), *c = clause(&l, "18.1.c");
    assert_int_equal(a->ceiling->kind, ENT_N_IF);
    assert_int_equal(a->ceiling->kids[1]->kind, ENT_N_MIN);
    assert_string_equal(a->ceiling->kids[0]->kids[1]->label, "18.1.a.growth");
    assert_string_equal(a->ceiling->kids[1]->kids[0]->label, "18.1.a.ceiling");
    assert_int_equal(a->by->number, 1);
    assert_int_equal(c->ceiling->kind, ENT_N_ARITH);
    assert_int_equal(c->ceiling->kids[1]->kind, ENT_N_LIMIT_OF);
    assert_true(c->ceiling->kids[0]->number * 30000 == 20000);
    assert_string_equal(c->ceiling->kids[0]->label, "18.1.c.ceiling");
    const ent_decl *growth = ent_doc_decl_find(l.doc, ENT_DECL_QUANTITY, ENT_STR("growth"));
    assert_int_equal(growth->body->kids[0]->kind, ENT_N_QUANTITY);
    assert_int_equal(growth->body->kids[1]->kind, ENT_N_PARAMETER);
    assert_int_equal(clause(&l, "18.2")->counting, ENT_COUNT_INCLUSIVE_DAYS);
    unload(&l);
}

static void test_vienna__any_of_thresholds_notice_and_instead(void **state)
{
    (void)state;
    loaded l = load("vienna");
    const ent_clause *k = clause(&l, "38");
    assert_int_equal(k->when->kids[0]->kind, ENT_N_OR);
    assert_int_equal(k->when->kids[0]->kid_count, 5);
    assert_int_equal(k->due->kind, ENT_N_OFFSET);
    assert_int_equal(k->due->op, -1);
    assert_true(k->due->kids[1]->number == 42 * 86400.0);
    assert_string_equal(k->trigger->text, "E");
    assert_string_equal(clause(&l, "41")->instead->kids[0]->text, "38");
    unload(&l);
}

static void test_cfe__table_by_date_and_a_map_that_changes(void **state)
{
    (void)state;
    loaded l = load("cfe-flank");
    const ent_decl *table = ent_doc_decl_find(l.doc, ENT_DECL_TABLE, ENT_STR("flank ceilings"));
    assert_int_equal(table->table->row_count, 2);
    assert_int_equal(table->table->cells[0]->kind, ENT_N_DATE);
    assert_int_equal(table->table->cells[6]->kind, ENT_N_NONE);
    assert_true(table->table->cells[4]->number == 1680);
    const ent_decl *area = ent_doc_decl_find(l.doc, ENT_DECL_AREA, ENT_STR("flank"));
    assert_int_equal(area->body->kid_count, 2);
    assert_int_equal(area->body->kids[0]->kids[3]->kind, ENT_N_DATE);
    assert_int_equal(area->body->kids[1]->kids[2]->kind, ENT_N_DATE);
    assert_int_equal(clause(&l, "V.1.tanks")->ceiling->kind, ENT_N_TABLE);
    assert_int_equal(clause(&l, "V.1.tanks")->without->kids[0]->kind, ENT_N_CLAUSE);
    unload(&l);
}

static void test_minsk__a_line_for_each_party_and_two_readings(void **state)
{
    (void)state;
    loaded l = load("minsk");
    const ent_document *d = ent_doc_view(l.doc);
    const ent_clause *k = clause(&l, "2.a"), *as_read = NULL;
    assert_int_equal(k->where->kids[0]->op, ENT_PLACE_IN_BAND);
    assert_string_equal(k->where->kids[0]->kids[1]->kids[0]->text, "P");
    assert_int_equal(d->reading_count, 2);
    assert_int_equal(ent_clause_with_reading(l.doc, k, &d->readings[1], &as_read, NULL), ENT_OK);
    assert_int_equal(as_read->where->kids[0]->op, ENT_PLACE_NEARER_THAN);
    assert_ptr_equal(as_read->when, k->when);
    const ent_decl *line = ent_doc_decl_find(l.doc, ENT_DECL_LINE, ENT_STR("reference line"));
    assert_int_equal(line->body->kid_count, 2);
    assert_string_equal(line->body->kids[1]->kids[1]->kids[0]->text, "armed formations");
    unload(&l);
}

static void test_nato_draft__baseline_consent_of_all_and_readings(void **state)
{
    (void)state;
    loaded l = load("nato-draft");
    const ent_document *d = ent_doc_view(l.doc);
    const ent_clause *k = clause(&l, "4.1"), *e = clause(&l, "4.2"), *five = clause(&l, "5");
    assert_int_equal(k->ceiling->kind, ENT_N_BASELINE);
    assert_int_equal(k->per->kid_count, 3);
    assert_int_equal(e->when->kids[0]->kind, ENT_N_EXISTS);
    assert_int_equal(e->when->kids[0]->op, 1);
    assert_int_equal(e->when->kids[1]->kind, ENT_N_OPEN);
    assert_int_equal(d->reading_count, 2);
    assert_string_equal(d->articles[k->article].number, "4");
    assert_int_equal(five->where->kids[0]->op, ENT_PLACE_WITHIN);
    assert_int_equal(five->where->kids[0]->kids[1]->kind, ENT_N_TERRITORY);
    assert_string_equal(five->when->kids[0]->kids[1]->label, "5.range.lo");
    assert_int_equal(five->object->kids[0]->ref, ENT_REF_TERM);
    assert_int_equal(five->object->kids[1]->ref, ENT_REF_KIND);
    assert_string_equal(d->status, "draft");
    unload(&l);
}

static void test_fixtures__read_back_in_english(void **state)
{
    (void)state;
    static const char *const names[] = {"montreux", "vienna", "cfe-flank", "minsk", "nato-draft", "forms"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) read_back(names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_montreux__two_thirds_and_a_ceiling_that_rises),
        cmocka_unit_test(test_vienna__any_of_thresholds_notice_and_instead),
        cmocka_unit_test(test_cfe__table_by_date_and_a_map_that_changes),
        cmocka_unit_test(test_minsk__a_line_for_each_party_and_two_readings),
        cmocka_unit_test(test_nato_draft__baseline_consent_of_all_and_readings),
        cmocka_unit_test(test_fixtures__read_back_in_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
