/* parse_document.h: the parser's door: Markdown items in, a document's arrays out. */
#ifndef ENT_LANG_PARSE_DOCUMENT_H
#define ENT_LANG_PARSE_DOCUMENT_H

#include "lang/doc.h"
#include "lang/markdown.h"

/* Wrong statements leave diagnostics and are left out. Fails only when memory runs out. */
ent_status ent_parse_document(ent_doc *doc, const ent_md_item *items, size_t count, ent_diags *diags,
                              ent_error *err) ENT_MUST_USE;

/* For tests and fuzzing of everything below the Markdown front: a text that is one block of statements. */
ent_status ent_doc_parse_block(const char *name, ent_str text, ent_diags *diags, ent_doc **out,
                               ent_error *err) ENT_MUST_USE;

#endif
