/* explain_condition.c: single conditions in English; how several are joined stands in explain_list.c. */
#include "lang/explain.h"

#include "lang/parse.h"
#include <string.h>

/* ---- comparisons ------------------------------------------------------------------------------------ */

static bool is_moment(const ent_node *n)
{
    return n->kind == ENT_N_DATE || n->kind == ENT_N_MOMENT || n->kind == ENT_N_OFFSET ||
           n->kind == ENT_N_YEAR_DAY;
}

/* "is" or "are", "is not" or "are not", for what has just been named. */
static const char *verb_of(const ent_saying *out, const ent_node *value, bool negated)
{
    bool many =
        value->kind == ENT_N_ATTRIBUTE && !ent_is_count(out, value->text) && ent_noun_is_plural(value->text);
    return many ? negated ? " are not " : " are " : negated ? " is not " : " is ";
}

/* Of moments "not" turns the word itself: "not at the latest" is later. */
static void tell_when(ent_saying *out, const ent_node *node, bool negated)
{
    static const char *const days[] = {"not before ", "after ", "not after ", "before ", "exactly "};
    static const char *const lengths[] = {"at the earliest ", "later than ", "at the latest ",
                                          "earlier than ", "exactly "};
    static const int turned[] = {3, 2, 1, 0};
    const ent_node *right = node->kids[1];
    bool turn = negated && node->op < 4;
    ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf, negated && !turn ? " is not " : " is ");
    int op = turn ? turned[node->op] : node->op;
    ent_buf_adds(&out->buf, right->kind == ENT_N_OFFSET ? lengths[op] : days[op]);
    ent_tell_value(out, right);
}

static void tell_compare(ent_saying *out, const ent_node *node, bool negated)
{
    static const char *const words[] = {"at least ", "more than ", "at most ", "less than ", "exactly "};
    static const char *const ranks[] = {"at least ", "above ", "at most ", "below ", ""};
    const ent_node *left = node->kids[0], *right = node->kids[1];
    if (is_moment(right) || is_moment(left)) {
        tell_when(out, node, negated);
        return;
    }
    bool bare = right->kind == ENT_N_NUMBER && !right->unit && left->kind == ENT_N_ATTRIBUTE;
    if (bare)
        ent_tell_count(out, left);
    else
        ent_tell_value(out, left);
    ent_buf_adds(&out->buf, bare ? negated ? " is not " : " is " : verb_of(out, left, negated));
    ent_buf_adds(&out->buf, right->kind == ENT_N_WORD ? ranks[node->op] : words[node->op]);
    ent_tell_value(out, right);
}

static void tell_between(ent_saying *out, const ent_node *node, bool negated)
{
    ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf, verb_of(out, node->kids[0], negated));
    ent_buf_adds(&out->buf, node->op & 1 ? "above " : "from ");
    ent_tell_value(out, node->kids[1]);
    ent_buf_adds(&out->buf, node->op & 1 ? " and up to " : node->op & 2 ? " to below " : " to ");
    if ((node->op & 3) == 3) ent_buf_adds(&out->buf, "but below ");
    ent_tell_value(out, node->kids[2]);
    if ((node->op & 3) == 0) ent_buf_adds(&out->buf, " (both included)");
}

/* The record itself, or the event that a duty speaks of. */
static void tell_subject(ent_saying *out)
{
    ent_buf_adds(&out->buf, out->subject ? out->subject : "it");
}

/* A recorded word of several words is quoted, so that the sentence shows where it ends. */
static void tell_word(ent_saying *out, const char *word)
{
    word = ent_noun_in_full(word);
    bool several = strspn(word, "abcdefghijklmnopqrstuvwxyz-") == strlen(word) && strchr(word, '-');
    if (several) ent_buf_addc(&out->buf, '"');
    if (several)
        ent_tell_words(out, word);
    else
        ent_tell_name(out, word);
    if (several) ent_buf_addc(&out->buf, '"');
}

static bool is_kind(const ent_node *value)
{
    return value->kind == ENT_N_ATTRIBUTE && strcmp(value->text, "kind") == 0;
}

/* "housed-in", "tested-for": what it is, not what it has. */
static bool is_said_of_it(const ent_node *value)
{
    static const char *const ends[] = {"-in", "-at", "-for", "-by", "-on", "-from", "-to", "-with"};
    size_t n = value->kind == ENT_N_ATTRIBUTE ? strlen(value->text) : 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i]);
        if (n > m && strcmp(value->text + n - m, ends[i]) == 0) return true;
    }
    return false;
}

