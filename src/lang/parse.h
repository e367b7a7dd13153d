/* parse.h: the parser's state, its small vocabulary of moves, and the doors between its files. Shared by
 * parse*.c.
 *
 * Every parse function returns NULL after a failure that it has reported, and the caller returns NULL too:
 * the line is given up and the next one is read. Memory running out is the same way out, with `out_of_memory`
 * set. */
#ifndef ENT_LANG_PARSE_H
#define ENT_LANG_PARSE_H

#include "base/limits.h"
#include "lang/doc.h"
#include "lang/lex.h"
#include "lang/markdown.h"

typedef struct ent_parser {
    ent_doc *doc;
    ent_diags *diags;
    const ent_token *tokens; /* of the statement */
    size_t pos, end;         /* of the line */
    ent_span statement;      /* span of the head's first word, for what is missing */
    int depth, brackets;
    bool in_head; /* of a clause: there kinds of item are listed without brackets */
    bool events;  /* a force statement: a moment may be that of a record, "deposit by each party" */
    bool out_of_memory;
    ent_vec kids; /* const ent_node *: kids of nodes being built */
    ent_vec articles, clauses, readings, decls, assumes, scenarios; /* of the document's structs */
    size_t article;                                                 /* the nearest heading above */
    const ent_md_item *table; /* the table that follows the block, or NULL */
    bool table_used, declarations_told;
} ent_parser;

/* ---- looking and taking ---- */

static inline const ent_token *ent_peek_at(const ent_parser *p, size_t ahead)
{
    static const ent_token none = {.kind = ENT_T_END};
    return p->pos + ahead < p->end ? &p->tokens[p->pos + ahead] : &none;
}
static inline const ent_token *ent_peek(const ent_parser *p)
{
    return ent_peek_at(p, 0);
}
static inline bool ent_token_is(const ent_token *t, const char *word)
{
    return (t->kind == ENT_T_WORD || t->kind == ENT_T_PUNCT) && ent_str_is(t->text, word);
}
static inline bool ent_at(const ent_parser *p, const char *word)
{
    return ent_token_is(ent_peek(p), word);
}
static inline bool ent_at2(const ent_parser *p, const char *first, const char *second)
{
    return ent_at(p, first) && ent_token_is(ent_peek_at(p, 1), second);
}
static inline bool ent_at_end(const ent_parser *p)
{
    return p->pos >= p->end;
}
bool ent_take(ent_parser *p, const char *word);
bool ent_take2(ent_parser *p, const char *first, const char *second);
/* Take the word or report that it was expected; `code` is "expected-<what>". */
bool ent_need(ent_parser *p, const char *word, const char *where);
/* The span of the next token, or the place behind the last one. */
ent_span ent_here(const ent_parser *p);
/* A single capital letter, perhaps with digits: the name of a binder. */
bool ent_is_binder(ent_str name);
bool ent_is_country(ent_str name); /* three capitals */
/* Words with a meaning in the grammar, which end a list of bare names. */
bool ent_is_reserved(ent_str word);
/* Quoted words, or a word that is not reserved: may it be a name? */
static inline bool ent_token_is_name(const ent_token *t)
{
    return t->kind == ENT_T_STRING || (t->kind == ENT_T_WORD && !ent_is_reserved(t->text));
}
/* Do the tokens from `ahead` begin a comparison ("is", "at least", "more than", …)? */
bool ent_at_comparator(const ent_parser *p, size_t ahead);

/* ---- saying ---- */

ent_str ent_shown(const ent_parser *p, const ent_token *t); /* as written, cut when long */
void ent_say(ent_parser *p, ent_span span, ent_diag_text text);
/* "<what> expected, found <token>"; returns NULL for `return`. */
void *ent_expected(ent_parser *p, const char *what, const char *hint);
const char *ent_hint(ent_parser *p, const char *format, ...) ENT_PRINTF(2, 3);

/* ---- building ---- */

ent_node *ent_node_new(ent_parser *p, ent_node_kind kind, ent_span span);
const ent_node *ent_node_none(ent_parser *p, ent_span span);
ent_node *ent_node_text(ent_parser *p, ent_node_kind kind, ent_str text, ent_span span);
char *ent_copy(ent_parser *p, ent_str text);
/* Kids are pushed on a stack and taken off it into a node: `mark` first, pushes, then `ent_kids_take`. */
static inline size_t ent_kids_mark(const ent_parser *p)
{
    return p->kids.count;
}
/* Which month, 1 to 12, the word so many tokens ahead names; 0: none. */
int ent_month_at(const ent_parser *p, size_t ahead);
bool ent_kids_push(ent_parser *p, const ent_node *kid);
static inline void *ent_kids_drop(ent_parser *p, size_t mark)
{
    p->kids.count = mark;
    return NULL;
}
ent_node *ent_kids_take(ent_parser *p, ent_node *node, size_t mark);
/* A node whose kids are given; a NULL among them becomes NONE. */
ent_node *ent_node_with(ent_parser *p, ent_node *node, const ent_node *const *kids, size_t count);
bool ent_enter(ent_parser *p); /* one level deeper; false when too deep, reported */
static inline void ent_leave(ent_parser *p)
{
    p->depth--;
}

