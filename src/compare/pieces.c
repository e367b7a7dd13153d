/* pieces.c: the prose of matched articles word by word. Words that are gone in one place and new in another,
 * five or more in a row, have moved: that is looked for over the whole document, after every article has been
 * compared. */
#include "compare/redline.h"

#include "base/buf.h"
#include "base/limits.h"
#include <string.h>

#define MOVE_WORDS_MIN 5

/* ---- the prose of an article: without its heading and without statements ------------------------------ */

static bool opens_block(ent_str line)
{
    ent_str t = ent_str_trim(line);
    size_t n = 0;
    while (n < t.len && (t.ptr[n] == '`' || t.ptr[n] == '~')) n++;
    return n >= 3 && ent_str_is(ent_str_trim((ent_str){t.ptr + n, t.len - n}), "entente");
}

static bool closes_block(ent_str line)
{
    ent_str t = ent_str_trim(line);
    size_t n = 0;
    while (n < t.len && (t.ptr[n] == '`' || t.ptr[n] == '~')) n++;
    return n >= 3 && n == t.len;
}

/* A table holds figures, not words: ceilings are compared as a model, scenarios bind nobody. */
static bool is_table(ent_str line)
{
    ent_str t = ent_str_trim(line);
    return t.len && t.ptr[0] == '|';
}

static bool add_prose(ent_redline *r, ent_words *words, ent_str text)
{
    bool inside = false;
    size_t prose = 0;
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t next = end ? (size_t)(end - text.ptr) + 1 : text.len;
        ent_str line = {text.ptr + at, next - at};
        bool opens = !inside && opens_block(line), closes = inside && closes_block(line);
        bool table = !inside && is_table(line);
        if ((opens || table) && !ent_words_add(words, &r->lexicon, (ent_str){text.ptr + prose, at - prose}))
            return false;
        if (closes || table) prose = next;
        inside = (inside || opens) && !closes;
        at = next;
    }
    return inside || ent_words_add(words, &r->lexicon, (ent_str){text.ptr + prose, text.len - prose});
}

/* The heading is compared as a title. */
static bool read_prose(ent_redline *r, const ent_document *d, ent_words **out)
{
    *out = ent_arena_alloc(r->arena, d->article_count + 1, sizeof **out);
    for (size_t i = 0; *out && i < d->article_count; i++) {
        ent_str section = ent_article_section(d, i);
        const char *line = section.len ? memchr(section.ptr, '\n', section.len) : NULL;
        size_t from = line ? (size_t)(line - section.ptr) + 1 : section.len;
        if (!add_prose(r, &(*out)[i], (ent_str){section.ptr + from, section.len - from})) return false;
    }
    return *out != NULL;
}

/* ---- moves ------------------------------------------------------------------------------------------ */

typedef struct spot {
    uint32_t article, word, next; /* the next spot with the same key, from 1 */
} spot;

typedef struct shingles {
    ent_rows spots;
    uint32_t *heads; /* by key, from 1 */
    uint32_t mask;
} shingles;

static uint32_t key_of(const uint32_t *ids)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < MOVE_WORDS_MIN; i++) h = (h ^ ids[i]) * 16777619u;
    return h ^ h >> 15;
}

static bool is_run(const ent_words *w, size_t at, ent_mark mark)
{
    if (at + MOVE_WORDS_MIN > w->count) return false;
    for (size_t i = 0; i < MOVE_WORDS_MIN; i++)
        if (w->mark[at + i] != mark) return false;
    return true;
}

static bool index_new_words(ent_redline *r, shingles *s)
{
    size_t words = 1;
    for (size_t i = 0; i < r->b->article_count; i++) words += r->words_b[i].count;
    for (s->mask = 1023; s->mask < words; s->mask = 2 * s->mask + 1) continue;
    s->heads = ent_arena_alloc(r->arena, (size_t)s->mask + 1, sizeof *s->heads);
    for (size_t i = 0; s->heads && i < r->b->article_count; i++)
        for (size_t w = 0; w < r->words_b[i].count; w++) {
            if (!is_run(&r->words_b[i], w, ENT_MARK_NEW)) continue;
            spot *p = ent_rows_add(&s->spots, r->arena, sizeof *p);
            if (!p) return false;
            uint32_t *head = &s->heads[key_of(r->words_b[i].id + w) & s->mask];
            *p = (spot){(uint32_t)i, (uint32_t)w, *head};
            *head = (uint32_t)s->spots.count;
        }
    return s->heads != NULL;
}

static size_t run_length(const ent_words *a, size_t i, const ent_words *b, size_t k)
{
    size_t n = 0;
    while (i + n < a->count && k + n < b->count && a->id[i + n] == b->id[k + n] &&
           a->mark[i + n] == ENT_MARK_GONE && b->mark[k + n] == ENT_MARK_NEW)
        n++;
    return n;
}

/* The longest run of new words that is the run of gone words from here on. */
static size_t longest(const ent_redline *r, const shingles *s, const ent_words *a, size_t at,
                      const spot **out)
{
    size_t best = 0;
    const spot *spots = s->spots.at;
    for (uint32_t i = s->heads[key_of(a->id + at) & s->mask]; i; i = spots[i - 1].next) {
        size_t n = run_length(a, at, &r->words_b[spots[i - 1].article], spots[i - 1].word);
        if (n > best) best = n, *out = &spots[i - 1];
    }
    return best;
}

static void set_moved(ent_words *w, size_t at, size_t count, ent_mark mark, uint32_t move)
{
    for (size_t i = at; i < at + count; i++) w->mark[i] = mark, w->move[i] = move;
}

static bool find_moves(ent_redline *r)
{
    shingles s = {0};
    uint32_t moves = 0;
    if (!index_new_words(r, &s)) return false;
    for (size_t i = 0; i < r->a->article_count; i++) {
        ent_words *a = &r->words_a[i];
        for (size_t w = 0; w < a->count; w++) {
            const spot *to = NULL;
            size_t n = is_run(a, w, ENT_MARK_GONE) ? longest(r, &s, a, w, &to) : 0;
            if (n < MOVE_WORDS_MIN) continue;
            set_moved(a, w, n, ENT_MARK_MOVED_AWAY, ++moves);
            set_moved(&r->words_b[to->article], to->word, n, ENT_MARK_MOVED_HERE, moves);
            w += n - 1;
        }
    }
    return true;
}

bool ent_redline_mark(ent_redline *r)
{
    if (!read_prose(r, r->a, &r->words_a) || !read_prose(r, r->b, &r->words_b)) return false;
    for (size_t i = 0; i < r->a->article_count; i++) {
        ent_words none = {0}, *a = &r->words_a[i];
        size_t k = r->match_a[i];
        if (!ent_words_compare(a, k == ENT_NOWHERE ? &none : &r->words_b[k], r->arena)) return false;
    }
    for (size_t k = 0; k < r->b->article_count; k++) {
        ent_words none = {0};
        if (r->match_b[k] == ENT_NOWHERE && !ent_words_compare(&none, &r->words_b[k], r->arena)) return false;
    }
    return find_moves(r);
}
