/* The ground a clause closes, on the square world: which clauses close any, to whom, and why not. */
#include "stage.h"
#include "with_square.h"

#include <math.h>

static ent_judge_opts opts_of(int year)
{
    ent_time day = {0};
    assert_true(ent_time_from_civil((ent_civil){year, 6, 15, 0, 0, 0}, &day));
    return (ent_judge_opts){.as_of = day, .as_known = ENT_TIME_MAX};
}

/* One agreement for all of them: reach, lines, a ceiling, a duty, a clause without a place. */
static void set_up(stage *s)
{
    stage_init(s);
    ent_buf_adds(
        &s->agreement,
        "party members of Pact\nparty DDD\nin force from 2020-01-01 for every party\nparameter width is "
        "length\n"
        "clause 1 prohibits deployment of missile\n  by any party P\n  when range is 100 km to 500 km\n"
        "  where territory of any party T other than P is within range of position\n"
        "clause 2 limits number of deployment\n  by any party P\n  at most 5\n"
        "clause 3 requires notification\n  by any party P\n  for exercise E by P\n"
        "clause 4 prohibits exercise\n  by any party P\n  where position within width of line Front\n"
        "clause 5 prohibits exercise\n  by AAA\n"
        "clause 6 prohibits exercise\n  by any party P\n  where position in territory of BBB\n  unless 7\n"
        "exception 7\n  when there is consent by the host\n"
        "clause 8 limits number of deployment\n  by all parties together\n  where position in area north\n  "
        "at most 5\n"
        "clause 10 requires notification\n  by any party P\n  for exercise E by P\n  where position of E in "
        "territory of BBB\n  when E.personnel above 9000\n"
        "attribute personnel is count\n"
        "area north is position in territory of AAA and position south of 1 N or position in territory of "
        "BBB\n"
        "reading \"wide\" of 6 \"near it too\"\n  where position within 100 km of territory of BBB\n");
    const char *const items[][3] = {
        {"Arrow", "300", "missile"}, {"Bolt", "200|700", "missile"}, {"Cart", "300", "vehicle"}};
    for (size_t i = 0; i < 3; i++) {
        size_t row = stage_row(s, &s->items);
        stage_set(s, &s->items, row, "name", items[i][0]);
        stage_set(s, &s->items, row, "source", "test");
        stage_set(s, &s->items, row, "range_km", items[i][1]);
        stage_set(s, &s->items, row, "kind", items[i][2]);
    }
    const ent_lonlat front[] = {{10, -5}, {10, 5}};
    const uint32_t two[] = {0, 2};
    const ent_shape line = {.name = "Front",
                            .party = "",
                            .source = "test",
                            .is_line = true,
                            .points = front,
                            .starts = two,
                            .ring_count = 1};
    assert_int_equal(ent_shapes_add(s->shapes, &line, &s->err), ENT_OK);
    stage_load(s, atlas);
}

static ent_closed *ask(stage *s, int year, ent_closed_query query)
{
    ent_world world = stage_world(s, atlas);
    ent_judge_opts opts = opts_of(year);
    ent_closed *closed = NULL;
    if (ent_closed_find(&world, &opts, &query, &closed, &s->err) != ENT_OK) fail_msg("%s", s->err.message);
    return closed;
}

static ent_status ask_in_vain(stage *s, ent_closed_query query)
{
    ent_world world = stage_world(s, atlas);
    ent_judge_opts opts = opts_of(2021);
    ent_closed *closed = NULL;
    ent_status st = ent_closed_find(&world, &opts, &query, &closed, &s->err);
    assert_null(closed);
    return st;
}

static double value_at(const ent_field *field, double lon, double lat)
{
    ent_bounds_m d;
    ent_error err;
    assert_int_equal(ent_field_at(field, (ent_lonlat){lon, lat}, 0.01, &d, &err), ENT_OK);
    return d.lo_m == d.hi_m ? d.lo_m : (d.lo_m + d.hi_m) / 2;
}

static bool says(ent_texts texts, const char *word)
{
    for (size_t i = 0; i < texts.count; i++)
        if (strstr(texts.at[i], word)) return true;
    return false;
}

/* ---- what is closed ---------------------------------------------------------------------------------- */

