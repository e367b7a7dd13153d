/* Sums of plain records (src/verdict/plain.c) are those that the forest of totals and parts gives
 * (src/verdict/sum.c). The forest is used as soon as one record is not plain, though no clause speaks of it:
 * so each case is judged with and without such a record, and every finding must be the same. */
#include "random_case.h"
#include "square_world.h"

static ent_atlas *atlas;

static int open_atlas(void **state)
{
    static uint64_t seed;
    seed = random_seed();
    *state = &seed;
    atlas = square_open();
    return atlas ? 0 : -1;
}

static int close_atlas(void **state)
{
    (void)state;
    ent_atlas_close(atlas);
    return 0;
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_sums__plain_records_sum_as_the_forest_does)};
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
