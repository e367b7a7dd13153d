/* Texts with changed figures: what is replaced, what stays byte for byte, what is refused. */
#include "lang_read.h"

static const char text[] =
    "## Article 5\n\nProse of 500 km stays.\n\n"
    "```entente\n"
    "party RUS\n"
    "party members of NATO\n"
    "parameter width is length\n"
    "parameter band is length = 25 km\n"
    "group camp is members of NATO on 1997-05-27\n"
    "clause 5 prohibits deployment of missile\n"
    "  by    any party P in camp\n"
    "  when  range is 500 to 5500 km\n"
    "  where position within width of border of RUS and position within band of border of RUS\n"
    "  from  2 months after 2021-12-17\n"
    "clause 4.1 limits number of deployment\n"
    "  at most baseline 1997-05-27\n"
    "```\n";

static ent_str str(const char *s)
{
    return ent_str_of(s);
}

static ent_status edit(const char *source, const ent_change *changes, size_t count, ent_buf *out,
                       ent_error *err)
{
    lang_read r = lang_read_markdown(source);
    ent_buf_init(out, 1 << 20);
    ent_status st = ent_doc_edit(r.doc, changes, count, ent_buf_sink(out), err);
    lang_read_done(&r);
    return st;
}

/* Exactly one place differs: `was` has become `is`. */
static void becomes(const char *label, const char *value, const char *was, const char *is)
{
    ent_buf out;
    ent_error err = {0};
    ent_change change = {str(label), str(value)};
    if (edit(text, &change, 1, &out, &err) != ENT_OK) fail_msg("%s: %s", label, err.message);
    const char *at = strstr(text, was);
    assert_non_null(at);
    size_t before = (size_t)(at - text), n = strlen(is);
    assert_true(out.len > before + n);
    assert_memory_equal(out.ptr, text, before);
    assert_memory_equal(out.ptr + before, is, n);
    assert_string_equal(out.ptr + before + n, at + strlen(was));
    ent_buf_done(&out);
}

static void test_edit__replaces_one_figure(void **state)
{
    (void)state;
    becomes("5.range.lo", "480", "500 to 5500 km", "480 to 5500 km");
    becomes("5.range.lo", "480km", "500 to 5500 km", "480 km to 5500 km");
    becomes("5.range.hi", "6000", "5500 km\n", "6000 km\n");
    becomes("band", "30 nmi", "25 km\n", "30 nmi\n");
    becomes("band", "2/3", "25 km\n", "2/3 km\n");
}

static void test_edit__an_interval_by_its_name(void **state)
{
    (void)state;
    becomes("5.range", "480..5500km", "500 to 5500 km", "480 km to 5500 km");
    becomes("5.range", "480..", "500 to 5500 km", "480 to 5500 km");
    becomes("5.range", "..6000", "5500 km\n", "6000 km\n");
}

/* "500 to 5500 km": a high end in another unit must not change what the low end measures. */
static void test_edit__a_borrowed_unit_is_kept(void **state)
{
    (void)state;
    becomes("5.range.hi", "3000 nmi", "500 to 5500 km", "500 km to 3000 nmi");
}

static void test_edit__dates_and_open_parameters(void **state)
{
    (void)state;
    becomes("4.1.baseline", "2014-03-01", "1997-05-27\n```", "2014-03-01\n```");
    becomes("camp.members", "1999-03-12", "1997-05-27\nclause", "1999-03-12\nclause");
    becomes("5.from", "3 months", "2 months", "3 months");
    becomes("5.from.date", "2022-01-01", "2021-12-17", "2022-01-01");
    becomes("width", "10km", "width is length\n", "width is length = 10 km\n");
}

static void test_edit__parties(void **state)
{
    (void)state;
    becomes("", "+UKR", "party RUS", "party UKR\nparty RUS");
    ent_buf out;
    ent_change change = {str(""), str("-POL")};
    assert_int_equal(edit(text, &change, 1, &out, NULL), ENT_OK);
    assert_non_null(strstr(out.ptr, "party RUS other than POL\nparty members of NATO other than POL\n"));
    ent_buf_done(&out);
}

