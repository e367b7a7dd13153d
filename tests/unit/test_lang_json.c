/* test_lang_json.c: agreements as canonical JSON and back: nothing is lost, what was understood is there, and
 * JSON that is no agreement is told where it is wrong. */
#include "base/buf.h"
#include "base/mem.h"
#include "cm.h"
#include "entente/lang.h"

#include <glob.h>
#include <jansson.h>
#include <string.h>

static ent_status convert(const char *text, ent_buf *out, ent_diags **out_diags)
{
    ent_error err;
    ent_buf_init(out, 64u << 20);
    assert_int_equal(ent_diags_new(out_diags, NULL), ENT_OK);
    return ent_doc_convert("text", ent_str_of(text), ent_buf_sink(out), *out_diags, &err);
}

static void converts(const char *text, ent_buf *out)
{
    ent_diags *diags = NULL;
    assert_int_equal(convert(text, out, &diags), ENT_OK);
    ent_diags_free(diags);
}

/* ---- there and back --------------------------------------------------------------------------------- */

static void comes_back(const char *path)
{
    ent_buf text, laid_out, json, back, again;
    ent_diags *diags = NULL;
    assert_int_equal(ent_file_read(path, 8u << 20, &text, NULL), ENT_OK);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    ent_buf_init(&laid_out, 64u << 20);
    assert_int_equal(ent_doc_format(path, ent_buf_str(&text), ent_buf_sink(&laid_out), diags, NULL), ENT_OK);
    converts(text.ptr, &json);
    converts(json.ptr, &back);
    assert_string_equal(back.ptr, laid_out.ptr);
    converts(back.ptr, &again);
    assert_string_equal(again.ptr, json.ptr);
    ent_diags_free(diags);
    ent_buf_done(&text), ent_buf_done(&laid_out), ent_buf_done(&json), ent_buf_done(&back),
        ent_buf_done(&again);
}

static void nothing_is_lost(void **state)
{
    (void)state;
    static const char *const where[] = {"agreements/*/agreement.md", "examples/*/agreement.md",
                                        "tests/fixtures/agreements/*.md"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof where / sizeof *where; i++) {
        glob_t found = {0};
        assert_int_equal(glob(where[i], 0, NULL, &found), 0);
        for (size_t k = 0; k < found.gl_pathc; k++) comes_back(found.gl_pathv[k]);
        count += found.gl_pathc;
        globfree(&found);
    }
    assert_true(count >= 22);
}

/* Other fences, comments, empty lines, a block that ends with the text. */
static void odd_blocks_come_back_in_one_form(void **state)
{
    (void)state;
    ent_buf json, back;
    converts("# A\n~~~~ entente\n# first\nparty RUS\n\n\n\nparty POL # who\n# "
             "last\n~~~~\nprose\n\n```entente\nparty LVA",
             &json);
    converts(json.ptr, &back);
    assert_string_equal(back.ptr, "# A\n```entente\n# first\nparty RUS\n\nparty POL  # who\n# "
                                  "last\n```\nprose\n\n```entente\nparty LVA\n```\n");
    ent_buf_done(&json), ent_buf_done(&back);
}

/* ---- what was understood ---------------------------------------------------------------------------- */

static void trees_say_what_was_understood(void **state)
{
    (void)state;
    ent_buf out;
    converts("```entente\nclause 5 \"Far\" prohibits deployment of missile\n  by any party P\n  when range "
             "is 500 km to 5500 km\n```\n",
             &out);
    json_t *root = json_loads(out.ptr, 0, NULL);
    assert_non_null(root);
    const json_t *block = json_array_get(json_object_get(root, "body"), 0),
                 *clause = json_object_get(json_array_get(json_object_get(block, "statements"), 0), "clause"),
                 *when = json_object_get(clause, "when");
    assert_string_equal(json_string_value(json_object_get(clause, "id")), "5");
    assert_string_equal(json_string_value(json_object_get(clause, "modality")), "prohibits");
    assert_string_equal(json_string_value(json_object_get(json_object_get(clause, "by"), "text")), "P");
    assert_string_equal(json_string_value(json_object_get(when, "is")),
                        "and"); /* of the lines that begin with it */
    const json_t *between = json_array_get(json_object_get(when, "kids"), 0),
                 *low = json_array_get(json_object_get(between, "kids"), 1);
    assert_string_equal(json_string_value(json_object_get(between, "is")), "between");
    assert_true(json_number_value(json_object_get(low, "number")) == 500000);
    assert_true(json_number_value(json_object_get(low, "written")) == 500);
    assert_string_equal(json_string_value(json_object_get(low, "unit")), "km");
    assert_string_equal(json_string_value(json_object_get(low, "label")), "5.range.lo");
    json_decref(root);
    ent_buf_done(&out);
}

