/* parse_value.c: figures, attributes, arithmetic, sums over records, moments. Values and conditions share one
 * ladder of precedence (or, and, not, comparison, + -, * /), because a bracket does not tell at once which of
 * the two it holds; whoever needs a value or a condition checks what came back. */
#include "lang/parse.h"

#include <string.h>

bool ent_is_condition(const ent_node *node)
{
    return node && node->kind >= ENT_N_AND && node->kind <= ENT_N_BOOL;
}

/* ---- moments ---------------------------------------------------------------------------------------- */

static int moment_at(const ent_parser *p, size_t ahead)
{
    static const char *const words[] = {"start", "end", "reported"};
    for (int i = 0; i < 3; i++)
        if (ent_token_is(ent_peek_at(p, ahead), words[i])) return i;
    return -1;
}

/* start of E · end · reported · entry into force */
static const ent_node *parse_moment_word(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_MOMENT, ent_here(p));
    if (!node) return NULL;
    const ent_node *of = NULL;
    if (ent_take(p, "entry")) {
        if (!ent_need(p, "into", "after \"entry\"") || !ent_need(p, "force", "after \"entry into\""))
            return NULL;
        node->op = ENT_ENTRY;
        return ent_node_with(p, node, &of, 1);
    }
    node->op = moment_at(p, 0);
    p->pos++;
    if (ent_take(p, "of") && !(of = ent_parse_name(p, "the name of an event (E)"))) return NULL;
    if (of) ent_node_edit(of)->ref = ENT_REF_BINDER;
    return ent_node_with(p, node, &of, 1);
}

static bool at_moment(const ent_parser *p)
{
    return moment_at(p, 0) >= 0 || ent_at2(p, "entry", "into") || ent_peek(p)->kind == ENT_T_DATE ||
           ent_at_year_day(p);
}

static const ent_node *parse_offset_from(ent_parser *p, const ent_node *length)
{
    ent_node *node = ent_node_new(p, ENT_N_OFFSET, length->span);
    if (!node) return NULL;
    node->op = ent_at(p, "before") ? -1 : 1;
    p->pos++;
    if (!ent_enter(p)) return NULL;
    const ent_node *kids[2] = {ent_parse_moment(p), length};
    ent_leave(p);
    return kids[0] ? ent_node_with(p, node, kids, 2) : NULL;
}

static bool is_duration(const ent_node *n)
{
    return n && n->kind == ENT_N_NUMBER && n->unit &&
           (n->unit->dimension == ENT_DIM_DURATION || n->unit->dimension == ENT_DIM_MONTHS);
}

static void *say_not_duration(ent_parser *p, ent_span span)
{
    ent_say(p, span,
            (ent_diag_text){ENT_SEV_ERROR, "duration", "a length of time has no unit of time",
                            "A length of time is a number followed by hours, days, weeks, months or years.",
                            NULL});
    return NULL;
}

/* The binder in E.personnel: the length of what stands before the point, or 0. */
static size_t binder_prefix(ent_str name)
{
    for (size_t i = 1; i + 1 < name.len; i++) {
        if (name.ptr[i] != '.') continue;
        char next = name.ptr[i + 1];
        bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        return letter && ent_is_binder((ent_str){name.ptr, i}) ? i : 0;
    }
    return 0;
}

/* A bare or quoted name: an attribute until the checker knows better. op 1: it was quoted. */
static const ent_node *parse_attribute(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    bool quoted = t->kind == ENT_T_STRING;
    if (!quoted && (t->kind != ENT_T_WORD || ent_is_reserved(t->text)))
        return ent_expected(p, "a value or a condition", NULL);
    p->pos++;
    size_t prefix = quoted ? 0 : binder_prefix(t->text);
    size_t skip = prefix ? prefix + 1 : 0;
    ent_node *node =
        ent_node_text(p, ENT_N_ATTRIBUTE, (ent_str){t->text.ptr + skip, t->text.len - skip}, t->span);
    if (!node) return NULL;
    node->op = quoted;
    const ent_node *binder = NULL;
    if (prefix) {
        ent_node *name = ent_node_text(p, ENT_N_NAME, (ent_str){t->text.ptr, prefix}, t->span);
        if (!name) return NULL;
        name->ref = ENT_REF_BINDER, binder = name;
    }
    return ent_node_with(p, node, &binder, 1);
}

