/* depends.c: which clauses may come to something else when one figure does. A clause rests on what its lines
 * and those of its readings name: a parameter, another clause; and it is judged together with the clauses of
 * its own article. What is not plain (a figure of a table, a definition or a force statement that names it)
 * reaches everything. */
#include "compare/sweep.h"

#include <string.h>

static bool mentions(const ent_node *n, const char *name)
{
    if (!n) return false;
    if (n->text && strcmp(n->text, name) == 0) return true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (mentions(n->kids[i], name)) return true;
    return false;
}

static bool rests_on(const ent_clause *k, const char *name)
{
    const ent_node *lines[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(k, lines);
    for (size_t i = 0; i < count; i++)
        if (mentions(lines[i], name)) return true;
    return false;
}

static bool reading_rests_on(const ent_document *d, const ent_clause *k, const char *name)
{
    for (size_t i = 0; i < d->reading_count; i++)
        if (strcmp(d->readings[i].of, k->id) == 0 &&
            (rests_on(&d->readings[i].lines, name) || mentions(d->readings[i].assumes, name)))
            return true;
    return false;
}

/* Does something other than a clause rest on it? */
static bool reaches_far(const ent_document *d, const char *name)
{
    for (size_t i = 0; i < d->decl_count; i++) {
        const ent_decl *k = &d->decls[i];
        if (mentions(k->body, name) || mentions(k->actors, name) || mentions(k->from, name) ||
            mentions(k->until, name))
            return true;
    }
    return false;
}

size_t ent_sweep_clause_of(const ent_document *d, const char *label)
{
    size_t own = d->clause_count, longest = 0;
    for (size_t i = 0; i < d->clause_count; i++) {
        size_t n = strlen(d->clauses[i].id);
        bool starts = strncmp(d->clauses[i].id, label, n) == 0 && (label[n] == '.' || label[n] == '/');
        if (starts && n > longest) own = i, longest = n;
    }
    return own;
}

static bool is_parameter(const ent_document *d, const char *label)
{
    for (size_t i = 0; i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_PARAMETER && strcmp(d->decls[i].name, label) == 0) return true;
    return false;
}

/* Whatever rests on a clause that is reached is reached. False: everything is. */
static bool spread(const ent_document *d, const char *name, bool *reached)
{
    if (reaches_far(d, name)) return false;
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *k = &d->clauses[i];
        if (reached[i] || (!rests_on(k, name) && !reading_rests_on(d, k, name))) continue;
        reached[i] = true;
        if (!spread(d, k->id, reached)) return false;
    }
    return true;
}

static bool find(const ent_document *d, const char *label, bool *reached)
{
    size_t own = ent_sweep_clause_of(d, label);
    if (own == d->clause_count) return is_parameter(d, label) && spread(d, label, reached);
    reached[own] = true;
    return spread(d, d->clauses[own].id, reached);
}

ent_status ent_sweep_find_clauses(ent_sweep *s)
{
    const ent_document *d = ent_doc_view(s->world.agreement);
    bool *reached = ent_arena_alloc(s->arena, d->clause_count + 1, sizeof *reached);
    const char **ids = ent_arena_alloc(s->arena, d->clause_count + 1, sizeof *ids);
    size_t n = 0;
    if (!reached || !ids) return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    memset(reached, 0, d->clause_count + 1);
    if (!s->opts.label || !find(d, s->opts.label, reached)) return ENT_OK;
    for (size_t i = 0; i < d->clause_count; i++) {
        bool judged = false;
        for (size_t k = 0; k < d->clause_count; k++)
            judged |= reached[k] && d->clauses[k].article == d->clauses[i].article;
        if (judged) ids[n++] = d->clauses[i].id;
    }
    s->judge_opts.clauses = ids, s->judge_opts.clause_count = n;
    return ENT_OK;
}
