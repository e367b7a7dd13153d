/* Breakpoints held against brute force: on both sides of each, and on a fine grid between them. */
#include "trial.h"

#include <math.h>
#include <stdio.h>

static ent_atlas *atlas;
static stage s;
static ent_world world;
static const ent_judge_opts opts_2021 = {.as_known = {INT64_MAX / 4}};

static int open_world(void **state)
{
    (void)state;
    return trial_open(&s, &atlas, &world);
}

static int close_world(void **state)
{
    (void)state;
    stage_done(&s);
    ent_atlas_close(atlas);
    return 0;
}

/* Every finding's subject and state at one value, as a text. */
static void verdicts_at(const char *label, const char *unit, double v, ent_time day, ent_buf *out)
{
    char value[64];
    ent_error err = {0};
    ent_variant *variant = NULL;
    ent_judgement *j = NULL;
    const ent_world *w = &world;
    if (label) {
        (void)snprintf(value, sizeof value, "%.9f %s", v, unit);
        ent_change change = {ent_str_of(label), ent_str_trim(ent_str_of(value))};
        if (ent_variant_new(&world, (ent_changes){&change, 1}, s.diags, &variant, &err) != ENT_OK)
            fail_msg("%s", err.message);
        assert_int_equal(ent_diags_error_count(s.diags), 0);
        w = ent_variant_world(variant);
    }
    ent_judge_opts opts = opts_2021;
    opts.as_of = day;
    assert_int_equal(ent_judge(w, &opts, &j, &err), ENT_OK);
    ent_buf_init(out, 1 << 20);
    for (size_t i = 0; i < ent_finding_count(j); i++) {
        const ent_finding *f = ent_finding_at(j, i);
        ent_buf_printf(out, "%s/%s/%s/", f->clause->id, f->party, f->record_count ? f->records[0]->id : "");
        ent_buf_printf(out, "%s%s;", ent_verdict_name(f->verdict), f->none_shown ? " none" : "");
    }
    ent_judgement_free(j);
    ent_variant_free(variant);
}

static bool same_at(const char *label, const char *unit, double a, double b, ent_time day)
{
    ent_buf x, y;
    verdicts_at(label, unit, a, label ? day : (ent_time){(int64_t)a * ENT_DAY_SECONDS}, &x);
    verdicts_at(label, unit, b, label ? day : (ent_time){(int64_t)b * ENT_DAY_SECONDS}, &y);
    bool same = ent_str_eq(ent_buf_str(&x), ent_buf_str(&y));
    ent_buf_done(&x);
    ent_buf_done(&y);
    return same;
}

static ent_sweep *sweep(const char *label, double from, double to)
{
    ent_sweep *out = NULL;
    ent_error err = {0};
    ent_judge_opts opts = opts_2021;
    opts.as_of = trial_day(2021, 6, 1);
    ent_sweep_opts what = {.judge = opts,
                           .label = label,
                           .from = from,
                           .to = to,
                           .unit = label && strcmp(label, "width") == 0 ? "km" : NULL};
    if (!label) what.day_from = (ent_time){(int64_t)from}, what.day_to = (ent_time){(int64_t)to};
    if (ent_sweep_find(&world, &what, s.diags, &out, &err) != ENT_OK) fail_msg("%s", err.message);
    return out;
}

static bool crosses(const ent_sweep *w, double a, double b)
{
    for (size_t i = 0; i < ent_sweep_break_count(w); i++) {
        const ent_breakpoint *p = ent_sweep_break_at(w, i);
        if (p->hi >= a && p->lo <= b) return true;
    }
    return false;
}

/* On both sides of each breakpoint, and everywhere between them. */
static void hold(const char *label, const char *unit, double from, double to)
{
    ent_sweep *w = sweep(label, from, to);
    ent_time day = trial_day(2021, 6, 1);
    for (size_t i = 0; i < ent_sweep_break_count(w); i++) {
        const ent_breakpoint *p = ent_sweep_break_at(w, i);
        assert_true(p->flip_count > 0);
        double below = p->is_exact && !p->holds_below ? p->lo - 1e-5 : p->lo,
               above = p->is_exact && p->holds_below ? p->hi + 1e-5 : p->hi;
        if (same_at(label, unit, below, above, day)) fail_msg("%s: nothing flips at %.9g", label, p->lo);
    }
    const int grid = 150;
    for (int i = 0; i < grid; i++) {
        double a = from + (to - from) * i / grid, b = from + (to - from) * (i + 1) / grid;
        if (!crosses(w, a, b) && !same_at(label, unit, a, b, day))
            fail_msg("%s: a flip between %.9g and %.9g was missed", label, a, b);
    }
    ent_sweep_free(w);
}

static void test_sweep__against_brute_force(void **state)
{
    (void)state;
    hold("5.range.lo", "km", 100, 700);
    hold("5.range.hi", "km", 500, 3000);
    hold("6.within", "km", 1, 400);
    hold("7.ceiling", "", 290, 330);
    hold("width", "km", 1, 400);
    hold("8.1.personnel", "", 1000, 12000);
}

static void test_sweep__days_against_brute_force(void **state)
{
    (void)state;
    double from = (double)trial_day(2019, 12, 1).seconds, to = (double)trial_day(2021, 5, 1).seconds;
    ent_sweep *w = sweep(NULL, from, to);
    for (double d = from / ENT_DAY_SECONDS; d < to / ENT_DAY_SECONDS; d++) {
        bool breaks = false;
        for (size_t i = 0; i < ent_sweep_break_count(w); i++) breaks |= ent_sweep_break_at(w, i)->hi == d + 1;
        if (same_at(NULL, "", d, d + 1, (ent_time){0}) == breaks)
            fail_msg("day %.0f: %s", d + 1, breaks ? "nothing flips" : "missed");
    }
    ent_sweep_free(w);
}

