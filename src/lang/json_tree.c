/* json_tree.c: clauses, readings, declarations and their trees as JSON, for programs that read an agreement.
 *
 * A node is an object: `is` says its kind, `op` what it does, `text` the name in it, `number` a figure in the
 * unit of its dimension and `unit` the unit it was written in, `label` the name that diff and sweep know it
 * by, `kids` what it is made of; a part that may be left out and is, is null. Members that a kind does not
 * use are not written. */
#include "lang/json_tree.h"

#define NAMES(list) (sizeof(list) / sizeof *(list))

static const char *const kinds[] = {[ENT_N_NONE] = "none",
                                    [ENT_N_NUMBER] = "number",
                                    [ENT_N_ABOUT] = "about",
                                    [ENT_N_ATTRIBUTE] = "attribute",
                                    [ENT_N_PARAMETER] = "parameter",
                                    [ENT_N_QUANTITY] = "quantity",
                                    [ENT_N_TABLE] = "table",
                                    [ENT_N_LIMIT_OF] = "limit-of",
                                    [ENT_N_BASELINE] = "baseline",
                                    [ENT_N_ARITH] = "arithmetic",
                                    [ENT_N_MIN] = "min",
                                    [ENT_N_MAX] = "max",
                                    [ENT_N_IF] = "if",
                                    [ENT_N_AGGREGATE] = "aggregate",
                                    [ENT_N_DATE] = "date",
                                    [ENT_N_MOMENT] = "moment",
                                    [ENT_N_OFFSET] = "offset",
                                    [ENT_N_WORD] = "word",
                                    [ENT_N_AND] = "and",
                                    [ENT_N_OR] = "or",
                                    [ENT_N_NOT] = "not",
                                    [ENT_N_COMPARE] = "compare",
                                    [ENT_N_BETWEEN] = "between",
                                    [ENT_N_IS] = "is",
                                    [ENT_N_LISTED] = "listed",
                                    [ENT_N_ACTOR_IN] = "actor-in",
                                    [ENT_N_PLACE] = "place",
                                    [ENT_N_EXISTS] = "exists",
                                    [ENT_N_TERM] = "term",
                                    [ENT_N_OPEN] = "open-words",
                                    [ENT_N_CLAUSE] = "clause",
                                    [ENT_N_BOOL] = "truth",
                                    [ENT_N_ACTORS] = "actors",
                                    [ENT_N_MEMBERS] = "members",
                                    [ENT_N_FILTER] = "filter",
                                    [ENT_N_NAME] = "name",
                                    [ENT_N_ROLE] = "role",
                                    [ENT_N_ACTS] = "acts",
                                    [ENT_N_OBJECT] = "object",
                                    [ENT_N_POSITION] = "position",
                                    [ENT_N_TERRITORY] = "territory",
                                    [ENT_N_AREA] = "area",
                                    [ENT_N_LINE] = "line",
                                    [ENT_N_SITE] = "site",
                                    [ENT_N_BORDER] = "border",
                                    [ENT_N_COAST] = "coast",
                                    [ENT_N_PARALLEL] = "parallel",
                                    [ENT_N_MERIDIAN] = "meridian",
                                    [ENT_N_OUTLINE] = "outline",
                                    [ENT_N_VERTEX] = "vertex",
                                    [ENT_N_LIST] = "list",
                                    [ENT_N_EVENT] = "event",
                                    [ENT_N_YEARLY] = "yearly",
                                    [ENT_N_YEARS_FROM] = "years-from",
                                    [ENT_N_BETWEEN_MOMENTS] = "between-moments",
                                    [ENT_N_YEAR_DAY] = "year-day",
                                    [ENT_N_ROUND] = "round",
                                    [ENT_N_SPAN] = "span",
                                    [ENT_N_VERSION] = "version"};
static const char *const compares[] = {"at-least", "more-than", "at-most", "less-than", "exactly"};
static const char *const aggregates[] = {"sum", "number", "count", "duration", "greatest"};
static const char *const moments[] = {"start", "end", "reported", "entry-into-force"};
static const char *const bases[] = {"party", "state", "non-party", "anyone", "names", "bound-party"};
static const char *const events[] = {"each", "any", "all", "more-than-half", "some"};
static const char *const spans[] = {"same-calendar-year", "earlier-in-calendar-year", "before"};
static const char *const filters[] = {"in", "not-in", "other-than"};
static const char *const roles[] = {"actor", "target", "host", "owner", "participant"};
static const char *const sides[] = {"geodesic", "rhumb", "parallel", "meridian", "chart"};
static const char *const layers[] = {"agreement's", "land", "land+sea"};
static const char *const places[] = {"in",       "outside", "within",    "nearer-than", "beyond",
                                     "at-least", "between", "nearer-to", "north-of",    "south-of",
                                     "east-of",  "west-of", "in-band"};
