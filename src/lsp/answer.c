/* answer.c: what an editor asks about the name at a place: what it says, where it is defined and used, the
 * outline, its renaming, the layout of the whole. */
#include "lsp/internal.h"

#include "base/limits.h"
#include <string.h>

#define WORDS_BYTES_MAX (1u << 20)

static const ent_occurrence *names_of(const ent_lsp_doc *doc)
{
    return doc->names.ptr;
}

static const ent_document *view_of(const ent_lsp_doc *doc)
{
    return ent_doc_view(doc->doc);
}

/* ---- hover ------------------------------------------------------------------------------------------ */

static void paragraph(ent_buf *words, const char *text)
{
    if (!text || !*text) return;
    if (words->len) ent_buf_adds(words, "\n\n");
    ent_buf_adds(words, text);
}

/* A clause and its rival readings, each in plain English. */
static ent_status say_clause(const ent_lsp_doc *doc, const ent_clause *clause, ent_buf *words, ent_error *err)
{
    const ent_document *d = view_of(doc);
    ent_buf_printf(words, "**%s**%s%s\n\n", clause->id, clause->title[0] ? " " : "", clause->title);
    ent_status st = ent_clause_explain(doc->doc, clause, ent_buf_sink(words), err);
    for (size_t i = 0; st == ENT_OK && i < d->reading_count; i++) {
        if (strcmp(d->readings[i].of, clause->id) != 0) continue;
        ent_buf_printf(words, "\n\n*Reading \"%s\"*: ", d->readings[i].name);
        st = ent_reading_explain(doc->doc, &d->readings[i], ent_buf_sink(words), err);
    }
    return st;
}

static ent_status say_decl(const ent_decl *decl, ent_buf *words, ent_error *err)
{
    ent_status st = ent_decl_explain(decl, ent_buf_sink(words), err);
    if (decl->source && decl->source[0]) {
        ent_buf_adds(words, "\n\nSource: ");
        ent_buf_adds(words, decl->source);
    }
    return st;
}

/* The line of a text around a byte, single spaces between its words. */
static void add_line(ent_buf *words, ent_str text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && text.ptr[start - 1] != '\n') start--;
    while (end < text.len && text.ptr[end] != '\n') end++;
    ent_str line = ent_str_trim((ent_str){text.ptr + start, end - start});
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] != ' ' || line.ptr[i - 1] != ' ') ent_buf_addc(words, line.ptr[i]);
}

/* Whoever a binder names: the line that binds it. */
static void say_binder(const ent_lsp_doc *doc, const ent_occurrence *use, ent_buf *words)
{
    const ent_occurrence *names = names_of(doc);
    for (size_t i = 0; i < doc->names.count; i++) {
        if (!names[i].defines || !ent_occurrence_same(use, &names[i]) || !names[i].node) continue;
        ent_buf_printf(words, "**%s** names what is found by `", use->name);
        add_line(words, ent_buf_str(&doc->text), names[i].span.offset);
        ent_buf_adds(words, "`.");
        return;
    }
}

static ent_status say_name(const ent_lsp_doc *doc, const ent_occurrence *name, ent_buf *words, ent_error *err)
{
    switch (name->kind) {
    case ENT_OCCURS_CLAUSE: return say_clause(doc, &view_of(doc)->clauses[name->index], words, err);
    case ENT_OCCURS_DECL: return say_decl(&view_of(doc)->decls[name->index], words, err);
    case ENT_OCCURS_BINDER: say_binder(doc, name, words); return ENT_OK;
    case ENT_OCCURS_OUTER:
        return name->node ? ent_node_explain(name->node, ent_buf_sink(words), err) : ENT_OK;
    }
    return ENT_OK;
}

/* No name there: the clause or declaration whose statement it is. */
static ent_status say_statement(const ent_lsp_doc *doc, uint32_t offset, ent_buf *words, ent_error *err)
{
    const ent_clause *clause = ent_doc_clause_at(doc->doc, offset);
    if (clause) return say_clause(doc, clause, words, err);
    const ent_decl *decl = ent_doc_decl_at(doc->doc, offset);
    return decl ? say_decl(decl, words, err) : ENT_OK;
}

