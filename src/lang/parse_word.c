/* parse_word.c: names, ids, dates, kinds of act and what an act is done with. */
#include "lang/parse.h"

const ent_node *ent_parse_name(ent_parser *p, const char *what)
{
    const ent_token *t = ent_peek(p);
    if (!ent_token_is_name(t))
        return ent_expected(p, what,
                            t->kind == ENT_T_WORD ? "A name that is also a keyword is quoted." : NULL);
    if (t->text.len == 0) {
        ent_say(p, t->span, (ent_diag_text){ENT_SEV_ERROR, "name-empty", "the name is empty", NULL, NULL});
        return NULL;
    }
    p->pos++;
    return ent_node_text(p, ENT_N_NAME, t->text, t->span);
}

bool ent_parse_id(ent_parser *p, const char *what, const char **out)
{
    const ent_token *t = ent_peek(p);
    bool particle = ent_token_is(t, "of") || ent_token_is(t, "is") || ent_token_is(t, "because");
    bool fits =
        t->kind == ENT_T_NUMBER || t->kind == ENT_T_DATE || t->kind == ENT_T_STRING || t->kind == ENT_T_WORD;
    if (!fits || particle || t->text.len == 0) {
        ent_expected(p, what, "A clause id is a name such as 5, 18.1.a or IV.4.");
        return false;
    }
    p->pos++;
    const char *copy = ent_copy(p, t->text);
    if (copy) *out = copy;
    return copy != NULL;
}

const ent_node *ent_parse_string(ent_parser *p, const char *what)
{
    const ent_token *t = ent_peek(p);
    if (t->kind != ENT_T_STRING) return ent_expected(p, what, "Put it in \" marks.");
    p->pos++;
    return ent_node_text(p, ENT_N_WORD, t->text, t->span);
}

const ent_node *ent_parse_date(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    bool year = t->kind == ENT_T_NUMBER && t->text.len == 4;
    if (t->kind != ENT_T_DATE && t->kind != ENT_T_STRING && !year)
        return ent_expected(p, "a date", "A date is written as in 1997-05-27.");
    ent_when *when = ent_arena_alloc(p->doc->arena, 1, sizeof *when);
    ent_node *node = ent_node_text(p, ENT_N_DATE, t->text, t->span);
    if (!when || !node) {
        p->out_of_memory = true;
        return NULL;
    }
    size_t at = 0;
    ent_error why = {0};
    if (ent_when_parse(t->text, when, &at, &why) != ENT_OK) {
        ent_span span = t->span;
        ent_diags_addf(p->diags, &p->doc->text.source, span,
                       (ent_diag_text){ENT_SEV_ERROR, "date", NULL, ent_hint(p, "%s.", why.message),
                                       "A date is written as in 1997-05-27."},
                       "this is not a date: " ENT_STR_FMT, ENT_STR_ARG(t->text));
        return NULL;
    }
    p->pos++;
    node->when = when;
    return node;
}

/* Is the token a bare name that may stand in a list, with a list going on behind it? A comma goes on outside
 * brackets only: inside it belongs to the brackets. */
static bool takes_separator(ent_parser *p)
{
    const ent_token *next = ent_peek_at(p, 1);
    if (!ent_token_is_name(next)) return false;
    if (ent_at(p, "or")) {
        if (ent_at_comparator(p, 2) || ent_token_is(ent_peek_at(p, 2), "(")) return false;
        return true;
    }
    return ent_at(p, ",") && p->brackets == 0;
}

const ent_node *ent_parse_acts(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *acts = ent_node_new(p, ENT_N_ACTS, ent_here(p));
    do {
        const ent_node *name = ent_parse_name(p, "a kind of act (deployment, exercise, …)");
        if (!name) return ent_kids_drop(p, mark);
        ent_node_edit(name)->kind = ENT_N_WORD;
        if (!ent_kids_push(p, name)) return ent_kids_drop(p, mark);
    } while (takes_separator(p) && ++p->pos);
    return ent_kids_take(p, acts, mark);
}

static bool push_kind(ent_parser *p)
{
    const ent_node *kind = ent_parse_name(p, "a kind of item");
    return kind && ent_kids_push(p, kind);
}

/* What is pushed is a list of which any will do, unless it is one word. */
static const ent_node *any_of_kinds(ent_parser *p, ent_node *object, size_t mark)
{
    if (object && ent_kids_mark(p) > mark + 1) object->op = ENT_OBJECT_ANY;
    return ent_kids_take(p, object, mark);
}

/* "(tank, gun or mortar)" */
static const ent_node *kinds_in_brackets(ent_parser *p, ent_node *object)
{
    size_t mark = ent_kids_mark(p);
    p->pos++;
    do {
        if (!push_kind(p)) return ent_kids_drop(p, mark);
    } while (ent_take(p, ",") || ent_take(p, "or"));
    if (ent_take(p, ")")) return any_of_kinds(p, object, mark);
    ent_expected(p, "\",\", \"or\" or \")\"",
                 "A list names each kind by one word; \"define\" what needs several.");
    return ent_kids_drop(p, mark);
}

static bool at_kind(const ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    return ent_token_is_name(t) && !(t->kind == ENT_T_WORD && ent_is_binder(t->text));
}

const ent_node *ent_parse_object(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *object = ent_node_new(p, ENT_N_OBJECT, ent_here(p));
    if (ent_at(p, "(")) return kinds_in_brackets(p, object);
    if (ent_at2(p, "any", "object")) {
        p->pos += 2;
        return ent_kids_take(p, object, mark);
    }
    while (at_kind(p))
        if (!push_kind(p)) return ent_kids_drop(p, mark);
    if (ent_kids_mark(p) == mark)
        return ent_expected(p, "what the act is done with", "Write \"of any object\" for all.");
    bool listed = p->in_head && ent_kids_mark(p) == mark + 1;
    while (listed && takes_separator(p)) {
        p->pos++;
        if (!push_kind(p)) return ent_kids_drop(p, mark);
    }
    return listed ? any_of_kinds(p, object, mark) : ent_kids_take(p, object, mark);
}
