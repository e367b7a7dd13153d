/* The manual of the language: every rule of it is quoted by a test. */
#include "lang_read.h"

#include <stdio.h>

static void read_file(const char *name, ent_buf *out)
{
    char path[512];
    snprintf(path, sizeof path, ENT_SOURCE_DIR "/%s", name);
    assert_int_equal(ent_file_read(path, 1 << 22, out, NULL), ENT_OK);
}

static void test_manual__every_rule_is_quoted_by_a_test(void **state)
{
    (void)state;
    ent_buf manual, rules, forms, limits, scenes; /* who is meant shows in verdicts alone */
    read_file("docs/language.md", &manual);
    read_file("tests/unit/test_lang_rules.c", &rules);
    read_file("tests/unit/test_lang_forms.c", &forms);
    read_file("tests/unit/test_lang_limits.c", &limits);
    read_file("tests/cases/who.case", &scenes);
    unsigned count = 0;
    for (const char *p = strstr(manual.ptr, "- [L"); p; p = strstr(p + 1, "- [L"), count++) {
        char quoted[32], in_scenes[32];
        const int size = (int)strcspn(p + 2, "]") + 1;
        snprintf(quoted, sizeof quoted, "/* %.*s */", size, p + 2);
        snprintf(in_scenes, sizeof in_scenes, "\n# %.*s\n", size, p + 2);
        if (!strstr(rules.ptr, quoted) && !strstr(forms.ptr, quoted) && !strstr(limits.ptr, quoted) &&
            !strstr(scenes.ptr, in_scenes))
            fail_msg("no test quotes %s", quoted);
    }
    assert_true(count >= 57);
    ent_buf_done(&manual);
    ent_buf_done(&rules);
    ent_buf_done(&forms);
    ent_buf_done(&limits);
    ent_buf_done(&scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_manual__every_rule_is_quoted_by_a_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
