/* Names against a world outside the text, and a case against its agreement: what is unknown is said with the
 * nearest that is known. */
#include "lang_read.h"

static ent_ref find(void *context, ent_str name, const char **out_suggestion)
{
    (void)context;
    if (ent_str_is(name, "RUS") || ent_str_is(name, "UKR")) return ENT_REF_COUNTRY;
    if (ent_str_is(name, "NATO")) return ENT_REF_GROUP;
    if (name.len && name.ptr[0] == 'N') *out_suggestion = "NATO";
    return ENT_REF_NONE;
}

static bool has_geometry(void *context, ent_node_kind kind, ent_str name, const char **out_suggestion)
{
    (void)context;
    if (kind == ENT_N_AREA && ent_str_is(name, "Black Sea")) return true;
    if (kind == ENT_N_AREA) *out_suggestion = "Black Sea";
    return kind == ENT_N_SITE && ent_str_is(name, "Base");
}

static const ent_names names = {find, has_geometry, NULL};

/* Everything that is said about a text, printed. */
static void says(const char *text, const char *expected)
{
    lang_read r = lang_read_text(ent_str_of(text), true, &names);
    ent_buf out;
    ent_buf_init(&out, 1 << 16);
    assert_int_equal(ent_diags_write(r.diags, ent_buf_sink(&out), false, NULL), ENT_OK);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    ent_buf_done(&out);
    lang_read_done(&r);
}

static void test_names__known_ones_pass(void **state)
{
    (void)state;
    says("actor \"formations\"\ngroup g is members of NATO, RUS\nclause 1 prohibits exercise\n  by any party "
         "in g other than UKR\n"
         "  where position in area \"Black Sea\"\n  where position within 5 km of place Base\n  unless actor "
         "is \"formations\"\n",
         "");
}

static void test_names__unknown_actor(void **state)
{
    (void)state;
    says("clause 1 prohibits exercise\n  by RSU, NTAO\n",
         "t:2:6: error: no actor or group is called \"RSU\" [actor-unknown]\n"
         "    2 |   by RSU, NTAO\n      |      ^^^\n"
         "detail: An actor is a country by its three-letter code, a group, or declared with \"actor\".\n"
         "hint: Declare it with \"actor\" or \"group\".\n"
         "t:2:11: error: no actor or group is called \"NTAO\" [actor-unknown]\n"
         "    2 |   by RSU, NTAO\n      |           ^^^^\n"
         "detail: An actor is a country by its three-letter code, a group, or declared with \"actor\".\n"
         "hint: Did you mean \"NATO\"?\n");
}

static void test_names__unknown_group(void **state)
{
    (void)state;
    says("clause 1 prohibits exercise\n  by members of NTAO\n  when actor in RUS\n",
         "t:2:6: error: no group is called \"NTAO\" [group-unknown]\n"
         "    2 |   by members of NTAO\n      |      ^^^^^^^^^^^^^^^\n"
         "hint: Did you mean \"NATO\"?\n");
    says("clause 1 prohibits exercise\n  by members of RUS\n",
         "t:2:6: error: \"RUS\" has no members: it is not a group [group-unknown]\n"
         "    2 |   by members of RUS\n      |      ^^^^^^^^^^^^^^\n"
         "hint: Declare it with \"group\".\n");
}

static void test_names__unknown_places(void **state)
{
    (void)state;
    says("line l is line k for RUS\nclause 1 prohibits exercise\n  where position in area Baltic\n"
         "  where position within 5 km of line l\n  where position nearer than 5 km to place Bse\n",
         "t:1:11: error: no line is called \"k\" [place-unknown]\n"
         "    1 | line l is line k for RUS\n      |           ^^^^^^\n"
         "detail: Areas, lines and places are drawn in the text or in the files of the case.\n"
         "hint: Did you mean \"l\"?\n"
         "t:3:21: error: no area is called \"Baltic\" [place-unknown]\n"
         "    3 |   where position in area Baltic\n      |                     ^^^^^^^^^^^\n"
         "detail: Areas, lines and places are drawn in the text or in the files of the case.\n"
         "hint: Did you mean \"Black Sea\"?\n"
         "t:5:38: error: no place is called \"Bse\" [place-unknown]\n"
         "    5 |   where position nearer than 5 km to place Bse\n      |                                    "
         "  ^^^^^^^^^\n"
         "detail: Areas, lines and places are drawn in the text or in the files of the case.\n");
}

