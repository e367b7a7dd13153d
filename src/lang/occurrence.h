/* occurrence.h: where a checked document defines its names and where it uses them, for editors: go to
 * definition, references, renaming, what stands under the cursor. */
#ifndef ENT_LANG_OCCURRENCE_H
#define ENT_LANG_OCCURRENCE_H

#include "entente/lang.h"
#include "lang/vec.h"

typedef enum ent_occurrence_kind {
    ENT_OCCURS_CLAUSE, /* index: into the document's clauses */
    ENT_OCCURS_DECL,   /* index: into its declarations */
    ENT_OCCURS_BINDER, /* index: the clause, and past the last clause the reading, whose binder it is */
    ENT_OCCURS_OUTER   /* a name that stands outside the text: a country, a kind, an attribute; index 0 */
} ent_occurrence_kind;

typedef struct ent_occurrence {
    ent_occurrence_kind kind;
    size_t index;
    const char *name;     /* of the document */
    ent_span span;        /* of the name alone, without quotes */
    bool quoted;          /* it stands between quotes */
    bool defines;         /* this is where it gets its meaning */
    const ent_node *node; /* the node that uses it; NULL where a statement names it */
} ent_occurrence;

/* Every name of the document, in no particular order, pushed on `out` (ent_occurrence; cleared by the
 * caller). A document that was not checked gives what can be told without. False when memory ran out. */
bool ent_doc_occurrences(const ent_doc *doc, ent_vec *out) ENT_MUST_USE;
/* The smallest node of the document's clauses and declarations that covers a byte; NULL when none does. */
const ent_node *ent_doc_node_at(const ent_doc *doc, uint32_t offset);
/* The clause or declaration whose statement covers a byte, or NULL. */
const ent_clause *ent_doc_clause_at(const ent_doc *doc, uint32_t offset);
const ent_decl *ent_doc_decl_at(const ent_doc *doc, uint32_t offset);
/* A statement from its first word, whose span the tree keeps, to the end of its last line. */
ent_span ent_doc_statement_span(const ent_doc *doc, ent_span first_word);
/* Do two occurrences mean the same thing? */
bool ent_occurrence_same(const ent_occurrence *a, const ent_occurrence *b);

#endif
