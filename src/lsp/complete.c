/* complete.c: what may stand at a place. At the start of a statement its keywords, at the start of a deeper
 * line the line keywords, elsewhere the names of the text, the standard words and the kinds of record. The
 * editor narrows the list by what is already typed. */
#include "entente/kinds.h"
#include "lang/vocabulary.h"
#include "lsp/internal.h"

#include <string.h>

enum {
    COMPLETES_FIELD = 5,
    COMPLETES_VARIABLE = 6,
    COMPLETES_FUNCTION = 3,
    COMPLETES_KEYWORD = 14,
    COMPLETES_VALUE = 12
};

static const char *const statements[] = {
    "agreement",    "party",      "group",       "actor",          "define",        "kind",
    "attribute",    "parameter",  "quantity",    "area",           "line",          "table",
    "clause",       "exception",  "reading",     "not formalised", "in force from", "suspended from",
    "resumed from", "ended from", "scenarios of"};
static const char *const lines[] = {"by",
                                    "binds",
                                    "for",
                                    "when",
                                    "where",
                                    "from",
                                    "until",
                                    "per",
                                    "at most",
                                    "at least",
                                    "less than",
                                    "more than",
                                    "at any moment",
                                    "over any",
                                    "over the whole period",
                                    "in each calendar year",
                                    "in each calendar month",
                                    "in each year from entry into force",
                                    "each record",
                                    "due",
                                    "due within",
                                    "due between",
                                    "counting elapsed time",
                                    "counting calendar days",
                                    "counting inclusive days",
                                    "unless",
                                    "without",
                                    "instead of",
                                    "such that",
                                    "title",
                                    "source",
                                    "assume"};
static const char *const modalities[] = {"prohibits", "limits",       "requires",
                                         "permits",   "permits only", "recommends"};

static void item(ent_json *json, const char *label, const char *detail, int kind)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "label", label);
    if (detail && *detail) ent_json_kstring(json, "detail", detail);
    ent_json_kint(json, "kind", kind);
    ent_json_end_object(json);
}

static void keywords(ent_json *json, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) item(json, words[i], "", COMPLETES_KEYWORD);
}

/* Quotes are part of a name that needs them. */
static void name_item(ent_json *json, const char *name, const char *detail, int kind)
{
    ent_buf quoted;
    ent_buf_init(&quoted, 4096);
    ent_buf_printf(&quoted, strpbrk(name, " ,()") ? "\"%s\"" : "%s", name);
    item(json, quoted.failed ? name : quoted.ptr, detail, kind);
    ent_buf_done(&quoted);
}

static const char *what(ent_decl_kind kind)
{
    static const char *const names[] = {"party",     "group",     "actor",    "definition", "acts", "kind",
                                        "attribute", "parameter", "quantity", "area",       "line", "table"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

static void declared(ent_json *json, const ent_lsp_doc *doc)
{
    const ent_document *d = ent_doc_view(doc->doc);
    for (size_t i = 0; i < d->decl_count; i++) {
        ent_decl_kind kind = d->decls[i].kind;
        if (kind != ENT_DECL_PARTY && kind != ENT_DECL_FORCE && kind != ENT_DECL_NOT_FORMALISED)
            name_item(json, d->decls[i].name, what(kind), COMPLETES_VARIABLE);
    }
    for (size_t i = 0; i < d->clause_count; i++)
        item(json, d->clauses[i].id, d->clauses[i].title, COMPLETES_FUNCTION);
}

static void standard(ent_json *json)
{
    for (size_t i = 0; i < ent_standard_attribute_count(); i++) {
        const ent_standard_attribute *a = ent_standard_attribute_at(i);
        item(json, a->name, a->meaning, COMPLETES_FIELD);
    }
    for (size_t i = 0; i < ent_kind_count(); i++)
        item(json, ent_kind_at(i)->name, ent_kind_at(i)->meaning, COMPLETES_VALUE);
    for (size_t i = 0; i < ent_item_kind_count(); i++)
        item(json, ent_item_kind_at(i), "kind of item", COMPLETES_VALUE);
}

/* Nothing but a part of a word stands before the place on its line; *out_indent: its column. */
static bool begins_line(ent_str text, uint32_t offset, size_t *out_indent)
{
    size_t start = offset;
    while (start > 0 && text.ptr[start - 1] != '\n') start--;
    size_t at = start;
    while (at < offset && text.ptr[at] == ' ') at++;
    *out_indent = at - start;
    while (at < offset && text.ptr[at] != ' ') at++;
    return at == offset;
}

void ent_lsp_completion(ent_json *json, const ent_lsp_doc *doc, uint32_t offset)
{
    size_t indent = 0;
    bool begins = begins_line(ent_buf_str(&doc->text), offset, &indent);
    ent_json_begin_array(json);
    if (begins && indent == 0) keywords(json, statements, sizeof statements / sizeof *statements);
    if (begins && indent > 0) keywords(json, lines, sizeof lines / sizeof *lines);
    if (!begins) keywords(json, modalities, sizeof modalities / sizeof *modalities);
    if (!begins && doc->doc) declared(json, doc);
    if (!begins) standard(json);
    ent_json_end_array(json);
}
