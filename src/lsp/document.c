/* document.c: a text that is open in the editor, read anew with every change, and what is wrong with it. */
#include "base/mem.h"
#include "lsp/internal.h"

#include "base/limits.h"
#include <string.h>

static void forget(ent_lsp_doc *doc)
{
    ent_vec_done(&doc->names);
    ent_vec_done(&doc->lines);
    ent_doc_free(doc->doc);
    ent_diags_free(doc->diags);
    doc->names = doc->lines = (ent_vec){0}, doc->doc = NULL, doc->diags = NULL, doc->refused[0] = '\0';
}

void ent_lsp_doc_done(ent_lsp_doc *doc)
{
    forget(doc);
    ent_buf_done(&doc->text);
    ent_free(doc->uri);
    doc->uri = NULL;
}

ent_status ent_lsp_doc_read(ent_lsp_doc *doc, ent_str text, ent_error *err)
{
    ent_error why = {0};
    forget(doc);
    ent_buf_clear(&doc->text);
    doc->text.max = ENT_LSP_MESSAGE_BYTES_MAX;
    ent_buf_add(&doc->text, text);
    if (doc->text.failed || !ent_lsp_find_lines(ent_buf_str(&doc->text), &doc->lines))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_diags_new(&doc->diags, err);
    if (st != ENT_OK) return st;
    st = ent_doc_parse(doc->uri, ent_buf_str(&doc->text), doc->diags, &doc->doc, &why);
    if (st == ENT_OK) st = ent_doc_check(doc->doc, NULL, doc->diags, &why);
    if (st == ENT_OK && !ent_doc_occurrences(doc->doc, &doc->names))
        st = ent_fail(&why, ENT_E_NOMEM, "out of memory");
    if (st == ENT_E_NOMEM) return ent_fail(err, st, "%s", why.message);
    if (st != ENT_OK) memcpy(doc->refused, why.message, sizeof doc->refused);
    return ENT_OK;
}

const ent_occurrence *ent_lsp_name_at(const ent_lsp_doc *doc, uint32_t offset)
{
    const ent_occurrence *names = doc->names.ptr;
    for (size_t i = 0; i < doc->names.count; i++) {
        ent_span span = names[i].span;
        if (offset >= span.offset && offset <= span.offset + span.length) return &names[i];
    }
    return NULL;
}

/* ---- diagnostics ------------------------------------------------------------------------------------ */

static void write_place(ent_json *json, const char *key, ent_lsp_place place)
{
    ent_json_key(json, key);
    ent_json_begin_object(json);
    ent_json_kint(json, "line", (int64_t)place.line);
    ent_json_kint(json, "character", (int64_t)place.unit);
    ent_json_end_object(json);
}

void ent_lsp_write_range(ent_json *json, const char *key, const ent_lsp_doc *doc, ent_span span)
{
    ent_json_key(json, key);
    ent_json_begin_object(json);
    write_place(json, "start", ent_lsp_place_of(doc, span.offset));
    write_place(json, "end", ent_lsp_place_of(doc, (size_t)span.offset + span.length));
    ent_json_end_object(json);
}

static void write_message(ent_json *json, const ent_diag *d)
{
    ent_buf words;
    ent_buf_init(&words, 16384);
    ent_buf_adds(&words, d->message);
    if (d->detail) ent_buf_printf(&words, "\n%s", d->detail);
    if (d->hint) ent_buf_printf(&words, "\n%s", d->hint);
    ent_json_kstring(json, "message", words.failed ? d->message : words.ptr);
    ent_buf_done(&words);
}

static void write_diagnostic(ent_json *json, const ent_lsp_doc *doc, const ent_diag *d)
{
    static const int severity[] = {1, 2, 3}; /* error, warning, information */
    ent_json_begin_object(json);
    ent_lsp_write_range(json, "range", doc, d->line[0] || d->span.length ? d->span : (ent_span){0, 0, 1, 1});
    ent_json_kint(json, "severity", severity[d->severity]);
    ent_json_kstring(json, "code", d->code);
    ent_json_kstring(json, "source", "entente");
    write_message(json, d);
    ent_json_end_object(json);
}

void ent_lsp_write_diagnostics(ent_json *json, const ent_lsp_doc *doc)
{
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_diags_count(doc->diags); i++)
        write_diagnostic(json, doc, ent_diags_at(doc->diags, i));
    ent_diag refused = {
        .severity = ENT_SEV_ERROR, .code = "text-refused", .line = "", .message = doc->refused};
    if (doc->refused[0]) write_diagnostic(json, doc, &refused);
    ent_json_end_array(json);
}
