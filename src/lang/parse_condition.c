/* parse_condition.c: and, or, not; comparisons of figures, words and actors; "there is". */
#include "lang/parse.h"

#include <string.h>

/* ---- comparisons ------------------------------------------------------------------------------------ */

/* The words of a comparison, longest first; "is" before any of them is only polite. */
static const struct {
    const char *words[3];
    ent_compare op;
} comparators[] = {
    {{"no", "more", "than"}, ENT_AT_MOST},    {{"not", "more", "than"}, ENT_AT_MOST},
    {{"no", "less", "than"}, ENT_AT_LEAST},   {{"not", "less", "than"}, ENT_AT_LEAST},
    {{"no", "fewer", "than"}, ENT_AT_LEAST},  {{"not", "fewer", "than"}, ENT_AT_LEAST},
    {{"not", "above", NULL}, ENT_AT_MOST},    {{"not", "below", NULL}, ENT_AT_LEAST},
    {{"at", "least", NULL}, ENT_AT_LEAST},    {{"at", "most", NULL}, ENT_AT_MOST},
    {{"more", "than", NULL}, ENT_MORE_THAN},  {{"less", "than", NULL}, ENT_LESS_THAN},
    {{"fewer", "than", NULL}, ENT_LESS_THAN}, {{"above", NULL, NULL}, ENT_MORE_THAN},
    {{"below", NULL, NULL}, ENT_LESS_THAN},   {{"over", NULL, NULL}, ENT_MORE_THAN},
    {{"under", NULL, NULL}, ENT_LESS_THAN},   {{"exceeds", NULL, NULL}, ENT_MORE_THAN},
    {{"reaches", NULL, NULL}, ENT_AT_LEAST},  {{"exactly", NULL, NULL}, ENT_EXACTLY},
    {{"not", "before", NULL}, ENT_AT_LEAST},  {{"not", "after", NULL}, ENT_AT_MOST},
    {{"before", NULL, NULL}, ENT_LESS_THAN},  {{"after", NULL, NULL}, ENT_MORE_THAN},
};

static bool take_comparator(ent_parser *p, ent_compare *out)
{
    for (size_t i = 0; i < sizeof comparators / sizeof *comparators; i++) {
        size_t n = 0;
        while (n < 3 && comparators[i].words[n] && ent_token_is(ent_peek_at(p, n), comparators[i].words[n]))
            n++;
        if (n < 3 && comparators[i].words[n]) continue;
        p->pos += n;
        *out = comparators[i].op;
        return true;
    }
    return false;
}

static const ent_node *compare(ent_parser *p, const ent_node *left, ent_compare op, const ent_node *right)
{
    const ent_node *kids[2] = {left, right};
    if (!right) return NULL;
    ent_node *node = ent_node_new(p, ENT_N_COMPARE, left->span);
    if (node) node->op = (int)op;
    return ent_node_with(p, node, kids, 2);
}

/* "500 to 5500 km": the unit stands once, behind the second figure. */
static void share_unit(const ent_node *low, const ent_node *high)
{
    if (!ent_node_is(low, ENT_N_NUMBER) || !ent_node_is(high, ENT_N_NUMBER) || low->unit || !high->unit)
        return;
    ent_node *edit = ent_node_edit(low);
    edit->unit = high->unit, edit->number = low->written * high->unit->scale;
}

/* The upper end of an interval, after "to" or "up to". */
static const ent_node *between(ent_parser *p, const ent_node *left, const ent_node *low, int op)
{
    if (ent_take(p, "below")) op |= 2;
    const ent_node *kids[3] = {left, low, ent_parse_value(p)};
    if (!kids[2]) return NULL;
    share_unit(low, kids[2]);
    ent_node *node = ent_node_new(p, ENT_N_BETWEEN, left->span);
    if (node) node->op = op;
    return ent_node_with(p, node, kids, 3);
}

static bool take_up_to(ent_parser *p)
{
    return ent_take2(p, "up", "to") || ent_take(p, "to");
}