/* later of (MOMENT, MOMENT), earlier of (…): the extremes of moments, op 1. */
static bool at_choice_of_moments(const ent_parser *p)
{
    return ent_at2(p, "later", "of") || ent_at2(p, "earlier", "of");
}

static const ent_node *parse_choice_of_moments(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *node = ent_node_new(p, ent_at(p, "later") ? ENT_N_MAX : ENT_N_MIN, ent_here(p));
    p->pos += 2;
    if (!node || !ent_need(p, "(", "and the moments") || !ent_enter(p)) return NULL;
    node->op = 1;
    do {
        if (!ent_kids_push(p, ent_parse_moment(p))) return ent_leave(p), ent_kids_drop(p, mark);
    } while (ent_take(p, ","));
    ent_leave(p);
    return ent_need(p, ")", "after the moments") ? ent_kids_take(p, node, mark) : ent_kids_drop(p, mark);
}

/* A day that the text leaves open has a name: "transfer of authority". Other words in quotation marks are a
 * date, and are told what is wrong with it. */
static bool at_open_day(const ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    if (t->kind == ENT_T_WORD) return !ent_is_reserved(t->text) && !ent_is_binder(t->text);
    if (t->kind != ENT_T_STRING || t->text.len < 2) return false;
    const char first = t->text.ptr[0], second = t->text.ptr[1];
    bool year = first == 'Y' && ((second >= '0' && second <= '9') || second == '-'); /* Y17000 */
    return !year && !strchr("0123456789-.[{", first);
}

static const ent_node *parse_open_day(ent_parser *p)
{
    ent_node *node = ent_node_text(p, ENT_N_PARAMETER, ent_peek(p)->text, ent_peek(p)->span);
    if (node) node->op = 1;
    p->pos++;
    return node;
}

const ent_node *ent_parse_moment(ent_parser *p)
{
    if (at_choice_of_moments(p)) return parse_choice_of_moments(p);
    if (ent_peek(p)->kind == ENT_T_NUMBER && ent_peek(p)->text.len == 4 &&
        ent_peek_at(p, 1)->kind == ENT_T_END)
        return ent_parse_date(p);
    if (ent_at_year_day(p)) return ent_parse_year_day(p);
    if (ent_peek(p)->kind == ENT_T_NUMBER) {
        const ent_node *length = ent_parse_number(p);
        if (!length) return NULL;
        if (!is_duration(length)) return say_not_duration(p, length->span);
        if (ent_take(p, "or")) (void)(ent_take(p, "more") || ent_take(p, "less"));
        if (ent_at(p, "before") || ent_at(p, "after")) return parse_offset_from(p, length);
        return ent_expected(p, "\"before\" or \"after\"", "Say of what: 42 days before start of E.");
    }
    if (at_moment(p)) return ent_peek(p)->kind == ENT_T_DATE ? ent_parse_date(p) : parse_moment_word(p);
    if (ent_peek(p)->kind == ENT_T_WORD && binder_prefix(ent_peek(p)->text)) return parse_attribute(p);
    if (ent_at_event(p)) return ent_parse_event(p);
    if (at_open_day(p)) return parse_open_day(p);
    if (ent_peek(p)->kind == ENT_T_STRING) return ent_parse_date(p);
    return ent_expected(p, "a moment", ENT_MOMENT_HELP);
}

/* ---- sums over records ------------------------------------------------------------------------------ */

const ent_node *ent_parse_keys(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_LIST, ent_here(p));
    do {
        const ent_token *t = ent_peek(p);
        bool binder = t->kind == ENT_T_WORD && ent_is_binder(t->text);
        const ent_node *key =
            binder ? ent_parse_binder(p) : ent_parse_name(p, "what to sum by (P, actor, host, item, kind)");
        if (!key) return ent_kids_drop(p, mark);
        ent_role role;
        size_t after = p->pos--;
        bool is_role = !binder && ent_take_role(p, &role);
        p->pos = after;
        ent_node_edit(key)->kind = is_role ? ENT_N_ROLE : binder ? ENT_N_NAME : ENT_N_ATTRIBUTE;
        if (is_role) ent_node_edit(key)->op = (int)role;
        const ent_node *none = NULL;
        if (!binder && !is_role && !ent_node_with(p, ent_node_edit(key), &none, 1))
            return ent_kids_drop(p, mark);
        if (!ent_kids_push(p, key)) return ent_kids_drop(p, mark);
    } while ((p->brackets == 0 && ent_take(p, ",")) || ent_take(p, "and"));
    return ent_kids_take(p, list, mark);
}

