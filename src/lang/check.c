/* check.c: the checker's frame: what all passes share, duplicates, what is never used, and the order of
 * passes. */
#include "lang/check.h"

#include "base/map.h"
#include "base/mem.h"
#include "lang/parse.h"
#include <stdarg.h>
#include <string.h>

/* ---- saying ----------------------------------------------------------------------------------------- */

const char *ent_check_text(ent_checker *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(c->doc->arena, format, args);
    va_end(args);
    if (!text) c->out_of_memory = true;
    return text;
}

void ent_complain(ent_checker *c, ent_span span, ent_diag_text text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text.message = ent_arena_vprintf(c->doc->arena, format, args);
    va_end(args);
    if (!text.message)
        c->out_of_memory = true;
    else
        ent_diags_add(c->diags, &c->doc->text.source, span, text);
}

const char *ent_suggest(ent_checker *c, ent_str name, const ent_str *known, size_t count)
{
    int near = ent_nearest_name(name, known, count);
    return near < 0 ? NULL : ent_check_text(c, "Did you mean \"" ENT_STR_FMT "\"?", ENT_STR_ARG(known[near]));
}

/* The nearest names are looked for among this many at most: a document with more is no longer read by eye. */
#define SUGGESTIONS_MAX 2000

const char *ent_suggest_decl(ent_checker *c, ent_str name, uint32_t kinds)
{
    const ent_document *d = &c->doc->document;
    size_t count = 0, total = d->decl_count < SUGGESTIONS_MAX ? d->decl_count : SUGGESTIONS_MAX;
    if (ent_diags_count(c->diags) >= ENT_DIAGS_MAX) return NULL;
    ent_str *known = ent_alloc_zero(total + 1, sizeof *known);
    if (!known) c->out_of_memory = true;
    for (size_t i = 0; known && i < total; i++)
        if (kinds >> d->decls[i].kind & 1u && d->decls[i].name[0])
            known[count++] = ent_str_of(d->decls[i].name);
    const char *hint = known ? ent_suggest(c, name, known, count) : NULL;
    ent_free(known);
    return hint;
}

const char *ent_suggest_clause(ent_checker *c, ent_str id)
{
    const ent_document *d = &c->doc->document;
    size_t total = d->clause_count < SUGGESTIONS_MAX ? d->clause_count : SUGGESTIONS_MAX;
    if (ent_diags_count(c->diags) >= ENT_DIAGS_MAX) return NULL;
    ent_str *known = ent_alloc_zero(total + 1, sizeof *known);
    if (!known) c->out_of_memory = true;
    for (size_t i = 0; known && i < total; i++) known[i] = ent_str_of(d->clauses[i].id);
    const char *hint = known ? ent_suggest(c, id, known, total) : NULL;
    ent_free(known);
    return hint;
}

/* ---- looking up ------------------------------------------------------------------------------------- */

const ent_decl *ent_use_decl(ent_checker *c, ent_str name)
{
    const ent_decl *decl = ent_map_get(c->doc->decls, name);
    if (decl) c->decl_used[decl - c->doc->document.decls] = true;
    return decl;
}

const ent_clause *ent_use_clause(ent_checker *c, ent_str id)
{
    const ent_clause *clause = ent_map_get(c->doc->clauses, id);
    if (clause) c->clause_used[clause - c->doc->document.clauses] = true;
    return clause;
}

bool ent_clause_is_judged(const ent_clause *clause)
{
    return clause->modality != ENT_EXCEPTION && clause->modality != ENT_PERMITS;
}

size_t ent_clause_roots(const ent_clause *k, const ent_node *roots[ENT_CLAUSE_ROOTS])
{
    bool lifted = k->aggregate && k->by == ent_node_kid(k->aggregate, 2); /* walked with the sum */
    const ent_node *all[] = {k->aggregate,
                             k->aggregate ? NULL : k->acts,
                             k->aggregate ? NULL : k->object,
                             k->aggregate ? NULL : k->to, /* walked with the sum */
                             k->in,
                             k->such,
                             lifted ? NULL : k->by,
                             k->binds,
                             k->trigger,
                             k->when,
                             k->where,
                             k->from,
                             k->until,
                             k->per,
                             k->ceiling,
                             k->due,
                             k->unless,
                             k->without,
                             k->instead};
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] && count < ENT_CLAUSE_ROOTS) roots[count++] = all[i];
    return count;
}

/* ---- duplicates and leftovers ----------------------------------------------------------------------- */

static void say_twice(ent_checker *c, ent_span span, const char *what, const char *name, uint32_t first_line)
{
    ent_complain(c, span,
                 (ent_diag_text){ENT_SEV_ERROR, "name-twice", NULL,
                                 ent_check_text(c, "It stands first in line %u.", first_line),
                                 "Give one of them another name."},
                 "%s \"%s\" stands twice", what, name);
}

static bool is_named(const ent_decl *decl)
{
    return decl->kind != ENT_DECL_PARTY && decl->kind != ENT_DECL_FORCE &&
           decl->kind != ENT_DECL_NOT_FORMALISED;
}