static void test_verdict_closed__reach_is_measured_to_the_other_parties(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed = ask(&s, 2021, (ent_closed_query){.clause = "1", .item = "Arrow", .actor = "AAA"});
    const ent_closed_view *v = ent_closed_of(closed);
    assert_false(v->differ);
    assert_true(v->has_place);
    assert_string_equal(v->what, "positions at which deployment of Arrow by AAA would breach 1");
    /* BBB's border lies at 10 degrees: 300 km west of it the ground ends */
    assert_true(fabs(value_at(v->certain, 5, 0) - (5 * SQUARE_KM_PER_DEGREE - 300) * 1000) < 1);
    assert_true(value_at(v->certain, 8, 0) < 0);
    assert_true(says(v->because, "range"));
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__an_interval_parts_certain_from_possible(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed =
        ask(&s, 2021,
            (ent_closed_query){
                .clause = "1", .item = "Arrow", .actor = "AAA", .range_lo_m = 300e3, .range_hi_m = 450e3});
    const ent_closed_view *v = ent_closed_of(closed);
    assert_true(v->differ);
    assert_true(v->reasons & 1u << ENT_REASON_VALUE_COARSE);
    assert_true(fabs(value_at(v->certain, 5, 0) - value_at(v->possible, 5, 0) - 150e3) < 1);
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__rival_figures_each_count(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed = ask(&s, 2021, (ent_closed_query){.clause = "1", .item = "Bolt", .actor = "AAA"});
    const ent_closed_view *v = ent_closed_of(closed);
    assert_true(v->certain_empty); /* of 700 km it would not be spoken of */
    assert_false(v->possible_empty);
    assert_true(v->reasons & 1u << ENT_REASON_SOURCES_CONFLICT);
    assert_true(fabs(value_at(v->possible, 5, 0) - (5 * SQUARE_KM_PER_DEGREE - 200) * 1000) < 1);
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__without_an_actor_it_is_whoever(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed = ask(&s, 2021, (ent_closed_query){.clause = "1", .item = "Arrow"});
    const ent_closed_view *v = ent_closed_of(closed);
    assert_true(value_at(v->possible, 5, 0) < 0);  /* in AAA: BBB's arrows reach it */
    assert_true(value_at(v->possible, -4, 0) > 0); /* and nobody's stands that far out */
    assert_string_equal(v->what,
                        "positions at which deployment of Arrow by someone it speaks of would breach 1");
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__what_fails_elsewhere_closes_nothing(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed =
        ask(&s, 2021,
            (ent_closed_query){
                .clause = "1", .item = "Arrow", .actor = "AAA", .range_lo_m = 600e3, .range_hi_m = 700e3});
    assert_true(ent_closed_of(closed)->possible_empty && !ent_closed_of(closed)->differ);
    assert_true(says(ent_closed_of(closed)->because, "600"));
    ent_closed_free(closed);
    closed = ask(&s, 2021, (ent_closed_query){.clause = "1", .item = "Cart", .actor = "AAA"});
    assert_true(ent_closed_of(closed)->possible_empty);
    assert_true(says(ent_closed_of(closed)->because, "does not speak of Cart"));
    ent_closed_free(closed);
    closed = ask(&s, 2019, (ent_closed_query){.clause = "1", .item = "Arrow", .actor = "AAA"});
    assert_true(ent_closed_of(closed)->possible_empty);
    assert_true(says(ent_closed_of(closed)->because, "not in force"));
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__an_unset_parameter_may_be_anything(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed = ask(&s, 2021, (ent_closed_query){.clause = "4", .actor = "AAA"});
    const ent_closed_view *v = ent_closed_of(closed);
    assert_true(v->differ && v->certain_empty && !v->possible_empty);
    assert_true(v->reasons & 1u << ENT_REASON_PARAMETER_UNSET);
    assert_true(says(v->settle, "width"));
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__no_condition_on_place_is_everywhere(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed = ask(&s, 2021, (ent_closed_query){.clause = "5", .actor = "AAA"});
    assert_false(ent_closed_of(closed)->has_place);
    assert_true(value_at(ent_closed_of(closed)->certain, 120, -40) < 0);
    ent_closed_free(closed);
    closed = ask(&s, 2021, (ent_closed_query){.clause = "5", .actor = "BBB"});
    assert_true(ent_closed_of(closed)->possible_empty);
    assert_true(says(ent_closed_of(closed)->because, "BBB"));
    ent_closed_free(closed);
    stage_done(&s);
}

static void test_verdict_closed__readings_are_their_own(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *base = ask(&s, 2021, (ent_closed_query){.clause = "6", .actor = "AAA"});
    ent_closed *wide = ask(&s, 2021, (ent_closed_query){.clause = "6", .actor = "AAA", .reading = "wide"});
    double apart =
        value_at(ent_closed_of(base)->possible, 9.5, 0) - value_at(ent_closed_of(wide)->possible, 9.5, 0);
    assert_true(fabs(apart - 100e3) < 1);
    assert_false(ent_closed_of(base)->differ); /* a consent that nobody shows lifts nothing */
    ent_closed_free(base);
    ent_closed_free(wide);
    stage_done(&s);
}

/* ---- what a clause speaks of ------------------------------------------------------------------------- */

static void test_verdict_closed__ceilings_and_duties_speak_of_ground(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    ent_closed *closed =
        ask(&s, 2010, (ent_closed_query){.clause = "8", .scope = true}); /* not in force yet */
    const ent_closed_view *v = ent_closed_of(closed);
    assert_true(v->has_place);
    assert_false(v->differ);
    assert_string_equal(v->what, "the ground that 8 speaks of");
    assert_true(value_at(v->certain, 5, 0) < 0 &&
                value_at(v->certain, 15, 1.5) < 0); /* of AAA the south alone */
    assert_true(value_at(v->certain, 5, 1.5) > 0 && value_at(v->certain, 25, 0) > 0);
    ent_closed_free(closed);
    closed = ask(&s, 2021, (ent_closed_query){.clause = "10", .scope = true});
    v = ent_closed_of(closed);
    assert_false(v->differ); /* how many take part is not asked */
    assert_true(value_at(v->certain, 12, 0) < 0 && value_at(v->certain, 5, 0) > 0);
    ent_closed_free(closed);
    closed = ask(&s, 2021, (ent_closed_query){.clause = "2", .scope = true});
    assert_false(ent_closed_of(closed)->has_place);
    ent_closed_free(closed);
    stage_done(&s);
}

/* ---- what is refused --------------------------------------------------------------------------------- */

static void test_verdict_closed__ceilings_and_duties_close_no_ground(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "2"}), ENT_E_DOMAIN);
    assert_string_equal(s.err.message, "clause 2 sets a ceiling: it closes no ground to an act by itself");
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "3"}), ENT_E_DOMAIN);
    assert_string_equal(s.err.message,
                        "clause 3 asks for something: it closes no ground to an act by itself");
    stage_done(&s);
}

