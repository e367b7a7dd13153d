/* What a changed figure, party or day changes for a case, on a world small enough to know by heart. */
#include "trial.h"
#include "with_square.h"

#include <math.h>

typedef struct trial {
    stage s;
    ent_world world;
    ent_variant *variant;
    ent_judgement *after;
    ent_redline *redline;
    ent_effect *effect;
} trial;

static ent_time day_of(int year)
{
    return trial_day(year, 6, 1);
}

static void load(trial *t)
{
    memset(t, 0, sizeof *t);
    trial_init(&t->s);
}

static void judge(trial *t, const char *label, const char *value, ent_time after_day)
{
    ent_judge_opts opts = {.as_of = day_of(2021), .as_known = ENT_TIME_MAX};
    ent_error err = {0};
    (void)stage_judge(&t->s, atlas, opts);
    t->world = stage_world(&t->s, atlas);
    const ent_world *world = &t->world;
    if (label) {
        ent_change change = {ent_str_of(label), ent_str_of(value)};
        if (ent_variant_new(world, (ent_changes){&change, 1}, t->s.diags, &t->variant, &err) != ENT_OK)
            fail_msg("%s", err.message);
        assert_int_equal(ent_diags_error_count(t->s.diags), 0);
        world = ent_variant_world(t->variant);
    }
    opts.as_of = after_day;
    assert_int_equal(ent_judge(world, &opts, &t->after, &err), ENT_OK);
    assert_int_equal(ent_redline_find(t->world.agreement, world->agreement, &t->redline, &err), ENT_OK);
    if (ent_effect_find(t->redline, (ent_judged_pair){t->s.judgement, t->after}, NULL, &t->effect, &err) !=
        ENT_OK)
        fail_msg("%s", err.message);
}

static void done(trial *t)
{
    ent_effect_free(t->effect);
    ent_redline_free(t->redline);
    ent_judgement_free(t->after);
    ent_variant_free(t->variant);
    stage_done(&t->s);
}

static const ent_verdict_change *change_of(const trial *t, const char *record)
{
    for (size_t i = 0; i < ent_effect_verdict_count(t->effect); i++) {
        const ent_verdict_change *c = ent_effect_verdict_at(t->effect, i);
        const ent_finding *f = c->after ? c->after : c->before;
        if (strcmp(f->records[0]->id, record) == 0) return c;
    }
    return NULL;
}

static const ent_ground_change *ground_of(const trial *t, const char *item, const char *territory)
{
    for (size_t i = 0; i < ent_effect_ground_count(t->effect); i++) {
        const ent_ground_change *g = ent_effect_ground_at(t->effect, i);
        if (strcmp(g->item, item) == 0 && strcmp(g->territory, territory) == 0) return g;
    }
    return NULL;
}

static void test_effect__no_change_no_effect(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, NULL, NULL, day_of(2021));
    assert_int_equal(ent_effect_verdict_count(t.effect), 0);
    assert_int_equal(ent_effect_coverage_count(t.effect), 0);
    assert_int_equal(ent_effect_ground_count(t.effect), 0);
    done(&t);
}

static void test_effect__a_lower_limit_flips_what_lies_between(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, "5.range.lo", "480", day_of(2021));
    const ent_verdict_change *d1 = change_of(&t, "d1"), *d2 = change_of(&t, "d2"), *d3 = change_of(&t, "d3");
    assert_non_null(d1);
    assert_non_null(d2);
    assert_true(d1->flips && d1->state_before == ENT_STATE_KEPT && d1->state_after == ENT_STATE_BREACH);
    assert_true(d2->flips && d2->state_before == ENT_STATE_UNCLEAR && d2->state_after == ENT_STATE_BREACH);
    assert_true(!d3 || !d3->flips);
    assert_int_equal(ent_effect_coverage_count(t.effect), 1); /* DDD: unclear -> breach */
    assert_int_equal(ent_effect_coverage_at(t.effect, 0)->after->state, ENT_STATE_BREACH);
    done(&t);
}

/* Within 490 km of BBB, on DDD's side of a border that is a meridian: 490 km by ten degrees of latitude,
 * 541,700 km2. */
