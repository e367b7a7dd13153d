/* A sweep of the days finds every flip: held against every day judged by itself, for random small cases with
 * duties, windows, periods of the calendar, dates in sets, and records reported late. */
#include "entente/compare.h"
#include "with_random.h"

#define FIRST_DAY 18262 /* 2020-01-01 */
#define DAYS 420

static const char *make_clause(random_case *c)
{
    int n = 1 + random_below(c, 80);
    switch (random_below(c, 4)) {
    case 0:
        return random_format(
            c,
            "clause 1 requires notification\n  for each exercise E by any party P\n  due %d %s "
            "%s start of E\n",
            n, RANDOM_PICK(c, "days", "weeks", "hours"), random_below(c, 2) ? "before" : "after");
    case 1:
        return random_format(
            c, "clause 1 limits count of exercise\n  by any party P\n  over any %d days\n  at most %d\n", n,
            random_below(c, 3));
    case 2:
        return random_format(c, "clause 1 limits count of exercise\n  by any party P\n  %s\n  at %s %d\n",
                             RANDOM_PICK(c, "in each calendar year", "in each calendar month",
                                         "in each calendar quarter", "in each calendar week"),
                             random_below(c, 2) ? "most" : "least", 1 + random_below(c, 2));
    default:
        return random_format(
            c,
            "clause 1 prohibits exercise\n  by any party P\n  from %s\n  until %d days after "
            "2020-03-01\n",
            RANDOM_PICK(c, "2020-02-10", "2020-01-20", "30 days after 2020-01-05"), n);
    }
}

static const char *say_day(random_case *c)
{
    ent_civil at =
        ent_time_to_civil((ent_time){(int64_t)(FIRST_DAY - 40 + random_below(c, DAYS)) * ENT_DAY_SECONDS});
    const char *day = random_format(c, "%04d-%02d-%02d", (int)at.year, (int)at.month, (int)at.day);
    if (!random_below(c, 6)) return random_format(c, "%04d-%02d", (int)at.year, (int)at.month);
    return random_below(c, 6) ? day : random_format(c, "%s~", day);
}

static const char *make_from(random_case *c)
{
    if (random_below(c, 4)) return say_day(c);
    const char *a = say_day(c);
    return random_format(c, "[%s,%s]", a, say_day(c));
}

static void make_record(random_case *c, stage *s, int index)
{
    const char *cells[][2] = {{"id", random_format(c, "r%d", index)},
                              {"kind", RANDOM_PICK(c, "exercise", "exercise", "notification", "complete")},
                              {"actor", RANDOM_PICK(c, "AAA", "AAA", "BBB")},
                              {"from", make_from(c)},
                              {"reported", random_below(c, 3) ? "" : say_day(c)},
                              {"source", "test"}};
    size_t row = stage_row(s, &s->records);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
        stage_set(s, &s->records, row, cells[n][0], cells[n][1]);
}

/* Is there a flip between this day and the next, by a sweep of these two days alone? It judges both. */
static bool flips_on(const ent_world *world, int64_t day, ent_diags *diags)
{
    ent_sweep *s = NULL;
    ent_error err = {0};
    ent_sweep_opts what = {
        .judge = random_opts(), .day_from = {day * ENT_DAY_SECONDS}, .day_to = {(day + 1) * ENT_DAY_SECONDS}};
    if (ent_sweep_find(world, &what, diags, &s, &err) != ENT_OK) fail_msg("%s", err.message);
    bool found = ent_sweep_break_count(s) > 0;
    ent_sweep_free(s);
    return found;
}

static void hold_against_every_day(const ent_world *world, ent_diags *diags, const char *text)
{
    ent_sweep *s = NULL;
    ent_error err = {0};
    ent_sweep_opts what = {.judge = random_opts(),
                           .day_from = {(int64_t)FIRST_DAY * ENT_DAY_SECONDS},
                           .day_to = {(int64_t)(FIRST_DAY + DAYS) * ENT_DAY_SECONDS}};
    if (ent_sweep_find(world, &what, diags, &s, &err) != ENT_OK) fail_msg("%s", err.message);
    size_t next = 0;
    for (int64_t day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
        const ent_breakpoint *b = ent_sweep_break_at(s, next);
        bool told = b && (int64_t)b->hi == day + 1;
        bool flips = flips_on(world, day, diags);
        if (told != flips) {
            (void)fprintf(stderr, "%s\nday %lld: %s by the sweep\n", text, (long long)(day + 1),
                          told ? "told" : "not told");
            fail_msg("the sweep missed or made up a flip");
        }
        next += told;
    }
    assert_int_equal(next, ent_sweep_break_count(s));
    ent_sweep_free(s);
}

static void test_compare_days__a_sweep_finds_every_flip(void **state)
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(10); round < n; round++) {
        random_case c = {.seed = seed, .arena = ent_arena_new()};
        stage s;
        stage_init(&s);
        const char *text = random_format(&c, "party AAA, BBB\nin force from 2019-06-01 for every party\n%s",
                                         make_clause(&c));
        ent_buf_adds(&s.agreement, text);
        for (int i = random_below(&c, 6); i >= 0; i--) make_record(&c, &s, i);
        (void)stage_judge(&s, atlas, random_opts());
        ent_world world = stage_world(&s, atlas);
        hold_against_every_day(&world, s.diags, text);
        stage_done(&s);
        ent_arena_free(c.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_compare_days__a_sweep_finds_every_flip)};
    return cmocka_run_group_tests(tests, open_seeded, close_atlas);
}