/* After a comparator's words: the figure, and perhaps the upper end of an interval. */
static const ent_node *parse_after_comparator(ent_parser *p, const ent_node *left, ent_compare op)
{
    const ent_node *right = ent_parse_value(p);
    if (right && (op == ENT_MORE_THAN || op == ENT_AT_LEAST) && take_up_to(p))
        return between(p, left, right, op == ENT_MORE_THAN);
    return compare(p, left, op, right);
}

static const ent_node *parse_between(ent_parser *p, const ent_node *left)
{
    const ent_node *low = ent_parse_value(p);
    if (!low || !ent_need(p, "and", "and the upper end")) return NULL;
    return between(p, left, low, 0);
}

static const ent_node *negate(ent_parser *p, const ent_node *inner)
{
    ent_node *node = inner ? ent_node_new(p, ENT_N_NOT, inner->span) : NULL;
    return ent_node_with(p, node, &inner, 1);
}

/* Does "or" go on with another word of the list, and not with another condition? */
static bool word_list_goes_on(const ent_parser *p)
{
    const ent_token *next = ent_peek_at(p, 1), *after = ent_peek_at(p, 2);
    bool name = ent_token_is_name(next);
    bool open = ent_token_is(after, "(") || ent_token_is(after, "of") || ent_token_is(next, "position") ||
                ent_token_is(next, "any") || ent_token_is(next, "all") || ent_token_is(next, "territory");
    bool separator = ent_at(p, "or") || (ent_at(p, ",") && p->brackets == 0);
    return separator && name && !open && !ent_at_comparator(p, 2);
}

static const ent_node *parse_is_words(ent_parser *p, const ent_node *left)
{
    size_t mark = ent_kids_mark(p);
    ent_node *node = ent_node_new(p, ENT_N_IS, left->span);
    if (!ent_kids_push(p, left)) return NULL;
    do {
        const ent_node *word = ent_parse_name(p, "a word or a number with its unit");
        if (!word) return ent_kids_drop(p, mark);
        ent_node_edit(word)->kind = ENT_N_WORD;
        if (!ent_kids_push(p, word)) return ent_kids_drop(p, mark);
    } while (word_list_goes_on(p) && ++p->pos);
    return ent_kids_take(p, node, mark);
}

static bool at_figure_value(const ent_parser *p)
{
    return ent_at_figure(p) || ent_at(p, "about") || ent_at(p, "(") || ent_peek(p)->kind == ENT_T_DATE ||
           ent_at2(p, "limit", "of") || ent_at2(p, "start", "of") || ent_at2(p, "end", "of") ||
           ent_at(p, "min") || ent_at(p, "max") || ent_at(p, "quantity");
}

/* After "is". */
static const ent_node *parse_is(ent_parser *p, const ent_node *left)
{
    ent_compare op;
    if (take_comparator(p, &op)) return parse_after_comparator(p, left, op);
    if (ent_take(p, "between")) return parse_between(p, left);
    if (ent_take(p, "not")) {
        if (ent_at(p, "not")) return ent_expected(p, "a word or a number with its unit", NULL);
        return negate(p, parse_is(p, left));
    }
    if (!at_figure_value(p)) return parse_is_words(p, left);
    const ent_node *right = ent_parse_value(p);
    if (right && take_up_to(p)) return between(p, left, right, 0);
    return compare(p, left, ENT_EXACTLY, right);
}

/* model [is] [not] in "types".model: how many words lead up to the table, or 0. */
static size_t listed_at(const ent_parser *p)
{
    size_t at = ent_at(p, "is") ? 1 : 0;
    if (ent_token_is(ent_peek_at(p, at), "not")) at++;
    bool in = ent_token_is(ent_peek_at(p, at), "in") && ent_peek_at(p, at + 1)->kind == ENT_T_STRING &&
              ent_token_is(ent_peek_at(p, at + 2), ".");
    return in ? at + 1 : 0;
}

static const ent_node *parse_listed(ent_parser *p, const ent_node *left, size_t lead)
{
    bool no = lead > 1 && ent_token_is(ent_peek_at(p, lead - 2), "not");
    p->pos += lead;
    const ent_node *kids[2] = {left, ent_parse_sum(p)};
    if (!kids[1]) return NULL;
    if (kids[1]->kind != ENT_N_TABLE)
        return ent_expected(p, "the end of the condition behind the column of a table", NULL);
    const ent_node *node = ent_node_with(p, ent_node_new(p, ENT_N_LISTED, left->span), kids, 2);
    return no ? negate(p, node) : node;
}