static void test_sweep__values_are_exact_and_say_which_side(void **state)
{
    (void)state;
    ent_sweep *w = sweep("5.range.lo", 300, 700);
    assert_int_equal(ent_sweep_break_count(w), 3);
    static const double at[] = {480, 490, 500};
    for (size_t i = 0; i < 3; i++) {
        const ent_breakpoint *p = ent_sweep_break_at(w, i);
        assert_true(p->is_exact && p->lo == at[i] && p->hi == at[i]);
        assert_true(p->holds_below); /* the range is in the band as long as the limit is at most the range */
        assert_int_equal(p->flip_count, 1);
    }
    assert_string_equal(ent_sweep_break_at(w, 0)->flips[0].records, "d2");
    assert_string_equal(ent_sweep_break_at(w, 0)->flips[0].before, "breach");
    assert_string_equal(ent_sweep_break_at(w, 0)->flips[0].after, "unclear");
    assert_string_equal(ent_sweep_break_at(w, 1)->flips[0].records, "d1");
    assert_string_equal(ent_sweep_break_at(w, 2)->flips[0].after, "kept");
    ent_sweep_free(w);
    w = sweep("7.ceiling", 290, 330);
    assert_int_equal(ent_sweep_break_count(w), 2);
    assert_true(ent_sweep_break_at(w, 0)->lo == 310 && !ent_sweep_break_at(w, 0)->holds_below);
    assert_true(ent_sweep_break_at(w, 1)->lo == 320 && !ent_sweep_break_at(w, 1)->holds_below);
    ent_sweep_free(w);
}

static void test_sweep__the_curve_of_closed_ground(void **state)
{
    (void)state;
    ent_sweep *w = NULL;
    ent_error err = {0};
    ent_judge_opts opts = opts_2021;
    opts.as_of = trial_day(2021, 6, 1);
    ent_sweep_opts what = {.judge = opts, .label = "5.range.lo", .from = 400, .to = 600, .steps = 4};
    assert_int_equal(ent_sweep_find(&world, &what, s.diags, &w, &err), ENT_OK);
    assert_string_equal(ent_sweep_opts_of(w)->clause, "5");
    assert_string_equal(ent_sweep_opts_of(w)->item, "m480-500");
    for (size_t i = 0; i < ent_sweep_point_count(w); i++) {
        const ent_sweep_point *p = ent_sweep_point_at(w, i);
        assert_true(i == 0 || ent_sweep_point_at(w, i - 1)->value < p->value);
        assert_true((p->certain.lo_m2 > 0) == (p->value <= 480));
        assert_true((p->possible.lo_m2 > 0) == (p->value <= 500));
    }
    assert_int_equal(ent_sweep_point_count(w), 5 + 3 * 2 - 1); /* 500 is a step and a breakpoint */
    ent_sweep_free(w);
}

static void refused(const char *label, double from, double to, ent_status status)
{
    ent_sweep *w = NULL;
    ent_error err = {0};
    ent_judge_opts opts = opts_2021;
    opts.as_of = trial_day(2021, 6, 1);
    ent_sweep_opts what = {.judge = opts, .label = label, .from = from, .to = to};
    assert_int_equal(ent_sweep_find(&world, &what, s.diags, &w, &err), status);
    assert_null(w);
    assert_true(err.message[0] != '\0');
}

static void test_sweep__what_is_refused(void **state)
{
    (void)state;
    refused("5.rnge", 1, 2, ENT_E_NOT_FOUND);
    refused("5.range.lo", 2, 1, ENT_E_DOMAIN);
    refused("5.range.lo", 1, NAN, ENT_E_DOMAIN);
    refused("5.range.lo", 1, 9000, ENT_E_FORMAT); /* past the upper end: no interval */
}

static const ent_figure *figure_of(const ent_figures *figures, const char *label)
{
    for (size_t i = 0; i < ent_figures_count(figures); i++)
        if (strcmp(ent_figures_at(figures, i)->label, label) == 0) return ent_figures_at(figures, i);
    return NULL;
}

static ent_figures *figures_of(const char *clause)
{
    ent_figures *out = NULL;
    ent_error err = {0};
    const ent_clause *k = ent_doc_clause_find(world.agreement, ent_str_of(clause));
    assert_int_equal(ent_figures_find(&world, k, &out, &err), ENT_OK);
    return out;
}

/* A clause rests on what its exceptions and the parameters it names say. */
static void test_sweep__the_figures_of_a_clause(void **state)
{
    (void)state;
    ent_figures *figures = figures_of("8");
    assert_int_equal(ent_figures_count(figures), 2);
    const ent_figure *men = figure_of(figures, "8.1.personnel"), *width = figure_of(figures, "width");
    assert_true(men && men->value == 5000 && men->top == 10000 && men->whole);
    assert_true(width && isnan(width->value) && width->top == 250 && width->step == 1 && !width->whole);
    assert_string_equal(width->unit, "km");
    assert_null(ent_figures_at(figures, 2));
    ent_figures_free(figures);
    figures = figures_of("7");
    const ent_figure *ceiling = figure_of(figures, "7.ceiling");
    assert_true(ent_figures_count(figures) == 1 && ceiling && ceiling->whole && ceiling->step == 1);
    ent_figures_free(figures);
    ent_figures_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sweep__against_brute_force),
        cmocka_unit_test(test_sweep__days_against_brute_force),
        cmocka_unit_test(test_sweep__values_are_exact_and_say_which_side),
        cmocka_unit_test(test_sweep__the_curve_of_closed_ground),
        cmocka_unit_test(test_sweep__what_is_refused),
        cmocka_unit_test(test_sweep__the_figures_of_a_clause),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