bool ent_at_aggregate(const ent_parser *p)
{
    static const char *const words[] = {"sum", "number", "count", "duration", "greatest"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_at2(p, words[i], "of")) return true;
    return false;
}

static const ent_node *parse_greatest(ent_parser *p, ent_node *node)
{
    const ent_node *kids[8] = {0};
    node->op = ENT_GREATEST;
    if (!ent_at_aggregate(p)) return ent_expected(p, "\"sum of\", \"number of\" or \"count of\"", NULL);
    if (!ent_enter(p)) return NULL;
    kids[0] = ent_parse_aggregate(p);
    ent_leave(p);
    if (!kids[0]) return NULL;
    kids[5] = ent_node_kid(kids[0], 5);
    if (kids[5]->kind != ENT_N_LIST)
        return ent_expected(p, "\"per\" and what the greatest is taken over",
                            "Write \"greatest of sum of … per actor\".");
    return ent_node_with(p, node, kids, 8);
}

/* in the same calendar year · earlier in the same calendar year · in the 90 days before */
static const ent_node *parse_span(ent_parser *p)
{
    ent_node *span = ent_node_new(p, ENT_N_SPAN, ent_here(p));
    if (!span) return NULL;
    span->op = ent_take(p, "earlier") ? ENT_SPAN_YEAR_SO_FAR : ENT_SPAN_YEAR;
    if (!ent_need(p, "in", "here") || !ent_need(p, "the", "after \"in\"")) return NULL;
    if (ent_take(p, "same"))
        return ent_need(p, "calendar", "after \"the same\"") && ent_need(p, "year", "after \"calendar\"")
                   ? ent_node_with(p, span, NULL, 0)
                   : NULL;
    if (span->op == ENT_SPAN_YEAR_SO_FAR || !ent_at_figure(p))
        return ent_expected(p, "\"same calendar year\" or a length of time",
                            "Write \"in the same calendar year\" or \"in the 90 days before\".");
    const ent_node *length = ent_parse_number(p);
    if (length && !is_duration(length)) return say_not_duration(p, length->span);
    span->op = ENT_SPAN_BEFORE;
    return length && ent_need(p, "before", "after the length of time") ? ent_node_with(p, span, &length, 1)
                                                                       : NULL;
}

static bool at_span(const ent_parser *p)
{
    return ent_at2(p, "in", "the") || ent_at2(p, "earlier", "in");
}

/* One of the parts behind the acts of a sum, into its place among the kids; false on failure. */
static bool parse_sum_part(ent_parser *p, const ent_node *kids[8], bool *more)
{
    static const char *const words[7] = {"", "of", "by", "when", "where", "per", "to"};
    *more = false;
    if (at_span(p) && !kids[7]) {
        *more = true;
        return (kids[7] = parse_span(p)) != NULL;
    }
    for (int i = 1; i < 7; i++) {
        if (!ent_at(p, words[i])) continue;
        if (kids[i]) {
            ent_expected(p, "the end of the sum", "A sum has each of its parts once.");
            return false;
        }
        p->pos++;
        kids[i] = i == 1             ? ent_parse_object(p)
                  : i == 2 || i == 6 ? ent_parse_actors(p)
                  : i == 5           ? ent_parse_keys(p)
                                     : ent_parse_one_condition(p);
        *more = true;
        return kids[i] != NULL;
    }
    return true;
}

const ent_node *ent_parse_aggregate(ent_parser *p)
{
    static const char *const words[] = {"sum", "number", "count", "duration"};
    ent_node *node = ent_node_new(p, ENT_N_AGGREGATE, ent_here(p));
    if (!node) return NULL;
    if (ent_take2(p, "greatest", "of")) return parse_greatest(p, node);
    for (int i = 0; i < 4; i++)
        if (ent_at(p, words[i])) node->op = i;
    if (!ent_at_aggregate(p))
        return ent_expected(
            p, "\"number of\", \"sum of\", \"count of\" or \"duration of\"",
            "A limit is on a number of things, the sum of an attribute, a count of records or a duration.");
    p->pos += 2;
    if (node->op == ENT_SUM) {
        const ent_node *what = ent_parse_name(p, "the attribute to sum");
        if (!what || !ent_need(p, "of", "and the kind of act")) return NULL;
        node->text = what->text;
    }
    const ent_node *kids[8] = {ent_parse_acts(p)};
    bool more = kids[0] != NULL;
    while (more)
        if (!parse_sum_part(p, kids, &more)) return NULL;
    return kids[0] ? ent_node_with(p, node, kids, 8) : NULL;
}