static const char *const modalities[] = {"prohibits",    "limits",     "requires", "permits",
                                         "permits-only", "recommends", "exception"};
static const char *const countings[] = {"elapsed", "calendar-days", "inclusive-days"};
static const char *const windows[] = {"moment", "sliding", "calendar-year", "each-record", "whole-period"};
static const char *const calendars[] = {"calendar-year", "calendar-quarter", "calendar-month",
                                        "calendar-week", "calendar-day",     "years-from"};
static const char *const decls[] = {"party", "group",     "actor",     "definition",    "acts",
                                    "kind",  "attribute", "parameter", "quantity",      "area",
                                    "line",  "table",     "force",     "not-formalised"};
static const char *const forces[] = {"from", "suspended", "resumed", "ended"};

static void name_of(ent_json *json, const char *key, const char *const *names, size_t count, int index)
{
    if (index >= 0 && (size_t)index < count) ent_json_kstring(json, key, names[index]);
}

static void op_of(ent_json *json, const ent_node *n)
{
    const char sign[2] = {(char)n->op, '\0'};
    switch (n->kind) {
    case ENT_N_COMPARE: name_of(json, "op", compares, NAMES(compares), n->op); return;
    case ENT_N_AGGREGATE: name_of(json, "op", aggregates, NAMES(aggregates), n->op); return;
    case ENT_N_MOMENT: name_of(json, "op", moments, NAMES(moments), n->op); return;
    case ENT_N_ACTORS: name_of(json, "op", bases, NAMES(bases), n->op); return;
    case ENT_N_EVENT: name_of(json, "op", events, NAMES(events), n->op); return;
    case ENT_N_FILTER: name_of(json, "op", filters, NAMES(filters), n->op); return;
    case ENT_N_ROLE: name_of(json, "op", roles, NAMES(roles), n->op); return;
    case ENT_N_VERTEX: name_of(json, "op", sides, NAMES(sides), n->op); return;
    case ENT_N_PLACE: name_of(json, "op", places, NAMES(places), n->op); return;
    case ENT_N_TERRITORY: name_of(json, "op", layers, NAMES(layers), n->op); return;
    case ENT_N_ARITH: ent_json_kstring(json, "op", sign); return;
    case ENT_N_OFFSET: ent_json_kstring(json, "op", n->op < 0 ? "before" : "after"); return;
    case ENT_N_BETWEEN:
        ent_json_kbool(json, "low_excluded", n->op & 1);
        ent_json_kbool(json, "high_excluded", (n->op >> 1) & 1);
        return;
    case ENT_N_ROUND: ent_json_kstring(json, "op", n->op > 0 ? "up" : "down"); return;
    case ENT_N_SPAN: name_of(json, "op", spans, NAMES(spans), n->op); return;
    case ENT_N_OBJECT:
        if (n->op == ENT_OBJECT_ANY) ent_json_kbool(json, "any", true);
        return;
    case ENT_N_EXISTS:
        ent_json_kbool(json, "by_every", n->op == 1);
        if ((int)n->number & ENT_EXISTS_BETWEEN) ent_json_kbool(json, "between", true);
        if ((int)n->number & ENT_EXISTS_THEN) ent_json_kbool(json, "at_that_time", true);
        return;
    default: return;
    }
}

static void figure_of(ent_json *json, const ent_node *n)
{
    bool figure = n->kind == ENT_N_NUMBER || (n->kind == ENT_N_EVENT && n->op == ENT_BY_SOME) ||
                  n->kind == ENT_N_PARALLEL || n->kind == ENT_N_MERIDIAN;
    if (figure) ent_json_kdouble(json, "number", n->number);
    if (n->kind == ENT_N_YEARS_FROM) ent_json_kdouble(json, "years", n->number);
    if (n->kind == ENT_N_YEAR_DAY) ent_json_kdouble(json, "years", n->number);
    if (n->kind == ENT_N_NUMBER && n->unit) ent_json_kstring(json, "unit", n->unit->name);
    if (n->kind == ENT_N_NUMBER && n->unit) ent_json_kdouble(json, "written", n->written);
    if (n->kind == ENT_N_BOOL) ent_json_kbool(json, "holds", n->number != 0);
    if (n->kind == ENT_N_ACTORS && n->number == 1) ent_json_kbool(json, "together", true);
    if (n->kind == ENT_N_ACTORS && n->number == 2) ent_json_kbool(json, "every", true);
    if (n->label) ent_json_kstring(json, "label", n->label);
}