static void test_verdict_closed__unknown_names_are_refused(void **state)
{
    (void)state;
    stage s;
    set_up(&s);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = NULL}), ENT_E_DOMAIN);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "9"}), ENT_E_NOT_FOUND);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "1", .reading = "odd"}), ENT_E_NOT_FOUND);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "1", .item = "Spear"}), ENT_E_NOT_FOUND);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "1", .actor = "Nobody"}), ENT_E_NOT_FOUND);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "1", .range_lo_m = 5, .range_hi_m = 3}),
                     ENT_E_DOMAIN);
    assert_int_equal(ask_in_vain(&s, (ent_closed_query){.clause = "1", .range_lo_m = -5, .range_hi_m = 3}),
                     ENT_E_DOMAIN);
    stage_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_closed__reach_is_measured_to_the_other_parties),
        cmocka_unit_test(test_verdict_closed__an_interval_parts_certain_from_possible),
        cmocka_unit_test(test_verdict_closed__rival_figures_each_count),
        cmocka_unit_test(test_verdict_closed__without_an_actor_it_is_whoever),
        cmocka_unit_test(test_verdict_closed__what_fails_elsewhere_closes_nothing),
        cmocka_unit_test(test_verdict_closed__an_unset_parameter_may_be_anything),
        cmocka_unit_test(test_verdict_closed__no_condition_on_place_is_everywhere),
        cmocka_unit_test(test_verdict_closed__readings_are_their_own),
        cmocka_unit_test(test_verdict_closed__ceilings_and_duties_speak_of_ground),
        cmocka_unit_test(test_verdict_closed__ceilings_and_duties_close_no_ground),
        cmocka_unit_test(test_verdict_closed__unknown_names_are_refused),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
