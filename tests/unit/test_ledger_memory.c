/* Memory that runs out while a ledger is read, checked, asked and written: the n-th allocation fails, for all
 * n. */
#include "cm.h"

#include "base/buf.h"
#include "base/mem.h"
#include "entente/ledger.h"

#include <string.h>

static const char text[] = "id,date,kind,speaker,to,forum,place,article,about,answers,due,statement,agency,"
                           "quoted_agency,reported,source\n"
                           "q,2022-01-01,proposal,X,Y;Z,,,1;2,,,2022-01-05,,,,,S\n"
                           "a,2022-01-03,refusal,Y,X,,,2,,q,,No,TASS,,2022-01-04,\n"
                           "b,2022-01-04,acceptance,Y,X,,,2,,q,,,,,,\n"
                           "m,2022-02-04,consultation,Y,X,Council,Vienna,2,,zz,,,,,,\n"
                           "s,2022-01-09,red-line,X,Y,,,1,,,,,,,,\n"
                           "t,2022-01-09,statement,Y,X,,,1,,u,,,,,,\n"
                           "u,2022-01-09,statement,X,Y,,,1,,,,,,,,\n";

static ent_status write_both(const ent_ledger_status *status, ent_error *err)
{
    ent_ledger_report report = {.title = "T", .as_of = "2022-01-10"};
    ent_buf out;
    ent_buf_init(&out, 1u << 20);
    ent_status st = ent_ledger_write_text(status, &report, ent_buf_sink(&out), err);
    if (st == ENT_OK) st = ent_ledger_write_json(status, &report, ent_buf_sink(&out), err);
    if (st == ENT_E_IO && out.failed) st = ENT_E_NOMEM; /* the sink's own memory */
    ent_buf_done(&out);
    return st;
}

static ent_status run(ent_diags *diags)
{
    ent_ledger *ledger = NULL;
    ent_ledger_status *status = NULL;
    ent_error err = {0};
    ent_ledger_query query = {{19002 * (int64_t)ENT_DAY_SECONDS}, ENT_TIME_MAX};
    ent_status st = ent_ledger_new(&ledger, &err);
    if (st == ENT_OK) st = ent_ledger_load_memory(ledger, "ledger.csv", ent_str_of(text), diags, &err);
    if (st == ENT_OK) st = ent_ledger_finish(ledger, diags, &err);
    if (st == ENT_OK) st = ent_ledger_check(ledger, diags, &err);
    if (st == ENT_OK) st = ent_ledger_ask(ledger, query, &status, &err);
    if (st == ENT_OK) assert_int_equal(ent_ledger_talks(status)->cell_count, 6);
    if (st == ENT_OK) st = write_both(status, &err);
    ent_ledger_status_free(status);
    ent_ledger_free(ledger);
    return st;
}

static void test_ledger_memory__fails_whole(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 100000; n++) {
        ent_diags *diags = NULL;
        assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
        ent_mem_fail_at(n);
        ent_status st = run(diags);
        bool whole_run = ent_mem_count() < n;
        ent_mem_fail_at(0);
        if (st != ENT_OK) assert_int_equal(st, ENT_E_NOMEM);
        if (whole_run) assert_int_equal(ent_diags_error_count(diags), 2);
        ent_diags_free(diags);
        if (whole_run) return;
    }
    fail_msg("no end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ledger_memory__fails_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