/* "its status is active"; of the kind of a thing: "it is a warship"; "it is housed in a silo". */
static void tell_is(ent_saying *out, const ent_node *node, bool negated)
{
    bool kind = is_kind(node->kids[0]), said = is_said_of_it(node->kids[0]);
    const ent_node *binder = ent_node_kid(node->kids[0], 0);
    if ((kind || said) && ent_node_is(binder, ENT_N_NAME))
        ent_buf_adds(&out->buf, binder->text);
    else if (kind || said)
        tell_subject(out);
    else
        ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf,
                 kind || said ? negated ? " is not " : " is " : verb_of(out, node->kids[0], negated));
    if (said) ent_tell_words(out, node->kids[0]->text), ent_buf_addc(&out->buf, ' ');
    for (uint32_t i = 1; i < node->kid_count; i++) {
        const char *word = node->kids[i]->text;
        ent_tell_list_mark(out, i - 1, node->kid_count - 1, "or");
        if (kind && ent_noun_has_plural(word)) ent_tell_article(out, word);
        if (kind)
            ent_tell_noun(out, word, false);
        else
            tell_word(out, word);
    }
}

/* "its model is one of those in the column \"model\" of the table \"types\"". */
static void tell_listed(ent_saying *out, const ent_node *node, bool negated)
{
    const ent_node *table = node->kids[1];
    ent_tell_value(out, node->kids[0]);
    ent_buf_printf(&out->buf, " is %sone of those in the column \"%s\" of the table \"%s\"",
                   negated ? "not " : "", table->kids[0]->text, table->text);
}

static bool is_group(const ent_node *actors)
{
    return actors->kind == ENT_N_ACTORS && actors->op == ENT_BASE_NAMES && actors->kid_count == 1 &&
           (actors->kids[0]->kind == ENT_N_MEMBERS || actors->kids[0]->ref == ENT_REF_GROUP);
}

static void tell_actor_in(ent_saying *out, const ent_node *node, bool negated)
{
    const ent_node *who = node->kids[0], *set = node->kids[1];
    if (who->kind == ENT_N_ROLE)
        ent_tell_role(out, (ent_role)who->op);
    else
        ent_tell_actor(out, who);
    ent_buf_adds(&out->buf, negated ? " is not " : " is ");
    if (is_group(set)) ent_buf_adds(&out->buf, "one of ");
    bool before = out->whole;
    out->whole = is_group(set);
    ent_tell_actors(out, set);
    out->whole = before;
}

/* ---- places ----------------------------------------------------------------------------------------- */

static void tell_named(ent_saying *out, const char *noun, const ent_node *node)
{
    ent_buf_printf(&out->buf, "the %s \"%s\"", noun, node->text);
    const ent_node *owner = ent_node_kid(node, 0);
    if (ent_node_is(owner, ENT_N_NAME))
        ent_buf_adds(&out->buf, " as it runs for "), ent_tell_actor(out, owner);
}

static void tell_circle(ent_saying *out, const ent_node *node, const char *noun)
{
    const ent_node *number = ent_node_kid(node, 0);
    ent_buf_printf(&out->buf, "the %s ", noun);
    if (number) ent_tell_degrees(out, number);
}

void ent_tell_operand(ent_saying *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_TERRITORY:
        ent_buf_adds(&out->buf, node->op == 1   ? "the land territory of "
                                : node->op == 2 ? "the territory (with territorial sea) of "
                                                : "the territory of ");
        ent_tell_actors(out, node->kids[0]);
        break;
    case ENT_N_BORDER:
        ent_buf_adds(&out->buf, "the border of ");
        ent_tell_actors(out, node->kids[0]);
        if (node->kids[1]->kind == ENT_N_NONE) break;
        ent_buf_adds(&out->buf, " with ");
        ent_tell_actors(out, node->kids[1]);
        break;
    case ENT_N_COAST:
        ent_buf_adds(&out->buf, "the coast of ");
        ent_tell_actors(out, node->kids[0]);
        break;
    case ENT_N_AREA: tell_named(out, "area", node); break;
    case ENT_N_LINE: tell_named(out, "line", node); break;
    case ENT_N_SITE: tell_named(out, "place", node); break;
    case ENT_N_PARALLEL: tell_circle(out, node, "parallel"); break;
    case ENT_N_MERIDIAN: tell_circle(out, node, "meridian"); break;
    default: ent_tell_value(out, node); break;
    }
}

void ent_tell_position(ent_saying *out, const ent_node *node)
{
    const ent_node *binder = ent_node_kid(node, 0);
    ent_buf_adds(&out->buf, "the place");
    if (node->text[0]) ent_buf_printf(&out->buf, " of the %s", node->text);
    if (ent_node_is(binder, ENT_N_NAME))
        ent_buf_printf(&out->buf, " of %s", binder->text);
    else if (out->subject)
        ent_buf_printf(&out->buf, " of %s", out->subject);
}