/* ---- atoms ------------------------------------------------------------------------------------------ */

static void *say_not_a_value(ent_parser *p, const ent_node *node)
{
    ent_say(p, node->span,
            (ent_diag_text){ENT_SEV_ERROR, "value-wanted", "this is a condition, but a value is wanted here",
                            NULL, "Use \"if … then … else …\" to make a value depend on a condition."});
    return NULL;
}

/* A comma here is told how lists go on inside brackets. */
static bool close_bracket(ent_parser *p)
{
    if (!ent_at(p, ",")) return ent_need(p, ")", "to close the bracket");
    ent_expected(
        p, "\")\" to close the bracket",
        "Inside brackets a list goes on with \"or\"; a comma parts the conditions of \"any of (…)\".");
    return false;
}

static const ent_node *parse_bracket(ent_parser *p)
{
    p->pos++;
    if (!ent_enter(p)) return NULL;
    p->brackets++;
    const ent_node *inner = ent_parse_any(p);
    p->brackets--;
    ent_leave(p);
    if (!inner || !close_bracket(p)) return NULL;
    return inner;
}

/* min(a, b, …) and max(…) */
static const ent_node *parse_extreme(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *node = ent_node_new(p, ent_at(p, "min") ? ENT_N_MIN : ENT_N_MAX, ent_here(p));
    p->pos += 2;
    if (!ent_enter(p)) return NULL;
    p->brackets++;
    bool good = true;
    do good = ent_kids_push(p, ent_parse_value(p));
    while (good && ent_take(p, ","));
    p->brackets--;
    ent_leave(p);
    if (!good || !ent_need(p, ")", "to close the bracket")) return ent_kids_drop(p, mark);
    return ent_kids_take(p, node, mark);
}

/* if C then A else B */
static const ent_node *parse_if(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_IF, ent_here(p));
    const ent_node *kids[3] = {0};
    p->pos++;
    if (!ent_enter(p)) return NULL;
    kids[0] = ent_parse_condition(p);
    if (kids[0] && ent_need(p, "then", "and the value")) kids[1] = ent_parse_value(p);
    if (kids[1] && ent_need(p, "else", "and the other value")) kids[2] = ent_parse_value(p);
    ent_leave(p);
    return kids[2] ? ent_node_with(p, node, kids, 3) : NULL;
}

/* round up (units / 60) */
static const ent_node *parse_round(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_ROUND, ent_here(p));
    if (node) node->op = ent_token_is(ent_peek_at(p, 1), "up") ? 1 : -1;
    p->pos += 2;
    if (!ent_at(p, "("))
        return ent_expected(p, "\"(\" and what is rounded", "Write \"round up (tanks / 60)\".");
    const ent_node *kid = parse_bracket(p);
    if (kid && ent_is_condition(kid)) return say_not_a_value(p, kid);
    return kid ? ent_node_with(p, node, &kid, 1) : NULL;
}

static const ent_node *parse_about(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_ABOUT, ent_here(p));
    p->pos++;
    const ent_node *kid = ent_parse_number(p);
    return kid ? ent_node_with(p, node, &kid, 1) : NULL;
}

static const ent_node *parse_baseline(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_BASELINE, ent_here(p));
    p->pos++;
    ent_take(p, "on");
    const ent_node *date = ent_parse_date(p);
    return date ? ent_node_with(p, node, &date, 1) : NULL;
}

static const ent_node *parse_limit_of(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_LIMIT_OF, ent_here(p));
    p->pos += 2;
    if (!node || !ent_parse_id(p, "the id of a clause", &node->text)) return NULL;
    node->span = ent_span_join(node->span, p->tokens[p->pos - 1].span);
    return node;
}

/* "flank ceilings".tanks */
static const ent_node *parse_table_column(ent_parser *p)
{
    ent_node *node = ent_node_text(p, ENT_N_TABLE, ent_peek(p)->text, ent_peek(p)->span);
    p->pos += 2;
    const ent_node *column = ent_parse_name(p, "the name of a column");
    if (!node || !column) return NULL;
    ent_node_edit(column)->ref = ENT_REF_COLUMN;
    return ent_node_with(p, node, &column, 1);
}

