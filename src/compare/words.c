/* words.c: E. W. Myers, "An O(ND) difference algorithm and its variations" (1986), in the form that halves
 * the problem at the middle snake and so needs memory for one row only. */
#include "compare/words.h"

#include <string.h>

static bool reserve(ent_words *w, ent_arena *arena)
{
    if (w->count < w->cap) return true;
    size_t cap = w->cap ? 2 * w->cap : 64;
    ent_words grown = {.text = ent_arena_alloc(arena, cap, sizeof *grown.text),
                       .id = ent_arena_alloc(arena, cap, sizeof *grown.id),
                       .mark = ent_arena_alloc(arena, cap, sizeof *grown.mark),
                       .move = ent_arena_alloc(arena, cap, sizeof *grown.move),
                       .count = w->count,
                       .cap = cap};
    if (!grown.text || !grown.id || !grown.mark || !grown.move) return false;
    if (w->count) {
        memcpy(grown.text, w->text, w->count * sizeof *w->text);
        memcpy(grown.id, w->id, w->count * sizeof *w->id);
    }
    *w = grown;
    return true;
}

static uint32_t id_of(ent_lexicon *lexicon, ent_str word)
{
    uintptr_t id = (uintptr_t)ent_map_get(lexicon->ids, word);
    if (id) return (uint32_t)id;
    if (!ent_map_put(lexicon->ids, word, (void *)(uintptr_t)(lexicon->count + 1))) return 0;
    return ++lexicon->count;
}

static bool add_word(ent_words *w, ent_lexicon *lexicon, ent_str word)
{
    uint32_t id = id_of(lexicon, word);
    if (!id || !reserve(w, lexicon->arena)) return false;
    w->text[w->count] = word, w->id[w->count] = id;
    w->count++;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool ent_words_add(ent_words *w, ent_lexicon *lexicon, ent_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t breaks = 0, from;
        for (; at < text.len && is_space(text.ptr[at]); at++) breaks += text.ptr[at] == '\n';
        if (at == text.len) break;
        if (breaks > 1 && w->count && !add_word(w, lexicon, ENT_STR("\n\n"))) return false;
        for (from = at; at < text.len && !is_space(text.ptr[at]);) at++;
        if (!add_word(w, lexicon, (ent_str){text.ptr + from, at - from})) return false;
    }
    return true;
}

/* ---- the shortest edit ------------------------------------------------------------------------------ */

typedef struct diff {
    const uint32_t *a, *b;
    ent_mark *gone, *come;
    ptrdiff_t *forward, *backward; /* furthest x on each diagonal, indexed from the middle */
} diff;

typedef struct box {
    ptrdiff_t a0, a1, b0, b1;
} box;

typedef struct snake {
    ptrdiff_t x, y, u, v;
} snake;

/* One step of the search from the front: the furthest point on diagonal k after d edits. */
static ptrdiff_t reach_forward(const diff *s, box w, ptrdiff_t d, ptrdiff_t k, ptrdiff_t *from)
{
    const ptrdiff_t *v = s->forward;
    ptrdiff_t x = k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
    *from = x;
    while (x < w.a1 - w.a0 && x - k < w.b1 - w.b0 && s->a[w.a0 + x] == s->b[w.b0 + x - k]) x++;
    return x;
}

/* The same from the back, in coordinates that count from the end. */
static ptrdiff_t reach_backward(const diff *s, box w, ptrdiff_t d, ptrdiff_t k, ptrdiff_t *from)
{
    const ptrdiff_t *v = s->backward;
    ptrdiff_t x = k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
    *from = x;
    while (x < w.a1 - w.a0 && x - k < w.b1 - w.b0 && s->a[w.a1 - 1 - x] == s->b[w.b1 - 1 - (x - k)]) x++;
    return x;
}

/* A piece of some shortest path, about half-way; its two ends may coincide. */
static snake middle(const diff *s, box w)
{
    ptrdiff_t n = w.a1 - w.a0, m = w.b1 - w.b0, delta = n - m, from;
    bool odd = delta % 2 != 0;
    s->forward[1] = s->backward[1] = 0;
    for (ptrdiff_t d = 0;; d++) {
        ptrdiff_t low = -(d - 2 * (d > m ? d - m : 0)),
                  high = d - 2 * (d > n ? d - n : 0); /* inside the box */
        for (ptrdiff_t k = low; k <= high; k += 2) {
            ptrdiff_t x = s->forward[k] = reach_forward(s, w, d, k, &from), back = delta - k;
            if (odd && back >= -(d - 1) && back <= d - 1 && x + s->backward[back] >= n)
                return (snake){w.a0 + from, w.b0 + from - k, w.a0 + x, w.b0 + x - k};
        }
        for (ptrdiff_t k = low; k <= high; k += 2) {
            ptrdiff_t x = s->backward[k] = reach_backward(s, w, d, k, &from), front = delta - k;
            if (!odd && front >= -d && front <= d && x + s->forward[front] >= n)
                return (snake){w.a1 - x, w.b1 - (x - k), w.a1 - from, w.b1 - (from - k)};
        }
    }
}

static void mark_all(ent_mark *marks, ptrdiff_t from, ptrdiff_t to, ent_mark mark)
{
    for (ptrdiff_t i = from; i < to; i++) marks[i] = mark;
}

/* Boxes are halved, so the depth is at most twice the logarithm of the words that differ, and small. */
static void solve(const diff *s, box w)
{
    while (w.a0 < w.a1 && w.b0 < w.b1 && s->a[w.a0] == s->b[w.b0]) w.a0++, w.b0++;
    while (w.a0 < w.a1 && w.b0 < w.b1 && s->a[w.a1 - 1] == s->b[w.b1 - 1]) w.a1--, w.b1--;
    if (w.a0 == w.a1 || w.b0 == w.b1) {
        mark_all(s->gone, w.a0, w.a1, ENT_MARK_GONE);
        mark_all(s->come, w.b0, w.b1, ENT_MARK_NEW);
        return;
    }
    snake m = middle(s, w);
    solve(s, (box){w.a0, m.x, w.b0, m.y});
    solve(s, (box){m.u, w.a1, m.v, w.b1});
}

bool ent_words_compare(ent_words *a, ent_words *b, ent_arena *arena)
{
    size_t size = a->count + b->count + 3;
    ptrdiff_t *rows = ent_arena_alloc(arena, 4 * size, sizeof *rows);
    if (!rows) return false;
    diff s = {a->id, b->id, a->mark, b->mark, rows + size, rows + 3 * size};
    solve(&s, (box){0, (ptrdiff_t)a->count, 0, (ptrdiff_t)b->count});
    return true;
}
