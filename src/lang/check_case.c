/* check_case.c: a case's text against the agreement it is about. The case is checked as any document first,
 * with what the agreement declares known to it; then each thing it assumes must be there to be assumed. */
#include "lang/check.h"

#include "base/limits.h"
#include <string.h>

#define KNOWN_MAX 256 /* names looked at for a suggestion */

/* ---- names ------------------------------------------------------------------------------------------ */

typedef struct world { /* the agreement's declarations before the world's names */
    const ent_doc *agreement;
    const ent_names *names;
} world;

static ent_ref find(void *context, ent_str name, const char **out_suggestion)
{
    const world *w = context;
    if (ent_doc_decl_find(w->agreement, ENT_DECL_GROUP, name)) return ENT_REF_GROUP;
    if (ent_doc_decl_find(w->agreement, ENT_DECL_ACTOR, name)) return ENT_REF_ACTOR;
    return w->names->find(w->names->context, name, out_suggestion);
}

static bool has_geometry(void *context, ent_node_kind kind, ent_str name, const char **out_suggestion)
{
    const world *w = context;
    ent_decl_kind declared = kind == ENT_N_AREA ? ENT_DECL_AREA : ENT_DECL_LINE;
    if (kind != ENT_N_SITE && ent_doc_decl_find(w->agreement, declared, name)) return true;
    return w->names->has_geometry(w->names->context, kind, name, out_suggestion);
}

/* ---- parameters ------------------------------------------------------------------------------------- */

static void check_parameter(ent_checker *c, const ent_document *agreement, const ent_assume *a)
{
    ent_str known[KNOWN_MAX];
    size_t count = 0;
    for (size_t i = 0; i < agreement->decl_count; i++) {
        const ent_decl *d = &agreement->decls[i];
        if (d->kind != ENT_DECL_PARAMETER) continue;
        if (strcmp(d->name, a->name) == 0) {
            ent_need_measure(c, a->body, d->dimension, a->name);
            return;
        }
        if (count < KNOWN_MAX) known[count++] = ent_str_of(d->name);
    }
    ent_complain(c, a->name_span,
                 (ent_diag_text){ENT_SEV_ERROR, "assume-parameter", NULL,
                                 "A case gives values to parameters that the agreement declares.",
                                 ent_suggest(c, ent_str_of(a->name), known, count)},
                 "the agreement has no parameter \"%s\"", a->name);
}

/* ---- open words ------------------------------------------------------------------------------------- */

typedef struct words {
    const char *wanted;
    bool found;
    ent_str known[KNOWN_MAX];
    size_t count;
} words;

static void look_for_words(words *w, const ent_node *node)
{
    if (node->kind == ENT_N_OPEN) {
        w->found = w->found || strcmp(node->text, w->wanted) == 0;
        if (w->count < KNOWN_MAX) w->known[w->count++] = ent_str_of(node->text);
    }
    for (uint32_t i = 0; i < node->kid_count; i++) look_for_words(w, node->kids[i]);
}

static void look_in_clause(words *w, const ent_clause *clause)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    for (size_t i = 0; i < count; i++) look_for_words(w, roots[i]);
}

static void check_words(ent_checker *c, const ent_document *agreement, const ent_assume *a)
{
    words w = {.wanted = a->name};
    for (size_t i = 0; i < agreement->clause_count; i++) look_in_clause(&w, &agreement->clauses[i]);
    for (size_t i = 0; i < agreement->reading_count; i++) look_in_clause(&w, &agreement->readings[i].lines);
    for (size_t i = 0; i < agreement->decl_count; i++)
        if (agreement->decls[i].body) look_for_words(&w, agreement->decls[i].body);
    if (w.found) return;
    const char *hint = ent_suggest(c, ent_str_of(a->name), w.known, w.count);
    ent_complain(c, a->name_span,
                 (ent_diag_text){ENT_SEV_ERROR, "assume-words", NULL, NULL,
                                 hint ? hint : "Quote the words exactly as the clause leaves them open."},
                 "the agreement leaves no words \"%s\" open", a->name);
}

/* ---- readings --------------------------------------------------------------------------------------- */

static void check_reading(ent_checker *c, const ent_document *agreement, const ent_assume *a)
{
    ent_str known[KNOWN_MAX];
    size_t count = 0;
    for (size_t i = 0; i < agreement->reading_count; i++) {
        const ent_reading *r = &agreement->readings[i];
        if (strcmp(r->of, a->of) != 0) continue;
        if (strcmp(r->name, a->name) == 0) return;
        if (count < KNOWN_MAX) known[count++] = ent_str_of(r->name);
    }
    const char *hint = ent_suggest(c, ent_str_of(a->name), known, count);
    ent_complain(c, a->name_span,
                 (ent_diag_text){ENT_SEV_ERROR, "assume-reading", NULL, NULL,
                                 hint || count == 0
                                     ? hint
                                     : ent_check_text(c, "One of its readings is \"" ENT_STR_FMT "\".",
                                                      ENT_STR_ARG(known[0]))},
                 count ? "clause %s has no reading \"%s\"" : "clause %s has no readings, and so not \"%s\"",
                 a->of, a->name);
}

/* ---- the case --------------------------------------------------------------------------------------- */

void ent_check_assumes(ent_checker *c, const ent_document *of, const ent_assume *assumes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ent_assume *a = &assumes[i];
        if (a->kind == ENT_ASSUME_PARAMETER) check_parameter(c, of, a);
        if (a->kind == ENT_ASSUME_WORDS) check_words(c, of, a);
        if (a->kind == ENT_ASSUME_READING) check_reading(c, of, a);
    }
}

static bool check_assumes(ent_doc *case_doc, const ent_doc *agreement, ent_diags *diags)
{
    ent_checker c = {.doc = case_doc, .diags = diags};
    const ent_document *d = &case_doc->document;
    ent_check_assumes(&c, &agreement->document, d->assumes, d->assume_count);
    return !c.out_of_memory;
}

ent_status ent_doc_check_case(ent_doc *case_doc, const ent_doc *agreement, const ent_names *names,
                              ent_diags *diags, ent_error *err)
{
    world w = {agreement, names};
    const ent_names both = {find, has_geometry, &w};
    ent_status st = ent_doc_check(case_doc, agreement && names ? &both : names, diags, err);
    if (st != ENT_OK || !agreement || check_assumes(case_doc, agreement, diags)) return st;
    return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", case_doc->text.source.file);
}
