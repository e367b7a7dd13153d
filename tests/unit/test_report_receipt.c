/* The receipt: same input, same bytes; any change of what an answer rests on changes it. */
#include "base/mem.h"
#include "base/sha256.h"
#include "judged.h"

static const ent_report_file files[] = {{"agreement.md", "aa"}, {"records.csv", "bb"}};

static void hash(judged *s, const ent_report_opts *opts, char hex[65])
{
    ent_error err = {0};
    assert_int_equal(ent_report_receipt_sha256(&s->j, opts, hex, &err), ENT_OK);
}

static void test_report_receipt__hash_is_of_the_object_without_it(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_report_opts opts = {.version = "1.2.3", .files = files, .file_count = 2};
    ent_buf text;
    ent_error err = {0};
    ent_buf_init(&text, 1 << 20);
    assert_int_equal(ent_report_receipt(&s.j, &opts, ent_buf_sink(&text), &err), ENT_OK);
    char *member = strstr(text.ptr, ",\"sha256\":\"");
    for (char *next = member; next; next = strstr(next + 1, ",\"sha256\":\""))
        member = next; /* the last one: files have theirs */
    char written[65], computed[65], asked[65];
    memcpy(written, member + strlen(",\"sha256\":\""), 64), written[64] = '\0';
    member[0] = '}';
    ent_sha256 sha;
    ent_sha256_init(&sha);
    ent_sha256_add(&sha, text.ptr, (size_t)(member - text.ptr) + 1);
    ent_sha256_done(&sha, computed);
    hash(&s, &opts, asked);
    assert_string_equal(written, computed);
    assert_string_equal(written, asked);
    ent_buf_done(&text);
    judged_done(&s);
}

static void test_report_receipt__anything_that_counts_changes_it(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    ent_report_opts opts = {.version = "1", .files = files, .file_count = 2};
    char base[65], changed[65];
    hash(&s, &opts, base);
    const ent_judge_opts before = s.j.opts;
#define EXPECT_CHANGE(doing, undoing)                                                                        \
    do {                                                                                                     \
        doing;                                                                                               \
        hash(&s, &opts, changed);                                                                            \
        assert_string_not_equal(base, changed);                                                              \
        undoing;                                                                                             \
        hash(&s, &opts, changed);                                                                            \
        assert_string_equal(base, changed);                                                                  \
    } while (0)
    EXPECT_CHANGE(opts.version = "2", opts.version = "1");
    EXPECT_CHANGE(opts.file_count = 1, opts.file_count = 2);
    EXPECT_CHANGE(s.j.opts.as_of.seconds += ENT_DAY_SECONDS, s.j.opts = before);
    EXPECT_CHANGE(s.j.opts.as_known = judged_day(2030, 1, 1), s.j.opts = before);
    EXPECT_CHANGE(s.j.opts.layer = ENT_LAYER_LAND_SEA, s.j.opts = before);
    EXPECT_CHANGE(s.j.opts.edges = ENT_EDGES_GEODESIC, s.j.opts = before);
    EXPECT_CHANGE(s.j.assumptions.count = 0, s.j.assumptions.count = 1);
    EXPECT_CHANGE(s.findings[0].verdict = ENT_KEPT, s.findings[0].verdict = ENT_BREACH);
    EXPECT_CHANGE(s.coverage[0].state = ENT_STATE_EXEMPT, s.coverage[0].state = ENT_STATE_KEPT);
    judged_done(&s);
}

static void test_report_receipt__what_is_shown_does_not_change_it(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    judged_fill(&s);
    char base[65], other[65];
    hash(&s, NULL, base);
    hash(&s,
         &(ent_report_opts){
             .clause = "2.2", .party = "LVA", .verdicts = 1, .width = 100, .color = true, .verbose = true},
         other);
    assert_string_equal(base, other);
    judged_done(&s);
}

/* Every writer, with the n-th allocation failing, for all n: an error, nothing lost, and in the end success.
 */
static void test_report__running_out_of_memory_is_an_error(void **state)
{
    (void)state;
    static judged_writer *const writers[] = {ent_report_json, ent_report_ndjson, ent_report_csv,
                                             ent_report_text};
    judged s;
    judged_init(&s);
    judged_fill(&s);
    const ent_judgement *list[] = {&s.j, &s.j};
    for (size_t w = 0; w < sizeof writers / sizeof *writers; w++) {
        size_t total = 0;
        ent_status st = ENT_E_NOMEM;
        for (uint64_t n = 1; st != ENT_OK; n++) {
            ent_buf text;
            ent_error err = {0};
            ent_buf_init(&text, 1 << 24);
            assert_true(ent_buf_reserve(&text, 1 << 20)); /* the buffer of the test is not what is tested */
            ent_mem_fail_at(n);
            st = writers[w](list, 2, &(ent_report_opts){.verbose = true}, ent_buf_sink(&text), &err);
            ent_mem_fail_at(0);
            ent_buf_done(&text);
            assert_true(st == ENT_OK || st == ENT_E_NOMEM);
            assert_true(total++ < 100000);
        }
        assert_true(total > 1);
    }
    judged_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_receipt__hash_is_of_the_object_without_it),
        cmocka_unit_test(test_report_receipt__anything_that_counts_changes_it),
        cmocka_unit_test(test_report_receipt__what_is_shown_does_not_change_it),
        cmocka_unit_test(test_report__running_out_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
