/* label.c: a stable name for every figure, so that a comparison of two texts or a search for a threshold can
 * point at it: the clause's id, then the attribute or the line it stands in, then lo, hi or an ordinal where
 * one is needed. Labels depend on the clause alone, so that editing one clause renames nothing in another. */
#include "lang/check.h"

#include "base/map.h"
#include <string.h>

typedef struct labels {
    ent_checker *c;
    const char *owner; /* "5", "parameter", … */
    ent_map *taken;    /* how often each name was given by this owner */
} labels;

static bool keep(ent_doc *doc, const ent_node *node)
{
    if (doc->figure_count == doc->figure_cap) {
        size_t cap = doc->figure_cap ? 2 * doc->figure_cap : 64;
        const ent_node **grown = ent_arena_alloc(doc->arena, cap, sizeof *grown);
        if (!grown) return false;
        if (doc->figure_count) memcpy(grown, doc->figures, doc->figure_count * sizeof *grown);
        doc->figures = grown, doc->figure_cap = cap;
    }
    doc->figures[doc->figure_count++] = node;
    return true;
}

static void give(labels *l, const ent_node *node, const char *what)
{
    if (l->c->out_of_memory) return;
    uintptr_t count = (uintptr_t)ent_map_get(l->taken, ent_str_of(what)) + 1;
    const char *point = what[0] ? "." : "";
    const char *label = count == 1 ? ent_check_text(l->c, "%s%s%s", l->owner, point, what)
                                   : ent_check_text(l->c, "%s%s%s.%zu", l->owner, point, what, (size_t)count);
    if (!label || !keep(l->c->doc, node) || !ent_map_put(l->taken, ent_str_of(what), (void *)count)) {
        l->c->out_of_memory = true;
        return;
    }
    ent_node_edit(node)->label = label;
}

static void walk(labels *l, const ent_node *node, const char *what);

static void walk_kids(labels *l, const ent_node *node, const char *what)
{
    for (uint32_t i = 0; i < node->kid_count; i++) walk(l, node->kids[i], what);
}

/* "range", "personnel" …: the attribute a comparison is about, else what was there already. */
static const char *subject(const ent_node *left, const char *what)
{
    switch (left->kind) {
    case ENT_N_ATTRIBUTE:
    case ENT_N_PARAMETER:
    case ENT_N_QUANTITY: return left->text;
    case ENT_N_MOMENT: return left->op == ENT_START ? "start" : left->op == ENT_END ? "end" : "reported";
    case ENT_N_AGGREGATE: return left->text[0] ? left->text : "number";
    default: return what;
    }
}

static void walk_between(labels *l, const ent_node *node, const char *what)
{
    const char *name = subject(node->kids[0], what);
    const char *lo = ent_check_text(l->c, "%s.lo", name), *hi = ent_check_text(l->c, "%s.hi", name);
    walk(l, node->kids[0], what);
    if (!lo || !hi) return;
    walk(l, node->kids[1], lo);
    walk(l, node->kids[2], hi);
}

static void walk_place(labels *l, const ent_node *node)
{
    static const char *const names[] = {"in",       "outside",  "within", "nearer",   "beyond",
                                        "at-least", "distance", "nearer", "north-of", "south-of",
                                        "east-of",  "west-of",  "width"};
    const char *what = names[node->op];
    bool pair = node->op == ENT_PLACE_BETWEEN_DISTANCES;
    walk(l, node->kids[1], what);
    walk(l, node->kids[2], pair ? "distance.lo" : what);
    walk(l, node->kids[3], pair ? "distance.hi" : what);
}

static const char *date_of(labels *l, const char *what)
{
    const char *name = what[0] ? ent_check_text(l->c, "%s.date", what) : "date";
    return name ? name : "";
}

