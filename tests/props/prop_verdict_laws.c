/* What holds of every verdict, whatever the agreement and the records (docs/truth.md): better knowledge never
 * turns yes into no; neither the order of rows nor judging again changes anything; that a list is complete
 * takes doubt away and nothing else, and that access was denied takes certainty away and nothing else. */
#include "with_random.h"

/* ---- comparing findings ------------------------------------------------------------------------------ */

static bool is_window(const ent_finding *f)
{
    return f->clause->modality == ENT_LIMITS && f->clause->window_kind != ENT_WINDOW_MOMENT &&
           f->clause->window_kind != ENT_WINDOW_EACH;
}

static bool is_sum(const ent_finding *f)
{
    return f->clause->modality == ENT_LIMITS;
}

static bool is_same_group(const ent_finding *a, const ent_finding *b)
{
    if (strcmp(a->clause->id, b->clause->id) != 0) return false;
    if (!is_sum(a))
        return a->record_count && b->record_count && strcmp(a->records[0]->id, b->records[0]->id) == 0;
    if (a->clause->window_kind == ENT_WINDOW_EACH ||
        (a->clause->aggregate->op == ENT_DURATION && !is_window(a)))
        return strcmp(a->records[0]->id, b->records[0]->id) == 0;
    return strcmp(a->party, b->party) == 0 && strcmp(a->target, b->target) == 0;
}

static bool overlaps(const ent_finding *a, const ent_finding *b)
{
    return a->period.from.seconds < b->period.until.seconds &&
           b->period.from.seconds < a->period.until.seconds;
}

/* Is anything said of the same group, at some moment the two have in common, that contradicts `f`? Windows
 * and duties have periods of their own: for them the whole group is looked at. */
static const ent_finding *contradicts(const ent_judgement *j, const ent_finding *f,
                                      bool (*against)(const ent_finding *, const ent_finding *))
{
    bool whole = is_window(f) || f->clause->modality == ENT_REQUIRES, met = false;
    const ent_finding *last = NULL;
    for (size_t i = 0; i < ent_finding_count(j); i++) {
        const ent_finding *g = ent_finding_at(j, i);
        if (!is_same_group(f, g) || (!whole && !overlaps(f, g))) continue;
        if (against(f, g)) last = g;
        met |= !against(f, g);
    }
    return whole && met ? NULL : last;
}

/* What was decided stays as it was. Of a group that is looked at as a whole one finding need agree. */
static bool differs(const ent_finding *f, const ent_finding *g)
{
    return f->verdict != g->verdict;
}

static bool is_decided(const ent_finding *f)
{
    return f->verdict == ENT_BREACH || f->verdict == ENT_KEPT;
}

static void assert_decided_stays(random_case *c, const uint32_t *better, const ent_judgement *before,
                                 const ent_judgement *after)
{
    for (size_t i = 0; i < ent_finding_count(before); i++) {
        const ent_finding *f = ent_finding_at(before, i);
        if (!is_decided(f)) continue;
        const ent_finding *g = contradicts(after, f, differs);
        if (!g) continue;
        random_tell(c, better, before, after);
        fail_msg("clause %s: what was %s became %s", f->clause->id, ent_verdict_name(f->verdict),
                 ent_verdict_name(g->verdict));
    }
}

/* ---- the laws ---------------------------------------------------------------------------------------- */

