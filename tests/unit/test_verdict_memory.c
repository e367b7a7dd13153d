/* Memory that runs out at every single allocation while judging: the call says so, nothing leaks (the
 * sanitizers watch), nothing is half made, and a judgement that does succeed is the whole one. */
#include "base/mem.h"
#include "random_case.h"
#include "with_square.h"

#define ALL_OF_THEM 1500 /* allocations that are failed one by one; beyond, in growing steps */

static void row(stage *s, stage_table *t, const char *const *cells, size_t count)
{
    size_t r = stage_row(s, t);
    for (size_t i = 0; i + 1 < count; i += 2) stage_set(s, t, r, cells[i], cells[i + 1]);
}
#define ROW(s, t, ...)                                                                                       \
    row((s), (t), (const char *const[]){__VA_ARGS__},                                                        \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
#define RECORD(s, id, kind, ...)                                                                             \
    ROW((s), &(s)->records, "id", id, "kind", kind, "source", "test", __VA_ARGS__)

/* Everything that a judgement says, in one text. */
static ent_buf say(const ent_judgement *j)
{
    ent_buf out;
    ent_buf_init(&out, 1u << 24);
    stage_say(j, &out);
    assert_false(out.failed);
    return out;
}

/* True when no allocation failed. */
static bool judge_once(const stage *s, const ent_buf *whole)
{
    ent_world world = stage_world(s, atlas);
    ent_judge_opts opts = random_opts();
    ent_judgement *j = NULL;
    ent_error err = {0};
    ent_status st = ent_judge(&world, &opts, &j, &err);
    ent_mem_fail_at(0);
    if (st != ENT_OK) {
        assert_int_equal(st, ENT_E_NOMEM);
        assert_int_equal(err.status, ENT_E_NOMEM);
        assert_null(j);
        return false;
    }
    ent_buf out = say(j);
    assert_string_equal(out.ptr, whole->ptr);
    ent_buf_done(&out);
    ent_judgement_free(j);
    return true;
}

static void torture(stage *s)
{
    ent_buf whole = say(stage_judge(s, atlas, random_opts()));
    for (uint64_t n = 1;; n += n < ALL_OF_THEM ? 1 : n / 32) {
        ent_mem_fail_at(n);
        if (judge_once(s, &whole)) break;
    }
    ent_buf_done(&whole);
    stage_done(s);
}

static void stage_prepare(stage *s, const char *agreement)
{
    stage_init(s);
    ent_buf_adds(&s->agreement, agreement);
    random_shape(s, "Strip", false);
    random_shape(s, "Front", true);
    ROW(s, &s->items, "name", "Arrow", "kind", "missile", "launch", "ground", "range_km", "480|600",
        "payload_t", "2");
}

static void test_verdict_memory__prohibitions(void **state)
{
    stage s;
    (void)state;
    stage_prepare(&s, "party members of Pact\n"
                      "in force from 2020-01-01 for every party\n"
                      "clause 1 prohibits deployment of missile\n"
                      "  by any party P\n"
                      "  when range at least 500 km and not (\"in good faith\")\n"
                      "  where territory of any party other than P is within range of position\n"
                      "  unless e\n"
                      "exception e\n"
                      "  when there is consent by every party other than P\n"
                      "clause 2 prohibits deployment\n"
                      "  where position in territory of AAA or position within 20 km of line Front\n"
                      "clause 3 permits only deployment\n"
                      "  where position in area Strip\n");
    RECORD(&s, "a", "deployment", "actor", "AAA", "item", "Arrow", "lon", "9.9", "lat", "0", "radius_km",
           "20", "from", "2021");
    RECORD(&s, "b", "deployment", "actor", "BBB|AAA", "item", "Arrow", "territory", "CCC", "from",
           "2021-02-03");
    RECORD(&s, "c", "consent", "actor", "BBB", "about", "a", "from", "2021-01-01");
    RECORD(&s, "d", "access-denied", "territory", "AAA", "from", "2021-06-01");
    torture(&s);
}

static void test_verdict_memory__sums(void **state)
{
    stage s;
    (void)state;
    stage_prepare(&s,
                  "party members of Pact\n"
                  "in force from 2020-01-01 for every party\n"
                  "clause 1 limits number of deployment of missile\n"
                  "  by any party P\n"
                  "  where position in territory of any state H other than P\n"
                  "  per P, H\n"
                  "  at most baseline 2020-06-01 + 5\n"
                  "  without e\n"
                  "clause 2 limits sum of payload of deployment\n"
                  "  by all parties together\n"
                  "  over any 90 days\n"
                  "  at most quantity usual\n"
                  "clause 3 limits duration of deployment\n"
                  "  in each calendar year\n"
                  "  at most 20 days\n"
                  "quantity usual is greatest of sum of payload of deployment by any party per actor + 1 t\n"
                  "exception e\n"
                  "  when payload more than 5 t\n");
    RECORD(&s, "a", "deployment", "actor", "AAA", "item", "Arrow", "quantity", "5|9", "unit", "missile",
           "territory", "BBB", "from", "2020-03");
    RECORD(&s, "b", "deployment", "actor", "AAA", "item", "Arrow", "quantity", "3", "unit", "missile",
           "territory", "BBB", "from", "2021-03-01", "part_of", "a");
    RECORD(&s, "c", "deployment", "actor", "BBB", "item", "Arrow", "quantity", "~4", "unit", "missile",
           "territory", "DDD", "from", "2021-03-01", "same_as", "b");
    RECORD(&s, "l", "complete", "territory", "BBB", "from", "2019-01-01");
    torture(&s);
}

static void test_verdict_memory__duties(void **state)
{
    stage s;
    (void)state;
    stage_prepare(&s, "party members of Pact\n"
                      "in force from 2020-01-01 for every party\n"
                      "clause 1 requires notification to every party other than P\n"
                      "  by any party P\n"
                      "  for exercise E by P\n"
                      "  when E.quantity at least 9\n"
                      "  due 42 days or more before start of E\n"
                      "  counting calendar days\n"
                      "clause 2 requires report\n"
                      "  by any party\n"
                      "  due 2021-05-01\n"
                      "reading \"late\" of 1\n"
                      "  due 10 days before start of E\n"
                      "not formalised 9 because \"no measure\"\n");
    RECORD(&s, "e", "exercise", "actor", "AAA", "quantity", "8..12", "unit", "personnel", "from",
           "2021-05-05");
    RECORD(&s, "n", "notification", "actor", "AAA", "about", "e", "from", "2021-03");
    RECORD(&s, "l", "complete", "about", "report", "from", "2019-01-01");
    torture(&s);
}

static void test_verdict_memory__plain_sums(void **state)
{
    stage s;
    (void)state;
    stage_prepare(&s, "party members of Pact\n"
                      "in force from 2020-01-01 for every party\n"
                      "clause 1 limits number of deployment of missile\n"
                      "  by any party P\n"
                      "  at most 10\n"
                      "clause 2 limits count of deployment\n"
                      "  by all parties together\n"
                      "  over any 90 days\n"
                      "  at most 1\n");
    RECORD(&s, "a", "deployment", "actor", "AAA", "item", "Arrow", "quantity", "5", "unit", "missile", "from",
           "2020-03-01");
    RECORD(&s, "b", "deployment", "actor", "AAA", "item", "Arrow", "quantity", "6", "unit", "missile", "from",
           "2020-04-01");
    RECORD(&s, "c", "deployment", "actor", "BBB", "quantity", "4", "unit", "men", "from", "2020-04-01", "to",
           "2020-06-01");
    torture(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_memory__prohibitions),
        cmocka_unit_test(test_verdict_memory__sums),
        cmocka_unit_test(test_verdict_memory__plain_sums),
        cmocka_unit_test(test_verdict_memory__duties),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
