/* lines.c: what two clauses, readings or declarations say differently, line by line. A line is walked in both
 * trees at once as long as they have the same shape; where they part, the smallest condition or figure around
 * it is told. */
#include "compare/redline.h"

#include <string.h>

typedef struct walker {
    ent_redline *r;
    const char *clause_a, *clause_b, *line;
    size_t article;
} walker;

/* ---- as written ------------------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return c > ' ' && !strchr(",()\"#", c);
}

/* "any" before "party", "P" and "together" behind it belong to an actor expression; its span is the noun
 * alone. */
static ent_span with_quantifier(ent_str bytes, const ent_node *n)
{
    static const char *const before[] = {"any", "every", "each", "all", "another", "a", "an", "the"};
    ent_span s = n->span;
    uint32_t end = s.offset, from, to;
    while (end > 0 && bytes.ptr[end - 1] == ' ') end--;
    for (from = end; from > 0 && is_word_byte(bytes.ptr[from - 1]);) from--;
    ent_str word = {bytes.ptr + from, end - from};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (ent_str_is(word, before[i])) s.length += s.offset - from, s.offset = from;
    for (int i = 0; i < 2; i++) {
        for (from = s.offset + s.length; from < bytes.len && bytes.ptr[from] == ' ';) from++;
        for (to = from; to < bytes.len && is_word_byte(bytes.ptr[to]);) to++;
        ent_str next = {bytes.ptr + from, to - from};
        if (next.len && ((n->text[0] && ent_str_is(next, n->text)) || ent_str_is(next, "together")))
            s.length = to - s.offset;
    }
    return s;
}

static ent_span extent(ent_str bytes, const ent_node *n)
{
    ent_span s = n->kind == ENT_N_ACTORS ? with_quantifier(bytes, n) : n->span;
    uint32_t end = s.offset + s.length;
    for (uint32_t i = 0; i < n->kid_count; i++) {
        if (n->kids[i]->kind == ENT_N_NONE) continue;
        ent_span kid = extent(bytes, n->kids[i]);
        if (kid.length && kid.offset < s.offset) s.offset = kid.offset;
        if (kid.length && kid.offset + kid.length > end) end = kid.offset + kid.length;
    }
    s.length = end - s.offset;
    return s;
}

/* Brackets that open inside and close behind belong to it. */
static ent_span with_brackets(ent_str bytes, ent_span s)
{
    int open = 0;
    uint32_t end = s.offset + s.length;
    for (uint32_t i = s.offset; i < end && i < bytes.len; i++)
        open += bytes.ptr[i] == '(' ? 1 : bytes.ptr[i] == ')' ? -1 : 0;
    for (; open > 0 && end < bytes.len && (bytes.ptr[end] == ' ' || bytes.ptr[end] == ')'); end++)
        open -= bytes.ptr[end] == ')';
    s.length = end - s.offset;
    return s;
}

const char *ent_redline_source(ent_redline *r, const ent_document *d, ent_span span)
{
    if (!span.length || span.offset + span.length > d->source.bytes.len) return "";
    char *text = ent_arena_alloc(r->arena, span.length + 1, 1);
    if (!text) return NULL;
    size_t n = 0;
    for (uint32_t i = 0; i < span.length; i++) {
        char c = d->source.bytes.ptr[span.offset + i];
        bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space)
            text[n++] = c;
        else if (n && text[n - 1] != ' ')
            text[n++] = ' ';
    }
    while (n && text[n - 1] == ' ') n--;
    text[n] = '\0';
    return text;
}

/* A whole statement: its first line and those that are indented deeper. */
static const char *statement(ent_redline *r, const ent_document *d, ent_span first)
{
    ent_str bytes = d->source.bytes;
    uint32_t end = first.offset;
    while (end < bytes.len && bytes.ptr[end] != '\n') end++;
    for (uint32_t at = end; at < bytes.len;) {
        uint32_t from = at + 1, text = from;
        while (text < bytes.len && bytes.ptr[text] == ' ') text++;
        if (text >= bytes.len || text - from < first.column) break;
        for (at = text; at < bytes.len && bytes.ptr[at] != '\n';) at++;
        end = at;
    }
    return ent_redline_source(r, d, (ent_span){first.offset, end - first.offset, first.line, first.column});
}

static const char *written(const walker *w, const ent_document *d, const ent_node *n)
{
    if (!n || n->kind == ENT_N_NONE) return "";
    return ent_redline_source(w->r, d, with_brackets(d->source.bytes, extent(d->source.bytes, n)));
}

/* ---- changes ---------------------------------------------------------------------------------------- */

ent_model_change *ent_redline_add(ent_redline *r)
{
    ent_model_change *c = ent_rows_add(&r->changes, r->arena, sizeof *c);
    if (c) *c = (ent_model_change){"", "", "", "", "", "", "", ENT_NOWHERE};
    return c;
}

