/* model.c: which clause became which, and which declaration. Inside matched articles an id that both have is
 * the same clause; what is left is paired by what it does; then ids that both texts have anywhere. */
#include "compare/redline.h"

#include <string.h>

size_t ent_redline_pair_of(const ent_redline *r, size_t article_a, size_t article_b)
{
    for (size_t i = 0; i < r->pair_count; i++)
        if ((article_b != ENT_NOWHERE && r->pairs[i].after == article_b) ||
            (article_b == ENT_NOWHERE && r->pairs[i].before == article_a))
            return i;
    return ENT_NOWHERE;
}

typedef struct matching {
    ent_redline *r;
    size_t *a, *b; /* of each clause: its match */
} matching;

static bool same_article(const matching *m, const ent_clause *a, const ent_clause *b)
{
    return m->r->match_a[a->article] == b->article;
}

/* How much two clauses of matched articles have in common; 0: too little. */
static int kinship(const ent_clause *a, const ent_clause *b)
{
    if (a->modality != b->modality) return 0;
    int score = ent_node_same(a->acts, b->acts) ? 2 : 0;
    score += strcmp(a->title ? a->title : "", b->title ? b->title : "") == 0 ? 1 : 0;
    score += ent_node_same(a->object, b->object) + ent_node_same(a->by, b->by) +
             ent_node_same(a->when, b->when) + ent_node_same(a->where, b->where) +
             ent_node_same(a->aggregate, b->aggregate);
    return score >= 3 ? score : 0;
}

static void take(matching *m, size_t i, size_t k)
{
    m->a[i] = k, m->b[k] = i;
}

static void match_ids(matching *m, bool anywhere)
{
    for (size_t i = 0; i < m->r->a->clause_count; i++)
        for (size_t k = 0; k < m->r->b->clause_count && m->a[i] == ENT_NOWHERE; k++) {
            const ent_clause *a = &m->r->a->clauses[i], *b = &m->r->b->clauses[k];
            if (m->b[k] == ENT_NOWHERE && strcmp(a->id, b->id) == 0 && (anywhere || same_article(m, a, b)))
                take(m, i, k);
        }
}

static void match_kin(matching *m)
{
    for (size_t i = 0; i < m->r->a->clause_count; i++) {
        int best = 0;
        size_t at = 0;
        for (size_t k = 0; k < m->r->b->clause_count && m->a[i] == ENT_NOWHERE; k++) {
            const ent_clause *a = &m->r->a->clauses[i], *b = &m->r->b->clauses[k];
            int score = m->b[k] == ENT_NOWHERE && same_article(m, a, b) ? kinship(a, b) : 0;
            if (score > best) best = score, at = k;
        }
        if (best) take(m, i, at);
    }
}

/* An id that now stands in another article is the same clause only if it does the same. */
static bool start(matching *m, ent_redline *r)
{
    m->r = r;
    m->a = ent_arena_alloc(r->arena, r->a->clause_count + 1, sizeof *m->a);
    m->b = ent_arena_alloc(r->arena, r->b->clause_count + 1, sizeof *m->b);
    if (!m->a || !m->b) return false;
    for (size_t i = 0; i < r->a->clause_count; i++) m->a[i] = ENT_NOWHERE;
    for (size_t k = 0; k < r->b->clause_count; k++) m->b[k] = ENT_NOWHERE;
    match_ids(m, false);
    match_kin(m);
    match_ids(m, true);
    return true;
}

static bool compare_clauses(matching *m)
{
    ent_redline *r = m->r;
    r->clauses = ent_arena_alloc(r->arena, r->a->clause_count + r->b->clause_count + 1, sizeof *r->clauses);
    if (!r->clauses) return false;
    for (size_t k = 0; k < r->b->clause_count; k++) {
        const ent_clause *a = m->b[k] == ENT_NOWHERE ? NULL : &r->a->clauses[m->b[k]], *b = &r->b->clauses[k];
        r->clauses[r->clause_count++] = (ent_clause_pair){a, b};
        if (!ent_redline_compare_clauses(r, a, b, ent_redline_pair_of(r, ENT_NOWHERE, b->article)))
            return false;
    }
    for (size_t i = 0; i < r->a->clause_count; i++) {
        if (m->a[i] != ENT_NOWHERE) continue;
        const ent_clause *a = &r->a->clauses[i];
        r->clauses[r->clause_count++] = (ent_clause_pair){a, NULL};
        size_t pair = r->match_a[a->article];
        if (!ent_redline_compare_clauses(r, a, NULL, ent_redline_pair_of(r, a->article, pair))) return false;
    }
    return true;
}

/* ---- declarations and readings ---------------------------------------------------------------------- */

static bool same_decl(const ent_decl *a, const ent_decl *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == ENT_DECL_PARTY || a->kind == ENT_DECL_FORCE)
        return a->op == b->op && ent_node_same(a->body, b->body) && ent_node_same(a->actors, b->actors);
    return strcmp(a->name ? a->name : "", b->name ? b->name : "") == 0;
}

static const ent_decl *find_decl(const ent_document *d, const ent_decl *like)
{
    for (size_t i = 0; i < d->decl_count; i++)
        if (same_decl(&d->decls[i], like)) return &d->decls[i];
    return NULL;
}

static bool compare_decls(ent_redline *r)
{
    for (size_t i = 0; i < r->b->decl_count; i++)
        if (!ent_redline_compare_decls(r, find_decl(r->a, &r->b->decls[i]), &r->b->decls[i])) return false;
    for (size_t i = 0; i < r->a->decl_count; i++)
        if (!find_decl(r->b, &r->a->decls[i]) && !ent_redline_compare_decls(r, &r->a->decls[i], NULL))
            return false;
    return true;
}

static const ent_reading *find_reading(const ent_document *d, const ent_reading *like)
{
    for (size_t i = 0; i < d->reading_count; i++)
        if (strcmp(d->readings[i].name, like->name) == 0 && strcmp(d->readings[i].of, like->of) == 0)
            return &d->readings[i];
    return NULL;
}

static bool compare_readings(ent_redline *r)
{
    for (size_t i = 0; i < r->b->reading_count; i++)
        if (!ent_redline_compare_readings(r, find_reading(r->a, &r->b->readings[i]), &r->b->readings[i]))
            return false;
    for (size_t i = 0; i < r->a->reading_count; i++)
        if (!find_reading(r->b, &r->a->readings[i]) &&
            !ent_redline_compare_readings(r, &r->a->readings[i], NULL))
            return false;
    return true;
}

bool ent_redline_compare_models(ent_redline *r)
{
    matching m;
    return start(&m, r) && compare_clauses(&m) && compare_readings(r) && compare_decls(r);
}