static void walk(labels *l, const ent_node *node, const char *what)
{
    switch (node->kind) {
    case ENT_N_NUMBER:
    case ENT_N_DATE: give(l, node, what); break;
    case ENT_N_OFFSET: /* "6 months after 2021-12-17": the length has the name of the line */
        walk(l, node->kids[1], what);
        walk(l, node->kids[0], date_of(l, what));
        break;
    case ENT_N_BASELINE: walk_kids(l, node, "baseline"); break;
    case ENT_N_MEMBERS: walk_kids(l, node, "members"); break;
    case ENT_N_YEAR_DAY: walk_kids(l, node, date_of(l, what)); break;
    case ENT_N_COMPARE:
        walk(l, node->kids[0], what);
        walk(l, node->kids[1], subject(node->kids[0], what));
        break;
    case ENT_N_BETWEEN: walk_between(l, node, what); break;
    case ENT_N_PLACE: walk_place(l, node); break;
    case ENT_N_VERTEX: break; /* corners are moved by drawing, not by a figure */
    default: walk_kids(l, node, what); break;
    }
}

static void label_clause(ent_checker *c, const ent_clause *k, const char *owner)
{
    const struct {
        const char *what;
        const ent_node *node;
    } lines[] = {{"sum", k->aggregate}, {"by", k->aggregate ? NULL : k->by},
                 {"for", k->trigger},   {"when", k->when},
                 {"where", k->where},   {"from", k->from},
                 {"until", k->until},   {"ceiling", k->ceiling},
                 {"over", k->window},   {"due", k->due},
                 {"in", k->in},         {"such", k->such},
                 {"unless", k->unless}, {"without", k->without}};
    labels l = {c, owner, ent_map_new()};
    if (!l.taken) c->out_of_memory = true;
    for (size_t i = 0; l.taken && i < sizeof lines / sizeof *lines; i++)
        if (lines[i].node) walk(&l, lines[i].node, lines[i].what);
    ent_map_free(l.taken);
}

static void label_table(ent_checker *c, const ent_decl *d)
{
    const ent_table *t = d->table;
    for (size_t i = 0; i < t->row_count * t->column_count; i++) {
        if (t->cells[i]->kind != ENT_N_NUMBER && t->cells[i]->kind != ENT_N_DATE) continue;
        const char *label =
            ent_check_text(c, "%s.%s.%zu", d->name, t->columns[i % t->column_count], i / t->column_count + 1);
        ent_node_edit(t->cells[i])->label = label;
        if (!label || !keep(c->doc, t->cells[i])) c->out_of_memory = true;
    }
}

static void label_decl(ent_checker *c, const ent_decl *d)
{
    bool values = d->kind == ENT_DECL_PARAMETER || d->kind == ENT_DECL_QUANTITY || d->kind == ENT_DECL_TERM ||
                  d->kind == ENT_DECL_AREA || d->kind == ENT_DECL_LINE || d->kind == ENT_DECL_GROUP;
    if (d->kind == ENT_DECL_TABLE) label_table(c, d);
    if (!values || !d->body) return;
    labels l = {c, d->name, ent_map_new()};
    if (!l.taken)
        c->out_of_memory = true;
    else
        walk(&l, d->body, "");
    ent_map_free(l.taken);
}

static void label_reading(ent_checker *c, const ent_reading *r)
{
    const char *owner = ent_check_text(c, "%s/%s", r->of, r->name);
    if (!owner) return;
    label_clause(c, &r->lines, owner);
    for (uint32_t i = 0; r->assumes && i < r->assumes->kid_count; i++) {
        labels l = {c, owner, ent_map_new()};
        if (!l.taken)
            c->out_of_memory = true;
        else
            walk(&l, r->assumes->kids[i], "");
        ent_map_free(l.taken);
    }
}

void ent_label_numbers(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->clause_count && !c->out_of_memory; i++)
        label_clause(c, &d->clauses[i], d->clauses[i].id);
    for (size_t i = 0; i < d->reading_count && !c->out_of_memory; i++) label_reading(c, &d->readings[i]);
    for (size_t i = 0; i < d->decl_count && !c->out_of_memory; i++) label_decl(c, &d->decls[i]);
}