/* ---- the grammar, a file for each part ---- */

/* parse_word.c */
const ent_node *ent_parse_name(ent_parser *p, const char *what);      /* a word or quoted: NAME */
bool ent_parse_id(ent_parser *p, const char *what, const char **out); /* a clause id */
const ent_node *ent_parse_string(ent_parser *p, const char *what);    /* quoted only: WORD */
const ent_node *ent_parse_date(ent_parser *p);
const ent_node *ent_parse_acts(ent_parser *p);
const ent_node *ent_parse_object(ent_parser *p);
/* parse_who.c */
const ent_node *ent_parse_actors(ent_parser *p);
const ent_node *ent_parse_group(ent_parser *p);  /* NAME or MEMBERS */
const ent_node *ent_parse_binder(ent_parser *p); /* NAME of the binder at the place, or NULL without a word */
bool ent_take_role(ent_parser *p, ent_role *out);
/* parse_number.c */
const ent_node *ent_parse_number(ent_parser *p);
bool ent_at_figure(const ent_parser *p); /* a number, or one run together with its unit */
const ent_node *ent_parse_degrees(ent_parser *p, const char *signs); /* "60 41.0 N"; signs "NS" or "EW" */
bool ent_at_degrees(const ent_parser *p);
/* parse_event.c */
bool ent_at_event(const ent_parser *p);
const ent_node *ent_parse_event(ent_parser *p); /* deposit by more than half of every party */
bool ent_at_yearly(const ent_parser *p);
const ent_node *ent_parse_yearly(ent_parser *p); /* 1 January and 1 July in each calendar year */
bool ent_at_year_day(const ent_parser *p);
const ent_node *ent_parse_year_day(ent_parser *p); /* 15 November of the second year before start of E */
const ent_node *
ent_parse_two_ends(ent_parser *p); /* behind "between": 5 days and 36 hours before start of I */
/* parse_value.c */
const ent_node *ent_parse_value(ent_parser *p);
const ent_node *ent_parse_sum(ent_parser *p); /* a value, or a condition in brackets */
const ent_node *ent_parse_aggregate(ent_parser *p);
bool ent_at_aggregate(const ent_parser *p);
const ent_node *ent_parse_moment(ent_parser *p); /* a name among them is a PARAMETER, op 1 */
#define ENT_MOMENT_HELP                                                                                      \
    "A moment is a date (1997-05-27), \"entry into force\", \"start of E\", a parameter that is a date, "    \
    "or so long before or after one: \"42 days before start of E\"."
const ent_node *ent_parse_keys(ent_parser *p); /* per a, b */
bool ent_is_condition(const ent_node *node);
/* parse_condition.c */
const ent_node *ent_parse_any(ent_parser *p); /* a condition or a value */
const ent_node *ent_parse_condition(ent_parser *p);
const ent_node *ent_parse_one_condition(ent_parser *p); /* one comparison or one pair of brackets */
const ent_node *ent_parse_exists(ent_parser *p);        /* after "there is": EXISTS */
/* parse_place.c */
bool ent_at_operand(const ent_parser *p);
const ent_node *ent_parse_operand(ent_parser *p, bool with_owner);
const ent_node *ent_parse_crossing(ent_parser *p); /* at `crosses` */
const ent_node *ent_parse_place(ent_parser *p);    /* at `position` or at an operand */
bool ent_at_ground(const ent_parser *p);           /* "in area X", "outside territory of P" behind a head */
const ent_node *ent_parse_ground(ent_parser *p);
const ent_node *ent_parse_outline(ent_parser *p); /* after `from` */
/* parse_clause.c, parse_lines.c, parse_declare.c, parse_case.c, parse_table.c: whole statements; false when
 * the statement is left out */
typedef struct ent_lines {
    const ent_line *at;
    size_t count;
} ent_lines; /* the lines below a head */
bool ent_parse_clause(ent_parser *p, ent_lines lines);
bool ent_parse_reading(ent_parser *p, ent_lines lines);
bool ent_parse_declaration(ent_parser *p, const char *keyword, ent_lines lines);
bool ent_parse_agreement(ent_parser *p, ent_lines lines);
bool ent_parse_case(ent_parser *p, ent_lines lines);
bool ent_parse_assume(ent_parser *p, ent_lines lines);
bool ent_parse_scenarios(ent_parser *p, ent_lines lines);
/* What may be assumed, behind "assume" or, of force, without it. */
bool ent_parse_assumption(ent_parser *p, ent_assume *out);
int ent_parse_layer(ent_parser *p); /* 0, 1; -1 when neither, reported */
bool ent_parse_force(ent_parser *p);
const ent_table *ent_parse_table(ent_parser *p, const ent_md_item *item);
bool ent_parse_line_of_clause(ent_parser *p, ent_clause *clause);
/* parse_line.c: move to a line; false when there is nothing to read in it. After a line: complain about the
 * rest. */
bool ent_line_begin(ent_parser *p, const ent_line *line);
bool ent_line_end(ent_parser *p);
/* A statement of that name is left out; returns false for `return`. */
bool ent_give_up(ent_parser *p, const char *name);

#endif
