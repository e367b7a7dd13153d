/* Groups with dated membership, and towns by any of their names. */
#include "atlas/fold.h"
#include "base/mem.h"
#include "cm.h"
#include "with_tiny.h"
#include <string.h>

/* ---- groups ------------------------------------------------------------------------------ */

static int sign_on(const ent_groups *groups, const char *group, const char *member, const char *day)
{
    ent_when when;
    size_t offset;
    assert_int_equal(ent_when_parse(ent_str_of(day), &when, &offset, NULL), ENT_OK);
    return ent_groups_is_member(groups, ent_str_of(group), ent_str_of(member), ent_when_hull(&when).from)
        .sign;
}

static void atlas_groups__a_day_begins_and_ends_membership(void **state)
{
    (void)state;
    const ent_groups *g = ent_atlas_groups(tiny);
    assert_int_equal(ent_groups_count(g), 2);
    assert_true(ent_groups_has(g, ENT_STR("pact")));
    assert_false(ent_groups_has(g, ENT_STR("Pac")));
    assert_int_equal(sign_on(g, "Pact", "AAA", "1999-03-11"), -1);
    assert_int_equal(sign_on(g, "Pact", "AAA", "1999-03-12"), +1);
    assert_int_equal(sign_on(g, "pact", "aaa", "2031-01-01"), +1);
    assert_int_equal(sign_on(g, "Pact", "CCC", "2031-01-01"), -1);
    assert_int_equal(sign_on(g, "Other", "AAA", "2031-01-01"), -1);
}

/* BBB came in "2004" and left in "2010-06": within those it cannot be told. */
static void atlas_groups__coarse_dates_are_unclear(void **state)
{
    (void)state;
    const ent_groups *g = ent_atlas_groups(tiny);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2003-12-31"), -1);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2004-01-01"), 0);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2004-12-30"), 0);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2004-12-31"),
                     +1); /* at the latest on the last day of the year */
    assert_int_equal(sign_on(g, "Pact", "BBB", "2010-05-31"), +1);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2010-06-15"), 0);
    assert_int_equal(sign_on(g, "Pact", "BBB", "2010-06-30"), -1);
    assert_string_equal(ent_groups_at(g, 1)->until_text, "2010-06");
}

