/* A sum asks only whether a disc belongs to it, and decides that by distances at its centre and rim where
 * they tell (src/verdict/where.c); an act is shown with its margin, for which the disc is descended. Both
 * must come to the same: what is breached as an act is counted, what is kept is not, what is unclear is
 * counted perhaps. */
#include "with_random.h"

#define POINTS 12
#define RECORDS 12

/* A line that turns as it likes, so that a disc is not always as far from it as its radius says. */
static void add_bend(random_case *c, stage *s)
{
    ent_lonlat points[POINTS];
    const uint32_t starts[] = {0, POINTS};
    for (int i = 0; i < POINTS; i++)
        points[i] =
            (ent_lonlat){8 + 0.4 * i + random_below(c, 100) / 100.0, random_below(c, 200) / 100.0 - 1};
    ent_shape bend = {.name = "Bend",
                      .party = "",
                      .source = "test",
                      .is_line = true,
                      .points = points,
                      .starts = starts,
                      .ring_count = 1};
    assert_int_equal(ent_shapes_add(s->shapes, &bend, &s->err), ENT_OK);
}

static const char *leaf(random_case *c)
{
    int km = 5 * (1 + random_below(c, 30));
    const char *what =
        RANDOM_PICK(c, "line Bend", "line Bend", "territory of BBB", "territory of AAA", "area Strip");
    switch (random_below(c, 6)) {
    case 0: return random_format(c, "position within %d km of %s", km, what);
    case 1: return random_format(c, "position beyond %d km from %s", km, what);
    case 2: return random_format(c, "position in territory of %s", RANDOM_PICK(c, "AAA", "BBB"));
    case 3: return random_format(c, "position in zone %d km wide along line Bend", km);
    case 4: return random_format(c, "position at least %d km from %s", km, what);
    default:
        return random_format(c, "position between %d km and %d km from %s", km, km + 10 + random_below(c, 80),
                             what);
    }
}

static const char *condition(random_case *c)
{
    switch (random_below(c, 5)) {
    case 0: return random_format(c, "any of (%s, %s)", leaf(c), leaf(c));
    case 1: return random_format(c, "all of (%s, %s)", leaf(c), leaf(c));
    case 2: return random_format(c, "not (%s)", leaf(c));
    default: return leaf(c);
    }
}

static void add_disc(random_case *c, stage *s, int index)
{
    double lon = 8.5 + random_below(c, 400) / 100.0, lat = random_below(c, 300) / 100.0 - 1.5;
    const char *cells[][2] = {{"id", random_format(c, "r%02d", index)},
                              {"kind", "deployment"},
                              {"actor", "CCC"},
                              {"lon", random_format(c, "%.2f", lon)},
                              {"lat", random_format(c, "%.2f", lat)},
                              {"radius_km", random_format(c, "%d", random_below(c, 60))},
                              {"territory", random_below(c, 4) ? ""
                                            : lon < 10         ? "AAA"
                                                               : "BBB"},
                              {"from", "2020-07-01"},
                              {"source", "test"}};
    size_t row = stage_row(s, &s->records);
    for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
        stage_set(s, &s->records, row, cells[n][0], cells[n][1]);
}

static const char *verdict_on(const ent_judgement *j, const char *clause, const char *record)
{
    for (size_t i = 0; i < ent_finding_count(j); i++) {
        const ent_finding *f = ent_finding_at(j, i);
        if (strcmp(f->clause->id, clause) == 0 && f->record_count == 1 &&
            strcmp(f->records[0]->id, record) == 0)
            return ent_verdict_name(f->verdict);
    }
    return "kept";
}

static void test_verdict_near__what_is_counted_is_what_would_breach(void **state)
{
    uint64_t *seed = *state;
    size_t breaches = 0, unclear = 0, kept = 0;
    for (size_t round = 0, n = random_rounds(40); round < n; round++) {
        random_case c = {.seed = seed, .arena = ent_arena_new()};
        stage s;
        const char *where = condition(&c);
        stage_init(&s);
        random_shape(&s, "Strip", false);
        add_bend(&c, &s);
        ent_buf_printf(&s.agreement,
                       "party members of Pact\nin force from 2020-01-01 for every party\n"
                       "clause 1 prohibits deployment\n  by any state P\n  where %s\n"
                       "clause 2 limits count of deployment\n  by any state P\n  where %s\n  each record\n"
                       "  at most 0\n",
                       where, where);
        for (int i = 0; i < RECORDS; i++) add_disc(&c, &s, i);
        const ent_judgement *j = stage_judge(&s, atlas, random_opts());
        for (int i = 0; i < RECORDS; i++) {
            const char *id = random_format(&c, "r%02d", i), *act = verdict_on(j, "1", id),
                       *sum = verdict_on(j, "2", id);
            breaches += strcmp(act, "breach") == 0, unclear += strcmp(act, "unclear") == 0;
            kept += strcmp(act, "kept") == 0;
            if (strcmp(act, sum) != 0) fail_msg("%s of %s: as an act %s, in a sum %s", where, id, act, sum);
        }
        stage_done(&s);
        ent_arena_free(c.arena);
    }
    assert_true(breaches > 0 && unclear > 0 && kept > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_near__what_is_counted_is_what_would_breach)};
    return cmocka_run_group_tests(tests, open_seeded, close_atlas);
}