static const ent_node *parse_comparison(ent_parser *p)
{
    ent_compare op;
    const ent_node *left = ent_parse_sum(p);
    if (!left || ent_is_condition(left)) return left;
    size_t lead = left->kind == ENT_N_ATTRIBUTE ? listed_at(p) : 0;
    if (lead) return parse_listed(p, left, lead);
    if (ent_take(p, "is")) return parse_is(p, left);
    if (take_comparator(p, &op)) return parse_after_comparator(p, left, op);
    if (ent_take(p, "between")) return parse_between(p, left);
    return left;
}

/* ---- actors ----------------------------------------------------------------------------------------- */

/* How many tokens an actor takes that is compared with others ("P is …", "the host in …"), or 0. */
static size_t actor_subject(const ent_parser *p)
{
    static const char *const roles[] = {"actor", "target", "host", "owner", "participant"};
    size_t at = ent_at(p, "the") ? 1 : 0;
    const ent_token *t = ent_peek_at(p, at), *next = ent_peek_at(p, at + 1);
    bool compared = ent_token_is(next, "is") || ent_token_is(next, "in") ||
                    (ent_token_is(next, "not") && ent_token_is(ent_peek_at(p, at + 2), "in"));
    if (t->kind != ENT_T_WORD || !compared) return 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (ent_str_is(t->text, roles[i])) return at + 1;
    return at == 0 && (ent_is_binder(t->text) || ent_is_country(t->text)) ? 1 : 0;
}

static const ent_node *parse_subject(ent_parser *p)
{
    ent_span here = ent_here(p);
    ent_role role;
    if (ent_take_role(p, &role)) {
        ent_node *node = ent_node_new(p, ENT_N_ROLE, here);
        if (node) node->op = (int)role;
        return node;
    }
    const ent_node *binder = ent_parse_binder(p);
    return binder ? binder : ent_parse_name(p, "an actor");
}

/* "in G": the members of a group, as ACTORS of one name. */
static const ent_node *parse_group_actors(ent_parser *p)
{
    const ent_node *group = ent_parse_group(p);
    ent_node *actors = group ? ent_node_new(p, ENT_N_ACTORS, group->span) : NULL;
    if (actors) actors->op = ENT_BASE_NAMES;
    return ent_node_with(p, actors, &group, 1);
}

static const ent_node *parse_actor_in(ent_parser *p)
{
    const ent_node *kids[2] = {parse_subject(p)};
    if (!kids[0]) return NULL;
    ent_node *node = ent_node_new(p, ENT_N_ACTOR_IN, kids[0]->span);
    bool is = ent_take(p, "is");
    bool no = ent_take(p, "not");
    bool in = ent_take(p, "in");
    if (!is && !in) return ent_expected(p, "\"is\" or \"in\"", NULL);
    kids[1] = in ? parse_group_actors(p) : ent_parse_actors(p);
    if (!kids[1]) return NULL;
    const ent_node *whole = ent_node_with(p, node, kids, 2);
    return no ? negate(p, whole) : whole;
}

/* ---- there is --------------------------------------------------------------------------------------- */

/* of the same item, model: in what the record there is like the one in hand */
static const ent_node *parse_same(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_LIST, ent_here(p));
    p->pos += 3;
    do {
        const ent_node *name = ent_parse_name(p, "what is the same (item, model, kind)"), *none = NULL;
        if (!name) return ent_kids_drop(p, mark);
        ent_node_edit(name)->kind = ENT_N_ATTRIBUTE;
        if (!ent_kids_push(p, ent_node_with(p, ent_node_edit(name), &none, 1))) return ent_kids_drop(p, mark);
    } while (p->brackets == 0 && ent_take(p, ","));
    return ent_kids_take(p, list, mark);
}

static bool at_same(const ent_parser *p)
{
    return ent_at2(p, "of", "the") && ent_token_is(ent_peek_at(p, 2), "same");
}