static void test_edit__no_change_no_difference(void **state)
{
    (void)state;
    ent_buf out;
    assert_int_equal(edit(text, NULL, 0, &out, NULL), ENT_OK);
    assert_string_equal(out.ptr, text);
    ent_buf_done(&out);
}

static void refused(const char *label, const char *value, ent_status status, const char *words)
{
    ent_buf out;
    ent_error err = {0};
    ent_change change = {str(label), str(value)};
    assert_int_equal(edit(text, &change, 1, &out, &err), status);
    if (!strstr(err.message, words)) fail_msg("%s", err.message);
    ent_buf_done(&out);
}

static void test_edit__what_is_refused(void **state)
{
    (void)state;
    refused("5.rnge.lo", "480", ENT_E_NOT_FOUND, "did you mean \"5.range.lo\"?");
    refused("zzz", "480", ENT_E_NOT_FOUND, "no figure has the label \"zzz\"");
    refused("zzz", "1..2", ENT_E_NOT_FOUND, "no figure has the label \"zzz\"");
    refused("band", "1 km\nparty UKR", ENT_E_USAGE, "one figure or date in one line");
    refused("band", "1 km # no", ENT_E_USAGE, "one figure or date in one line");
    refused("band", "", ENT_E_USAGE, "one figure or date in one line");
    refused("", "UKR", ENT_E_USAGE, "write +UKR or -POL");
    refused("", "+", ENT_E_USAGE, "write +UKR or -POL");
    refused("", "+U`", ENT_E_USAGE, "write +UKR or -POL");
}

static void test_edit__one_figure_once(void **state)
{
    (void)state;
    ent_buf out;
    ent_error err = {0};
    ent_change twice[] = {{str("band"), str("1 km")}, {str("band"), str("2 km")}};
    assert_int_equal(edit(text, twice, 2, &out, &err), ENT_E_USAGE);
    assert_non_null(strstr(err.message, "twice"));
    ent_buf_done(&out);
}

static void test_edit__what_a_case_assumes(void **state)
{
    (void)state;
    static const char assumed[] =
        "# Case\n\n```entente\ncase \"c\"\n  day 2022-01-11\n\nassume width = 10 km\n"
        "assume about within 10 percent\nassume in force from 2021-12-17 for every party\n```\n";
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_buf out;
    ent_change changes[] = {
        {str("width"), str("25km")}, {str("about"), str("5")}, {str("in-force"), str("2022-01-01")}};
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_doc_parse("case.md", str(assumed), diags, &doc, NULL), ENT_OK);
    assert_true(ent_doc_has_label(doc, str("width")));
    assert_false(ent_doc_has_label(doc, str("band")));
    ent_buf_init(&out, 1 << 16);
    assert_int_equal(ent_doc_edit(doc, changes, 3, ent_buf_sink(&out), NULL), ENT_OK);
    assert_non_null(strstr(out.ptr, "assume width = 25 km\nassume about within 5 percent\n"
                                    "assume in force from 2022-01-01 for every party\n"));
    ent_buf_done(&out);
    ent_doc_free(doc);
    ent_diags_free(diags);
}

static void test_edit__figures_can_be_listed(void **state)
{
    (void)state;
    lang_read r = lang_read_markdown(text);
    static const char *const labels[] = {"5.range.lo",   "5.range.hi", "5.from",      "5.from.date",
                                         "4.1.baseline", "band",       "camp.members"};
    assert_int_equal(ent_doc_figure_count(r.doc), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(ent_doc_figure_at(r.doc, i)->label, labels[i]);
        assert_ptr_equal(ent_doc_figure_find(r.doc, str(labels[i])), ent_doc_figure_at(r.doc, i));
    }
    lang_read_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit__replaces_one_figure),
        cmocka_unit_test(test_edit__an_interval_by_its_name),
        cmocka_unit_test(test_edit__a_borrowed_unit_is_kept),
        cmocka_unit_test(test_edit__dates_and_open_parameters),
        cmocka_unit_test(test_edit__parties),
        cmocka_unit_test(test_edit__no_change_no_difference),
        cmocka_unit_test(test_edit__what_is_refused),
        cmocka_unit_test(test_edit__one_figure_once),
        cmocka_unit_test(test_edit__what_a_case_assumes),
        cmocka_unit_test(test_edit__figures_can_be_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
