/* clause.c: what a clause says, in plain English made from what the program has understood, and what the
 * words that the document itself defines mean in it. */
#include "report/internal.h"

#include <string.h>

#define TEXT_BYTES_MAX ((size_t)1 << 20)

/* What was said into `buf`, without its defaults unless all is asked for; "" and a failed sheet otherwise. */
static const char *said(const ent_sheet *sheet, ent_buf *buf, ent_status st)
{
    const char *text = "";
    if (st == ENT_OK && !buf->failed && buf->ptr) {
        const char *defaults = strstr(buf->ptr, "\nDefaults:");
        size_t n = defaults && !sheet->opts->verbose ? (size_t)(defaults - buf->ptr) : buf->len;
        text = ent_report_printf(sheet, "%.*s", (int)n, buf->ptr);
    } else {
        *sheet->failed = true;
    }
    ent_buf_done(buf);
    return text;
}

static const char *explained(const ent_sheet *sheet, const ent_clause *clause)
{
    ent_buf buf;
    ent_error err = {0};
    ent_buf_init(&buf, TEXT_BYTES_MAX);
    ent_status st = ent_clause_explain(sheet->world->agreement, clause, ent_buf_sink(&buf), &err);
    return said(sheet, &buf, st);
}

static const char *defined(const ent_sheet *sheet, const ent_decl *decl)
{
    ent_buf buf;
    ent_error err = {0};
    ent_buf_init(&buf, TEXT_BYTES_MAX);
    ent_status st = ent_decl_explain(decl, ent_buf_sink(&buf), &err);
    return said(sheet, &buf, st);
}

/* ---- which definitions a clause rests on ------------------------------------------------------------ */

static bool mentions(const ent_node *node, const char *name, int depth)
{
    if (!node || depth > 64) return false;
    if (node->kind != ENT_N_NUMBER && node->text && strcmp(node->text, name) == 0 &&
        node->ref != ENT_REF_BINDER)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (mentions(node->kids[i], name, depth + 1)) return true;
    return false;
}

static bool clause_mentions(const ent_clause *c, const char *name)
{
    const ent_node *const lines[] = {c->aggregate, c->acts, c->object, c->to,     c->by,    c->binds,
                                     c->trigger,   c->when, c->where,  c->from,   c->until, c->per,
                                     c->ceiling,   c->due,  c->unless, c->without};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (mentions(lines[i], name, 0)) return true;
    return false;
}

static bool is_definition(const ent_decl *d)
{
    switch (d->kind) {
    case ENT_DECL_GROUP:
    case ENT_DECL_TERM:
    case ENT_DECL_ACTS:
    case ENT_DECL_PARAMETER:
    case ENT_DECL_QUANTITY:
    case ENT_DECL_AREA:
    case ENT_DECL_LINE: return true;
    default: return false;
    }
}

/* A definition may rest on another one. */
static bool spread(const ent_document *doc, bool *used)
{
    bool changed = false;
    for (size_t i = 0; i < doc->decl_count; i++)
        for (size_t k = 0; used[i] && k < doc->decl_count; k++)
            if (!used[k] && is_definition(&doc->decls[k]) &&
                mentions(doc->decls[i].body, doc->decls[k].name, 0))
                used[k] = changed = true;
    return changed;
}

static void definitions(ent_page *page, const ent_sheet *sheet, const ent_clause *clause)
{
    const ent_document *doc = sheet->doc;
    bool *used = ent_sheet_alloc(sheet, doc->decl_count + 1, sizeof *used);
    if (!used) return;
    for (size_t i = 0; i < doc->decl_count; i++)
        used[i] = is_definition(&doc->decls[i]) && clause_mentions(clause, doc->decls[i].name);
    while (spread(doc, used)) continue;
    for (size_t i = 0; i < doc->decl_count; i++)
        if (used[i])
            ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, "-"}, defined(sheet, &doc->decls[i]));
}

void ent_text_clause(ent_page *page, const ent_sheet *sheet, const ent_clause *clause)
{
    ent_page_blank(page);
    const char *label =
        ent_report_printf(sheet, "%s%s%s", clause->id, *clause->title ? "  " : "", clause->title);
    ent_page_write(page, (ent_line){0, 0, ENT_STYLE_HEAD, label}, "");
    ent_page_write(page, (ent_line){2, 2, ENT_STYLE_PLAIN, ""}, explained(sheet, clause));
    definitions(page, sheet, clause);
}
