/* clause.c: what a clause says, in plain English made from what the program has understood, and what the
 * words that the document itself defines mean in it. */
#include "report/internal.h"

#include <stdlib.h>
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

typedef struct ent_definition {
    const ent_decl *decl;
    bool found; /* by the clause in hand */
} ent_definition;

ent_status ent_sheet_find_definitions(ent_sheet *sheet, ent_error *err)
{
    const ent_document *doc = sheet->doc;
    ent_definition *all = ent_arena_alloc(sheet->arena, doc->decl_count + 1, sizeof *all);
    sheet->resting = ent_arena_alloc(sheet->arena, doc->decl_count + 1, sizeof(ent_definition *));
    sheet->definitions = ent_map_new();
    bool ok = all && sheet->resting && sheet->definitions;
    for (size_t i = doc->decl_count; ok && i-- > 0;) {
        all[i].decl = &doc->decls[i];
        if (is_definition(all[i].decl))
            ok = ent_map_put(sheet->definitions, ent_str_of(all[i].decl->name), &all[i]);
    }
    return ok ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

/* Adds what a tree names and was not found before to the first `count`; returns how many there are then. */
static size_t collect(const ent_sheet *sheet, size_t count, const ent_node *node, int depth)
{
    if (!node || depth > 64) return count;
    bool named = node->kind != ENT_N_NUMBER && node->ref != ENT_REF_BINDER && node->text && *node->text;
    ent_definition *d = named ? ent_map_get(sheet->definitions, ent_str_of(node->text)) : NULL;
    if (d && !d->found) d->found = true, sheet->resting[count++] = d;
    for (uint32_t i = 0; i < node->kid_count; i++) count = collect(sheet, count, node->kids[i], depth + 1);
    return count;
}

static size_t collect_lines(const ent_sheet *sheet, const ent_clause *c)
{
    const ent_node *const lines[] = {c->aggregate, c->acts, c->object, c->to,     c->by,    c->binds,
                                     c->trigger,   c->when, c->where,  c->from,   c->until, c->per,
                                     c->ceiling,   c->due,  c->unless, c->without};
    size_t count = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) count = collect(sheet, count, lines[i], 0);
    return count;
}

static int in_text(const void *x, const void *y)
{
    const ent_decl *a = (*(ent_definition *const *)x)->decl, *b = (*(ent_definition *const *)y)->decl;
    return (a > b) - (a < b); /* of one array */
}

/* Those that the clause names, and those that they rest on in turn, in the order of the text. */
static void definitions(ent_page *page, const ent_sheet *sheet, const ent_clause *clause)
{
    size_t count = collect_lines(sheet, clause);
    for (size_t i = 0; i < count; i++) count = collect(sheet, count, sheet->resting[i]->decl->body, 0);
    if (count) qsort(sheet->resting, count, sizeof *sheet->resting, in_text);
    for (size_t i = 0; i < count; i++) {
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, "-"}, defined(sheet, sheet->resting[i]->decl));
        sheet->resting[i]->found = false; /* for the next clause */
    }
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