static void check_readings_named(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    ent_map *seen = ent_map_new();
    for (size_t i = 0; seen && i < d->reading_count; i++) {
        const ent_reading *r = &d->readings[i];
        const char *key = ent_check_text(c, "%s/%s", r->of, r->name);
        const ent_reading *first = key ? ent_map_get(seen, ent_str_of(key)) : NULL;
        if (first)
            say_twice(c, r->span, "the reading", r->name, first->span.line);
        else if (!key || !ent_map_put(seen, ent_str_of(key), (void *)(uintptr_t)r))
            c->out_of_memory = true;
    }
    if (!seen) c->out_of_memory = true;
    ent_map_free(seen);
}

/* A record or an item has these columns whatever a text declares: an attribute of that name would never be
 * filled. */
static bool is_column(const char *name)
{
    static const char *const columns[] = {"id",      "actor", "target", "item", "name",      "quantity",
                                          "unit",    "place", "lon",    "lat",  "radius_km", "territory",
                                          "area",    "line",  "from",   "to",   "reported",  "part_of",
                                          "same_as", "about", "source", "kind", "role"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(name, columns[i]) == 0) return true;
    return false;
}

static void say_column(ent_checker *c, const ent_decl *d)
{
    static const char *const asked[] = {"kind", "item", "role", "quantity"};
    const char *hint = "Name the attribute otherwise: \"ship-name\".";
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (strcmp(d->name, asked[i]) == 0)
            hint = "Leave this line out if the column is meant: conditions may ask it without one.";
    ent_complain(c, d->name_span,
                 (ent_diag_text){ENT_SEV_ERROR, "attribute-column", NULL,
                                 "Every record or item has a column of that name, which says something else.",
                                 hint},
                 "an attribute with the name of a column");
}

void ent_check_document(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *first = ent_map_get(c->doc->clauses, ent_str_of(d->clauses[i].id));
        if (first != &d->clauses[i])
            say_twice(c, d->clauses[i].span, "the clause id", d->clauses[i].id, first->span.line);
    }
    for (size_t i = 0; i < d->decl_count; i++) {
        if (!is_named(&d->decls[i])) continue;
        if (d->decls[i].kind == ENT_DECL_ATTRIBUTE && is_column(d->decls[i].name))
            say_column(c, &d->decls[i]);
        const ent_decl *first = ent_map_get(c->doc->decls, ent_str_of(d->decls[i].name));
        if (first != &d->decls[i])
            say_twice(c, d->decls[i].name_span, "the name", d->decls[i].name, first->span.line);
    }
    check_readings_named(c);
}

static void say_unused(ent_checker *c, ent_span span, const char *what, const char *name)
{
    ent_complain(c, span, (ent_diag_text){ENT_SEV_WARNING, "unused", NULL, NULL, "Use it or remove it."},
                 "%s \"%s\" is never used", what, name);
}

/* An actor may be meant by records alone, and "kind howitzer is artillery" speaks of howitzers wherever
 * artillery is. */
static bool acts_unnamed(const ent_decl *decl)
{
    return decl->kind == ENT_DECL_ACTOR || (decl->kind == ENT_DECL_KIND && decl->body);
}

void ent_check_unused(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    if (ent_diags_error_count(c->diags)) return; /* what is wrong may be what used it */
    for (size_t i = 0; i < d->decl_count; i++)
        if (is_named(&d->decls[i]) && !c->decl_used[i] && !acts_unnamed(&d->decls[i]))
            say_unused(c, d->decls[i].name_span, "the name", d->decls[i].name);
    for (size_t i = 0; i < d->clause_count; i++)
        if (d->clauses[i].modality == ENT_EXCEPTION && !c->clause_used[i])
            say_unused(c, d->clauses[i].span, "the exception", d->clauses[i].id);
}

/* ---- the order of passes ---------------------------------------------------------------------------- */

static bool prepare(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    c->decl_used = ent_alloc_zero(d->decl_count + 1, sizeof *c->decl_used);
    c->clause_used = ent_alloc_zero(d->clause_count + 1, sizeof *c->clause_used);
    c->state = ent_alloc_zero(d->clause_count + d->decl_count + 1, sizeof *c->state);
    c->height = ent_alloc_zero(d->clause_count + d->decl_count + 1, sizeof *c->height);
    c->measures = ent_alloc_zero(d->decl_count + 1, sizeof *c->measures);
    return c->measures && c->decl_used && c->clause_used && c->state && c->height;
}

ent_status ent_doc_check(ent_doc *doc, const ent_names *names, ent_diags *diags, ent_error *err)
{
    ent_checker c = {.doc = doc, .diags = diags, .names = names};
    void (*const passes[])(ent_checker *) = {ent_check_document, ent_check_names,   ent_check_circles,
                                             ent_check_units,    ent_check_clauses, ent_check_scenarios,
                                             ent_label_numbers,  ent_check_unused};
    if (!prepare(&c)) c.out_of_memory = true;
    for (size_t i = 0; i < sizeof passes / sizeof *passes && !c.out_of_memory; i++) passes[i](&c);
    ent_vec_done(&c.binders);
    ent_free(c.decl_used);
    ent_free(c.clause_used);
    ent_free(c.state);
    ent_free(c.height);
    ent_free(c.measures);
    if (c.out_of_memory) return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", doc->text.source.file);
    doc->checked = true;
    return ENT_OK;
}
