/* random_case.h: random agreements and records on the square world (square_world.h), for the laws of
 * verdicts. Every cell of a record comes twice: as some source says it, and as a better source would, who
 * knows more and contradicts nothing. The same seed makes the same case. */
#ifndef ENT_TESTS_RANDOM_CASE_H
#define ENT_TESTS_RANDOM_CASE_H

#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define RANDOM_ROWS_MAX 8
#define RANDOM_CELLS_MAX 24

typedef struct random_cell {
    const char *column, *wide, *narrow;
} random_cell;

typedef struct random_row {
    random_cell cells[RANDOM_CELLS_MAX];
    size_t count;
    int lon; /* where it is, in tenths of a degree */
} random_row;

typedef struct random_case {
    uint64_t *seed;
    ent_arena *arena;
    const char *agreement;
    random_row records[RANDOM_ROWS_MAX], items[2];
    size_t record_count;
} random_case;

/* ENT_SEED, or always the same: a run that fails can be repeated, and one that passes does so again. */
static inline uint64_t random_seed(void)
{
    const char *given = getenv("ENT_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : UINT64_C(20211217);
    print_message("seed %llu (set ENT_SEED to repeat)\n", (unsigned long long)seed);
    return seed;
}

/* ENT_ROUNDS, or as many as a short run takes. */
static inline size_t random_rounds(size_t usual)
{
    const char *given = getenv("ENT_ROUNDS");
    return given ? (size_t)strtoull(given, NULL, 10) : usual;
}

/* 0 .. n - 1 */
static inline int random_below(random_case *c, int n)
{
    *c->seed = *c->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*c->seed >> 33) % (uint64_t)n);
}

