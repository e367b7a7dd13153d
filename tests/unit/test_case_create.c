/* A new case: whole or not at all, and it checks. */
#include "cm.h"

#include "base/buf.h"
#include "entente/case.h"
#include "entente/ledger.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void name_folder(char folder[64])
{
    snprintf(folder, 64, "/tmp/entente-case-%ld", (long)getpid());
}

static void take_away(const char *folder)
{
    char path[200];
    for (size_t i = 0; i < ent_case_template_file_count(); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, ent_case_template_file_at(i));
        unlink(path);
    }
    rmdir(folder);
}

static void assert_no_diags(const ent_diags *diags)
{
    for (size_t i = 0; i < ent_diags_count(diags); i++) {
        const ent_diag *d = ent_diags_at(diags, i);
        print_message("%s:%u:%u: %s\n", d->file, d->span.line, d->span.column, d->message);
    }
    assert_int_equal(ent_diags_count(diags), 0);
}

static void test_case_create__it_checks(void **state)
{
    (void)state;
    char folder[64], path[128];
    name_folder(folder);
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_case *c = NULL;
    ent_ledger *ledger = NULL;
    assert_int_equal(ent_case_create(folder, &err), ENT_OK);
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    assert_int_equal(ent_case_load(folder, NULL, diags, &c, &err), ENT_OK);
    assert_no_diags(diags);
    assert_int_equal(ent_case_file_count(c), ent_case_template_file_count() - 1); /* all but the ledger */
    assert_int_equal(ent_records_count(ent_case_world(c)->records), 4);
    assert_int_equal(ent_shapes_count(ent_case_world(c)->shapes), 2);
    snprintf(path, sizeof path, "%s/ledger.csv", folder);
    assert_int_equal(ent_ledger_new(&ledger, &err), ENT_OK);
    assert_int_equal(ent_ledger_load(ledger, path, diags, &err), ENT_OK);
    assert_int_equal(ent_ledger_finish(ledger, diags, &err), ENT_OK);
    assert_int_equal(ent_ledger_check(ledger, diags, &err), ENT_OK);
    assert_no_diags(diags);
    ent_ledger_free(ledger);
    ent_case_free(c);
    ent_diags_free(diags);
    take_away(folder);
}

static void test_case_create__refuses_what_is_there(void **state)
{
    (void)state;
    char folder[64], path[128];
    name_folder(folder);
    ent_error err = {0};
    assert_int_equal(ent_case_create(folder, &err), ENT_OK);
    assert_int_equal(ent_case_create(folder, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "the folder is not empty"));
    snprintf(path, sizeof path, "%s/case.md", folder);
    assert_int_equal(ent_case_create(path, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "there is a file of that name"));
    snprintf(path, sizeof path, "%s/no/where", folder);
    assert_int_equal(ent_case_create(path, &err), ENT_E_IO);
    assert_int_equal(ent_case_create("", &err), ENT_E_LIMIT);
    take_away(folder);
    assert_int_equal(mkdir(folder, 0777), 0);
    snprintf(path, sizeof path, "%s///", folder);
    assert_int_equal(ent_case_create(path, &err), ENT_OK); /* an empty folder is taken, slashes or not */
    take_away(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_create__it_checks),
        cmocka_unit_test(test_case_create__refuses_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
