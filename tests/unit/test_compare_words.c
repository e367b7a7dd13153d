/* The shortest edit: held against the table of longest common subsequences, on thousands of small pairs. */
#include "compare/words.h"
#include "cm.h"

#include <string.h>

#define WORDS_MAX 14

static uint32_t state = 12345;
static uint32_t random_below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

static size_t common(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t best[WORDS_MAX + 1][WORDS_MAX + 1] = {{0}};
    for (size_t i = 1; i <= n; i++)
        for (size_t k = 1; k <= m; k++) {
            size_t skip = best[i - 1][k] > best[i][k - 1] ? best[i - 1][k] : best[i][k - 1];
            best[i][k] = a[i - 1] == b[k - 1] ? best[i - 1][k - 1] + 1 : skip;
        }
    return best[n][m];
}

static ent_words words_of(ent_arena *arena, uint32_t letters)
{
    ent_words w = {.count = random_below(WORDS_MAX + 1)};
    w.id = ent_arena_alloc(arena, w.count + 1, sizeof *w.id);
    w.mark = ent_arena_alloc(arena, w.count + 1, sizeof *w.mark);
    for (size_t i = 0; i < w.count; i++) w.id[i] = 1 + random_below(letters);
    return w;
}

static void hold(const ent_words *a, const ent_words *b)
{
    size_t kept_a = 0, kept_b = 0;
    uint32_t left[WORDS_MAX], right[WORDS_MAX];
    for (size_t i = 0; i < a->count; i++)
        if (a->mark[i] == ENT_MARK_SAME) left[kept_a++] = a->id[i];
    for (size_t i = 0; i < b->count; i++)
        if (b->mark[i] == ENT_MARK_SAME) right[kept_b++] = b->id[i];
    assert_int_equal(kept_a, kept_b);
    assert_memory_equal(left, right, kept_a * sizeof *left);
    assert_int_equal(kept_a, common(a->id, a->count, b->id, b->count));
}

static void test_words__the_edit_is_the_shortest(void **unused)
{
    (void)unused;
    for (int i = 0; i < 20000; i++) {
        ent_arena *arena = ent_arena_new();
        assert_non_null(arena);
        uint32_t letters = 1 + random_below(6);
        ent_words a = words_of(arena, letters), b = words_of(arena, letters);
        assert_true(ent_words_compare(&a, &b, arena));
        hold(&a, &b);
        ent_arena_free(arena);
    }
}

static void test_words__white_space_and_paragraphs(void **unused)
{
    (void)unused;
    ent_arena *arena = ent_arena_new();
    ent_lexicon lexicon = {ent_map_new(), 0, arena};
    ent_words w = {0};
    assert_true(ent_words_add(&w, &lexicon, ENT_STR("\n\n  No  party\ndeploys.\n \nNo party. ")));
    static const char *const expected[] = {"No", "party", "deploys.", "\n\n", "No", "party."};
    assert_int_equal(w.count, 6);
    for (size_t i = 0; i < 6; i++) assert_true(ent_str_is(w.text[i], expected[i]));
    assert_int_equal(w.id[0], w.id[4]);
    assert_int_not_equal(w.id[1], w.id[5]);
    ent_map_free(lexicon.ids);
    ent_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__the_edit_is_the_shortest),
        cmocka_unit_test(test_words__white_space_and_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
