/* redline.c: two texts side by side: articles paired and put in order, their words as pieces. Start reading
 * here. */
#include "compare/redline.h"

#include <string.h>

#include "base/mem.h"

void *ent_rows_add(ent_rows *rows, ent_arena *arena, size_t size)
{
    if (rows->count == rows->cap) {
        size_t cap = rows->cap ? 2 * rows->cap : 16;
        void *grown = ent_arena_alloc(arena, cap, size);
        if (!grown) return NULL;
        if (rows->count) memcpy(grown, rows->at, rows->count * size);
        rows->at = grown, rows->cap = cap, rows->size = size;
    }
    return (char *)rows->at + rows->count++ * size;
}

/* ---- pieces ----------------------------------------------------------------------------------------- */

static bool add_run(ent_redline *r, ent_rows *pieces, const ent_words *w, size_t from, size_t to)
{
    size_t length = 1;
    for (size_t i = from; i < to; i++) length += w->text[i].len + 1;
    char *text = ent_arena_alloc(r->arena, length, 1);
    ent_prose_run *p = ent_rows_add(pieces, r->arena, sizeof *p);
    if (!text || !p) return false;
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        bool glued = i == from || w->text[i].ptr[0] == '\n' || w->text[i - 1].ptr[0] == '\n';
        if (!glued) text[n++] = ' ';
        memcpy(text + n, w->text[i].ptr, w->text[i].len);
        n += w->text[i].len;
    }
    *p = (ent_prose_run){w->mark[from], text, w->move[from]};
    return true;
}

static size_t run_end(const ent_words *w, size_t from)
{
    size_t to = from + 1;
    while (to < w->count && w->mark[to] == w->mark[from] && w->move[to] == w->move[from]) to++;
    return to;
}

/* Words that both have are told once; what is gone stands before what is new. */
static bool add_pieces(ent_redline *r, ent_article_pair *pair)
{
    static const ent_words none = {0};
    const ent_words *a = pair->before == ENT_NOWHERE ? &none : &r->words_a[pair->before];
    const ent_words *b = pair->after == ENT_NOWHERE ? &none : &r->words_b[pair->after];
    ent_rows pieces = {0};
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        if (i < a->count && a->mark[i] != ENT_MARK_SAME) {
            size_t end = run_end(a, i);
            if (!add_run(r, &pieces, a, i, end)) return false;
            i = end;
        } else if (k < b->count) {
            size_t end = run_end(b, k);
            if (!add_run(r, &pieces, b, k, end)) return false;
            if (b->mark[k] == ENT_MARK_SAME) {
                /* the old text has the same words, perhaps cut by some that are gone */
                size_t n = 0;
                while (n < end - k && i + n < a->count && a->mark[i + n] == ENT_MARK_SAME) n++;
                if (n < end - k) ((ent_prose_run *)pieces.at)[--pieces.count] = (ent_prose_run){0};
                if (n < end - k && !add_run(r, &pieces, b, k, k + n)) return false;
                i += n, end = k + n;
            }
            k = end;
        }
    }
    pair->pieces = pieces.at, pair->piece_count = pieces.count;
    for (size_t i = 0; i < pair->piece_count; i++) pair->is_changed |= pair->pieces[i].mark != ENT_MARK_SAME;
    return true;
}

/* ---- pairs ------------------------------------------------------------------------------------------ */

static const char *text_of(const char *s)
{
    return s ? s : "";
}

static void describe(const ent_redline *r, ent_article_pair *p)
{
    p->is_changed = true;
    if (p->before == ENT_NOWHERE || p->after == ENT_NOWHERE) return;
    const ent_article *a = &r->a->articles[p->before], *b = &r->b->articles[p->after];
    p->renumbered = strcmp(text_of(a->number), text_of(b->number)) != 0;
    p->retitled = strcmp(text_of(a->title), text_of(b->title)) != 0;
    p->likeness = r->likeness_a[p->before];
    p->is_changed = p->renumbered || p->retitled;
}

