/* Memory that runs out at every single allocation of our own, from the first to the last: the call says so,
 * nothing leaks, nothing is half made. cmark-gfm aborts the process instead, so this goes in below the
 * Markdown front. */
#include "base/buf.h"
#include "base/mem.h"
#include "cm.h"
#include "entente/lang.h"
#include "lang/parse_document.h"

#include <string.h>

static const char text[] =
    "agreement \"T\"\n"
    "  code X\n"
    "  status draft 2021-12-17\n"
    "party members of NATO\n"
    "  from 2004-03-29\n"
    "group G is members of NATO on 1997-05-27, RUS\n"
    "define ground-launched is launch is ground or submarine\n"
    "attribute size is rank of small, large\n"
    "parameter width is length = 25 km\n"
    "quantity growth is greatest of sum of displacement of holding by any state in G per actor - 5 t\n"
    "area zone is from 35 N 75 W by rhumb to 30 N 75 W to 30 N 50 W\n"
    "line ref is line a for UKR, line b for RUS from 2014-01-01\n"
    "clause 5 \"Missiles\" prohibits deployment of ground-launched missle\n"
    "  by any party P\n"
    "  when range is 500 to 5500 km and not (size above small or \"in good faith\")\n"
    "  where territory of any party other than P is within range of position\n"
    "  from 6 months after entry into force\n"
    "  unless e, 9\n"
    "clause 6 limits sum of displacement of holding\n"
    "  per actor\n"
    "  at most if growth at least 1 t then min(2 t, 1/3 * limit of 6) else baseline 1997-05-27\n"
    "clause 7 requires notification\n"
    "  for exercise E by P\n"
    "  due 42 days before start of E\n"
    "exception e\n"
    "  when there is consent C by every party about Q when (reported at most start)\n"
    "reading r of 5 \"note\"\n"
    "  where position nearer than width to line ref for P\n"
    "  assume width = 50\n"
    "in force from 1992-11-09 for every party\n"
    "not formalised 8 because \"no measure\"\n"
    "assume about within 10 percent\n"
    "clase 9\n";

static void explain_all(const ent_doc *doc)
{
    const ent_document *d = ent_doc_view(doc);
    ent_buf out;
    ent_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < d->clause_count; i++) {
        ent_status st = ent_clause_explain(doc, &d->clauses[i], ent_buf_sink(&out), NULL);
        assert_true(st == ENT_OK || st == ENT_E_NOMEM || (st == ENT_E_IO && out.failed));
    }
    ent_buf_done(&out);
}

/* Everything once; true when no call noticed a lack of memory. */
static bool read_all(void)
{
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_error err = {0};
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_doc_parse_block("t", ent_str_of(text), diags, &doc, &err);
    if (st == ENT_OK) st = ent_doc_check(doc, NULL, diags, &err);
    assert_true(st == ENT_OK || st == ENT_E_NOMEM);
    assert_int_equal(st == ENT_OK, err.status == ENT_OK);
    if (st == ENT_OK) {
        explain_all(doc);
        st = ent_diags_status(diags, &err) == ENT_E_NOMEM ? ENT_E_NOMEM : ENT_OK;
    }
    ent_doc_free(doc);
    ent_diags_free(diags);
    return st == ENT_OK;
}

static void test_memory__every_allocation_may_fail(void **state)
{
    (void)state;
    ent_mem_fail_at(0);
    assert_true(read_all());
    uint64_t total = ent_mem_count();
    assert_true(total > 100);
    for (uint64_t n = 1; n <= total; n++) {
        ent_mem_fail_at(n);
        read_all();
    }
    ent_mem_fail_at(0);
    assert_true(read_all());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory__every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