ent_status ent_lsp_hover(ent_json *json, const ent_lsp_doc *doc, uint32_t offset, ent_error *err)
{
    ent_buf words;
    const ent_occurrence *name = doc->doc ? ent_lsp_name_at(doc, offset) : NULL;
    ent_buf_init(&words, WORDS_BYTES_MAX);
    ent_status st = ENT_OK;
    if (name) st = say_name(doc, name, &words, err);
    if (st == ENT_OK && doc->doc && (!name || words.len == 0)) st = say_statement(doc, offset, &words, err);
    if (name && name->kind == ENT_OCCURS_OUTER && words.len) paragraph(&words, "Not declared in this text.");
    if (st == ENT_OK && words.len == 0) ent_json_null(json);
    if (st == ENT_OK && words.len) {
        ent_json_begin_object(json);
        ent_json_key(json, "contents");
        ent_json_begin_object(json);
        ent_json_kstring(json, "kind", "markdown");
        ent_json_kstr(json, "value", ent_buf_str(&words));
        ent_json_end_object(json);
        if (name) ent_lsp_write_range(json, "range", doc, name->span);
        ent_json_end_object(json);
    }
    ent_buf_done(&words);
    return st;
}

/* ---- definition, references, highlights -------------------------------------------------------------- */

static void write_location(ent_json *json, const ent_lsp_doc *doc, const ent_occurrence *name)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "uri", doc->uri);
    ent_lsp_write_range(json, "range", doc, name->span);
    ent_json_end_object(json);
}

void ent_lsp_definition(ent_json *json, const ent_lsp_doc *doc, uint32_t offset)
{
    const ent_occurrence *at = ent_lsp_name_at(doc, offset), *names = names_of(doc);
    ent_json_begin_array(json);
    for (size_t i = 0; at && i < doc->names.count; i++)
        if (names[i].defines && ent_occurrence_same(at, &names[i])) write_location(json, doc, &names[i]);
    ent_json_end_array(json);
}

void ent_lsp_references(ent_json *json, const ent_lsp_doc *doc, uint32_t offset, bool with_definition)
{
    const ent_occurrence *at = ent_lsp_name_at(doc, offset), *names = names_of(doc);
    ent_json_begin_array(json);
    for (size_t i = 0; at && i < doc->names.count; i++)
        if (ent_occurrence_same(at, &names[i]) && (with_definition || !names[i].defines))
            write_location(json, doc, &names[i]);
    ent_json_end_array(json);
}