/* The longest run of matches in ascending order stays where it was; the others have changed places. */
static bool find_reordered(ent_redline *r)
{
    size_t n = r->b->article_count, best = 0, at = ENT_NOWHERE;
    size_t *length = ent_arena_alloc(r->arena, n + 1, sizeof *length),
           *prev = ent_arena_alloc(r->arena, n + 1, sizeof *prev);
    bool *stays = ent_arena_alloc(r->arena, n + 1, sizeof *stays);
    if (!length || !prev || !stays) return false;
    for (size_t k = 0; k < n; k++) {
        if (r->match_b[k] == ENT_NOWHERE) continue;
        length[k] = 1, prev[k] = ENT_NOWHERE;
        for (size_t i = 0; i < k; i++)
            if (length[i] && r->match_b[i] < r->match_b[k] && length[i] + 1 > length[k])
                length[k] = length[i] + 1, prev[k] = i;
        if (length[k] > best) best = length[k], at = k;
    }
    for (; at != ENT_NOWHERE; at = prev[at]) stays[at] = true;
    for (size_t i = 0; i < r->pair_count; i++) {
        ent_article_pair *p = &r->pairs[i];
        if (p->after == ENT_NOWHERE || p->before == ENT_NOWHERE || stays[p->after]) continue;
        p->reordered = p->is_changed = true;
    }
    return true;
}

static void add_pair(ent_redline *r, size_t before, size_t after)
{
    ent_article_pair *p = &r->pairs[r->pair_count++];
    *p = (ent_article_pair){.before = before, .after = after};
    describe(r, p);
}

/* Articles that are gone come right behind what stood before them. */
static void add_gone_after(ent_redline *r, size_t before)
{
    size_t i = before == ENT_NOWHERE ? 0 : before + 1;
    for (; i < r->a->article_count && r->match_a[i] == ENT_NOWHERE; i++) add_pair(r, i, ENT_NOWHERE);
}

static bool make_pairs(ent_redline *r)
{
    r->pairs = ent_arena_alloc(r->arena, r->a->article_count + r->b->article_count + 1, sizeof *r->pairs);
    if (!r->pairs) return false;
    add_gone_after(r, ENT_NOWHERE);
    for (size_t k = 0; k < r->b->article_count; k++) {
        add_pair(r, r->match_b[k], k);
        if (r->match_b[k] != ENT_NOWHERE) add_gone_after(r, r->match_b[k]);
    }
    for (size_t i = 0; i < r->pair_count; i++)
        if (!add_pieces(r, &r->pairs[i])) return false;
    return find_reordered(r);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

ent_status ent_redline_find(const ent_doc *before, const ent_doc *after, ent_redline **out, ent_error *err)
{
    ent_redline *r = ent_alloc_zero(1, sizeof *r);
    if (!r) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    r->arena = ent_arena_new();
    r->before = before, r->after = after;
    r->a = ent_doc_view(before), r->b = ent_doc_view(after);
    r->lexicon = (ent_lexicon){ent_map_new(), 0, r->arena};
    bool ok = r->arena && r->lexicon.ids && ent_redline_match(r) && ent_redline_mark(r) && make_pairs(r) &&
              ent_redline_compare_models(r);
    ent_map_free(r->lexicon.ids);
    r->lexicon.ids = NULL;
    if (ok) {
        *out = r;
        return ENT_OK;
    }
    ent_redline_free(r);
    return ent_fail(err, ENT_E_NOMEM, "out of memory");
}

void ent_redline_free(ent_redline *r)
{
    if (!r) return;
    ent_arena_free(r->arena);
    ent_free(r);
}

size_t ent_redline_article_count(const ent_redline *r)
{
    return r->pair_count;
}
const ent_article_pair *ent_redline_article_at(const ent_redline *r, size_t i)
{
    return i < r->pair_count ? &r->pairs[i] : NULL;
}
size_t ent_redline_change_count(const ent_redline *r)
{
    return r->changes.count;
}
const ent_model_change *ent_redline_change_at(const ent_redline *r, size_t i)
{
    return i < r->changes.count ? (const ent_model_change *)r->changes.at + i : NULL;
}
size_t ent_redline_clause_count(const ent_redline *r)
{
    return r->clause_count;
}
const ent_clause_pair *ent_redline_clause_at(const ent_redline *r, size_t i)
{
    return i < r->clause_count ? &r->clauses[i] : NULL;
}
const ent_doc *ent_redline_before(const ent_redline *r)
{
    return r->before;
}
const ent_doc *ent_redline_after(const ent_redline *r)
{
    return r->after;
}
