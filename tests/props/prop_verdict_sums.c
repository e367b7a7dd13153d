/* Sums of plain records (src/verdict/plain.c) are those that the forest of totals and parts gives
 * (src/verdict/sum.c). The forest is used as soon as one record is not plain, though no clause speaks of it:
 * so each case is judged with and without such a record, and every finding must be the same. */
#include "with_random.h"

static const char *make_text(random_case *c)
{
    const char *window =
        RANDOM_PICK(c, "", "  over any 90 days\n", "  over any 2 months\n", "  over any 36 hours\n",
                    "  in each calendar year\n", "  in any 3 calendar years\n", "  at any moment\n");
    const char *sum = RANDOM_PICK(c, "number of deployment", "number of deployment of missile",
                                  "count of deployment", "number of deployment, exercise");
    const char *by = RANDOM_PICK(c, "any party P", "any state P", "all parties together", "AAA or BBB P");
    const char *per = strncmp(by, "all", 3) != 0 && !random_below(c, 3) ? "  per P\n" : "";
    const char *from = random_below(c, 2) ? "  from 2020-07-15\n" : "";
    return random_format(c,
                         "party members of Pact\nin force from 2020-01-01 for every party\nclause 1 limits "
                         "%s\n  by %s\n%s%s%s  %s %d\n",
                         sum, by, per, from, window, RANDOM_PICK(c, "at most", "less than", "at least"),
                         1 + random_below(c, 60));
}

static const char *make_day(random_case *c, int year)
{
    const char *day =
        random_format(c, "%d-%02d-%02d", year, 1 + random_below(c, 12), 1 + random_below(c, 28));
    return random_below(c, 5) ? day : random_format(c, "%sT%02d:30Z", day, random_below(c, 24));
}

static void make_record(random_case *c, stage *a, stage *b, int index)
{
    int year = 2019 + random_below(c, 3);
    const char *cells[][2] = {
        {"id", random_format(c, "r%03d", index)},
        {"kind", RANDOM_PICK(c, "deployment", "deployment", "deployment", "exercise")},
        {"actor", RANDOM_PICK(c, "AAA", "AAA", "BBB", "CCC")},
        {"item", RANDOM_PICK(c, "Arrow", "Bolt", "")},
        {"quantity", random_format(c, "%d", random_below(c, 30))},
        {"unit", RANDOM_PICK(c, "missile", "missile", "men")},
        {"from", make_day(c, year)},
        {"to", random_below(c, 3) ? make_day(c, year + 1) : ""},
        {"source", "test"},
    };
    size_t i = stage_row(a, &a->records), k = stage_row(b, &b->records);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++) {
        stage_set(a, &a->records, i, cells[n][0], cells[n][1]);
        stage_set(b, &b->records, k, cells[n][0], cells[n][1]);
    }
}

static void add_record(stage *s, const char *id, const char *kind, const char *actor, const char *quantity)
{
    const char *cells[][2] = {
        {"id", id},          {"kind", kind},         {"actor", actor},  {"quantity", quantity},
        {"unit", "missile"}, {"from", "2020-09-01"}, {"source", "test"}};
    size_t i = stage_row(s, &s->records);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
        stage_set(s, &s->records, i, cells[n][0], cells[n][1]);
}

static const char *tell(random_case *c, const ent_judgement *j)
{
    ent_buf out;
    ent_buf_init(&out, 1u << 24);
    stage_say(j, &out);
    const char *text = ent_arena_copy(c->arena, ent_buf_str(&out));
    ent_buf_done(&out);
    return text;
}

static void test_verdict_sums__plain_records_sum_as_the_forest_does(void **state)
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(60); round < n; round++) {
        random_case c = {.seed = seed, .arena = ent_arena_new()};
        stage plain, forest;
        const char *text = make_text(&c);
        stage_init(&plain), stage_init(&forest);
        ent_buf_adds(&plain.agreement, text), ent_buf_adds(&forest.agreement, text);
        for (int i = random_below(&c, 60); i >= 0; i--) make_record(&c, &plain, &forest, i);
        if (random_below(&c, 2))
            add_record(&plain, "list", "complete", "", ""), add_record(&forest, "list", "complete", "", "");
        add_record(&plain, "odd", "deployment", "nobody", "1");
        add_record(&forest, "odd", "deployment", "nobody", "1|2"); /* not plain */
        const char *x = tell(&c, stage_judge(&plain, atlas, random_opts())),
                   *y = tell(&c, stage_judge(&forest, atlas, random_opts()));
        if (strcmp(x, y) != 0) {
            (void)fprintf(stderr, "%s\nplain:\n%s\nforest:\n%s", text, x, y);
            fail_msg("the sums differ");
        }
        stage_done(&plain), stage_done(&forest);
        ent_arena_free(c.arena);
    }
}

