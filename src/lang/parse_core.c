/* parse_core.c: the parser's moves: looking at tokens, taking them, saying what is wrong, building nodes. */
#include "lang/parse.h"

#include "base/map.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_MAX 40 /* bytes of a token that a message quotes */

/* ---- looking and taking ----------------------------------------------------------------------------- */

bool ent_take(ent_parser *p, const char *word)
{
    if (!ent_at(p, word)) return false;
    p->pos++;
    return true;
}

bool ent_take2(ent_parser *p, const char *first, const char *second)
{
    if (!ent_at2(p, first, second)) return false;
    p->pos += 2;
    return true;
}

ent_span ent_here(const ent_parser *p)
{
    if (p->pos < p->end) return p->tokens[p->pos].span;
    if (p->end == 0) return p->statement;
    ent_span last = p->tokens[p->end - 1].span;
    uint32_t columns = 0; /* of the last token: its bytes are at hand, its quotes are not */
    ent_str bytes = p->doc->text.source.bytes;
    for (uint32_t i = 0; i < last.length; i++)
        columns += ((unsigned char)bytes.ptr[last.offset + i] & 0xC0) != 0x80;
    return (ent_span){last.offset + last.length, 1, last.line, last.column + columns};
}

bool ent_need(ent_parser *p, const char *word, const char *where)
{
    if (ent_take(p, word)) return true;
    char what[80];
    snprintf(what, sizeof what, "\"%s\" %s", word, where);
    ent_expected(p, what, NULL);
    return false;
}

bool ent_is_binder(ent_str name)
{
    if (name.len == 0 || name.ptr[0] < 'A' || name.ptr[0] > 'Z') return false;
    for (size_t i = 1; i < name.len; i++)
        if (name.ptr[i] < '0' || name.ptr[i] > '9') return false;
    return name.len <= 3;
}