/* As deep as a text may nest, so deep is its tree. */
static void deep_trees_are_written(void **state)
{
    (void)state;
    ent_buf text, out;
    ent_buf_init(&text, 1 << 16);
    ent_buf_adds(&text, "```entente\ndefine deep is ");
    for (int i = 0; i < 30; i++) ent_buf_adds(&text, "not (");
    ent_buf_adds(&text, "range at least 1 km");
    for (int i = 0; i < 30; i++) ent_buf_adds(&text, ")");
    ent_buf_adds(&text, "\n```\n");
    converts(text.ptr, &out);
    json_t *root = json_loads(out.ptr, 0, NULL);
    assert_non_null(root);
    json_decref(root);
    ent_buf_done(&text), ent_buf_done(&out);
}

/* ---- what is no agreement --------------------------------------------------------------------------- */

static void refused(const char *text, const char *message)
{
    ent_buf out;
    ent_diags *diags = NULL;
    assert_int_equal(convert(text, &out, &diags), ENT_E_FORMAT);
    assert_int_equal(out.len, 0);
    if (ent_diags_count(diags) == 0 || !strstr(ent_diags_at(diags, 0)->message, message))
        fail_msg("%s\n  said \"%s\"\n  not \"%s\"", text,
                 ent_diags_count(diags) ? ent_diags_at(diags, 0)->message : "", message);
    ent_diags_free(diags);
    ent_buf_done(&out);
}

static void wrong_json_is_refused(void **state)
{
    (void)state;
    refused("{", "this is not JSON");
    refused("{}", "an array \"body\"");
    refused("{\"schema\":2,\"body\":[]}", "an array \"body\"");
    refused("{\"schema\":1,\"body\":[7]}", "body[0]: neither");
    refused("{\"schema\":1,\"body\":[{\"markdown\":\"a\"},{\"markdown\":7}]}",
            "body[1]: a text is not a string");
    refused("{\"schema\":1,\"body\":[{\"statements\":7}]}", "not an array");
    refused("{\"schema\":1,\"body\":[{\"statements\":[7]}]}", "not an object");
    refused("{\"schema\":1,\"body\":[{\"statements\":[{\"id\":5}]}]}", "without text");
    refused("{\"schema\":1,\"body\":[{\"statements\":[{\"text\":\"party RUS\\n```\\nx\"}]}]}",
            "holds a fence");
    refused("{\"schema\":1,\"body\":[{\"statements\":[],\"after\":\"```\"}]}", "holds a fence");
    refused("{\"schema\":1,\"body\":[{\"statements\":[{\"text\":\"claus 5\"}]}]}",
            "no statement begins with");
    refused("# A\n```entente\nclaus 5\n```\n", "no statement begins with");
}

/* A program may leave out every line end and all that is understood. */
static void little_is_enough(void **state)
{
    (void)state;
    ent_buf out;
    converts("{\"schema\":1,\"body\":[{\"markdown\":\"# A\"},{\"statements\":[{\"text\":\"party "
             "RUS\",\"before\":\"# who\"},"
             "{\"text\":\"party POL\"}],\"after\":\"# end\"}]}",
             &out);
    assert_string_equal(out.ptr, "# A\n```entente\n# who\nparty RUS\nparty POL\n# end\n```\n");
    ent_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(odd_blocks_come_back_in_one_form),
        cmocka_unit_test(trees_say_what_was_understood),
        cmocka_unit_test(deep_trees_are_written),
        cmocka_unit_test(wrong_json_is_refused),
        cmocka_unit_test(little_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
