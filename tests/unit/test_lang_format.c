/* Layout: what changes, what must not, and that laying out twice is laying out once. */
#include "lang_read.h"

#include <glob.h>
#include <stdio.h>

static void format(ent_str text, ent_buf *out)
{
    ent_diags *diags = NULL;
    ent_buf_init(out, 1 << 22);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_doc_format("t", text, ent_buf_sink(out), diags, NULL), ENT_OK);
    ent_diags_free(diags);
}

static void becomes(const char *text, const char *expected)
{
    ent_buf once, twice;
    format(ent_str_of(text), &once);
    assert_string_equal(once.ptr, expected);
    format(ent_buf_str(&once), &twice);
    assert_string_equal(twice.ptr, expected);
    ent_buf_done(&once);
    ent_buf_done(&twice);
}

static void test_format__heads_lines_and_columns(void **state)
{
    (void)state;
    becomes("```entente\n  clause   1  prohibits exercise ,\n     activity\n     by any   party P\n     "
            "unless ( \"a\"or\"b\" )\n"
            "     at   any moment\n```\n",
            "```entente\nclause 1 prohibits exercise,\n    activity\n  by     any party P\n  unless "
            "(\"a\"or\"b\")\n"
            "  at any moment\n```\n");
    becomes("```entente\nclause 1 prohibits exercise\n  when tanks at least 5\n      or guns at least 5\n  "
            "by RUS\n```\n",
            "```entente\nclause 1 prohibits exercise\n  when tanks at least 5\n       or guns at least 5\n  "
            "by   RUS\n```\n");
    becomes("```entente\ngroup g is RUS,\n UKR,\n  BLR\n  source \"s\"\n```\n",
            "```entente\ngroup g is RUS,\n    UKR,\n    BLR\n  source \"s\"\n```\n");
}

static void test_format__glued_signs_stay_glued(void **state)
{
    (void)state;
    becomes("```entente\nclause 1 limits number of holding\n  at most 2/3 * \"t\".tanks + 5\n```\n\n",
            "```entente\nclause 1 limits number of holding\n  at most 2/3 * \"t\".tanks + 5\n```\n\n");
}

static void test_format__comments_and_empty_lines(void **state)
{
    (void)state;
    becomes("```entente\n\n\n#  first\nclause 1 prohibits exercise   # all \"of them\n\n\n      # why\n  by "
            "RUS\n# last\n\n```\n",
            "```entente\n#  first\nclause 1 prohibits exercise  # all \"of them\n\n  # why\n  by RUS\n# "
            "last\n```\n");
}

static void test_format__prose_tables_and_other_blocks_stay(void **state)
{
    (void)state;
    static const char text[] =
        "#   Title  \n\nA  b\t c  \n\n| a|b |\n|-|-|\n|1|  2|\n\n```c\nclause   1\n```\n\n- x\n\n\n\nend";
    becomes(text, text);
}

static void test_format__line_ends_and_indented_fences_stay(void **state)
{
    (void)state;
    becomes("a\r\n\r\n```entente\r\nclause  1 prohibits exercise\r\n```\r\n",
            "a\r\n\r\n```entente\r\nclause 1 prohibits exercise\r\n```\r\n");
    becomes("  ```entente\n  clause  1 prohibits exercise\n   by RUS\n  ```\n",
            "  ```entente\n  clause 1 prohibits exercise\n    by RUS\n  ```\n");
    becomes("```entente\nclause  1 prohibits exercise", "```entente\nclause 1 prohibits exercise\n");
}

static void test_format__a_text_with_errors_is_refused(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_buf out;
    ent_error err = {0};
    ent_buf_init(&out, 1 << 10);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    ent_str text = ENT_STR("```entente\nclase 1\n```\n");
    assert_int_equal(ent_doc_format("t", text, ent_buf_sink(&out), diags, &err), ENT_E_FORMAT);
    assert_int_equal(ent_diags_error_count(diags), 1);
    assert_int_equal(out.len, 0);
    ent_diags_free(diags);
    ent_buf_done(&out);
}

/* Everything a text is understood to say. */
static void meaning(ent_str text, ent_buf *out)
{
    lang_read r = lang_read_text(text, false, NULL);
    ent_buf_init(out, 1 << 22);
    for (size_t i = 0; i < r.d->clause_count; i++)
        assert_int_equal(ent_clause_explain(r.doc, &r.d->clauses[i], ent_buf_sink(out), NULL), ENT_OK);
    for (size_t i = 0; i < r.d->decl_count; i++)
        assert_int_equal(ent_decl_explain(&r.d->decls[i], ent_buf_sink(out), NULL), ENT_OK);
    for (size_t i = 0; i < r.d->reading_count; i++)
        assert_int_equal(ent_reading_explain(r.doc, &r.d->readings[i], ent_buf_sink(out), NULL), ENT_OK);
    lang_read_done(&r);
}

static void means_the_same(const char *path)
{
    ent_buf text, once, twice, before, after;
    assert_int_equal(ent_file_read(path, 8 << 20, &text, NULL), ENT_OK);
    format(ent_buf_str(&text), &once);
    format(ent_buf_str(&once), &twice);
    assert_string_equal(once.ptr, twice.ptr);
    meaning(ent_buf_str(&text), &before);
    meaning(ent_buf_str(&once), &after);
    assert_string_equal(before.ptr, after.ptr);
    ent_buf *const all[] = {&text, &once, &twice, &before, &after};
    for (size_t k = 0; k < 5; k++) ent_buf_done(all[k]);
}

/* Every agreement of the library and every fixture. */
static void test_format__agreements_mean_the_same(void **state)
{
    (void)state;
    glob_t found = {0};
    assert_int_equal(glob(ENT_SOURCE_DIR "/agreements/*/agreement.md", 0, NULL, &found), 0);
    assert_int_equal(glob(ENT_SOURCE_DIR "/tests/fixtures/agreements/*.md", GLOB_APPEND, NULL, &found), 0);
    assert_true(found.gl_pathc >= 20);
    for (size_t i = 0; i < found.gl_pathc; i++) means_the_same(found.gl_pathv[i]);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format__heads_lines_and_columns),
        cmocka_unit_test(test_format__glued_signs_stay_glued),
        cmocka_unit_test(test_format__comments_and_empty_lines),
        cmocka_unit_test(test_format__prose_tables_and_other_blocks_stay),
        cmocka_unit_test(test_format__line_ends_and_indented_fences_stay),
        cmocka_unit_test(test_format__a_text_with_errors_is_refused),
        cmocka_unit_test(test_format__agreements_mean_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
