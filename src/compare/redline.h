/* redline.h: what the files that compare two texts share. */
#ifndef ENT_COMPARE_REDLINE_H
#define ENT_COMPARE_REDLINE_H

#include "compare/words.h"

/* A growing array in an arena; `at` holds items of one size. */
typedef struct ent_rows {
    void *at;
    size_t count, cap, size;
} ent_rows;
/* Room for one more, zeroed; NULL when memory ran out. */
void *ent_rows_add(ent_rows *rows, ent_arena *arena, size_t size);

struct ent_redline {
    ent_arena *arena;
    const ent_doc *before, *after;
    const ent_document *a, *b;
    ent_lexicon lexicon;
    ent_words *words_a, *words_b; /* of each article: the prose */
    size_t *match_a, *match_b;    /* articles: index in the other text, or ENT_NOWHERE */
    double *likeness_a;           /* of each article of `a` to its match */
    ent_article_pair *pairs;
    size_t pair_count;
    ent_clause_pair *clauses;
    size_t clause_count;
    ent_rows changes; /* ent_model_change */
};

/* articles.c: which article became which; fills in match_*, words_*. */
bool ent_redline_match(ent_redline *r);
/* redline.c: the text of an article from its heading to the next one. */
ent_str ent_article_section(const ent_document *d, size_t article);
/* pieces.c: marks, moves, and runs of words under one mark. */
bool ent_redline_mark(ent_redline *r);
/* model.c: clauses and declarations. */
bool ent_redline_compare_models(ent_redline *r);
/* nodes.c: do two trees say the same, wherever they stand? NULL and NONE are the same. */
bool ent_node_same(const ent_node *a, const ent_node *b);
/* lines.c: the lines of a clause pair, and of a declaration pair. */
bool ent_redline_compare_clauses(ent_redline *r, const ent_clause *a, const ent_clause *b, size_t article);
bool ent_redline_compare_decls(ent_redline *r, const ent_decl *a, const ent_decl *b);
bool ent_redline_compare_readings(ent_redline *r, const ent_reading *a, const ent_reading *b);
/* As written, white space folded. */
const char *ent_redline_source(ent_redline *r, const ent_document *d, ent_span span);
ent_model_change *ent_redline_add(ent_redline *r); /* NULL: no memory */
size_t ent_redline_pair_of(const ent_redline *r, size_t article_a, size_t article_b);

#endif