/* ---- a case ----------------------------------------------------------------------------------------- */

static const char agreement_text[] =
    "group camp is members of NATO, RUS\nparameter width is length\n"
    "clause 7.2 prohibits exercise\n  by camp\n  when \"in good faith\"\n"
    "  where position within width of border of RUS\nreading wide of 7.2\n  when tanks at least 5\n";

static void case_says(const char *text, const char *expected)
{
    lang_read agreement = lang_read_text(ent_str_of(agreement_text), true, &names);
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_buf out;
    ent_buf_init(&out, 1 << 16);
    assert_int_equal(ent_diags_count(agreement.diags), 0);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_doc_parse_block("case", ent_str_of(text), diags, &doc, NULL), ENT_OK);
    assert_int_equal(ent_doc_check_case(doc, agreement.doc, &names, diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&out), false, NULL), ENT_OK);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    ent_buf_done(&out);
    ent_doc_free(doc);
    ent_diags_free(diags);
    lang_read_done(&agreement);
}

static void test_case__what_is_there_may_be_assumed(void **state)
{
    (void)state;
    case_says("assume width = 25 km\nassume \"in good faith\" holds\nassume reading wide of 7.2\n"
              "assume in force from 2021-12-17 for camp\nassume about within 5 percent\n",
              "");
}

static void test_case__what_is_not_there(void **state)
{
    (void)state;
    case_says("assume widht = 25 km\n",
              "case:1:8: error: the agreement has no parameter \"widht\" [assume-parameter]\n"
              "    1 | assume widht = 25 km\n      |        ^^^^^\n"
              "detail: A case gives values to parameters that the agreement declares.\n"
              "hint: Did you mean \"width\"?\n");
    case_says("assume \"in bad faith\" holds\n",
              "case:1:8: error: the agreement leaves no words \"in bad faith\" open [assume-words]\n"
              "    1 | assume \"in bad faith\" holds\n      |        ^^^^^^^^^^^^^^\n"
              "hint: Did you mean \"in good faith\"?\n");
    case_says("assume reading narrow of 7.2\n",
              "case:1:16: error: clause 7.2 has no reading \"narrow\" [assume-reading]\n"
              "    1 | assume reading narrow of 7.2\n      |                ^^^^^^\n"
              "hint: One of its readings is \"wide\".\n");
    case_says("assume reading wide of 7.1\n",
              "case:1:16: error: clause 7.1 has no readings, and so not \"wide\" [assume-reading]\n"
              "    1 | assume reading wide of 7.1\n      |                ^^^^\n");
}

static void test_case__what_is_assumed_has_its_unit(void **state)
{
    (void)state;
    case_says("assume width = 25\n", "case:1:16: error: width is a length and has no unit [unit-missing]\n"
                                     "    1 | assume width = 25\n      |                ^^\n"
                                     "detail: The units of a length are m, km, nmi, mm, cm, ft, inches, yd, mi.\n"
                                     "hint: Write \"25 km\" if that is the unit that is meant.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names__known_ones_pass),
        cmocka_unit_test(test_names__unknown_actor),
        cmocka_unit_test(test_names__unknown_group),
        cmocka_unit_test(test_names__unknown_places),
        cmocka_unit_test(test_case__what_is_there_may_be_assumed),
        cmocka_unit_test(test_case__what_is_not_there),
        cmocka_unit_test(test_case__what_is_assumed_has_its_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
