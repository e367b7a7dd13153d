/* Every count, depth and length that a text controls has an end, with a message. */
#include "base/limits.h"
#include "lang_read.h"

#define CLAUSE "clause 1 prohibits exercise\n"

static void repeat(ent_buf *out, const char *words, size_t times)
{
    for (size_t i = 0; i < times; i++) ent_buf_adds(out, words);
}

/* The code of the first error of `before`, `words` repeated, `after`. */
static void wrong_many(const char *before, const char *words, size_t times, const char *after,
                       const char *code)
{
    ent_buf text;
    ent_buf_init(&text, ENT_TEXT_BYTES_MAX);
    ent_buf_adds(&text, before);
    repeat(&text, words, times);
    ent_buf_adds(&text, after);
    lang_wrong(text.ptr, code);
    ent_buf_done(&text);
}

static void test_l57__nesting(void **state) /* [L57] */
{
    (void)state;
    wrong_many(CLAUSE "  when ", "(", 65, "tanks at least 5\n", "nesting");
    wrong_many(CLAUSE "  when ", "(", 1000000, "\n", "statement-length");
    wrong_many(CLAUSE "  when tanks at least ", "1 + ", 66, "1\n", "nesting");
    wrong_many(CLAUSE "  when tanks at least ", "if tanks at least 1 then 1 else ", 70, "1\n", "nesting");
    wrong_many(CLAUSE "  from ", "2 days before ", 70, "2022-01-01\n", "nesting");
    wrong_many(CLAUSE "  when ", "there is consent by RUS when ", 70, "tanks at least 1\n", "nesting");
    wrong_many("quantity q is ", "greatest of ", 70, "number of holding per actor\n", "nesting");
    wrong_many(CLAUSE "  when ", "not ", 30000, "tanks at least 1\n", "statement-length");
    lang_read r = lang_read_good(CLAUSE "  when not not not tanks at least 1\n");
    assert_int_equal(lang_when(&r)->kind, ENT_N_NOT);
    lang_read_done(&r);
}

static void test_l57__chains_of_references(void **state) /* [L57] */
{
    (void)state;
    ent_buf text;
    ent_buf_init(&text, ENT_TEXT_BYTES_MAX);
    for (int i = 0; i < 10000; i++) ent_buf_printf(&text, "define d%d is d%d\n", i, i + 1);
    ent_buf_adds(&text, "define d10000 is tanks at least 1\n" CLAUSE "  when d0\n");
    lang_wrong(text.ptr, "nesting");
    ent_buf_done(&text);
}

static void too_big(ent_str text, ent_status expected)
{
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_error err = {0};
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_doc_parse("t", text, diags, &doc, &err), expected);
    assert_null(doc);
    assert_true(err.message[0]);
    ent_diags_free(diags);
}

static void test_l57__bytes_and_clauses(void **state) /* [L57] */
{
    (void)state;
    ent_buf text;
    ent_buf_init(&text, ENT_TEXT_BYTES_MAX + 100);
    repeat(&text, "0123456789abcdef", ENT_AGREEMENT_BYTES_MAX / 16 + 1);
    too_big(ent_buf_str(&text), ENT_E_LIMIT);
    too_big((ent_str){text.ptr, ENT_LINE_BYTES_MAX + 1}, ENT_E_LIMIT);
    ent_buf_clear(&text);
    repeat(&text, ">", 1000000);
    too_big(ent_buf_str(&text), ENT_E_LIMIT);
    ent_buf_clear(&text);
    repeat(&text, "a [b](c) *d* | e\n", ENT_PARAGRAPH_BYTES_MAX / 16);
    too_big(ent_buf_str(&text), ENT_E_LIMIT);
    ent_buf_clear(&text);
    ent_buf_adds(&text, "| a | b |\n|---|---|\n");
    repeat(&text, "| 1 | 2 |\n", ENT_PARAGRAPH_BYTES_MAX / 5); /* a long table is none */
    lang_read r = lang_read_markdown(text.ptr);
    lang_read_done(&r);
    too_big(ENT_STR("a\0b"), ENT_E_FORMAT);
    too_big(ENT_STR("a\xff"), ENT_E_FORMAT);
    ent_buf_clear(&text);
    for (int i = 0; i <= ENT_CLAUSES_MAX; i++) ent_buf_printf(&text, "clause %d prohibits exercise\n", i);
    lang_wrong(text.ptr, "clause-count");
    ent_buf_clear(&text);
    for (int i = 0; i <= ENT_DECLARATIONS_MAX; i++) ent_buf_printf(&text, "kind k%d\n", i);
    lang_wrong(text.ptr, "declaration-count");
    ent_buf_clear(&text);
    repeat(&text, "# Article\n", ENT_HEADINGS_MAX);
    r = lang_read_markdown(text.ptr);
    assert_int_equal(r.d->article_count, ENT_HEADINGS_MAX);
    lang_read_done(&r);
    ent_buf_adds(&text, "Article\n===\n");
    too_big(ent_buf_str(&text), ENT_E_LIMIT);
    ent_buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_l57__nesting),
        cmocka_unit_test(test_l57__chains_of_references),
        cmocka_unit_test(test_l57__bytes_and_clauses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