/* between S and TUR: either is the actor, and the other one the target. */
static bool parse_pair(ent_parser *p, ent_node *node, const ent_node *kids[7])
{
    p->pos++;
    if (kids[1] || kids[2]) {
        ent_expected(p, "the end of \"there is\"", "Say either \"between\" or \"by\" and \"to\".");
        return false;
    }
    node->number += ENT_EXISTS_BETWEEN;
    if (!(kids[1] = ent_parse_actors(p)) || !ent_need(p, "and", "and the other side")) return false;
    if (!(kids[2] = ent_parse_actors(p))) return false;
    if (kids[1]->number != 2 && kids[2]->number != 2) return true;
    ent_say(p, kids[1]->span,
            (ent_diag_text){ENT_SEV_ERROR, "expected", "\"every\" does not belong behind \"between\"", NULL,
                            "Write \"any\"."});
    return false;
}

static bool has_flag(const ent_node *node, ent_exists_flag flag)
{
    return (int)node->number & (int)flag;
}

/* What is no plain part: 1 taken, 0 not there, -1 wrong. */
static int parse_exists_form(ent_parser *p, ent_node *node, const ent_node *kids[7])
{
    if (at_same(p) && !kids[6]) return (kids[6] = parse_same(p)) ? 1 : -1;
    if (ent_at(p, "between") && !has_flag(node, ENT_EXISTS_BETWEEN))
        return parse_pair(p, node, kids) ? 1 : -1;
    if (!ent_at2(p, "at", "that") || has_flag(node, ENT_EXISTS_THEN)) return 0;
    p->pos += 2, node->number += ENT_EXISTS_THEN;
    return ent_need(p, "time", "after \"at that\"") ? 1 : -1;
}

/* One part behind the kind and its binder: 1 taken, 0 there is none, -1 wrong. */
static int parse_exists_part(ent_parser *p, ent_node *node, const ent_node *kids[7])
{
    static const char *const words[6] = {"", "by", "to", "about", "when", "of"};
    int form = parse_exists_form(p, node, kids);
    for (int i = 1; !form && i < 6; i++) {
        if (!ent_at(p, words[i])) continue;
        if (kids[i]) return ent_expected(p, "the end of \"there is\"", "Each of its parts stands once."), -1;
        p->pos++;
        kids[i] = i < 3    ? ent_parse_actors(p)
                  : i == 3 ? ent_parse_binder(p)
                  : i == 4 ? ent_parse_one_condition(p)
                           : ent_parse_object(p);
        if (!kids[i] && i == 3) ent_expected(p, "the letter of an event (E)", NULL);
        return kids[i] ? 1 : -1;
    }
    return form;
}

/* "consent C", then its parts in any order. kids: ACTS, BY, TO, ABOUT, condition, OBJECT, SAME. */
const ent_node *ent_parse_exists(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_EXISTS, ent_here(p));
    const ent_node *kids[7] = {ent_parse_acts(p)};
    if (!node || !kids[0]) return NULL;
    const ent_node *binder = ent_parse_binder(p);
    if (binder) node->text = binder->text;
    int part = 1;
    while (part > 0) part = parse_exists_part(p, node, kids);
    node->op = kids[1] && kids[1]->number == 2;
    return part < 0 ? NULL : ent_node_with(p, node, kids, 7);
}

static const ent_node *parse_there_is(ent_parser *p)
{
    p->pos += 2;
    bool no = ent_take(p, "no") || ent_take(p, "not");
    if (!ent_take(p, "a")) ent_take(p, "an");
    const ent_node *exists = ent_parse_exists(p);
    return no ? negate(p, exists) : exists;
}

/* ---- and, or, not ----------------------------------------------------------------------------------- */

static void *say_not_a_condition(ent_parser *p, const ent_node *node)
{
    ent_say(
        p, node->span,
        (ent_diag_text){ENT_SEV_ERROR, "condition-wanted", "this is a value, but a condition is wanted here",
                        "A condition compares: \"range is 500 km to 5500 km\", \"personnel at least 9000\".",
                        "Say what it is compared with."});
    return NULL;
}