static bool tell(walker *w, const char *label, const char *before, const char *after, const char *context)
{
    ent_model_change *c = ent_redline_add(w->r);
    if (!c || !before || !after || !context) return false;
    *c = (ent_model_change){w->clause_a, w->clause_b, w->line, label ? label : "",
                            before,      after,       context, w->article};
    return true;
}

static bool is_figure(const ent_node *n)
{
    return n->kind == ENT_N_NUMBER || n->kind == ENT_N_DATE;
}

/* "500" of "500 to 5500 km" is said with its unit. */
static const char *figure(const walker *w, const ent_document *d, const ent_node *n)
{
    if (n->kind == ENT_N_NUMBER && n->unit && n->span.length == strlen(n->text))
        return ent_arena_printf(w->r->arena, "%s %s", n->text, n->unit->name);
    return written(w, d, n);
}

static bool same_shape(const ent_node *a, const ent_node *b)
{
    bool texts = is_figure(a) || (strcmp(a->text, b->text) == 0 && a->number == b->number);
    return a->kind == b->kind && a->op == b->op && a->kid_count == b->kid_count && texts;
}

/* Do they differ in figures alone? */
static bool only_figures(const ent_node *a, const ent_node *b)
{
    if (!same_shape(a, b)) return false;
    for (uint32_t i = 0; i < a->kid_count; i++)
        if (!only_figures(a->kids[i], b->kids[i])) return false;
    return true;
}

static bool tell_figures(walker *w, const ent_node *a, const ent_node *b, const char *context)
{
    if (is_figure(a))
        return ent_node_same(a, b) ||
               tell(w, a->label, figure(w, w->r->a, a), figure(w, w->r->b, b), context);
    for (uint32_t i = 0; i < a->kid_count; i++)
        if (!tell_figures(w, a->kids[i], b->kids[i], context)) return false;
    return true;
}

static bool walk(walker *w, const ent_node *a, const ent_node *b);

/* Members of and, or and lists: what both have is passed over, in order; the rest is paired as it comes. */
static bool walk_members(walker *w, const ent_node *a, const ent_node *b)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < a->kid_count; i++) {
        uint32_t found = k;
        while (found < b->kid_count && !ent_node_same(a->kids[i], b->kids[found])) found++;
        if (found < b->kid_count) {
            for (; k < found; k++)
                if (!tell(w, "", "", written(w, w->r->b, b->kids[k]), "")) return false;
            k++;
            continue;
        }
        bool pairs = k < b->kid_count && b->kids[k]->kind == a->kids[i]->kind;
        for (uint32_t later = i + 1; pairs && later < a->kid_count; later++)
            pairs = !ent_node_same(a->kids[later], b->kids[k]);
        if (!(pairs ? walk(w, a->kids[i], b->kids[k]) : tell(w, "", written(w, w->r->a, a->kids[i]), "", "")))
            return false;
        k += pairs;
    }
    for (; k < b->kid_count; k++)
        if (!tell(w, "", "", written(w, w->r->b, b->kids[k]), "")) return false;
    return true;
}

static bool walk(walker *w, const ent_node *a, const ent_node *b)
{
    bool none_a = !a || a->kind == ENT_N_NONE, none_b = !b || b->kind == ENT_N_NONE;
    if (ent_node_same(a, b)) return true;
    if (none_a || none_b)
        return tell(w, "", none_a ? "" : written(w, w->r->a, a), none_b ? "" : written(w, w->r->b, b), "");
    bool many = a->kind == ENT_N_AND || a->kind == ENT_N_OR || a->kind == ENT_N_LIST;
    if (many && a->kind == b->kind) return walk_members(w, a, b);
    if (only_figures(a, b)) return tell_figures(w, a, b, is_figure(a) ? "" : written(w, w->r->a, a));
    return tell(w, "", written(w, w->r->a, a), written(w, w->r->b, b), "");
}

/* A condition beside several of them: one side became an and. */
static bool walk_line(walker *w, const char *line, const ent_node *a, const ent_node *b)
{
    w->line = line;
    return walk(w, a, b);
}

/* ---- clauses ---------------------------------------------------------------------------------------- */

static const char *bound(ent_compare op)
{
    static const char *const names[] = {"at least", "more than", "at most", "less than", "exactly"};
    return names[op];
}

static const char *modality(const ent_clause *k)
{
    static const char *const names[] = {"prohibits",    "limits",     "requires", "permits",
                                        "permits only", "recommends", "exception"};
    return names[k->modality];
}

static const char *counting(const ent_clause *k)
{
    static const char *const names[] = {"elapsed time", "calendar days", "inclusive days"};
    return names[k->counting];
}

