/* explain_condition.c: conditions in English. Mixed "and" and "or" get brackets, since English has no
 * precedence. */
#include "lang/explain.h"

#include "lang/parse.h"
#include <string.h>

/* ---- comparisons ------------------------------------------------------------------------------------ */

static bool is_moment(const ent_node *n)
{
    return n->kind == ENT_N_DATE || n->kind == ENT_N_MOMENT || n->kind == ENT_N_OFFSET ||
           n->kind == ENT_N_YEAR_DAY;
}

static void tell_compare(ent_saying *out, const ent_node *node, bool negated)
{
    static const char *const times[] = {"not before ", "after ", "not after ", "before ", "exactly "};
    static const char *const words[] = {"at least ", "more than ", "at most ", "less than ", "exactly "};
    static const char *const ranks[] = {"at least ", "above ", "at most ", "below ", ""};
    const ent_node *right = node->kids[1];
    bool bare = right->kind == ENT_N_NUMBER && !right->unit;
    if (bare && node->kids[0]->kind == ENT_N_ATTRIBUTE)
        ent_tell_count(out, node->kids[0]);
    else
        ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf, negated ? " is not " : " is ");
    ent_buf_adds(&out->buf, right->kind == ENT_N_WORD                      ? ranks[node->op]
                            : is_moment(right) || is_moment(node->kids[0]) ? times[node->op]
                                                                           : words[node->op]);
    ent_tell_value(out, right);
}

static void tell_between(ent_saying *out, const ent_node *node, bool negated)
{
    ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf, negated ? " is not " : " is ");
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

/* "its status is active"; of the kind of a thing: "it is a warship". */
static void tell_is(ent_saying *out, const ent_node *node, bool negated)
{
    bool kind = is_kind(node->kids[0]);
    const ent_node *binder = ent_node_kid(node->kids[0], 0);
    if (kind && ent_node_is(binder, ENT_N_NAME))
        ent_buf_adds(&out->buf, binder->text);
    else if (kind)
        tell_subject(out);
    else
        ent_tell_value(out, node->kids[0]);
    ent_buf_adds(&out->buf, negated ? " is not " : " is ");
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
    if (is_group(set))
        ent_buf_adds(&out->buf, set->kids[0]->kind == ENT_N_MEMBERS ? "one of " : "one of the ");
    ent_tell_actors(out, set);
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

static void tell_position(ent_saying *out, const ent_node *node)
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

static void tell_place(ent_saying *out, const ent_node *node, const char *verb)
{
    tell_position(out, node->kids[0]);
    ent_buf_adds(&out->buf, verb);
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
    if (ent_node_is(object, ENT_N_OBJECT))
        ent_buf_adds(&out->buf, " of "), ent_tell_object(out, object, true);
    const ent_node *same = ent_node_kid(node, 6);
    if (ent_node_is(same, ENT_N_LIST)) ent_buf_adds(&out->buf, " of the same "), ent_tell_keys(out, same);
    tell_sides(out, node);
    if ((int)node->number & ENT_EXISTS_THEN) ent_buf_adds(&out->buf, " at that time");
    if (node->kids[3]->kind != ENT_N_NONE) ent_buf_printf(&out->buf, " about %s", node->kids[3]->text);
    if (node->kids[4]->kind == ENT_N_NONE) return;
    const char *before = out->subject;
    out->subject = node->text[0] ? node->text : NULL;
    ent_buf_adds(&out->buf, " for which "), ent_tell_condition(out, node->kids[4]);
    out->subject = before;
}

static bool is_name(const ent_node *a, const ent_node *b)
{
    bool named = ent_node_is(a, ENT_N_NAME), other = ent_node_is(b, ENT_N_NAME);
    return named == other && (!named || strcmp(a->text, b->text) == 0);
}

/* Do both speak of one place? Then it is said once: "the place is in A and west of B". */
static bool same_place(const ent_node *a, const ent_node *b)
{
    return ent_node_is(a, ENT_N_PLACE) && ent_node_is(b, ENT_N_PLACE) &&
           strcmp(a->kids[0]->text, b->kids[0]->text) == 0 &&
           is_name(ent_node_kid(a->kids[0], 0), ent_node_kid(b->kids[0], 0));
}

static bool reads_alone(const ent_node *node)
{
    return node->kind != ENT_N_OR && node->kind != ENT_N_AND &&
           (node->kind != ENT_N_IS || node->kid_count <= 3);
}

/* "A, B and C"; "A and B and C" where a part has commas or brackets of its own. */
static void tell_list(ent_saying *out, const ent_node *const *parts, size_t count, ent_node_kind joined)
{
    const char *word = joined == ENT_N_AND ? "and" : "or";
    bool commas = true;
    for (size_t i = 0; i < count; i++) commas = commas && reads_alone(parts[i]);
    for (size_t i = 0; i < count; i++) {
        const ent_node *part = parts[i];
        bool both = part->kind == ENT_N_AND || part->kind == ENT_N_OR;
        bool bracket = both && part->kind != joined && part->kid_count > 1 && count > 1;
        if (commas)
            ent_tell_list_mark(out, i, count, word);
        else if (i > 0)
            ent_buf_printf(&out->buf, " %s ", word);
        if (bracket) ent_buf_addc(&out->buf, '(');
        if (i > 0 && same_place(parts[i - 1], part))
            tell_relation(out, part);
        else
            ent_tell_condition(out, part);
        if (bracket) ent_buf_addc(&out->buf, ')');
    }
}

void ent_tell_all_of(ent_saying *out, const ent_node *const *conditions, size_t count)
{
    tell_list(out, conditions, count, ENT_N_AND);
}

/* What the text defines, in quotes: it means what the definition says and nothing else. */
static void tell_term(ent_saying *out, const ent_node *term, const char *verb)
{
    tell_subject(out);
    ent_buf_printf(&out->buf, "%s\"%s\"", verb, term->text);
}

static void tell_not(ent_saying *out, const ent_node *node)
{
    const ent_node *kid = node->kids[0];
    switch (kid->kind) {
    case ENT_N_COMPARE: tell_compare(out, kid, true); break;
    case ENT_N_BETWEEN: tell_between(out, kid, true); break;
    case ENT_N_IS: tell_is(out, kid, true); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, kid, true); break;
    case ENT_N_EXISTS: tell_exists(out, kid, true); break;
    case ENT_N_TERM: tell_term(out, kid, " is not "); break;
    case ENT_N_PLACE: tell_place(out, kid, " is not "); break;
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
    case ENT_N_LIST: tell_list(out, node->kids, node->kid_count, node->kind); break;
    case ENT_N_NOT: tell_not(out, node); break;
    case ENT_N_COMPARE: tell_compare(out, node, false); break;
    case ENT_N_BETWEEN: tell_between(out, node, false); break;
    case ENT_N_IS: tell_is(out, node, false); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, node, false); break;
    case ENT_N_PLACE: tell_place(out, node, " is "); break;
    case ENT_N_EXISTS: tell_exists(out, node, false); break;
    case ENT_N_TERM: tell_term(out, node, " is "); break;
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
    case ENT_N_POSITION: tell_position(out, node); break;
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
    ent_saying out = {0};
    ent_buf_init(&out.buf, ENT_EXPLAIN_BYTES_MAX);
    if (node->kind == ENT_N_AND && node->kid_count == 1) node = node->kids[0];
    ent_tell_condition(&out, node);
    return ent_tell_end(&out, sink, err);
}
