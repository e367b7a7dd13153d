/* reading.c: a reading replaces lines keyword by keyword: one "where" of it puts every "where" of the clause
 * away. */
#include "lang/reading.h"

#include "lang/doc.h"

static void replace(const ent_node **line, const ent_node *by)
{
    if (by) *line = by;
}

ent_clause ent_clause_merge(const ent_clause *clause, const ent_reading *reading)
{
    ent_clause m = *clause;
    const ent_clause *r = &reading->lines;
    replace(&m.by, r->by), replace(&m.binds, r->binds), replace(&m.trigger, r->trigger);
    replace(&m.when, r->when), replace(&m.where, r->where);
    replace(&m.from, r->from), replace(&m.until, r->until);
    replace(&m.per, r->per), replace(&m.due, r->due), replace(&m.such, r->such);
    replace(&m.unless, r->unless), replace(&m.without, r->without), replace(&m.instead, r->instead);
    if (reading->has_ceiling) m.ceiling = r->ceiling, m.ceiling_op = r->ceiling_op;
    if (reading->has_window)
        m.window_kind = r->window_kind, m.window = r->window, m.calendar = r->calendar, m.window_said = true;
    if (reading->has_counting) m.counting = r->counting, m.counting_said = true;
    return m;
}

ent_status ent_clause_with_reading(ent_doc *doc, const ent_clause *clause, const ent_reading *reading,
                                   const ent_clause **out, ent_error *err)
{
    ent_clause *copy = ent_arena_alloc(doc->arena, 1, sizeof *copy);
    if (!copy) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *copy = reading ? ent_clause_merge(clause, reading) : *clause;
    *out = copy;
    return ENT_OK;
}