static void test_verdict_laws__better_knowledge_never_turns_yes_into_no(void **state) /* [T5] */
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(50); round < n; round++) {
        random_case c;
        stage rough, fine;
        random_case_make(&c, seed);
        uint32_t better[RANDOM_ROWS_MAX + 2];
        bool all = random_below(&c, 2);
        for (size_t i = 0; i < sizeof better / sizeof *better; i++) {
            uint32_t bits = (uint32_t)random_below(&c, 1 << 30), disc = 0;
            for (size_t k = 0; i < c.record_count && k < c.records[i].count;
                 k++) { /* a disc shrinks as a whole */
                const char *column = c.records[i].cells[k].column;
                if (!strcmp(column, "lon") || !strcmp(column, "lat") || !strcmp(column, "radius_km"))
                    disc |= 1u << k;
            }
            better[i] = all ? ~0u : bits & 1 ? bits | disc : bits & ~disc;
        }
        random_set(&c, &rough, NULL, NULL);
        random_set(&c, &fine, better, NULL);
        if (getenv("ENT_TELL")) random_tell(&c, better, NULL, NULL);
        const ent_judgement *before = stage_judge(&rough, atlas, random_opts());
        const ent_judgement *after = stage_judge(&fine, atlas, random_opts());
        assert_decided_stays(&c, better, before, after);
        stage_done(&rough);
        stage_done(&fine);
        random_case_free(&c);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A finding in words, its records in the order of their ids, its texts in theirs. */
static const char *tell_finding(random_case *c, const ent_finding *f)
{
    ent_finding sorted = *f;
    const ent_record **records = ent_arena_alloc(c->arena, f->record_count + 1, sizeof *records);
    for (size_t i = 0; i < f->record_count; i++) {
        size_t k = i;
        for (; k > 0 && strcmp(records[k - 1]->id, f->records[i]->id) > 0; k--) records[k] = records[k - 1];
        records[k] = f->records[i];
    }
    sorted.records = records;
    ent_buf out;
    ent_buf_init(&out, 1u << 20);
    stage_say_finding(&out, &sorted);
    ent_texts texts[] = {f->because, f->settle, f->sources};
    for (size_t t = 0; t < 3; t++) {
        const char **lines = ent_arena_alloc(c->arena, texts[t].count + 1, sizeof *lines);
        for (size_t i = 0; i < texts[t].count; i++) lines[i] = texts[t].at[i];
        qsort(lines, texts[t].count, sizeof *lines, by_text);
        for (size_t i = 0; i < texts[t].count; i++) ent_buf_printf(&out, "  %zu %s\n", t, lines[i]);
    }
    const char *text = ent_arena_copy(c->arena, ent_buf_str(&out));
    ent_buf_done(&out);
    return text;
}

static const char *tell_sorted(random_case *c, const ent_judgement *j)
{
    size_t n = ent_finding_count(j), m = ent_coverage_count(j), r = ent_judgement_remarks(j).count, count = 0;
    const char **lines = ent_arena_alloc(c->arena, n + m + r + 1, sizeof *lines), *text = "";
    for (size_t i = 0; i < n; i++) lines[count++] = tell_finding(c, ent_finding_at(j, i));
    for (size_t i = 0; i < m; i++) {
        const ent_coverage *row = ent_coverage_at(j, i);
        lines[count++] = random_format(c, "%s %s %s\n", row->clause ? row->clause->id : "-", row->party,
                                       ent_state_name(row->state));
    }
    for (size_t i = 0; i < r; i++) lines[count++] = random_format(c, "%s\n", ent_judgement_remarks(j).at[i]);
    qsort(lines, count, sizeof *lines, by_text);
    for (size_t i = 0; i < count; i++) text = random_format(c, "%s%s", text, lines[i]);
    return text;
}

static void test_verdict_laws__the_order_of_rows_does_not_matter(void **state) /* [T8] */
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(20); round < n; round++) {
        random_case c;
        stage straight, shuffled;
        random_case_make(&c, seed);
        size_t order[RANDOM_ROWS_MAX];
        for (size_t i = 0; i < c.record_count; i++) {
            size_t k = (size_t)random_below(&c, (int)i + 1);
            order[i] = order[k], order[k] = i;
        }
        random_set(&c, &straight, NULL, NULL);
        random_set(&c, &shuffled, NULL, order);
        const ent_judgement *a = stage_judge(&straight, atlas, random_opts());
        const ent_judgement *b = stage_judge(&shuffled, atlas, random_opts());
        const char *x = tell_sorted(&c, a), *y = tell_sorted(&c, b);
        if (strcmp(x, y) != 0) {
            random_tell(&c, NULL, a, b);
            assert_string_equal(x, y);
        }
        stage_done(&straight);
        stage_done(&shuffled);
        random_case_free(&c);
    }
}

