/* articles.c: which article of the old text became which of the new one. Numbers lie when an article is put
 * in between, so the words decide: every pair gets a likeness from words, title and number, and the best
 * pairs are taken first. What is alike less than half is another article. */
#include "compare/redline.h"

#include <stdlib.h>
#include <string.h>

#define LIKENESS_MIN 0.45
#define WEIGHT_WORDS 0.6
#define WEIGHT_TITLE 0.25
#define WEIGHT_NUMBER 0.15

/* The words of an article as counts by id, sorted. */
typedef struct bag {
    uint32_t *ids;
    size_t count;
} bag;

typedef struct candidate {
    size_t a, b;
    double score, words;
} candidate;

ent_str ent_article_section(const ent_document *d, size_t article)
{
    uint32_t from = d->articles[article].span.offset;
    uint32_t to =
        article + 1 < d->article_count ? d->articles[article + 1].span.offset : (uint32_t)d->source.bytes.len;
    return (ent_str){d->source.bytes.ptr + from, to > from ? to - from : 0};
}

static int by_id(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static bool fill_bag(ent_redline *r, bag *out, ent_str text)
{
    ent_words words = {0};
    if (!ent_words_add(&words, &r->lexicon, text)) return false;
    *out = (bag){words.id, words.count};
    if (words.count) qsort(words.id, words.count, sizeof *words.id, by_id);
    return true;
}

/* Dice's coefficient: twice the words in common by the words of both. */
static double alike(bag a, bag b)
{
    size_t common = 0;
    if (!a.count && !b.count) return 1;
    for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
        if (a.ids[i] == b.ids[k])
            common++, i++, k++;
        else if (a.ids[i] < b.ids[k])
            i++;
        else
            k++;
    }
    return 2.0 * (double)common / (double)(a.count + b.count);
}

/* A title without its number: "Article 5: Out of reach" -> "Out of reach" is what can be alike. */
static ent_str bare_title(const ent_article *article)
{
    ent_str title = ent_str_of(article->title ? article->title : "");
    size_t n = article->number ? strlen(article->number) : 0;
    for (size_t i = 0; n && i + n <= title.len; i++)
        if (memcmp(title.ptr + i, article->number, n) == 0)
            return ent_str_trim((ent_str){title.ptr + i + n, title.len - i - n});
    return title;
}

static bool same_number(const ent_article *a, const ent_article *b)
{
    const char *x = a->number ? a->number : "", *y = b->number ? b->number : "";
    return strcmp(x, y) == 0;
}

/* A heading that is a number and nothing else says nothing about what stands below it. */
static double weigh(double words, bag title_a, bag title_b, bool number)
{
    double n = number ? 1 : 0;
    if (!title_a.count && !title_b.count) return (WEIGHT_WORDS + WEIGHT_TITLE) * words + WEIGHT_NUMBER * n;
    return WEIGHT_WORDS * words + WEIGHT_TITLE * alike(title_a, title_b) + WEIGHT_NUMBER * n;
}

static int by_score(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    size_t p = a->a > a->b ? a->a - a->b : a->b - a->a, q = b->a > b->b ? b->a - b->b : b->b - b->a;
    if (p != q) return p < q ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b > b->b) - (a->b < b->b);
}

static bool fill_bags(ent_redline *r, const ent_document *d, bag **out_text, bag **out_title)
{
    bag *text = ent_arena_alloc(r->arena, d->article_count + 1, sizeof *text);
    bag *title = ent_arena_alloc(r->arena, d->article_count + 1, sizeof *title);
    if (!text || !title) return false;
    for (size_t i = 0; i < d->article_count; i++) {
        ent_str section = ent_article_section(d, i);
        uint32_t heading = d->articles[i].span.length;
        ent_str body =
            heading < section.len ? (ent_str){section.ptr + heading, section.len - heading} : (ent_str){0};
        if (!fill_bag(r, &text[i], body) || !fill_bag(r, &title[i], bare_title(&d->articles[i])))
            return false;
    }
    *out_text = text, *out_title = title;
    return true;
}

static void take_best(ent_redline *r, candidate *all, size_t count)
{
    qsort(all, count, sizeof *all, by_score);
    for (size_t i = 0; i < count; i++) {
        if (r->match_a[all[i].a] != ENT_NOWHERE || r->match_b[all[i].b] != ENT_NOWHERE) continue;
        r->match_a[all[i].a] = all[i].b, r->match_b[all[i].b] = all[i].a;
        r->likeness_a[all[i].a] = all[i].words;
    }
}

static bool start(ent_redline *r)
{
    size_t n = r->a->article_count, m = r->b->article_count;
    r->match_a = ent_arena_alloc(r->arena, n + 1, sizeof *r->match_a);
    r->match_b = ent_arena_alloc(r->arena, m + 1, sizeof *r->match_b);
    r->likeness_a = ent_arena_alloc(r->arena, n + 1, sizeof *r->likeness_a);
    if (!r->match_a || !r->match_b || !r->likeness_a) return false;
    for (size_t i = 0; i < n; i++) r->match_a[i] = ENT_NOWHERE;
    for (size_t i = 0; i < m; i++) r->match_b[i] = ENT_NOWHERE;
    return true;
}

bool ent_redline_match(ent_redline *r)
{
    bag *text_a, *text_b, *title_a, *title_b;
    size_t n = r->a->article_count, m = r->b->article_count;
    ent_rows found = {0};
    if (!start(r) || !fill_bags(r, r->a, &text_a, &title_a) || !fill_bags(r, r->b, &text_b, &title_b))
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            double words = alike(text_a[i], text_b[k]);
            bool number = same_number(&r->a->articles[i], &r->b->articles[k]);
            double score = weigh(words, title_a[i], title_b[k], number);
            if (score < LIKENESS_MIN) continue;
            candidate *c = ent_rows_add(&found, r->arena, sizeof *c);
            if (!c) return false;
            *c = (candidate){i, k, score, words};
        }
    if (found.count) take_best(r, found.at, found.count);
    return true;
}