bool ent_is_country(ent_str name)
{
    if (name.len != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (name.ptr[i] < 'A' || name.ptr[i] > 'Z') return false;
    return true;
}

bool ent_is_reserved(ent_str word)
{
    static const char *const words[] = {
        "of",    "to",    "by",      "per",     "when",     "where",   "with",   "about",   "for",
        "from",  "until", "and",     "or",      "not",      "is",      "in",     "at",      "more",
        "less",  "fewer", "then",    "else",    "above",    "below",   "after",  "before",  "other",
        "than",  "on",    "up",      "if",      "exactly",  "between", "within", "outside", "there",
        "under", "over",  "exceeds", "reaches", "together", "because", "as",     "wide"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_str_is(word, words[i])) return true;
    return false;
}

bool ent_at_comparator(const ent_parser *p, size_t ahead)
{
    static const char *const single[] = {"is",     "exactly", "between", "above", "below",   "in",
                                         "within", "outside", "over",    "under", "exceeds", "reaches",
                                         "nearer", "beyond",  "before",  "after"};
    const ent_token *t = ent_peek_at(p, ahead), *next = ent_peek_at(p, ahead + 1);
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (ent_token_is(t, single[i])) return true;
    if (ent_token_is(t, "at")) return ent_token_is(next, "least") || ent_token_is(next, "most");
    if (ent_token_is(t, "more") || ent_token_is(t, "less") || ent_token_is(t, "fewer"))
        return ent_token_is(next, "than");
    if (!ent_token_is(t, "not") && !ent_token_is(t, "no")) return false;
    return ent_token_is(next, "more") || ent_token_is(next, "less") || ent_token_is(next, "fewer") ||
           ent_token_is(next, "in") || ent_token_is(next, "above") || ent_token_is(next, "below") ||
           ent_token_is(next, "before") || ent_token_is(next, "after");
}

/* ---- saying ----------------------------------------------------------------------------------------- */

void ent_say(ent_parser *p, ent_span span, ent_diag_text text)
{
    ent_diags_add(p->diags, &p->doc->text.source, span, text);
}

const char *ent_hint(ent_parser *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(p->doc->arena, format, args);
    va_end(args);
    if (!text) p->out_of_memory = true;
    return text;
}

ent_str ent_shown(const ent_parser *p, const ent_token *t)
{
    const char *bytes = p->doc->text.source.bytes.ptr + t->span.offset;
    size_t length = t->span.length < SHOWN_MAX ? t->span.length : SHOWN_MAX;
    while (length < t->span.length && ((unsigned char)bytes[length] & 0xC0) == 0x80) length--;
    return (ent_str){bytes, length};
}

void *ent_expected(ent_parser *p, const char *what, const char *hint)
{
    const ent_token *t = ent_peek(p);
    ent_diag_text text = {ENT_SEV_ERROR, "expected", NULL, NULL, hint};
    if (p->out_of_memory) return NULL;
    if (t->kind == ENT_T_END)
        ent_diags_addf(p->diags, &p->doc->text.source, ent_here(p), text,
                       "%s expected, but the line ends here", what);
    else
        ent_diags_addf(p->diags, &p->doc->text.source, t->span, text,
                       "%s expected, found %s" ENT_STR_FMT "%s", what, t->kind == ENT_T_STRING ? "" : "\"",
                       ENT_STR_ARG(ent_shown(p, t)), t->kind == ENT_T_STRING ? "" : "\"");
    return NULL;
}

/* ---- building --------------------------------------------------------------------------------------- */

ent_node *ent_node_new(ent_parser *p, ent_node_kind kind, ent_span span)
{
    ent_node *node = ent_arena_alloc(p->doc->arena, 1, sizeof *node);
    if (!node) {
        p->out_of_memory = true;
        return NULL;
    }
    node->kind = kind, node->span = span, node->text = "";
    return node;
}

const ent_node *ent_node_none(ent_parser *p, ent_span span)
{
    return ent_node_new(p, ENT_N_NONE, span);
}

char *ent_copy(ent_parser *p, ent_str text)
{
    char *copy = ent_arena_copy(p->doc->arena, text);
    if (!copy) p->out_of_memory = true;
    return copy;
}

ent_node *ent_node_text(ent_parser *p, ent_node_kind kind, ent_str text, ent_span span)
{
    ent_node *node = ent_node_new(p, kind, span);
    char *copy = node ? ent_copy(p, text) : NULL;
    if (!copy) return NULL;
    node->text = copy;
    return node;
}

bool ent_kids_push(ent_parser *p, const ent_node *kid)
{
    if (!kid) return false;
    if (ent_vec_push(&p->kids, &kid, sizeof kid)) return true;
    p->out_of_memory = true;
    return false;
}

ent_node *ent_kids_take(ent_parser *p, ent_node *node, size_t mark)
{
    const ent_node **stack = p->kids.ptr;
    size_t count = p->kids.count - mark;
    p->kids.count = mark;
    return node ? ent_node_with(p, node, count ? stack + mark : NULL, count) : NULL;
}

ent_node *ent_node_with(ent_parser *p, ent_node *node, const ent_node *const *kids, size_t count)
{
    if (!node) return NULL;
    const ent_node **own = ent_arena_alloc(p->doc->arena, count ? count : 1, sizeof *own);
    if (!own) {
        p->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        own[i] = kids[i] ? kids[i] : ent_node_none(p, node->span);
        if (!own[i]) return NULL;
        if (own[i]->kind != ENT_N_NONE && own[i]->span.offset > node->span.offset)
            node->span = ent_span_join(node->span, own[i]->span);
    }
    node->kids = own, node->kid_count = (uint32_t)count;
    return node;
}

bool ent_enter(ent_parser *p)
{
    if (++p->depth <= ENT_NESTING_MAX) return true;
    if (p->depth == ENT_NESTING_MAX + 1)
        ent_diags_addf(p->diags, &p->doc->text.source, ent_here(p),
                       (ent_diag_text){ENT_SEV_ERROR, "nesting", NULL, NULL,
                                       "Give the inner part a name with \"define\" and use the name."},
                       "brackets and conditions are nested more than %d deep", ENT_NESTING_MAX);
    p->depth--;
    return false;
}

/* ---- lines ------------------------------------------------------------------------------------------ */

bool ent_line_begin(ent_parser *p, const ent_line *line)
{
    p->pos = line->first, p->end = line->first + line->count;
    p->depth = p->brackets = 0;
    p->kids.count = 0;
    return !line->bad && line->count > 0;
}

bool ent_line_end(ent_parser *p)
{
    if (ent_at_end(p)) return true;
    const ent_token *t = ent_peek(p);
    const char *hint = "Remove it, or begin a new line with a line keyword such as \"when\".";
    if (ent_token_is(t, ")")) hint = "Remove the bracket, or open one for it.";
    if (ent_token_is(t, "and") || ent_token_is(t, "or")) hint = "Put what belongs together in brackets.";
    if (ent_at_comparator(p, 0)) hint = "A condition does not fit here.";
    if (t->kind == ENT_T_STRING) hint = "A title stands behind the id of a clause or in a \"title\" line.";
    const char *quote = t->kind == ENT_T_STRING ? "" : "\"";
    ent_diags_addf(p->diags, &p->doc->text.source, t->span,
                   (ent_diag_text){ENT_SEV_ERROR, "left-over", NULL, NULL, hint},
                   "the line should end before %s" ENT_STR_FMT "%s", quote, ENT_STR_ARG(ent_shown(p, t)),
                   quote);
    return false;
}

bool ent_give_up(ent_parser *p, const char *name)
{
    if (name && name[0] && !ent_map_put(p->doc->broken, ent_str_of(name), p->doc)) p->out_of_memory = true;
    return false;
}
