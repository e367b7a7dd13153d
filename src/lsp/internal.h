/* internal.h: what the files of the language server share. */
#ifndef ENT_LSP_INTERNAL_H
#define ENT_LSP_INTERNAL_H

#include "base/buf.h"
#include "base/json.h"
#include "lang/occurrence.h"
#include "entente/lsp.h"

#include <jansson.h>

struct ent_lsp_doc;

/* ---- position.c: a place as editors count: lines and UTF-16 units from 0 ---- */
typedef struct ent_lsp_place {
    size_t line, unit;
} ent_lsp_place;
/* Past the end of a line is its end, past the last line the end of the text. */
uint32_t ent_lsp_offset_of(const struct ent_lsp_doc *doc, ent_lsp_place place);
ent_lsp_place ent_lsp_place_of(const struct ent_lsp_doc *doc, size_t offset);
/* Where each line begins, pushed on `out` (uint32_t). False when memory ran out. */
bool ent_lsp_find_lines(ent_str text, ent_vec *out) ENT_MUST_USE;

/* ---- document.c: an open text ---- */
typedef struct ent_lsp_doc {
    char *uri;
    ent_buf text;
    ent_vec lines; /* uint32_t: where each line begins */
    int64_t version;
    ent_doc *doc; /* NULL: could not be read at all */
    ent_diags *diags;
    ent_vec names;     /* ent_occurrence */
    char refused[512]; /* why `doc` is NULL */
} ent_lsp_doc;
void ent_lsp_doc_done(ent_lsp_doc *doc); /* all-zero is fine */
/* Take a new text and read it. ENT_E_NOMEM only: whatever is wrong with the text turns up in diagnostics. */
ent_status ent_lsp_doc_read(ent_lsp_doc *doc, ent_str text, ent_error *err) ENT_MUST_USE;
/* The name at a byte, or NULL. */
const ent_occurrence *ent_lsp_name_at(const ent_lsp_doc *doc, uint32_t offset);

/* ---- answers: each writes one JSON value ---- */
void ent_lsp_write_range(ent_json *json, const char *key, const ent_lsp_doc *doc, ent_span span);
void ent_lsp_write_diagnostics(ent_json *json, const ent_lsp_doc *doc);
ent_status ent_lsp_hover(ent_json *json, const ent_lsp_doc *doc, uint32_t offset,
                         ent_error *err) ENT_MUST_USE;
void ent_lsp_definition(ent_json *json, const ent_lsp_doc *doc, uint32_t offset);
void ent_lsp_references(ent_json *json, const ent_lsp_doc *doc, uint32_t offset, bool with_definition);
void ent_lsp_highlights(ent_json *json, const ent_lsp_doc *doc, uint32_t offset);
void ent_lsp_outline(ent_json *json, const ent_lsp_doc *doc);
void ent_lsp_completion(ent_json *json, const ent_lsp_doc *doc, uint32_t offset);
void ent_lsp_prepare_rename(ent_json *json, const ent_lsp_doc *doc, uint32_t offset);
/* NULL, and the edit written; or why the new name cannot be taken, and nothing written. */
const char *ent_lsp_rename(ent_json *json, const ent_lsp_doc *doc, uint32_t offset, const char *new_name);
/* The whole text laid out, as one edit; none when it is laid out already or has errors. */
ent_status ent_lsp_formatting(ent_json *json, const ent_lsp_doc *doc, ent_error *err) ENT_MUST_USE;

#endif