static ent_status load_text(const char *text, ent_diags *diags, ent_groups **out)
{
    char path[128];
    tiny_path(path, sizeof path, "groups.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    (void)fclose(file);
    const ent_status st = ent_groups_load(path, diags, out, NULL);
    (void)unlink(path);
    return st;
}

static void atlas_groups__a_file_with_a_gap_in_membership(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_groups *g = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(load_text("member,group,from,until,source,remark\nUZB,CST,1994-04-20,1999-04-02,a,"
                               "x\nUZB,CST,2006-08-16,2012-12-19,b,\n",
                               diags, &g),
                     ENT_OK);
    assert_int_equal(ent_diags_count(diags), 0);
    assert_int_equal(sign_on(g, "CST", "UZB", "1998-01-01"), +1);
    assert_int_equal(sign_on(g, "CST", "UZB", "2003-01-01"), -1);
    assert_int_equal(sign_on(g, "CST", "UZB", "2010-01-01"), +1);
    assert_int_equal(ent_membership_holds(ent_groups_at(g, 0), ent_groups_at(g, 1)->from.spans[0].from).sign,
                     -1);
    ent_groups_free(g);
    ent_diags_free(diags);
}

static void atlas_groups__wrong_rows_are_shown_where_they_stand(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_groups *g = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(
        load_text(
            "group,member,from,until,source\nPact,AAA,1999-02-30,,a\nPact,,1999,,b\nPact,BBB,1999,soon,c\n",
            diags, &g),
        ENT_E_FORMAT);
    assert_null(g);
    assert_int_equal(ent_diags_count(diags), 3);
    assert_int_equal(ent_diags_at(diags, 0)->span.line, 2);
    assert_int_equal(ent_diags_at(diags, 0)->span.column, 10);
    assert_string_equal(ent_diags_at(diags, 1)->message, "a group and its member must be named");
    assert_int_equal(ent_diags_at(diags, 2)->span.column, 15);
    ent_diags_free(diags);
}

static void atlas_groups__columns_must_be_there(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_groups *g = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(load_text("group,country\nPact,AAA\n", diags, &g), ENT_E_FORMAT);
    assert_null(g);
    assert_int_equal(ent_diags_count(diags), 1);
    assert_string_equal(ent_diags_at(diags, 0)->message, "no column \"member\"");
    ent_diags_free(diags);
}

/* ---- names ------------------------------------------------------------------------------- */

static void folds_to(const char *name, const char *wanted)
{
    ent_buf out;
    ent_buf_init(&out, 256);
    ent_fold_name(ent_str_of(name), &out);
    assert_string_equal(out.ptr ? out.ptr : "", wanted);
    ent_buf_done(&out);
}

static void atlas_towns__names_are_folded(void **state)
{
    (void)state;
    folds_to("Łódź", "lodz");
    folds_to("Straße", "strasse");
    folds_to("Ærøskøbing", "aeroskobing");
    folds_to("Xi'an", "xian");
    folds_to("  Frankfurt   (Oder) ", "frankfurt oder");
    folds_to("Černjachóvsk", "cernjachovsk");
    folds_to("e\xCC\x81toile", "etoile"); /* a combining accent */
    folds_to("ЧЕРНЯХОВСК", "черняховск");
    folds_to("ЁЛКА", "ёлка");
    folds_to("ΑΘΗΝΑ", "αθηνα");
    folds_to("Thành phố Hồ Chí Minh", "thanh pho ho chi minh");
    folds_to("bad\xFFname", "badname");
    folds_to("東京", "東京");
    folds_to("-.-", "");
}

static size_t find(const char *name, ent_town *towns)
{
    return ent_atlas_towns_find(tiny, ent_str_of(name), towns, 4);
}

static void atlas_towns__any_name_finds_them(void **state)
{
    (void)state;
    ent_town towns[4];
    static const char *const names[] = {"Łódź", "lodz", "LODZ", "лодзь", "litzmannstadt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(find(names[i], towns), 1);
        assert_int_equal(towns[0].id, 1);
        assert_string_equal(towns[0].name, "Łódź");
        assert_string_equal(towns[0].code2, "AA");
        assert_true(towns[0].place.lon_deg == 5 && towns[0].population == 700000);
    }
    assert_int_equal(find("Nowhere", towns), 0);
    assert_int_equal(find("", towns), 0);
}

static void atlas_towns__the_most_populous_comes_first(void **state)
{
    (void)state;
    ent_town towns[4];
    assert_int_equal(find("Newtown", towns), 2);
    assert_int_equal(towns[0].id, 3);
    assert_int_equal(towns[1].id, 2);
    ent_town one;
    assert_int_equal(ent_atlas_towns_find(tiny, ENT_STR("Newtown"), &one, 1), 2); /* how many there are */
    assert_int_equal(one.id, 3);
}

static void atlas_towns__a_country_behind_a_comma(void **state)
{
    (void)state;
    ent_town towns[4];
    assert_int_equal(find("Newtown, BB", towns), 1);
    assert_int_equal(towns[0].id, 2);
    assert_int_equal(find("newtown,beta", towns), 1);
    assert_int_equal(towns[0].id, 2);
    assert_int_equal(find("Newtown, Atlantis", towns), 0);
    assert_int_equal(find("Newtown, Gamma", towns), 0);   /* a country without a two-letter code */
    assert_int_equal(find("Washington, D.C.", towns), 1); /* a name with a comma of its own */
    assert_int_equal(towns[0].id, 4);
}

static void atlas_towns__near_names_are_suggested(void **state)
{
    (void)state;
    assert_string_equal(ent_atlas_town_suggest(tiny, ENT_STR("Newtwon")), "Newtown");
    assert_string_equal(ent_atlas_town_suggest(tiny, ENT_STR("Lotz")), "Łódź");
    assert_null(ent_atlas_town_suggest(tiny, ENT_STR("Zzyzx")));
    assert_null(ent_atlas_town_suggest(tiny, ENT_STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(atlas_groups__a_day_begins_and_ends_membership),
        cmocka_unit_test(atlas_groups__coarse_dates_are_unclear),
        cmocka_unit_test(atlas_groups__a_file_with_a_gap_in_membership),
        cmocka_unit_test(atlas_groups__wrong_rows_are_shown_where_they_stand),
        cmocka_unit_test(atlas_groups__columns_must_be_there),
        cmocka_unit_test(atlas_towns__names_are_folded),
        cmocka_unit_test(atlas_towns__any_name_finds_them),
        cmocka_unit_test(atlas_towns__the_most_populous_comes_first),
        cmocka_unit_test(atlas_towns__a_country_behind_a_comma),
        cmocka_unit_test(atlas_towns__near_names_are_suggested),
    };
    return cmocka_run_group_tests_name("atlas_lookup", tests, open_tiny, close_tiny);
}
