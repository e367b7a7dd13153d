/* doc.h: what an ent_doc is made of. */
#ifndef ENT_LANG_DOC_H
#define ENT_LANG_DOC_H

#include "base/arena.h"
#include "base/map.h"
#include "entente/lang.h"
#include "lang/text.h"

/* A clause whose `unless` or `without` names something; the next one is further down in the text. */
typedef struct ent_namer {
    const ent_clause *clause;
    const struct ent_namer *next;
} ent_namer;

struct ent_doc {
    ent_arena *arena;
    ent_text text; /* of a copy of the bytes in the arena */
    ent_document document;
    ent_map *clauses; /* id -> ent_clause, the first of each */
    ent_map *decls;   /* name -> ent_decl, the first of each */
    ent_map *namers;  /* what `unless` and `without` name -> ent_namer, the first of those who do */
    ent_map *broken;  /* ids and names of statements that were left out: enough has been said about them */
    const ent_node **figures; /* with a label, in the order in which they were given one */
    size_t figure_count, figure_cap;
    bool checked;
};

/* Nodes belong to the document that is being built and are written by the parser and the checker alone,
 * through these two: everyone else sees them const. */
static inline ent_node *ent_node_edit(const ent_node *node)
{
    return (ent_node *)(uintptr_t)node;
}
const ent_namer *ent_doc_namers(const ent_doc *doc, const char *name); /* in the order of the text; NULL */
static inline const ent_node *ent_node_kid(const ent_node *node, uint32_t index)
{
    return node && index < node->kid_count ? node->kids[index] : NULL;
}

#endif
