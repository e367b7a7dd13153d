/* drawn.c: the lines and areas that a text or its case draws, for showing: contact lines, frames, flanks. Of
 * a clause those that it names, itself or through definitions, quantities, exceptions and other areas; each
 * declaration is looked at once, so circles do no harm. */
#include "base/mem.h"
#include "entente/verdict.h"
#include "verdict/outline.h"

#include <string.h>

#define DRAWN_MAX 64

struct ent_drawings {
    ent_arena *arena;
    ent_drawing at[DRAWN_MAX];
    size_t count;
};

typedef struct finder {
    const ent_world *world;
    const ent_document *document;
    ent_time day;
    bool *seen_decl, *seen_clause;
    ent_drawings *out;
    bool failed;
} finder;

static void follow_clause(finder *f, const char *id);
static void walk(finder *f, const ent_node *node);

/* ---- what is drawn ---------------------------------------------------------------------------------- */

static bool is_there(const finder *f, const ent_shape *s)
{
    if (s->from.count && ent_when_hull(&s->from).from.seconds > f->day.seconds) return false;
    return !s->until.count || ent_when_hull(&s->until).until.seconds > f->day.seconds;
}

static void give(finder *f, ent_drawing drawing)
{
    for (size_t k = 0; k < f->out->count; k++)
        if (f->out->at[k].rings.points == drawing.rings.points) return;
    if (f->out->count < DRAWN_MAX) f->out->at[f->out->count++] = drawing;
}

/* Every version of a name that the case's files draw: one for each party. */
static bool give_shapes(finder *f, const char *name, bool is_line)
{
    const size_t count = f->world->shapes ? ent_shapes_count(f->world->shapes) : 0;
    bool any = false;
    for (size_t k = 0; k < count; k++) {
        const ent_shape *s = ent_shapes_at(f->world->shapes, k);
        if (s->is_line != is_line || strcmp(s->name, name) != 0 || !is_there(f, s)) continue;
        give(f, (ent_drawing){s->name, s->party, is_line, true, {s->points, s->starts, s->ring_count}});
        any = true;
    }
    return any;
}

static void give_outline(finder *f, const ent_decl *decl)
{
    ent_drawing made = {.name = decl->name, .party = "", .is_line = decl->kind == ENT_DECL_LINE};
    ent_drawn_rings drawn;
    if (ent_outline_rings(decl->body, made.is_line, f->out->arena, &drawn)) {
        made.rings = drawn.rings;
        give(f, made);
    } else {
        f->failed = true;
    }
}

/* ---- what is named ---------------------------------------------------------------------------------- */

static void follow_decl(finder *f, ent_decl_kind kind, const char *name)
{
    const ent_decl *decl = ent_doc_decl_find(f->world->agreement, kind, ent_str_of(name));
    if (!decl || !decl->body || f->seen_decl[decl - f->document->decls]) return;
    f->seen_decl[decl - f->document->decls] = true;
    if (decl->body->kind == ENT_N_OUTLINE)
        give_outline(f, decl);
    else
        walk(f, decl->body);
}

static void follow_drawn(finder *f, const ent_node *node)
{
    const bool is_line = node->kind == ENT_N_LINE;
    if (!give_shapes(f, node->text, is_line))
        follow_decl(f, is_line ? ENT_DECL_LINE : ENT_DECL_AREA, node->text);
}

static void walk(finder *f, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_AREA:
    case ENT_N_LINE: follow_drawn(f, node); break;
    case ENT_N_TERM:
    case ENT_N_NAME: follow_decl(f, ENT_DECL_TERM, node->text); break;
    case ENT_N_QUANTITY: follow_decl(f, ENT_DECL_QUANTITY, node->text); break;
    case ENT_N_CLAUSE:
    case ENT_N_LIMIT_OF: follow_clause(f, node->text); break;
    default: break;
    }
    for (uint32_t k = 0; k < node->kid_count; k++) walk(f, node->kids[k]);
}

static void walk_clause(finder *f, const ent_clause *clause)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    const size_t count = ent_clause_roots(clause, roots);
    for (size_t k = 0; k < count; k++) walk(f, roots[k]);
}

static void follow_clause(finder *f, const char *id)
{
    const ent_document *d = f->document;
    const ent_clause *clause = ent_doc_clause_find(f->world->agreement, ent_str_of(id));
    if (!clause || f->seen_clause[clause - d->clauses]) return;
    f->seen_clause[clause - d->clauses] = true;
    walk_clause(f, clause);
    for (size_t k = 0; k < d->reading_count; k++)
        if (strcmp(d->readings[k].of, id) == 0) walk_clause(f, &d->readings[k].lines);
}

/* ---- the list --------------------------------------------------------------------------------------- */

static ent_status find(finder *f, const char *clause, ent_error *err)
{
    const ent_document *d = f->document;
    f->out->arena = ent_arena_new();
    f->seen_decl = ent_alloc_zero(d->decl_count + 1, sizeof *f->seen_decl);
    f->seen_clause = ent_alloc_zero(d->clause_count + 1, sizeof *f->seen_clause);
    f->failed = !f->out->arena || !f->seen_decl || !f->seen_clause;
    for (size_t k = 0; k < d->clause_count && !f->failed; k++)
        if (!clause || strcmp(d->clauses[k].id, clause) == 0) follow_clause(f, d->clauses[k].id);
    ent_free(f->seen_decl);
    ent_free(f->seen_clause);
    return f->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for the lines of a text") : ENT_OK;
}

ent_status ent_drawings_find(const ent_world *world, const char *clause, ent_time day, ent_drawings **out,
                             ent_error *err)
{
    if (clause && !ent_doc_clause_find(world->agreement, ent_str_of(clause)))
        return ent_fail(err, ENT_E_NOT_FOUND, "the agreement has no clause %.100s", clause);
    ent_drawings *made = ent_alloc_zero(1, sizeof *made);
    if (!made) return ent_fail(err, ENT_E_NOMEM, "out of memory for the lines of a text");
    finder f = {.world = world, .document = ent_doc_view(world->agreement), .day = day, .out = made};
    const ent_status st = find(&f, clause, err);
    if (st == ENT_OK)
        *out = made;
    else
        ent_drawings_free(made);
    return st;
}

ent_status ent_spot_rings(const ent_spot *spot, ent_drawings **out, ent_error *err)
{
    const ent_shape *s = spot->shape;
    if (!s && !spot->drawn) return ent_fail(err, ENT_E_DOMAIN, "a place without an outline");
    ent_drawings *made = ent_alloc_zero(1, sizeof *made);
    if (made) made->arena = ent_arena_new();
    finder f = {.out = made, .failed = !made || !made->arena};
    if (!f.failed && s)
        give(&f, (ent_drawing){s->name, s->party, s->is_line, true, {s->points, s->starts, s->ring_count}});
    else if (!f.failed)
        give_outline(&f, spot->drawn);
    if (!f.failed) {
        *out = made;
        return ENT_OK;
    }
    ent_drawings_free(made);
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the outline of a place");
}

void ent_drawings_free(ent_drawings *drawings)
{
    if (!drawings) return;
    ent_arena_free(drawings->arena);
    ent_free(drawings);
}

size_t ent_drawings_count(const ent_drawings *drawings)
{
    return drawings->count;
}

ent_drawing ent_drawings_at(const ent_drawings *drawings, size_t index)
{
    return drawings->at[index];
}