/* A bare name as a condition is a definition's or an exception's; quoted words are open words until the
 * checker finds a definition of that name; a bare figure is a clause id. */
static const ent_node *as_condition(ent_parser *p, const ent_node *node)
{
    if (!node || ent_is_condition(node)) return node;
    ent_node *edit = ent_node_edit(node);
    if (node->kind == ENT_N_ATTRIBUTE) {
        edit->kind = node->op ? ENT_N_OPEN : ENT_N_TERM;
        if (ent_node_kid(node, 0)->kind != ENT_N_NONE) { /* V.a is an id, not an attribute */
            ent_str bytes = p->doc->text.source.bytes;
            edit->text = ent_copy(p, (ent_str){bytes.ptr + node->span.offset, node->span.length});
        }
        edit->op = 0, edit->kid_count = 0;
        return edit->text ? node : NULL;
    }
    if (node->kind == ENT_N_NUMBER && !node->unit) {
        edit->kind = ENT_N_CLAUSE;
        return node;
    }
    return say_not_a_condition(p, node);
}

/* any of (a, b, c) and all of (…) */
static const ent_node *parse_list_of(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *node = ent_node_new(p, ent_at(p, "any") ? ENT_N_OR : ENT_N_AND, ent_here(p));
    p->pos += 2;
    if (!ent_need(p, "(", "and a list of conditions") || !ent_enter(p)) return NULL;
    p->brackets++;
    bool good = true;
    do good = ent_kids_push(p, ent_parse_condition(p));
    while (good && ent_take(p, ","));
    p->brackets--;
    ent_leave(p);
    if (!good || !ent_need(p, ")", "to close the list")) return ent_kids_drop(p, mark);
    return ent_kids_take(p, node, mark);
}

static const ent_node *parse_bool(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_BOOL, ent_here(p));
    if (node) node->number = ent_at(p, "always");
    p->pos++;
    return node;
}

static const ent_node *parse_unary(ent_parser *p)
{
    unsigned nots = 0;
    while (ent_at(p, "not")) p->pos++, nots++;
    const ent_node *node;
    if (ent_at2(p, "any", "of") || ent_at2(p, "all", "of"))
        node = parse_list_of(p);
    else if (ent_at2(p, "there", "is") || ent_at2(p, "there", "are"))
        node = parse_there_is(p);
    else if (ent_at(p, "always") || ent_at(p, "never"))
        node = parse_bool(p);
    else if (actor_subject(p))
        node = parse_actor_in(p);
    else if (ent_at(p, "position") || ent_at_operand(p))
        node = ent_parse_place(p);
    else if (ent_at(p, "crosses"))
        node = ent_parse_crossing(p);
    else
        node = parse_comparison(p);
    if (!node || nots == 0) return node;
    node = as_condition(p, node);
    return node && nots % 2 ? negate(p, node) : node;
}

static const ent_node *parse_joined(ent_parser *p, const char *word, ent_node_kind kind,
                                    const ent_node *(*parse)(ent_parser *))
{
    size_t mark = ent_kids_mark(p);
    const ent_node *first = parse(p);
    if (!first || !ent_at(p, word)) return first;
    ent_node *node = ent_node_new(p, kind, first->span);
    if (!ent_kids_push(p, as_condition(p, first))) return ent_kids_drop(p, mark);
    while (ent_take(p, word))
        if (!ent_kids_push(p, as_condition(p, parse(p)))) return ent_kids_drop(p, mark);
    return ent_kids_take(p, node, mark);
}

static const ent_node *parse_and(ent_parser *p)
{
    return parse_joined(p, "and", ENT_N_AND, parse_unary);
}

const ent_node *ent_parse_any(ent_parser *p)
{
    return parse_joined(p, "or", ENT_N_OR, parse_and);
}

const ent_node *ent_parse_condition(ent_parser *p)
{
    if (!ent_enter(p)) return NULL;
    const ent_node *node = as_condition(p, ent_parse_any(p));
    ent_leave(p);
    return node;
}

const ent_node *ent_parse_one_condition(ent_parser *p)
{
    if (!ent_enter(p)) return NULL;
    const ent_node *node = as_condition(p, parse_unary(p));
    ent_leave(p);
    return node;
}