/* The record's own range reads better with "own". */
static void tell_distance(ent_saying *out, const ent_node *node)
{
    bool own = node->kind == ENT_N_ATTRIBUTE && !ent_node_is(ent_node_kid(node, 0), ENT_N_NAME);
    if (own)
        ent_buf_adds(&out->buf, "its own "), ent_tell_words(out, node->text);
    else
        ent_tell_value(out, node);
}

static void tell_far(ent_saying *out, const ent_node *node, const char *before, const char *after)
{
    ent_buf_adds(&out->buf, before);
    tell_distance(out, node->kids[2]);
    ent_buf_adds(&out->buf, after);
    ent_tell_operand(out, node->kids[1]);
}

static void tell_relation(ent_saying *out, const ent_node *node)
{
    static const char *const sides[] = {"north of ", "south of ", "east of ", "west of "};
    switch (node->op) {
    case ENT_PLACE_IN: ent_buf_adds(&out->buf, "in "), ent_tell_operand(out, node->kids[1]); break;
    case ENT_PLACE_OUTSIDE: ent_buf_adds(&out->buf, "outside "), ent_tell_operand(out, node->kids[1]); break;
    case ENT_PLACE_WITHIN: tell_far(out, node, "within ", " of "); break;
    case ENT_PLACE_NEARER_THAN: tell_far(out, node, "nearer than ", " to "); break;
    case ENT_PLACE_BEYOND: tell_far(out, node, "more than ", " from "); break;
    case ENT_PLACE_AT_LEAST: tell_far(out, node, "at least ", " from "); break;
    case ENT_PLACE_BETWEEN_DISTANCES:
        ent_buf_adds(&out->buf, "between "), tell_distance(out, node->kids[2]);
        ent_buf_adds(&out->buf, " and "), tell_distance(out, node->kids[3]);
        ent_buf_adds(&out->buf, ", both included, from "), ent_tell_operand(out, node->kids[1]);
        break;
    case ENT_PLACE_NEARER_TO:
        ent_buf_adds(&out->buf, "nearer to "), ent_tell_operand(out, node->kids[1]);
        ent_buf_adds(&out->buf, " than to "), ent_tell_operand(out, node->kids[3]);
        break;
    case ENT_PLACE_IN_BAND:
        tell_far(out, node, "in the zone ", " wide along ");
        ent_buf_adds(&out->buf, " (half of the width on either side)");
        break;
    default:
        ent_buf_adds(&out->buf, sides[node->op - ENT_PLACE_NORTH_OF]), ent_tell_operand(out, node->kids[1]);
        break;
    }
}

static void tell_place(ent_saying *out, const ent_node *node, bool negated)
{
    if (!out->placed) {
        ent_tell_position(out, node->kids[0]);
        ent_buf_adds(&out->buf, " is ");
    }
    if (negated) ent_buf_adds(&out->buf, "not ");
    tell_relation(out, node);
}

/* ---- the rest --------------------------------------------------------------------------------------- */

static void tell_sides(ent_saying *out, const ent_node *node)
{
    if ((int)node->number & ENT_EXISTS_BETWEEN) {
        ent_buf_adds(&out->buf, " between "), ent_tell_actors(out, node->kids[1]);
        ent_buf_adds(&out->buf, " and "), ent_tell_actors(out, node->kids[2]);
        return;
    }
    if (node->kids[1]->kind != ENT_N_NONE) ent_tell_by(out, node->kids[0], node->kids[1]);
    if (node->kids[2]->kind != ENT_N_NONE) ent_tell_to(out, node->kids[0], node->kids[2]);
}

static void tell_exists(ent_saying *out, const ent_node *node, bool negated)
{
    const ent_node *object = ent_node_kid(node, 5);
    ent_buf_adds(&out->buf, "there is ");
    ent_tell_acts(out, node->kids[0], negated ? "no" : "a");
    if (node->text[0]) ent_buf_printf(&out->buf, " (%s)", node->text);
    if (ent_node_is(object, ENT_N_OBJECT)) ent_buf_adds(&out->buf, " of "), ent_tell_an_object(out, object);
    const ent_node *same = ent_node_kid(node, 6);
    if (ent_node_is(same, ENT_N_LIST)) ent_buf_adds(&out->buf, " of the same "), ent_tell_keys(out, same);
    tell_sides(out, node);
    if ((int)node->number & ENT_EXISTS_THEN) ent_buf_adds(&out->buf, " at that time");
    if (node->kids[3]->kind != ENT_N_NONE) ent_buf_printf(&out->buf, " about %s", node->kids[3]->text);
    if (node->kids[4]->kind == ENT_N_NONE) return;
    const char *before = out->subject;
    out->subject = node->text[0] ? node->text : NULL;
    ent_buf_adds(&out->buf, " for which "), ent_tell_inside(out, node->kids[4]);
    out->subject = before;
}