static void test_verdict_laws__judging_again_says_the_same(void **state) /* [T8] */
{
    uint64_t *seed = *state;
    for (size_t round = 0, n = random_rounds(20); round < n; round++) {
        random_case c;
        stage s;
        random_case_make(&c, seed);
        random_set(&c, &s, NULL, NULL);
        const ent_judgement *first = stage_judge(&s, atlas, random_opts());
        ent_world world = stage_world(&s, atlas);
        ent_judge_opts opts = random_opts();
        ent_judgement *again = NULL;
        assert_int_equal(ent_judge(&world, &opts, &again, &s.err), ENT_OK);
        ent_buf x, y;
        ent_buf_init(&x, 1u << 24);
        ent_buf_init(&y, 1u << 24);
        stage_say(first, &x);
        stage_say(again, &y);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.ptr, y.ptr, x.len);
        ent_buf_done(&x);
        ent_buf_done(&y);
        ent_judgement_free(again);
        stage_done(&s);
        random_case_free(&c);
    }
}

/* ---- what is known of the list ----------------------------------------------------------------------- */

static void add_row(stage *s, const char *kind, const char *territory)
{
    size_t row = stage_row(s, &s->records);
    stage_set(s, &s->records, row, "id", kind);
    stage_set(s, &s->records, row, "kind", kind);
    stage_set(s, &s->records, row, "territory", territory);
    stage_set(s, &s->records, row, "from", "2019-01-01");
    stage_set(s, &s->records, row, "source", "test");
}

static bool turned(const ent_finding *f, const ent_finding *g)
{
    return is_decided(g) && f->verdict != g->verdict;
}

static void assert_law_of_row(uint64_t *seed, const char *kind, bool takes_doubt_away)
{
    for (size_t round = 0, n = random_rounds(20); round < n; round++) {
        random_case c;
        stage without, with;
        random_case_make(&c, seed);
        random_set(&c, &without, NULL, NULL);
        random_set(&c, &with, NULL, NULL);
        add_row(&with, kind, takes_doubt_away ? "" : RANDOM_PICK(&c, "AAA", "BBB", ""));
        const ent_judgement *a = stage_judge(&without, atlas, random_opts()),
                            *b = stage_judge(&with, atlas, random_opts());
        const ent_judgement *from = takes_doubt_away ? a : b, *to = takes_doubt_away ? b : a;
        for (size_t i = 0; i < ent_finding_count(from); i++) {
            const ent_finding *f = ent_finding_at(from, i);
            if (!is_decided(f) || !contradicts(to, f, takes_doubt_away ? differs : turned)) continue;
            random_tell(&c, NULL, a, b);
            fail_msg("clause %s: the row %s turned %s over", f->clause->id, kind,
                     ent_verdict_name(f->verdict));
        }
        stage_done(&without);
        stage_done(&with);
        random_case_free(&c);
    }
}

static void test_verdict_laws__a_complete_list_only_takes_doubt_away(void **state) /* [T11] */
{
    assert_law_of_row(*state, "complete", true);
}

static void test_verdict_laws__denied_access_only_takes_certainty_away(void **state) /* [T13] */
{
    assert_law_of_row(*state, "access-denied", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_laws__better_knowledge_never_turns_yes_into_no),
        cmocka_unit_test(test_verdict_laws__the_order_of_rows_does_not_matter),
        cmocka_unit_test(test_verdict_laws__judging_again_says_the_same),
        cmocka_unit_test(test_verdict_laws__a_complete_list_only_takes_doubt_away),
        cmocka_unit_test(test_verdict_laws__denied_access_only_takes_certainty_away),
    };
    return cmocka_run_group_tests(tests, open_seeded, close_atlas);
}
