/* check_circles.c: exceptions, definitions, quantities, areas and limits may refer to each other, but never
 * in a circle, and never deeper than whoever evaluates them is prepared to go.
 *
 * One depth-first walk over clauses and declarations together. `state` finds circles, `height` is the length
 * of the longest chain below; both are settled once for each, so the walk is linear. It stops going down at
 * the limit, hence its own depth is bounded too. */
#include "lang/check.h"

#include "base/limits.h"

static void visit(ent_checker *c, size_t index, unsigned depth);

static size_t clause_index(const ent_checker *c, const ent_clause *clause)
{
    return (size_t)(clause - c->doc->document.clauses);
}

static size_t decl_index(const ent_checker *c, const ent_decl *decl)
{
    return c->doc->document.clause_count + (size_t)(decl - c->doc->document.decls);
}

bool ent_in_circle(const ent_checker *c, const ent_decl *decl)
{
    return c->state[decl_index(c, decl)] == 3;
}

bool ent_clause_in_circle(const ent_checker *c, const ent_clause *clause)
{
    return c->state[clause_index(c, clause)] == 3;
}

typedef struct walk {
    ent_checker *c;
    size_t from;
    unsigned depth;
} walk;

static void say_circle(walk *w, const ent_node *node)
{
    w->c->state[w->from] = 3;
    ent_complain(w->c, node->span,
                 (ent_diag_text){ENT_SEV_ERROR, "circle", NULL, "What it means would rest on itself.",
                                 "Take one of the references out."},
                 "\"%s\" leads back to itself", node->text);
}

static void follow(walk *w, size_t to, const ent_node *node)
{
    ent_checker *c = w->c;
    if (c->state[to] == 0) visit(c, to, w->depth + 1);
    if (c->state[to] == 1) {
        say_circle(w, node);
        return;
    }
    if (c->height[to] + 1u > c->height[w->from]) c->height[w->from] = (uint16_t)(c->height[to] + 1);
}

static void follow_decl(walk *w, const ent_node *node, ent_decl_kind kind)
{
    const ent_decl *decl = ent_doc_decl_find(w->c->doc, kind, ent_str_of(node->text));
    if (decl) follow(w, decl_index(w->c, decl), node);
}

static void follow_clause(walk *w, const ent_node *node)
{
    const ent_clause *clause = ent_doc_clause_find(w->c->doc, ent_str_of(node->text));
    if (clause) follow(w, clause_index(w->c, clause), node);
}

static void walk_node(walk *w, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_TERM:
        follow_decl(w, node, ENT_DECL_TERM);
        follow_decl(w, node, ENT_DECL_ACTS);
        break;
    case ENT_N_NAME:
        if (node->ref == ENT_REF_TERM) follow_decl(w, node, ENT_DECL_TERM);
        if (node->ref == ENT_REF_GROUP) follow_decl(w, node, ENT_DECL_GROUP);
        break;
    case ENT_N_MEMBERS: follow_decl(w, node, ENT_DECL_GROUP); break;
    case ENT_N_QUANTITY: follow_decl(w, node, ENT_DECL_QUANTITY); break;
    case ENT_N_PARAMETER: follow_decl(w, node, ENT_DECL_PARAMETER); break;
    case ENT_N_AREA: follow_decl(w, node, ENT_DECL_AREA); break;
    case ENT_N_LINE: follow_decl(w, node, ENT_DECL_LINE); break;
    case ENT_N_CLAUSE:
    case ENT_N_LIMIT_OF: follow_clause(w, node); break;
    default: break;
    }
    for (uint32_t i = 0; i < node->kid_count; i++) walk_node(w, node->kids[i]);
}

static void walk_decl(walk *w, const ent_decl *decl)
{
    if (!decl->body) return;
    if (decl->kind == ENT_DECL_KIND) { /* a sort of another kind */
        follow_decl(w, decl->body, ENT_DECL_KIND);
        return;
    }
    walk_node(w, decl->body);
}

static ent_span span_of(const ent_checker *c, size_t index)
{
    const ent_document *d = &c->doc->document;
    return index < d->clause_count ? d->clauses[index].span : d->decls[index - d->clause_count].name_span;
}

static void visit(ent_checker *c, size_t index, unsigned depth)
{
    const ent_document *d = &c->doc->document;
    walk w = {c, index, depth};
    c->state[index] = 1;
    if (depth <= ENT_NESTING_MAX) {
        const ent_node *roots[ENT_CLAUSE_ROOTS];
        size_t count = index < d->clause_count ? ent_clause_roots(&d->clauses[index], roots) : 0;
        for (size_t i = 0; i < count; i++) walk_node(&w, roots[i]);
        if (index >= d->clause_count) walk_decl(&w, &d->decls[index - d->clause_count]);
    }
    if (depth > ENT_NESTING_MAX || c->height[index] > ENT_NESTING_MAX) {
        ent_complain(c, span_of(c, index),
                     (ent_diag_text){ENT_SEV_ERROR, "nesting", NULL, NULL, "Make the chain shorter."},
                     "references from one definition or exception to the next go more than %d deep",
                     ENT_NESTING_MAX);
        c->state[index] = 3, c->height[index] = 0;
    }
    if (c->state[index] == 1) c->state[index] = 2;
}

void ent_check_circles(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->clause_count + d->decl_count; i++)
        if (c->state[i] == 0) visit(c, i, 0);
}