void ent_lsp_highlights(ent_json *json, const ent_lsp_doc *doc, uint32_t offset)
{
    const ent_occurrence *at = ent_lsp_name_at(doc, offset), *names = names_of(doc);
    ent_json_begin_array(json);
    for (size_t i = 0; at && i < doc->names.count; i++) {
        if (!ent_occurrence_same(at, &names[i])) continue;
        ent_json_begin_object(json);
        ent_lsp_write_range(json, "range", doc, names[i].span);
        ent_json_kint(json, "kind", names[i].defines ? 3 : 2); /* written, read */
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- outline ---------------------------------------------------------------------------------------- */

enum { SYMBOL_NAMESPACE = 3, SYMBOL_METHOD = 6, SYMBOL_FIELD = 8, SYMBOL_EVENT = 24 };

static void write_symbol(ent_json *json, const ent_lsp_doc *doc, const char *name, const char *detail,
                         int kind, ent_span first_word)
{
    ent_json_kstring(json, "name", *name ? name : "(no name)");
    if (*detail) ent_json_kstring(json, "detail", detail);
    ent_json_kint(json, "kind", kind);
    ent_lsp_write_range(json, "range", doc, ent_doc_statement_span(doc->doc, first_word));
    ent_lsp_write_range(json, "selectionRange", doc, first_word);
}

static void write_statements(ent_json *json, const ent_lsp_doc *doc, size_t article)
{
    const ent_document *d = view_of(doc);
    for (size_t i = 0; i < d->decl_count; i++) {
        if (d->decls[i].article != article) continue;
        ent_json_begin_object(json);
        write_symbol(json, doc, d->decls[i].name, "", SYMBOL_FIELD, d->decls[i].span);
        ent_json_end_object(json);
    }
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *k = &d->clauses[i];
        if (k->article != article) continue;
        ent_json_begin_object(json);
        write_symbol(json, doc, k->id, k->title, k->modality == ENT_EXCEPTION ? SYMBOL_EVENT : SYMBOL_METHOD,
                     k->span);
        ent_json_end_object(json);
    }
}

void ent_lsp_outline(ent_json *json, const ent_lsp_doc *doc)
{
    ent_json_begin_array(json);
    for (size_t i = 0; doc->doc && i < view_of(doc)->article_count; i++) {
        const ent_article *a = &view_of(doc)->articles[i];
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", a->title[0] ? a->title : "(before the first heading)");
        ent_json_kint(json, "kind", SYMBOL_NAMESPACE);
        ent_lsp_write_range(json, "range", doc, a->span);
        ent_lsp_write_range(json, "selectionRange", doc, a->span);
        ent_json_key(json, "children");
        ent_json_begin_array(json);
        write_statements(json, doc, i);
        ent_json_end_array(json);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- renaming --------------------------------------------------------------------------------------- */

static bool can_be_renamed(const ent_occurrence *name)
{
    return name && name->kind != ENT_OCCURS_OUTER;
}

void ent_lsp_prepare_rename(ent_json *json, const ent_lsp_doc *doc, uint32_t offset)
{
    const ent_occurrence *name = ent_lsp_name_at(doc, offset);
    if (!can_be_renamed(name)) {
        ent_json_null(json);
        return;
    }
    ent_json_begin_object(json);
    ent_lsp_write_range(json, "range", doc, name->span);
    ent_json_kstring(json, "placeholder", name->name);
    ent_json_end_object(json);
}

static bool is_one_word(const char *name)
{
    for (const char *c = name; *c; c++) {
        bool letter =
            (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_';
        bool joint = (*c == '-' || *c == '.') && c > name && c[1];
        if (!letter && !joint) return false;
    }
    return *name != '\0';
}

static const char *refuse(const ent_lsp_doc *doc, const ent_occurrence *name, const char *new_name)
{
    const ent_occurrence *names = names_of(doc);
    if (!can_be_renamed(name)) return "there is no name of this text here";
    if (strlen(new_name) == 0 || strlen(new_name) > 200) return "a name has 1 to 200 bytes";
    if (strpbrk(new_name, "\"\n\r\\")) return "a name has no quotes, backslashes or line ends in it";
    if (name->kind == ENT_OCCURS_BINDER && (new_name[1] || new_name[0] < 'A' || new_name[0] > 'Z'))
        return "a binder is a single capital letter";
    if (name->kind == ENT_OCCURS_CLAUSE && !is_one_word(new_name))
        return "the id of a clause is a word of letters, digits, points and strokes";
    for (size_t i = 0; i < doc->names.count; i++) {
        bool scope =
            names[i].kind == name->kind && (name->kind != ENT_OCCURS_BINDER || names[i].index == name->index);
        if (scope && names[i].defines && strcmp(names[i].name, new_name) == 0) return "that name is taken";
    }
    return NULL;
}

static void write_edit(ent_json *json, const ent_lsp_doc *doc, ent_span span, ent_str new_text)
{
    ent_json_begin_object(json);
    ent_lsp_write_range(json, "range", doc, span);
    ent_json_kstr(json, "newText", new_text);
    ent_json_end_object(json);
}

/* A name that stands without quotes gets them when the new one needs them. */
static void write_renaming(ent_json *json, const ent_lsp_doc *doc, const ent_occurrence *name,
                           const char *new_name)
{
    ent_buf quoted;
    ent_buf_init(&quoted, 256);
    bool bare = name->quoted || is_one_word(new_name);
    ent_buf_printf(&quoted, bare ? "%s" : "\"%s\"", new_name);
    write_edit(json, doc, name->span, ent_buf_str(&quoted));
    ent_buf_done(&quoted);
}

const char *ent_lsp_rename(ent_json *json, const ent_lsp_doc *doc, uint32_t offset, const char *new_name)
{
    const ent_occurrence *at = ent_lsp_name_at(doc, offset), *names = names_of(doc);
    const char *why = refuse(doc, at, new_name);
    if (why) return why;
    ent_json_begin_object(json);
    ent_json_key(json, "changes");
    ent_json_begin_object(json);
    ent_json_key(json, doc->uri);
    ent_json_begin_array(json);
    for (size_t i = 0; i < doc->names.count; i++)
        if (ent_occurrence_same(at, &names[i])) write_renaming(json, doc, &names[i], new_name);
    ent_json_end_array(json);
    ent_json_end_object(json);
    ent_json_end_object(json);
    return NULL;
}

/* ---- layout ----------------------------------------------------------------------------------------- */

ent_status ent_lsp_formatting(ent_json *json, const ent_lsp_doc *doc, ent_error *err)
{
    ent_buf laid_out;
    ent_diags *diags = NULL;
    ent_error why;
    ent_str text = ent_buf_str(&doc->text);
    ent_status st = ent_diags_new(&diags, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&laid_out, 8 * (size_t)ENT_AGREEMENT_BYTES_MAX);
    st = ent_doc_format(doc->uri, text, ent_buf_sink(&laid_out), diags, &why);
    if (laid_out.failed) st = ENT_E_NOMEM;
    ent_json_begin_array(json);
    if (st == ENT_OK && !ent_str_eq(text, ent_buf_str(&laid_out)))
        write_edit(json, doc, (ent_span){0, (uint32_t)text.len, 1, 1}, ent_buf_str(&laid_out));
    ent_json_end_array(json);
    ent_buf_done(&laid_out);
    ent_diags_free(diags);
    return st == ENT_E_NOMEM ? ent_fail(err, st, "out of memory") : ENT_OK;
}