/* What the text defines, in quotes: it means what the definition says and nothing else. Where that speaks of
 * a place alone, so does the sentence. */
static void tell_term(ent_saying *out, const ent_node *term, bool negated)
{
    const ent_decl *decl =
        out->doc ? ent_doc_decl_find(out->doc, ENT_DECL_TERM, ent_str_of(term->text)) : NULL;
    const ent_node *place = decl ? ent_place_spoken_of(decl->body) : NULL;
    if (place) {
        ent_tell_position(out, place);
        ent_buf_printf(&out->buf, negated ? " does not fit \"%s\"" : " fits \"%s\"", term->text);
        return;
    }
    tell_subject(out);
    ent_buf_printf(&out->buf, negated ? " is not \"%s\"" : " is \"%s\"", term->text);
}

static void tell_not(ent_saying *out, const ent_node *node)
{
    const ent_node *kid = node->kids[0];
    switch (kid->kind) {
    case ENT_N_COMPARE: tell_compare(out, kid, true); break;
    case ENT_N_BETWEEN: tell_between(out, kid, true); break;
    case ENT_N_IS: tell_is(out, kid, true); break;
    case ENT_N_LISTED: tell_listed(out, kid, true); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, kid, true); break;
    case ENT_N_EXISTS: tell_exists(out, kid, true); break;
    case ENT_N_TERM: tell_term(out, kid, true); break;
    case ENT_N_PLACE: tell_place(out, kid, true); break;
    default:
        ent_buf_adds(&out->buf, "it is not so that ");
        ent_tell_condition(out, kid);
        break;
    }
}

static bool is_value(const ent_node *node)
{
    return (node->kind >= ENT_N_NUMBER && node->kind <= ENT_N_WORD) || node->kind == ENT_N_NAME;
}

void ent_tell_condition(ent_saying *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_AND:
    case ENT_N_OR:
    case ENT_N_LIST: ent_tell_list(out, node->kids, node->kid_count, node->kind); break;
    case ENT_N_NOT: tell_not(out, node); break;
    case ENT_N_COMPARE: tell_compare(out, node, false); break;
    case ENT_N_BETWEEN: tell_between(out, node, false); break;
    case ENT_N_IS: tell_is(out, node, false); break;
    case ENT_N_LISTED: tell_listed(out, node, false); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, node, false); break;
    case ENT_N_PLACE: tell_place(out, node, false); break;
    case ENT_N_EXISTS: tell_exists(out, node, false); break;
    case ENT_N_TERM: tell_term(out, node, false); break;
    case ENT_N_OPEN:
        ent_buf_printf(&out->buf, "the words \"%s\", which the text leaves open, apply", node->text);
        break;
    case ENT_N_CLAUSE: ent_buf_printf(&out->buf, "clause %s applies", node->text); break;
    case ENT_N_BOOL: ent_buf_adds(&out->buf, node->number != 0 ? "always" : "never"); break;
    case ENT_N_ACTORS: ent_tell_actors(out, node); break;
    case ENT_N_TERRITORY:
    case ENT_N_BORDER:
    case ENT_N_COAST:
    case ENT_N_AREA:
    case ENT_N_LINE:
    case ENT_N_SITE:
    case ENT_N_PARALLEL:
    case ENT_N_MERIDIAN: ent_tell_operand(out, node); break;
    case ENT_N_POSITION: ent_tell_position(out, node); break;
    case ENT_N_ACTS: ent_tell_acts(out, node, ""); break;
    case ENT_N_OBJECT: ent_tell_object(out, node, false); break;
    case ENT_N_ROLE:
    case ENT_N_MEMBERS: ent_tell_actors(out, node); break;
    case ENT_N_EVENT:
    case ENT_N_YEARLY:
    case ENT_N_YEAR_DAY:
    case ENT_N_BETWEEN_MOMENTS: ent_tell_moment(out, node); break;
    default:
        if (is_value(node)) ent_tell_value(out, node);
        break;
    }
}

ent_status ent_node_explain(const ent_node *node, ent_sink sink, ent_error *err)
{
    ent_saying out = {.depth = ENT_LETTERS_DEEP};
    ent_buf_init(&out.buf, ENT_EXPLAIN_BYTES_MAX);
    if (node->kind == ENT_N_AND && node->kid_count == 1) node = node->kids[0];
    ent_tell_condition(&out, node);
    return ent_tell_end(&out, sink, err);
}