static const char *window(const ent_clause *k)
{
    static const char *const names[] = {"at any moment", "over any", "in each calendar year", "each record",
                                        "over the whole period"};
    static const char *const calendars[] = {"in each calendar year",  "in each calendar quarter",
                                            "in each calendar month", "in each calendar week",
                                            "in each calendar day",   "in each year from"};
    return k->window_kind == ENT_WINDOW_CALENDAR ? calendars[k->calendar] : names[k->window_kind];
}

static bool words(walker *w, const char *line, const char *a, const char *b)
{
    w->line = line;
    return strcmp(a, b) == 0 || tell(w, "", a, b, "");
}

static bool walk_lines(walker *w, const ent_clause *a, const ent_clause *b)
{
    const struct {
        const char *name;
        const ent_node *a, *b;
    } lines[] = {
        {"acts", a->aggregate ? NULL : a->acts, b->aggregate ? NULL : b->acts},
        {"of", a->aggregate ? NULL : a->object, b->aggregate ? NULL : b->object},
        {"sum", a->aggregate, b->aggregate},
        {"to", a->aggregate ? NULL : a->to, b->aggregate ? NULL : b->to},
        {"by", a->by, b->by},
        {"binds", a->binds, b->binds},
        {"for", a->trigger, b->trigger},
        {"when", a->when, b->when},
        {"where", a->where, b->where},
        {"from", a->from, b->from},
        {"until", a->until, b->until},
        {"per", a->per, b->per},
        {bound(a->ceiling_op), a->ceiling, b->ceiling},
        {"over", a->window, b->window},
        {"due", a->due, b->due},
        {"unless", a->unless, b->unless},
        {"without", a->without, b->without},
        {"instead", a->instead, b->instead},
        {"in", a->in, b->in},
        {"such that", a->such, b->such},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!walk_line(w, lines[i].name, lines[i].a, lines[i].b)) return false;
    return true;
}

bool ent_redline_compare_clauses(ent_redline *r, const ent_clause *a, const ent_clause *b, size_t article)
{
    walker w = {r, a ? a->id : "", b ? b->id : "", "clause", article};
    if (!a || !b)
        return tell(&w, "", a ? statement(r, r->a, a->span) : "", b ? statement(r, r->b, b->span) : "", "");
    bool ok = words(&w, "id", a->id, b->id) && words(&w, "modality", modality(a), modality(b)) &&
              words(&w, "title", a->title ? a->title : "", b->title ? b->title : "") &&
              walk_lines(&w, a, b) && words(&w, "counting", counting(a), counting(b)) &&
              words(&w, "window", window(a), window(b));
    if (!ok || !a->ceiling || !b->ceiling) return ok;
    return words(&w, "bound", bound(a->ceiling_op), bound(b->ceiling_op));
}

bool ent_redline_compare_readings(ent_redline *r, const ent_reading *a, const ent_reading *b)
{
    const ent_reading *any = a ? a : b;
    const char *name = ent_arena_printf(r->arena, "%s/%s", any->of, any->name);
    walker w = {r, a ? name : "", b ? name : "", "reading", ENT_NOWHERE};
    if (!name) return false;
    if (!a || !b)
        return tell(&w, "", a ? statement(r, r->a, a->span) : "", b ? statement(r, r->b, b->span) : "", "");
    return walk_lines(&w, &a->lines, &b->lines) && walk_line(&w, "assume", a->assumes, b->assumes);
}

/* ---- declarations ----------------------------------------------------------------------------------- */

static const char *decl_word(const ent_decl *d)
{
    static const char *const names[] = {"party", "group",     "actor",     "define",        "define",
                                        "kind",  "attribute", "parameter", "quantity",      "area",
                                        "line",  "table",     "in force",  "not formalised"};
    return names[d->kind];
}

static bool compare_tables(walker *w, const ent_decl *a, const ent_decl *b)
{
    const ent_table *s = a->table, *t = b->table;
    if (s->column_count != t->column_count || s->row_count != t->row_count)
        return tell(
            w, "", ent_arena_printf(w->r->arena, "%zu rows, %zu columns", s->row_count, s->column_count),
            ent_arena_printf(w->r->arena, "%zu rows, %zu columns", t->row_count, t->column_count), "");
    for (size_t i = 0; i < s->column_count * s->row_count; i++)
        if (!walk(w, s->cells[i], t->cells[i])) return false;
    return true;
}

bool ent_redline_compare_decls(ent_redline *r, const ent_decl *a, const ent_decl *b)
{
    const ent_decl *any = a ? a : b;
    walker w = {r, a ? a->name : "", b ? b->name : "", decl_word(any), ENT_NOWHERE};
    if (!a || !b)
        return tell(&w, "", a ? statement(r, r->a, a->span) : "", b ? statement(r, r->b, b->span) : "", "");
    bool ok = walk(&w, a->body, b->body) && walk(&w, a->actors, b->actors) && walk(&w, a->from, b->from) &&
              walk(&w, a->until, b->until);
    return ok && a->table && b->table ? compare_tables(&w, a, b) : ok;
}
