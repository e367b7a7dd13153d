/* trial.h: a case on the square world for comparisons: missiles beside a border, tanks below a ceiling,
 * exercises near a coast. */
#ifndef ENT_TESTS_TRIAL_H
#define ENT_TESTS_TRIAL_H

#include "entente/compare.h"
#include "square_world.h"
#include "stage.h"

/* m490 is at 22 E, two degrees from BBB; what flies 480 to 500 km stands beside it; m200 is too short for any
 * limit. */
static const char trial_text[] =
    "party AAA, BBB, DDD\n"
    "parameter width is length\n"
    "clause 5 prohibits deployment of missile\n"
    "  by any party P\n"
    "  when range is 500 km to 5500 km\n"
    "  where territory of any party T other than P is within range of position\n"
    "clause 6 prohibits exercise\n"
    "  by any party P\n"
    "  where position outside territory of P and position within 100 km of territory of P\n"
    "clause 7 limits number of holding of tank\n"
    "  by any party P\n"
    "  per P, unit\n"
    "  at most 300\n"
    "clause 8 prohibits exercise\n"
    "  by any party P\n"
    "  where position within width of border of BBB with DDD\n"
    "  unless 8.1\n"
    "exception 8.1\n"
    "  when personnel at most 5000\n";

static inline void trial_add(stage *s, stage_table *t, const char *const *pairs)
{
    size_t row = stage_row(s, t);
    for (size_t i = 0; pairs[i]; i += 2) stage_set(s, t, row, pairs[i], pairs[i + 1]);
}
#define TRIAL_ROW(stage, table, ...)                                                                         \
    trial_add(stage, &(stage)->table, (const char *const[]){__VA_ARGS__, NULL})

static inline void trial_records(stage *s)
{
    TRIAL_ROW(s, items, "item", "m490", "kind", "missile", "range_km", "490");
    TRIAL_ROW(s, items, "item", "m480-500", "kind", "missile", "range_km", "480..500");
    TRIAL_ROW(s, items, "item", "m200", "kind", "missile", "range_km", "200");
    TRIAL_ROW(s, items, "item", "t1", "kind", "tank");
    TRIAL_ROW(s, records, "id", "d1", "kind", "deployment", "actor", "DDD", "item", "m490", "lon", "22",
              "lat", "0", "from", "2020-01-01", "territory", "DDD");
    TRIAL_ROW(s, records, "id", "d2", "kind", "deployment", "actor", "DDD", "item", "m480-500", "lon", "22",
              "lat", "0", "from", "2020-01-01");
    TRIAL_ROW(s, records, "id", "d3", "kind", "deployment", "actor", "DDD", "item", "m200", "lon", "29",
              "lat", "0", "from", "2020-01-01");
    TRIAL_ROW(s, records, "id", "h1", "kind", "holding", "actor", "AAA", "item", "t1", "quantity", "310..320",
              "unit", "tanks", "from", "2020-01-01");
}

static inline void trial_exercises(stage *s)
{
    TRIAL_ROW(s, records, "id", "e1", "kind", "exercise", "actor", "DDD", "lon", "21", "lat", "1",
              "radius_km", "5", "personnel", "4000..6000", "from", "2020-03-01", "to", "2020-03-20");
    TRIAL_ROW(s, records, "id", "e2", "kind", "exercise", "actor", "BBB", "lon", "18", "lat", "-2",
              "personnel", "9000", "from", "2020-07-01", "to", "2020-09-01");
    TRIAL_ROW(s, records, "id", "e3", "kind", "exercise", "actor", "BBB", "lon", "20.5", "lat", "3",
              "personnel", "3000", "from", "2021-02", "to", "2021-03");
}

static inline ent_time trial_day(int year, int month, int day)
{
    ent_time t = {0};
    assert_true(ent_time_from_civil((ent_civil){year, (uint8_t)month, (uint8_t)day, 0, 0, 0}, &t));
    return t;
}

static inline void trial_init(stage *s)
{
    stage_init(s);
    ent_buf_adds(&s->agreement, trial_text);
    ent_buf_adds(&s->assumes, "assume in force from 2000-01-01 for every party\n");
    trial_records(s);
}

/* The world of the trial with its exercises, for tests that share one: set up once, and taken down. */
static inline int trial_open(stage *s, ent_atlas **out_atlas, ent_world *out_world)
{
    *out_atlas = square_open();
    if (!*out_atlas) return -1;
    trial_init(s);
    trial_exercises(s);
    stage_load(s, *out_atlas);
    *out_world = stage_world(s, *out_atlas);
    return 0;
}

#endif
