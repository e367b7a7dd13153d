/* Receipts read back: what report writes has the hash it says; what differs is named; what is none is
 * refused. */
#include "base/buf.h"
#include "cm.h"
#include "entente/compare.h"

#include <string.h>

static const char one[] =
    "{\"version\":\"0.1.0\",\"files\":[{\"name\":\"case.md\",\"sha256\":\"aa\"},{\"name\":\"agreement.md\","
    "\"sha256\":\"bb\"}],"
    "\"map\":\"cc\",\"view\":\"un\",\"layer\":\"land\",\"edges\":\"planar\",\"as_of\":\"2030-04-30\",\"as_"
    "known\":null,"
    "\"assumptions\":[\"the text is taken to be in force\"],\"answer\":\"dd\",\"sha256\":"
    "\"a\"}";

static ent_receipts *read(const char *json)
{
    ent_receipts *out = NULL;
    ent_error err = {0};
    if (ent_receipts_parse(ent_str_of(json), &out, &err) != ENT_OK) fail_msg("%s", err.message);
    return out;
}

static void test_receipt__what_it_says(void **state)
{
    (void)state;
    ent_receipts *r = read(one);
    assert_int_equal(ent_receipts_count(r), 1);
    const ent_receipt *a = ent_receipts_at(r, 0);
    assert_string_equal(a->view, "un");
    assert_int_equal(a->file_count, 2);
    assert_string_equal(a->files[1].name, "agreement.md");
    assert_int_equal(a->as_known.seconds, ENT_TIME_MAX.seconds);
    assert_int_equal(a->assumptions.count, 1);
    char hash[65];
    assert_int_equal(ent_receipt_hash(a, hash, NULL), ENT_OK);
    assert_int_equal(strlen(hash), 64);
    ent_receipts_free(r);
}

static void test_receipt__several_and_inside_a_judgement(void **state)
{
    (void)state;
    char text[4096];
    (void)snprintf(text, sizeof text, "[{\"schema\":1,\"receipt\":%s},%s]", one, one);
    ent_receipts *r = read(text);
    assert_int_equal(ent_receipts_count(r), 2);
    assert_string_equal(ent_receipts_at(r, 0)->answer, "dd");
    ent_receipts_free(r);
}

static void test_receipt__each_difference_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *what, *name;
    } edits[] = {
        {"\"aa\"", "\"xx\"", "file", "case.md"},    {"\"cc\"", "\"xx\"", "map", ""},
        {"0.1.0", "0.2.0", "version", ""},          {"\"un\"", "\"de-facto\"", "view", ""},
        {"planar", "geodesic", "edges", ""},        {"2030-04-30", "2030-05-01", "as_of", ""},
        {"null", "\"2030-01-01\"", "as_known", ""}, {"\"dd\"", "\"xx\"", "answer", ""},
    };
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        ent_buf text;
        ent_buf_init(&text, 4096);
        const char *at = strstr(one, edits[i].from);
        ent_buf_add(&text, (ent_str){one, (size_t)(at - one)});
        ent_buf_printf(&text, "%s%s", edits[i].to, at + strlen(edits[i].from));
        ent_receipts *a = read(one), *b = read(text.ptr);
        ent_receipt_change change[4];
        assert_int_equal(ent_receipt_compare(ent_receipts_at(a, 0), ent_receipts_at(b, 0), change, 4), 1);
        assert_string_equal(change[0].what, edits[i].what);
        assert_string_equal(change[0].name, edits[i].name);
        char x[65], y[65];
        assert_int_equal(ent_receipt_hash(ent_receipts_at(a, 0), x, NULL), ENT_OK);
        assert_int_equal(ent_receipt_hash(ent_receipts_at(b, 0), y, NULL), ENT_OK);
        assert_string_not_equal(x, y);
        ent_receipts_free(a);
        ent_receipts_free(b);
        ent_buf_done(&text);
    }
}

static void test_receipt__what_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "x", "[]", "{}", "[1]", "{\"receipt\":{}}", "{\"version\":1}", "{\"version\":\"a\\u0000b\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_receipts *out = NULL;
        ent_error err = {0};
        assert_int_equal(ent_receipts_parse(ent_str_of(wrong[i]), &out, &err), ENT_E_FORMAT);
        assert_null(out);
        assert_true(err.message[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_receipt__what_it_says),
        cmocka_unit_test(test_receipt__several_and_inside_a_judgement),
        cmocka_unit_test(test_receipt__each_difference_is_named),
        cmocka_unit_test(test_receipt__what_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