void ent_json_node(ent_json *json, const ent_node *node)
{
    if (!node || node->kind == ENT_N_NONE) {
        ent_json_null(json);
        return;
    }
    ent_json_begin_object(json);
    name_of(json, "is", kinds, NAMES(kinds), (int)node->kind);
    op_of(json, node);
    if (node->text[0]) ent_json_kstring(json, "text", node->text);
    figure_of(json, node);
    if (node->kid_count) ent_json_key(json, "kids"), ent_json_begin_array(json);
    for (uint32_t i = 0; i < node->kid_count; i++) ent_json_node(json, node->kids[i]);
    if (node->kid_count) ent_json_end_array(json);
    ent_json_end_object(json);
}

static void member(ent_json *json, const char *key, const ent_node *node)
{
    if (!node || node->kind == ENT_N_NONE) return;
    ent_json_key(json, key);
    ent_json_node(json, node);
}

static void lines(ent_json *json, const ent_clause *c)
{
    const struct {
        const char *key;
        const ent_node *node;
    } all[] = {{"by", c->by},           {"binds", c->binds},     {"for", c->trigger},   {"when", c->when},
               {"where", c->where},     {"from", c->from},       {"until", c->until},   {"per", c->per},
               {"ceiling", c->ceiling}, {"window", c->window},   {"due", c->due},       {"unless", c->unless},
               {"without", c->without}, {"instead", c->instead}, {"source", c->source}, {"such", c->such}};
    for (size_t i = 0; i < NAMES(all); i++) member(json, all[i].key, all[i].node);
}

static void window_of(ent_json *json, const ent_clause *c)
{
    if (c->window_kind == ENT_WINDOW_CALENDAR)
        name_of(json, "window_kind", calendars, NAMES(calendars), (int)c->calendar);
    else
        name_of(json, "window_kind", windows, NAMES(windows), (int)c->window_kind);
}

void ent_json_clause_members(ent_json *json, const ent_clause *c)
{
    ent_json_kstring(json, "id", c->id);
    if (c->title[0]) ent_json_kstring(json, "title", c->title);
    name_of(json, "modality", modalities, NAMES(modalities), (int)c->modality);
    member(json, "aggregate", c->aggregate);
    member(json, "acts", c->acts);
    member(json, "object", c->object);
    member(json, "to", c->to);
    member(json, "in", c->in);
    lines(json, c);
    if (c->ceiling) name_of(json, "ceiling_op", compares, NAMES(compares), (int)c->ceiling_op);
    if (c->modality == ENT_LIMITS) window_of(json, c);
    name_of(json, "counting", countings, NAMES(countings), (int)c->counting);
}

void ent_json_reading_members(ent_json *json, const ent_reading *r)
{
    ent_json_kstring(json, "name", r->name);
    ent_json_kstring(json, "of", r->of);
    if (r->note[0]) ent_json_kstring(json, "note", r->note);
    if (r->source[0]) ent_json_kstring(json, "source", r->source);
    lines(json, &r->lines);
    if (r->has_ceiling) name_of(json, "ceiling_op", compares, NAMES(compares), (int)r->lines.ceiling_op);
    if (r->has_window) window_of(json, &r->lines);
    if (r->has_counting) name_of(json, "counting", countings, NAMES(countings), (int)r->lines.counting);
    member(json, "assume", r->assumes);
}

void ent_json_decl_members(ent_json *json, const ent_decl *d)
{
    name_of(json, "declares", decls, NAMES(decls), (int)d->kind);
    if (d->name[0]) ent_json_kstring(json, "name", d->name);
    if (d->title && d->title[0])
        ent_json_kstring(json, d->kind == ENT_DECL_NOT_FORMALISED ? "because" : "title", d->title);
    if (d->source && d->source[0]) ent_json_kstring(json, "source", d->source);
    if (d->kind == ENT_DECL_ATTRIBUTE || d->kind == ENT_DECL_PARAMETER)
        ent_json_kstring(json, "dimension", ent_dimension_name(d->dimension));
    if (d->kind == ENT_DECL_FORCE) name_of(json, "force", forces, NAMES(forces), d->op);
    member(json, "body", d->body);
    member(json, "actors", d->actors);
    member(json, "from", d->from);
    member(json, "until", d->until);
}