static const ent_node *parse_quantity_name(ent_parser *p)
{
    p->pos++;
    const ent_node *name = ent_parse_name(p, "the name of a quantity");
    if (name) ent_node_edit(name)->kind = ENT_N_QUANTITY;
    return name;
}

static const ent_node *parse_date_or_offset(ent_parser *p)
{
    if (ent_at_year_day(p)) return ent_parse_year_day(p);
    return moment_at(p, 0) >= 0 || ent_at(p, "entry") ? parse_moment_word(p) : ent_parse_date(p);
}

static const ent_node *parse_figure(ent_parser *p)
{
    const ent_node *number = ent_parse_number(p);
    if (number && is_duration(number) && (ent_at(p, "before") || ent_at(p, "after")))
        return parse_offset_from(p, number);
    return number;
}

/* A sum among values is one figure: `per` would make several of it. */
static const ent_node *parse_sum_value(ent_parser *p)
{
    const ent_node *sum = ent_parse_aggregate(p);
    if (!sum || sum->op == ENT_GREATEST || sum->kids[5]->kind != ENT_N_LIST) return sum;
    ent_say(p, sum->kids[5]->span,
            (ent_diag_text){ENT_SEV_ERROR, "sum-per", "a sum that is a value is one figure", NULL,
                            "Write \"greatest of sum of … per actor\", or leave \"per\" out."});
    return NULL;
}

static const ent_node *parse_atom(ent_parser *p)
{
    const ent_token *t = ent_peek(p), *next = ent_peek_at(p, 1);
    if (ent_token_is(t, "(")) return parse_bracket(p);
    if (at_moment(p)) return parse_date_or_offset(p);
    if (ent_at_figure(p)) return parse_figure(p);
    if (at_choice_of_moments(p)) return parse_choice_of_moments(p);
    if (ent_at2(p, "round", "up") || ent_at2(p, "round", "down")) return parse_round(p);
    if (ent_at_aggregate(p)) return parse_sum_value(p);
    if (ent_token_is(t, "if")) return parse_if(p);
    if (ent_token_is(t, "about")) return parse_about(p);
    if (ent_token_is(t, "baseline")) return parse_baseline(p);
    if (ent_at2(p, "limit", "of")) return parse_limit_of(p);
    if (ent_token_is(t, "quantity") && (next->kind == ENT_T_STRING || next->kind == ENT_T_WORD) &&
        !ent_is_reserved(next->text))
        return parse_quantity_name(p);
    if ((ent_token_is(t, "min") || ent_token_is(t, "max")) && ent_token_is(next, "("))
        return parse_extreme(p);
    if (t->kind == ENT_T_STRING && ent_token_is(next, ".") && next->glued) return parse_table_column(p);
    return parse_attribute(p);
}

/* ---- arithmetic ------------------------------------------------------------------------------------- */

static const ent_node *parse_chain(ent_parser *p, const char *signs, const ent_node *(*parse)(ent_parser *))
{
    const ent_node *left = parse(p);
    for (int links = 0; left && ent_peek(p)->kind == ENT_T_PUNCT && strchr(signs, ent_peek(p)->text.ptr[0]);
         links++) {
        char sign = ent_peek(p)->text.ptr[0];
        if (ent_is_condition(left)) return say_not_a_value(p, left);
        if (links >= ENT_NESTING_MAX) {
            p->depth = ENT_NESTING_MAX;
            (void)ent_enter(p);
            return NULL;
        }
        p->pos++;
        const ent_node *kids[2] = {left, parse(p)};
        if (!kids[1]) return NULL;
        if (ent_is_condition(kids[1])) return say_not_a_value(p, kids[1]);
        ent_node *node = ent_node_new(p, ENT_N_ARITH, left->span);
        if (node) node->op = sign;
        left = ent_node_with(p, node, kids, 2);
    }
    return left;
}

static const ent_node *parse_product(ent_parser *p)
{
    return parse_chain(p, "*/", parse_atom);
}

const ent_node *ent_parse_sum(ent_parser *p)
{
    return parse_chain(p, "+-", parse_product);
}

const ent_node *ent_parse_value(ent_parser *p)
{
    const ent_node *node = ent_parse_sum(p);
    if (node && ent_is_condition(node)) return say_not_a_value(p, node);
    return node;
}
