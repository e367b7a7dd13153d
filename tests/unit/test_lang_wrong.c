/* Wrong texts with the whole of what is said about them, in tests/cases/lang/wrong/. A case is
 *
 *     == what is wrong
 *     -- block            (statements alone; `md`: a whole document)
 *     the text
 *     -- says
 *     the diagnostics, as printed
 */
#include "base/buf.h"
#include "cm.h"
#include "entente/lang.h"
#include "lang/parse_document.h"

#include <stdio.h>
#include <string.h>

static unsigned cases_run;

/* The lines up to one that begins with `mark`; `*rest` is moved behind them. */
static ent_str take_until(ent_str *rest, const char *mark)
{
    const char *start = rest->ptr, *end = rest->ptr + rest->len, *p = start;
    size_t length = strlen(mark);
    while (p < end && ((size_t)(end - p) < length || memcmp(p, mark, length) != 0)) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
    *rest = (ent_str){p, (size_t)(end - p)};
    return (ent_str){start, (size_t)(p - start)};
}

static ent_str take_line(ent_str *rest)
{
    const char *newline = memchr(rest->ptr, '\n', rest->len);
    assert_non_null(newline);
    ent_str line = {rest->ptr, (size_t)(newline - rest->ptr)};
    rest->len -= line.len + 1, rest->ptr = newline + 1;
    return line;
}

static void run(ent_str name, bool block, ent_str text, ent_str expected)
{
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_buf out;
    ent_buf_init(&out, 1 << 20);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    ent_status st = block ? ent_doc_parse_block("text", text, diags, &doc, NULL)
                          : ent_doc_parse("text", text, diags, &doc, NULL);
    assert_int_equal(st, ENT_OK);
    assert_int_equal(ent_doc_check(doc, NULL, diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&out), false, NULL), ENT_OK);
    if (!ent_str_eq(ent_buf_str(&out), expected))
        fail_msg(ENT_STR_FMT ":\n--- expected\n" ENT_STR_FMT "--- found\n%s", ENT_STR_ARG(name),
                 ENT_STR_ARG(expected), out.ptr ? out.ptr : "");
    cases_run++;
    ent_buf_done(&out);
    ent_doc_free(doc);
    ent_diags_free(diags);
}

static void run_file(const char *name)
{
    char path[512];
    ent_buf bytes;
    snprintf(path, sizeof path, ENT_SOURCE_DIR "/tests/cases/lang/wrong/%s.txt", name);
    assert_int_equal(ent_file_read(path, 1 << 20, &bytes, NULL), ENT_OK);
    ent_str rest = ent_buf_str(&bytes);
    while (rest.len) {
        ent_str title = take_line(&rest);
        bool block = ent_str_is(take_line(&rest), "-- block");
        ent_str text = take_until(&rest, "-- says\n");
        take_line(&rest);
        run(title, block, text, take_until(&rest, "== "));
    }
    ent_buf_done(&bytes);
}

static void test_wrong__shape(void **state)
{
    (void)state, run_file("shape");
}
static void test_wrong__figures(void **state)
{
    (void)state, run_file("figures");
}
static void test_wrong__dates(void **state)
{
    (void)state, run_file("dates");
}
static void test_wrong__names(void **state)
{
    (void)state, run_file("names");
}
static void test_wrong__circles(void **state)
{
    (void)state, run_file("circles");
}
static void test_wrong__fit(void **state)
{
    (void)state, run_file("fit");
}

static void test_wrong__scenarios(void **state)
{
    (void)state, run_file("scenarios");
}

static void test_wrong__no_case_was_passed_over(void **state)
{
    (void)state;
    assert_true(cases_run >= 85);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong__shape),     cmocka_unit_test(test_wrong__figures),
        cmocka_unit_test(test_wrong__dates),     cmocka_unit_test(test_wrong__names),
        cmocka_unit_test(test_wrong__circles),   cmocka_unit_test(test_wrong__fit),
        cmocka_unit_test(test_wrong__scenarios), cmocka_unit_test(test_wrong__no_case_was_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
