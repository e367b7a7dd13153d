/* document.c: the life of a document: text in, tree out, look-ups by name. */
#include "lang/doc.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lang/json_text.h"
#include "lang/parse_document.h"

#include <string.h>

void ent_doc_free(ent_doc *doc)
{
    if (!doc) return;
    ent_map_free(doc->clauses);
    ent_map_free(doc->decls);
    ent_map_free(doc->namers);
    ent_map_free(doc->broken);
    ent_text_done(&doc->text);
    ent_arena_free(doc->arena);
    ent_free(doc);
}

const ent_document *ent_doc_view(const ent_doc *doc)
{
    return &doc->document;
}

/* A document around a copy of the text. */
static ent_status doc_new(const char *name, ent_str text, ent_doc **out, ent_error *err)
{
    if (text.len > ENT_AGREEMENT_BYTES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "%s: the text has %zu bytes; at most %u are read", name, text.len,
                        ENT_AGREEMENT_BYTES_MAX);
    ent_doc *doc = ent_alloc_zero(1, sizeof *doc);
    if (!doc) return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", name);
    doc->arena = ent_arena_new();
    doc->clauses = ent_map_new();
    doc->decls = ent_map_new();
    doc->namers = ent_map_new();
    doc->broken = ent_map_new();
    const char *file = doc->arena ? ent_arena_copy(doc->arena, ent_str_of(name)) : NULL;
    const char *bytes = doc->arena ? ent_arena_copy(doc->arena, text) : NULL;
    ent_status st = ENT_OK;
    if (!doc->clauses || !doc->decls || !doc->namers || !doc->broken || !file || !bytes)
        st = ent_fail(err, ENT_E_NOMEM, "%s: out of memory", name);
    if (st == ENT_OK) st = ent_text_init(&doc->text, (ent_source){file, {bytes, text.len}}, err);
    if (st != ENT_OK) {
        ent_doc_free(doc);
        return st;
    }
    doc->document = (ent_document){.source = doc->text.source,
                                   .title = "",
                                   .status = "",
                                   .code = "",
                                   .locator = "",
                                   .case_title = "",
                                   .view = "",
                                   .agreement_file = "",
                                   .case_layer = -1};
    *out = doc;
    return ENT_OK;
}

static bool add_namers(ent_doc *doc, const ent_clause *k, const ent_node *list)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++) {
        const char *name = list->kids[i]->text;
        if (!name || !*name) continue;
        const ent_namer *next = ent_map_get(doc->namers, ent_str_of(name));
        if (next && next->clause == k) continue;
        ent_namer *first = ent_arena_alloc(doc->arena, 1, sizeof *first);
        if (!first) return false;
        *first = (ent_namer){k, next};
        if (!ent_map_put(doc->namers, ent_str_of(name), first)) return false;
    }
    return true;
}

/* Last clause first, each put before those further down. */
static bool index_namers(ent_doc *doc)
{
    for (size_t i = doc->document.clause_count; i-- > 0;) {
        const ent_clause *k = &doc->document.clauses[i];
        if (!add_namers(doc, k, k->unless) || !add_namers(doc, k, k->without)) return false;
    }
    return true;
}

/* The first clause and the first declaration of each name. */
static bool index_names(ent_doc *doc)
{
    const ent_document *d = &doc->document;
    for (size_t i = d->clause_count; i-- > 0;)
        if (!ent_map_put(doc->clauses, ent_str_of(d->clauses[i].id), (void *)(uintptr_t)&d->clauses[i]))
            return false;
    for (size_t i = d->decl_count; i-- > 0;) {
        const ent_decl *decl = &d->decls[i];
        bool named = decl->kind != ENT_DECL_PARTY && decl->kind != ENT_DECL_FORCE &&
                     decl->kind != ENT_DECL_NOT_FORMALISED;
        if (named && !ent_map_put(doc->decls, ent_str_of(decl->name), (void *)(uintptr_t)decl)) return false;
    }
    return true;
}

static ent_status finish(ent_doc *doc, ent_status st, ent_doc **out, ent_error *err)
{
    if (st == ENT_OK && !(index_names(doc) && index_namers(doc)))
        st = ent_fail(err, ENT_E_NOMEM, "%s: out of memory", doc->text.source.file);
    if (st == ENT_OK) *out = doc, doc = NULL;
    ent_doc_free(doc);
    return st;
}

static ent_status parse_markdown(const char *name, ent_str text, ent_diags *diags, ent_doc **out,
                                 ent_error *err)
{
    ent_doc *doc = NULL;
    ent_vec items = {0};
    ent_status st = doc_new(name, text, &doc, err);
    if (st != ENT_OK) return st;
    st = ent_md_read(&doc->text, doc->arena, &items, err);
    if (st == ENT_OK) st = ent_parse_document(doc, items.ptr, items.count, diags, err);
    ent_vec_done(&items);
    return finish(doc, st, out, err);
}

/* An agreement in JSON stands for a Markdown text, and that is what is read. */
static ent_status parse_json(const char *name, ent_str text, ent_diags *diags, ent_doc **out, ent_error *err)
{
    ent_buf markdown;
    ent_buf_init(&markdown, ENT_AGREEMENT_BYTES_MAX);
    ent_status st = ent_doc_read_json(name, text, diags, &markdown, err);
    if (st == ENT_OK) st = parse_markdown(name, ent_buf_str(&markdown), diags, out, err);
    ent_buf_done(&markdown);
    return st;
}

ent_status ent_doc_parse(const char *name, ent_str text, ent_diags *diags, ent_doc **out, ent_error *err)
{
    return ent_text_is_json(text) ? parse_json(name, text, diags, out, err)
                                  : parse_markdown(name, text, diags, out, err);
}

ent_status ent_doc_parse_block(const char *name, ent_str text, ent_diags *diags, ent_doc **out,
                               ent_error *err)
{
    ent_doc *doc = NULL;
    ent_status st = doc_new(name, text, &doc, err);
    if (st != ENT_OK) return st;
    ent_md_item block = {.kind = ENT_MD_BLOCK, .last = doc->text.line_count, .text = ""};
    return finish(doc, ent_parse_document(doc, &block, 1, diags, err), out, err);
}

ent_status ent_doc_load(const char *path, ent_diags *diags, ent_doc **out, ent_error *err)
{
    ent_buf bytes;
    ent_status st = ent_file_read(path, ENT_AGREEMENT_BYTES_MAX, &bytes, err);
    if (st != ENT_OK) return st;
    st = ent_doc_parse(path, ent_buf_str(&bytes), diags, out, err);
    ent_buf_done(&bytes);
    return st;
}

const ent_namer *ent_doc_namers(const ent_doc *doc, const char *name)
{
    return doc->namers ? ent_map_get(doc->namers, ent_str_of(name)) : NULL;
}

const ent_clause *ent_doc_clause_find(const ent_doc *doc, ent_str id)
{
    return ent_map_get(doc->clauses, id);
}

const ent_decl *ent_doc_decl_find(const ent_doc *doc, ent_decl_kind kind, ent_str name)
{
    const ent_decl *decl = ent_map_get(doc->decls, name);
    if (!decl || decl->kind == kind) return decl;
    for (size_t i = 0; i < doc->document.decl_count;
         i++) { /* the name stands twice: reported, but be exact */
        decl = &doc->document.decls[i];
        if (decl->kind == kind && ent_str_is(name, decl->name)) return decl;
    }
    return NULL;
}