/* ---- what a finding says is true of every day of its period: docs/truth.md [T61] [T62] ------------------
 */

#define DAY_MAX 1200
#define AT_MOST 60

typedef struct stay {
    int from, until, figure;
} stay;

static const char *say_day(random_case *c, int day)
{
    ent_civil at = ent_time_to_civil((ent_time){(int64_t)(17600 + day) * ENT_DAY_SECONDS});
    return random_format(c, "%04d-%02d-%02d", (int)at.year, (int)at.month, (int)at.day);
}

static void stay_over(random_case *c, stage *s, int index, stay *out)
{
    int from = random_below(c, DAY_MAX - 400), length = 1 + random_below(c, random_below(c, 3) ? 30 : 300);
    *out = (stay){from, from + length, random_below(c, 40)};
    const char *cells[][2] = {{"id", random_format(c, "r%03d", index)},
                              {"kind", "deployment"},
                              {"actor", "AAA"},
                              {"quantity", random_format(c, "%d", out->figure)},
                              {"unit", "men"},
                              {"from", say_day(c, from)},
                              {"to", say_day(c, from + length - 1)},
                              {"source", "test"}};
    size_t row = stage_row(s, &s->records);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
        stage_set(s, &s->records, row, cells[n][0], cells[n][1]);
}

static size_t stand_on(const stay *stays, size_t count, int day, int *out_sum)
{
    size_t n = 0;
    *out_sum = 0;
    for (size_t i = 0; i < count; i++)
        if (stays[i].from <= day && day < stays[i].until) *out_sum += stays[i].figure, n++;
    return n;
}

static void holds_on(const ent_finding *f, const stay *stays, size_t count, int day)
{
    int sum;
    size_t n = stand_on(stays, count, day, &sum);
    bool joined = strstr(f->because.at[0], "the sum changes") != NULL;
    double past = sum - AT_MOST;
    if (joined ? f->margins[0].lo > past || f->margins[0].hi < past : f->margins[0].lo != past)
        fail_msg("day %d: %g past the ceiling, but the finding says %g", day, past, f->margins[0].lo);
    if (!joined && f->record_count != n) fail_msg("day %d: %zu records of %zu", day, f->record_count, n);
    assert_int_equal(f->verdict == ENT_BREACH, past > 0);
}

static void test_verdict_sums__what_a_finding_says_holds_on_every_day(void **state)
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(20); round < n; round++) {
        random_case c = {.seed = seed, .arena = ent_arena_new()};
        stage s;
        stay stays[400];
        int told[DAY_MAX] = {0};
        size_t count = (size_t)(1 + random_below(&c, round % 2 ? 40 : 400));
        stage_init(&s);
        ent_buf_printf(&s.agreement,
                       "party AAA\nin force from 2010-01-01 for every party\nclause 1 limits number of "
                       "deployment\n  by any party P\n  at most %d\n",
                       AT_MOST);
        for (size_t i = 0; i < count; i++) stay_over(&c, &s, (int)i, &stays[i]);
        if (random_below(&c, 2)) add_record(&s, "list", "complete", "", "");
        const ent_judgement *j = stage_judge(&s, atlas, random_opts());
        for (size_t i = 0; i < ent_finding_count(j); i++) {
            const ent_finding *f = ent_finding_at(j, i);
            int from = (int)(f->period.from.seconds / ENT_DAY_SECONDS) - 17600,
                until = (int)(f->period.until.seconds / ENT_DAY_SECONDS) - 17600;
            for (int day = from; day < until; day++) holds_on(f, stays, count, day), told[day]++;
        }
        for (int day = 0, sum; day < DAY_MAX; day++)
            assert_int_equal(told[day], stand_on(stays, count, day, &sum) > 0);
        assert_true(ent_finding_count(j) <= 256 + 2 * count);
        stage_done(&s);
        ent_arena_free(c.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_sums__what_a_finding_says_holds_on_every_day),
        cmocka_unit_test(test_verdict_sums__plain_records_sum_as_the_forest_does)};
    return cmocka_run_group_tests(tests, open_seeded, close_atlas);
}