static inline const char *random_pick(random_case *c, const char *const *list, size_t count)
{
    return list[random_below(c, (int)count)];
}
#define RANDOM_PICK(c, ...)                                                                                  \
    random_pick((c), (const char *const[]){__VA_ARGS__},                                                     \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static inline const char *random_format(random_case *c, const char *format, ...) ENT_PRINTF(2, 3);
static inline const char *random_format(random_case *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = ent_arena_vprintf(c->arena, format, args);
    va_end(args);
    assert_non_null(text);
    return text;
}

/* ---- conditions -------------------------------------------------------------------------------------- */

static inline const char *random_condition(random_case *c, int depth)
{
    int km = 100 * (1 + random_below(c, 8));
    switch (random_below(c, depth > 0 ? 12 : 8)) {
    case 0: return random_format(c, "range at least %d km", km);
    case 1: return random_format(c, "range is %d km to %d km", km, km + 150);
    case 2: return random_format(c, "range less than %d km", km);
    case 3: return random_format(c, "quantity more than %d", 10 * random_below(c, 5));
    case 4: return "launch is ground";
    case 5: return "heavy";
    case 6: return random_format(c, "duration at least %d days", 10 * (1 + random_below(c, 9)));
    case 7: return random_format(c, "range at least about %d km", km);
    case 8: return random_format(c, "not (%s)", random_condition(c, depth - 1));
    case 9:
        return random_format(c, "any of (%s, %s)", random_condition(c, depth - 1),
                             random_condition(c, depth - 1));
    case 10: return random_format(c, "not (%s)", random_condition(c, depth - 1));
    default:
        return random_format(c, "all of (%s, %s)", random_condition(c, depth - 1),
                             random_condition(c, depth - 1));
    }
}

static inline const char *random_ground(random_case *c)
{
    return RANDOM_PICK(c, "BBB", "AAA", "CCC", "DDD", "members of Pact", "any state other than P",
                       "any party other than P");
}

static inline const char *random_where(random_case *c, int depth)
{
    int km = 50 * (1 + random_below(c, 12));
    switch (random_below(c, depth > 0 ? 12 : 9)) {
    case 0:
    case 1: return random_format(c, "position in territory of %s", random_ground(c));
    case 2: return random_format(c, "position outside territory of %s", random_ground(c));
    case 3: return random_format(c, "position within %d km of territory of %s", km, random_ground(c));
    case 4: return random_format(c, "position beyond %d km from territory of %s", km, random_ground(c));
    case 5: return random_format(c, "position within %d km of line Front", km);
    case 6: return "position in area Strip";
    case 7:
        return random_format(c, "position %s",
                             RANDOM_PICK(c, "north of 0.5 N", "east of 11 E", "west of 18 E"));
    case 8: return random_format(c, "territory of %s is within range of position", random_ground(c));
    case 9: return random_format(c, "not (%s)", random_where(c, depth - 1));
    case 10:
        return random_format(c, "any of (%s, %s)", random_where(c, depth - 1), random_where(c, depth - 1));
    default:
        return random_format(c, "all of (%s, %s)", random_where(c, depth - 1), random_where(c, depth - 1));
    }
}

/* ---- clauses ----------------------------------------------------------------------------------------- */

static inline const char *random_by(random_case *c)
{
    return RANDOM_PICK(c, "any party P", "any party P", "any party P in Pact", "any state P", "AAA or BBB P");
}

static inline const char *random_lines(random_case *c)
{
    const char *text = "";
    if (random_below(c, 2)) text = random_format(c, "%s  when %s\n", text, random_condition(c, 2));
    if (random_below(c, 2)) text = random_format(c, "%s  where %s\n", text, random_where(c, 2));
    if (!random_below(c, 3)) text = random_format(c, "%s  from 2021-03-1%d\n", text, random_below(c, 9));
    if (!random_below(c, 4)) text = random_format(c, "%s  until 2021-09-1%d\n", text, random_below(c, 9));
    if (!random_below(c, 4))
        text = random_format(c, "%s  unless %s\n", text,
                             RANDOM_PICK(c, "e", "f", "heavy", "there is consent by the host"));
    return text;
}

static inline const char *random_prohibition(random_case *c, int id)
{
    return random_format(c, "clause %d prohibits %s%s\n  by %s\n%s", id,
                         RANDOM_PICK(c, "deployment", "exercise", "deployment, exercise"),
                         RANDOM_PICK(c, "", " of missile", " of any object"), random_by(c), random_lines(c));
}

static inline const char *random_sum(random_case *c)
{
    return RANDOM_PICK(c, "number of deployment", "number of deployment of missile",
                       "count of deployment, exercise", "sum of payload of deployment",
                       "number of deployment", "duration of deployment");
}

static inline const char *random_limit(random_case *c, int id)
{
    const char *sum = random_sum(c);
    bool lasts = strncmp(sum, "duration", 8) == 0, mass = strncmp(sum, "sum", 3) == 0;
    const char *window = RANDOM_PICK(c, "", "  over any 90 days\n", "  in each calendar year\n",
                                     "  over the whole period\n", "", "");
    const char *bound = RANDOM_PICK(c, "at most", "less than", "at most", "at least", "more than");
    int figure = strncmp(sum, "count", 5) == 0 ? 1 + random_below(c, 3) : 5 * (1 + random_below(c, 12));
    const char *unit = lasts ? " days" : mass ? " t" : "";
    const char *value = !lasts && !mass && !*window && !random_below(c, 4)
                            ? random_format(c, "baseline 2020-12-01 + %d", figure / 2)
                            : random_format(c, "%d%s", figure, unit);
    const char *lines = random_lines(c);
    const char *out = !random_below(c, 4) ? random_format(c, "  without %s\n",
                                                          RANDOM_PICK(c, "heavy", "f", "launch is ground"))
                                          : "";
    const char *by = random_below(c, 4) ? random_format(c, "any %s P", RANDOM_PICK(c, "party", "state"))
                                        : "all parties together";
    if (strncmp(by, "all", 3) == 0 && strstr(lines, "than P")) by = "any party P";
    return random_format(c, "clause %d limits %s\n  by %s\n%s%s  %s %s\n%s", id, sum, by, lines, window,
                         bound, value, out);
}

static inline const char *random_duty(random_case *c, int id)
{
    return random_format(c,
                         "clause %d requires notification\n  by any party P\n  for exercise E by P\n%s  due "
                         "%d days %s start of E\n%s",
                         id,
                         random_below(c, 2) ? random_format(c, "  when E.quantity at least %d\n",
                                                            10 * (1 + random_below(c, 4)))
                                            : "",
                         5 * (1 + random_below(c, 9)), RANDOM_PICK(c, "before", "after"),
                         RANDOM_PICK(c, "", "  counting calendar days\n", "  counting inclusive days\n"));
}

static inline const char *random_clause(random_case *c, int id)
{
    int kind = random_below(c, 7);
    return kind < 3 ? random_prohibition(c, id) : kind < 6 ? random_limit(c, id) : random_duty(c, id);
}

/* ---- cells: as said, and as known better --------------------------------------------------------------- */

static inline void random_cell_add(random_row *r, const char *column, const char *wide, const char *narrow)
{
    assert_true(r->count < RANDOM_CELLS_MAX);
    r->cells[r->count++] = (random_cell){column, wide, narrow};
}

static inline void random_figure(random_case *c, random_row *r, const char *column, int lo, int hi)
{
    int a = lo + random_below(c, hi - lo), w = 1 + random_below(c, (hi - lo) / 2), k = random_below(c, w + 1);
    const char *narrow = random_format(c, "%d", a + k);
    const char *wide = narrow;
    switch (random_below(c, 7)) {
    case 0: wide = random_format(c, "%d..%d", a, a + w); break;
    case 1: wide = random_format(c, "%d|%d", a + k, a + w + 7); break;
    case 2: wide = random_format(c, "%d|%d|%d", a - 1, a + w + 9, a + k); break;
    case 3: wide = random_format(c, ">=%d", a); break;
    case 4: wide = random_format(c, "~%d", a + k); break;
    case 5:
        wide = random_format(c, "%d..%d|%d", a, a + w, a + w + 20),
        narrow = random_format(c, "%d..%d", a + k, a + w);
        break;
    default: break;
    }
    random_cell_add(r, column, wide, narrow);
}

static inline void random_date(random_case *c, random_row *r, const char *column, int year)
{
    int m = 1 + random_below(c, 12), d = 1 + random_below(c, 28);
    const char *day = random_format(c, "%04d-%02d-%02d", year, m, d),
               *month = random_format(c, "%04d-%02d", year, m);
    const char *wide = day, *narrow = day;
    switch (random_below(c, 7)) {
    case 0: wide = month; break;
    case 1: wide = random_format(c, "%04d", year); break;
    case 2: wide = random_format(c, "%04d", year), narrow = month; break;
    case 3: wide = random_format(c, "%s~", month); break;
    case 4: wide = random_format(c, "[%s,%04d-%02d-%02d]", day, year, m == 12 ? 12 : m + 1, 28); break;
    default: break;
    }
    random_cell_add(r, column, wide, narrow);
}

/* A disc inside a disc: the centre moves by no more than the radius shrinks. Each state is 10° wide; CCC
 * begins at 35°. */
static inline void random_disc(random_case *c, random_row *r)
{
    int wide = random_below(c, 4) ? random_below(c, 30) : 10 * random_below(c, 30),
        less = wide ? random_below(c, wide) : 0;
    double lon = r->lon / 10.0, lat = (random_below(c, 80) - 40) / 10.0, turn = random_below(c, 628) / 100.0;
    double away = (less > 1 ? less - 1 : 0) / 112.0;
    random_cell_add(r, "lon", random_format(c, "%.4f", lon),
                    random_format(c, "%.4f", lon + 0.7 * away * cos(turn)));
    random_cell_add(r, "lat", random_format(c, "%.4f", lat),
                    random_format(c, "%.4f", lat + 0.7 * away * sin(turn)));
    random_cell_add(r, "radius_km", random_format(c, "%d", wide), random_format(c, "%d", wide - less));
}

static inline const char *random_owner(int lon)
{
    return lon < 100 ? "AAA" : lon < 200 ? "BBB" : lon < 300 ? "DDD" : "CCC";
}

static inline void random_position(random_case *c, random_row *r)
{
    static const int middles[] = {0, 100, 200, 350};
    r->lon = middles[random_below(c, 4)] + 5 + random_below(c, 40) + random_below(c, 2) * 45;
    if (r->lon > 395) r->lon = 390;
    /* Wide positions are rare, and none is set against borders that run straight along its own: that takes
     * seconds. */
    bool straight = strstr(c->agreement, " of line") || strstr(c->agreement, "area Strip") ||
                    strstr(c->agreement, "north of") || strstr(c->agreement, "east of") ||
                    strstr(c->agreement, "west of");
    switch (straight ? 3 + random_below(c, 37) : random_below(c, 40)) {
    case 0: random_cell_add(r, "territory", random_owner(r->lon), random_owner(r->lon)); break;
    case 1:
        random_cell_add(r, "territory", random_format(c, "AAA|%s", random_owner(r->lon)),
                        random_owner(r->lon));
        break;
    case 2: random_cell_add(r, "area", "Strip", "Strip"); break;
    case 3:
    case 4:
    case 5: random_cell_add(r, "place", "Camp|Ada", RANDOM_PICK(c, "Camp", "Ada")); break;
    case 6:
    case 7: break; /* nobody says where, and then somebody does */
    default: random_disc(c, r); break;
    }
}

static inline void random_record(random_case *c, random_row *r, int index)
{
    static const char *const actors[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    const char *kind = RANDOM_PICK(c, "deployment", "deployment", "exercise"),
               *actor = random_pick(c, actors, 3 + (size_t)random_below(c, 3));
    const char *other = random_pick(c, actors, 5);
    *r = (random_row){.count = 0};
    random_cell_add(r, "id", random_format(c, "r%d", index), random_format(c, "r%d", index));
    random_cell_add(r, "kind", kind, kind);
    random_cell_add(r, "source", "test", "test");
    random_cell_add(r, "unit", "missile", "missile");
    int rivals = random_below(c, 6);
    random_cell_add(r, "actor",
                    rivals == 0 && strcmp(actor, other) != 0 ? random_format(c, "%s|%s", other, actor)
                    : rivals == 1                            ? ""
                                                             : actor,
                    actor);
    random_cell_add(r, "item", random_below(c, 5) ? "Arrow" : "Arrow|Bolt", "Arrow");
    random_figure(c, r, "quantity", 5, 60);
    random_date(c, r, "from", 2020 + random_below(c, 2));
    if (random_below(c, 2)) random_date(c, r, "to", 2022);
    random_position(c, r);
}

static inline void random_answer(random_case *c, random_row *r, int index, int event)
{
    *r = (random_row){.count = 0};
    random_cell_add(r, "id", random_format(c, "r%d", index), random_format(c, "r%d", index));
    random_cell_add(r, "kind", "notification", "notification");
    random_cell_add(r, "source", "test", "test");
    const char *actor = RANDOM_PICK(c, "AAA", "BBB", "CCC");
    random_cell_add(r, "actor", random_below(c, 3) ? actor : "", actor);
    const char *about = random_format(c, "r%d", event);
    random_cell_add(r, "about", about, about);
    random_date(c, r, "from", 2020 + random_below(c, 2));
}

static inline void random_item(random_case *c, random_row *r, const char *name)
{
    *r = (random_row){.count = 0};
    random_cell_add(r, "name", name, name);
    random_cell_add(r, "source", "test", "test");
    random_cell_add(r, "kind", "missile", "missile");
    random_cell_add(r, "launch", RANDOM_PICK(c, "ground", "ground|air", ""), "ground");
    random_figure(c, r, "range_km", 100, 900);
    random_figure(c, r, "payload_t", 1, 9);
}

/* ---- the whole ----------------------------------------------------------------------------------------- */

static inline void random_case_make(random_case *c, uint64_t *seed)
{
    *c = (random_case){.seed = seed, .arena = ent_arena_new()};
    const char *clauses = "";
    int count = 1 + random_below(c, 2);
    for (int i = 1; i <= count; i++) clauses = random_format(c, "%s%s", clauses, random_clause(c, i));
    c->agreement = random_format(c,
                                 "party members of Pact\nin force from 2020-01-01 for every party\n"
                                 "define heavy is payload at least %d t\n"
                                 "exception e\n  when launch is air\nexception f\n  when %s\n%s",
                                 1 + random_below(c, 8), random_condition(c, 1), clauses);
    random_item(c, &c->items[0], "Arrow");
    random_item(c, &c->items[1], "Bolt");
    c->record_count = 1 + (size_t)random_below(c, 5);
    for (size_t i = 0; i < c->record_count; i++)
        if (i && !random_below(c, 4))
            random_answer(c, &c->records[i], (int)i, (int)random_below(c, (int)i));
        else
            random_record(c, &c->records[i], (int)i);
}

static inline void random_case_free(random_case *c)
{
    ent_arena_free(c->arena);
}

static inline void random_shape(stage *s, const char *name, bool is_line)
{
    const ent_lonlat strip[] = {{9, -1}, {11, -1}, {11, 1}, {9, 1}}, front[] = {{10, -5}, {10, 5}};
    const uint32_t strip_starts[] = {0, 4}, front_starts[] = {0, 2};
    ent_shape shape = {.name = name,
                       .party = "",
                       .source = "test",
                       .is_line = is_line,
                       .points = is_line ? front : strip,
                       .starts = is_line ? front_starts : strip_starts,
                       .ring_count = 1};
    assert_int_equal(ent_shapes_add(s->shapes, &shape, &s->err), ENT_OK);
}

static inline void random_put(stage *s, stage_table *t, const random_row *r, uint32_t better)
{
    size_t row = stage_row(s, t);
    for (size_t i = 0; i < r->count; i++)
        stage_set(s, t, row, r->cells[i].column, better >> i & 1 ? r->cells[i].narrow : r->cells[i].wide);
}

/* The case on a stage, ready for rows of its own. `better[i]`: which cells of record i come from the better
 * source, `better[RANDOM_ROWS_MAX + i]` of item i; NULL: none. `order[i]`: which record comes as the i-th;
 * NULL: as made. */
static inline void random_set(random_case *c, stage *s, const uint32_t *better, const size_t *order)
{
    stage_init(s);
    ent_buf_adds(&s->agreement, c->agreement);
    random_shape(s, "Strip", false);
    random_shape(s, "Front", true);
    size_t place = stage_row(s, &s->places);
    static const char *const camp[][2] = {
        {"name", "Camp"}, {"lon", "8"}, {"lat", "0"}, {"radius_km", "5"}, {"source", "test"}};
    for (size_t i = 0; i < sizeof camp / sizeof *camp; i++)
        stage_set(s, &s->places, place, camp[i][0], camp[i][1]);
    for (size_t i = 0; i < 2; i++)
        random_put(s, &s->items, &c->items[i], better ? better[RANDOM_ROWS_MAX + i] : 0);
    for (size_t i = 0; i < c->record_count; i++) {
        size_t which = order ? order[i] : i;
        random_put(s, &s->records, &c->records[which], better ? better[which] : 0);
    }
}

static inline ent_judge_opts random_opts(void)
{
    ent_when day;
    ent_error err;
    assert_int_equal(ent_when_parse(ENT_STR("2022-01-11"), &day, NULL, &err), ENT_OK);
    return (ent_judge_opts){.as_of = ent_when_hull(&day).from, .as_known = ENT_TIME_MAX};
}

/* Everything about a case, for whoever has to find out what went wrong. */
static inline void random_tell(random_case *c, const uint32_t *better, const ent_judgement *before,
                               const ent_judgement *after)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    ent_buf_printf(&text, "%s\n", c->agreement);
    for (size_t i = 0; i < c->record_count + 2; i++) {
        const random_row *r = i < c->record_count ? &c->records[i] : &c->items[i - c->record_count];
        uint32_t bits = !better               ? 0
                        : i < c->record_count ? better[i]
                                              : better[RANDOM_ROWS_MAX + i - c->record_count];
        for (size_t k = 0; k < r->count; k++)
            ent_buf_printf(&text,
                           bits >> k & 1 && strcmp(r->cells[k].wide, r->cells[k].narrow) != 0
                               ? "%s %s => %s, "
                               : "%s %s%.0s, ",
                           r->cells[k].column, r->cells[k].wide, r->cells[k].narrow);
        ent_buf_adds(&text, "\n");
    }
    if (before) ent_buf_adds(&text, "before:\n"), stage_say(before, &text);
    if (after) ent_buf_adds(&text, "after:\n"), stage_say(after, &text);
    (void)fprintf(stderr, "%s", text.ptr ? text.ptr : "");
    ent_buf_done(&text);
}

#endif