static void test_effect__the_ground_that_is_closed(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, "5.range.lo", "480", day_of(2021));
    const ent_ground_change *all = ground_of(&t, "m490", ""), *own = ground_of(&t, "m490", "DDD");
    assert_non_null(all);
    assert_non_null(own);
    assert_true(all->certain && all->before.hi_m2 == 0 && all->opened.hi_m2 == 0);
    assert_true(all->closed.lo_m2 == all->after.lo_m2 && all->closed.hi_m2 == all->after.hi_m2);
    assert_true(own->closed.lo_m2 <= 541.9e9 && own->closed.hi_m2 >= 541.5e9);
    assert_true(own->closed.hi_m2 - own->closed.lo_m2 < 0.03 * own->closed.hi_m2);
    assert_false(own->is_whole || all->is_whole);
    const ent_ground_change *whole = ground_of(&t, "m490", "BBB"),
                            *sea = ground_of(&t, "m490", ENT_GROUND_NOBODYS);
    assert_true(whole && whole->is_whole && sea && !sea->is_whole);
    ent_area sum = {0, 0};
    for (size_t i = 0; i < ent_effect_ground_count(t.effect); i++) {
        const ent_ground_change *g = ent_effect_ground_at(t.effect, i);
        if (strcmp(g->item, "m490") != 0 || !*g->territory) continue;
        sum.lo_m2 += g->closed.lo_m2, sum.hi_m2 += g->closed.hi_m2;
        assert_true(g->closed.lo_m2 <= g->closed.hi_m2 && g->closed.lo_m2 >= 0);
    }
    assert_true(sum.lo_m2 <= all->closed.hi_m2 && all->closed.lo_m2 <= sum.hi_m2);
    assert_true(all->closed.lo_m2 > own->closed.hi_m2);
    done(&t);
}

static void test_effect__a_raised_ceiling(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, "7.ceiling", "315", day_of(2021));
    const ent_verdict_change *h1 = change_of(&t, "h1");
    assert_non_null(h1);
    assert_true(h1->flips && h1->state_before == ENT_STATE_BREACH && h1->state_after == ENT_STATE_UNCLEAR);
    assert_true(h1->after->margins[0].lo == -5);
    done(&t);
    load(&t);
    judge(&t, "7.ceiling", "305", day_of(2021));
    h1 = change_of(&t, "h1");
    assert_true(h1 && !h1->flips && h1->before->margins[0].lo == 10 && h1->after->margins[0].lo == 5);
    done(&t);
}

static void test_effect__parties_join_and_leave(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, "", "-DDD", day_of(2021));
    assert_int_equal(ent_effect_parties_lost(t.effect).count, 1);
    assert_string_equal(ent_effect_parties_lost(t.effect).at[0], "DDD");
    assert_int_equal(ent_effect_parties_won(t.effect).count, 0);
    const ent_verdict_change *d2 = change_of(&t, "d2");
    assert_true(d2 && d2->flips && d2->state_before == ENT_STATE_UNCLEAR && d2->after == NULL);
    done(&t);
    load(&t);
    judge(&t, "", "+CCC", day_of(2021));
    assert_int_equal(ent_effect_parties_won(t.effect).count, 1);
    assert_string_equal(ent_effect_parties_won(t.effect).at[0], "CCC");
    done(&t);
}

static void test_effect__another_day(void **state)
{
    (void)state;
    trial t;
    load(&t);
    judge(&t, NULL, NULL, day_of(2019)); /* nothing stands there yet */
    const ent_verdict_change *d2 = change_of(&t, "d2");
    assert_true(d2 && d2->flips && d2->after == NULL);
    assert_int_equal(ent_redline_change_count(t.redline), 0);
    done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effect__no_change_no_effect),
        cmocka_unit_test(test_effect__a_lower_limit_flips_what_lies_between),
        cmocka_unit_test(test_effect__the_ground_that_is_closed),
        cmocka_unit_test(test_effect__a_raised_ceiling),
        cmocka_unit_test(test_effect__parties_join_and_leave),
        cmocka_unit_test(test_effect__another_day),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
